from __future__ import annotations

from string import Formatter

import pytest

from codedark.formats.rule_pack_values import LANGUAGES
from codedark.record.notification_words import NOTIFICATION_TEXTS, sentence

SAME = {"incident", "gap"}
"""What reads alike in several languages."""


def _parts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_said_in_one_language_cannot_be_said_at_all(lang: str) -> None:
    english = NOTIFICATION_TEXTS["en"]
    assert set(NOTIFICATION_TEXTS[lang]) == set(english)
    for key, text in NOTIFICATION_TEXTS[lang].items():
        assert _parts(text) == _parts(english[key]), key
        assert text and (lang == "en" or key in SAME or text != english[key]), key


def test_there_is_no_other_language() -> None:
    assert set(NOTIFICATION_TEXTS) == set(LANGUAGES)
    with pytest.raises(KeyError):
        sentence("es", "draft")
