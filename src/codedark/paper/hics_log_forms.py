"""HICS forms 201, 214 and 251 out of a record, as PDF: what was recorded is printed, the rest is for a pen.

A shift can go on by hand where the paper ends: every form has empty lines, and a whole one can be printed empty. What
was written by hand is typed in later, with the time it happened. Fields, titles and numbers are the forms' of 2014, in
English; what stands in them is in the language asked for. Marks are words, as in the report.
Source: HICS Guidebook, fifth edition, May 2014, forms HICS 201, 214 and 251 (California EMSA); fields as facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from codedark.formats.hics_cells import Cell
from codedark.formats.hics_incident import rows_251_told
from codedark.formats.hics_systems import STATUSES, SYSTEMS
from codedark.paper.incident_report import shortened
from codedark.paper.incident_report_words import PAPER_WORDS
from codedark.paper.marked_runs import Runs, marked_runs
from codedark.paper.pages import set_pages
from codedark.record.date_words import moment_alone
from codedark.record.head_words import head_words
from codedark.record.hics_rows import Activity, Period, activity_logs, briefing, system_lines
from codedark.record.report import Report
from codedark.record.report_texts import word

TEMPLATE = "hics_log_forms.typ"
TEAM = (
    "Incident Commander",
    "Public Information Officer",
    "Liaison Officer",
    "Safety Officer",
    "Medical-Technical Specialists",
    "Operations Section Chief",
    "Planning Section Chief",
    "Logistics Section Chief",
    "Finance/Administration Section Chief",
)
"""Positions of field 6 of HICS 201; further ones are written in."""
NAME_MOST = 72
"""Characters of the incident's name and of a position that their fields have room for."""
HEADS_MOST = 3
"""Heads of the log at the foot of a form; where more devices write, the report has them."""


def hics_201(report: Report, lang: str, *, blank: bool = False) -> bytes:
    """Form 201, incident briefing: situation, positions that wrote in the log, decisions and actions.

    Args:
        report: made with its log; its spell is the operational period.
        lang: of what stands in the fields.
        blank: the same form with the incident's name alone.
    Returns:
        The PDF: tagged, the same for the same report.
    Raises:
        KeyError: no such language.
    """
    told = briefing(report, lang)
    page = {
        "situation": [] if blank else [marked_runs(sentence, lang) for sentence in told.situation],
        "team": list(TEAM),
        "roles": [] if blank else list(told.roles),
        "actions": [] if blank else [_action(line) for line in told.actions],
    }
    return _set(report, lang, "HICS 201", blank=blank, f201=[page])


def hics_214(report: Report, lang: str, *, blank: bool = False) -> bytes:
    """Form 214, activity log: of each position that wrote in the report's spell, then one empty; arguments as above."""
    logs = () if blank else activity_logs(report, lang)
    filled = [
        {"role": shortened(log.role, NAME_MOST), "lines": [_activity(line) for line in log.lines]} for log in logs
    ]
    return _set(report, lang, "HICS 214", blank=blank, f214=[*filled, {"role": "", "lines": []}])


def hics_251_told(report: Report, lang: str, *, blank: bool = False) -> bytes:
    """Form 251, system status, as people told it, then the form's own systems to be ticked; arguments as above."""
    rows = [] if blank else rows_251_told(system_lines(report, lang))
    sections: dict[str, list[dict[str, Any]]] = {}
    for section, system, status, comment in rows:
        line = _system(system.text, status, marked_runs(comment.text, lang))
        sections.setdefault(section.text, []).append(line)
    for heading, systems in SYSTEMS.items():
        sections[heading] = [_system(name, _UNTICKED, [], own=True) for name in systems]
    told = [{"title": title, "rows": lines} for title, lines in sections.items()]
    return _set(report, lang, "HICS 251", blank=blank, f251=[{"told": bool(rows), "sections": told}])


_UNTICKED = Cell("Status", choices=STATUSES)


def _system(name: str, status: Cell, comment: Runs, *, own: bool = False) -> dict[str, Any]:
    """A line of form 251; `own`: one of the form's own systems, named in English."""
    ticks = [[choice, choice in status.ticked] for choice in status.choices]
    return {"name": name, "ticks": ticks, "comment": comment, "own": own}


def _action(line: Activity) -> list[str]:
    return [line.at, line.activity, line.role]


def _activity(line: Activity) -> list[str]:
    return [line.at, line.activity, line.place]


def _set(report: Report, lang: str, name: str, *, blank: bool, **forms: Sequence[Any]) -> bytes:
    """One form; those that are not given are not printed."""
    head = report.head
    period = Period(start=report.log_spell.start, end=report.log_spell.end or head.as_of)
    words = [head_words(one) for one in head.heads] if len(head.heads) <= HEADS_MOST else []
    data = {
        "f201": [],
        "f214": [],
        "f251": [],
        **forms,
        "lang": lang,
        "incident": shortened(head.title, NAME_MOST),
        "organisation": head.organisation,
        "start": "" if blank or period.start is None else moment_alone(period.start, lang, head.timezone),
        "end": "" if blank else moment_alone(period.end, lang, head.timezone),
        "prepared": "" if blank else moment_alone(head.generated_at, lang, head.timezone),
        "record": head.incident,
        "edge": shortened(head.organisation),
        "heads": [] if blank else words,
        "tlp": f"TLP:{head.tlp}",
        "exercise": word(lang, "head", "exercise") if head.exercise else "",
        "silent": "" if blank else word(lang, "phrase", "not-recorded"),
        "words": dict(PAPER_WORDS[lang]),
    }
    day = head.generated_at.astimezone(ZoneInfo(head.timezone)).date()
    return set_pages(TEMPLATE, data, title=f"{name} of {head.organisation}: {head.title}", day=day)
