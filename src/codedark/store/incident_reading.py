"""Asking a record without changing anything on the disk: no lock, no file beside it, no dead writer's log brought in.

A record that may be damaged is evidence: an ordinary connection would bring the write-ahead log into the file as it
leaves, and make files beside it.
"""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import quote

import apsw

T = TypeVar("T")

_TRIES = 5
_LOG_HEADER_BYTES = 32
"""A log of a header alone tells nothing. A writer killed right behind it leaves that; SQLite, asked to mend nothing,
tries for ten seconds to make sense of it."""


def ask(file: Path, work: Callable[[apsw.Connection], T]) -> T:
    """What `work` finds in a database.

    Where a write-ahead log lies beside it, the shared memory of whoever writes is read along; where nobody does, SQLite
    reads the log into its own memory. Without a log the file is taken as it stands, and read again where it changed
    meanwhile. A log whose shared memory is missing (copied from elsewhere), or was left half written by a writer that
    was killed, is copied out first.

    Raises:
        apsw.Error: it cannot be read.
        OSError: it is not there, changes each time it is read, or there is no room for a copy.
    """
    for _ in range(_TRIES):
        before = _state(file)
        try:
            found, sure = _asked(file, before, work), before.log_bytes > 0 and before.shared_memory
        except _UNUSABLE:
            if _state(file) != before:
                continue
            if not before.log_bytes:
                raise
            found, sure = _asked_of_copy(file, work), False
        if sure or before == _state(file):
            return found
    raise OSError(errno.EAGAIN, "changed each time it was read; try again", str(file))


_UNUSABLE = (apsw.ProtocolError, apsw.CantOpenError, apsw.BusyError, apsw.ReadOnlyError)
"""What SQLite says of shared memory it may not mend."""


class _State(NamedTuple):
    file_bytes: int
    changed_ns: int
    log_bytes: int
    log_changed_ns: int
    shared_memory: bool


def _state(file: Path) -> _State:
    log, memory = _beside(file)
    found = file.stat()
    log_bytes = log_changed_ns = 0
    with suppress(FileNotFoundError):
        told = log.stat()
        log_bytes, log_changed_ns = told.st_size if told.st_size > _LOG_HEADER_BYTES else 0, told.st_mtime_ns
    return _State(found.st_size, found.st_mtime_ns, log_bytes, log_changed_ns, memory.exists())


def _beside(file: Path) -> tuple[Path, Path]:
    return file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")


def _asked(file: Path, state: _State, work: Callable[[apsw.Connection], T]) -> T:
    if state.log_bytes and not state.shared_memory:
        return _asked_of_copy(file, work)
    how = "mode=ro&readonly_shm=1" if state.log_bytes else "immutable=1"
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    with closing(apsw.Connection(f"file:{quote(str(file))}?{how}", flags=flags)) as connection:
        return work(connection)


def _asked_of_copy(file: Path, work: Callable[[apsw.Connection], T]) -> T:
    with tempfile.TemporaryDirectory(prefix="codedark-") as folder:
        copy = Path(folder) / file.name
        shutil.copyfile(file, copy)
        shutil.copyfile(_beside(file)[0], _beside(copy)[0])
        with closing(apsw.Connection(str(copy))) as connection:
            return work(connection)
