from __future__ import annotations

import pytest

from codedark.hospital.cells import read_cell
from codedark.hospital.schema import TABLE_NAMED, TABLES, Kind

COLUMNS = [(table, column) for table in TABLES for column in table.columns]
NAMING = {Kind.REF, Kind.REFS, Kind.NEED}


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda x: x.name)
def test_a_column_is_told_whole(table, column) -> None:
    assert column.doc
    assert (column.kind in (Kind.ENUM, Kind.ENUMS)) == (column.values is not None)
    assert column.kind not in NAMING or column.to
    assert set(column.to) <= set(TABLE_NAMED)
    assert not (column.required and column.default is not None)
    if not column.required:
        read_cell(column, "")


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_a_table_has_its_keys_first_and_its_source_last(table) -> None:
    names = [column.name for column in table.columns]
    assert tuple(names[: len(table.key)]) == table.key
    assert names[-2:] == ["basis", "source"]
    assert len(set(names)) == len(names)
    assert all(table.column(name).required for name in table.key)
