from __future__ import annotations

import re

import pytest

from codedark.record.reading import words_de, words_en, words_fr, words_nl
from codedark.record.reading.language import LANGUAGES
from codedark.record.reading.tags import Tag, spellings
from codedark.record.reading.words import lexicon

TABLES = {"nl": words_nl.WORDS, "fr": words_fr.WORDS, "de": words_de.WORDS, "en": words_en.WORDS}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_meaning_has_words_in_every_language(lang: str) -> None:
    assert [tag for tag in Tag if not TABLES[lang].get(tag, "").split()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_is_a_pattern_and_stands_once_in_its_row(lang: str) -> None:
    for tag, row in TABLES[lang].items():
        entries = row.split()
        assert len(entries) == len(set(entries)), (lang, tag)
        for part in (p for entry in entries for s in spellings(entry) for p in s.split("_")):
            assert re.compile(part).groups >= 0, (lang, tag, part)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_pattern_matches_every_word(lang: str) -> None:
    for tag, row in TABLES[lang].items():
        for entry in row.split():
            single = [s for s in spellings(entry) if "_" not in s]
            assert not any(re.fullmatch(s.replace(r"\w*", r"\S*"), "xyzzyq") for s in single), (lang, tag, entry)


def test_a_language_without_tables_is_said() -> None:
    with pytest.raises(KeyError):
        lexicon("sv")
