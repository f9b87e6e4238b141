from __future__ import annotations

from typing import Any

import pytest

from codedark.record.assertion import Assertion, Period, PeriodKind, Qualifier, Status
from codedark.record.edtf import When
from codedark.record.report_texts import LANGUAGES, word
from codedark.record.value_words import details_said, is_bare, mark_said, reason_said, short_mark, time_said, value_said
from tests.record.making import said

ZONE = "Europe/Brussels"
EVERY = pytest.mark.parametrize("lang", LANGUAGES)


def four(assertion: Assertion) -> list[str]:
    return [value_said(assertion, lang, ZONE) for lang in ("en", "nl", "fr", "de")]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("ed_status", "closed", ["closed", "gesloten", "fermé", "geschlossen"]),
        ("servers_shutdown", True, ["yes", "ja", "oui", "ja"]),
        ("ransom_paid", False, ["no", "neen", "non", "nein"]),
        (
            "systems_unavailable",
            ("ehr", "PACS Nord"),
            [
                "patient record and PACS Nord",
                "patiëntendossier en PACS Nord",
                "dossier du patient et PACS Nord",
                "Patientenakte und PACS Nord",
            ],
        ),
        (
            "ended_at",
            "2026-03-03",
            ["Tuesday 3 March 2026", "dinsdag 3 maart 2026", "mardi 3 mars 2026", "Dienstag, 3. März 2026"],
        ),
        ("financial", "  Two\n words ", ["Two words"] * 4),
        ("harm", "something nobody foresaw", ["something nobody foresaw"] * 4),
        ("operations_cancelled", "many", ["many"] * 4),
        ("ended_at", "soon", ["soon"] * 4),
        ("a_field_of_others", (1500, "x"), ["1,500 and x", "1.500 en x", "1\u202f500 et x", "1.500 und x"]),
    ],
)
def test_a_value_is_said_in_four_languages(field: str, value: Any, expected: list[str]) -> None:
    assert four(said(field, value)) == expected


@EVERY
@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.STATED, Status.INFERRED)])
def test_without_a_value_the_status_is_what_is_said(lang: str, status: Status) -> None:
    assert value_said(said("attack_type", status=status), lang, ZONE) == word(lang, "status", status)


@EVERY
def test_nothing_known_is_never_said_as_no(lang: str) -> None:
    known = said("data_exfiltrated", "no", status=Status.NONE_KNOWN)
    assert value_said(known, lang, ZONE) == word(lang, "status", "none-known") != word(lang, "flag", "no")


@EVERY
@pytest.mark.parametrize("status", [status for status in Status if status.marked])
def test_a_marked_status_shows_its_mark_in_every_language(lang: str, status: Status) -> None:
    assertion = said("operations_cancelled", 70, status=status, rule="first-day")
    marked = word(lang, "status", status)
    assert marked in mark_said(assertion, status, lang)
    assert marked in short_mark(assertion, status, lang)
    assert "first-day" in mark_said(assertion, status, lang)


@EVERY
def test_a_guess_that_is_contradicted_shows_both_marks(lang: str) -> None:
    guess = said("operations_cancelled", 70, status=Status.ASSUMED, reason="likely")
    for mark in (mark_said(guess, Status.DISPUTED, lang), short_mark(guess, Status.DISPUTED, lang)):
        assert word(lang, "status", "assumed") in mark and word(lang, "status", "disputed") in mark


def test_what_is_stated_has_no_mark() -> None:
    plain = said("operations_cancelled", 70)
    assert mark_said(plain, plain.status, "en") == short_mark(plain, plain.status, "en") == ""


def test_a_sentence_that_says_what_is_missing_keeps_its_status() -> None:
    told = said("data_breach", "Type and volume are not known", status=Status.UNKNOWN)
    assert value_said(told, "en", ZONE) == "Type and volume are not known"
    assert mark_said(told, told.status, "en") == "(unknown)"
    bare = said("data_breach", status=Status.UNKNOWN, reason="not in the text")
    assert (value_said(bare, "en", ZONE), mark_said(bare, bare.status, "en")) == ("unknown", "(not in the text)")


@EVERY
def test_a_count_nobody_knows_is_not_all_of_them(lang: str) -> None:
    told = said("operations_cancelled", status=Status.UNKNOWN, qualifier=Qualifier.ALL)
    assert is_bare(told) and value_said(told, lang, ZONE) == word(lang, "status", "unknown")
    assert not is_bare(said("operations_cancelled", qualifier=Qualifier.ALL))


def test_a_count_is_said_with_its_span_and_a_state_with_its_beginning() -> None:
    day = said("operations_cancelled", 70, period=Period(when=When("2026-03-03")))
    total = said("operations_cancelled", 70, period=Period(when=When("2026-03-03"), kind=PeriodKind.CUMULATIVE))
    state = said("ed_status", "closed", valid=When("2026-03-03T06:30"))
    over = said("ed_status", "closed", valid=When("2026-03-03/2026-03-04"))
    moment = said("ended_at", "2026-03-03", valid=When("2026-03-03"))
    assert time_said(day, "en", ZONE) == "Tuesday 3 March 2026"
    assert time_said(total, "de", ZONE) == "insgesamt, Dienstag, 3. März 2026"
    assert time_said(state, "en", ZONE) == "since Tuesday 3 March 2026, 06:30"
    assert time_said(over, "en", ZONE).startswith("between")
    assert time_said(moment, "en", ZONE) == time_said(said("financial", "x"), "en", ZONE) == ""


def test_details_are_said_where_there_are_words_for_them() -> None:
    details = {"acuity": "critical care", "aided_by": "Red Cross", "plan": "p-1"}
    assert details_said(details, "nl") == "ernst: kritieke zorg; met hulp van: Red Cross"
    assert details_said(details, "fr") == "gravité : soins critiques; avec l'aide de : Red Cross"


def test_the_sources_own_reason_goes_before_our_rule() -> None:
    both = said("onset_at", "2026-03-03", status=Status.INFERRED, rule="r-1", reason=" as it\nwent on ")
    assert reason_said(both, "en") == "as it went on"
    assert reason_said(said("onset_at", "2026-03-03", rule="r-1"), "de") == "Regel r-1"


@EVERY
def test_a_count_without_a_number_has_no_number(lang: str) -> None:
    for qualifier in (Qualifier.ALL, Qualifier.UNCOUNTED):
        told = value_said(said("patients_transferred", qualifier=qualifier), lang, ZONE)
        assert told and not any(letter.isdigit() for letter in told)
