"""The same entries a second time, on another medium: one line of JSON each, on the disk before an append returns.

The database comes first and the mirror follows. The other way round, a crash between the two would leave a line whose
entry never was; the next entry would then take its number, and two different entries would claim one place. This way
the mirror can only be behind, and whoever opens the record next brings it up. Only a database put back from an older
copy is behind its mirror; then each line that verifies and continues the chain is taken over.

A medium that is gone is said, at every append, and never replaced by an empty file: where a stick was pulled out, its
mount point is a folder on the very disk the mirror is there to outlive.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import msgspec

from codedark.record.row import Row, Signer
from codedark.record.verifying import read_told
from codedark.store.incident_schema import is_incident
from codedark.store.mirror_note import MirrorNote, noted, still_holds
from codedark.store.snapshot import write_whole

_BINARY = getattr(os, "O_BINARY", 0)
_PLAIN = _BINARY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A mirror lies on a medium others hold: a link would lead our writing elsewhere, a pipe would keep us waiting."""
_CUT = "its last line was cut off by a crash; it is removed and written anew"


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line: of an entry, or of a device where `public` stands."""

    device: str
    public: str = ""
    name: str = ""
    seq: int = 0
    hash: str = ""
    header: str = ""
    signature: str = ""
    body: str | None = None
    salt: str | None = None


_read_line = msgspec.json.Decoder(_Line).decode


@dataclass(slots=True, kw_only=True)
class Mirrored:
    """What stands in a mirror."""

    rows: list[Row] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    """Lines, from 1, that cannot be read."""
    torn: bool = False
    """Whether the last line has no end: a crash cut it off."""


class NotOurs(OSError):
    """A file under the mirror's name that belongs to another incident."""


def mirror_file(directory: Path, incident: str) -> Path:
    """Where the mirror of an incident lies in a folder. Raises ValueError: what came from elsewhere names none."""
    if incident and not is_incident(incident):
        raise ValueError(f"incident={incident!r}: 16 hexadecimal digits are one, and files are called after it")
    return directory / f"{incident}.jsonl"


def entry_line(row: Row) -> bytes:
    """An entry as a line."""
    return _line(
        {
            "device": row.device,
            "seq": row.seq,
            "hash": row.hash.hex(),
            "header": row.header.decode("utf-8", "replace"),
            "signature": row.signature.hex(),
            "body": None if row.body is None else row.body.decode("utf-8", "replace"),
            "salt": None if row.salt is None else row.salt.hex(),
        }
    )


def signer_line(signer: Signer) -> bytes:
    """A device as a line."""
    return _line({"device": signer.device, "public": signer.public, "name": signer.name})


def _line(told: dict[str, object]) -> bytes:
    return msgspec.json.encode(told) + b"\n"


def read_mirror(raw: bytes) -> Mirrored:
    """What stands in the bytes of a mirror; a line that cannot be read is numbered, and the others are read."""
    made = Mirrored()
    lines = raw.split(b"\n")
    last = lines.pop()
    for number, line in enumerate(lines, 1):
        if not _took(line, made):
            made.damaged.append(number)
    if last and not _took(last, made):
        made.torn = True
    return made


def _took(line: bytes, made: Mirrored) -> bool:
    try:
        read = _read_line(line)
        if read.public:
            made.signers.append(Signer(read.device, read.public, read.name))
        else:
            made.rows.append(_row(read))
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    return True


def _row(read: _Line) -> Row:
    if not read.hash or not read.header:
        raise ValueError("neither an entry nor a device")
    return Row(
        read.device,
        read.seq,
        bytes.fromhex(read.hash),
        read.header.encode(),
        bytes.fromhex(read.signature),
        None if read.body is None else read.body.encode(),
        None if read.salt is None else bytes.fromhex(read.salt),
    )


def belongs_elsewhere(file: Path, incident: str) -> bool:
    """Whether a file holds entries of another incident. Raises OSError: it cannot be read."""
    with suppress(FileNotFoundError), open_mirror(file) as opened:
        return _elsewhere(read_mirror(opened.read()).rows, incident)
    return False


def open_mirror(file: Path) -> BinaryIO:
    """A mirror for reading. Raises OSError: it is not there, or no plain file."""
    handle = os.open(file, os.O_RDONLY | _PLAIN)
    _check_plain(handle, file)
    return os.fdopen(handle, "rb")


def _check_plain(handle: int, file: Path) -> None:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "no plain file stands there", str(file))


def _elsewhere(rows: Iterable[Row], incident: str) -> bool:
    for row in rows:
        with suppress(msgspec.DecodeError, RecursionError):
            if read_told(row.header).incident != incident:
                return True
    return False


