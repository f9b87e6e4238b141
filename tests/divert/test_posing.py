from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import pytest

from codedark.divert.fixed_places import kept_of
from codedark.divert.fleet import fleet_of
from codedark.divert.lots import Lot, lots_of
from codedark.divert.moving import who_moves
from codedark.divert.posing import Posed, against, pose
from codedark.divert.transfer_plan import BedStanding
from codedark.hospital.records import Hospital, PatientId, SiteId
from tests.divert.moves import FELL_AT, a_hospital, lost

PATIENTS = "patient,site,ward,pool,acuity,needs,can_go_home,escort,demands,language\n"
BEDS = "hospital,pool,free_staffed,confirmed_at\n"


def posed(hospital: Hospital, now_min: float = 0.0, free_min: dict[str, float] | None = None, **told: Any) -> Posed:
    """The problem of a hospital that has lost `record`."""
    outage = lost(hospital)
    moving, lots = who_moves(hospital, outage), lots_of(hospital, outage, FELL_AT, told.pop("assume", None))
    kept = kept_of(hospital, moving, lots, fleet_of(hospital, outage, free_min=free_min), ())  # type: ignore[arg-type]
    return pose(hospital, kept.moves, kept.lots, kept.crews, now_min=now_min, **told)


def a_lot(hospital: str, pool: str = "icu", standing: BedStanding = BedStanding.CONFIRMED) -> Lot:
    """One bed."""
    return Lot(hospital=SiteId(hospital), pool=pool, free=1, standing=standing, confirmed_at=None, confirmed_by="")


def test_numbers_stand_for_patients_lots_and_crews_in_one_order() -> None:
    told = posed(a_hospital())
    p = told.problem
    assert p.patients == ("p-1", "p-2", "p-3")
    assert [(b.hospital, b.pool) for b in told.lots] == [("far", "icu"), ("mid", "ward"), ("near", "icu")]
    assert [c.crew for c in told.crews if c] == ["amb-1", "amb-2", "mug-1"]
    assert (p.weight.tolist(), p.level.tolist()) == ([16.0, 4.0, 1.0], [2, 1, 0])
    assert (p.must_min.tolist(), p.ready_min.tolist()) == ([60.0, 60.0, 240.0], [0.0, 0.0, 0.0])
    assert (p.free.tolist(), p.load_min, p.hand_min) == ([2, 2, 1], 22.5, 22.5)


def test_nothing_is_ready_or_free_before_now() -> None:
    p = posed(a_hospital(), now_min=33.0, free_min={"amb-1": 50.0}).problem
    assert (p.start_min, set(p.ready_min.tolist())) == (33.0, {33.0})
    assert p.crew_free_min.tolist() == [50.0, 33.0, 33.0]


def test_the_way_back_stands_for_the_way_there_only_where_that_is_not_told() -> None:
    roads = "from,to,minutes\nhome,near,10\nnear,home,14\nhome,mid,12\nmid,home,12\nfar,home,20\n"
    told = posed(a_hospital(travel_min=roads))
    far, home, mid, near = range(4)
    road = told.problem.road_min
    assert (road[home, near], road[near, home]) == (10.0, 14.0)
    assert (road[home, far], road[far, home]) == (20.0, 20.0)
    assert road[mid, near] == inf
    assert road.diagonal().tolist() == [0.0] * 4


@pytest.mark.parametrize(
    ("patient", "lot", "minutes"),
    [
        ("home,w,icu,high,icu,no,none,,", a_lot("home"), inf),  # where the patient lies
        ("home,w,icu,high,icu,no,none,,", a_lot("annex"), 0.0),
        ("home,w,icu,high,icu,no,none,,", a_lot("near"), 15.0),
        ("home,w,icu,high,icu,no,none,,", a_lot("far"), 5.0 + 15.0),  # of our network, across the border
        ("home,w,icu,high,icu,no,none,,", a_lot("near", standing=BedStanding.STALE), 15.0 + 20.0),
        ("home,w,icu,high,icu,no,none,,", a_lot("near", standing=BedStanding.ASSUMED), 15.0 + 30.0),
        ("home,w,icu,high,icu,no,none,,", a_lot("near", "ward"), inf),
        ("home,w,ward,high,icu,no,none,,", a_lot("near", "icu"), 15.0 + 25.0),  # will do, for 25 minutes
        ("home,w,icu,high,icu,no,none,dialysis,", a_lot("near"), 15.0),
        ("home,w,icu,high,icu,no,none,dialysis isolation,", a_lot("near"), inf),
        ("home,w,icu,high,icu,no,none,dialysis isolation,", a_lot("far"), 20.0),
        ("home,w,icu,high,icu,no,none,dialysis,", a_lot("mid"), inf),  # nobody told what it offers
        ("home,w,icu,high,icu,no,none,,fr", a_lot("near"), 15.0 + 10.0),
        ("home,w,icu,high,icu,no,none,,fr", a_lot("far"), 20.0),
        ("home,w,icu,high,icu,no,none,,fr", a_lot("mid"), 15.0),  # nobody told which are spoken
    ],
)
def test_what_speaks_against_a_place_is_in_minutes_of_road(patient: str, lot: Lot, minutes: float) -> None:
    hospital = a_hospital(patients=PATIENTS + "p-1," + patient, pools="pool,may_use,penalty_min\nward,icu,25\n",
                          hospital_toml='[hospital]\nname = "T"\ncountry = "BE"\n')  # fmt: skip
    (move,) = who_moves(hospital, lost(hospital)).move
    assert against(hospital, move, lot) == minutes


