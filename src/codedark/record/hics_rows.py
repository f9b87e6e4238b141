"""Forms 201, 214 and 251 of the Hospital Incident Command System, 2014, as far as a record fills them.

Briefing (201), activity log of one position over one operational period (214), status of systems and services (251).
What the record does not hold (names, maps, resources, health and safety) stays empty, for a pen: a form never guesses.
Source: HICS Guidebook, fifth edition, May 2014, forms HICS 201, 214 and 251 (California EMSA); fields as facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from codedark.record.assertion import Status
from codedark.record.date_words import moment_alone
from codedark.record.edtf import When
from codedark.record.entry import EntryKind
from codedark.record.report import LogLine, Report, Row
from codedark.record.report_lines import Speaker, row_line
from codedark.record.report_rows import log_row
from codedark.record.report_summary import sentence_said
from codedark.record.report_texts import known_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Field 2 of every form: the operational period."""

    start: datetime | None
    """None: from the beginning of the record."""
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One line of what was done."""

    at: str
    """In words, as precisely as it is known."""
    activity: str
    role: str
    place: str
    """Where it stands in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """HICS 201."""

    incident: str
    period: Period
    situation: tuple[str, ...]
    """Field 3, a sentence each."""
    roles: tuple[str, ...]
    """Field 6, as far as the log shows: positions that wrote in the period, without names."""
    actions: tuple[Activity, ...]
    """Field 8: decisions and actions."""
    prepared_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLog:
    """HICS 214: one position's activities over a period."""

    incident: str
    period: Period
    role: str
    lines: tuple[Activity, ...]


class Working(StrEnum):
    """Words of HICS 251, field "status"."""

    FULL = "Fully functional"
    PARTIAL = "Partially functional"
    NONE = "Nonfunctional"
    UNTOLD = ""
    """Nobody told, or it is contradicted: no box is ticked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLine:
    """One line of HICS 251."""

    section: str
    """`service` or `system`."""
    name: str
    status: Working
    comment: str
    """Since when and until when, who says so, marks."""
    since: When | None


def briefing(report: Report, lang: str) -> Briefing:
    """HICS 201 out of a report: the situation as the summary has it, decisions and actions of its spell.

    Args:
        report: made with its log.
        lang: of the sentences.
    """
    head = report.head
    told = (EntryKind.DECISION, EntryKind.ACTION)
    speaker = Speaker(report=report, lang=lang)
    return Briefing(
        incident=head.title,
        period=_period(report),
        situation=tuple(sentence_said(sentence, lang, head.timezone) for sentence in report.summary),
        roles=_roles(report),
        actions=tuple(_activity(speaker, line) for line in report.log if line.kind in told),
        prepared_at=moment_alone(head.generated_at, lang, head.timezone),
    )


def activity_logs(report: Report, lang: str) -> tuple[ActivityLog, ...]:
    """HICS 214 out of a report: a log for each position that wrote in its spell, in the order they first did."""
    speaker = Speaker(report=report, lang=lang)
    return tuple(
        ActivityLog(
            incident=report.head.title,
            period=_period(report),
            role=role,
            lines=tuple(_activity(speaker, line) for line in report.log if line.role == role),
        )
        for role in _roles(report)
    )


def system_lines(report: Report, lang: str) -> tuple[SystemLine, ...]:
    """HICS 251 out of a report: services as their status was told, systems as they were told not to be available.

    A service of which nothing is told has no line; a status that is contradicted, or that nobody knows, ticks no box.
    """
    speaker = Speaker(report=report, lang=lang)
    rows = report.rows_of("clinical")
    services = [_service(speaker, row) for row in rows if row.field == "service_status" and row.about]
    return (*services, *(line for row in rows if row.field == "systems_unavailable" for line in _systems(speaker, row)))


def _period(report: Report) -> Period:
    return Period(start=report.log_spell.start, end=report.log_spell.end or report.head.as_of)


def _roles(report: Report) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.role for line in report.log))


def _activity(speaker: Speaker, line: LogLine) -> Activity:
    at, role, _, activity, place = log_row(speaker, line)
    return Activity(at=at, activity=activity, role=role, place=place)


_WORKING = {"full": Working.FULL, "partial": Working.PARTIAL, "none": Working.NONE}


def _service(speaker: Speaker, row: Row) -> SystemLine:
    said = row_line(speaker, row)
    lead = None if row.standing is None or row.standing.lead is None else row.standing.lead.assertion
    sure = lead is not None and lead.status.tells and said.status is not Status.DISPUTED
    return SystemLine(
        section="service",
        name=row.about,
        status=_WORKING.get(str(lead.value), Working.UNTOLD) if lead is not None and sure else Working.UNTOLD,
        comment="; ".join((said.text, *said.beside)),
        since=None if lead is None else lead.valid,
    )


def _systems(speaker: Speaker, row: Row) -> Iterator[SystemLine]:
    """A line for each system that is told not to be available; none told: no line."""
    lead = None if row.standing is None or row.standing.lead is None else row.standing.lead.assertion
    if lead is None or not lead.status.tells or not isinstance(lead.value, tuple):
        return
    said = row_line(speaker, row)
    disputed = said.status is Status.DISPUTED
    for code in lead.value:
        yield SystemLine(
            section="system",
            name=known_word(speaker.lang, "code", str(code)),
            status=Working.UNTOLD if disputed else Working.NONE,
            comment="; ".join(part for part in (said.mark, *said.beside) if part),
            since=lead.valid,
        )
