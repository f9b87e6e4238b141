"""Text in pieces, so that a mark inside it can be set apart: `70 operations ` and `(disputed)`."""

from __future__ import annotations

import re
from functools import cache

from codedark.record.assertion import Status
from codedark.record.report_texts import word

MARKED = tuple(status for status in Status if status.marked)
"""Statuses that no value is printed without."""

Runs = list[tuple[str, bool]]


def marked_runs(text: str, lang: str) -> Runs:
    """Pieces of a text in their order, each with whether it is a mark; joined they are the text.

    A mark is what stands in brackets and begins with the word of a marked status, one pair of brackets inside it
    included.

    >>> marked_runs("At least 70 (disputed) of them.", "en")
    [('At least 70 ', False), ('(disputed)', True), (' of them.', False)]
    """
    pieces = _mark(lang).split(text)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def mark_samples(lang: str) -> list[str]:
    """Each mark once, alone.

    >>> mark_samples("nl")
    ['(afgeleid)', '(aangenomen)', '(betwist)']
    """
    return [word(lang, "phrase", "mark-bare", status=word(lang, "status", status)) for status in MARKED]


@cache
def _mark(lang: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word(lang, "status", status)) for status in MARKED)
    return re.compile(rf"(\((?:{words})\b(?:[^()]|\([^()]*\))*\))")
