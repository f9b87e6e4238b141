from __future__ import annotations

from ipaddress import ip_network

from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.reading import Folder
from tests.hospital.faulty import faults_of, only_fault, places
from tests.making import make_files, make_hospital


def zones(*prefixes: str) -> str:
    return "zone,kind,prefixes\n" + "\n".join(f"z{i},office,{p}" for i, p in enumerate(prefixes))


def test_zones_that_touch_do_not_overlap() -> None:
    make_hospital(zones=zones("10.0.0.0/25", "10.0.0.128/25", "fd00::/65", "fd00:0:0:0:8000::/65"))


def test_zones_that_overlap_are_both_named() -> None:
    fault = only_fault(zones=zones("10.0.0.0/25", "10.0.1.0/24", "10.0.0.64/26"))
    assert (fault.row, fault.column) == (4, "prefixes")
    for part in ("10.0.0.64/26", "'z2'", "10.0.0.0/25", "'z0'", "zones.csv, row 2"):
        assert part in fault.message


def test_prefixes_of_one_zone_may_nest() -> None:
    make_hospital(zones=zones("10.0.0.0/8 10.1.0.0/16"), hosts="host,zone,address\nh,z0,10.1.2.3")


def test_four_never_overlaps_six() -> None:
    make_hospital(zones=zones("0.0.0.0/1", "::/1"))


def test_a_pair_that_overlaps_twice_is_told_once() -> None:
    only_fault(zones=zones("10.0.0.0/24 10.0.1.0/24", "10.0.0.0/25 10.0.1.0/25"))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 255), st.integers(24, 32)), min_size=1, max_size=8))
def test_overlaps_are_found_as_by_comparing_every_pair(told: list[tuple[int, int]]) -> None:
    networks = [ip_network((f"10.0.0.{at}", length), strict=False) for at, length in told]
    overlap = any(a.overlaps(b) for i, a in enumerate(networks) for b in networks[:i])
    assert bool(Folder(make_files(zones=zones(*map(str, networks)))).faults()) == overlap


def test_a_host_stands_within_its_zone() -> None:
    text = "host,zone,address\nfirst,z0,10.0.0.0\nlast,z0,10.0.0.255\nsix,z1,fd00::1\nnone,z1,"
    make_hospital(zones=zones("10.0.0.0/24", "fd00::/64"), hosts=text)


def test_a_host_outside_its_zone_is_told_where_it_lies() -> None:
    text = "host,zone,address\na,z0,10.0.1.0\nb,z0,10.0.2.0\nc,z1,fd00::1"
    faults = faults_of(make_files(zones=zones("10.0.0.0/24", "10.0.1.0/24"), hosts=text))
    assert places(faults) == [("hosts.csv", row, "address") for row in (2, 3, 4)]
    assert "did you mean zone 'z1'" in faults[0].fix
    assert "outside zone 'z0' (10.0.0.0/24)" in faults[1].message


def test_a_zone_without_networks_takes_any_address_that_is_nobody_elses() -> None:
    make_hospital(zones="zone,kind,prefixes\na,office,\nb,office,10.0.0.0/24", hosts="host,zone,address\nh,a,10.9.0.1")
    text = "host,zone,address\nh,a,10.0.0.1"
    only_fault(zones="zone,kind,prefixes\na,office,\nb,office,10.0.0.0/24", hosts=text)


def test_an_address_told_twice_names_the_other_host() -> None:
    fault = only_fault(hosts="host,zone,address\na,office,10.0.0.1\nb,office,\nc,office,10.0.0.1")
    assert fault.row == 4
    assert "'a' (hosts.csv, row 2)" in fault.message
