"""Indicators written so that nobody clicks them (`hxxp`, `[.]`, `[at]`, `(dot)`), read as what they stand for.

The text is rewritten once, with a table that leads every place in the new text back to the old one: patterns stay
simple, and spans stay true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_OPEN, _SHUT = r"[\[({<]", r"[\])}>]"
_DOT_WORDS = r"\.|dot|DOT|Dot|punt|point|punkt|Punkt"
_BRACKETED = rf" ?{_OPEN} ?(?:(?P<dot>{_DOT_WORDS})|(?P<at>@|at|AT|At|ad|arobase)) ?{_SHUT} ?"
_ODD_COLON = r"\[:\]//|\[://\]|:\[//\]|:\\\\"
_TOKEN = re.compile(
    rf"{_BRACKETED}"
    rf"|(?P<scheme>\b(?:(?i:hxxp|h\*\*p|h\[tt\]p|fxp|f\*p)(?P<s>[sS]?)(?:://|{_ODD_COLON})"
    rf"|(?i:http|ftp)(?P<plain_s>[sS]?)(?:{_ODD_COLON})))"
    r"|(?P<colon>\[:\])|(?P<slash>\[/\])|(?<=\w)(?P<escaped>\\\.)(?=\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refanged:
    """A text with its indicators written out, and the way back."""

    text: str
    new_ends: tuple[int, ...]
    """End of each replacement in the new text, ascending."""
    old_ends: tuple[int, ...]
    """End of the same in the text as it was."""
    new_starts: tuple[int, ...]
    old_starts: tuple[int, ...]

    def was(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the new text stood in the old one; a replacement it touches belongs to it whole."""
        return self._was(start, self.old_starts), self._was(end, self.old_ends)

    def _was(self, place: int, within: tuple[int, ...]) -> int:
        nth = bisect_right(self.new_starts, place) - 1
        if nth < 0:
            return place
        if place >= self.new_ends[nth]:
            return place - self.new_ends[nth] + self.old_ends[nth]
        return within[nth] if place > self.new_starts[nth] else self.old_starts[nth]

    def touched(self, start: int, end: int) -> bool:
        """Whether anything within a span of the new text was written otherwise."""
        nth = bisect_right(self.new_ends, start)
        return nth < len(self.new_starts) and self.new_starts[nth] < end


def refanged(text: str) -> Refanged:
    """Write a text's defanged indicators out.

    >>> refanged("hxxps://bad[.]example (dot) com, a [at] b(dot)be").text
    'https://bad.example.com, a@b.be'
    """
    parts: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    done = length = 0
    for found in _TOKEN.finditer(text):
        plain = _plain(found)
        parts += [text[done : found.start()], plain]
        start = length + found.start() - done
        length = start + len(plain)
        done = found.end()
        places.append((start, length, *found.span()))
    parts.append(text[done:])
    columns = tuple(zip(*places, strict=True)) or ((), (), (), ())
    return Refanged(
        text="".join(parts), new_starts=columns[0], new_ends=columns[1], old_starts=columns[2], old_ends=columns[3]
    )


def _plain(found: re.Match[str]) -> str:
    if found["scheme"]:
        kind = "ftp" if found["scheme"][0].lower() == "f" else "http"
        return f"{kind}{(found['s'] or found['plain_s'] or '').lower()}://"
    if found["at"]:
        return "@"
    return ":" if found["colon"] else "/" if found["slash"] else "."
