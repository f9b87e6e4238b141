"""Downtime snapshots on a laptop: written each hour, encrypted, found again when everything else is off.

    recipient              public: what a snapshot is encrypted to
    identity               secret: what opens it; belongs on the laptop that reads, and nowhere else
    reference.key          secret: makes references of patients' numbers (`divert.reference`)
    snapshots/2024-05-17T0615Z.age

A snapshot is there whole or not at all: written beside, synced, renamed. The newest 48 are kept, and the last of each
of the last 14 days. A damaged one is named and the next older is read instead. Losing the identity loses every
snapshot: there is no second way in.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from codedark.divert.census import Census
from codedark.divert.reference import KEY_BYTES
from codedark.hospital.faults import BadHospital, Fault
from codedark.store.age_file import CannotOpen, decrypted, encrypted, new_identity, read_identity, under_passphrase

NEWEST_KEPT = 48
DAYS_KEPT = 14
SNAPSHOT_BYTES_MAX = 256 * 2**20
AHEAD_MIN = 5.0
"""A name this far in the future was written by a clock that was wrong: such a file is read last."""
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{4}Z)\.age")
_WRITTEN = "%Y-%m-%dT%H%MZ"
_BESIDE = ".writing-"
_MAKE = "`codedark snapshot key FOLDER` makes one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one snapshot holds: the census, and which folder it was counted in with."""

    census: Census
    hospital_sha256: str
    """Of the hospital folder: other tables may call wards and services otherwise."""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The newest snapshot that opens, and the newer ones that did not, each with why."""

    kept: Kept
    file: Path
    damaged: tuple[str, ...]


_KEPT = msgspec.json.Decoder(Kept)
"""Built once: two threads that meet a type for the first time at once crash the process (msgspec 0.21)."""


_T = TypeVar("_T")


class SnapshotFolder:
    """The folder a hospital's snapshots are kept in."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.snapshots = self.path / "snapshots"

    def make_keys(self, passphrase: str = "") -> str:
        """Make the three keys; the recipient is returned.

        Args:
            passphrase: the identity opens only with it; empty: the file alone is enough.
        Raises:
            BadHospital: one of them is there already. A key is never overwritten: what it opens would be lost.
        """
        for name in ("recipient", "identity", "reference.key"):
            if (self.path / name).exists():
                fix = "name another folder; a key is never overwritten, for what it opens would be lost"
                raise BadHospital([Fault(file=str(self.path / name), message="it is there already", fix=fix)])
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        identity, recipient = new_identity()
        secret = under_passphrase(identity, passphrase) if passphrase else f"{identity}\n".encode()
        write_whole(self.path / "identity", secret)
        write_whole(self.path / "reference.key", f"{secrets.token_hex(KEY_BYTES)}\n".encode())
        write_whole(self.path / "recipient", f"{recipient}\n".encode(), 0o644)
        return recipient

    def recipient(self) -> str:
        """What snapshots are encrypted to.

        Raises:
            BadHospital: there is none, or it is none; and so for the other keys.
        """
        return self._read("recipient", lambda raw: raw.decode("ascii").strip())

    def reference_key(self) -> bytes:
        """What makes references of patients' numbers."""
        return self._read("reference.key", _reference_key)

    def identity(self, passphrase: Callable[[], str], file: Path | None = None) -> str:
        """What opens snapshots: of this folder, or of a file that lies elsewhere."""
        return self._read(file or "identity", lambda raw: read_identity(raw, passphrase))

    def _read(self, name: str | Path, parse: Callable[[bytes], _T]) -> _T:
        file = self.path / name
        try:
            return parse(file.read_bytes())
        except FileNotFoundError:
            fault = Fault(file=str(file), message="no such key", fix=_MAKE)
        except (ValueError, CannotOpen) as wrong:
            fault = Fault(file=str(file), message=f"cannot be read: {wrong}", fix="restore it from its copy")
        raise BadHospital([fault])

    def write(self, kept: Kept, at: datetime) -> Path:
        """Write one snapshot, named by when it was written, and throw away what is no longer kept.

        Raises:
            OSError: the disk failed; every older snapshot is still there.
        """
        self.snapshots.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self.snapshots / f"{at.astimezone(UTC).strftime(_WRITTEN)}.age"
        try:
            sealed = encrypted(msgspec.json.encode(kept), self.recipient())
        except CannotOpen as wrong:
            fault = Fault(file=str(self.path / "recipient"), message=str(wrong), fix="restore it from its copy")
            raise BadHospital([fault]) from None
        write_whole(file, sealed)
        self._throw_away(at)
        return file

    def newest(self, identity: str, now: datetime) -> Opened:
        """The newest snapshot that opens.

        Args:
            now: names far ahead of it were written by a wrong clock, and are tried last.
        Raises:
            BadHospital: there is none, or none opens; each is named with why.
        """
        damaged: list[str] = []
        for file in self._by_preference(now):
            try:
                return Opened(kept=_opened(file, identity), file=file, damaged=tuple(damaged))
            except (OSError, CannotOpen) as wrong:
                damaged.append(f"{file.name}: {wrong}")
        fix = "take one: `codedark snapshot take`; without one the blank ward sheets are filled in by hand"
        if not damaged:
            raise BadHospital([Fault(file=str(self.snapshots), message="no snapshot was taken yet", fix=fix)])
        raise BadHospital(
            [Fault(file=str(self.snapshots), message=f"does not open: {why}", fix=fix) for why in damaged]
        )

    def _by_preference(self, now: datetime) -> list[Path]:
        files = dict(self._files())
        limit = now + timedelta(minutes=AHEAD_MIN)
        return sorted(files, key=lambda file: (files[file] <= limit, files[file]), reverse=True)

    def _files(self) -> Iterator[tuple[Path, datetime]]:
        """Snapshots by the moments of their names; a name that is no moment is nothing of ours."""
        for file in self.snapshots.glob("*.age"):
            found = _NAME.fullmatch(file.name)
            if found is not None:
                try:
                    yield file, datetime.strptime(found[1], _WRITTEN).replace(tzinfo=UTC)
                except ValueError:
                    continue

    def _throw_away(self, now: datetime) -> None:
        """Remove snapshots no longer kept, and what a killed writer left; what lies ahead of us is left alone."""
        files = sorted(((at, file) for file, at in self._files() if at <= now), reverse=True)
        last_of_day = {at.date(): file for at, file in reversed(files)}
        days = sorted(last_of_day, reverse=True)[:DAYS_KEPT]
        kept = {file for _, file in files[:NEWEST_KEPT]} | {last_of_day[day] for day in days}
        for _, file in files:
            if file not in kept:
                file.unlink(missing_ok=True)
        for left in self.snapshots.glob(f"{_BESIDE}*"):
            if now.timestamp() - left.stat().st_mtime > 3600:
                left.unlink(missing_ok=True)


