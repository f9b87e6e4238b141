"""From data to PDF: one template, our own fonts, nothing of the machine it runs on.

Data goes in as JSON and comes out as text: nothing a hospital wrote in a cell is read as markup. The same data and day
give the same bytes. Pages are tagged for screen readers (PDF/UA-1) and can be kept for years (PDF/A-2a).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Literal

from codedark.paper.font_coverage import covered

TEMPLATE = "go_bag.typ"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
FONTS, REGULAR = "fonts", "OpenSans-Regular.ttf"
REPLACEMENT = "�"
"""Printed for a character that our fonts lack; they have Latin, Greek and Cyrillic."""
_INVISIBLE = frozenset({0x0D, 0xAD, 0x200B, 0xFEFF})
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_MARK = re.compile(
    rb"codedark-bag ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9a-f]{64}) (\d{4}-\d{2}-\d{2}) (\d{1,5}) \[([^\]\x00-\x1f]*)\]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a printed bag says about itself, in the document's own data: read back by `read_mark`."""

    hospital_sha256: str
    content_sha256: str
    cuts_sha256: str
    made: date
    valid_days: int
    defences: tuple[str, ...]

    def __str__(self) -> str:
        named = " ".join(self.defences)
        digests = f"{self.hospital_sha256} {self.content_sha256} {self.cuts_sha256}"
        return f"codedark-bag {digests} {self.made} {self.valid_days} [{named}]"


def read_mark(pdf: bytes) -> Mark | None:
    """The mark of a bag; None: it is no bag of ours.

    >>> digests = {"hospital_sha256": "0" * 64, "content_sha256": "1" * 64, "cuts_sha256": "2" * 64}
    >>> mark = Mark(**digests, made=date(2026, 1, 13), valid_days=31, defences=("a",))
    >>> read_mark(f"<rdf:li>{mark}</rdf:li>".encode()) == mark
    True
    """
    found = _MARK.search(pdf)
    if found is None:
        return None
    hospital, content, cuts, made, days, defences = (part.decode("utf-8", "replace") for part in found.groups())
    try:
        return Mark(
            hospital_sha256=hospital,
            content_sha256=content,
            cuts_sha256=cuts,
            made=date.fromisoformat(made),
            valid_days=int(days),
            defences=tuple(defences.split()),
        )
    except ValueError:
        return None


def typeset(data: Mapping[str, Any], mark: Mark) -> bytes:
    """Set a bag as PDF, A4.

    Args:
        data: from `go_bag`; characters no font of ours has become `REPLACEMENT`.
        mark: kept in the document's keywords; its day is the document's date.
    Returns:
        The PDF: the same for the same arguments.
    Raises:
        RuntimeError: the template is wrong; that is ours to mend, whatever the data.
    Cost: about 10 ms a page.
    """
    import typst

    with as_file(files("codedark.paper").joinpath(FONTS)) as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        day = mark.made
        pdf = typst.compile(
            files("codedark.paper").joinpath(TEMPLATE).read_bytes(),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps({**printable(data), "mark": str(mark)})},
            pdf_standards=[*STANDARDS],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    return bytes(pdf)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(_PAGE.findall(pdf))


def printable(value: Any) -> Any:
    r"""The same data with every text made printable; keys and everything that is no text stay.

    >>> printable({"a": ["one\ntwo", 3]})
    {'a': ['one two', 3]}
    """
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, Mapping):
        return {key: printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


def unprintable(value: Any) -> frozenset[str]:
    """Characters of some data that our fonts cannot print."""
    if isinstance(value, str):
        return frozenset(
            c for c in unicodedata.normalize("NFC", value) if _printed(c) == REPLACEMENT and c != REPLACEMENT
        )
    if isinstance(value, Mapping):
        return frozenset().union(*map(unprintable, value.values()))
    if isinstance(value, list | tuple):
        return frozenset().union(*map(unprintable, value))
    return frozenset()


def _printable_text(text: str) -> str:
    return "".join(map(_printed, unicodedata.normalize("NFC", text)))


def _printed(character: str) -> str:
    if character.isspace():
        return " "
    code = ord(character)
    if code in _INVISIBLE:
        return ""
    return character if code in _coverage() else REPLACEMENT


@cache
def _coverage() -> frozenset[int]:
    return covered(files("codedark.paper").joinpath(FONTS, REGULAR).read_bytes())


def told_unprintable(characters: Iterable[str]) -> str:
    """Characters that cannot be printed, by their numbers, for people who must find them."""
    return ", ".join(f"U+{ord(c):04X}" for c in sorted(characters))
