from __future__ import annotations

import pytest

from codedark.hospital.csvtext import decoded, read_csv, separator_of
from codedark.hospital.faults import CellFault, Fault
from codedark.hospital.gathered import Gathered
from codedark.hospital.sheet import Sheet


def sheet(raw: bytes) -> Sheet:
    faults = Gathered()
    found = read_csv("a.csv", raw, faults)
    assert found is not None and not faults.faults, faults.faults
    return found


def fault(raw: bytes) -> Fault:
    faults = Gathered()
    read_csv("a.csv", raw, faults)
    assert len(faults.faults) == 1, faults.faults
    return faults.faults[0]


@pytest.mark.parametrize("raw", [b"a,b\n1,2\n", b"\xef\xbb\xbfa,b\r\n1,2\r\n", b"a;b\n 1 ;2", b'"a","b"\n"1","2"\n'])
def test_a_table_is_read_however_a_program_writes_it(raw: bytes) -> None:
    found = sheet(raw)
    assert found.columns == ("a", "b")
    assert [found.row(i) for i in range(len(found))] == [{"a": "1", "b": "2"}]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("a,b\n1,2".encode("utf-16"), "UTF-16"),
        ("a,b\n1,2".encode("utf-16-le"), "UTF-16"),
        ("a,b\n1,2".encode("utf-16-be"), "UTF-16"),
        ("a,b\n1,2".encode("utf-32"), "UTF-32"),
        (b"a,b\n1,\xe9\n", "0xe9 in line 2"),
        (b"a,b\n1,2\x00\n", "NUL byte in line 2"),
        (b"", "empty"),
        (b"\n\n , \n", "empty"),
        (b"a;b,c\n1;2,3\n", "commas and semicolons"),
        (b"a\tb\n1\t2\n", "tabs"),
    ],
)
def test_a_file_that_is_no_such_table_says_what_it_is(raw: bytes, said: str) -> None:
    found = fault(raw)
    assert said in found.message
    assert found.fix


def test_utf_16_is_told_to_be_saved_as_utf_8() -> None:
    assert fault("a,b\n".encode("utf-16")).fix == "save it as 'CSV UTF-8'"


def test_a_semicolon_table_may_hold_commas() -> None:
    assert sheet(b'a;b\n1,5;"x;y"\n').row(0) == {"a": "1,5", "b": "x;y"}
    assert separator_of('"a,b";c\n') == ";"


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    found = sheet(b'a,b\n1,2\n\n,\n"two\nlines",3\n4,5\n')
    assert found.numbers == [2, 5, 6]


def test_a_quote_that_is_not_closed_is_told_where_it_opens() -> None:
    found = fault(b'a,b\n1,2\n"3,4\n5,6\n')
    assert (found.row, found.message) == (3, "a double quote is opened here and not closed")


def test_a_cell_without_end_is_refused() -> None:
    assert "131072" in fault(b"a\n" + b"x" * 131073).message


@pytest.mark.parametrize(("row", "said"), [(b"1", "1 cells"), (b"1,2,3", "3 cells"), (b"1;2", "separated")])
def test_a_row_of_another_width_is_told_and_kept(row: bytes, said: str) -> None:
    faults = Gathered()
    found = read_csv("a.csv", b"a,b\n7,8\n" + row + b"\n9,9\n", faults)
    assert found is not None and len(found) == 3
    assert [f.row for f in faults.faults] == [3]
    assert said in faults.faults[0].message


def test_a_row_may_be_longer_by_empty_cells() -> None:
    assert sheet(b"a,b\n1,2,,\n").row(0) == {"a": "1", "b": "2"}


def test_columns_without_a_name_or_twice_are_faults() -> None:
    assert fault(b"a,,b\n1,2,3\n").message == "column 2 has no name"
    assert fault(b"a,b,a\n1,2,3\n").message == "two columns are named 'a'"
    assert sheet(b"a,b,,\n1,2,,\n").columns == ("a", "b")


def test_the_text_of_a_file_has_no_byte_order_mark() -> None:
    assert decoded(b"\xef\xbb\xbfa") == "a"
    with pytest.raises(CellFault):
        decoded(b"\xff")
