"""What is wrong with a folder: every fault at once, each with its place and its fix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing a person must mend before the folder can be read."""

    file: str
    """File as the person knows it, relative to the folder; for a workbook `hospital.xlsx[hosts]`."""
    row: int | None = None
    """Line of the row in the file, counted as a spreadsheet counts: the header is row 1."""
    column: str | None = None
    """The column's name; in a TOML file the key, as `section.key`."""
    value: str | None = None
    """What stands there."""
    message: str
    """What is wrong."""
    fix: str
    """What to write instead, or to do."""

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", {'key' if self.file.endswith('.toml') else 'column'} {self.column}"
        told = self.value is not None and self.value not in self.message
        said = f" (it says '{self.value}')" if told else ""
        end = "" if self.fix.endswith("?") else "."
        return f"{place}: {self.message}{said}. Fix: {self.fix.rstrip('.')}{end}"


def listed(faults: Sequence[Fault], most: int = 50) -> list[str]:
    """Lines for a screen: alike faults of several rows are one line, and past `most` lines the rest is counted.

    >>> for line in listed([Fault(file="a.csv", row=r, message="is odd", fix="mend it") for r in (2, 3, 4, 9)]):
    ...     print(line)
    a.csv, row 2: is odd. Fix: mend it. (Also in rows 3, 4, 9.)
    """
    rows: dict[Fault, list[int]] = {}
    first: dict[Fault, Fault] = {}
    for fault in faults:
        alike = replace(fault, row=None)
        first.setdefault(alike, fault)
        rows.setdefault(alike, []).extend([fault.row] if fault.row is not None else [])
    lines = [str(fault) + _also(rows[alike][1:]) for alike, fault in first.items()]
    if len(lines) <= most:
        return lines
    return [*lines[:most], f"... and {len(lines) - most:,} more; --json has them all"]


def _also(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    shown = ", ".join(map(str, rows[:5])) + (f" and {len(rows) - 5:,} more" if len(rows) > 5 else "")
    return f" (Also in row{'s' * (len(rows) > 1)} {shown}.)"


class BadHospital(Exception):
    """A folder that cannot be read as a hospital; carries *every* fault. Nothing is half-loaded."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class CellFault(ValueError):
    """A cell that cannot be read: what is wrong and the fix; the reader adds file, row and column."""

    def __init__(self, message: str, fix: str) -> None:
        self.message = message
        self.fix = fix
        super().__init__(f"{message}. Fix: {fix}.")
