from __future__ import annotations

from datetime import date

from codedark.divert.operation_partners import OtherPlace, other_places
from codedark.divert.theatre_lines import TheatreLine, theatre_lines
from codedark.hospital.records import Hospital, ServiceId, SiteId
from tests.divert.two_sites import TABLES, two_sites

FAR = SiteId("far")


def of(name: str, hospital: Hospital) -> TheatreLine:
    return next(line for line in theatre_lines(hospital, date(2024, 3, 5)) if line.operation == name)


def places(
    name: str, *lost: str, partners: dict[str, int | None] | None = None, down: tuple[str, ...] = (), **changed: str
) -> list[tuple[str, bool]]:
    hospital = two_sites(**changed)
    gone = frozenset(ServiceId(service) for service in lost)
    asked = {SiteId(site): takes for site, takes in (partners or {}).items()}
    found = other_places(hospital, of(name, hospital), gone, asked, frozenset(SiteId(site) for site in down))
    return [(place.site, place.own) for place in found]


def test_our_own_other_theatres_come_before_a_partner() -> None:
    assert places("hand", "or-n") == [("south", True), ("far", False)]


def test_our_other_theatres_are_none_when_they_are_lost_too() -> None:
    assert places("hand", "or-n", "or-s") == [("far", False)]
    assert places("acute", "or-n", "wake-s") == [("far", False)]


def test_our_other_site_is_none_where_nothing_like_it_is_done() -> None:
    shared = TABLES["operations"].replace("elective,,or-s,wake-s", "elective,,or-s lab,wake-s")
    assert places("hip", "or-n") == [("far", False)]  # it takes a laboratory that no list of the south has
    assert ("south", True) in places("hip", "or-n", operations=shared)
    assert ("south", True) not in places("hip", "or-n", "lab", operations=shared)


def test_a_place_that_offered_needs_a_road() -> None:
    assert places("hand", "or-n", "or-s", partners={"near": 1, "clinic": 2}) == [("near", False), ("far", False)]


def test_a_partner_that_is_down_takes_nothing() -> None:
    assert places("hand", "or-n", "or-s", down=("far",)) == []


def test_what_a_place_said_it_takes_is_kept_and_nothing_is_made_up() -> None:
    hospital = two_sites()
    (far,) = other_places(hospital, of("hip", hospital), frozenset(), {})
    assert far == OtherPlace(site=FAR, own=False, road_min=20.0, takes=None)
    (told,) = other_places(hospital, of("hip", hospital), frozenset(), {FAR: 3})
    assert told.takes == 3
