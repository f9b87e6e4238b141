from __future__ import annotations

import pytest

from codedark.depend.ends import Ends
from codedark.hospital.cells import selector
from codedark.hospital.records import Hospital
from tests.making import make_hospital


@pytest.fixture
def hospital() -> Hospital:
    return make_hospital(
        zones="""
            zone, kind, prefixes
            lab, device, 10.1.0.0/24
            ward, clinical, 10.2.0.0/24 fd00::/64
            empty, external, 10.9.0.0/24
            """,
        hosts="""
            host, zone, role, address
            a-1, lab, analyser, 10.1.0.1
            a-2, lab, analyser, 10.1.0.200
            s-1, lab, server,
            w-1, ward, server, 10.2.0.1
            w-6, ward, printer, fd00::1
            """,
    )


def ends(hospital: Hospital, *selectors: str) -> Ends:
    return Ends(hospital.hosts, tuple(hospital.zones.values()), [selector(s) for s in selectors])


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("*", "a-1 a-2 s-1 w-1 w-6"),
        ("lab", "a-1 a-2 s-1"),
        ("role:server", "s-1 w-1"),
        ("role:server@lab", "s-1"),
        ("host:a-2", "a-2"),
        ("10.1.0.0/25", "a-1"),
        ("10.0.0.0/8", "a-1 a-2 w-1"),
        ("fd00::/16", "w-6"),
        ("0.0.0.0/0", "a-1 a-2 w-1"),
    ],
)
def test_a_host_stands_at_the_end_of_what_names_it(hospital: Hospital, written: str, named: str) -> None:
    at = ends(hospital, written)
    assert [h for i, h in enumerate(hospital.hosts.ids) if at.of_host(i)] == named.split()


def test_each_conduit_has_its_own_bit(hospital: Hospital) -> None:
    at = ends(hospital, "lab", "role:server", "ward", "host:s-1")
    assert at.of_host(hospital.hosts.index_of("s-1")) == 0b1011


def test_a_zone_is_let_through_when_enough_of_its_hosts_are(hospital: Hospital) -> None:
    at = ends(hospital, "*", "lab", "role:analyser", "host:a-1", "10.1.0.0/25", "10.1.0.0/24", "ward")
    allows = {needed: at.of_zone(0, needed)[0] for needed in (1, 2, 3)}
    assert allows == {1: 0b0111111, 2: 0b0100111, 3: 0b0000011}


def test_a_zone_is_shut_out_when_too_few_are_left(hospital: Hospital) -> None:
    at = ends(hospital, "*", "lab", "role:analyser", "host:a-1", "10.1.0.0/25", "10.1.0.0/24", "ward")
    denies = {needed: at.of_zone(0, needed)[1] for needed in (1, 2, 3)}
    assert denies == {1: 0b0000011, 2: 0b0100111, 3: 0b0111111}


def test_a_zone_without_hosts_goes_by_its_prefixes(hospital: Hospital) -> None:
    at = ends(hospital, "*", "empty", "10.9.0.0/25", "10.0.0.0/8", "10.1.0.0/24", "role:server", "lab")
    allows, denies = at.of_zone(2, 1)
    assert allows == 0b0001111
    assert denies == 0b0001011
