"""One process at a time changes a file: what another wrote a moment ago is read before anything is written over it."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT_S = 30.0
"""How long another's turn is waited for; a turn is some milliseconds, so that this is a crowd or a dead process."""
_LOOK_S = 0.01
_NO_LOCKS_HERE = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}


@contextmanager
def one_at_a_time(file: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold a file against every other process that asks the same way.

    The system's lock on `.NAME.lock` beside it, which the system takes back when a process dies, and which stays lying
    there: removing it would let two in. Where the system or the file system has no locks, `.NAME.held`, made so that
    nobody else can make it meanwhile.

    Args:
        file: its folder must be there; it need not be.
        wait_s: until when it is waited for.
    Raises:
        TimeoutError: somebody else holds it for longer; nothing was changed.
        OSError: no file can be made beside it.
    """
    file = file.resolve()
    handle = os.open(file.with_name(f".{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        take = _system_lock(handle)
        if take is None:
            with _made_alone(file.with_name(f".{file.name}.held"), wait_s):
                yield
        else:
            _until(take, wait_s, file, "close the other codedark, then try again")
            yield
    finally:
        os.close(handle)


def _system_lock(handle: int) -> Callable[[], bool] | None:
    """How the system's lock is tried for; None: there is none here. Closing the handle gives it back."""
    try:
        import fcntl
    except ImportError:
        return None

    def take() -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        fcntl.flock(handle, fcntl.LOCK_UN)
    except BlockingIOError:
        return take
    except OSError as failed:
        if failed.errno in _NO_LOCKS_HERE:
            return None
        raise
    return take


@contextmanager
def _made_alone(mark: Path, wait_s: float) -> Iterator[None]:
    """Make a file nobody else can make meanwhile; who dies leaves it, so that a person must look before removing it."""

    def make() -> bool:
        try:
            os.close(os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        except FileExistsError:
            return False
        except PermissionError:
            if os.name == "nt":  # it refuses so while another's is being removed
                return False
            raise
        return True

    _until(make, wait_s, mark, "if no codedark runs any more, remove this file")
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def _until(take: Callable[[], bool], wait_s: float, file: Path, fix: str) -> None:
    end = time.monotonic() + wait_s
    while not take():
        if time.monotonic() >= end:
            why = f"another process has held it for {wait_s:g} s; nothing was changed: {fix}"
            raise TimeoutError(errno.ETIMEDOUT, why, str(file))
        time.sleep(_LOOK_S)
