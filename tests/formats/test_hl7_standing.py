from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from codedark.divert.counting_in import Lying
from codedark.formats.hl7_adt import Event
from codedark.formats.hl7_standing import Standing, after
from codedark.hospital.records import PatientId
from tests.formats.adt_messages import at, event


def here(standing: Standing) -> dict[str, str]:
    """Patient -> ward of everybody who is here."""
    return {str(one.patient): one.ward for one in standing.lying()}


def test_admitted_moved_and_gone() -> None:
    came = event("A01", "202405170800", room="12", bed="B", admitted_at=at("202405170755"))
    moved = event("A02", "202405170900", ward="D4", room="1", bed="A")
    (one,) = after([came, moved]).lying()
    assert one == Lying(
        patient=came.patient, ward="D4", bed="1 A", patient_class="I",
        admitted_at=at("202405170755"), heard_at=at("202405170900"),
    )  # fmt: skip
    assert not here(after([came, moved, event("A03", "202405171000")]))


def test_events_count_in_the_order_of_their_times_not_of_their_coming() -> None:
    events = [event("A03", "202405171000"), event("A02", "202405170900", ward="D4"), event("A01", "202405170800")]
    assert not here(after(events))
    assert here(after([*events, event("A01", "202405171200", ward="E5")])) == {"a": "E5"}


def test_an_event_told_twice_counts_once() -> None:
    events = [event("A01", "202405170800"), event("A02", "202405170900", ward="D4")]
    (one,) = after(events * 2).lying()
    assert one.ward == "D4"


def test_cancellations_put_back_what_was_before() -> None:
    came, moved = event("A01", "202405170800"), event("A02", "202405170900", ward="D4")
    assert here(after([came, moved, event("A12", "202405170905", ward="C3")])) == {"a": "C3"}
    assert here(after([came, moved, event("A12", "202405170905", ward="")])) == {"a": "C3"}
    assert not here(after([came, event("A11", "202405170905")]))
    gone = [came, moved, event("A03", "202405171000")]
    assert here(after([*gone, event("A13", "202405171005", ward="")])) == {"a": "D4"}
    assert here(after([*gone, event("A13", "202405171005", ward="E5")])) == {"a": "E5"}


def test_a_stay_with_a_number_keeps_its_beginning_and_what_was_before() -> None:
    events = [
        event("A01", "202405170800", visit="x"),
        event("A02", "202405170900", visit="x", ward="D4"),
        event("A12", "202405170905", visit="x", ward=""),
    ]
    (one,) = after(events).lying()
    assert (one.ward, one.admitted_at) == ("C3", at("202405170800"))


def test_an_update_does_not_bring_back_who_has_left() -> None:
    events = [event("A01", "202405170800"), event("A03", "202405171000"), event("A08", "202405171100")]
    assert not here(after(events))


def test_an_update_of_somebody_never_heard_of_says_they_are_here() -> None:
    assert here(after([event("A08", "202405171100")])) == {"a": "C3"}
    assert not here(after([event("A08", "202405171100", discharged_at=at("202405171000"))]))


def test_an_update_with_a_discharge_in_the_past_is_taken_for_one_and_said() -> None:
    standing = after([event("A01", "202405170800"), event("A08", "202405171100", discharged_at=at("202405171000"))])
    assert not here(standing) and "PV1-45" in standing.notes()[0]
    planned = after([event("A01", "202405170800"), event("A08", "202405171100", discharged_at=at("202405181000"))])
    assert here(planned) == {"a": "C3"}


def test_the_end_of_an_appointment_discharges_nobody() -> None:
    events = [
        event("A01", "202405170800", visit="stay"),
        event("A04", "202405170900", ward="radiology", visit="scan", patient_class="O"),
        event("A03", "202405170930", ward="radiology", visit="scan", patient_class="O"),
    ]
    assert here(after(events[:2])) == {"a": "C3"}
    assert here(after(events)) == {"a": "C3"}


def test_who_is_admitted_from_emergency_lies_there_no_more() -> None:
    events = [
        event("A04", "202405170700", ward="ED", visit="e", patient_class="E"),
        event("A01", "202405170800", visit="i"),
        event("A03", "202405171000", visit="i"),
    ]
    assert not here(after(events))


