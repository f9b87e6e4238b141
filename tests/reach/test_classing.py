"""As few classes as the rules allow, and no fewer."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import numpy as np
from hypothesis import given

from codedark.hospital.records import Hospital, Selector
from codedark.hospital.words import Inside, Role
from codedark.reach.classing import classes, innermost
from tests.reach import oracle, worlds


def selectors_of(hospital: Hospital) -> list[Selector]:
    return [s for row in hospital.conduits.values() for s in (row.from_, row.to)]


@worlds.some
@given(worlds.hospitals(hosts_max=10))
def test_two_hosts_are_one_class_exactly_when_no_rule_tells_them_apart(hospital) -> None:
    """Equal signatures, one class; different signatures, two: none mixed, none too many."""
    selectors = selectors_of(hospital)
    class_of, zone_of, first = classes(hospital.hosts, selectors)
    signature = [
        (host.zone, *(oracle.means(s, host, hospital, allow=True) for s in selectors)) for host in hospital.hosts
    ]
    for i, one in enumerate(signature):
        for j, other in enumerate(signature):
            assert (class_of[i] == class_of[j]) == (one == other)
    for i, host in enumerate(hospital.hosts):
        assert hospital.hosts.zone_ids[zone_of[class_of[i]]] == host.zone
    told = first >= 0
    assert (class_of[first[told]] == np.flatnonzero(told)).all()


@worlds.some
@given(worlds.hospitals())
def test_every_zone_has_a_class_and_only_one_without_hosts(hospital) -> None:
    _, zone_of, first = classes(hospital.hosts, selectors_of(hospital))
    assert set(zone_of.tolist()) == set(range(len(hospital.zones)))
    assert (np.diff(zone_of) >= 0).all()
    empty = zone_of[first < 0].tolist()
    assert empty == [i for i, z in enumerate(hospital.zones) if not (hospital.hosts.zone_at == i).any()]


@worlds.some
@given(worlds.hospitals(hosts_max=10))
def test_the_innermost_prefix_is_the_longest_that_holds_the_address(hospital) -> None:
    prefixes = sorted(worlds.PREFIXES, key=lambda p: p.prefixlen)
    found = innermost(prefixes, hospital.hosts).tolist()
    for host, at in zip(hospital.hosts, found, strict=True):
        holding = [p for p in prefixes if host.address is not None and host.address in p]
        assert (prefixes[at] if at >= 0 else None) == (holding[-1] if holding else None)


def test_nested_prefixes_split_a_zone_into_their_layers() -> None:
    nets = [ip_network(n) for n in ("10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24", "10.0.0.1/32")]
    told = ["10.0.0.1", "10.0.0.2", "10.0.0.129", "10.0.1.1", "10.1.0.1", "10.255.255.255", "255.255.255.255"]
    hosts = [worlds.host(a, "lab", ip_address(a), Role.SERVER) for a in told]
    hospital = worlds.hospital([worlds.zone("lab", Inside.OPEN)], hosts, [])
    class_of, _, _ = classes(hospital.hosts, [Selector(prefix=n) for n in nets])
    groups = {c: [a for a, d in zip(told, class_of.tolist(), strict=True) if d == c] for c in class_of.tolist()}
    assert sorted(groups.values()) == [
        ["10.0.0.1"],
        ["10.0.0.2", "10.0.0.129"],
        ["10.0.1.1"],
        ["10.1.0.1", "10.255.255.255"],
        ["255.255.255.255"],
    ]


def test_hosts_without_an_address_stand_apart_when_asked() -> None:
    zones = [worlds.zone("lab", Inside.OPEN)]
    hosts = [worlds.host("a", "lab", None, Role.SERVER), worlds.host("b", "lab", worlds.ADDRESSES[1], Role.SERVER)]
    hospital = worlds.hospital(zones, hosts, [])
    assert classes(hospital.hosts, [])[0].tolist() == [0, 0]
    apart = classes(hospital.hosts, [], unaddressed_apart=True)[0].tolist()
    assert apart[0] != apart[1]


def test_no_hosts_and_no_zones_are_no_classes() -> None:
    class_of, zone_of, first = classes(worlds.hospital([], [], []).hosts, [])
    assert class_of.shape == zone_of.shape == first.shape == (0,)
