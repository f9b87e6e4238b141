"""The tables of all languages, ready for looking words up."""

from __future__ import annotations

from functools import cache

from codedark.record.reading import words_de, words_en, words_fr, words_nl
from codedark.record.reading.tags import Lexicon

_WORDS = {"nl": words_nl.WORDS, "fr": words_fr.WORDS, "de": words_de.WORDS, "en": words_en.WORDS}


@cache
def lexicon(lang: str) -> Lexicon:
    """The tables of a language. Raises KeyError: there are none."""
    return Lexicon(lang, _WORDS[lang])
