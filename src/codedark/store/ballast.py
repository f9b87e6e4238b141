"""Bytes kept to be given up: when the disk is full they are freed, so that what happens now can still be written down.

They are really allocated: a file of holes, or of zeros a file system packs away, would free nothing.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes

from codedark.store.incident_folder import sync_folder

BALLAST_BYTES = 64 * 2**20
ROOM_TIMES = 4
"""Ballast is made again when this many times its size is free: else it would itself be what fills the disk."""
_CHUNK = 2**20


def make_ballast(file: Path, size_bytes: int) -> bool:
    """Allocate a file of that size; nothing is done where it lies already, or where 0 bytes are wanted.

    Returns:
        Whether it lies there, whole. False: the disk has no room; nothing is left behind.
    """
    if size_bytes <= 0 or ballast_bytes(file) >= size_bytes:
        return True
    if _free_bytes(file.parent) < size_bytes:  # asked first: where it must be written, finding out would fill the disk
        return False
    try:
        _allocate(file, size_bytes)
        sync_folder(file.parent)
    except OSError:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        return False
    return True


def again(file: Path, size_bytes: int) -> bool:
    """Make missing ballast again where there is room for `ROOM_TIMES` its size; whether it was."""
    if size_bytes <= 0 or ballast_bytes(file) >= size_bytes or _free_bytes(file.parent) < ROOM_TIMES * size_bytes:
        return False
    return make_ballast(file, size_bytes)


def free_ballast(file: Path) -> int:
    """Give it up. Returns how many bytes that freed; 0: there was none, or it cannot be removed."""
    held = ballast_bytes(file)
    with suppress(OSError):
        # Emptied first: blocks come back at once, also where another process still has the file open.
        handle = os.open(file, os.O_WRONLY | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        file.unlink(missing_ok=True)
        sync_folder(file.parent)
        return held
    return held if not file.exists() else 0


def freed_said(freed_bytes: int) -> str:
    """What giving it up is called, as a sentence.

    >>> freed_said(64 * 2**20)
    'the ballast of 64.0 MiB was given up so that the record goes on.'
    """
    return f"the ballast of {freed_bytes / 2**20:,.1f} MiB was given up so that the record goes on."


def ballast_bytes(file: Path) -> int:
    """How much lies there; 0: none."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _allocate(file: Path, size_bytes: int) -> None:
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        if hasattr(os, "posix_fallocate"):
            with suppress(OSError):
                os.posix_fallocate(handle, 0, size_bytes)
        if not _allocated(handle, size_bytes):
            _write(handle, size_bytes)
        os.fsync(handle)
    finally:
        os.close(handle)


def _allocated(handle: int, size_bytes: int) -> bool:
    """Whether the blocks are there; where the system does not say, they are not taken to be."""
    found = os.fstat(handle)
    return found.st_size >= size_bytes and getattr(found, "st_blocks", 0) * 512 >= size_bytes


def _write(handle: int, size_bytes: int) -> None:
    """Write it out, of bytes that no file system can pack."""
    os.lseek(handle, 0, os.SEEK_SET)
    left = size_bytes
    while left > 0:
        done = os.write(handle, token_bytes(min(left, _CHUNK)))
        if not done:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left -= done


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
