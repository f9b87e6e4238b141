"""A file of entries is read as people's programs write it, and each fault has its place."""

from __future__ import annotations

import pytest

from codedark.formats.entries_file import LINE_BYTES_MOST, Line, read_entries
from codedark.hospital.gathered import Gathered

NAMES = ("at", "text", "role", "value", "detail", "supersedes")
SEVERAL = ("detail", "supersedes")


def read(raw: bytes) -> tuple[list[Line], list[tuple[int | None, str | None]]]:
    faults = Gathered()
    lines = read_entries(faults, "log", raw, NAMES, SEVERAL)
    return list(lines), [(fault.row, fault.column) for fault in faults.faults]


@pytest.mark.parametrize("raw", [b"at,text\n2026-03-03,Seen.\n", b"\xef\xbb\xbfat;text\r\n2026-03-03;Seen.\r\n"])
def test_tables_of_either_separator_with_or_without_a_mark_are_read(raw: bytes) -> None:
    lines, faults = read(raw)
    assert faults == []
    assert [(line.row, line.one("at"), line.one("text"), line.one("role")) for line in lines] == [
        (2, "2026-03-03", "Seen.", "")
    ]


def test_several_stand_in_one_cell_and_in_one_list() -> None:
    [table], _ = read(b'at,detail\n1,"a=1; b=2"\n')
    [mapped], _ = read(b'{"at": "1", "detail": {"a": 1, "b": "2"}}')
    [listed], _ = read(b'{"at": "1", "detail": ["a=1", "b=2"]}')
    assert table.cells["detail"] == mapped.cells["detail"] == listed.cells["detail"] == ("a=1", "b=2")


def test_json_values_are_what_somebody_would_type() -> None:
    lines, faults = read(
        b'{"value": true}\n\n{"value": 70}\n{"value": ["ehr", "imaging"]}\n{"value": null, "at": "1"}\n'
    )
    assert faults == []
    assert [(line.row, line.one("value")) for line in lines] == [(1, "yes"), (3, "70"), (4, "ehr,imaging"), (5, "")]


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"at,wether\n1,2\n", (1, "wether")),
        (b"at,text\n1,2,3\n", (2, None)),
        (b'{"wether": 2}\n', (1, "wether")),
        (b'{"at": "1"}\n{"at": \n', (2, None)),
        (b'{"at": "1"}\n[1]\n', (2, None)),
        (b'{"value": {"a": 1}}\n', (1, "value")),
        (b'{"detail": {"a": [1]}}\n', (1, "detail")),
        (b'{"value": [[1]]}\n', (1, "value")),
        (b'{"at": "' + b"1" * LINE_BYTES_MOST + b'"}\n', (1, None)),
        (b"", (None, None)),
        (b"at\n", (None, None)),
        ("at,text\n1,\xe9t\xe9\n".encode("latin-1"), (None, None)),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(raw: bytes, place: tuple[int | None, str | None]) -> None:
    assert place in read(raw)[1]


def test_deeply_nested_json_is_a_fault_and_no_crash() -> None:
    assert read(b'{"at": ' + b"[" * 20_000 + b"\n")[1] == [(1, None)]


def test_a_row_of_another_length_is_left_out() -> None:
    lines, _ = read(b"at,text\n1,2,3\n4,Seen.\n")
    assert [line.row for line in lines] == [3]