def test_a_discharge_without_a_stays_number_ends_the_one_heard_of_last() -> None:
    assert not here(after([event("A01", "202405170800", visit="x"), event("A03", "202405171000")]))
    assert not here(after([event("A01", "202405170800"), event("A03", "202405171000", visit="x")]))


def test_a_new_admission_has_its_own_beginning() -> None:
    events = [event("A01", "202405170800"), event("A03", "202405171000"), event("A01", "202405190800")]
    (one,) = after(events).lying()
    assert one.admitted_at == at("202405190800")


def test_an_outpatient_who_is_admitted_becomes_an_inpatient() -> None:
    events = [event("A04", "202405170800", patient_class="O"), event("A06", "202405170900", patient_class="")]
    assert [one.patient_class for one in after(events).lying()] == ["I"]
    back = event("A07", "202405171000", patient_class="")
    assert [one.patient_class for one in after([*events, back]).lying()] == ["O"]


def test_two_numbers_of_one_patient_are_one_patient_from_then_on() -> None:
    merge = Event(at=at("202405170900"), event="A40", patient=event("A01", "202405170800", "b").patient,
                  merged=event("A01", "202405170800", "a").patient)  # fmt: skip
    events = [event("A01", "202405170800", "a"), merge]
    assert here(after(events)) == {"b": "C3"}
    assert here(after([*events, event("A02", "202405171000", "a", "D4")])) == {"b": "D4"}
    assert not here(after([*events, event("A03", "202405171000", "a")]))
    assert "joined" in after(events).notes()[0]


def test_announced_admissions_are_expected_until_they_come_or_are_called_off() -> None:
    ahead = event("A05", "202405170800", visit="x", expected_at=at("202405180900"))
    standing = after([ahead])
    assert not here(standing)
    (one,) = standing.expected(at("202405171200"))
    assert (one.patient, one.at, one.what) == ("a", at("202405180900"), "announced admission, ward C3")
    assert not list(standing.expected(at("202405200000")))
    for end in ("A38", "A27"):
        assert not list(after([ahead, event(end, "202405170900", visit="x")]).expected(at("202405171200")))
    assert not list(after([ahead, event("A01", "202405180905", visit="x")]).expected(at("202405171200")))
    timeless = after([event("A14", "202405170800")])
    assert not list(timeless.expected(at("202405171200"))) and "PV2-8" in timeless.notes()[0]


def test_a_transfer_of_somebody_who_had_left_is_taken_and_said() -> None:
    standing = after([event("A03", "202405170800"), event("A02", "202405170900", ward="D4")])
    assert here(standing) == {"a": "D4"} and "had left" in standing.notes()[0]


def test_what_ended_long_ago_is_forgotten() -> None:
    standing = after([event("A03", "202405010800"), event("A03", "202405170800", "b")])
    assert [e.patient for e in standing.as_events(at("202405171200"))] == ["b"]


KINDS = ("A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A12", "A13", "A14", "A17", "A23", "A38", "A40")


def _made(kind: str, minute: int, who: str, ward: str, visit: str, other: str) -> Event:
    told = event(kind, "202405170800", who, ward, visit=visit, patient_class="IE"[minute % 3 == 0])
    merged = PatientId(other) if kind == "A40" else None
    return replace(told, at=told.at + timedelta(minutes=minute), merged=merged)


EVENTS = st.lists(
    st.builds(
        _made,
        st.sampled_from(KINDS),
        st.integers(0, 60),
        st.sampled_from("abc"),
        st.sampled_from(["", "C3", "D4"]),
        st.sampled_from(["", "x", "y"]),
        st.sampled_from("abc"),
    ),
    max_size=25,
)


@given(EVENTS, EVENTS)
def test_the_picture_written_down_as_events_goes_on_as_if_nothing_had_been_thrown_away(
    first: list[Event], then: list[Event]
) -> None:
    now = at("202405171000")
    later = [replace(one, at=one.at + timedelta(hours=3)) for one in then]
    written = list(after(first).as_events(now))
    assert _lying(after(written)) == _lying(after(first))
    assert here(after([*written, *later])) == here(after([*first, *later]))


def _lying(standing: Standing) -> list[Lying]:
    return sorted(standing.lying(), key=lambda one: one.patient)


@given(EVENTS)
def test_nobody_lies_in_two_places(events: list[Event]) -> None:
    patients = [one.patient for one in after(events).lying()]
    assert len(patients) == len(set(patients))
