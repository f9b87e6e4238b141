from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from codedark.divert.planning import CERTIFIED_UP_TO, plan
from codedark.divert.transfer_plan import BoundKind, Fixed, TransferPlan
from codedark.hospital.records import Hospital
from codedark.hospital.words import Acuity
from tests.divert.checking import broken_laws
from tests.divert.moves import FELL_AT, a_hospital, lost

BEDS = "hospital,pool,free_staffed,confirmed_at,confirmed_by\n"
PATIENTS = "patient,site,ward,pool,acuity,needs,can_go_home,escort\n"


def without_bound(told: TransferPlan) -> TransferPlan:
    """What is compared when only the decisions count."""
    return replace(told, bound=0.0, bound_kind=BoundKind.NONE)


def planned(hospital: Hospital | None = None, **asked: Any) -> TransferPlan:
    """A plan of a hospital that has lost `record`, which breaks no law."""
    hospital = hospital or a_hospital()
    asked = {"fell_at": FELL_AT, "effort": 500, **asked}
    outage = lost(hospital)
    told = plan(hospital, outage, **asked)
    assert broken_laws(hospital, outage, told, **asked) == []
    return told


def where(told: TransferPlan) -> dict[str, tuple[str, str | None]]:
    """Patient -> place and crew."""
    return {t.patient: (t.to, t.crew) for t in told.transfers}


def fixed(patient: str, to: str, pool: str, **trip: Any) -> Fixed:
    """One that is fixed."""
    return Fixed(patient=patient, to=to, pool=pool, **trip)  # type: ignore[arg-type]


def many(count: int, **tables: str) -> Hospital:
    """So many alike patients."""
    rows = "".join(f"p-{n:03d},home,w,icu,high,icu,no,none\n" for n in range(count))
    beds = BEDS + f"near,icu,{count},2024-03-05T06:00Z,desk\n"
    return a_hospital(**{"patients": PATIENTS + rows, "region_beds": beds, **tables})


def test_a_small_plan_is_the_best_there_is_and_says_so() -> None:
    told = planned()
    assert where(told) == {"p-1": ("near", "amb-1"), "p-2": ("far", "amb-2"), "p-3": ("mid", "mug-1")}
    assert [t.patient for t in told.transfers] == ["p-1", "p-2", "p-3"]  # by departure, then reference
    assert (told.bound_kind, told.gap_pct) == (BoundKind.EXACT, 0.0)
    assert (told.unplaced, told.assumed_beds_pct) == ((), None)


def test_without_confirmed_beds_nobody_is_placed_and_each_reason_says_so() -> None:
    hospital = a_hospital(region_beds=BEDS + "near,icu,? no answer,,\nmid,ward,? no answer,,\n")
    told = planned(hospital)
    assert told.transfers == ()
    assert all(u.why.startswith("no free") and "confirmed" in u.why and "--assume-beds" in u.why for u in told.unplaced)
    assert len(told.unplaced) == 3
    assumed = planned(hospital, assume_beds_pct=5.0)
    assert (len(assumed.transfers), assumed.assumed_beds_pct) == (3, 5.0)


def test_nobody_to_move_has_no_bound() -> None:
    told = planned(a_hospital(patients=PATIENTS))
    assert (told.objective, told.bound, told.bound_kind, told.gap_pct) == (0.0, 0.0, BoundKind.NONE, 0.0)


def test_a_bound_may_be_left_out() -> None:
    told = planned(bounded=False)
    assert (told.bound, told.bound_kind) == (0.0, BoundKind.NONE)
    assert told == without_bound(planned())


def test_up_to_so_many_patients_the_bound_is_tight_at_once_and_beyond_when_asked_for() -> None:
    tight = {BoundKind.CERTIFIED, BoundKind.EXACT}
    assert planned(many(CERTIFIED_UP_TO), effort=100).bound_kind in tight
    more = many(CERTIFIED_UP_TO + 1)
    asked, online = planned(more, effort=100, certify=True), planned(more, effort=100)
    assert (online.bound_kind, asked.bound_kind in tight) == (BoundKind.PRICED, True)
    assert online.bound <= asked.bound <= asked.objective


def test_an_order_to_stop_gives_the_plan_found_by_then() -> None:
    hospital = many(30)
    stopped = planned(hospital, effort=10**9, stop=lambda: True)
    assert without_bound(stopped) == without_bound(planned(hospital, effort=0))


def test_effort_never_makes_it_worse_and_the_same_seed_is_the_same_plan() -> None:
    hospital = many(14)
    start, found = planned(hospital, effort=0), planned(hospital, effort=3_000)
    assert found.objective <= start.objective <= start.acuity_first
    assert planned(hospital, effort=3_000) == found
    assert planned(hospital, effort=3_000, seed=1).objective <= start.objective


