from __future__ import annotations

import pytest

from codedark.record.reading.tokens import tokens
from codedark.record.reading.words import lexicon


def tags(text: str) -> set[str]:
    words = tokens(text, "fr")
    return {mark.tag.value for mark in lexicon("fr").marks(words, range(len(words)), gapped=False)}


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("interventions", "operation"),
        ("lits", "bed"),
        ("urgences", "ed"),
        ("déprogrammées", "cancel"),
        ("rançongiciel", "ransomware"),
    ],
)
def test_a_word_means_what_it_means(word: str, tag: str) -> None:
    assert tag in tags(word)


@pytest.mark.parametrize("word", ["opérateur", "litige", "urgentiste"])
def test_a_word_that_only_looks_like_one_means_nothing(word: str) -> None:
    assert not tags(word) & {"operation", "bed", "ed", "plan", "cancel"}
