from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.divert.conversation import TalkState
from codedark.divert.form_rows import Disposition, Mode, form_rows, moment, place_name
from codedark.hospital.words import Acuity, Demand, Escort
from tests.divert.plans_for_forms import FELL, hospital, many, nobody, plan, row, rows


def test_every_patient_of_a_plan_has_one_row_and_nobody_else() -> None:
    assert [one.patient for one in rows()] == ["p-1", "p-2", "p-3", "p-4", "p-5"]
    assert [one.disposition for one in rows()] == [
        Disposition.TRANSFER, Disposition.TRANSFER, Disposition.DISCHARGE, Disposition.UNPLACED, Disposition.STAYS,
    ]  # fmt: skip
    assert [one.leaving for one in rows()] == [True, True, True, True, False]


def test_minutes_of_the_plan_become_moments_and_infinite_ones_none() -> None:
    first = row("p-1")
    assert first.leaves_at == FELL + timedelta(minutes=45)
    assert first.arrives_at == FELL + timedelta(minutes=59.5)
    assert row("p-4").must_arrive_at == FELL + timedelta(minutes=60)
    assert row("p-5").must_arrive_at is None
    assert moment(FELL, float("inf")) is None


def test_what_only_happens_later_is_blank() -> None:
    for one in rows():
        told = (
            one.contacted_at, one.report_given_at, one.transfer_initiated_at, one.departed_at, one.arrived_at,
            one.record_sent, one.medication_sent, one.family_told, one.admit_location, one.expired_at,
        )  # fmt: skip
        assert set(told) == {None}
        assert (one.accepting_doctor, one.company, one.state) == ("", "", TalkState.PROPOSED)


def test_the_tables_say_the_ward_and_what_the_patient_needs() -> None:
    first = row("p-1")
    assert (first.ward, first.from_name, first.to_name) == ("intensive care", "Harbour Quay", "Near Hospital")
    assert first.demands == (Demand.VENTILATOR, Demand.ISOLATION)
    assert (first.language, first.mode, first.escort) == ("fr", Mode.CCT, Escort.PHYSICIAN)


def test_an_escort_nobody_entered_is_blank_and_not_none() -> None:
    assert row("p-4").escort is None
    assert row("p-3").escort is Escort.NONE


def test_a_patient_no_table_lists_has_blank_boxes() -> None:
    stranger = form_rows(many(1), hospital(), FELL)[0]
    assert (stranger.ward, stranger.language, stranger.demands) == ("", "", ())
    assert stranger.acuity is Acuity.CRITICAL


def test_a_place_outside_the_list_goes_by_what_was_typed() -> None:
    assert place_name(hospital(), "elsewhere") == "elsewhere"  # type: ignore[arg-type]


def test_a_fall_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        form_rows(plan(), hospital(), FELL.replace(tzinfo=None))


def test_an_empty_plan_has_no_rows() -> None:
    assert form_rows(nobody(), hospital(), FELL) == ()
