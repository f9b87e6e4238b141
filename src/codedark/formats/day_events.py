r"""The events of a day of transfers as a file: one JSON object a line, or a CSV table; read and checked.

    {"event": "offered", "at_min": 35, "patient": "p-7", "to": "near", "doctor": "intensivist on duty"}

Events and fields are those of `divert.day_events`; docs/reference/divert-day.md has them all. `at` (a moment with its
offset) may stand for `at_min` where it is told when the fall was. A CSV table has a column for each field that any of
its rows fills; an empty cell was not told. Every fault of a file is reported at once, and nothing is half-read.
`day_events_written` writes what is read here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import msgspec

from codedark.divert.day_events import NAME_OF, NAMED
from codedark.divert.happening import Event
from codedark.divert.told_events import NewPatient, TypedIn
from codedark.divert.trip_events import CrewGranted
from codedark.formats.day_event_forms import EVENT, MINUTE, MOMENT, NONE, FieldForm, forms_of
from codedark.hospital.cells import read_cell
from codedark.hospital.csvtext import decoded, read_csv
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import CrewId, Hospital, PatientId, ServiceId, SiteId
from codedark.hospital.schema import Column, Kind
from codedark.hospital.spelling import Spelling, did_you_mean

LINE_BYTES_MOST = 1 << 16
TEXT_MOST = 500


def read_day_events(
    file: str, raw: bytes, *, hospital: Hospital | None = None, fell_at: datetime | None = None
) -> tuple[Event, ...]:
    r"""Read a day.

    Args:
        file: as the person knows it.
        raw: JSON lines where the first letter is `{`, else CSV; UTF-8.
        hospital: whose day it is: names of places, crews, services and patients that neither it nor the file knows are
            faults. None: names are not checked here; an event that names nobody is then not taken while playing.
        fell_at: the fall, aware: what `at` is counted from.
    Returns:
        Events in the order of the file, which is the order in which they became known.
    Raises:
        BadHospital: every fault, with line, field and fix.

    Cost: some 10 microseconds an event.

    >>> read_day_events("day.jsonl", b'{"event": "tick", "at_min": 5}\n')
    (Tick(at_min=5.0),)
    """
    reader = _Reader(file, fell_at)
    text = reader.faults.attempt(lambda: decoded(raw), file)
    if text is None:
        reader.faults.stop()
    rows = _table(file, raw, reader.faults) if _first(text) not in "{[" else _lines(file, text, reader.faults)
    events = [(row, event) for row, told in rows if (event := reader.event(row, told)) is not None]
    if hospital is not None:
        _strangers(reader.faults, file, hospital, events)
    reader.faults.stop_if_any()
    return tuple(event for _, event in events)


def _first(text: str) -> str:
    return text.lstrip()[:1] or " "


def _lines(file: str, text: str, faults: Gathered) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, what it says) of every line with one object."""
    for row, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if len(line.encode()) > LINE_BYTES_MOST:
            faults.add(file, f"a line of more than {LINE_BYTES_MOST:,} bytes", "one event a line", row=row)
            continue
        try:
            told = msgspec.json.decode(line)
        except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
            faults.add(file, f"no JSON ({_short(str(wrong))})", "one object a line, in braces", row=row)
            continue
        if isinstance(told, dict):
            yield row, told
        else:
            faults.add(file, "no object", 'one object a line: {"event": ..., "at_min": ...}', row=row)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."


def _table(file: str, raw: bytes, faults: Gathered) -> Iterator[tuple[int, dict[str, Any]]]:
    """(row, its filled cells) of every row."""
    sheet = read_csv(file, raw, faults)
    if sheet is None:
        return
    known = {EVENT, MOMENT, *(key for kind in NAMED.values() for key in forms_of(kind))}
    for name in sheet.columns:
        if name and name not in known:
            fix = Spelling(known).fix(name, "delete it; the fields of the events are columns")
            faults.add(file, "no event has such a field", fix, row=1, column=name)
    if EVENT not in sheet.columns:
        faults.add(file, f"no column '{EVENT}'", f"name the events in a column '{EVENT}'", row=1)
        return
    for i in range(len(sheet)):
        if i not in sheet.ragged:
            told = {name: text for name, text in sheet.row(i).items() if text and name in known}
            yield sheet.numbers[i], told


