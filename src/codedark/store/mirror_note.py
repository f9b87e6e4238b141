"""How far a mirror was compared, noted beside the record: so that opening it reads what is new, not ninety days.

A hint and nothing more. It is believed only where the mirror still ends, up to the length noted, in the bytes noted,
where nothing was changed since, and where the record holds the noted entry at the noted place; otherwise, and where it
is missing, the mirror is read whole. It is not synced: a power cut costs one such reading. What is changed in place
within a tick of the file system's clock after our own writing is not seen by it, and who may write here could forge
it: `codedark incident verify` never asks it and compares every line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

import msgspec

NOTE = ".mirrored"
_END_BYTES = 4096
_NEW = ".mirrored-new-"
_PLACES = 2**63


class MirrorNote(msgspec.Struct, frozen=True, kw_only=True):
    """A mirror as it was when it held all of the record."""

    file: str
    size_bytes: int
    changed_ns: int
    end: str
    """SHA-256 of its last bytes, at most 4,096."""
    place: int
    """Up to this place of the record everything stood in it, and no words that were erased."""
    hash: str
    """Of the entry at that place."""
    devices: tuple[str, ...]
    """Whose keys stood in it."""


_decode = msgspec.json.Decoder(MirrorNote).decode


def read_note(folder: Path) -> MirrorNote | None:
    """The note in a record's folder; None: none that can be read."""
    with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        read = _decode((folder / NOTE).read_bytes())
        return read if 0 < read.place < _PLACES else None
    return None


def write_note(folder: Path, note: MirrorNote) -> None:
    """Put it in its place; where that fails (a full disk) none lies there."""
    beside = folder / f"{_NEW}{token_hex(4)}"
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(note))
        beside.replace(folder / NOTE)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        drop_note(folder)


def drop_note(folder: Path) -> None:
    """The mirror is read whole the next time.

    Raises:
        OSError: it cannot be removed.
    """
    (folder / NOTE).unlink(missing_ok=True)


def noted(file: Path, opened: BinaryIO, place: int, own: bytes, devices: Iterable[str]) -> MirrorNote:
    """A mirror as it is.

    Args:
        opened: the mirror, for reading.
        place: up to there it holds the record.
        own: hash of the entry at that place.
        devices: whose keys stand in it.
    """
    state = os.fstat(opened.fileno())
    return MirrorNote(
        file=str(file),
        size_bytes=state.st_size,
        changed_ns=state.st_mtime_ns,
        end=_end(opened, state.st_size),
        place=place,
        hash=own.hex(),
        devices=tuple(sorted(devices)),
    )


def still_holds(note: MirrorNote, file: Path, opened: BinaryIO) -> bool:
    """Whether a mirror is as it was noted, apart from what was written behind it since."""
    state = os.fstat(opened.fileno())
    changed = state.st_size == note.size_bytes and state.st_mtime_ns != note.changed_ns
    if note.file != str(file) or changed or not 0 < note.size_bytes <= state.st_size:
        return False
    return _end(opened, note.size_bytes) == note.end


def _end(opened: BinaryIO, size_bytes: int) -> str:
    start = max(0, size_bytes - _END_BYTES)
    opened.seek(start)
    return sha256(opened.read(size_bytes - start)).hexdigest()