def test_it_is_said_how_much_worse_the_usual_ways_are() -> None:
    rows = "p-1,home,w,icu,stable,icu,no,none\np-2,home,w,icu,critical,icu,no,none\n"
    one_crew = "crew,kind,owner,site,transfers\namb-1,ambulance,112,home,yes\n"
    told = planned(a_hospital(patients=PATIENTS + rows, crews=one_crew))
    assert told.nearest_first > told.acuity_first >= told.objective > 0


def test_a_trip_that_has_departed_stays_as_it_is() -> None:
    gone = fixed("p-1", "far", "icu", crew="mug-1", depart_min=5.0, arrive_min=33.3)
    told = planned(fixed=(gone,), now_min=12.0)
    assert where(told)["p-1"] == ("far", "mug-1")
    (first,) = [t for t in told.transfers if t.patient == "p-1"]
    assert (first.depart_min, first.arrive_min, first.frozen) == (5.0, 33.3, True)
    alone = planned(
        a_hospital(patients=PATIENTS + "p-2,home,w,icu,high,icu,no,nurse\np-3,home,w,ward,stable,ward,no,none\n")
    )
    assert told.objective >= alone.objective  # what has departed is in no figure of what is left to decide


def test_an_agreed_place_is_kept_however_bad_it_is_and_told_as_frozen() -> None:
    told = planned(fixed=(fixed("p-1", "far", "icu"),))
    assert where(told)["p-1"][0] == "far"
    assert [t.patient for t in told.transfers if t.frozen] == ["p-1"]


@pytest.mark.parametrize("to", ["convent", "far", "near"])
def test_an_agreed_patient_is_driven_whether_or_not_the_place_is_on_the_list(to: str) -> None:
    hospital = a_hospital(travel_min="from,to,minutes\nhome,near,10\nhome,mid,12\n")
    told = planned(hospital, fixed=(fixed("p-1", to, "" if to == "convent" else "icu"),))
    (t,) = [t for t in told.transfers if t.patient == "p-1"]
    assert (t.to, t.arrive_min - t.depart_min) == (to, 10.0 if to == "near" else 60.0)


def test_whoever_leaves_by_agreement_is_in_no_other_list() -> None:
    rows = (
        "p-1,home,w,icu,high,icu,yes,none\np-2,home,w,icu,high,annex-icu,no,none\n"
        "p-3,home,w,icu,high,annex-icu,no,none\n"
    )
    some = (fixed("p-1", "near", "icu"), fixed("p-2", "far", "icu", crew="mug-1", depart_min=0.0, arrive_min=20.0))
    told = planned(a_hospital(patients=PATIENTS + rows), fixed=some)
    assert set(where(told)) == {"p-1", "p-2"}
    assert ([s.patient for s in told.stay], told.home) == (["p-3"], ())


def test_a_crew_under_way_for_somebody_no_list_has_any_more_is_not_sent_twice() -> None:
    mug = "crew,kind,owner,site,transfers\nmug-1,mug,ours,home,yes\n"
    gone = fixed("p-9", "far", "icu", crew="mug-1", depart_min=0.0, arrive_min=300.0)
    told = planned(a_hospital(crews=mug), fixed=(gone,))
    assert min(t.depart_min for t in told.transfers if t.crew == "mug-1") > 300.0


def test_a_new_plan_keeps_to_the_old_one_where_that_is_as_good() -> None:
    hospital = many(10)
    before = planned(hospital, seed=3)
    again = planned(hospital, before=before, seed=99, effort=0)
    assert where(again) == where(before)


def test_a_new_plan_leaves_the_old_one_where_that_is_much_worse() -> None:
    hospital = many(10)
    before = planned(hospital, effort=0)
    one_crew = tuple(replace(t, crew="amb-1") for t in before.transfers)  # type: ignore[arg-type]
    slow = replace(before, transfers=one_crew)
    assert planned(hospital, before=slow, effort=0).objective <= before.objective


def mixed(count: int) -> Hospital:
    """So many patients of all kinds, for whom search finds more than any start."""
    kinds = ("critical,icu,no,physician", "stable,ward,no,none", "high,icu ward,no,nurse", "stable,icu,no,none")
    rows = "".join(f"p-{n:02d},{'annex' if n % 5 == 1 else 'home'},w,icu,{kinds[n * 7 % 4]}\n" for n in range(count))
    beds = BEDS + "".join(f"{place},icu,{count // 2},2024-03-05T06:00Z,desk\n" for place in ("near", "mid", "far"))
    return a_hospital(patients=PATIENTS + rows, region_beds=beds)


def test_an_agreement_does_not_throw_others_bound_for_that_place_out_of_their_trips() -> None:
    hospital = mixed(16)
    start, before = planned(hospital, effort=0), planned(hospital, effort=20_000)
    assert before.objective < start.objective
    first = next(t for t in before.transfers if t.to == "near" and t.acuity is Acuity.CRITICAL)
    agreed = (fixed(first.patient, first.to, first.pool),)
    again = planned(hospital, before=before, fixed=agreed, effort=0)
    assert where(again) == where(before)
    assert again.objective == before.objective - 16 * 15  # nothing speaks against a place that is agreed