def test_a_pool_that_stands_in_does_not_stand_in_the_other_way_round() -> None:
    hospital = a_hospital(pools="pool,may_use,penalty_min\nward,icu,25\n")
    p = posed(hospital).problem
    row = {name: p.penalty_min[p.want[i]].tolist() for i, name in enumerate(p.patients)}
    assert row["p-1"] == [20.0, inf, 15.0]
    assert row["p-3"] == [45.0, 15.0, 40.0]


def test_a_place_that_refused_one_patient_is_open_to_others() -> None:
    told = posed(a_hospital(), excluded=frozenset({(PatientId("p-1"), SiteId("near"))}))
    p = told.problem
    assert p.penalty_min[p.want[0]].tolist() == [20.0, inf, inf]
    assert p.penalty_min[p.want[1]].tolist() == [20.0, inf, 15.0]


def test_patients_who_want_the_same_share_a_row() -> None:
    p = posed(a_hospital()).problem
    assert p.want.tolist() == [0, 0, 1]


def test_an_agreed_bed_is_kept_for_its_patient_who_has_no_other() -> None:
    told = posed(a_hospital(), agreed={PatientId("p-2"): a_lot("near", standing=BedStanding.STALE)})
    p = told.problem
    assert (told.lots[3].hospital, told.agreed) == ("near", {"p-2"})
    assert p.penalty_min[p.want[1]].tolist() == [inf, inf, inf, 0.0]
    assert p.penalty_min[p.want[0]].tolist() == [20.0, inf, 15.0, inf]


def test_an_agreed_place_to_which_no_road_is_told_is_an_hour_away_for_that_patient_alone() -> None:
    convent = a_lot("convent", "")
    told = posed(a_hospital(), agreed={PatientId("p-2"): convent})
    p = told.problem
    assert p.road_min[p.origin[1], p.lot_place[3]] == 60.0
    assert p.road_min[p.lot_place[3], p.crew_place[0]] == 60.0
    untold = a_hospital(travel_min="from,to,minutes\nhome,near,10\nhome,mid,12\n")
    far = posed(untold, agreed={PatientId("p-2"): a_lot("far")}).problem
    assert far.road_min[far.origin[1], far.lot_place[3]] == 60.0
    assert far.road_min[far.origin[0], far.lot_place[0]] == inf  # the other beds of that place


def test_a_crew_is_requested_for_each_patient_for_whom_no_crew_told_is_enough_and_for_nobody_else() -> None:
    told = posed(a_hospital(crews="crew,kind,owner,site,transfers\npit-1,pit,112,home,yes\n"))
    p = told.problem
    assert told.crews[1:] == (None,)
    assert (p.crew_level[1], p.crew_least[1], p.crew_free_min[1]) == (2, 2, 60.0)
    assert p.crew_least[0] == 0


def test_with_no_crew_told_everybody_has_one_requested_of_just_the_level_needed() -> None:
    told = posed(a_hospital(crews="crew,kind,owner,site,transfers\n"), now_min=10.0)
    assert told.crews == (None, None, None)
    assert told.problem.crew_level.tolist() == told.problem.crew_least.tolist() == [2, 1, 0]
    assert set(told.problem.crew_free_min.tolist()) == {70.0}


def test_a_crew_that_no_road_leads_from_and_back_to_is_not_enough() -> None:
    roads = "from,to,minutes\nhome,near,10\nhome,mid,12\nhome,far,20\n"
    crews = "crew,kind,owner,site,transfers\nmug-1,mug,ours,annex,yes\n"
    assert posed(a_hospital(crews=crews, travel_min=roads)).crews[1:] == (None, None, None)
    there = posed(a_hospital(crews=crews, travel_min=roads + "annex,home,15\n"))
    assert there.crews[1:] == (None, None, None)  # and never back
    back = posed(a_hospital(crews=crews, travel_min=roads + "annex,home,15\nannex,near,5\nannex,mid,5\n"))
    assert back.crews[1:] == ()


def test_a_crew_that_is_never_free_is_not_enough() -> None:
    crews = "crew,kind,owner,site,transfers\nmug-1,mug,ours,home,yes\n"
    assert posed(a_hospital(crews=crews), free_min={"mug-1": inf}).crews[1:] == (None, None, None)


def test_no_crew_is_requested_for_whom_no_bed_can_be_reached() -> None:
    told = posed(a_hospital(crews="crew,kind,owner,site,transfers\n", region_beds=BEDS))
    assert told.crews == ()


def test_nobody_to_move_is_a_problem_of_nobody() -> None:
    told = posed(a_hospital(patients=PATIENTS))
    assert (len(told.problem), told.problem.penalty_min.shape) == (0, (0, 3))


def test_rows_in_another_order_give_the_same_arrays() -> None:
    def turned(table: str) -> str:
        head, *rows = a_hospital_tables[table].strip().splitlines()
        return "\n".join([head, *rows[::-1]]) + "\n"

    from tests.divert.moves import TABLES

    a_hospital_tables = TABLES
    names = ("patients", "crews", "region", "region_beds", "travel_min")
    one = posed(a_hospital()).problem
    other = posed(a_hospital(**{name: turned(name) for name in names})).problem
    for field in ("origin", "want", "penalty_min", "lot_place", "free", "crew_place", "crew_level", "road_min"):
        assert np.array_equal(getattr(one, field), getattr(other, field)), field
