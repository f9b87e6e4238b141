"""What is wrong with a folder: every fault at once, each with its place and its fix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
        said = f" (it says '{self.value}')" if self.value is not None else ""
        return f"{place}: {self.message}{said}. Fix: {self.fix}."


class BadHospital(Exception):  # noqa: N818 - named for what the person has, not for Python
    """A folder that cannot be read as a hospital; carries *every* fault. Nothing is half-loaded."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class CellFault(ValueError):  # noqa: N818 - a fault of a person's, caught by the reader
    """A cell that cannot be read: what is wrong and the fix; the reader adds file, row and column."""

    def __init__(self, message: str, fix: str) -> None:
        self.message = message
        self.fix = fix
        super().__init__(f"{message}. Fix: {fix}.")
