"""Which characters a font can print: read from its own character map, so that no empty box is printed unseen."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_WINDOWS, _UNICODE = 3, 0


def covered(font: bytes) -> frozenset[int]:
    """The code points a TrueType or OpenType font has a glyph for.

    Args:
        font: a whole .ttf or .otf file; character maps of format 4 and 12 are read, others left out.
    Raises:
        ValueError: it has no character map of these.
    Source: OpenType specification, tables `cmap` formats 4 and 12.
    """
    cmap = _table(font, b"cmap")
    found: set[int] = set()
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for i in range(count):
        platform, _, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * i)
        if platform not in {_WINDOWS, _UNICODE}:
            continue
        (layout,) = struct.unpack_from(">H", font, cmap + offset)
        if layout == 4:
            found.update(_format_4(font, cmap + offset))
        elif layout == 12:
            found.update(_format_12(font, cmap + offset))
    if not found:
        raise ValueError("the font has no character map of format 4 or 12: choose another one")
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> int:
    """Where a table begins."""
    (count,) = struct.unpack_from(">H", font, 4)
    for i in range(count):
        name, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * i)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag.decode()}: it is no TrueType or OpenType font")


def _format_4(font: bytes, at: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    n = twice // 2
    ends = struct.unpack_from(f">{n}H", font, at + 14)
    starts = struct.unpack_from(f">{n}H", font, at + 16 + 2 * n)
    deltas = struct.unpack_from(f">{n}H", font, at + 16 + 4 * n)
    ranges_at = at + 16 + 6 * n
    ranges = struct.unpack_from(f">{n}H", font, ranges_at)
    for i, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, ranges_at + 2 * i + offset + 2 * (code - start))
            if (glyph or not offset) and (glyph + delta) & 0xFFFF:
                yield code


def _format_12(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", font, at + 12)
    for i in range(count):
        start, end, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * i)
        yield from range(start, end + 1)