class _Reader:
    def __init__(self, file: str, fell_at: datetime | None) -> None:
        self.file, self.fell_at = file, fell_at
        self.faults = Gathered()
        self.names = Spelling(NAMED)

    def event(self, row: int, told: dict[str, Any]) -> Event | None:
        """One event, or None and its faults."""
        kind = self._named(row, told.get(EVENT))
        if kind is None:
            return None
        before = len(self.faults.faults)
        told = self._dated(row, told)
        forms = forms_of(kind)
        for key in told:
            if key not in forms and key != EVENT:
                fix = Spelling(forms).fix(key, f"leave it out; it has {', '.join(forms)}")
                self.faults.add(self.file, f"`{NAME_OF[kind]}` has no such field", fix, row=row, column=str(key))
        values = {form.name: self._value(row, form, told.get(key)) for key, form in forms.items()}
        return kind(**values) if len(self.faults.faults) == before else None

    def _named(self, row: int, name: Any) -> type[Event] | None:
        kind = NAMED.get(name) if isinstance(name, str) else None
        if kind is None:
            near = self.names.nearest(name) if isinstance(name, str) else None
            message = "no event of that name" if name else "no event is named"
            fix = did_you_mean(near, "one of " + ", ".join(NAMED))
            self.faults.add(self.file, message, fix, row=row, column=EVENT, value=None if name is None else str(name))
        return kind

    def _dated(self, row: int, told: dict[str, Any]) -> dict[str, Any]:
        """With `at` turned into minutes after the fall."""
        if MOMENT not in told:
            return told
        rest = {key: value for key, value in told.items() if key != MOMENT}
        try:
            if MINUTE in told:
                raise CellFault(f"both `{MOMENT}` and `{MINUTE}`", "keep one of them")
            if self.fell_at is None:
                raise CellFault(
                    "nobody told when the fall was", f"tell it, or write `{MINUTE}`, minutes after the fall"
                )
            moment = read_cell(Column(name=MOMENT, kind=Kind.MOMENT, doc="", required=True), str(told[MOMENT]))
            minutes = (moment - self.fell_at).total_seconds() / 60.0
            if minutes < 0:
                raise CellFault("before the fall", f"a moment after {self.fell_at.isoformat()}")
            return {**rest, MINUTE: minutes}
        except CellFault as fault:
            self.faults.add(self.file, fault.message, fault.fix, row=row, column=MOMENT, value=str(told[MOMENT]))
            return {MINUTE: 0.0, **rest}

    def _value(self, row: int, form: FieldForm, told: Any) -> Any:
        try:
            return _read(form, told)
        except CellFault as fault:
            value = None if told in (None, "") else str(told)
            self.faults.add(self.file, fault.message, fault.fix, row=row, column=form.key, value=value)
            return form.default


def _read(form: FieldForm, told: Any) -> Any:
    """A value from JSON or from a cell; both are read alike."""
    if told is None or (told == "" and not form.many):
        if not form.optional:
            return read_cell(form.column, "")
        return form.default
    if form.many:
        return _many(form, told)
    if form.column.kind is Kind.TEXT:
        return _text(told)
    if isinstance(told, list | dict):
        raise CellFault("a list or an object", "one value")
    value = read_cell(form.column, _as_text(told))
    if form.column.kind is not Kind.FLOAT:
        return value
    return float(told) if isinstance(told, float) else float(value)


def _many(form: FieldForm, told: Any) -> tuple[Any, ...]:
    if isinstance(told, list):
        if not all(isinstance(one, str) for one in told):
            raise CellFault("not a list of words", 'words in quotes, such as ["record", "monitors"]')
        told = " ".join(told)
        if not told.strip():
            told = NONE
    text = _as_text(told)
    if text == NONE and not form.column.required:
        return ()
    value = read_cell(form.column, text)
    return tuple(value) if value is not None else ()


def _as_text(told: Any) -> str:
    if isinstance(told, bool):
        return "yes" if told else "no"
    if isinstance(told, float) and told.is_integer() and abs(told) < 1e12:
        return str(int(told))
    if isinstance(told, float):
        return f"{told:.12f}".rstrip("0") if 1e-9 < abs(told) < 1e9 else repr(told)
    return str(told).strip()


def _text(told: Any) -> str:
    """Words on one line, as they may be printed."""
    if not isinstance(told, str):
        raise CellFault("no text", "words in quotes")
    text = " ".join(told.split())
    if not text.isprintable():
        raise CellFault("letters that cannot be printed", "leave them out")
    if len(text) > TEXT_MOST:
        raise CellFault(f"more than {TEXT_MOST} letters", "say it shorter")
    return text


_TABLES = {PatientId: "patient", SiteId: "hospital", CrewId: "crew", ServiceId: "service"}


def _strangers(faults: Gathered, file: str, hospital: Hospital, events: list[tuple[int, Event]]) -> None:
    """Names that neither the hospital nor the file itself knows."""
    told = [event for _, event in events]
    known: dict[Any, Spelling] = {}
    names: dict[Any, Collection[str]] = {
        PatientId: {*hospital.patients, *(e.patient for e in told if isinstance(e, NewPatient))},
        SiteId: {*hospital.region, *hospital.sites, *(e.to for e in told if isinstance(e, TypedIn))},
        CrewId: {*hospital.crews, *(e.crew for e in told if isinstance(e, CrewGranted))},
        ServiceId: set(hospital.services),
    }
    for row, event in events:
        for form in forms_of(type(event)).values():
            kind = form.plain
            value = getattr(event, form.name)
            for name in value if isinstance(value, tuple) else (value,):
                if kind in names and name is not None and name not in names[kind]:
                    near = known.setdefault(kind, Spelling(names[kind])).nearest(name)
                    fix = did_you_mean(near, f"a {_TABLES[kind]} of this hospital's tables")
                    faults.add(file, f"no {_TABLES[kind]} of that name", fix, row=row, column=form.key, value=name)
