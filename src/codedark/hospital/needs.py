"""What a thing needs: all of, any of, at least k of other things.

A need is written in one cell: `directory and (dns-1 or dns-2) and 2 of (ntp-1, ntp-2, ntp-3)`. Every form is one
threshold, *at least k of these parts*: `and` is k = all, `or` is k = 1. An empty cell is `NOTHING`, which always holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from codedark.hospital.faults import CellFault

Part = "str | AtLeast"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `k` of `parts`; a part is the id of another thing or a need of its own.

    >>> parse("a and (b or c)")
    AtLeast(k=2, parts=('a', AtLeast(k=1, parts=('b', 'c'))))
    """

    k: int
    parts: tuple[str | AtLeast, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.k <= len(self.parts):
            raise ValueError(f"k={self.k}: must lie between 0 and the {len(self.parts)} parts")

    def names(self) -> Iterator[str]:
        """Every id named, in the order written, with repeats."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.names()

    def holds(self, up: Callable[[str], bool]) -> bool:
        """Whether the need holds when `up(id)` says of each named thing whether it is there."""
        return sum(up(p) if isinstance(p, str) else p.holds(up) for p in self.parts) >= self.k

    def __str__(self) -> str:
        return render(self)


NOTHING = AtLeast(0, ())

DEEPEST = 50
"""Brackets within each other; people write two or three."""

_TOKEN = re.compile(r"\s*(?:(?P<of>\d+)\s+of\b|(?P<word>[^\s(),]+)|(?P<mark>[(),]))", re.IGNORECASE)


def parse(text: str) -> AtLeast:
    """Read a need from a cell.

    `and` binds tighter than `or`; `K of (...)` takes parts separated by commas or blanks.

    Raises:
        CellFault: the text is not a need; the message says at which word, and the fix.

    >>> str(parse("2 of (n1, n2, n3) and dns"))
    '2 of (n1, n2, n3) and dns'
    >>> parse("") is NOTHING
    True
    """
    if not text.strip():
        return NOTHING
    reader = _Reader(text)
    need = reader.any_of()
    if reader.peek() is not None:
        raise CellFault(f"'{reader.peek()}' is not expected here", "join names with `and`, `or`, `2 of (a, b, c)`")
    return need if isinstance(need, AtLeast) else AtLeast(1, (need,))


def _count(digits: str) -> int:
    if len(digits) > 6:
        raise CellFault("a count of more than six digits", "how many of the list are enough")
    return int(digits)


class _Reader:
    """One pass over the words of a need."""

    def __init__(self, text: str) -> None:
        self.words: list[str | int] = []
        at = 0
        text = text.strip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:  # pragma: no cover - every non-blank character starts some token
                raise CellFault(f"cannot read '{text[at:]}'", "use names, and, or, K of (...)")
            at = match.end()
            self.words.append(_count(match["of"]) if match["of"] else (match["word"] or match["mark"]))
        self.at = 0
        self.depth = 0

    def peek(self) -> str | int | None:
        return self.words[self.at] if self.at < len(self.words) else None

    def take(self) -> str | int | None:
        word = self.peek()
        self.at += 1
        return word

    def any_of(self) -> str | AtLeast:
        self.depth += 1
        if self.depth > DEEPEST:
            raise CellFault("brackets nested too deep", f"at most {DEEPEST} within each other")
        need = self._joined("or", self.all_of, lambda parts: 1)
        self.depth -= 1
        return need

    def all_of(self) -> str | AtLeast:
        return self._joined("and", self.one, len)

    def _joined(
        self, word: str, inner: Callable[[], str | AtLeast], k: Callable[[tuple[str | AtLeast, ...]], int]
    ) -> str | AtLeast:
        parts = [inner()]
        while isinstance(self.peek(), str) and str(self.peek()).lower() == word:
            self.take()
            parts.append(inner())
        if len(parts) == 1:
            return parts[0]
        return AtLeast(k(tuple(parts)), tuple(parts))

    def one(self) -> str | AtLeast:
        word = self.take()
        if word is None:
            raise CellFault("the need ends too early", "name one more thing, or take the last `and`/`or` away")
        if isinstance(word, int):
            return self._k_of(word)
        if word == "(":
            inner = self.any_of()
            self._close()
            return inner
        if word in {")", ","} or word.lower() in {"and", "or", "of"}:
            raise CellFault(f"'{word}' where a name is expected", "join names with `and`, `or`, `2 of (a, b, c)`")
        return word

    def _k_of(self, k: int) -> AtLeast:
        if self.take() != "(":
            raise CellFault(f"'{k} of' without a list", f"write `{k} of (a, b, c)`")
        parts = [self.any_of()]
        while self.peek() not in {")", None}:
            if self.peek() == ",":
                self.take()
            parts.append(self.any_of())
        self._close()
        if not 1 <= k <= len(parts):
            raise CellFault(f"'{k} of' a list of {len(parts)}", f"a number from 1 to {len(parts)}")
        return AtLeast(k, tuple(parts))

    def _close(self) -> None:
        if self.take() != ")":
            raise CellFault("a bracket is not closed", "add `)`")


def render(need: AtLeast) -> str:
    """Write a need as it is written in a cell; `parse(render(x))` means the same as `x`.

    >>> render(AtLeast(2, ("a", "b", AtLeast(1, ("c", "d")))))
    '2 of (a, b, c or d)'
    """
    return _written(need, outer="")


def _written(part: str | AtLeast, outer: str) -> str:
    if isinstance(part, str):
        return part
    if not part.parts:
        return ""
    if len(part.parts) == 1:
        return _written(part.parts[0], outer)
    if part.k == len(part.parts):
        return " and ".join(_written(p, "and") for p in part.parts)
    if part.k == 1:
        text = " or ".join(_written(p, "or") for p in part.parts)
        return f"({text})" if outer == "and" else text
    return f"{part.k} of ({', '.join(_written(p, '') for p in part.parts)})"
