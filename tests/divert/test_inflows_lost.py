from __future__ import annotations

from codedark.divert.inflows_lost import InflowsLost, inflows_lost
from codedark.divert.service_status import Standing, service_status
from codedark.hospital.records import SiteId, Unknown
from tests.divert.two_sites import TABLES, outage_of, two_sites


def lost(
    *applications: str, now_min: float = 0.0, down: tuple[str, ...] = (), need_road: bool = False, **changed: str
) -> InflowsLost:
    hospital = two_sites(**changed)
    outage = outage_of(hospital, *applications)
    statuses = service_status(hospital, outage, now_min)
    return inflows_lost(
        hospital, outage, statuses, now_min, down=frozenset(SiteId(site) for site in down), need_road=need_road
    )


def test_a_code_goes_to_the_first_place_that_is_not_down() -> None:
    stroke = lost("north-ehr").flows[0]
    assert (stroke.inflow, stroke.to, stroke.road_min, stroke.own) == ("stroke", "near", 10.0, False)
    second = lost("north-ehr", down=("near",)).flows[0]
    assert second.to == "far" and "Near hospital is down itself" in second.why


def test_the_service_that_keeps_least_decides_how_many_are_lost() -> None:
    stroke = lost("north-ehr").flows[0]
    assert (stroke.status, stroke.share_lost, stroke.per_day_lost, stroke.because) == (
        Standing.PARTIAL, 0.75, 3.0, ("ed-n",),
    )  # fmt: skip
    both = lost("north-ehr", "lis").flows[0]
    assert (both.status, both.share_lost, both.per_day_lost, both.because) == (Standing.NONE, 1.0, 4.0, ("ed-n", "lab"))


def test_nobody_told_where_is_said_and_not_filled_in() -> None:
    kidney = next(one for one in lost("north-ehr", now_min=700.0).flows if one.inflow == "kidney")
    assert (kidney.to, kidney.road_min, kidney.why) == (None, None, "nobody told where")
    every = lost("north-ehr", down=("near", "far")).flows[0]
    assert every.to is None and every.why.startswith("nobody told where; Near hospital is down itself")


def test_a_share_of_an_unknown_number_is_unknown() -> None:
    hill = next(one for one in lost("north-ehr", now_min=60.0).flows if one.inflow == "hill")
    assert hill.per_day_lost == hill.per_day == Unknown("not counted")


def test_where_a_road_is_asked_for_places_without_one_are_passed_over() -> None:
    free = next(one for one in lost("north-ehr").flows if one.inflow == "hill")
    asked = next(one for one in lost("north-ehr", need_road=True).flows if one.inflow == "hill")
    assert (free.to, free.road_min) == ("clinic", None)
    assert (asked.to, asked.road_min) == ("far", 20.0) and "no road" in asked.why


def test_our_own_other_site_is_a_place_only_while_it_is_whole() -> None:
    inflows = TABLES["inflows"].replace("near far", "south near")
    assert lost("north-ehr", inflows=inflows).flows[0].to == "south"
    assert lost("north-ehr", "south-ehr", inflows=inflows).flows[0].to == "near"


def test_a_sector_keeps_the_share_of_its_teams_that_go_out() -> None:
    told = lost("dispatch")
    (area,) = told.flows
    assert (area.inflow, area.share_lost, area.per_day_lost, area.because) == ("area", 0.5, 5.0, ("mug-1",))
    assert [(one.crew, one.status, one.because) for one in told.crews] == [("mug-1", Standing.NONE, "mobile")]


def test_a_team_whose_need_is_on_paper_still_goes_out() -> None:
    services = TABLES["services"].replace("dispatch,0,0,no", "dispatch,60,1,no")
    early, late = lost("dispatch", services=services), lost("dispatch", services=services, now_min=60.0)
    assert early.flows == () and early.crews[0].status is Standing.PARTIAL
    assert late.flows[0].inflow == "area" and late.flows[0].since_min == 60.0


def test_an_empty_table_is_unknown_and_not_none() -> None:
    told = lost("north-ehr", "dispatch", inflows="inflow,kind\n")
    assert told.flows == ()
    assert "unknown, not none" in told.unknown[0] and "mug-1" in told.unknown[1]
    assert lost("north-ehr", "dispatch").unknown == ()


def test_nothing_that_falls_loses_nothing() -> None:
    told = lost()
    assert (told.flows, told.arrivals, told.crews) == ((), (), ())
