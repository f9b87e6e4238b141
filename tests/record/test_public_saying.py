from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from codedark.record.assertion import Attribution, Status, changed
from codedark.record.public import Audience
from codedark.record.public_saying import Correction, correction_said
from codedark.record.public_statement import Contact, ContactKind, Kind
from tests.record.making import START, said
from tests.record.public_making import (
    CLOSED,
    EVERYTHING,
    LANGUAGES,
    NOW,
    SEVENTY,
    TELEPHONE,
    ZONE,
    made,
    sifted,
    sure,
    texts,
)
from tests.record.test_reporting import _told as fact_of


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_every_fact_that_may_be_told_is_told(lang: str, audience: Audience) -> None:
    one = made(EVERYTHING, audience, lang)
    assert set(one.rests_on) == sifted(EVERYTHING, audience).ids


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_the_same(lang: str) -> None:
    for audience in Audience:
        one, english = made(EVERYTHING, audience, lang), made(EVERYTHING, audience, "en")
        assert [(s.kind, s.rests_on) for s in one.sentences] == [(s.kind, s.rests_on) for s in english.sentences]


def test_a_closed_department_comes_with_what_to_do() -> None:
    assert texts(made([CLOSED]), "emergency") == [
        "If somebody's life is in danger: call 112.",
        "Our emergency department is closed. This has been so since Tuesday 3 March 2026, 07:10.",
        "Do not come to our emergency department. Call 112 or your general practitioner.",
    ]


def test_of_two_sites_only_the_closed_one_is_advised_against() -> None:
    north = sure("ed_status", "closed", scope=("North",))
    south = sure("ed_status", "open", scope=("South",), known_at=START + timedelta(hours=1))
    told = texts(made([north, south]), "emergency")
    assert "North: Do not come to our emergency department. Call 112 or your general practitioner." in told
    assert "South: Our emergency department is open." in told
    assert not [words for words in told if words.startswith("Do not come")]


def test_an_open_one_does_not() -> None:
    assert not [words for words in texts(made([sure("ed_status", "open")])) if "Do not come" in words]


def test_of_an_empty_record_it_says_what_cannot_be_said_and_states_nothing() -> None:
    one = made([])
    assert one.rests_on == () and not [s for s in one.sentences if s.kind is Kind.FACT]
    assert [s.text for s in one.sentences if s.kind is Kind.ABSENT] == [
        "We cannot say yet whether our emergency department is open.",
        "We cannot say yet which appointments and operations are cancelled.",
        "We cannot say yet whether personal data were taken.",
    ]


def test_medicines_are_asked_for_on_paper_days_alone() -> None:
    paper, mixed = made([sure("working_mode", "paper")]), made([sure("working_mode", "mixed")])
    assert len(texts(paper, "bring")) == 3 and texts(mixed, "bring") == []
    assert all(s.rests_on for part in paper.parts if part.key == "bring" for s in part.sentences)
    assert texts(made([said("working_mode", "paper")]), "bring") == []


def test_contacts_and_the_next_news_are_given_never_invented() -> None:
    assert texts(made(EVERYTHING), "news") == []
    contacts = (TELEPHONE, Contact(kind=ContactKind.NEWS, text="https://example.org"))
    one = made(EVERYTHING, contacts=contacts, next_at=NOW + timedelta(hours=4))
    assert texts(one, "news") == [
        "Telephone: 0800 00 000",
        "News: https://example.org",
        "We plan to give news again on Tuesday 3 March 2026 at 22:00.",
    ]
    assert texts(one, "care")[-1].endswith("Call us before you come: 0800 00 000")
    assert texts(made(EVERYTHING), "care")[-1] == "Not sure if your appointment is on? Ask before you come."


def test_doctors_are_told_which_results_do_not_arrive() -> None:
    one = made([sure("systems_unavailable", ("laboratory",))], Audience.DOCTORS)
    assert texts(one, "results") == ["Do not count on laboratory results arriving by computer."]
    assert len(texts(made([sure("systems_unavailable", ("all",))], Audience.DOCTORS), "results")) == 4


