from __future__ import annotations

from codedark.hospital.gathered import Gathered
from codedark.hospital.sheet import _BLOCK, Sheet, sheet_of


def test_a_cell_knows_where_it_was_written() -> None:
    sheet = Sheet("a.csv", ("k", "v"), [["x", "y"], ["1", "2"]], [2, 3])
    sheet.row_from[1] = ("defences/d/a.csv", 7)
    sheet.cell_from[0, "v"] = ("defences/d/a.csv", 4)
    assert sheet.place(0) == ("a.csv", 2)
    assert sheet.place(0, "k") == ("a.csv", 2)
    assert sheet.place(0, "v") == ("defences/d/a.csv", 4)
    assert sheet.place(1, "v") == ("defences/d/a.csv", 7)


def test_rows_beyond_one_block_keep_their_numbers() -> None:
    lines = [["k", "v"], *([str(i), "x"] for i in range(_BLOCK)), ["", ""], ["last", "z"]]
    sheet = sheet_of("a.csv", lines, Gathered())
    assert sheet is not None
    assert len(sheet) == _BLOCK + 1
    assert sheet.place(_BLOCK) == ("a.csv", _BLOCK + 3)
    assert sheet.row(_BLOCK) == {"k": "last", "v": "z"}


def test_a_table_of_only_a_header_has_no_rows() -> None:
    sheet = sheet_of("a.csv", [["k", "v"]], Gathered())
    assert sheet is not None
    assert (len(sheet), sheet.texts("v"), sheet.texts("w")) == (0, [], None)
