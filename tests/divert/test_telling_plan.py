from __future__ import annotations

from typing import Any

import pytest

from codedark.divert.moving import who_moves
from codedark.divert.planning import plan
from codedark.divert.telling_plan import clinician_of
from codedark.divert.transfer_plan import BedStanding, Fixed
from codedark.hospital.words import Escort, Owner
from tests.divert.moves import FELL_AT, a_hospital, lost

ONE = "patient,site,ward,pool,acuity,needs,can_go_home,entered_by,escort,demands\n"
BEDS = "hospital,pool,free_staffed,confirmed_at,confirmed_by\n"
DESK = "2024-03-05T06:00Z,desk\n"


def reasons(patients: str = "", asked: dict[str, Any] | None = None, **tables: str) -> dict[str, str]:
    """Patient without a place -> why."""
    if patients:
        tables["patients"] = ONE + patients
    hospital = a_hospital(**tables)
    told = plan(hospital, lost(hospital), fell_at=FELL_AT, effort=0, bounded=False, **(asked or {}))
    return {u.patient: u.why for u in told.unplaced}


P1 = "p-1,home,w,icu,critical,icu,no,dr one,none,\n"
P2 = "p-2,home,w,icu,high,icu,no,dr one,none,\n"


@pytest.mark.parametrize(
    ("beds", "why"),
    [
        ("near,ward,3," + DESK, "no hospital is told to have icu beds"),
        ("home,icu,3," + DESK, "no hospital is told to have icu beds"),  # where the patient lies
        ("home,icu,? no answer,,\nfar,icu,0," + DESK, "no icu bed is free at any of 1 place"),
        ("near,icu,0," + DESK, "no icu bed is free at any of 1 place"),
        ("near,icu,0," + DESK + "far,icu,0," + DESK, "no icu bed is free at any of 2 places"),
        ("near,icu,? no answer,,\n",
         "no free icu bed is confirmed by any of 1 place: telephone them; or plan with --assume-beds PCT"),
        ("near,icu,? no answer,,\nfar,icu,? no answer,,\nmid,icu,0," + DESK,
         "no free icu bed is confirmed by any of 2 places: telephone them; or plan with --assume-beds PCT"),
    ],
)  # fmt: skip
def test_without_a_bed_the_reason_says_whom_to_ask(beds: str, why: str) -> None:
    assert reasons(P1, region_beds=BEDS + beds) == {"p-1": why}


def test_a_share_that_comes_to_no_bed_is_no_free_bed() -> None:
    beds = BEDS + "mid,icu,? no answer,,\n"
    why = reasons(P1, {"assume_beds_pct": 0.5}, region_beds=beds)
    assert why == {"p-1": "no icu bed is free at any of 1 place"}


def test_where_assuming_was_asked_for_it_is_not_proposed_again() -> None:
    region = "hospital,name,beds_recognised\nnear,Near,? not told\n"
    tables = {"region": region, "region_beds": BEDS + "near,icu,? no answer,,\n", "travel_min": "from,to,minutes\n"}
    why = reasons(P1, {"assume_beds_pct": 5.0}, **tables)
    assert why == {"p-1": "no free icu bed is confirmed by any of 1 place: telephone them"}


def test_pools_that_would_do_are_named() -> None:
    tables = {"pools": "pool,may_use\nicu,vent hdu\n", "region_beds": BEDS + "near,ward,3," + DESK}
    assert reasons(P1, **tables) == {"p-1": "no hospital is told to have hdu or icu or vent beds"}


def test_what_no_place_is_told_to_offer_is_named() -> None:
    why = reasons("p-1,home,w,icu,critical,icu,no,dr one,none,dialysis ecmo\n")
    assert why == {"p-1": "no place with a free icu bed is told to offer dialysis and ecmo"}


def test_places_that_refused_are_counted() -> None:
    asked = {"excluded": frozenset({("p-1", "near"), ("p-1", "far")})}
    assert reasons(P1, asked) == {"p-1": "all places with a free icu bed have refused (2)"}


