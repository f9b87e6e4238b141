from __future__ import annotations

from codedark.divert.open_sites import doors_open, name_of, own_sites_open, road_min
from codedark.divert.service_status import service_status
from codedark.hospital.records import SiteId
from tests.divert.two_sites import outage_of, two_sites

NORTH, SOUTH, NEAR, FAR = (SiteId(name) for name in ("north", "south", "near", "far"))
HOSPITAL = two_sites()


def test_a_site_that_lost_anything_of_its_own_is_not_open() -> None:
    told = service_status(HOSPITAL, outage_of(HOSPITAL, "dispatch"))
    assert own_sites_open(told) == {SOUTH}
    assert doors_open(HOSPITAL, told) == {NORTH: "ed-n", SOUTH: "ed-s"}


def test_a_service_of_no_one_site_shuts_no_site() -> None:
    assert own_sites_open(service_status(HOSPITAL, outage_of(HOSPITAL, "lis"))) == {NORTH, SOUTH}


def test_a_department_on_paper_is_no_open_door() -> None:
    assert doors_open(HOSPITAL, service_status(HOSPITAL, outage_of(HOSPITAL, "north-ehr"))) == {SOUTH: "ed-s"}


def test_the_road_is_the_shortest_from_where_they_came_and_unknown_stays_unknown() -> None:
    assert road_min(HOSPITAL, (NORTH, SOUTH), FAR) == 12.0
    assert road_min(HOSPITAL, (SOUTH,), NEAR) is None
    assert road_min(HOSPITAL, (SOUTH,), SOUTH) == 0.0


def test_places_are_called_by_their_names() -> None:
    names = [name_of(HOSPITAL, site) for site in (NORTH, NEAR, SiteId("elsewhere"))]
    assert names == ["North", "Near hospital", "elsewhere"]


def test_a_site_whose_services_are_all_on_paper_is_not_open_either() -> None:
    told = service_status(HOSPITAL, outage_of(HOSPITAL, "south-ehr"))
    assert own_sites_open(told) == {NORTH}
