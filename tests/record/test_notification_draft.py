from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.rule_pack_values import LANGUAGES
from codedark.record.assertion import Assertion, AssertionId, Document, Period, Qualifier, Status, document_id, spanned
from codedark.record.clocks import clocks
from codedark.record.decided import Case
from codedark.record.edtf import When, instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.record.fields import FIELDS
from codedark.record.notification_draft import NotificationDraft, draft_notification, fields_of, known_ids, label_of
from codedark.record.opening import About
from codedark.record.report_texts import word
from tests.record.clock_making import PACKS, at, case, decided, sent, told
from tests.record.making import ABOUT, chain, said

NOW = "2026-03-03T12:00+01:00"
MADE = "2026-03-03T09:00+01:00"
KNOWN = at(MADE)
DAY = Period(when=When("2026-03-03"))
SEVENTY = said("operations_cancelled", 70, known_at=KNOWN, qualifier=Qualifier.AT_LEAST, period=DAY)
AWARE = decided("aware", "2026-03-03T06:30+01:00", made="2026-03-03T08:00+01:00")
SIGNIFICANT = decided("significant", None, made="2026-03-03T08:05+01:00")


def _case(*assertions: Assertion, now: str = NOW, more: tuple[tuple[Draft, datetime], ...] = ()) -> Case:
    return case(chain([AWARE, SIGNIFICANT, told(*assertions, made=MADE), *more]), now)


def _draft(made: Case, name: str, lang: str = "en", about: About = ABOUT) -> NotificationDraft:
    clock = next(clock for clock in clocks(made, PACKS) if clock.name == name)
    return draft_notification(clock, made, about, lang)


def test_the_early_warning_answers_the_two_questions_of_the_directive_first() -> None:
    text = _draft(_case(), "nis2-be:early-warning").markdown
    assert "## 1. Is it suspected to be caused by unlawful or malicious acts?" in text
    assert "## 2. Could it have an impact across borders?" in text
    assert text.count("Not known yet; at this stage that is an answer.") == 2


def test_a_decision_answers_a_question_with_who_and_when() -> None:
    yes = decided("malicious", "2026-03-03T07:00+01:00", made="2026-03-03T08:00+01:00", why="a note was found")
    no = decided("cross-border", None, made="2026-03-03T08:00+01:00", value="no")
    text = _draft(_case(more=(yes, no)), "nis2-be:early-warning", "nl").markdown
    assert "- ja (beslist door incident-commander, dinsdag 3 maart 2026, 08:00 uur): a note was found" in text
    assert "- neen (beslist door incident-commander" in text


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "at least 70 operations, Tuesday 3 March 2026"),
        ("nl", "minstens 70 operaties, dinsdag 3 maart 2026"),
        ("fr", "au moins 70 opérations, mardi 3 mars 2026"),
        ("de", "mindestens 70 Operationen, Dienstag, 3. März 2026"),
    ],
)
def test_a_count_keeps_its_qualifier_and_its_period_in_every_language(lang: str, line: str) -> None:
    made = _draft(_case(SEVENTY), "nis2-be:notification", lang)
    assert f"{line} [{SEVENTY.id}]" in made.markdown and SEVENTY.id in made.rests_on


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_guessed_or_inferred_never_stands_without_its_mark(lang: str) -> None:
    guessed = said("attack_type", "ransomware", known_at=KNOWN, status=Status.ASSUMED, reason="a note was found")
    inferred = said("onset_at", "../2026-03-03", known_at=KNOWN, status=Status.INFERRED, rule="still-going-on")
    made = _draft(_case(guessed, inferred), "nis2-be:notification", lang)
    for one in (guessed, inferred):
        lines = [line for line in made.markdown.splitlines() if f"[{one.id}]" in line]
        assert lines and all("(" in line and (one.reason or one.rule) in line for line in lines)
    assert set(made.marked) == {guessed.id, inferred.id}


def test_accounts_that_contradict_stand_side_by_side() -> None:
    other = said("operations_cancelled", 62, known_at=KNOWN, qualifier=Qualifier.EXACT, period=DAY, by="press", day=0)
    exact = said("operations_cancelled", 70, known_at=KNOWN, period=DAY, by="hospital")
    made = _draft(_case(exact, other), "nis2-be:notification")
    (line,) = (line for line in made.markdown.splitlines() if exact.id in line and "Operations" in line)
    assert other.id in line and "another account: 62 operations (the press)" in line and "disputed" in line
    assert {exact.id, other.id} <= set(made.rests_on) and exact.id in made.marked


