"""One table as text: what stands in which cell, and where a person finds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from codedark.hospital.gathered import Gathered


@dataclass(slots=True)
class Sheet:
    """Rows of text under named columns, blanks around cells taken off; every row is as long as the header.

    `numbers[i]` is the row a spreadsheet would show (the header is row 1). After a patch a row or a single cell may
    come from another file: `row_from` and `cell_from` say so.
    """

    file: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    numbers: list[int]
    row_from: dict[int, tuple[str, int]] = field(default_factory=dict)
    cell_from: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    ragged: set[int] = field(default_factory=set)
    """Rows that were longer or shorter than the header: cut or filled up, so that their names count as there."""

    def place(self, i: int, column: str | None = None) -> tuple[str, int]:
        """File and row number where row i (or one cell of it) was written."""
        if column is not None and (found := self.cell_from.get((i, column))) is not None:
            return found
        return self.row_from.get(i) or (self.file, self.numbers[i])

    def texts(self, column: str) -> list[str] | None:
        """One column's cells, or None when the table has no such column."""
        if column not in self.columns:
            return None
        at = self.columns.index(column)
        return [row[at] for row in self.rows]


def sheet_of(file: str, lines: Sequence[tuple[int, list[str]]], faults: Gathered) -> Sheet | None:
    """A sheet from numbered lines, the first of which names the columns; None when there is no header at all.

    Rows in which every cell is empty are skipped, as are columns with neither a name nor a cell. What remains must be
    as wide as the header; a longer or shorter row is a fault, told once for the row.
    """
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        faults.add(file, "the table is empty", "write the column names in the first row, and the rows under it")
        return None
    (_, header), body = filled[0], filled[1:]
    columns = _named(file, header, faults)
    width = len(columns)
    sheet = Sheet(file, columns, [], [])
    for number, cells in body:
        if len(cells) != width:
            if len(cells) < width or any(cells[width:]):
                faults.add(file, *_ragged(cells, width), row=number)
                sheet.ragged.add(len(sheet.rows))
            cells = [*cells[:width], *([""] * (width - len(cells)))]  # noqa: PLW2901 - the row as it counts
        sheet.rows.append(cells)
        sheet.numbers.append(number)
    return sheet


def _named(file: str, header: list[str], faults: Gathered) -> tuple[str, ...]:
    columns = list(header)
    while columns and not columns[-1]:
        columns.pop()
    for at, name in enumerate(columns):
        if not name:
            faults.add(file, f"column {at + 1} has no name", "name the column in the first row, or delete it", row=1)
        elif name in columns[:at]:
            faults.add(file, f"two columns are named '{name}'", "keep one of them", row=1, column=name)
    return tuple(columns)


def _ragged(cells: list[str], width: int) -> tuple[str, str]:
    message = f"the row has {len(cells)} cells, the header {width}"
    if len(cells) == 1 and (";" in cells[0] or "\t" in cells[0]):
        return message + "; its cells are not separated as the header's are", "use one separator in the whole file"
    if len(cells) > width:
        return message, "put a cell that contains the separator in double quotes, or name the extra column"
    return message, "write every separator, also before empty cells (a spreadsheet program does)"
