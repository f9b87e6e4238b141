from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.assertion import Assertion, Attribution, Period, PeriodKind, Qualifier, Status, Withdrawal
from codedark.record.edtf import When
from codedark.record.entry import Entry
from codedark.record.number_words import number_said
from codedark.record.report_summary import SENTENCES, Clause, sentence_said, summary
from codedark.record.report_texts import LANGUAGES, TEXTS, word
from codedark.record.reporting import Asked, report
from codedark.record.view import Account, view
from tests.record.making import START, chain, draft, log, said

ZONE = "Europe/Brussels"
HOUSE = "Sint-Lucia"
EVERY = pytest.mark.parametrize("lang", LANGUAGES)
END = START + timedelta(days=30)


def told(entries: list[Entry], lang: str = "en") -> list[str]:
    return [sentence_said(one, lang, ZONE) for one in summary(view(entries, END), HOUSE)]


def only(*assertions: Assertion, lang: str = "en") -> str:
    """All sentences but the first, which is always there."""
    return " ".join(told(log(assertions), lang)[1:])


def test_of_an_empty_record_it_says_that_nothing_is_said() -> None:
    assert told([]) == ["The record does not say what kind of attack hit Sint-Lucia."]


@EVERY
def test_it_has_at_most_six_sentences_each_resting_on_what_it_says(lang: str) -> None:
    made = log([said(field, VALUES[field]) for fields in SENTENCES for field in fields])
    sentences = summary(view(made, END), HOUSE)
    assert len(sentences) == 6
    assert all(sentence.rests_on for sentence in sentences)
    texts = [sentence_said(one, lang, ZONE) for one in sentences]
    assert all(text.endswith(".") and text[0] == text[0].upper() and "{" not in text for text in texts)
    assert len({one for sentence in sentences for one in sentence.rests_on}) == sum(map(len, SENTENCES))


VALUES: dict[str, Any] = {
    "attack_type": "ransomware",
    "discovered_at": "2026-03-03T06:30~",
    "onset_at": "../2026-03-03",
    "ended_at": "2026-03",
    "servers_shutdown": True,
    "systems_unavailable": ("ehr",),
    "operations_cancelled": 70,
    "appointments_cancelled": 1,
    "imaging_cancelled": 0,
    "laboratory_cancelled": 12,
    "patients_transferred": 7,
    "patients_diverted": 3,
    "ed_status": "limited",
    "ambulance_diversion": False,
    "prehospital_unavailable": ("MUG", "PIT"),
    "capacity_pct": 50,
    "working_mode": "paper",
    "harm": "near-miss",
    "data_exfiltrated": "no",
    "ransom_paid": False,
}


@pytest.mark.parametrize(
    ("count", "en", "nl", "fr", "de"),
    [
        (
            said("operations_cancelled", 1),
            "1 operation was cancelled.",
            "1 operatie werd geannuleerd.",
            "1 opération a été annulée.",
            "1 Operation wurde abgesagt.",
        ),
        (
            said("operations_cancelled", 70, qualifier=Qualifier.AT_LEAST),
            "At least 70 operations were cancelled.",
            "Minstens 70 operaties werden geannuleerd.",
            "Au moins 70 opérations ont été annulées.",
            "Mindestens 70 Operationen wurden abgesagt.",
        ),
        (
            said("operations_cancelled", 0),
            "No operations were cancelled.",
            "Er werden geen operaties geannuleerd.",
            "Aucune opération n'a été annulée.",
            "Es wurden keine Operationen abgesagt.",
        ),
        (
            said("operations_cancelled", status=Status.NONE_KNOWN),
            "No operations were cancelled.",
            "Er werden geen operaties geannuleerd.",
            "Aucune opération n'a été annulée.",
            "Es wurden keine Operationen abgesagt.",
        ),
        (
            said("patients_transferred", qualifier=Qualifier.UNCOUNTED),
            "An unknown number of patients was moved to other hospitals.",
            "Een onbekend aantal patiënten werd naar andere ziekenhuizen overgebracht.",
            "Un nombre inconnu de patients a été transféré vers d'autres hôpitaux.",
            "Eine unbekannte Zahl von Patienten wurde in andere Krankenhäuser verlegt.",
        ),
        (
            said("appointments_cancelled", qualifier=Qualifier.ALL),
            "All appointments were cancelled.",
            "Alle afspraken werden geannuleerd.",
            "Tous les rendez-vous ont été annulés.",
            "Alle Termine wurden abgesagt.",
        ),
    ],
)
def test_counts_agree_in_number_and_denials_deny(count: Assertion, en: str, nl: str, fr: str, de: str) -> None:
    assert [only(count, lang=lang) for lang in ("en", "nl", "fr", "de")] == [en, nl, fr, de]


@EVERY
def test_what_is_told_to_be_unknown_says_so(lang: str) -> None:
    made = told(
        log([said("attack_type", status=Status.UNKNOWN), said("data_exfiltrated", status=Status.UNKNOWN)]), lang
    )
    clauses = TEXTS[lang]["clause"]
    assert clauses["attack_type.unknown"].format(organisation=HOUSE).casefold() in made[0].casefold()
    assert clauses["data_exfiltrated.unknown"].casefold() in made[1].casefold()


@EVERY
@pytest.mark.parametrize("status", [Status.INFERRED, Status.ASSUMED])
def test_a_marked_value_keeps_its_mark(lang: str, status: Status) -> None:
    assert word(lang, "status", status) in only(said("operations_cancelled", 70, status=status, rule="r"), lang=lang)


@EVERY
def test_who_contradicts_is_heard_in_the_same_breath(lang: str) -> None:
    lead = said("harm", "none", attribution=Attribution.CONFIRMED)
    other = said("harm", "confirmed", by="press")
    text = only(lead, other, lang=lang)
    assert word(lang, "status", "disputed") in text
    assert word(lang, "choice", "harm.confirmed") in text and word(lang, "choice", "harm.none") not in text


