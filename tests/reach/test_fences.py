"""Where nobody enforces a no, it is not counted as one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given

from codedark.hospital.records import GateId, Hospital, Selector, ZoneId
from codedark.hospital.words import Action, Inside, Role
from codedark.reach import closure, compile, possible, unfenced, written
from tests.reach import oracle, worlds

WALL = GateId("wall")


def unfenced_slowly(hospital: Hospital, one: str, other: str) -> bool:
    """Whether no gate stands between two zones, row by row and host by host."""
    if one == other or hospital.zones[one].gate or hospital.zones[other].gate:
        return False
    gated = [row for row in hospital.conduits.values() if row.gate is not None]
    return not any(
        (_touches(row.from_, a, hospital) and _touches(row.to, b, hospital))
        for row in gated
        for a, b in ((one, other), (other, one))
    )


def _touches(selector: Selector, zone: str, hospital: Hospital) -> bool:
    if selector == Selector() or selector == Selector(zone=ZoneId(zone)):
        return True
    return any(h.zone == zone and oracle.means(selector, h, hospital, allow=True) for h in hospital.hosts)


@worlds.some
@given(worlds.gated_hospitals())
def test_a_pair_is_fenced_when_some_gate_stands_between(hospital) -> None:
    names = list(hospital.zones)
    slowly = [[unfenced_slowly(hospital, a, b) for b in names] for a in names]
    assert unfenced(hospital).tolist() == slowly


@worlds.some
@given(worlds.gated_hospitals())
def test_what_is_possible_is_told_and_unfenced_together(hospital) -> None:
    """Hosts with an address alone: of the others see test_paths."""
    hosts = [replace(h, address=h.address or worlds.ADDRESSES[1]) for h in hospital.hosts]
    hospital = worlds.hospital(list(hospital.zones.values()), hosts, list(hospital.conduits.values()))
    people = oracle.everyone(hospital)
    told = oracle.neighbours(hospital)

    def neighbours(i: int) -> set[int]:
        loose = {
            j
            for j, other in enumerate(people)
            if j != i
            and (
                unfenced_slowly(hospital, people[i].zone, other.zone)
                or (other.zone == people[i].zone and hospital.zones[other.zone].contain is None)
            )
        }
        return told(i) | loose

    closed = closure(possible(hospital))
    for i in range(len(hosts)):
        seen, waiting = {i}, [i]
        while waiting:
            fresh = neighbours(waiting.pop()) - seen
            seen |= fresh
            waiting += fresh
        assert set(np.flatnonzero(closed.held_from(np.array([i]))).tolist()) == {j for j in seen if j < len(hosts)}


def two_zones(**rows: object) -> Hospital:
    zones = [worlds.zone("lab", Inside.OPEN), worlds.zone("office", Inside.OPEN)]
    hosts = [worlds.host(z, z, None, Role.SERVER) for z in ("lab", "office")]
    return worlds.hospital(zones, hosts, list(rows.values()))


def test_edges_of_no_row_are_numbered_past_the_last_row_and_let_everything_through() -> None:
    hospital = two_zones(deny=worlds.between("lab", "office", action=Action.DENY))
    reach = possible(hospital)
    assert compile(hospital).edge_from.tolist() == []
    assert sorted(zip(reach.edge_from.tolist(), reach.edge_to.tolist(), strict=True)) == [(0, 1), (1, 0)]
    assert reach.edge_conduit.tolist() == [1, 1]
    assert {written(reach.port_sets[i]) for i in reach.edge_ports.tolist()} == {"any"}


def test_a_deny_that_names_a_gate_is_a_fence() -> None:
    hospital = two_zones(deny=worlds.between("lab", "office", action=Action.DENY, gate=WALL))
    assert not unfenced(hospital).any()
    assert possible(hospital).edge_from.tolist() == []
