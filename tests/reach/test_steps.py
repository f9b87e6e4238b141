"""One hop in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from codedark.hospital.records import GateId, Hospital, PortRange, Selector, ZoneId
from codedark.hospital.words import Basis, Inside, Protocol, Purpose, Role
from codedark.reach import Step, compile, find_place, walk
from codedark.reach.steps import Telling, weakest
from tests.reach import worlds


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([Basis.OBSERVED, Basis.OBSERVED], Basis.OBSERVED),
        ([Basis.ASSUMED, Basis.OBSERVED], Basis.ASSUMED),
        ([], Basis.ASSUMED),
    ],
)
def test_a_chain_is_as_well_known_as_its_weakest_link(known, expected) -> None:
    assert weakest(known) is expected


def steps(hospital: Hospital, one: str, other: str) -> tuple[Step, ...]:
    reach = compile(hospital)
    places = [find_place(hospital, word, option="--from") for word in (one, other)]
    telling = Telling(hospital, reach, *places)
    return telling.steps(telling.nearest(walk(reach, places[0].classes(reach))))


def hospital(**changes: object) -> Hospital:
    zones = [replace(worlds.zone(z, Inside.OPEN), basis=Basis.STATED) for z in ("office", "lab")]
    hosts = [worlds.host(f"{z}-{i}", z, None, Role.SERVER) for z in ("office", "lab") for i in range(3)]
    row = worlds.between(
        "office", "lab", name="work", protocol=Protocol.TCP, ports=(PortRange(443, 443),), purpose=Purpose.CLINICAL
    )
    return worlds.hospital([replace(z, **changes) for z in zones], hosts, [row])  # type: ignore[arg-type]


def test_a_hop_over_a_row_names_the_row_the_ports_and_both_ends() -> None:
    (step,) = steps(hospital(), "office-1", "lab")
    assert (step.one, step.other, step.one_zone, step.other_zone) == (
        "office-1",
        "lab-0 (or 2 others)",
        "office",
        "lab",
    )
    assert (step.conduit, step.ports, step.purpose, step.basis) == ("work", "tcp/443", "clinical", "observed")
    assert step.doubt == ""
    assert step.says == "office-1 in office -> lab-0 (or 2 others) in lab: tcp/443, conduit work (observed)"


def test_a_hop_inside_a_zone_names_no_row_and_is_known_as_the_zone_is() -> None:
    (step,) = steps(hospital(), "office-1", "office-2")
    assert (step.conduit, step.ports, step.purpose, step.basis) == (None, "any", None, "stated")
    assert step.says == "office-1 in office -> office-2 in office: any, the inside of office is open (stated)"


def test_the_gates_on_a_hop_are_the_rows_own_or_else_those_of_its_zones() -> None:
    wall, other = GateId("wall"), GateId("other")
    assert steps(hospital(), "office-1", "lab")[0].gates == ()
    assert steps(hospital(gate=wall), "office-1", "lab")[0].gates == (wall,)
    gated = hospital(gate=wall)
    gated = replace(gated, conduits={c: replace(row, gate=other) for c, row in gated.conduits.items()})
    assert steps(gated, "office-1", "lab")[0].gates == (other,)
    assert steps(hospital(gate=wall, contain=other), "office-1", "office-2")[0].gates == (other,)
    assert steps(hospital(gate=wall), "office-1", "office-2")[0].gates == ()


def test_an_edge_to_a_zone_without_hosts_is_certain_when_its_networks_lie_in_the_prefix() -> None:
    def certain(*networks: object) -> list[bool]:
        zones = [worlds.zone("office", Inside.OPEN), worlds.zone("world", Inside.OPEN, networks)]
        row = worlds.conduit("out", Selector(zone=ZoneId("office")), Selector(prefix=worlds.PREFIXES[2]))
        small = worlds.hospital(zones, [worlds.host("h", "office", None, Role.SERVER)], [row])
        place = find_place(small, "office", option="--from")
        found = Telling(small, compile(small), place, place).certain_edges()
        assert found.dtype == np.bool_
        return found.tolist()

    assert certain(worlds.PREFIXES[3]) == [True]
    assert certain(worlds.PREFIXES[1]) == [False]
    assert certain() == [False]
