from __future__ import annotations

from typing import Any

import pytest

from codedark.divert.fixed_places import Kept, kept_of
from codedark.divert.fleet import fleet_of
from codedark.divert.lots import lots_of
from codedark.divert.moving import who_moves
from codedark.divert.transfer_plan import BedStanding, Fixed
from codedark.hospital.records import Hospital
from codedark.hospital.words import Owner
from tests.divert.moves import FELL_AT, a_hospital, lost


def kept(*fixed: Fixed, hospital: Hospital | None = None, out: tuple[str, ...] = ()) -> Kept:
    """What is left of a hospital that has lost `record`."""
    hospital = hospital or a_hospital()
    outage = lost(hospital)
    fleet = fleet_of(hospital, outage, out)  # type: ignore[arg-type]
    return kept_of(
        hospital, who_moves(hospital, outage), lots_of(hospital, outage, FELL_AT, None), fleet, fixed, outage
    )


def fixed(patient: str, to: str, pool: str, **trip: Any) -> Fixed:
    """One that is fixed."""
    return Fixed(patient=patient, to=to, pool=pool, **trip)  # type: ignore[arg-type]


def away(patient: str, to: str = "near", pool: str = "icu", crew: str = "mug-1") -> Fixed:
    """One that has left at minute 20 and arrives at 30."""
    return fixed(patient, to, pool, crew=crew, depart_min=20.0, arrive_min=30.0)


def beds(left: Kept) -> dict[tuple[str, str], int]:
    """(hospital, pool) -> beds left."""
    return {(b.hospital, b.pool): b.free for b in left.lots}


def crew_free(left: Kept) -> dict[str, float]:
    """Crew -> minute."""
    return {c.crew: c.free_min for c in left.crews}


def test_with_nothing_fixed_everything_is_left() -> None:
    left = kept()
    assert [m.patient.patient for m in left.moves] == ["p-1", "p-2", "p-3"]
    assert beds(left) == {("far", "icu"): 2, ("mid", "ward"): 2, ("near", "icu"): 1}
    assert (dict(left.agreed), left.gone) == ({}, ())


def test_a_trip_that_has_departed_takes_its_patient_its_bed_and_its_crews_time() -> None:
    left = kept(away("p-1"))
    assert [m.patient.patient for m in left.moves] == ["p-2", "p-3"]
    assert beds(left)["near", "icu"] == 0
    assert crew_free(left) == {"amb-1": 0.0, "amb-2": 0.0, "mug-1": 30.0 + 22.5 + 10.0}
    (transfer,) = left.transfers(a_hospital())
    assert (transfer.depart_min, transfer.arrive_min, transfer.crew, transfer.owner) == (
        20.0,
        30.0,
        "mug-1",
        Owner.OURS,
    )
    assert (transfer.frozen, transfer.bed, transfer.must_arrive_min) == (True, BedStanding.CONFIRMED, 60.0)


def test_two_trips_of_one_crew_keep_it_until_it_is_back_from_the_later() -> None:
    later = fixed("p-2", "far", "icu", crew="mug-1", depart_min=100.0, arrive_min=120.0)
    for some in ((away("p-1"), later), (later, away("p-1")), (away("p-3"), later)):
        assert crew_free(kept(*some))["mug-1"] == 120.0 + 22.5 + 20.0


def test_an_agreed_place_is_kept_and_its_patient_is_still_to_be_driven() -> None:
    left = kept(fixed("p-1", "near", "icu"))
    assert [m.patient.patient for m in left.moves] == ["p-1", "p-2", "p-3"]
    assert beds(left)["near", "icu"] == 0
    assert (left.agreed["p-1"].hospital, left.agreed["p-1"].free) == ("near", 1)  # type: ignore[index]
    assert left.gone == ()


def test_a_bed_the_list_has_no_more_is_theirs_all_the_same() -> None:
    left = kept(fixed("p-1", "near", "icu"), fixed("p-2", "near", "icu"))
    assert beds(left)["near", "icu"] == 0
    assert len(left.agreed) == 2


@pytest.mark.parametrize("pool", ["", "icu"])
def test_a_place_outside_the_list_takes_no_bed_of_it(pool: str) -> None:
    left = kept(fixed("p-1", "convent", pool))
    assert beds(left) == beds(kept())
    assert left.agreed["p-1"].standing is BedStanding.TYPED_IN  # type: ignore[index]


def test_a_trip_outside_the_list_keeps_its_crew_for_an_hours_way_back() -> None:
    left = kept(away("p-1", "convent", ""))
    assert crew_free(left)["mug-1"] == 30.0 + 22.5 + 60.0
    (transfer,) = left.transfers(a_hospital())
    assert (transfer.to, transfer.pool, transfer.bed) == ("convent", "icu", BedStanding.TYPED_IN)


def test_who_need_not_leave_leaves_when_people_agreed_with_the_end_care_here_has() -> None:
    rows = (
        "patient,site,ward,pool,acuity,needs,can_go_home\np-1,home,w,icu,high,icu,yes\n"
        "p-2,home,w,icu,high,annex-icu,no\n"
    )
    left = kept(fixed("p-1", "near", "icu"), fixed("p-2", "far", "icu"), hospital=a_hospital(patients=rows))
    assert [(m.patient.patient, m.until_min) for m in left.moves] == [("p-1", 60.0), ("p-2", float("inf"))]


def test_a_trip_of_somebody_no_list_has_any_more_still_takes_bed_and_crew() -> None:
    left = kept(away("p-9"))
    assert beds(left)["near", "icu"] == 0
    assert crew_free(left)["mug-1"] == 62.5
    assert (left.gone, len(left.moves)) == ((), 3)


def test_an_agreement_about_somebody_no_list_has_any_more_lapses() -> None:
    left = kept(fixed("p-9", "near", "icu"))
    assert beds(left)["near", "icu"] == 1
    assert (left.gone, dict(left.agreed)) == ((), {})


@pytest.mark.parametrize(("crew", "owner"), [("ghost", None), ("mug-1", Owner.OURS)])
def test_a_trip_with_a_crew_that_cannot_be_planned_with_is_shown_as_it_is(crew: str, owner: Owner | None) -> None:
    left = kept(away("p-1", crew=crew), out=("mug-1",))
    (transfer,) = left.transfers(a_hospital())
    assert (transfer.crew, transfer.owner, transfer.escort_team) == (crew, owner, "")
    assert set(crew_free(left).values()) == {0.0}
