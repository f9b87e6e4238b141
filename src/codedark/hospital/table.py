"""One table read: columns of values, each cell checked by the schema, with the way back to where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.cells import read_cell, read_whole_column
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.schema import Column, Table
from codedark.hospital.sheet import Sheet
from codedark.hospital.spelling import Spelling


class Bad:
    """What stands in a column where the cell could not be read."""


BAD = Bad()


@dataclass(slots=True)
class Columns:
    """The values of one table, a list a column; `BAD` where a cell is at fault. n rows, in file order.

    Each distinct text of a column is read once: a hundred thousand hosts name five hundred zones.
    """

    table: Table
    sheet: Sheet
    values: dict[str, list[Any]]
    distinct: dict[str, dict[str, Any]]
    """Column -> text -> value, for the texts that could be read; empty for names and addresses of the table itself."""
    faults: Gathered
    bad_rows: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.sheet)

    @property
    def keys(self) -> list[Any]:
        """The key of each row: an id, or a tuple where the table has a key of several columns."""
        if len(self.table.key) == 1:
            return self.values[self.table.key[0]]
        return list(zip(*(self.values[name] for name in self.table.key), strict=True))

    def codes(self, column: str, order: Sequence[Any]) -> NDArray[np.int64]:
        """For each row the place of its value in `order`; every value must be in it.

        Goes by distinct texts: hashing a hundred thousand enum members costs as much as reading the file.
        """
        place = {value: i for i, value in enumerate(order)}
        texts = self.sheet.texts(column)
        if texts is None:
            return np.full(len(self), place[self.values[column][0]] if len(self) else 0, np.int64)
        code = {text: place[value] for text, value in self.distinct[column].items()}
        return np.fromiter(map(code.__getitem__, texts), np.int64, len(texts))

    def good_rows(self) -> Iterator[int]:
        """Indices of the rows in which no cell is at fault."""
        return (i for i in range(len(self)) if i not in self.bad_rows)

    def fault(self, i: int, column: str | None, message: str, fix: str, value: str | None = None) -> None:
        """Note a fault of row i; without `value`, what stands in the cell is quoted.

        Of a row that is cut off or too long nothing more is said: which cell is which is not known.
        """
        if i in self.sheet.ragged:
            return
        file, row = self.sheet.place(i, column)
        if value is None and column is not None and (texts := self.sheet.texts(column)) is not None:
            value = texts[i] or None
        self.faults.add(file, message, fix, row=row, column=column, value=value)

    def fault_where(self, column: str, wrong: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Note the faults of every row of which the cell is a text in `wrong` (text -> each message and fix)."""
        if not wrong:
            return
        for i, text in enumerate(self.sheet.texts(column) or ()):
            if text in wrong:
                for message, fix in wrong[text]:
                    self.fault(i, column, message, fix)
                self.bad_rows.add(i)


def read_table(table: Table, sheet: Sheet, faults: Gathered) -> Columns:
    """Read every cell of a sheet by the table's columns.

    Unknown columns, missing needed columns, cells that cannot be read and keys that stand twice are faults. Rows at
    fault stay in their place (`bad_rows`), so that what they define still counts as there.
    Cost: about 0.1 us a cell for texts seen before, and one reading of each distinct text.
    """
    _check_header(table, sheet, faults)
    read = Columns(table, sheet, {}, {}, faults, set(sheet.ragged))
    for column in table.columns:
        _read_column(read, column)
    _check_keys(read)
    return read


def _check_header(table: Table, sheet: Sheet, faults: Gathered) -> None:
    known = [column.name for column in table.columns]
    spelling = Spelling(known)
    for name in sheet.columns:
        if name and name not in known:
            otherwise = f"delete it; {table.name} has the columns " + ", ".join(known)
            faults.add(
                sheet.file,
                f"no column of {table.name} is named '{name}'",
                spelling.fix(name, otherwise),
                row=1,
                column=name,
            )
    for column in table.columns:
        if column.required and column.name not in sheet.columns:
            faults.add(
                sheet.file, f"the column '{column.name}' is missing", f"add it: {column.doc}", row=1, column=column.name
            )


def _read_column(read: Columns, column: Column) -> None:
    texts = read.sheet.texts(column.name)
    if texts is None:
        value = BAD if column.required else read_cell(column, "")
        read.values[column.name] = [value] * len(read)
        read.distinct[column.name] = {} if column.required else {"": value}
        return
    if (values := read_whole_column(column, texts)) is not None:
        read.values[column.name], read.distinct[column.name] = values, {}
        return
    distinct: dict[str, Any] = {}
    wrong: dict[str, list[tuple[str, str]]] = {}
    for text in dict.fromkeys(texts):
        try:
            distinct[text] = read_cell(column, text)
        except CellFault as fault:
            wrong[text] = [(fault.message, fault.fix)]
    read.distinct[column.name] = distinct
    if not wrong:
        read.values[column.name] = list(map(distinct.__getitem__, texts))
        return
    read.values[column.name] = [distinct.get(text, BAD) for text in texts]
    read.fault_where(column.name, wrong)


def _check_keys(read: Columns) -> None:
    keys = read.keys
    if len(set(keys)) == len(keys):
        return
    first: dict[Any, int] = {}
    for i, key in enumerate(keys):
        if key is BAD or (isinstance(key, tuple) and BAD in key):
            continue
        if key in first:
            file, row = read.sheet.place(first[key])
            where = f"row {row}" if file == read.sheet.place(i)[0] else f"{file}, row {row}"
            said = " -> ".join(map(str, key)) if isinstance(key, tuple) else str(key)
            read.fault(i, read.table.key[0], f"'{said}' stands already in {where}", "rename or delete one of the two")
            read.bad_rows.add(i)
        first.setdefault(key, i)