def test_beds_kept_for_others_are_not_free() -> None:
    beds = BEDS + "near,icu,1," + DESK
    asked = {"fixed": (Fixed(patient="p-1", to="near", pool="icu"),)}  # type: ignore[arg-type]
    assert reasons(P1 + P2, asked, region_beds=beds) == {"p-2": "every free icu bed is taken by what is agreed already"}


def test_a_road_nobody_told_is_the_reason_where_it_is() -> None:
    assert reasons(P1, travel_min="from,to,minutes\nhome,mid,12\n") == {
        "p-1": "no road to a free icu bed is told in travel_min"
    }


def test_whoever_comes_after_all_beds_is_told_how_many_there_were() -> None:
    beds = BEDS + "near,icu,1," + DESK
    assert reasons(P1 + P2, region_beds=beds) == {
        "p-2": "1 free icu bed and more patients for them; those went to others"
    }


def test_the_most_acute_without_a_place_stand_first_then_whose_care_ends_first() -> None:
    rows = (
        "p-1,home,w,icu,stable,icu,no,,none,\np-2,home,w,icu,critical,ward,no,,none,\n"
        "p-3,home,w,icu,critical,icu,no,,none,\n"
    )
    hospital = a_hospital(region_beds=BEDS, patients=ONE + rows)
    told = plan(hospital, lost(hospital), effort=0, bounded=False)
    assert [u.patient for u in told.unplaced] == ["p-3", "p-2", "p-1"]
    assert [u.until_min for u in told.unplaced] == [60.0, 240.0, 60.0]


@pytest.mark.parametrize(
    ("ward", "entered", "who"),
    [
        ("intensive", "dr two", "head of intensive care"),
        ("medicine", "dr two", "dr two"),
        ("medicine", "", "head of medicine"),
        ("", "", "head of home"),
    ],
)
def test_a_patient_without_a_place_is_handed_to_somebody_by_name(ward: str, entered: str, who: str) -> None:
    wards = (
        "ward,site,pool,needs,acuity,clinician\nintensive,home,icu,icu,high,head of intensive care\n"
        "medicine,home,ward,ward,high,\n"
    )
    hospital = a_hospital(patients=ONE + f"p-1,home,{ward},icu,high,icu,no,{entered},none,\n", wards=wards)
    (move,) = who_moves(hospital, lost(hospital)).move
    assert clinician_of(hospital, move) == who


def test_a_transfer_says_everything_that_is_known() -> None:
    hospital = a_hospital(escorts="escort,kind,site,count\nphys,physician,home,1\n",
                          crews="crew,kind,owner,site,transfers\namb-1,ambulance,112,home,yes\n",
                          patients=ONE + "p-1,home,w,icu,critical,icu,no,dr one,? not entered,\n")  # fmt: skip
    (t,) = plan(hospital, lost(hospital), fell_at=FELL_AT, effort=0, bounded=False).transfers
    assert (t.patient, t.from_, t.to, t.pool, t.crew, t.owner) == (
        "p-1", "home", "near", "icu", "amb-1", Owner.EMERGENCY_112,
    )  # fmt: skip
    assert (t.escort, t.escort_team, t.bed, t.confirmed_by) == (
        Escort.PHYSICIAN,
        "phys",
        BedStanding.CONFIRMED,
        "bed desk",
    )
    assert (t.depart_min, t.arrive_min, t.must_arrive_min, t.frozen) == (25.0, 35.0, 60.0, False)
    assert t.why == (
        "Intensive care: on paper until 60 min after the fall; escort not entered, planned as physician by acuity"
    )


def test_a_team_is_not_sent_along_with_a_patient_who_needs_nobody() -> None:
    hospital = a_hospital(escorts="escort,kind,site,count\nphys,physician,home,2\n", patients=ONE + P1,
                          crews="crew,kind,owner,site,transfers\namb-1,ambulance,112,home,yes\n")  # fmt: skip
    (t,) = plan(hospital, lost(hospital), fell_at=FELL_AT, effort=0, bounded=False).transfers
    assert t.escort_team == ""
