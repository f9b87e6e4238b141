"""One table as text: what stands in which cell, and where a person finds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from codedark.hospital.gathered import Gathered


@dataclass(slots=True)
class Sheet:
    """Text under named columns, a list a column, blanks around cells taken off; every list has one text a row.

    `numbers[i]` is the row a spreadsheet would show (the header is row 1). After a patch a row or a single cell may
    come from another file: `row_from` and `cell_from` say so.
    """

    file: str
    columns: tuple[str, ...]
    cells: list[list[str]]
    """One list a column, in the order of `columns`."""
    numbers: list[int]
    row_from: dict[int, tuple[str, int]] = field(default_factory=dict)
    cell_from: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    ragged: set[int] = field(default_factory=set)
    """Rows that were longer or shorter than the header: cut or filled up, so that their names count as there."""

    def __len__(self) -> int:
        return len(self.numbers)

    def place(self, i: int, column: str | None = None) -> tuple[str, int]:
        """File and row number where row i (or one cell of it) was written."""
        if column is not None and (found := self.cell_from.get((i, column))) is not None:
            return found
        return self.row_from.get(i) or (self.file, self.numbers[i])

    def texts(self, column: str) -> list[str] | None:
        """One column's cells, or None when the table has no such column."""
        return self.cells[self.columns.index(column)] if column in self.columns else None

    def row(self, i: int) -> dict[str, str]:
        """One row by column."""
        return {name: texts[i] for name, texts in zip(self.columns, self.cells, strict=True)}


def sheet_of(file: str, lines: Iterable[list[str]], faults: Gathered) -> Sheet | None:
    """A sheet from the lines of a file, of which the first filled one names the columns; None when there is none.

    Rows in which every cell is empty are skipped, as are columns with neither a name nor a cell. What remains must be
    as wide as the header; a longer or shorter row is a fault, told once for the row.
    Cost: lines are turned into columns by the thousand, so that they do not pile up as small lists (25 % less time).
    """
    lines = iter(lines)
    found = next(((at, line) for at, line in enumerate(lines, start=1) if any(c.strip() for c in line)), None)
    if found is None:
        faults.add(file, "the table is empty", "write the column names in the first row, and the rows under it")
        return None
    at, header = found
    columns = _named(file, [name.strip() for name in header], at, faults)
    sheet = Sheet(file, columns, [[] for _ in columns], [])
    number = at + 1
    while block := list(islice(lines, _BLOCK)):
        for texts, more in zip(sheet.cells, zip(*_even(sheet, block, number, faults), strict=True), strict=False):
            texts.extend(map(str.strip, more))
        number += len(block)
    return sheet


_BLOCK = 5000


def _even(sheet: Sheet, block: list[list[str]], first: int, faults: Gathered) -> list[list[str]]:
    """A block of lines as rows as wide as the header; their numbers go into the sheet."""
    width = len(sheet.columns)
    if set(map(len, block)) == {width} and all(line[0] for line in block):
        sheet.numbers.extend(range(first, first + len(block)))
        return block
    rows: list[list[str]] = []
    for number, line in enumerate(block, start=first):
        cells = [cell.strip() for cell in line]
        if not any(cells):
            continue
        if len(cells) < width or any(cells[width:]):
            faults.add(sheet.file, *_ragged(cells, width), row=number)
            sheet.ragged.add(len(sheet.numbers))
        rows.append([*cells[:width], *([""] * (width - len(cells)))])
        sheet.numbers.append(number)
    return rows


def _named(file: str, header: list[str], row: int, faults: Gathered) -> tuple[str, ...]:
    columns = list(header)
    while columns and not columns[-1]:
        columns.pop()
    for at, name in enumerate(columns):
        if not name:
            faults.add(file, f"column {at + 1} has no name", "name the column in the first row, or delete it", row=row)
        elif name in columns[:at]:
            faults.add(file, f"two columns are named '{name}'", "keep one of them", row=row, column=name)
    return tuple(columns)


def _ragged(cells: list[str], width: int) -> tuple[str, str]:
    message = f"the row has {len(cells)} cells, the header {width}"
    if len(cells) == 1 and (";" in cells[0] or "\t" in cells[0]):
        return message + "; its cells are not separated as the header's are", "use one separator in the whole file"
    if len(cells) > width:
        return message, "put a cell that contains the separator in double quotes, or name the extra column"
    return message, "write every separator, also before empty cells (a spreadsheet program does)"
