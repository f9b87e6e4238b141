"""What a listener took between two snapshots: appended, encrypted, on the disk before it is acknowledged.

A *segment* is a file of records: four bytes of length, then an age file of its own, so that whoever appends needs the
recipient alone and can read nothing back. A new segment begins with the whole picture; then the segments before it
are no longer needed and are removed, but only those this process wrote or read back itself: nothing is thrown away
that nobody has seen. A record cut off by a crash was never acknowledged; it is told, and what stands before it is read.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from codedark.store.age_file import CannotOpen, decrypted, encrypted
from codedark.store.snapshot import write_whole

RECORD_BYTES_MAX = 64 * 2**20
_LENGTH = struct.Struct(">I")


class Spool:
    """A folder of segments, written by one process; another's segments are left alone."""

    def __init__(self, path: Path, recipient: str) -> None:
        self.path = path
        self._recipient = recipient
        self._handle: int | None = None
        self._file: Path | None = None
        self._done_with: set[Path] = set()
        """Segments whose content is in the picture this process holds."""

    def segments(self) -> list[Path]:
        """Every segment, the oldest first."""
        return sorted(self.path.glob("*.spool"))

    def read(self, identity: str, damaged: list[str]) -> Iterator[bytes]:
        """The records of every segment, the oldest first; what does not open is added to `damaged`.

        A segment that was read whole may be removed by the next `roll`.
        """
        for file in self.segments():
            before = len(damaged)
            yield from _records(file, identity, damaged)
            if len(damaged) == before:
                self._done_with.add(file)

    def roll(self, picture: bytes, at: datetime) -> None:
        """Begin a segment with the whole picture; remove those it makes superfluous.

        Raises:
            OSError: the disk failed; the segments before are still there.
        """
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
        file = self.path / f"{stamp}-{token_hex(4)}.spool"  # a clock set back must not write over another segment
        write_whole(file, self._record(picture))
        handle = os.open(file, os.O_WRONLY | os.O_APPEND)
        self.close()
        self._handle, self._file = handle, file
        for done in self._done_with - {file}:
            done.unlink(missing_ok=True)
        self._done_with = {file}

    def append(self, raw: bytes) -> None:
        """Add one record; when this returns it is on the disk.

        Raises:
            OSError: it is not (disk full); what was half written is taken back.
            ValueError: no segment was begun (`roll`).
        """
        if self._handle is None:
            raise ValueError("no segment was begun: call roll first")
        record = self._record(raw)
        before = os.fstat(self._handle).st_size
        try:
            written = os.write(self._handle, record)
            if written < len(record):
                raise OSError(28, "no space left on the disk", str(self._file))
            os.fsync(self._handle)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._handle, before)
            raise

    def close(self) -> None:
        """Let go of the segment; what is in it stays."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _record(self, raw: bytes) -> bytes:
        sealed = encrypted(raw, self._recipient)
        return _LENGTH.pack(len(sealed)) + sealed


def _records(file: Path, identity: str, damaged: list[str]) -> Iterator[bytes]:
    with file.open("rb") as open_file:
        while head := open_file.read(_LENGTH.size):
            length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
            if not 0 < length <= RECORD_BYTES_MAX:
                damaged.append(f"{file.name}: ends in something that is no record")
                return
            sealed = open_file.read(length)
            if len(sealed) < length:
                damaged.append(f"{file.name}: its last record is cut off, and was never acknowledged")
                return
            try:
                yield decrypted(sealed, identity)
            except CannotOpen as wrong:
                damaged.append(f"{file.name}: a record does not open: {wrong}")
