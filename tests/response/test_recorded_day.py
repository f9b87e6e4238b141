"""A day of transfers as a record: counts of who arrived, and nobody's name."""

from __future__ import annotations

import pytest

from codedark.divert import day_events as ev
from codedark.divert.day_effects import Entry, EntryKind
from codedark.divert.replaying import Played, play
from codedark.hospital.records import PatientId
from codedark.hospital.words import Acuity
from codedark.record.assertion import Assertion, PeriodKind, Qualifier
from codedark.record.entry import Draft
from codedark.record.entry import EntryKind as Kind
from codedark.record.plain import as_bytes
from codedark.record.view import view
from codedark.response.recorded_day import recorded_day
from codedark.response.recorded_origin import origin
from tests.divert.days import FALL, SLOW, fresh_day, random_day
from tests.record.checking import sound
from tests.record.making import chain

KEY = bytes(range(32))


def trip(patient: str, start: int, to: str = "mid", crew: str = "amb-1") -> tuple[ev.Event, ...]:
    p = PatientId(patient)
    return (
        ev.Offered(patient=p, at_min=start, to=to, doctor="dr Ann Example"),
        ev.Accepted(patient=p, at_min=start + 1),
        ev.CrewGranted(patient=p, at_min=start + 2, crew=crew, by="Bob Example"),
        ev.Departed(patient=p, at_min=start + 3),
        ev.Arrived(patient=p, at_min=start + 20),
        ev.HandedOver(patient=p, at_min=start + 25, by="Carol Example"),
    )


def day(*events: ev.Event) -> Played:
    return play(fresh_day(), events, SLOW)


def told(*events: ev.Event) -> tuple[Draft, ...]:
    return recorded_day(day(*events), KEY)


def said(drafts: tuple[Draft, ...], field: str) -> list[Assertion]:
    return [a for draft in drafts for a in draft.body.assertions if a.field == field]


def test_only_who_has_arrived_is_counted_and_once() -> None:
    before = told(*trip("p-6", 5)[:4])
    assert said(before, "patients_transferred") == []
    counts = said(told(*trip("p-6", 5), *trip("p-9", 40, "near", "amb-2")), "patients_transferred")
    assert [c.value for c in counts] == [1, 2]
    assert all(c.period is not None and c.period.kind is PeriodKind.CUMULATIVE for c in counts)


def test_a_count_says_how_ill_to_where_and_who_drove() -> None:
    last = said(told(*trip("p-6", 5), *trip("p-9", 40, "near", "amb-2")), "patients_transferred")[-1]
    assert last.details == {
        "acuity": "critical 2",
        "aided_by": "112 2",
        "destination": "Mid hospital 1, Near hospital 1",
    }


def test_who_is_not_taken_over_at_the_door_is_counted_no_longer() -> None:
    events = (*trip("p-6", 5)[:5], ev.ArrivedRefused(patient=PatientId("p-6"), at_min=27, why="no bed"))
    counts = said(told(*events), "patients_transferred")
    assert [c.value for c in counts] == [1, 0] and counts[1].supersedes == (counts[0].id,)


def test_two_who_arrive_in_one_minute_leave_one_count_of_that_minute() -> None:
    events = sorted((*trip("p-6", 5), *trip("p-9", 5, "near", "amb-2")), key=lambda event: event.at_min)
    drafts = told(*events)
    counts = said(drafts, "patients_transferred")
    assert [c.value for c in counts] == [1, 2] and counts[1].supersedes == (counts[0].id,)
    standings = view(chain([(d, FALL) for d in drafts], opened=False), FALL.replace(hour=23)).of("patients_transferred")
    leads = [one.lead.assertion.value for one in standings if one.lead is not None]
    assert leads == [2]


def test_ambulances_sent_on_are_counted_at_least_and_divert() -> None:
    drafts = told(ev.AmbulanceDiverted(at_min=10, to="near", count=3), ev.AmbulanceDiverted(at_min=20, why="full"))
    assert [(c.value, c.qualifier) for c in said(drafts, "patients_diverted")] == [
        (3, Qualifier.AT_LEAST), (4, Qualifier.AT_LEAST),
    ]  # fmt: skip
    assert {a.value for a in said(drafts, "ambulance_diversion")} == {True}


