"""Doing something to a record when the disk takes no more: ballast is freed, it is tried again, only then it fails.

After any failure the file is looked at anew, as another process would see it: whether an entry was kept is what lies
there, not what a call returned. A disk that takes the bytes and then fails to sync them, and refuses to be read too,
leaves that open; the error says so, and what the next opening finds whole was kept.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import apsw

from codedark.store.ballast import free_ballast
from codedark.store.incident_database import DAMAGED, Database

T = TypeVar("T")

_LITTLE_BYTES = 2**20
_SYNC_CODES = {apsw.SQLITE_IOERR_FSYNC, apsw.SQLITE_IOERR_DIR_FSYNC}
_NO_ROOM_CODES = _SYNC_CODES | {
    apsw.SQLITE_IOERR_WRITE,
    apsw.SQLITE_IOERR_TRUNCATE,
    apsw.SQLITE_IOERR_SHMSIZE,
    apsw.SQLITE_IOERR_SHMMAP,
}
"""What a full disk can come as, beside `FullError`: a quota, blocks that are found missing only when they are synced,
no room for shared memory. That ballast is freed once for nothing costs less than an entry."""


def with_room(
    database: Database,
    ballast: Path,
    work: Callable[[], T],
    *,
    freed: Callable[[int], None],
    kept: Callable[[], T | None] = lambda: None,
) -> T:
    """Do it; where the disk is full, free the ballast and do it once more.

    Args:
        freed: told how many bytes were freed.
        kept: asked after a failure, of the file opened anew: what was kept all the same; None: nothing was.
    Raises:
        OSError: it could not be done; nothing of it was, unless it says that this cannot be known.
    """
    try:
        return work()
    except apsw.Error as failed:
        freed_bytes = free_ballast(ballast) if _no_room(failed, ballast.parent) else 0
        if freed_bytes:
            freed(freed_bytes)
        found = _looked_again(database, kept, failed)
        if found is not None:
            return found
        if not freed_bytes:
            raise world_failed(failed, database.file) from failed
    try:
        return work()
    except apsw.Error as failed:
        found = _looked_again(database, kept, failed)
        if found is not None:
            return found
        raise world_failed(failed, database.file) from failed


def opened_with_room(file: Path, ballast: Path, vfs: str | None = None) -> tuple[Database, int]:
    """Open a record for writing, which needs some room too; the ballast is freed where there is none.

    Returns:
        It, and how many bytes of ballast were freed for it.
    Raises:
        apsw.Error: it cannot be opened.
    """
    try:
        return Database(file, write=True, vfs=vfs), 0
    except apsw.Error as failed:
        freed = free_ballast(ballast) if _no_room(failed, ballast.parent) else 0
        if not freed:
            raise
    return Database(file, write=True, vfs=vfs), freed


def _looked_again(database: Database, kept: Callable[[], T | None], failed: apsw.Error) -> T | None:
    """What was kept after all; where the file cannot even be looked at, the first failure is what is told."""
    try:
        database.reopen()
        found = kept()
        if found is not None:
            database.bring_in()  # its sync may be what failed: it is written and synced a second time
    except apsw.Error:
        raise world_failed(failed, database.file) from failed
    return found


def _no_room(failed: apsw.Error, folder: Path) -> bool:
    if isinstance(failed, apsw.FullError) or getattr(failed, "extendedresult", 0) in _NO_ROOM_CODES:
        return True
    return _almost_full(folder)


def _almost_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE_BYTES
    except OSError:
        return False


def world_failed(failed: apsw.Error, file: Path) -> OSError:
    """What SQLite said, as every verb shows it."""
    if isinstance(failed, apsw.FullError):
        what = "the disk is full, and no ballast is left to give up; nothing was recorded: free some space"
        return OSError(errno.ENOSPC, what, str(file))
    if isinstance(failed, DAMAGED):
        what = "the record is damaged; nothing was changed: `codedark incident salvage` saves what can be read"
        return OSError(errno.EIO, what, str(file))
    if isinstance(failed, apsw.BusyError | apsw.LockedError):
        return OSError(errno.EBUSY, "another program holds the record; nothing was changed: close it", str(file))
    if isinstance(failed, apsw.CantOpenError | apsw.ReadOnlyError):
        what = "it cannot be written here; nothing was changed: copy the folder to a disk that can be written"
        return OSError(errno.EACCES, what, str(file))
    if getattr(failed, "extendedresult", 0) in _SYNC_CODES:
        what = "the disk failed to sync; look whether it was recorded before it is typed again"
        return OSError(errno.EIO, f"{what} ({failed})", str(file))
    if _almost_full(file.parent):  # SQLite finds no room for its shared memory, and calls that an input/output error
        what = f"the disk is full; nothing was changed ({failed}): free some space"
        return OSError(errno.ENOSPC, what, str(file))
    return OSError(errno.EIO, f"the record could not be used; nothing was changed ({failed})", str(file))
