"""The toy is what the examples say."""

from codedark.gap.toy import toy_ground, toy_hospital, toy_presumed


def test_it_has_four_zones_two_of_them_core() -> None:
    zones = toy_hospital().zones.values()
    assert len(zones) == 4 and sum(zone.core for zone in zones) == 2


def test_it_is_read_and_surveyed_once() -> None:
    assert toy_hospital() is toy_hospital() and toy_ground() is toy_ground()


def test_it_presumes_without_hops_unless_told() -> None:
    assert toy_presumed("ws-1").hosts == {"ws-1"}
    assert "records" in toy_presumed("ws-1", elapsed_min=60).zones