def test_what_nobody_recorded_is_named_and_never_counted_as_nothing() -> None:
    made = _draft(_case(SEVENTY), "nis2-be:notification")
    assert "MISSING, nothing recorded: Emergency Department" in made.markdown.replace("department", "Department")
    assert "patients_transferred" in {gap.field for gap in made.gaps}
    (listed,) = (line for line in made.markdown.splitlines() if line.startswith("- Impact on the care of patients: "))
    assert "Patients moved to other hospitals" in listed and "Operations cancelled" not in listed
    assert not re.search(r"\b0 patients", made.markdown)
    empty = _draft(_case(), "nis2-be:notification")
    assert "MISSING: nothing is recorded on this." in empty.markdown and empty.rests_on == ()
    assert "No assertion of the record." in empty.markdown


def test_what_a_source_says_is_unknown_is_said_and_is_a_gap() -> None:
    unknown = said("patients_transferred", None, known_at=KNOWN, status=Status.UNKNOWN)
    made = _draft(_case(unknown), "nis2-be:notification")
    assert f"unknown [{unknown.id}]" in made.markdown
    assert ("care", "patients_transferred") in {(gap.item, gap.field) for gap in made.gaps}


def test_what_is_withheld_is_not_given_away() -> None:
    secret = said("ransom_demanded", True, known_at=KNOWN, status=Status.WITHHELD)
    text = _draft(_case(secret), "prosecutor:complaint").markdown
    (line,) = (line for line in text.splitlines() if f"[{secret.id}]" in line)
    assert "yes" not in line and "withheld" in line


def test_a_source_that_is_marked_says_so() -> None:
    raw = b"The attackers came in through the supplier's VPN."
    source = Document(
        id=document_id(raw),
        kind="report",
        title="Note",
        publisher="CERT",
        published=When("2026-03-03"),
        retrieved_at=KNOWN,
        lang="en",
        text=raw.decode(),
        sha256="0" * 64,
        tlp="AMBER",
    )
    one = said("initial_access_vector", "VPN", known_at=KNOWN, source=spanned(source, 0, 5))
    body = Body(text="Read.", assertions=(one,), documents=(source,))
    entry = Draft(kind=EntryKind.OBSERVATION, role="ciso", event_at=instant(KNOWN), body=body)
    text = _draft(_case(more=((entry, KNOWN),)), "nis2-be:final").markdown
    assert f"(source marked TLP:AMBER) [{one.id}]" in text


def test_measures_are_the_actions_of_the_log_the_newest_twelve() -> None:
    actions = tuple(
        (
            Draft(
                kind=EntryKind.ACTION,
                role="duty-engineer",
                event_at=instant(at(f"2026-03-03T10:{n:02}+01:00")),
                body=Body(text=f"Measure {n} was taken."),
            ),
            at(f"2026-03-03T10:{n:02}+01:00"),
        )
        for n in range(15)
    )
    text = _draft(_case(more=actions), "nis2-be:notification").markdown
    assert "Tuesday 3 March 2026, 10:14, duty-engineer: Measure 14 was taken." in text
    assert "Measure 2 was" not in text and "3 earlier ones stand in the log." in text
    assert "The record of an incident was opened" not in text


def test_why_it_is_late_is_asked_only_of_one_that_is() -> None:
    assert "Why it comes late" not in _draft(_case(), "nis2-be:notification").markdown
    late = _draft(_case(now="2026-03-07T12:00+01:00"), "nis2-be:notification").markdown
    assert "Why it comes late" in late and "It was due on Friday 6 March 2026, 06:30 and is late." in late


def test_a_person_is_left_a_line_for_what_no_record_holds() -> None:
    made = _draft(_case(), "gdpr-33:notification", "fr")
    assert "À REMPLIR PAR UNE PERSONNE : ____" in made.markdown
    assert "contact" in {gap.item for gap in made.gaps if gap.by_hand}


def test_the_head_says_whose_it_is_as_of_when_and_that_it_is_no_legal_advice() -> None:
    text = _draft(_case(), "nis2-be:early-warning", "de", replace(ABOUT, exercise=True)).markdown
    assert text.startswith("# NIS2, Belgien: Frühwarnung\n") and "ÜBUNG: nichts davon ist geschehen." in text
    assert "Stand: Dienstag, 3. März 2026, 12:00 Uhr." in text and "Dies ist keine Rechtsberatung." in text
    assert "nis2-be, Fassung 1" in text


