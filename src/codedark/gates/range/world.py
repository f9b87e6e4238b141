"""A world of our own: a first process in fresh namespaces, and everything gone when it ends, however it ends.

The process that asks forks a child, which leaves for new process and network namespaces and forks the world's first
process. When that one ends the kernel kills every process of the world, and with them goes every namespace and
interface. Each is killed when the one before it dies, so that even `kill -9` of the asker leaves nothing.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from codedark.gates.range.kernel import die_with_parent, unshare_all

_T = TypeVar("_T")
_SIZE = struct.Struct("!Q")


class WorldFailed(RuntimeError):
    """Something in the world broke that nobody foresaw; the message is its traceback."""


def in_new_world(work: Callable[[bool], _T]) -> _T:
    """Call `work` as the first process of a new world; what it returns comes back as a copy.

    Args:
        work: told whether the world was made without being root.
    Raises:
        NamespacesRefused: the system refuses namespaces.
        OSError: as `work` raised it.
        WorldFailed: anything else that `work` raised, or its being killed.
        KeyboardInterrupt: stopped; the world is gone when this is raised.
    """
    read, write = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(read)
        _outside(work, write)
    os.close(write)
    try:
        answer = _all(read)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        # The pipe ends when the last process of the world that holds it is gone.
        _all(read)
        os.close(read)
        os.waitpid(child, 0)
    told: _T = _told(answer)
    return told


def _told(answer: bytes) -> Any:
    if len(answer) < _SIZE.size or len(answer) != _SIZE.size + _SIZE.unpack_from(answer)[0]:
        raise WorldFailed("the world ended before it had an answer")
    good, value = pickle.loads(answer[_SIZE.size :])  # noqa: S301  (from our own child)
    if good:
        return value
    raise value


def _all(read: int) -> bytes:
    parts = []
    while part := os.read(read, 1 << 16):
        parts.append(part)
    return b"".join(parts)


def _outside(work: Callable[[bool], Any], write: int) -> NoReturn:
    """The child: half in, since a process id namespace is entered by the next fork."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asker = os.getppid()
    try:
        rootless = unshare_all(os.geteuid(), os.getegid())
        die_with_parent()
        if os.getppid() != asker:
            os._exit(1)
        first = os.fork()
    except OSError as failure:
        _send(write, (False, failure))
        os._exit(1)
    if first == 0:
        _inside(work, rootless, write)
    os.close(write)
    os.waitpid(first, 0)
    os._exit(0)


def _inside(work: Callable[[bool], Any], rootless: bool, write: int) -> NoReturn:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _stop)
    try:
        _send(write, _outcome(work, rootless))
    finally:
        os._exit(0)


def _outcome(work: Callable[[bool], Any], rootless: bool) -> tuple[bool, object]:
    """What is told: the answer, or a failure that can be told whole."""
    try:
        return True, work(rootless)
    except KeyboardInterrupt:
        return False, KeyboardInterrupt()
    except OSError as failure:
        # Of a kind of its own a failure may not survive the way; its words do.
        said = failure.strerror or str(failure)
        return False, type(failure)(failure.errno, said, failure.filename) if failure.errno else type(failure)(said)
    except BaseException:
        return False, WorldFailed(traceback.format_exc())


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _send(write: int, answer: tuple[bool, object]) -> None:
    raw = pickle.dumps(answer)
    told = _SIZE.pack(len(raw)) + raw
    while told:
        told = told[os.write(write, told) :]