def test_a_service_that_is_back_or_lost_says_how_it_stands() -> None:
    drafts = told(ev.ServiceBack(at_min=30, service="monitors"), ev.ServiceGone(at_min=60, service="monitors"))
    assert [(a.about, a.value) for a in said(drafts, "service_status")] == [("monitors", "full"), ("monitors", "none")]


def test_no_name_and_no_patient_gets_into_a_record() -> None:
    new = ev.NewPatient(
        patient=PatientId("p-77"),
        at_min=1,
        site="home",
        pool="icu",
        acuity=Acuity.CRITICAL,
        needs=(),
        by="Dr Dora Example",
    )
    events = (
        new,
        *trip("p-6", 5),
        ev.Cancelled(patient=PatientId("p-9"), at_min=50, by="Eve Example", why="Frank Example's wish"),
        ev.CrewFailed(at_min=51, crew="own-1", why="Gina Example is ill"),
        ev.AmbulanceDiverted(at_min=52, why="Hugo Example said so"),
        ev.Refused(patient=PatientId("p-12"), at_min=53, why="Ida Example"),
        ev.BedsTold(at_min=54, hospital="mid", pool="icu", free=1, by="Jo Example"),
    )
    raw = b"".join(as_bytes(draft) for draft in told(*events))
    assert b"Example" not in raw and b'"p-' not in raw and b"p-6" not in raw and b"p-77" not in raw
    assert b"Mid hospital" in raw


def test_a_patient_is_the_same_reference_within_a_record_and_another_in_the_next() -> None:
    played = day(*trip("p-6", 5))

    def references(key: bytes) -> set[str]:
        patients = {e.patient for e in played.entries if e.patient == "p-6"}
        assert patients
        drafts = recorded_day(played, key)
        return {d.body.details["patient"] for d, e in zip(drafts, played.entries, strict=True) if e.patient == "p-6"}

    assert len(references(KEY)) == 1 and references(KEY).isdisjoint(references(bytes(32)))


def test_a_day_that_went_on_gives_the_same_lines_and_more() -> None:
    whole = told(*trip("p-6", 5), *trip("p-9", 40, "near", "amb-2"))
    part = told(*trip("p-6", 5))
    marks = [origin(d.body) for d in whole]
    assert marks[: len(part)] == [origin(d.body) for d in part] and len(set(marks)) == len(marks) > len(part)


def test_what_was_entered_late_happened_when_it_happened() -> None:
    late = ev.ServiceBack(at_min=30, service="monitors")
    draft = next(d for d in told(ev.Tick(at_min=90), late) if d.body.details["event"] == "service-back")
    earliest = draft.event_at.earliest("UTC")
    assert earliest is not None and (earliest - FALL).total_seconds() == 30 * 60
    assert (draft.body.assertions[0].known_at - FALL).total_seconds() == 90 * 60


def test_an_event_that_was_not_taken_asserts_nothing() -> None:
    drafts = told(ev.ServiceBack(at_min=3, service="nosuch"))
    draft = next(d for d in drafts if d.kind is Kind.MESSAGE and "Entered" in d.body.text)
    assert draft.body.assertions == () and "nosuch" not in draft.body.text


@pytest.mark.parametrize("seed", range(12))
def test_any_day_gives_a_sound_record_whose_count_is_that_of_the_board(seed: int) -> None:
    start = fresh_day()
    events = random_day(seed, start=start)
    played = play(start, events, SLOW)
    drafts = recorded_day(played, KEY)
    assert sound(drafts) and len(drafts) == len(played.entries)
    counts = said(drafts, "patients_transferred")
    there = {"arrived", "handed-over"}
    # Who died there had been moved there.
    talks = [talk for patient in played.day.patients if (talk := played.day.talk_of(patient)) is not None]
    now = sum(talk.state in there or (talk.state == "died" and talk.history[-1].before in there) for talk in talks)
    assert (counts[-1].value if counts else 0) == now


def test_every_kind_of_event_has_its_sentence() -> None:
    from codedark.response.recorded_day_words import sentence

    own = {"expired", "proposed", "dropped", "unplaced"}
    for event in {*ev.NAMED, *own} - {"tick"}:
        words = sentence(Entry(at_min=1, known_min=1, kind=EntryKind.SAID, event=event, who="x", what="y"), "Z")
        assert words.endswith(".") and not words.lower().startswith(event.replace("-", " ") + " at"), event
