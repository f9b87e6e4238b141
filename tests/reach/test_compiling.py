"""Edges say what the rows say, no more and no less."""

from __future__ import annotations

import pytest
from hypothesis import given

from codedark.hospital.records import Port, Selector, ZoneId
from codedark.hospital.words import Action, Inside, Protocol
from codedark.reach import TooManyEdges, carries, compile, compile_rules
from tests.reach import oracle, worlds


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
