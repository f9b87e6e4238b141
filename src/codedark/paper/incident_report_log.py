"""The log of a report for paper, by days: the day stands once above its lines, each line has its clock."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from codedark.record.date_words import when_alone
from codedark.record.edtf import When
from codedark.record.report import LogLine
from codedark.record.report_said import SaidTable


def log_days(log: tuple[LogLine, ...], table: SaidTable, lang: str, zone: str) -> list[dict[str, Any]]:
    """Lines of a log under the day each begins on.

    Args:
        log: of a report.
        table: the same lines in words; the first cell is the time.
        lang: of the words.
        zone: in which days and times are said.
    Returns:
        `day` in words and `rows` under it, in the order of the log. A line whose time is no time of one day (a month, a
        span) stands under an empty day and keeps its time in full.
    """
    told = [_under(line, row, lang, zone) for line, row in zip(log, table.rows, strict=True)]
    return [{"day": day, "rows": [row for _, row in lines]} for day, lines in groupby(told, key=lambda under: under[0])]


def _under(line: LogLine, row: tuple[str, ...], lang: str, zone: str) -> tuple[str, list[str]]:
    """The day of a line, and its cells without it."""
    at, *rest = row
    earliest = line.event_at.earliest(zone)
    if earliest is None:
        return "", [at, *rest]
    day = when_alone(When(f"{earliest.astimezone(ZoneInfo(zone)):%Y-%m-%d}"), lang, zone)
    if not at.startswith(day):
        return "", [at, *rest]
    return day, [at.removeprefix(day).lstrip(", ") or at, *rest]
