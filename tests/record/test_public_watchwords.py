from __future__ import annotations

import pytest

from codedark.record.public_watchwords import ALL_CLEAR, HARM, PROMISE, watched
from tests.record.public_making import LANGUAGES


@pytest.mark.parametrize(
    ("lang", "text", "why"),
    [
        ("en", "A patient lost her life.", HARM),
        ("nl", "Een patiënt kwam om het leven.", HARM),
        ("fr", "Un patient a perdu la vie.", HARM),
        ("de", "Ein Patient kam ums Leben.", HARM),
        ("en", "We will call you.", PROMISE),
        ("nl", "We zullen u bellen.", PROMISE),
        ("fr", "Nos urgences rouvriront.", PROMISE),
        ("fr", "Nous serons là.", PROMISE),
        ("de", "Wir öffnen bald.", PROMISE),
        ("en", "All operations go ahead.", ALL_CLEAR),
        ("nl", "Alle operaties gaan gewoon door.", ALL_CLEAR),
        ("nl", "Het labo werkt weer.", ALL_CLEAR),
        ("fr", "Toutes les opérations ont lieu.", ALL_CLEAR),
        ("de", "Alle Operationen finden heute statt.", ALL_CLEAR),
    ],
)
def test_words_to_watch_are_found_with_their_reason(lang: str, text: str, why: str) -> None:
    assert why in [reason for _, _, reason in watched(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "We are sorry for the trouble. Call your general practitioner."),
        ("nl", "Het spijt ons voor de overlast. Bel uw huisarts."),
        ("fr", "Nous sommes désolés. Appelez votre médecin généraliste."),
        ("de", "Es tut uns leid. Operationen wurden abgesagt, Patienten werden verlegt."),
    ],
)
def test_ordinary_words_are_left_alone(lang: str, text: str) -> None:
    assert list(watched(text, lang)) == []


def test_every_language_watches_the_same_three() -> None:
    texts = {
        "en": "died will restored",
        "nl": "dood zal hersteld",
        "fr": "mort bientôt rétabli",
        "de": "tot bald gelöst",
    }
    for lang in LANGUAGES:
        assert {why for _, _, why in watched(texts[lang], lang)} == {HARM, PROMISE, ALL_CLEAR}


def test_a_part_of_a_word_is_no_word() -> None:
    assert list(watched("goodwill, willing, deadline", "en")) == []
