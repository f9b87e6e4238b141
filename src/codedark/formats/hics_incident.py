"""HICS 201, 214 and 251 out of a record as rows of cells, the same for CSV and for paper; titles are the forms' own."""

from __future__ import annotations

from collections.abc import Sequence

from codedark.formats.hics_cells import Cell, one_of
from codedark.formats.hics_systems import STATUSES
from codedark.record.date_words import moment_alone
from codedark.record.hics_rows import ActivityLog, Briefing, Period, SystemLine, Working


def rows_201(briefing: Briefing, lang: str, zone: str) -> list[tuple[Cell, ...]]:
    """HICS 201, incident briefing: a row for each sentence of the situation, then one for each action.

    Fields the record cannot fill (health and safety, map, objectives, resources, signature) are not among the columns.
    """
    rows = [(sentence, "", "", "") for sentence in briefing.situation]
    rows += [("", line.at, line.activity, line.role) for line in briefing.actions]
    first = _first(briefing.incident, briefing.period, lang, zone)
    titles = ("3. Situation Summary", "8. Time", "8. Current and Planned Actions", "6. Position")
    return [(*first, *(Cell(title, text) for title, text in zip(titles, row, strict=True))) for row in rows]


def rows_214(logs: Sequence[ActivityLog], lang: str, zone: str) -> list[tuple[Cell, ...]]:
    """HICS 214, activity log: every position's lines, one position after the other."""
    return [
        (
            *_first(log.incident, log.period, lang, zone),
            Cell("HIMT Position", log.role),
            Cell("Date/Time", line.at),
            Cell("Notable Activities", line.activity),
            Cell("Entry", line.place),
        )
        for log in logs
        for line in log.lines
    ]


def rows_251_told(lines: Sequence[SystemLine]) -> list[tuple[Cell, ...]]:
    """HICS 251, system status, as people told it; nothing in it is worked out."""
    return [
        (
            Cell("Section", _SECTIONS[line.section]),
            Cell("System", line.name),
            one_of("Status", STATUSES, None if line.status is Working.UNTOLD else line.status.value),
            Cell("Comments", line.comment),
        )
        for line in lines
    ]


_SECTIONS = {"service": "Clinical services (added)", "system": "Systems (added)"}

BLANK_201 = tuple(
    Cell(title)
    for title in (
        "1. Incident Name",
        "2. Operational Period from",
        "2. Operational Period to",
        "3. Situation Summary",
        "8. Time",
        "8. Current and Planned Actions",
        "6. Position",
    )
)
BLANK_214 = tuple(
    Cell(title)
    for title in (
        "1. Incident Name",
        "2. Operational Period from",
        "2. Operational Period to",
        "HIMT Position",
        "Date/Time",
        "Notable Activities",
        "Entry",
    )
)


def _first(incident: str, period: Period, lang: str, zone: str) -> tuple[Cell, ...]:
    start = "" if period.start is None else moment_alone(period.start, lang, zone)
    return (
        Cell("1. Incident Name", incident),
        Cell("2. Operational Period from", start),
        Cell("2. Operational Period to", moment_alone(period.end, lang, zone)),
    )
