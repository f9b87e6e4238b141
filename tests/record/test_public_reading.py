from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from codedark.formats.public_markdown import markdown, plain_text
from codedark.record.public import Audience
from codedark.record.public_reading import Checked, check_text
from codedark.record.public_statement import Contact, ContactKind
from tests.record.making import said
from tests.record.public_making import (
    CLOSED,
    EVERYTHING,
    LANGUAGES,
    NOW,
    SEVENTY,
    TELEPHONE,
    made,
    seen,
    sifted,
    sure,
)

FORBIDDEN = (
    said("patients_diverted", 99, by="press"),
    sure("malware_family", "Grimlock"),
    said("records_affected", 4321, by="attacker"),
)


def held(text: str, lang: str = "en", record: tuple[Any, ...] = (CLOSED, SEVENTY, *FORBIDDEN)) -> Checked:
    return check_text(text, made(record, lang=lang), sifted(record), seen(record))


def words(text: str, lang: str = "en") -> list[str]:
    return [slip.words for slip in held(text, lang).slips]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("written", [markdown, plain_text])
def test_what_the_record_says_passes_and_is_known_to_rest_on_it(lang: str, audience: Audience, written: Any) -> None:
    one = made(EVERYTHING, audience, lang, contacts=(TELEPHONE,))
    found = check_text(written([one]).decode(), one, sifted(EVERYTHING, audience), seen(EVERYTHING))
    assert found.slips == () and set(found.rests_on) == set(one.rests_on)


@pytest.mark.parametrize(
    ("lang", "text", "slips"),
    [
        ("en", "99 patients went elsewhere.", ["99"]),
        ("en", "Seventy-one operations were postponed.", ["Seventy-one"]),
        ("nl", "Een zestigtal mensen wacht.", ["zestigtal"]),
        ("fr", "Quatre-vingt-seize lits sont fermés.", ["Quatre-vingt-seize"]),
        ("de", "Dreiundzwanzig Menschen warten.", ["Dreiundzwanzig"]),
        ("en", "We open on Monday 9 March.", ["Monday 9 March"]),
        ("nl", "We openen op 9 maart.", ["9 maart"]),
        ("fr", "Nous ouvrons le 9 mars.", ["9 mars"]),
        ("de", "Wir öffnen am 9. März.", ["9. März"]),
        ("en", "Doors open at 8:45.", ["8:45"]),
        ("en", "It was Grimlock again.", ["Grimlock"]),
        ("en", "Nobody has died.", ["died"]),
        ("nl", "Niemand is overleden.", ["overleden"]),
        ("fr", "Personne n'est décédé.", ["décédé"]),
        ("de", "Niemand ist gestorben.", ["gestorben"]),
    ],
)
def test_what_may_not_be_told_is_found(lang: str, text: str, slips: list[str]) -> None:
    assert set(slips) <= set(words(text, lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The emergency department is open again."),
        ("nl", "De spoeddienst is opnieuw open."),
        ("fr", "Les urgences sont ouvertes."),
        ("de", "Die Notaufnahme ist wieder offen."),
    ],
)
def test_a_state_that_is_another_one_is_found_with_what_the_record_says(lang: str, text: str) -> None:
    (slip,) = held(text, lang).slips
    assert "ed_status: the record says" in slip.why


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "On Tuesday 3 March at least 70 operations were cancelled."),
        ("nl", "Op 3 maart werden minstens zeventig operaties geannuleerd."),
        ("fr", "Le 3 mars, au moins 70 opérations ont été annulées."),
        ("de", "Am 3. März wurden mindestens siebzig Operationen abgesagt."),
        ("en", "Since 7:10 on Tuesday 3 March the emergency department is closed."),
        ("en", "In an emergency call 112."),
    ],
)
def test_the_same_facts_in_other_words_pass(lang: str, text: str) -> None:
    assert held(text, lang).slips == ()


def test_a_number_without_its_at_least_is_found() -> None:
    (slip,) = held("70 operations were cancelled.").slips
    assert "at least 70" in slip.why


def test_a_slip_names_the_account_its_reason_and_the_line() -> None:
    (slip,) = held("Good morning.\n\n- 99 patients are elsewhere.").slips
    assert slip.line == 3 and "patients_diverted" in slip.why and FORBIDDEN[0].id in slip.why


def test_facts_in_other_words_are_known_to_rest_on_their_assertions() -> None:
    assert held("The emergency department is closed.").rests_on == (CLOSED.id,)


def test_a_contact_hides_no_number() -> None:
    record = (CLOSED, *FORBIDDEN)
    one = made(record, contacts=(Contact(kind=ContactKind.TELEPHONE, text="9"),))
    found = check_text("99 patients are elsewhere.", one, sifted(record), seen(record))
    assert [slip.words for slip in found.slips] == ["99"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_made_an_hour_ago_still_names_its_moment_and_the_next_news(lang: str) -> None:
    record = (CLOSED, *FORBIDDEN)
    earlier = made(record, lang=lang, at=NOW - timedelta(hours=1), next_at=NOW + timedelta(hours=3))
    now = made(record, lang=lang)
    for written in (plain_text, markdown):
        assert check_text(written([earlier]).decode(), now, sifted(record), seen(record)).slips == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_of_the_day_before_yesterday_does_not_pass_and_no_news_are_planned_for_the_past(lang: str) -> None:
    record = (CLOSED, *FORBIDDEN)
    old = made(record, lang=lang, at=NOW - timedelta(days=2), next_at=NOW - timedelta(days=1))
    found = check_text(plain_text([old]).decode(), made(record, lang=lang), sifted(record), seen(record))
    assert len(found.slips) == 2


def test_an_empty_text_says_nothing() -> None:
    assert held("") == Checked(slips=(), rests_on=(), corrects=())