def test_neighbours_are_told_what_we_cannot_take() -> None:
    one = made(EVERYTHING, Audience.NEIGHBOURS)
    assert "The hospital works at 40 % of normal capacity." in texts(one, "capacity")
    assert texts(one, "transfers")[0] == "9 patients were moved to other hospitals."
    assert "We cannot say yet how many patients we can take." in texts(made([], Audience.NEIGHBOURS), "capacity")


def test_a_service_is_told_with_its_site() -> None:
    assert "North: ICU: does not work." in texts(made(EVERYTHING), "care")


def test_harm_is_told_only_as_none_known_on_a_day() -> None:
    words = "As far as we knew on Tuesday 3 March 2026, no patient was harmed."
    assert words in texts(made(EVERYTHING))
    assert not [one for one in texts(made([sure("harm", "confirmed")])) if "harm" in one.casefold()]


def test_data_that_were_taken_come_with_a_warning() -> None:
    one = texts(made([sure("data_exfiltrated", "yes"), sure("records_affected", 1234)]), "data")
    assert one == [
        "Data were taken from our computers.",
        "People whose data are concerned: 1,234 people.",
        "Be careful if somebody asks you for money, a password or bank details.",
    ]


def test_an_exercise_says_so() -> None:
    assert made([], exercise=True).exercise == "EXERCISE: nothing of this happened"
    assert made([]).exercise == ""


def test_a_correction_says_what_was_said_and_what_is_right() -> None:
    now = sure("operations_cancelled", 62, period=SEVENTY.period, supersedes=(SEVENTY.id,))
    one = Correction(said_at=START, said=SEVENTY, now=now)
    told = correction_said(one, "en", ZONE)
    assert told.text == (
        "On Tuesday 3 March 2026 we said: “Tuesday 3 March 2026: at least 70 operations were cancelled.” "
        "That was wrong. Correct is: “Tuesday 3 March 2026: 62 operations were cancelled.”"
    )
    assert (told.rests_on, told.corrects) == ((now.id,), (SEVENTY.id,))
    assert made([SEVENTY, now], corrections=(one,)).parts[0].key == "corrections"


def test_what_is_taken_back_without_anything_in_its_place_is_said_too() -> None:
    told = correction_said(Correction(said_at=START, said=CLOSED, now=None), "de", ZONE)
    assert told.text == (
        "Am Dienstag, 3. März 2026 sagten wir: „Unsere Notaufnahme ist geschlossen.“ Das nehmen wir zurück. "
        "Wir können noch nicht sagen, was richtig ist."
    )
    assert told.rests_on == ()


def test_a_language_we_have_not_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        made([CLOSED], lang="es")


def test_what_the_source_calls_unknown_is_not_called_none() -> None:
    assert texts(made([sure("data_exfiltrated", status=Status.UNKNOWN)]), "data") == [
        "We cannot say yet whether personal data were taken."
    ]


@pytest.mark.shared_data("data/incident/azmonica_facts.json")
def test_of_the_real_incident_the_press_alone_lets_nothing_be_told_until_the_hospital_confirms(shared: Path) -> None:
    facts = [fact_of(one) for one in json.loads((shared / "data/incident/azmonica_facts.json").read_bytes())["facts"]]
    for month, day in ((1, 13), (1, 14), (1, 15), (2, 18)):
        at = datetime(2026, month, day, 22, tzinfo=UTC)
        one = made(facts, lang="nl", at=at)
        assert one.rests_on == ()
        assert set(re.findall(r"\d+", " ".join(texts(one)))) == {"112"}
    wanted = ("ed_status", "working_mode", "data_exfiltrated", "servers_shutdown")
    leads = [one for one in facts if one.field in wanted and one.status.tells]
    sure_of = [changed(one, attribution=Attribution.CONFIRMED, by="hospital", source=None) for one in leads]
    told = made([*facts, *sure_of], at=datetime(2026, 2, 18, 22, tzinfo=UTC))
    assert set(told.rests_on) == {one.id for one in sure_of}
    assert "As far as we knew on Wednesday 18 February 2026, no data were taken." in texts(told, "data")
