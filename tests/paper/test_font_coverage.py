from __future__ import annotations

import struct
from importlib.resources import files

import pytest

from codedark.paper.font_coverage import covered
from codedark.paper.typesetting import FONTS

FONT_FILES = sorted(f.name for f in files("codedark.paper").joinpath(FONTS).iterdir() if f.name.endswith(".ttf"))


def font(name: str) -> bytes:
    return files("codedark.paper").joinpath(FONTS, name).read_bytes()


def drawn(*maps: tuple[int, bytes]) -> bytes:
    """A font of nothing but character maps: (platform, subtable)."""
    head = struct.pack(">HH", 0, len(maps))
    at = 4 + 8 * len(maps)
    records, bodies = b"", b""
    for platform, body in maps:
        records += struct.pack(">HHL", platform, 1, at + len(bodies))
        bodies += body
    cmap = head + records + bodies
    return struct.pack(">LHHHH", 0x10000, 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, 28, len(cmap)) + cmap


@pytest.mark.parametrize("name", FONT_FILES)
def test_our_fonts_print_the_languages_of_the_hospitals_around_us(name: str) -> None:
    text = "Ärzte Größe français œuvre één Łódź Škoda åben ñandú Κλινική Київ “1–2” … €5 ½ ≤ ≥ ×"
    assert {ord(c) for c in text if c != " "} <= covered(font(name))


def test_all_our_fonts_print_the_same() -> None:
    assert len({covered(font(name)) for name in FONT_FILES}) == 1
    assert len(FONT_FILES) == 2


def test_what_no_latin_font_has_is_not_covered() -> None:
    assert not {ord(c) for c in "漢字ע😀\x00\x07"} & covered(font(FONT_FILES[0]))


def test_format_12_is_read() -> None:
    groups = struct.pack(">LLL", 0x41, 0x43, 1) + struct.pack(">LLL", 0x1F600, 0x1F600, 9)
    body = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, 2) + groups
    assert covered(drawn((3, body))) == {0x41, 0x42, 0x43, 0x1F600}


def test_format_4_with_glyph_indices_leaves_out_what_has_no_glyph() -> None:
    ends, starts, deltas, ranges = (0x42, 0xFFFF), (0x41, 0xFFFF), (0, 1), (4, 0)
    words = (4, 0, 0, 4, 0, 0, 0, *ends, 0, *starts, *deltas, *ranges, 7, 0)
    assert covered(drawn((3, struct.pack(f">{len(words)}H", *words)))) == {0x41}


@pytest.mark.parametrize("raw", [drawn(), drawn((1, struct.pack(">HH", 0, 0))), b"\x00" * 40])
def test_a_font_without_such_a_map_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="font has no"):
        covered(raw)
