"""A day kept as a file, so that it can be replayed: JSON lines, or a CSV table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import msgspec

from codedark.divert.day_events import NAME_OF
from codedark.divert.happening import Event
from codedark.formats.day_event_forms import EVENT, MINUTE, NONE, forms_of
from codedark.hospital.csvwriting import harmless


def written_day_events(events: Iterable[Event]) -> bytes:
    r"""A day as JSON lines: what the reader reads back. Fields that have their default are left out.

    >>> from codedark.formats.day_events import read_day_events
    >>> written_day_events(read_day_events("day.csv", b"event,at_min\ntick,5"))
    b'{"event":"tick","at_min":5}\n'
    """
    return b"".join(msgspec.json.encode({EVENT: NAME_OF[type(e)], **_told(e)}) + b"\n" for e in events)


def _told(event: Event) -> dict[str, Any]:
    told = {}
    for key, form in forms_of(type(event)).items():
        value = getattr(event, form.name)
        if not form.optional or value != form.default:
            told[key] = _written(value)
    return {MINUTE: told.pop(MINUTE), **told}


def _written(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value if isinstance(value, bool | int) else str(value)


def written_day_table(events: Iterable[Event]) -> bytes:
    r"""A day as CSV, with the columns that any event fills. Text that a spreadsheet program would run is made harmless.

    >>> from codedark.formats.day_events import read_day_events
    >>> written_day_table(read_day_events("day.jsonl", b'{"event": "tick", "at_min": 5}'))
    b'event,at_min\ntick,5\n'
    """
    rows = [{EVENT: NAME_OF[type(event)], **_told(event)} for event in events]
    used = list(dict.fromkeys([EVENT, MINUTE, *(key for row in rows for key in row)]))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([_cell(row.get(key)) for key in used] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, list):
        return " ".join(value) or NONE
    if isinstance(value, str) and value.startswith("? "):
        return "? " + harmless(value[2:])
    return harmless(value) if isinstance(value, str) else str(value)
