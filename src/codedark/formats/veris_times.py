"""Times as VERIS has them: the date an incident began, and spans as a number and a unit, or unknown.

A date that is only known as "on or before" is the last day it can have been, and the notes say so; of one that is
inferred, guessed or contradicted only the year is told, which the schema requires: no field there holds a mark. Nothing
is made more exact than the record has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from codedark.formats.export_told import Item
from codedark.record.edtf import When

Span = dict[str, Any]
_UNKNOWN: Span = {"unit": "Unknown"}
_UNITS = (("Days", 86400), ("Hours", 3600), ("Minutes", 60))
_BEGAN = ("onset_at", "discovered_at")
"""What tells when it began, the best first; a date of discovery is at least not before."""


def begun(leads: Mapping[str, Item], opened_at: datetime, zone: str) -> tuple[dict[str, Any], tuple[Item, ...]]:
    """VERIS's timeline: the incident's date, and how long until it was found.

    Args:
        leads: leading accounts by field.
        opened_at: when the record was opened, local: its year stands in where nobody told when it began.
    Returns:
        The part, and the accounts it rests on.
    """
    item, when = next(
        ((leads[f], w) for f in _BEGAN if f in leads and (w := when_of(leads[f])) is not None), (None, None)
    )
    if item is None or when is None:
        return {"incident": {"year": opened_at.year}}, ()
    found = leads.get("discovered_at")
    date = _date(when, zone)
    timeline: dict[str, Any] = {"incident": date if item.sound else {"year": date["year"]}}
    onset = leads.get("onset_at")
    if onset is not None and found is not None and item is onset:
        span = span_between(onset, found, zone)
        timeline["discovery"] = span
        return timeline, (onset, found) if span != _UNKNOWN else (onset,)
    return timeline, (item,)


def lasted(leads: Mapping[str, Item], zone: str) -> tuple[Span, tuple[Item, ...]]:
    """How long it lasted, from beginning to end, where both are told."""
    begin, end = leads.get("onset_at") or leads.get("discovered_at"), leads.get("ended_at")
    if begin is None or end is None:
        return _UNKNOWN, ()
    span = span_between(begin, end, zone)
    return span, (begin, end) if span != _UNKNOWN else ()


def when_of(item: Item) -> When | None:
    """The moment an account tells; None: it tells none."""
    if not item.assertion.status.tells or not isinstance(item.assertion.value, str):
        return None
    try:
        return When(item.assertion.value)
    except ValueError:
        return None


def span_between(first: Item, second: Item, zone: str) -> Span:
    """The span from one moment to another, in the coarsest unit that both are known to."""
    one, other = when_of(first), when_of(second)
    if one is None or other is None or "/" in one + other or not (first.sound and second.sound):
        return dict(_UNKNOWN)
    begin, end = one.earliest(zone), other.earliest(zone)
    if begin is None or end is None or end < begin:
        return dict(_UNKNOWN)
    known_to_the_day = "T" not in one or "T" not in other
    if min(len(one), len(other)) < len("2026-03-03"):
        return dict(_UNKNOWN)
    if known_to_the_day:
        local = ZoneInfo(zone)
        days = (end.astimezone(local).date() - begin.astimezone(local).date()).days
        return {"unit": "Days", "value": days} if days else dict(_UNKNOWN)
    seconds = (end - begin).total_seconds()
    unit, length_s = next((u for u in _UNITS if seconds >= 2 * u[1]), _UNITS[-1])
    return {"unit": unit, "value": round(seconds / length_s)}


def _date(when: When, zone: str) -> dict[str, int]:
    """Year, month and day as far as they are told; of an open beginning the last it can be."""
    point = when.end if when.open_start else when.start
    text = point.rstrip("~?%")
    if text.endswith("Z") or ("T" in text and text[-6:-5] in ("+", "-")):
        at = When(text).earliest(zone)
        text = at.astimezone(ZoneInfo(zone)).date().isoformat() if at else text
    parts = text.partition("T")[0].split("-")
    return dict(zip(("year", "month", "day"), map(int, parts), strict=False))
