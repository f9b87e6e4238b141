"""Disks that fail when told: the n-th step below SQLite or the mirror fails, or what was not synced is forgotten."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw


class FailingDisk(apsw.VFS):
    """The n-th write, sync or truncation from now on fails, and so does each after it until `mend`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.name = name
        self.left: int | None = None
        """Steps until it fails; None: it never does."""
        self.steps = 0
        self.failures: list[str] = []
        self.ballast: Path | None = None
        """While this file lies there the disk is full; once it is gone there is room."""

    def xOpen(self, name: Any, flags: list[int]) -> _File:  # noqa: N802 (SQLite's name)
        return _File(self, name, flags)

    def step(self, what: str, code: int = 0) -> None:
        self.steps += 1
        if self.left is None:
            return
        if self.left > 0:
            self.left -= 1
            return
        if self.ballast is not None and not self.ballast.exists():
            return
        self.failures.append(what)
        if not code:
            raise apsw.FullError(f"the disk is full ({what})")
        failed = apsw.IOError(f"the disk failed ({what})")
        failed.extendedresult = code  # type: ignore[attr-defined]
        raise failed

    def fail_at(self, step: int, ballast: Path | None = None) -> None:
        self.left, self.steps, self.failures, self.ballast = step, 0, [], ballast

    def mend(self) -> None:
        self.left = None


class _File(apsw.VFSFile):
    def __init__(self, disk: FailingDisk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        super().__init__("", name, flags)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        self._disk.step("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.step("sync", apsw.SQLITE_IOERR_FSYNC)
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.step("truncate", apsw.SQLITE_IOERR_TRUNCATE)
        super().xTruncate(size)


@contextmanager
def failing_disk(name: str) -> Iterator[FailingDisk]:
    """A failing disk under this name."""
    disk = FailingDisk(name)
    try:
        yield disk
    finally:
        disk.unregister()


class ForgettingDisk(apsw.VFS):
    """Keeps beside each file what it was at its last sync, which is what a power cut leaves."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self.name = name
        self.synced: dict[str, bytes] = {}

    def xOpen(self, name: Any, flags: list[int]) -> _Remembered:  # noqa: N802
        return _Remembered(self, name, flags)


class _Remembered(apsw.VFSFile):
    def __init__(self, disk: ForgettingDisk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        file = Path(self._path)
        disk.synced.setdefault(self._path, file.read_bytes() if file.exists() else b"")

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._disk.synced[self._path] = Path(self._path).read_bytes()


@contextmanager
def forgetting_disk(name: str) -> Iterator[ForgettingDisk]:
    """A forgetting disk under this name."""
    disk = ForgettingDisk(name)
    try:
        yield disk
    finally:
        disk.unregister()


class FullMedium:
    """Stands for `os.write` and `os.fsync` of a medium that is full: the n-th call fails, a write after half of it."""

    def __init__(self, step: int, monkeypatch: Any) -> None:
        self.left = step
        self.failures = 0
        self._write, self._fsync = os.write, os.fsync
        monkeypatch.setattr("codedark.store.incident_mirror.os.write", self.write)
        monkeypatch.setattr("codedark.store.incident_mirror.os.fsync", self.fsync)

    def write(self, handle: int, data: Any) -> int:
        if self._fails():
            return self._write(handle, bytes(data)[: len(data) // 2]) if self.failures == 1 else self._raise()
        return self._write(handle, data)

    def fsync(self, handle: int) -> None:
        if self._fails():
            self._raise()
        self._fsync(handle)

    def _fails(self) -> bool:
        self.left -= 1
        self.failures += self.left < 0
        return self.left < 0

    def _raise(self) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
