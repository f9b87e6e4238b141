"""Words for days and times: complete in each language, and pieces hold no groups of their own."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from codedark.record.when_words import NEVER, WORDS, Words


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_each_language_has_a_week_and_a_year(lang: str) -> None:
    words = WORDS[lang]
    assert (len(words.weekdays), len(words.months)) == (7, 12)
    assert set(words.parts) == set(words.clock_parts) == {"morning", "afternoon", "evening", "night"}


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_pieces_are_patterns_without_groups(lang: str) -> None:
    words = WORDS[lang]
    for part in fields(Words):
        piece = getattr(words, part.name)
        rows = [piece] if isinstance(piece, str) else piece.values() if isinstance(piece, dict) else piece
        for row in rows if not isinstance(piece, bool) and part.name not in ("clock", "date", "nth_day") else ():
            form = row[0] if isinstance(row, tuple) else row
            assert re.compile(re.sub(r"\{\w+\}", "x", form)).groups == 0, part.name


def test_the_form_that_matches_nothing_matches_nothing() -> None:
    assert re.search(NEVER, "") is None
    assert re.search(NEVER, "xx") is None
