from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import apsw
import pytest

from codedark.store import incident_reading as room
from codedark.store.incident_reading import ask
from tests.store.on_disk import names


def count(connection: apsw.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM t").fetchall()[0][0])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a b?c#d.db"
    connection = apsw.Connection(str(made))
    connection.pragma("journal_mode", "wal")
    connection.execute("CREATE TABLE t (a)")
    connection.execute("INSERT INTO t VALUES (1)")
    connection.close()
    return made


def test_a_file_at_rest_is_read_whatever_its_name(file: Path) -> None:
    before = names(file.parent)
    assert ask(file, count) == 1
    assert names(file.parent) == before


def test_a_writers_latest_commit_is_seen(file: Path) -> None:
    writer = apsw.Connection(str(file))
    for number in range(2, 5):
        writer.execute("INSERT INTO t VALUES (2)")
        before = names(file.parent)
        assert ask(file, count) == number
        assert names(file.parent) == before
    writer.close()


def test_a_log_without_its_shared_memory_is_read_from_a_copy(file: Path, tmp_path: Path) -> None:
    writer = apsw.Connection(str(file))
    writer.execute("INSERT INTO t VALUES (2)")
    apart = tmp_path / "apart"
    apart.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{file}{end}", apart / f"{file.name}{end}")
    writer.close()
    before = names(apart)
    assert ask(apart / file.name, count) == 2
    assert names(apart) == before


@pytest.mark.parametrize("left", [0, 1, 32])
def test_a_log_that_ends_behind_its_header_is_read_at_once(file: Path, tmp_path: Path, left: int) -> None:
    """SQLite itself tries for ten seconds there, then gives up."""
    writer = apsw.Connection(str(file))
    writer.execute("INSERT INTO t VALUES (2)")
    apart = tmp_path / "apart"
    apart.mkdir()
    for end in ("", "-wal", "-shm"):
        shutil.copyfile(f"{file}{end}", apart / f"{file.name}{end}")
    writer.close()
    os.truncate(apart / f"{file.name}-wal", left)
    before, began = names(apart), time.monotonic()
    assert ask(apart / file.name, count) == 1
    assert time.monotonic() - began < 5 and names(apart) == before


def test_what_changed_while_it_was_read_is_read_again(file: Path) -> None:
    tries = []

    def meddled(connection: apsw.Connection) -> int:
        found = count(connection)
        tries.append(found)
        if len(tries) < 3:
            writer = apsw.Connection(str(file))
            writer.execute("INSERT INTO t VALUES (2)")
            writer.close()
        return found

    assert ask(file, meddled) == 3 and tries == [1, 2, 3]


def test_what_changes_each_time_is_given_up(file: Path) -> None:
    def meddled(connection: apsw.Connection) -> int:
        writer = apsw.Connection(str(file))
        writer.execute("INSERT INTO t VALUES (2)")
        writer.close()
        return count(connection)

    with pytest.raises(OSError, match="changed each time"):
        ask(file, meddled)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ask(tmp_path / "nowhere.db", count)
    assert room._TRIES > 1