def test_an_undecided_clock_says_that_nobody_decided_it_is_owed() -> None:
    lost = said("systems_unavailable", ("ehr",), known_at=KNOWN)
    text = _draft(_case(lost), "gdpr-33:notification").markdown
    assert "Nobody has decided that it is owed; it would be due on Friday 6 March 2026, 09:00." in text


def test_a_value_over_several_lines_cannot_make_a_heading() -> None:
    odd = said("impact_summary", "All was off.\n## 9. Nothing was lost", known_at=KNOWN)
    text = _draft(_case(odd), "nis2-be:notification").markdown
    assert not any(line.startswith("## 9. Nothing") for line in text.splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [f"{pack.regime}:{stage.name}" for pack in PACKS for stage in pack.stages])
def test_every_stage_can_be_drafted_in_every_language(name: str, lang: str) -> None:
    text = _draft(_case(SEVENTY), name, lang).markdown
    assert text.startswith("# ") and "{" not in text


def test_ids_in_a_text_are_known_or_not() -> None:
    made = _case(SEVENTY)
    told_ids = [AssertionId("a-000000000000"), SEVENTY.id, SEVENTY.id]
    assert known_ids(told_ids, made) == (SEVENTY.id,)


def test_a_stage_knows_the_fields_it_is_made_from() -> None:
    clock = next(clock for clock in clocks(_case(), PACKS) if clock.name == "nis2-be:notification")
    assert {"operations_cancelled", "ed_status", "indicator"} <= set(fields_of(clock))


def test_labels_say_what_they_are_of_where_no_heading_does() -> None:
    assert label_of("initial_access_at", "nl") == "Eerste toegang: Datum/tijd"
    assert label_of("attack_type", "nl") == "Soort aanval"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_a_name_in_every_language(lang: str) -> None:
    assert [
        field.name for field in FIELDS if label_of(field.name, lang) == field.name or "_" in label_of(field.name, lang)
    ] == []


@given(st.integers(0, 10**6), st.sampled_from([None, *(q for q in Qualifier if q.value in ("at-least", "about"))]))
def test_no_number_stands_in_a_draft_that_no_live_account_holds(count: int, qualifier: Qualifier | None) -> None:
    old = said("operations_cancelled", 999_999_1, known_at=KNOWN, period=DAY)
    new = said("operations_cancelled", count, known_at=KNOWN, period=DAY, qualifier=qualifier, supersedes=(old.id,))
    text = _draft(_case(old, new), "nis2-be:notification").markdown
    assert "9,999,991" not in text and old.id not in text and new.id in text


def test_every_account_in_a_draft_has_its_mark_and_nothing_points_below() -> None:
    guess = said("harm", "suspected", known_at=KNOWN, status=Status.ASSUMED, reason="late results", by="ward")
    none = said("harm", "none", known_at=KNOWN, by="hospital")
    made = _draft(_case(guess, none), "nis2-be:notification")
    (line,) = [line for line in made.markdown.splitlines() if "Harm to patients: no harm known" in line]
    assert "(disputed)" in line and "suspected (assumed, late results)" in line
    assert "see below" not in made.markdown
    assert {guess.id, none.id} <= set(made.marked)


def test_impact_across_borders_may_be_unknown_in_a_warning_and_not_in_a_final_report() -> None:
    sent_draft = sent("nis2-be:notification", "2026-03-03T11:00+01:00")
    final = _draft(_case(more=(sent_draft,)), "nis2-be:final")
    assert "at this stage that is an answer" not in final.markdown
    assert any(gap.item == "cross-border-impact" for gap in final.gaps)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_names_the_sites_a_value_holds_for(lang: str) -> None:
    text = _draft(_case(said("servers_shutdown", True, known_at=KNOWN, scope=("North",))), "nis2-be:notification", lang)
    (line,) = {line for line in text.markdown.splitlines() if "North" in line}
    assert word(lang, "phrase", "sites", sites="North") in line


def test_a_draft_tells_every_site() -> None:
    north = said("ed_status", "closed", known_at=KNOWN, scope=("North",))
    south = said("ed_status", "limited", known_at=at("2026-03-03T10:00+01:00"), scope=("South",))
    made = _draft(_case(north, south), "nis2-be:notification")
    assert "Emergency department: open, with limited capacity, sites: South" in made.markdown
    assert "Emergency department: closed, sites: North" in made.markdown
    assert {north.id, south.id} <= set(made.rests_on)
