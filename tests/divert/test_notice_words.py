from __future__ import annotations

import string

import pytest

from codedark.divert.notice_words import TEXTS
from codedark.divert.notices import NoticeKind
from codedark.hospital.words import InflowKind


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_language_says_every_sentence_with_the_same_facts() -> None:
    english = {key: blanks(sentence) for key, sentence in TEXTS["en"].items()}
    assert set(TEXTS) == {"en", "nl", "fr", "de"}
    for language, words in TEXTS.items():
        told = {key: blanks(sentence) for key, sentence in words.items()}
        assert told.keys() == english.keys(), language
        open_ended = {key for key in told if told[key] != english[key]}
        assert not open_ended, (language, open_ended)


@pytest.mark.parametrize("language", TEXTS)
def test_every_kind_of_notice_and_arrangement_has_its_sentence(language: str) -> None:
    assert {*NoticeKind, *InflowKind, *(f"{kind}-open-end" for kind in InflowKind)} <= set(TEXTS[language])


@pytest.mark.parametrize("language", TEXTS)
def test_sentences_are_short(language: str) -> None:
    assert all(len(sentence.split()) <= 20 for sentence in TEXTS[language].values())
