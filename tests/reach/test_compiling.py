"""Edges say what the rows say, no more and no less."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given

from codedark.hospital.records import Conduit, Hospital, Port, PortRange, Selector, ZoneId
from codedark.hospital.words import Action, Inside, Protocol, Purpose, Role
from codedark.reach import TooManyEdges, carries, compile, compile_rules, only_over, written
from tests.reach import oracle, worlds

DENY = Action.DENY


def _edges(hospital):
    reach = compile(hospital)
    return reach, list(
        zip(
            reach.edge_from.tolist(),
            reach.edge_to.tolist(),
            reach.edge_conduit.tolist(),
            reach.edge_ports.tolist(),
            strict=True,
        )
    )


def _classes(hospital, reach):
    """Class of everyone, strangers included, as the oracle counts people."""
    found = reach.class_of.tolist()
    zone_ids = hospital.hosts.zone_ids
    for who in oracle.everyone(hospital)[len(found) :]:
        (at,) = [c for c in range(len(reach.size)) if zone_ids[reach.zone_of[c]] == who.zone]
        assert reach.size[at] == 0
        found.append(at)
    return found


@worlds.some
@given(worlds.hospitals())
def test_an_edge_carries_exactly_the_packets_the_rows_let_through(hospital) -> None:
    reach, edges = _edges(hospital)
    people = oracle.everyone(hospital)
    class_of = _classes(hospital, reach)
    rows = list(hospital.conduits)
    for i, one in enumerate(people):
        for j, other in enumerate(people):
            if i == j:
                continue
            got = {
                (str(rows[conduit]), protocol, number)
                for f, t, conduit, ports in edges
                if f == class_of[i] and t == class_of[j]
                for protocol, number in oracle.PACKETS
                if carries(reach.port_sets[ports], Port(protocol, None if protocol is Protocol.ICMP else number))
            }
            assert got == oracle.direct(hospital, one, other)


@worlds.some
@given(worlds.hospitals())
def test_no_edge_is_written_twice_or_carries_nothing(hospital) -> None:
    reach, edges = _edges(hospital)
    assert len({e[:3] for e in edges}) == len(edges)
    assert all(reach.port_sets[e[3]].parts for e in edges)


def deny_hospital(allow: Conduit, deny: Conduit) -> Hospital:
    """lab with a server and a workstation, office with one of each; the deny stands first."""
    zones = [worlds.zone(z, Inside.ISOLATED) for z in ("lab", "office")]
    hosts = [worlds.host(f"{z}-{r}", z, None, r) for z in ("lab", "office") for r in worlds.ROLES]
    return worlds.hospital(zones, hosts, [deny, allow])


def edges_by_host(hospital: Hospital) -> dict[tuple[str, str], str]:
    """(from, to) of hosts -> ports."""
    reach = compile(hospital)
    name = {c: hospital.hosts.ids[i] for i, c in enumerate(reach.class_of.tolist())}
    return {
        (name[f], name[t]): written(reach.port_sets[p])
        for f, t, p in zip(reach.edge_from.tolist(), reach.edge_to.tolist(), reach.edge_ports.tolist(), strict=True)
    }


def test_a_deny_of_everything_leaves_no_edge_and_no_port_set() -> None:
    hospital = deny_hospital(worlds.between("lab", "office"), worlds.between("lab", "office", name="no", action=DENY))
    assert edges_by_host(hospital) == {}
    assert compile(hospital).port_sets == ()


def test_a_deny_takes_off_its_own_ports_between_its_own_hosts_alone() -> None:
    smb = {"protocol": Protocol.TCP, "ports": (PortRange(445, 445),)}
    deny = worlds.between("lab", "office", name="no", action=DENY, to=Selector(role=Role.SERVER), **smb)
    assert edges_by_host(deny_hospital(worlds.between("lab", "office"), deny)) == {
        ("lab-server", "office-server"): "icmp tcp/0-444,446-65535 udp",
        ("lab-workstation", "office-server"): "icmp tcp/0-444,446-65535 udp",
        ("lab-server", "office-workstation"): "any",
        ("lab-workstation", "office-workstation"): "any",
    }


def test_a_deny_by_prefix_holds_for_a_zone_without_hosts_when_it_covers_all_its_networks() -> None:
    def edges(prefix: str) -> int:
        zones = [worlds.zone("lab", Inside.OPEN), worlds.zone("world", Inside.OPEN, (ip_network("10.0.0.0/24"),))]
        rows = [
            worlds.between("lab", "world"),
            worlds.conduit("no", Selector(zone=ZoneId("lab")), Selector(prefix=ip_network(prefix)), DENY),
        ]
        hospital = worlds.hospital(zones, [worlds.host("h", "lab", None, Role.SERVER)], rows)
        return len(compile(hospital).edge_from)

    assert [edges(p) for p in ("10.0.0.0/25", "10.0.0.0/24", "10.0.0.0/16", "0.0.0.0/0", "::/0")] == [1, 0, 0, 0, 1]


def test_a_deny_the_other_way_takes_nothing_off() -> None:
    hospital = deny_hospital(worlds.between("lab", "office"), worlds.between("office", "lab", name="no", action=DENY))
    assert set(edges_by_host(hospital).values()) == {"any"}


def test_several_denies_are_all_taken_off() -> None:
    rows = [
        worlds.between("lab", "office", protocol=Protocol.TCP, ports=(PortRange(0, 100),)),
        worlds.between("lab", "office", name="low", action=DENY, protocol=Protocol.TCP, ports=(PortRange(0, 49),)),
        worlds.between("lab", "office", name="high", action=DENY, protocol=Protocol.ANY, ports=(PortRange(51, 200),)),
    ]
    hospital = deny_hospital(rows[0], rows[1])
    hospital = worlds.hospital(list(hospital.zones.values()), list(hospital.hosts), rows)
    assert set(edges_by_host(hospital).values()) == {"tcp/50"}


def test_only_rows_of_a_purpose_let_anything_through_and_denies_stay() -> None:
    rows = [
        worlds.between("lab", "office", name="care", purpose=Purpose.CLINICAL),
        worlds.between("office", "lab", name="adm", purpose=Purpose.ADMINISTRATION),
        worlds.between("lab", "office", name="no", action=DENY, protocol=Protocol.UDP),
    ]
    hospital = deny_hospital(rows[0], rows[2])
    hospital = worlds.hospital(list(hospital.zones.values()), list(hospital.hosts), rows)
    assert list(only_over(hospital, {Purpose.CLINICAL}).conduits) == ["care", "no"]
    assert list(only_over(hospital, {Purpose.ADMINISTRATION}).conduits) == ["adm", "no"]
    assert only_over(hospital, ()) is hospital


def test_a_zone_without_hosts_is_a_class_of_size_nought() -> None:
    hospital = worlds.hospital([worlds.zone("world", Inside.OPEN)], [], [])
    reach = compile(hospital)
    assert reach.size.tolist() == [0]
    assert reach.class_of.shape == (0,)


def test_more_edges_than_memory_should_hold_are_refused_and_the_widest_row_is_named() -> None:
    zones = [worlds.zone(f"z{i}", Inside.OPEN) for i in range(30)]
    every = worlds.conduit("everything", Selector(), Selector(), Action.ALLOW, Protocol.ANY, ())
    narrow = worlds.conduit(
        "narrow", Selector(zone=ZoneId("z0")), Selector(zone=ZoneId("z1")), Action.ALLOW, Protocol.ANY, ()
    )
    hospital = worlds.hospital(zones, [], [narrow, every])
    with pytest.raises(TooManyEdges, match=r"901 pairs.*everything: 30 x 30"):
        compile_rules(
            hospital.hosts,
            list(hospital.conduits.values()),
            inside_open=compile(hospital).inside_open,
            prefixes={},
            most_edges=900,
        )


def test_arrays_are_read_only() -> None:
    reach = compile(worlds.hospital([worlds.zone("world", Inside.OPEN)], [], []))
    with pytest.raises(ValueError, match="read-only"):
        reach.size[0] = 1
