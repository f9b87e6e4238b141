from __future__ import annotations

import string

import pytest

from codedark.record.fields import FIELD, PREHOSPITAL, SYSTEMS, Form
from codedark.record.public import FIELDS_FOR, Audience
from codedark.record.public_saying import _PLANS
from codedark.record.public_statement import ContactKind
from codedark.record.public_texts import PUBLIC_TEXTS, can_say, public_word
from codedark.record.report_texts import LANGUAGES

EVERY = pytest.mark.parametrize("lang", LANGUAGES)
FIELDS = sorted({field for fields in FIELDS_FOR.values() for field in fields})
WORDS_A_SENTENCE_MOST = 18


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_the_four_languages_are_those_of_the_report() -> None:
    assert set(PUBLIC_TEXTS) == set(LANGUAGES)


@EVERY
def test_every_language_says_every_sentence_with_the_same_facts(lang: str) -> None:
    english, told = PUBLIC_TEXTS["en"], PUBLIC_TEXTS[lang]
    assert told.keys() == english.keys()
    odd = {key for key in english if blanks(told[key]) != blanks(english[key])}
    assert not odd


@EVERY
def test_no_sentence_is_empty_or_ends_in_a_blank(lang: str) -> None:
    assert not {key for key, words in PUBLIC_TEXTS[lang].items() if not words or words != words.strip()}


@EVERY
def test_no_two_languages_share_a_whole_sentence(lang: str) -> None:
    sentences = {k: w for k, w in PUBLIC_TEXTS[lang].items() if "." in w and not k.startswith("service_status")}
    for other in set(LANGUAGES) - {lang}:
        assert not {k for k, words in sentences.items() if PUBLIC_TEXTS[other][k] == words}


@EVERY
def test_sentences_are_short(lang: str) -> None:
    long = {
        key: sentence
        for key, words in PUBLIC_TEXTS[lang].items()
        for sentence in words.replace("?", ".").replace(":", ".").replace(";", ".").split(".")
        if len(sentence.split()) > WORDS_A_SENTENCE_MOST
    }
    assert not long


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_is_told_has_its_sentences(field: str) -> None:
    about = FIELD[field]
    if about.form is Form.COUNT:
        assert all(can_say(f"{field}.{form}") for form in ("one", "many", "none"))
    elif about.form is Form.FLAG:
        assert can_say(f"{field}.yes")
    elif about.form is Form.CODES:
        assert can_say(field) and can_say(f"{field}.none")
    elif about.form is Form.MOMENT or field == "attack_type":
        assert can_say(field)
    elif field not in ("harm", "data_exfiltrated"):
        assert all(can_say(f"{field}.{choice}") for choice in about.choices)


def test_what_must_never_be_said_has_no_words() -> None:
    for key in ("harm.suspected", "harm.confirmed", "harm.near-miss", "data_exfiltrated.claimed", "ransom_paid.yes"):
        assert not can_say(key)


def test_codes_parts_titles_and_contacts_have_their_words() -> None:
    assert all(can_say(f"system.{code}") for code in SYSTEMS) and all(can_say(f"team.{code}") for code in PREHOSPITAL)
    assert all(can_say(f"title.{audience}") for audience in Audience)
    assert all(can_say(kind.value) for kind in ContactKind)
    assert all(can_say(f"part.{key}") for plan in _PLANS.values() for key, _ in plan)


def test_a_sentence_begins_with_a_capital_and_a_language_we_have_not_is_a_mistake() -> None:
    assert public_word("fr", "beds_closed.one", value="un lit") == "Un lit est fermé."
    with pytest.raises(KeyError, match="language 'es'"):
        public_word("es", "confirmed")
