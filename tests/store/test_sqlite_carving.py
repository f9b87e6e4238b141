from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from codedark.store.sqlite_carving import Bytes, Value, records

SHAPE = re.compile(rb"[\x05\x06\x07\x08]\x2d[\x01-\x06\x08\x09]")
"""A text of 16 characters, a number, and more."""
LENGTHS = (0, 1, 60, 120, 500, 3000, 4050, 4061, 4062, 4090, 9000, 40_000)


def rows() -> list[tuple[str, int, bytes, str]]:
    luck = random.Random(4)
    numbers = (0, 1, -1, 127, 128, 40_000, 2**23, 2**31, 2**40, -(2**50), 3, 4)
    return [
        (f"device-{place:09d}", number, luck.randbytes(length), "é" * (length % 40))
        for place, (number, length) in enumerate(zip(numbers, LENGTHS, strict=True))
    ]


def made(file: Path, page: int, wal: bool = False) -> apsw.Connection:
    connection = apsw.Connection(str(file))
    connection.pragma("page_size", page)
    if wal:
        connection.pragma("journal_mode", "wal")
        connection.pragma("wal_autocheckpoint", 0)
    connection.execute("CREATE TABLE t (device TEXT, number INTEGER, raw BLOB, word TEXT)")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows())
    return connection


def found(lies: Bytes) -> set[tuple[Value, ...]]:
    return set(records(lies, SHAPE, 4))


@pytest.mark.parametrize("page", [512, 1024, 4096, 65536])
def test_every_row_is_found_whatever_the_size_of_pages(page: int, tmp_path: Path) -> None:
    made(tmp_path / "t.db", page).close()
    lies = Bytes(file=(tmp_path / "t.db").read_bytes())
    assert lies.page_bytes == page
    assert found(lies) >= set(rows())


def test_rows_that_lie_in_the_log_alone_are_found(tmp_path: Path) -> None:
    with closing(made(tmp_path / "t.db", 4096, wal=True)):
        file, log = ((tmp_path / f"t.db{end}").read_bytes() for end in ("", "-wal"))
        assert found(Bytes(file=file, log=log)) >= set(rows())
        assert found(Bytes(file=b"", log=log)) >= set(rows())
        assert len(found(Bytes(file=file))) == 0


def test_rows_are_found_without_the_files_beginning(tmp_path: Path) -> None:
    made(tmp_path / "t.db", 4096).close()
    raw = (tmp_path / "t.db").read_bytes()
    assert found(Bytes(file=bytes(4096) + raw[4096:])) >= set(rows())


def test_a_row_whose_overflow_is_gone_is_left_out_and_the_others_are_found(tmp_path: Path) -> None:
    made(tmp_path / "t.db", 4096).close()
    raw = (tmp_path / "t.db").read_bytes()
    left = found(Bytes(file=raw[:-4096]))
    missing = set(rows()) - left
    assert 0 < len(missing) <= 2 and all(len(row[2]) > 4000 for row in missing)


def test_overflow_that_leads_in_a_circle_ends(tmp_path: Path) -> None:
    made(tmp_path / "t.db", 512).close()
    raw = bytearray((tmp_path / "t.db").read_bytes())
    for page in range(2, len(raw) // 512):
        if raw[page * 512] == 0:  # an overflow page begins with the number of the next: lead it to itself
            raw[page * 512 : page * 512 + 4] = (page + 1).to_bytes(4, "big")
    list(records(Bytes(file=bytes(raw)), SHAPE, 4))


def noise() -> Iterator[bytes]:
    luck = random.Random(9)
    for length in (0, 1, 5, 100, 4096, 20_000):
        yield luck.randbytes(length)
        yield b"\x05\x2d\x01" * (length // 3)
        yield b"\x05\x2d\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff" * (length // 12)


def test_noise_raises_nothing() -> None:
    for raw in noise():
        for lies in (Bytes(file=raw), Bytes(file=b"", log=raw), Bytes(file=b"SQLite format 3\x00" + raw, log=raw)):
            list(records(lies, SHAPE, 4))
            assert lies.page(0, True) == b"" or lies.frames
            assert lies.entries_most >= 1
