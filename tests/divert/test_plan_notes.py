from __future__ import annotations

from typing import Any

import pytest

from codedark.divert.planning import plan
from codedark.divert.transfer_plan import Fixed
from tests.divert.moves import FELL_AT, a_hospital, lost

BEDS = "hospital,pool,free_staffed,confirmed_at,confirmed_by\n"
ESCORTS = "escort,kind,site,count\nphys,physician,home,3\n"
MUG = "crew,kind,owner,site,transfers\nmug-1,mug,ours,home,yes\n"
PAPER = "On paper a service carries only a share of its patients, and whom it carries a clinician says: "


def notes(asked: dict[str, Any] | None = None, **tables: str) -> tuple[str, ...]:
    """Sentences under a plan."""
    hospital = a_hospital(**{"escorts": ESCORTS, **tables})
    return plan(hospital, lost(hospital), fell_at=FELL_AT, effort=0, bounded=False, **(asked or {})).notes


def test_a_plan_with_everything_told_has_the_share_on_paper_alone_to_say() -> None:
    assert notes(crews=MUG) == (PAPER + "Intensive care 1 of 2; Wards 0 of 2.",)


def test_who_goes_home_is_not_carried_on_paper() -> None:
    rows = (
        "patient,site,ward,pool,acuity,needs,can_go_home,escort\np-1,home,w,icu,high,icu,no,none\n"
        "p-2,home,w,icu,high,icu,yes,none\n"
    )
    assert notes(crews=MUG, patients=rows) == (PAPER + "Intensive care 0 of 1.",)


def test_a_service_that_carries_all_of_them_or_none_at_all_is_not_in_it() -> None:
    services = "service,name,site,needs,paper_min,paper_capacity\nicu,,home,record,60,1\nward,,home,record,0,0\n"
    assert notes(crews=MUG, services=services) == ()


@pytest.mark.parametrize(
    ("beds", "asked", "said"),
    [
        ("near,icu,? no answer,,\nfar,icu,1,2024-03-05T06:00Z,\nmid,ward,? none,,\n", {"assume_beds_pct": 5.0},
         "2 of 3 transfers go to a bed that nobody confirmed: call before sending."),
        ("near,icu,1,2024-03-05T00:00Z,\n", {},
         "1 of 1 transfer goes to a bed confirmed too long ago: ask again."),
        ("near,icu,? no answer,,\n", {}, "1 number of free beds is unknown and not counted on."),
        ("near,icu,? no answer,,\nfar,icu,? no answer,,\n", {},
         "2 numbers of free beds are unknown and not counted on."),
    ],
)  # fmt: skip
def test_beds_that_are_not_sure_are_counted(beds: str, asked: dict[str, Any], said: str) -> None:
    assert said in notes(asked, region_beds=BEDS + beds)


def test_crews_of_others_are_asked_for_by_name_and_ours_are_not() -> None:
    many = (
        "crew,kind,owner,site,transfers\nmug-1,mug,112,home,yes\nmug-2,mug,private,home,yes\nmug-3,mug,ours,home,yes\n"
    )
    assert "2 crews are others' and must be requested: mug-1, mug-2." in notes(crews=many)
    one = "crew,kind,owner,site,transfers\nmug-1,mug,112,home,yes\n"
    assert "1 crew is another's and must be requested: mug-1." in notes(crews=one)


def test_trips_that_no_crew_of_the_list_can_make_are_a_guess_and_said_to_be() -> None:
    pit = "crew,kind,owner,site,transfers\npit-1,pit,ours,home,yes\n"
    assert "1 transfer has no crew of the list: ask the dispatch centre; the times are a guess." in notes(crews=pit)
    assert "3 transfers have no crew of the list: ask the dispatch centre; the times are a guess." in notes(
        crews="crew,kind,owner,site,transfers\n"
    )


def test_a_road_to_an_agreed_place_that_nobody_told_is_said() -> None:
    fixed = (Fixed(patient="p-1", to="convent", pool=""),)  # type: ignore[arg-type]
    assert "Nobody told the road from home to convent: 60 min are taken." in notes({"fixed": fixed}, crews=MUG)
    fixed = (Fixed(patient="p-1", to="near", pool="icu"),)  # type: ignore[arg-type]
    assert not any("Nobody told the road" in line for line in notes({"fixed": fixed}, crews=MUG))


def test_marks_that_nobody_entered_are_counted() -> None:
    rows = (
        "patient,site,ward,pool,acuity,needs,can_go_home,escort\n"
        "p-1,home,w,icu,high,icu,? not entered,? not entered\np-2,home,w,icu,high,icu,no,none\n"
    )
    said = notes(crews=MUG, patients=rows)
    assert "Escort not entered for 1 of 2 who must move: planned by acuity." in said
    assert "Whether they can go home is not entered for 1 patient: planned as if they cannot." in said