class Mirror:
    """The mirror of one incident while its record is open. Whoever calls holds the record's turn."""

    def __init__(self, directory: Path, incident: str) -> None:
        self.file = mirror_file(directory, incident)
        self._incident = incident
        self._seen: tuple[int, int] | None = None
        """Inode and length up to which it was read."""
        self._changed_ns = 0
        """When it was changed last as far as we know: by us, or before we read it."""
        self._hashes: set[bytes] = set()
        self._devices: set[str] = set()
        self.place = 0
        """Up to this place of the database everything stands in it."""

    def begin(self) -> None:
        """Make an empty one where none lies. Raises OSError."""
        if not self.file.exists():
            write_whole(self.file, b"", 0o600)

    def forget(self) -> None:
        """Read it anew from its beginning next time."""
        self._seen = None

    @property
    def unread(self) -> bool:
        """Whether nothing of it was read yet."""
        return self._seen is None

    def go_on(self, note: MirrorNote) -> bool:
        """Take it as it was noted, so that what came since alone is read; False: it is not as it was noted.

        Raises:
            OSError: it is not there, or cannot be read.
        """
        with open_mirror(self.file) as opened:
            if not still_holds(note, self.file, opened):
                return False
            self._seen = (os.fstat(opened.fileno()).st_ino, note.size_bytes)
        self._changed_ns = note.changed_ns
        self._hashes, self._devices, self.place = set(), set(note.devices), note.place
        return True

    def note(self, own: bytes) -> MirrorNote | None:
        """It as it is now, to go on from; None: somebody else wrote in it since.

        Args:
            own: hash of the entry at `place`.
        """
        with open_mirror(self.file) as opened:
            made = noted(self.file, opened, self.place, own, self._devices)
        same = self._seen is not None and (made.size_bytes, made.changed_ns) == (self._seen[1], self._changed_ns)
        return made if same else None

    def look(self) -> Mirrored:
        """What came to stand in it since the last look; the first time, all of it.

        Raises:
            NotOurs: it belongs to another incident.
            OSError: it is not there, or cannot be read.
        """
        found = self.file.lstat()
        start = 0
        if self._seen is not None and self._seen[0] == found.st_ino and self._seen[1] <= found.st_size:
            start = self._seen[1]
        if start == found.st_size and self._seen is not None:
            return Mirrored()
        if start == 0:
            self._hashes, self._devices, self.place = set(), set(), 0
        return self._read(start)

    def _read(self, start: int) -> Mirrored:
        with open_mirror(self.file) as file:
            file.seek(start)
            raw = file.read()
            state = os.fstat(file.fileno())
        self._changed_ns = state.st_mtime_ns
        read = read_mirror(raw)
        if read.damaged and start:
            before = self._lines_before(start)
            read.damaged = [before + number for number in read.damaged]
        if _elsewhere(read.rows, self._incident):
            raise NotOurs(errno.EEXIST, "the mirror belongs to another incident; nothing was written", str(self.file))
        whole = self._mended(raw, read, start)
        self._hashes |= {row.hash for row in read.rows}
        self._devices |= {signer.device for signer in read.signers}
        self._seen = (state.st_ino, start + whole)
        return read

    def _lines_before(self, start: int) -> int:
        with open_mirror(self.file) as file:
            return file.read(start).count(b"\n")

    def _mended(self, raw: bytes, read: Mirrored, start: int) -> int:
        """End the last line, or cut off what is left of it; how long it is then."""
        if not raw or raw.endswith(b"\n"):
            return len(raw)
        whole = raw.rfind(b"\n") + 1
        if not read.torn:
            self._write(b"\n")
            return len(raw) + 1
        handle = os.open(self.file, os.O_WRONLY | _PLAIN)
        try:
            os.ftruncate(handle, start + whole)
            os.fsync(handle)
            self._changed_ns = os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)
        return whole

    def bring_up(self, signers: Iterable[Signer], rows: Iterable[Row], place: int) -> int:
        """Write what does not stand in it yet; when this returns it is on the medium. How many entries that were.

        Args:
            rows: of the database behind `place` of the last time.
            place: of the last of them.
        Raises:
            OSError: it could not be written; what was half written is taken back.
        """
        new = [signer for signer in signers if signer.device not in self._devices]
        missing = [row for row in rows if row.hash not in self._hashes]
        lines = b"".join([*map(signer_line, new), *map(entry_line, missing)])
        if lines:
            self._write(lines)
            if self._seen is not None:
                self._seen = (self._seen[0], self._seen[1] + len(lines))
        self._hashes.update(row.hash for row in missing)
        self._devices.update(signer.device for signer in new)
        self.place = place
        return len(missing)

    def _write(self, raw: bytes) -> None:
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | _PLAIN)
        try:
            before = os.fstat(handle).st_size
            try:
                _write_all(handle, raw)
                os.fsync(handle)
                self._changed_ns = os.fstat(handle).st_mtime_ns
            except OSError:
                with suppress(OSError):
                    os.ftruncate(handle, before)
                raise
        finally:
            os.close(handle)

    def without_body(self, hashes: frozenset[bytes]) -> bool:
        """Erase the bodies of these entries from it, the file replaced whole; whether one stood there.

        Raises:
            OSError: the old one is still there.
        """
        with open_mirror(self.file) as opened:
            read = read_mirror(opened.read())
        if not any(row.body is not None and row.hash in hashes for row in read.rows):
            return False
        kept = [row._replace(body=None, salt=None) if row.hash in hashes else row for row in read.rows]
        lines = [*map(signer_line, read.signers), *map(entry_line, kept)]
        write_whole(self.file, b"".join(lines), self.file.stat().st_mode & 0o777)
        self.forget()
        return True


def _write_all(handle: int, raw: bytes) -> None:
    left = memoryview(raw)
    while left:
        done = os.write(handle, left)
        if not done:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left = left[done:]