def test_where_the_leading_account_has_no_number_one_that_has_stands_beside_it() -> None:
    every = said("operations_cancelled", qualifier=Qualifier.ALL, attribution=Attribution.CONFIRMED)
    seventy = said("operations_cancelled", 70, qualifier=Qualifier.AT_LEAST, by="press")
    assert only(every, seventy) == "All operations were cancelled [the press: at least 70 operations]."


def test_of_many_days_the_worst_and_the_latest_are_told_in_their_order() -> None:
    counts = [(3, 40), (4, 70), (5, 10), (6, 20)]
    made = [
        said("operations_cancelled", number, period=Period(when=When(f"2026-03-0{day}")), day=day)
        for day, number in counts
    ]
    assert [number for number in ("40", "70", "10 op", "20 op") if number in only(*made)] == ["70", "20 op"]
    total = said(
        "operations_cancelled", 140, period=Period(when=When("2026-03-03/2026-03-06"), kind=PeriodKind.CUMULATIVE)
    )
    assert only(*made, total).startswith("140 operations were cancelled (in all, between")


@EVERY
def test_a_state_told_long_ago_says_when_and_a_fact_does_not(lang: str) -> None:
    told = [said("ed_status", "closed"), said("ransom_paid", False)]
    week = [sentence_said(one, lang, ZONE) for one in summary(view(log(told), START + timedelta(days=7)), HOUSE)]
    day = [sentence_said(one, lang, ZONE) for one in summary(view(log(told), START + timedelta(days=1)), HOUSE)]
    assert "2026" in week[1] and "2026" not in day[1] and "2026" not in week[2]


def test_a_service_is_not_the_hospital() -> None:
    assert only(said("working_mode", "paper", about="laboratory")) == ""


NUMBERS = st.integers(min_value=0, max_value=100_000)
COUNTS = st.sampled_from(
    ["operations_cancelled", "appointments_cancelled", "imaging_cancelled", "patients_transferred", "patients_diverted"]
)
QUALIFIERS = st.sampled_from([None, Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.ABOUT])


@st.composite
def records(draw: st.DrawFn) -> list[Entry]:
    """Counts of some fields, some replaced by later ones, some withdrawn."""
    assertions: list[Assertion] = []
    for place in range(draw(st.integers(min_value=1, max_value=8))):
        older = draw(st.sampled_from([None, *assertions]))
        replaces = () if older is None else (older.id,)
        field = draw(COUNTS) if older is None else older.field
        at = START + timedelta(minutes=place)
        assertions.append(
            said(field, draw(NUMBERS), qualifier=draw(QUALIFIERS), known_at=at, supersedes=replaces, by="hospital")
        )
    gone = draw(st.lists(st.sampled_from(assertions), max_size=2))
    drawn = [Withdrawal(of=one.id, why="wrong", by="us", known_at=END - timedelta(days=1)) for one in gone]
    return chain(
        [
            (draft(*assertions), START + timedelta(hours=1)),
            (draft(text="Withdrawn.", withdrawals=tuple(drawn)), START + timedelta(hours=2)),
        ]
    )


def _alive(account: Account) -> bool:
    return account.relation.alive


@given(records(), st.sampled_from(LANGUAGES))
def test_no_number_is_in_a_summary_that_is_not_in_an_account_that_is_alive(entries: list[Entry], lang: str) -> None:
    seen = view(entries, END)
    accounts = [account for standing in seen.standings for account in standing.accounts]
    alive = {number_said(account.assertion.value, lang) for account in accounts if _alive(account)}  # type: ignore[arg-type]
    assert not any(clause.stale for sentence in summary(seen, HOUSE) for clause in sentence.clauses)
    text = " ".join(sentence_said(one, lang, ZONE) for one in summary(seen, HOUSE))
    number = rf"\d+(?:[{re.escape(word(lang, 'number', 'thousands'))}]\d{{3}})*"
    assert set(re.findall(number, text)) <= alive


def test_of_totals_the_latest_is_told_and_one_that_does_not_add_up_says_so() -> None:
    def total(value: int, until: str) -> Assertion:
        when = Period(when=When(f"2026-03-03/{until}"), kind=PeriodKind.CUMULATIVE)
        return said("operations_cancelled", value, period=when, day=2)

    first, second = total(72, "2026-03-04"), total(110, "2026-03-05")
    assert only(first, second).startswith("110 operations") and "72" not in only(first, second)
    seen = view(log([first, second]), END)
    doubted = [sentence_said(one, "en", ZONE) for one in summary(seen, HOUSE, frozenset({second.id}))]
    assert Clause(lead=first, status=Status.STATED).adds_up
    assert "(does not add up)" in doubted[1] and "(does not add up)" not in only(first, second)


def test_a_report_doubts_a_total_that_its_periods_exceed() -> None:
    day = Period(when=When("2026-03-03"))
    until = Period(when=When("2026-03-03/2026-03-04"), kind=PeriodKind.CUMULATIVE)
    counts = (said("operations_cancelled", 72, period=day), said("operations_cancelled", 60, period=until))
    made = report(log(counts), Asked(as_of=END, generated_at=END))
    assert "(does not add up)" in sentence_said(made.summary[1], "en", ZONE)


@EVERY
def test_when_it_was_found_is_a_sentence_of_its_own_words(lang: str) -> None:
    kind = said("attack_type", "ransomware", attribution=Attribution.CONFIRMED)
    (first, *_) = told(log([kind, said("discovered_at", "2026-03-03")]), lang)
    words = TEXTS[lang]["clause"]["discovered_at"].partition("{value}")[0]
    assert words in first