def test_whom_the_beds_assigned_leave_behind_gets_another_that_a_crew_can_drive_to() -> None:
    """p-1 must leave the near bed to p-2, as only the assignment sees; p-3 is assigned a bed with no way back."""
    rows = """
        patient,site,ward,pool,acuity,needs,can_go_home,escort,demands
        p-1,home,w,icu,critical,icu,no,none,
        p-2,home,w,icu,high,icu,no,none,isolation
        p-3,home,w,ward,stable,icu,no,none,
        """
    told = planned(a_hospital(
        patients=rows, crews="crew,kind,owner,site,transfers\nmug-1,mug,ours,annex,yes\n",
        region="hospital,name,beds_recognised,offers\nnear,Near,9,isolation\nmid,Mid,9,\nfar,Far,9,\n",
        region_beds=BEDS + "near,icu,1,2024-03-05T06:00Z,\nfar,icu,1,2024-03-05T06:00Z,\n"
        "mid,ward,1,2024-03-05T06:00Z,\nfar,ward,1,2024-03-05T06:00Z,\n",
        travel_min="from,to,minutes\nannex,home,15\nannex,near,5\nannex,far,30\nhome,near,10\nhome,mid,9\nhome,far,20\n",
    ))  # fmt: skip
    assert where(told) == {"p-1": ("far", "mug-1"), "p-2": ("near", "mug-1"), "p-3": ("far", "mug-1")}


def test_a_bound_that_was_asked_for_goes_on_when_the_search_must_stop() -> None:
    hospital = many(CERTIFIED_UP_TO + 1)
    stopped = planned(hospital, certify=True, stop=lambda: True)
    assert stopped == planned(hospital, certify=True, effort=0)


def test_an_old_plan_of_people_places_and_crews_that_are_gone_is_no_harm() -> None:
    before = planned()
    hospital = a_hospital(
        patients=PATIENTS + "p-1,home,w,icu,critical,icu,no,physician\np-9,home,w,icu,high,icu,no,none\n",
        crews="crew,kind,owner,site,transfers\nmug-1,mug,ours,home,yes\n",
        region_beds=BEDS + "far,icu,2,2024-03-05T06:00Z,\n",
    )
    told = planned(hospital, before=before)
    assert where(told) == {"p-1": ("far", "mug-1"), "p-9": ("far", "mug-1")}


def test_a_patient_named_twice_in_an_old_plan_is_driven_once() -> None:
    hospital = many(5, region_beds=BEDS + "near,icu,20,2024-03-05T06:00Z,desk\n")
    before = planned(hospital)
    twice = replace(before, transfers=(*before.transfers, before.transfers[0]))
    assert where(planned(hospital, before=twice, effort=0)) == where(before)


def test_crews_out_and_places_that_refused_are_not_used() -> None:
    told = planned(crews_out=frozenset({"amb-1", "amb-2"}), excluded=frozenset({("p-1", "near"), ("p-2", "near")}))
    assert {crew for _, crew in where(told).values()} == {"mug-1"}
    assert "near" not in {to for to, _ in where(told).values()}


def test_patients_of_a_kind_nobody_has_a_bed_for_change_nothing_for_the_others() -> None:
    hospital = many(12)
    rows = "".join(f"x-{n},home,w,nicu,critical,icu,no,physician\n" for n in range(8))
    more = a_hospital(
        patients=PATIENTS + "".join(f"p-{n:03d},home,w,icu,high,icu,no,none\n" for n in range(12)) + rows,
        region_beds=BEDS + "near,icu,12,2024-03-05T06:00Z,desk\n",
    )
    assert where(planned(more)) == where(planned(hospital))


def test_a_bed_left_by_the_assignment_alone_is_still_used_where_a_crew_can_drive_there() -> None:
    """The nearest bed has no way back for the only crew; the other one has."""
    crews = "crew,kind,owner,site,transfers\nmug-1,mug,ours,annex,yes\n"
    roads = "from,to,minutes\nannex,home,15\nhome,near,10\nhome,far,20\nannex,far,30\n"
    told = planned(a_hospital(crews=crews, travel_min=roads, patients=PATIENTS + "p-1,home,w,icu,high,icu,no,none\n"))
    assert where(told) == {"p-1": ("far", "mug-1")}


def test_a_crew_that_is_never_free_again_is_no_crew() -> None:
    mug = "crew,kind,owner,site,transfers\nmug-1,mug,ours,home,yes\n"
    told = planned(a_hospital(crews=mug), crew_free_min={"mug-1": float("inf")})
    assert [t.crew for t in told.transfers] == [None, None, None]


def test_a_hospital_with_no_region_at_all_places_nobody() -> None:
    hospital = a_hospital(region="hospital,name,beds_recognised\n", region_beds=BEDS, travel_min="from,to,minutes\n")
    told = planned(hospital, assume_beds_pct=50.0)
    assert {u.why for u in told.unplaced} == {
        "no hospital is told to have icu beds", "no hospital is told to have ward beds",
    }  # fmt: skip
