"""No whole line is lost or read twice, however the file is rotated; no half a line is taken for a whole one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codedark.gates import tailing
from codedark.gates.tailing import Tail, Whole


@pytest.fixture(autouse=True)
def closing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every tail of a test is closed at its end."""
    opened: list[Tail] = []
    begin = Tail.__init__

    def remembered(self: Tail, *arguments: Any, **options: Any) -> None:
        begin(self, *arguments, **options)
        opened.append(self)

    monkeypatch.setattr(Tail, "__init__", remembered)
    yield
    for tail in opened:
        tail.close()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "eve.json"


def write(path: Path, text: bytes) -> None:
    with path.open("ab") as file:
        file.write(text)


def drained(tail: Tail) -> list[bytes]:
    """Three rounds: rotation waits for a quiet one."""
    return [line for _ in range(3) for line in tail.poll()]


def test_lines_are_handed_out_as_they_become_whole(log: Path) -> None:
    tail = Tail(log)
    write(log, b"one\ntw")
    assert tail.poll() == [b"one"]
    assert tail.poll() == []
    write(log, b"o\r\n\nthree\n")
    assert tail.poll() == [b"two", b"three"]
    assert tail.poll() == []


def test_a_file_that_is_not_there_yet_is_waited_for_and_said(log: Path) -> None:
    tail = Tail(log, from_end=True)
    assert tail.poll() == [] and "No such file" in tail.trouble
    write(log, b"one\n")
    assert tail.poll() == [b"one"] and tail.trouble == ""


def test_from_the_end_means_from_the_line_being_written_now(log: Path) -> None:
    write(log, b"old\nhal")
    tail = Tail(log, from_end=True)
    write(log, b"f\nnew\n")
    assert tail.poll() == [b"half", b"new"]


def test_from_the_end_of_an_empty_or_unbroken_file_nothing_is_lost(log: Path) -> None:
    write(log, b"")
    tail = Tail(log, from_end=True)
    write(log, b"a\n")
    assert tail.poll() == [b"a"]
    other = log.with_name("other")
    write(other, b"no line feed yet")
    tail = Tail(other, from_end=True)
    write(other, b"!\n")
    assert tail.poll() == [b"no line feed yet!"]


def test_a_renamed_file_is_read_to_its_end_and_then_the_new_one(log: Path) -> None:
    tail = Tail(log)
    write(log, b"1\n")
    assert tail.poll() == [b"1"]
    old = log.rename(log.with_suffix(".1"))
    write(old, b"2\n")
    write(log, b"3\n")
    write(old, b"late\n")
    assert drained(tail) == [b"2", b"late", b"3"]
    assert tail.rotations_count == 1
    write(log, b"4\n")
    assert tail.poll() == [b"4"]


def test_between_rename_and_the_new_file_the_old_one_is_followed(log: Path) -> None:
    write(log, b"1\n")
    tail = Tail(log)
    old = log.rename(log.with_suffix(".1"))
    assert drained(tail) == [b"1"]
    write(old, b"2\n")
    assert drained(tail) == [b"2"]
    write(log, b"3\n")
    assert drained(tail) == [b"3"]


def test_half_a_line_left_in_a_rotated_file_is_handed_out_not_joined(log: Path) -> None:
    tail = Tail(log)
    write(log, b'{"cut')
    tail.poll()
    log.rename(log.with_suffix(".1"))
    write(log, b"whole\n")
    assert drained(tail) == [b'{"cut', b"whole"]


def test_a_truncated_file_is_read_from_its_beginning(log: Path) -> None:
    tail = Tail(log)
    write(log, b"one\ntwo\n")
    tail.poll()
    os.truncate(log, 0)
    write(log, b"new\n")
    assert tail.poll() == [b"new"] and tail.rotations_count == 1


def test_truncation_to_nothing_is_noticed_before_anything_new_comes(log: Path) -> None:
    tail = Tail(log)
    write(log, b"one\nha")
    tail.poll()
    os.truncate(log, 0)
    assert tail.poll() == [b"ha"]
    write(log, b"new\n")
    assert tail.poll() == [b"new"]


def test_a_file_truncated_and_filled_beyond_our_place_is_noticed(log: Path) -> None:
    tail = Tail(log)
    write(log, b"one\n")
    tail.poll()
    os.truncate(log, 0)
    write(log, b"a longer line than before\nand another\n")
    assert tail.poll() == [b"a longer line than before", b"and another"]


def test_a_line_without_end_is_cut_and_the_next_one_is_read(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tailing, "LINE_BYTES_MAX", 10)
    tail = Tail(log)
    write(log, b"x" * 25)
    assert tail.poll() == [b"x" * 11]
    write(log, b"x" * 25 + b"\nnext\n")
    assert tail.poll() == [b"next"]
    write(log, b"y" * 12 + b"\nend\n")
    assert tail.poll() == [b"y" * 11, b"end"]


def test_much_is_read_in_parts_and_nothing_is_lost(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tailing, "READ_BYTES", 64)
    lines = [b"line %d" % number for number in range(200)]
    write(log, b"\n".join(lines) + b"\n")
    tail, found = Tail(log), []
    while part := tail.poll():
        assert len(part) < 20
        found += part
    assert found == lines


def test_every_cut_into_writes_gives_the_same_lines(log: Path) -> None:
    text = b"one\n\ntwo three\r\n" + b"4" * 30 + b"\nfive\n"
    for size in range(1, len(text)):
        log.unlink(missing_ok=True)
        tail, found = Tail(log), []
        for start in range(0, len(text), size):
            write(log, text[start : start + size])
            found += tail.poll()
        tail.close()
        assert found == [b"one", b"two three", b"4" * 30, b"five"]


def test_a_file_that_may_not_be_read_is_a_trouble_not_a_crash(tmp_path: Path) -> None:
    tail = Tail(tmp_path)
    assert tail.poll() == [] and "directory" in tail.trouble


def test_closing_hands_out_what_waited(log: Path) -> None:
    write(log, b"a\nhalf")
    tail = Tail(log)
    assert tail.poll() == [b"a"]
    assert tail.close() == [b"half"]


def test_the_head_is_there_wherever_reading_stands(log: Path) -> None:
    write(log, b"#fields\tx\n#types\ty\nrow\nro")
    tail = Tail(log, from_end=True)
    assert tail.head(1000) == [b"#fields\tx", b"#types\ty", b"row"]
    write(log, b"w2\n")
    assert tail.poll() == [b"row2"]
    assert Tail(log.with_name("none")).head(10) == []


def test_a_whole_file_is_read_once_with_its_last_line(log: Path) -> None:
    write(log, b"one\n\ntwo\r\nlast")
    whole = Whole(log)
    assert whole.poll() == [b"one", b"two", b"last"] and whole.poll() == []


def test_a_whole_file_of_many_lines_comes_in_parts(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tailing, "LINES_AT_ONCE", 3)
    monkeypatch.setattr(tailing, "LINE_BYTES_MAX", 10)
    write(log, b"a\nb\n" + b"x" * 50 + b"\nc\nd")
    whole, parts = Whole(log), []
    while part := whole.poll():
        parts.append(part)
    assert parts == [[b"a", b"b", b"x" * 11], [b"c", b"d"]]
