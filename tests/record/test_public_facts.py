from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from codedark.record.assertion import Qualifier, Status
from codedark.record.edtf import When
from codedark.record.public_facts import beside_said, day_said, fact_said
from tests.record.making import START
from tests.record.public_making import CLOSED, DAY, EVERYTHING, LANGUAGES, NOW, SEVENTY, ZONE, sure


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", "Dinsdag 3 maart 2026: minstens 70 operaties zijn geannuleerd."),
        ("fr", "Mardi 3 mars 2026 : au moins 70 opérations ont été annulées."),
        ("de", "Dienstag, 3. März 2026: Mindestens 70 Operationen wurden abgesagt."),
        ("en", "Tuesday 3 March 2026: at least 70 operations were cancelled."),
    ],
)
def test_a_count_stands_with_its_day_in_every_language(lang: str, words: str) -> None:
    assert fact_said(SEVENTY, lang, ZONE) == words


@pytest.mark.parametrize(
    ("lang", "one", "none"),
    [
        ("nl", "1 operatie is geannuleerd.", "Er zijn geen operaties geannuleerd."),
        ("fr", "1 opération a été annulée.", "Aucune opération n'a été annulée."),
        ("de", "1 Operation wurde abgesagt.", "Es wurden keine Operationen abgesagt."),
        ("en", "1 operation was cancelled.", "No operations were cancelled."),
    ],
)
def test_one_and_none_have_their_own_forms(lang: str, one: str, none: str) -> None:
    assert fact_said(sure("operations_cancelled", 1), lang, ZONE) == one
    assert fact_said(sure("operations_cancelled", 0), lang, ZONE) == none


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("one", EVERYTHING, ids=lambda one: one.field)
def test_everything_is_a_whole_sentence(lang: str, one: Any) -> None:
    words = fact_said(one, lang, ZONE)
    assert words.endswith(".") and words[0].isupper() | words[0].isdigit()
    assert "{" not in words and "  " not in words and ": ." not in words


def test_a_german_noun_keeps_its_capital_behind_a_colon() -> None:
    unsure = sure("patients_diverted", qualifier=Qualifier.UNCOUNTED, period=DAY)
    assert fact_said(unsure, "de", ZONE).startswith("Dienstag, 3. März 2026: Patienten wurden")
    assert fact_said(unsure, "en", ZONE).startswith("Tuesday 3 March 2026: patients were")


@pytest.mark.parametrize("field", ["data_exfiltrated", "harm", "operations_cancelled", "systems_unavailable"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_none_known_is_said_with_its_day(field: str, lang: str) -> None:
    words = fact_said(sure(field, status=Status.NONE_KNOWN), lang, ZONE)
    assert day_said(START, lang, ZONE) in words


def test_a_site_and_a_service_stand_before_the_sentence() -> None:
    one = sure("service_status", "none", about="ICU", scope=("North", "South"))
    assert fact_said(one, "en", ZONE) == "North, South: ICU: does not work."
    assert fact_said(sure("ed_status", "open", scope=("North",)), "nl", ZONE) == "North: Onze spoeddienst is open."


def test_since_when_is_said_of_a_state_and_of_nothing_else() -> None:
    assert beside_said(CLOSED, NOW, "en", ZONE) == "This has been so since Tuesday 3 March 2026, 07:10."
    assert beside_said(CLOSED, NOW, "fr", ZONE) == "C'est ainsi depuis le mardi 3 mars 2026, 7 h 10."
    assert beside_said(sure("ed_status", "open", valid=When("../2026-03-03")), NOW, "en", ZONE) == ""
    assert beside_said(sure("servers_shutdown", True, valid=When("2026-03-03")), NOW, "en", ZONE) == ""


def test_a_state_confirmed_a_day_ago_says_when() -> None:
    bare = sure("ed_status", "closed")
    assert beside_said(bare, START + timedelta(hours=24), "nl", ZONE) == ""
    assert beside_said(bare, START + timedelta(hours=25), "nl", ZONE) == "Laatst bevestigd op dinsdag 3 maart 2026."


def test_a_count_without_a_day_says_when_it_was_confirmed() -> None:
    old = START + timedelta(days=3)
    assert beside_said(sure("beds_closed", 3), old, "en", ZONE) == "Last confirmed on Tuesday 3 March 2026."
    assert beside_said(SEVENTY, old, "en", ZONE) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_about_then_stays_about_then(lang: str) -> None:
    told = beside_said(sure("ed_status", "closed", valid=When("2026-03-03T06:30~")), NOW, lang, ZONE)
    about = {"en": "about", "nl": "omstreeks", "fr": "vers", "de": "gegen"}
    assert about[lang] in told


def test_an_end_that_was_planned_is_not_promised() -> None:
    planned = sure("ed_status", "closed", valid=When("2026-03-03T07:10/2026-03-05T08:00"))
    assert beside_said(planned, NOW, "en", ZONE) == "This has been so since Tuesday 3 March 2026, 07:10."


def test_the_day_is_that_of_the_hospital() -> None:
    assert day_said(START - timedelta(hours=5, minutes=30), "en", ZONE) == "on Tuesday 3 March 2026"


def test_a_value_without_words_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        fact_said(sure("harm", "confirmed"), "en", ZONE)
