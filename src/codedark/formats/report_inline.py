r"""Inline markup of a report: bold, italic, code, links and backslashes taken away, each character with where it stood.

A small part of CommonMark, on purpose: what is not understood stays as it is. One pass, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RUN = re.compile(r"\*+|_+")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_ESCAPABLE = re.compile(r"\\(?:[^\w\s]|_)")
_TICKS = re.compile(r"`+")
_ESCAPED = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|\](?=\()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text without markup, on one line."""

    text: str
    at: tuple[int, ...]
    """Where each character stood."""
    held: frozenset[int]
    """Characters that stand for themselves, escaped or in code: a colon among them ends no label."""
    strong_count: int = 0
    """How many characters at the beginning are bold."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part stood; of an empty part: nothing, at its place."""
        if start >= end:
            place = self.at[start] if start < len(self.at) else (self.at[-1] + 1 if self.at else 0)
            return place, place
        return self.at[start], self.at[end - 1] + 1


def plain(text: str, start: int, end: int) -> Plain:
    r"""Take the markup off a part of a text; line ends and white space become one space.

    >>> plain("- **Containment:** Servers *were*\n  shut", 2, 40).text
    'Containment: Servers were shut'
    """
    part = text[start:end]
    held, gone = _escapes_and_code(part)
    for link in _LINK.finditer(part):
        if not held.intersection((link.start(), link.end(1), link.end() - 1)):
            gone.update(range(link.start(), link.start(1)))
            gone.update(range(link.end(1), link.end()))
    strong_end = 0
    for opener, closer, length in _pairs(part, held | gone):
        gone.update(range(opener, opener + length))
        gone.update(range(closer, closer + length))
        if opener == 0 and length >= 2:
            strong_end = closer
    return _joined(part, start, held, gone, strong_end)


def _joined(part: str, start: int, held: set[int], gone: set[int], strong_end: int) -> Plain:
    kept: list[str] = []
    at: list[int] = []
    own: set[int] = set()
    strong = 0
    for place, char in enumerate(part):
        if place in gone:
            continue
        space = char.isspace()
        if space and (not kept or kept[-1] == " "):
            continue
        if place in held and not space:
            own.add(len(kept))
        kept.append(" " if space else char)
        at.append(start + place)
        strong = len(kept) if place < strong_end else strong
    if kept and kept[-1] == " ":
        kept.pop()
        at.pop()
    return Plain(text="".join(kept), at=tuple(at), held=frozenset(own), strong_count=strong)


def _escapes_and_code(part: str) -> tuple[set[int], set[int]]:
    """Places that stand for themselves, and places of marks that fall away."""
    held: set[int] = set()
    gone: set[int] = set()
    closers = _ticks_by_length(part)
    place = 0
    while (found := _next_mark(part, place)) is not None:
        place = found.end()
        if found[0].startswith("\\"):
            gone.add(found.start())
            held.add(found.start() + 1)
            continue
        close = _closing(closers.get(len(found[0]), []), found.end())
        if close is not None:
            gone.update(range(found.start(), found.end()))
            gone.update(range(close, close + len(found[0])))
            held.update(range(found.end(), close))
            place = close + len(found[0])
    return held, gone


_MARK = re.compile(rf"{_ESCAPABLE.pattern}|{_TICKS.pattern}")


def _next_mark(part: str, place: int) -> re.Match[str] | None:
    return _MARK.search(part, place)


def _ticks_by_length(part: str) -> dict[int, list[int]]:
    """Runs of backticks by their length, last first, so that those passed are popped from the end."""
    runs: dict[int, list[int]] = {}
    for run in _TICKS.finditer(part):
        runs.setdefault(len(run[0]), []).append(run.start())
    return {length: starts[::-1] for length, starts in runs.items()}


def _closing(starts: list[int], after: int) -> int | None:
    while starts and starts[-1] < after:
        starts.pop()
    return starts[-1] if starts else None


def _pairs(part: str, taken: set[int]) -> Iterator[tuple[int, int, int]]:
    """Emphasis marks that belong together: where the opening and the closing one stand, and how long both are."""
    open_runs: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}
    for run in _RUN.finditer(part):
        if run.start() in taken:
            continue
        char, left, place = run[0][0], len(run[0]), run.start()
        stack = open_runs[char]
        if _closes(part, run):
            while left and stack:
                start, length = stack.pop()
                used = min(left, length)
                yield start + length - used, place, used
                place, left = place + used, left - used
                if length > used:
                    stack.append((start, length - used))
        if left and _opens(part, run):
            stack.append((place, left))


def _opens(part: str, run: re.Match[str]) -> bool:
    after = part[run.end() : run.end() + 1]
    inside = run[0][0] == "_" and part[run.start() - 1 : run.start()].isalnum()
    return bool(after) and not after.isspace() and not inside


def _closes(part: str, run: re.Match[str]) -> bool:
    before = part[run.start() - 1 : run.start()] if run.start() else ""
    inside = run[0][0] == "_" and part[run.end() : run.end() + 1].isalnum()
    return bool(before) and not before.isspace() and not inside


def escaped(text: str, more: str = "") -> str:
    r"""A text in which nothing is markup.

    Args:
        more: further characters to be held: a colon, brackets.

    >>> escaped("*not* bold"), escaped("06:30", ":")
    ('\\*not\\* bold', '06\\:30')
    """
    text = _ESCAPED.sub(r"\\\g<0>", text)
    for char in more:
        text = text.replace(char, "\\" + char)
    return text
