from __future__ import annotations

from math import inf

import pytest

from codedark.divert.moving import by_agreement, who_moves
from codedark.hospital.records import Hospital, PatientId
from codedark.hospital.words import Escort
from tests.divert.moves import a_hospital, lost

ONE = "patient,site,ward,pool,acuity,needs,can_go_home,stay_h,entered_by,escort\np-1,home,w,icu,{},{},{},{},dr one,{}\n"


def one_patient(
    acuity: str = "critical", needs: str = "icu ward", home: str = "no", stay_h: str = "", escort: str = "none"
) -> Hospital:
    """A hospital with one patient."""
    return a_hospital(patients=ONE.format(acuity, needs, home, stay_h, escort))


def test_everybody_is_in_one_list_in_the_order_of_references() -> None:
    rows = "".join(f"p-{n},home,,icu,high,{needs},{home}\n" for n, (needs, home) in enumerate(
        [("icu", "no"), ("annex-icu", "no"), ("icu", "yes"), ("ward", "no"), ("annex-icu", "yes")]))  # fmt: skip
    hospital = a_hospital(patients="patient,site,ward,pool,acuity,needs,can_go_home\n" + rows)
    moving = who_moves(hospital, lost(hospital))
    assert [m.patient.patient for m in moving.move] == ["p-0", "p-3"]
    assert [s.patient for s in moving.stay] == ["p-1", "p-4"]
    assert [h.patient for h in moving.home] == ["p-2"]


def test_whom_nothing_fails_stays_without_an_end_even_when_they_could_go() -> None:
    hospital = one_patient(needs="annex-icu", home="yes")
    (stays,) = who_moves(hospital, lost(hospital)).stay
    assert (stays.until_min, stays.service, stays.why) == (inf, None, "nothing this patient needs is lost")


def test_the_need_that_ends_first_is_the_one_that_counts() -> None:
    hospital = one_patient()
    (move,) = who_moves(hospital, lost(hospital)).move
    assert (move.until_min, move.service) == (60.0, "icu")
    assert move.why == "Intensive care: on paper until 60 min after the fall"


def test_a_service_without_a_procedure_ends_at_once() -> None:
    services = (
        "service,name,site,needs,paper_min,paper_capacity\nicu,Intensive care,home,record,0,0\nward,,home,record,0,0\n"
    )
    hospital = a_hospital(services=services, patients=ONE.format("high", "icu", "no", "", "none"))
    (move,) = who_moves(hospital, lost(hospital)).move
    assert move.why == "Intensive care: lost, with no downtime procedure"


@pytest.mark.parametrize(("mark", "goes"), [("yes", True), ("no", False), ("? not entered", False)])
def test_only_who_is_marked_goes_home(mark: str, goes: bool) -> None:
    hospital = one_patient(home=mark)
    moving = who_moves(hospital, lost(hospital))
    assert (len(moving.home), len(moving.move)) == (int(goes), int(not goes))
    assert [h.entered_by for h in moving.home] == ["dr one"] * goes


@pytest.mark.parametrize(("stay_min", "stays"), [(59.0, True), (60.0, True), (60.1, False), (inf, False)])
def test_whom_paper_carries_to_the_end_of_the_outage_stays(stay_min: float, stays: bool) -> None:
    hospital = one_patient()
    moving = who_moves(hospital, lost(hospital), stay_min=stay_min)
    assert len(moving.stay) == stays
    assert [s.until_min for s in moving.stay] == [60.0] * stays


@pytest.mark.parametrize(("stay_h", "stays"), [("1", True), ("1.1", False), ("? not told", False)])
def test_whoever_leaves_before_paper_ends_stays_until_then(stay_h: str, stays: bool) -> None:
    hospital = one_patient(stay_h=stay_h)
    moving = who_moves(hospital, lost(hospital))
    assert [s.why for s in moving.stay] == [
        "Intensive care: on paper until 60 min after the fall; leaves before"
    ] * stays


@pytest.mark.parametrize(
    ("acuity", "entered", "planned"),
    [
        ("critical", "? not entered", Escort.PHYSICIAN),
        ("high", "? not entered", Escort.NURSE),
        ("stable", "? not entered", Escort.NONE),
        ("critical", "none", Escort.NONE),
        ("stable", "physician", Escort.PHYSICIAN),
    ],
)
def test_who_goes_along_is_as_entered_and_planned_by_acuity_only_where_nobody_did(
    acuity: str, entered: str, planned: Escort
) -> None:
    hospital = one_patient(acuity=acuity, escort=entered)
    (move,) = who_moves(hospital, lost(hospital)).move
    assert move.escort is planned
    assert move.missing == (("escort",) if entered.startswith("?") else ())


def test_marks_nobody_entered_are_named() -> None:
    hospital = one_patient(home="? not entered", escort="? not entered")
    (move,) = who_moves(hospital, lost(hospital)).move
    assert move.missing == ("escort", "can_go_home")


def test_nothing_lost_moves_nobody() -> None:
    hospital = one_patient()
    moving = who_moves(hospital, lost(hospital, "annex-record"))
    assert (moving.move, moving.home, len(moving.stay)) == ((), (), 1)


def test_who_leaves_by_agreement_has_the_end_of_care_they_would_have_had_by_staying() -> None:
    hospital = one_patient(acuity="high", home="yes", escort="? not entered")
    patient = hospital.patients[PatientId("p-1")]
    told = by_agreement(patient, lost(hospital))
    assert (told.until_min, told.service, told.escort, told.missing) == (60.0, "icu", Escort.NURSE, ("escort",))
    assert by_agreement(patient).until_min == by_agreement(patient, lost(hospital, "annex-record")).until_min == inf
    assert told.why == "agreed between people"
