"""Words of running text: the same things can be said in each language, and pieces hold no groups of their own."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from codedark.record.assertion import Qualifier
from codedark.record.prose_words import PROSE, Prose
from codedark.record.report_words import LANGUAGES


def test_every_language_is_there() -> None:
    assert set(PROSE) == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pieces_are_patterns_without_groups_of_their_own(lang: str) -> None:
    words = PROSE[lang]
    for part in fields(Prose):
        piece = getattr(words, part.name)
        if isinstance(piece, str):
            assert re.compile(piece).groups == 0, part.name
    assert all(Qualifier(kind) and re.compile(form).groups == 0 for form, kind in words.qualifiers)
    assert all(number > 0 for number in words.numbers.values())
