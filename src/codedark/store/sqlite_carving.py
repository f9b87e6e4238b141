"""Records found in the bytes of a damaged SQLite file by their shape alone: no page, no index and no schema is trusted.

SQLite keeps a row as a *record*: the length of its header, a serial type for each column, then the columns. The rows
looked for have columns of fixed lengths (a device's name, a hash, a signature), so that their headers are a pattern
that hardly occurs by chance. What is found so is a candidate and no more: whoever asked must have a way to prove it.
Records too long for a page go on in overflow pages, which are followed through the file and its write-ahead log.
Source: SQLite's own description, "Database File Format" (sqlite.org/fileformat2.html), sections 1.5, 1.6, 2.1 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Value = int | str | bytes | None

_FILE = b"SQLite format 3\x00"
_LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_LOG_HEADER, _FRAME_HEADER = 32, 24
_PAGE_SIZES = tuple(2**power for power in range(9, 17))
_USUAL_PAGE = 4096
_ENTRY_BYTES_LEAST = 200
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    """A database's file and its write-ahead log, as they lie on the disk."""

    file: bytes
    log: bytes = b""
    page_bytes: int = field(init=False)
    frames: Mapping[int, int] = field(init=False)
    """Page number -> where its last copy begins in the log; frames never committed are among them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "page_bytes", _page_bytes(self.file, self.log))
        object.__setattr__(self, "frames", _frames(self.log, self.page_bytes))

    @property
    def entries_most(self) -> int:
        """More rows of a header, a hash and a signature cannot lie in so many bytes."""
        return (len(self.file) + len(self.log)) // _ENTRY_BYTES_LEAST + 1

    def page(self, number: int, newest: bool) -> bytes:
        """A page; empty: there is none.

        Args:
            newest: from the log where it has one, else from the file alone.
        """
        if newest and number in self.frames:
            start = self.frames[number]
            return self.log[start : start + self.page_bytes]
        return self.file[(number - 1) * self.page_bytes : number * self.page_bytes] if number > 0 else b""


def records(lies: Bytes, header: re.Pattern[bytes], columns: int) -> Iterator[tuple[Value, ...]]:
    """Every record whose header has that shape, wherever it lies, in the file first; some are there twice.

    Args:
        header: of the record's header from its first byte on.
        columns: how many the record has; others are left out.
    """
    for place, raw in ((None, lies.file), (_LOG_HEADER, lies.log)):
        for found in header.finditer(raw):
            start = found.start()
            room = _room(start, place, lies.page_bytes)
            for newest in (True, False):
                told = _record(lies, raw[start : start + room], columns, newest)
                if told is not None:
                    yield told
                    if newest and not lies.frames:
                        break


def _room(start: int, log_header: int | None, page: int) -> int:
    """Bytes to the end of the page a place lies in."""
    if log_header is None:
        return page - start % page
    return page + _FRAME_HEADER - (start - log_header) % (page + _FRAME_HEADER)


def _record(lies: Bytes, here: bytes, columns: int, newest: bool) -> tuple[Value, ...] | None:
    """A record that begins with these bytes; None: it is none."""
    types = _types(here, columns)
    if types is None:
        return None
    header_bytes, kinds = types
    sizes = [_size(kind) for kind in kinds]
    if None in sizes:
        return None
    total = header_bytes + sum(size or 0 for size in sizes)
    payload = _payload(lies, here, total, newest)
    if payload is None:
        return None
    told, place = [], header_bytes
    for kind, size in zip(kinds, sizes, strict=True):
        told.append(_value(kind, payload[place : place + (size or 0)]))
        place += size or 0
    return tuple(told)


def _types(here: bytes, columns: int) -> tuple[int, list[int]] | None:
    header_bytes, place = _varint(here, 0)
    kinds: list[int] = []
    while place < header_bytes and len(kinds) <= columns:
        kind, place = _varint(here, place)
        kinds.append(kind)
    return (header_bytes, kinds) if place == header_bytes and len(kinds) == columns else None


def _payload(lies: Bytes, here: bytes, total: int, newest: bool) -> bytes | None:
    """All bytes of a record of that length; None: they are not there."""
    usable = lies.page_bytes
    if total > len(lies.file) + len(lies.log):  # more than there is: no record, however far its pages lead in a circle
        return None
    local = _local(total, usable)
    if local == total:
        return here[:total] if len(here) >= total else None
    if len(here) < local + 4:
        return None
    parts, left = [here[:local]], total - local
    number = int.from_bytes(here[local : local + 4], "big")
    while left > 0:
        page = lies.page(number, newest)
        if len(page) < lies.page_bytes:
            return None
        parts.append(page[4 : 4 + left])
        left -= len(parts[-1])
        number = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _local(total: int, usable: int) -> int:
    """How much of a record stays in its own page (section 1.6, table leaf cells)."""
    if total <= usable - 35:
        return total
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (total - least) % (usable - 4)
    return wanted if wanted <= usable - 35 else least


def _varint(raw: bytes, place: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends; past the end of the bytes it is 0."""
    value = 0
    for count, byte in enumerate(raw[place : place + 9], 1):
        if count == 9:
            return (value << 8 | byte), place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count
    return 0, len(raw) + 1


def _size(kind: int) -> int | None:
    """Bytes of a column of that serial type; None: there is no such type."""
    if kind >= 12:
        return (kind - 12) // 2
    if kind in _INTEGER_BYTES:
        return _INTEGER_BYTES[kind]
    return {0: 0, 7: 8, 8: 0, 9: 0}.get(kind)


def _value(kind: int, raw: bytes) -> Value:
    if kind >= 12:
        return bytes(raw) if kind % 2 == 0 else raw.decode("utf-8", "replace")
    if kind in _INTEGER_BYTES:
        return int.from_bytes(raw, "big", signed=True)
    return {8: 0, 9: 1}.get(kind)


def _page_bytes(file: bytes, log: bytes) -> int:
    told = int.from_bytes(file[16:18], "big") if file.startswith(_FILE) else 0
    told = 65536 if told == 1 else told
    if told not in _PAGE_SIZES and log[:4] in _LOG_MAGIC:
        told = int.from_bytes(log[8:12], "big")
    return told if told in _PAGE_SIZES else _USUAL_PAGE


def _frames(log: bytes, page: int) -> dict[int, int]:
    starts: Sequence[int] = range(_LOG_HEADER, len(log) - page - _FRAME_HEADER + 1, page + _FRAME_HEADER)
    return {int.from_bytes(log[start : start + 4], "big"): start + _FRAME_HEADER for start in starts}