def _opened(file: Path, identity: str) -> Kept:
    if file.stat().st_size > SNAPSHOT_BYTES_MAX:
        raise CannotOpen(f"larger than {SNAPSHOT_BYTES_MAX // 2**20} MB: no snapshot of ours")
    raw = decrypted(file.read_bytes(), identity)
    try:
        kept = _KEPT.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise CannotOpen(f"it opens, and is no snapshot ({wrong})") from None
    if kept.version != 1 or kept.census.taken_at.tzinfo is None:
        raise CannotOpen(f"a snapshot of version {kept.version}: written by another codedark")
    return kept


def _reference_key(raw: bytes) -> bytes:
    key = bytes.fromhex(raw.decode("ascii").strip())
    if len(key) != KEY_BYTES:
        raise ValueError(f"{len(key)} bytes; it has {KEY_BYTES}")
    return key


def write_whole(file: Path, raw: bytes, mode: int = 0o600) -> None:
    """Put a file in its place: afterwards the old one or the new one is there, whatever happens between.

    Raises:
        OSError: the disk failed; the old one is still there.
    """
    beside = file.with_name(f"{_BESIDE}{secrets.token_hex(6)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as open_file:
            open_file.write(raw)
            open_file.flush()
            os.fsync(handle)
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Make names in a folder last through a power cut, where the system can (Windows opens no folder)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
