r"""Entries of a log as a file that people fill in: a CSV table, or one JSON object a line; read as they would be typed.

    at,role,text,field,value,period
    2026-03-03T07:10,theatre-coordinator,Theatres stand still.,operations_cancelled,>=70,2026-03-03

Cells are the options of `codedark incident log`; an empty one was not told. In CSV several `supersedes` or `detail`
stand in one cell, separated by `;`. What a cell may say is not checked here: it is read as if somebody had typed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from codedark.hospital.csvtext import decoded, read_csv
from codedark.hospital.gathered import Gathered
from codedark.hospital.spelling import Spelling

LINE_BYTES_MOST = 1 << 16
_OBJECT = 'one object a line: {"at": "2026-03-03T07:10", "role": "...", "text": "..."}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of a file, as text."""

    row: int
    """As an editor or a spreadsheet counts; the header of a table is row 1."""
    cells: Mapping[str, tuple[str, ...]]
    """Name of an option -> what it is; only options that can be repeated have several."""

    def one(self, name: str) -> str:
        """What a cell says; empty: it was not told."""
        return next(iter(self.cells.get(name, ())), "")


def read_entries(
    faults: Gathered, file: str, raw: bytes, names: Collection[str], several: Collection[str]
) -> tuple[Line, ...]:
    r"""The lines of a file; a line at fault is left out, and told.

    Args:
        file: as the person knows it.
        raw: JSON lines where the first letter is `{`, else CSV; UTF-8.
        names: of the options a cell can be.
        several: those of them that can be repeated.

    >>> lines = read_entries(Gathered(), "log.csv", b"at,text\n2026-03-03,Seen.\n", ("at", "text"), ())
    >>> lines[0].row, lines[0].one("text")
    (2, 'Seen.')
    """
    text = faults.attempt(lambda: decoded(raw), file)
    if text is None:
        return ()
    table = text.lstrip()[:1] not in ("{", "[")
    rows = _table(faults, file, raw, names, several) if table else _objects(faults, file, text, names, several)
    found = tuple(line for line in rows if line.cells)
    if not found and not faults.faults:
        faults.add(file, "no entry stands in it", "a line for each entry: at, role, text")
    return found


def _table(faults: Gathered, file: str, raw: bytes, names: Collection[str], several: Collection[str]) -> Iterator[Line]:
    sheet = read_csv(file, raw, faults)
    if sheet is None:
        return
    for name in sheet.columns:
        if name and name not in names:
            _unknown(faults, file, name, names, 1)
    for i in range(len(sheet)):
        if i not in sheet.ragged:
            told = {name: text for name, text in sheet.row(i).items() if text and name in names}
            yield Line(row=sheet.numbers[i], cells={name: _cut(name, text, several) for name, text in told.items()})


def _cut(name: str, text: str, several: Collection[str]) -> tuple[str, ...]:
    if name not in several:
        return (text,)
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _objects(
    faults: Gathered, file: str, text: str, names: Collection[str], several: Collection[str]
) -> Iterator[Line]:
    for row, line in enumerate(text.split("\n"), start=1):
        told = _object(faults, file, line, row) if line.strip() else None
        if told is None:
            continue
        cells = {}
        for name, value in told.items():
            if name not in names:
                _unknown(faults, file, name, names, row)
            elif (said := _said(faults, file, row, name, value, name in several)) is not None:
                cells[name] = said
        yield Line(row=row, cells={name: said for name, said in cells.items() if any(said)})


def _object(faults: Gathered, file: str, line: str, row: int) -> dict[str, Any] | None:
    if len(line.encode()) > LINE_BYTES_MOST:
        faults.add(file, f"a line of more than {LINE_BYTES_MOST:,} bytes", "one entry a line", row=row)
        return None
    try:
        told = msgspec.json.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        faults.add(file, f"no JSON ({str(wrong)[:80]})", _OBJECT, row=row)
        return None
    if isinstance(told, dict):
        return told
    faults.add(file, "no object", _OBJECT, row=row)
    return None


def _said(faults: Gathered, file: str, row: int, name: str, value: Any, several: bool) -> tuple[str, ...] | None:
    """A JSON value as somebody would type it; None: nobody could."""
    if isinstance(value, dict) and several and all(_typed(one) is not None for one in value.values()):
        return tuple(f"{key}={_typed(one)}" for key, one in value.items())
    if isinstance(value, list):
        parts = tuple(_typed(one) for one in value)
        if None not in parts:
            told = tuple(part for part in parts if part)
            return told if several else (",".join(told),)
    elif (typed := _typed(value)) is not None:
        return (typed,)
    fix = "a text, as `codedark incident log` takes it" + (", or several in a list" if several else "")
    faults.add(file, "cannot be read", fix, row=row, column=name, value=str(value))
    return None


def _typed(value: Any) -> str | None:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int | float) else None


def _unknown(faults: Gathered, file: str, name: str, names: Collection[str], row: int) -> None:
    fix = Spelling(names).fix(name, f"one of {', '.join(names)}")
    faults.add(file, "an entry has no such part", fix, row=row, column=name)
