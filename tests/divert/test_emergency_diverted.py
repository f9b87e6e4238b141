from __future__ import annotations

import pytest

from codedark.divert.emergency_diverted import ArrivalsLost, arrivals_lost
from codedark.divert.service_status import Standing, service_status
from codedark.hospital.records import SiteId
from tests.divert.two_sites import TABLES, outage_of, two_sites

NEAR, FAR = SiteId("near"), SiteId("far")


def lost(
    *applications: str, now_min: float = 0.0, down: frozenset[SiteId] = frozenset(), **changed: str
) -> list[ArrivalsLost]:
    hospital = two_sites(**changed)
    statuses = service_status(hospital, outage_of(hospital, *applications), now_min)
    return list(arrivals_lost(hospital, statuses, down=down))


def test_what_paper_does_not_keep_goes_elsewhere_and_later_all_of_it() -> None:
    (on_paper,), (shut,) = lost("north-ehr"), lost("north-ehr", now_min=120.0)
    assert (on_paper.arrivals_per_h, on_paper.ambulances_per_h) == pytest.approx((3.0, 1.5))
    assert (shut.arrivals_per_h, shut.ambulances_per_h, shut.status) == (4.0, 2.0, Standing.NONE)


def test_our_own_other_department_comes_first_although_it_is_farther() -> None:
    (one,) = lost("north-ehr")
    assert (one.to, one.own, one.road_min) == ("south", True, 30.0)


def test_with_both_down_each_goes_to_the_nearest_of_the_region() -> None:
    north, south = lost("north-ehr", "south-ehr")
    assert (north.to, north.own, north.road_min) == ("near", False, 10.0)
    assert (south.to, south.road_min) == ("far", 12.0)


def test_a_neighbour_that_is_down_is_passed_over_and_said() -> None:
    north, _ = lost("north-ehr", "south-ehr", down=frozenset({NEAR}))
    assert north.to == "far" and "1 are" in north.why


def test_without_a_road_or_a_neighbour_nothing_is_made_up() -> None:
    no_road = lost("north-ehr", "south-ehr", travel_min="from,to,minutes\n")
    assert all(one.to is None and "no road" in one.why for one in no_road)
    nobody = lost("north-ehr", "south-ehr", down=frozenset({NEAR, FAR}))
    assert all(one.to is None and "no emergency department" in one.why for one in nobody)


def test_a_service_without_a_site_has_no_road() -> None:
    services = TABLES["services"].replace("Emergency north,north", "Emergency north,")
    (one,) = lost("north-ehr", services=services)
    assert one.to is None and "no site" in one.why


def test_nothing_lost_diverts_nobody() -> None:
    assert lost("lis") == []
