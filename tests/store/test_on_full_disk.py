from __future__ import annotations

import errno
import shutil
from pathlib import Path

import apsw
import pytest

from codedark.store import on_full_disk as room
from codedark.store.ballast import make_ballast
from codedark.store.incident_database import Database
from codedark.store.incident_folder import BALLAST, DATABASE
from codedark.store.on_full_disk import with_room, world_failed
from tests.store.on_disk import begin


def broken(code: int = 0) -> apsw.Error:
    failed = apsw.IOError("no")
    failed.extendedresult = code  # type: ignore[attr-defined]
    return failed


class Work:
    """Fails so often, then answers."""

    def __init__(self, failures: int, failed: apsw.Error) -> None:
        self.left, self.failed = failures, failed

    def __call__(self) -> str:
        if self.left:
            self.left -= 1
            raise self.failed
        return "done"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    begin(tmp_path / "inc").close()
    return Database(tmp_path / "inc" / DATABASE, write=False)


@pytest.mark.parametrize("failed", [apsw.FullError("full"), *map(broken, sorted(room._NO_ROOM_CODES))])
def test_ballast_is_freed_once_and_it_is_tried_again(database: Database, failed: apsw.Error) -> None:
    freed: list[int] = []
    ballast = database.file.with_name(BALLAST)
    assert with_room(database, ballast, Work(1, failed), freed=freed.append) == "done"
    assert len(freed) == 1 and not ballast.exists()
    with pytest.raises(OSError, match="record"):
        with_room(database, ballast, Work(1, failed), freed=freed.append)
    assert len(freed) == 1


def test_another_failure_costs_no_ballast(database: Database) -> None:
    ballast = database.file.with_name(BALLAST)
    with pytest.raises(OSError, match="damaged"):
        with_room(database, ballast, Work(1, apsw.CorruptError("bad")), freed=lambda _: None)
    assert ballast.exists()


def test_a_disk_with_next_to_nothing_free_is_full_whatever_sqlite_says(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Little:
        free = 1000

    monkeypatch.setattr(room.shutil, "disk_usage", lambda _: Little)
    ballast = database.file.with_name(BALLAST)
    assert with_room(database, ballast, Work(1, apsw.CantOpenError("no")), freed=lambda _: None) == "done"


def test_what_was_kept_after_all_is_not_done_twice(database: Database) -> None:
    make_ballast(database.file.with_name(BALLAST), 2**16)
    writing = Database(database.file, write=True)
    work = Work(1, broken(apsw.SQLITE_IOERR_FSYNC))
    got = with_room(writing, writing.file.with_name(BALLAST), work, freed=lambda _: None, kept=lambda: "kept")
    assert got == "kept" and work.left == 0
    writing.close()


def test_each_failure_says_what_can_be_done() -> None:
    file = Path("record.db")
    assert world_failed(apsw.FullError("x"), file).errno == errno.ENOSPC
    assert "free some space" in str(world_failed(apsw.FullError("x"), file))
    assert "salvage" in str(world_failed(apsw.NotADBError("x"), file))
    assert world_failed(apsw.BusyError("x"), file).errno == errno.EBUSY
    assert "copy the folder" in str(world_failed(apsw.CantOpenError("x"), file))
    assert "look whether it was recorded" in str(world_failed(broken(apsw.SQLITE_IOERR_FSYNC), file))
    assert "nothing was changed" in str(world_failed(apsw.Error("x"), file))


def test_a_disk_without_room_is_called_full_whatever_sqlite_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "record.db"
    assert world_failed(apsw.IOError("disk I/O error"), file).errno == errno.EIO
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(1, 1, 0))
    assert world_failed(apsw.IOError("disk I/O error"), file).errno == errno.ENOSPC
