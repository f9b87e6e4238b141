from __future__ import annotations

from codedark.gates.range.readiness import Ready, get_ready
from codedark.gates.range.topology import BACKBONE, gate_space, zone_space
from codedark.hospital import read
from tests.gates.range.small import TABLES


def _above(ready: Ready, name: str) -> str:
    return next(link.other for link in ready.topology.links if link.one == name and link.one_interface == "uplink")


def test_a_zone_hangs_on_its_gate_and_without_one_on_the_backbone(ready: Ready) -> None:
    assert _above(ready, zone_space("office")) == gate_space("wall")
    assert _above(ready, zone_space("yard")) == BACKBONE
    assert _above(ready, gate_space("wall")) == BACKBONE


def test_a_gate_named_by_conduits_across_stands_in_the_ring(ready: Ready) -> None:
    ring = [(x.one, x.other) for x in ready.topology.links if x.one_interface == "ring-out"]
    assert ring == [(BACKBONE, gate_space("between")), (gate_space("between"), BACKBONE)]


def test_only_pairs_it_is_named_for_are_sent_round(ready: Ready) -> None:
    steering = next(n.steering for n in ready.topology.namespaces if n.name == BACKBONE)
    assert "10.1.0.0/24 . 10.4.0.0/24" in steering
    assert "10.4.0.0/24 . 10.1.0.0/24" in steering
    assert "10.3.0.0/24" not in steering


def test_what_contains_a_zone_routes_nothing(ready: Ready) -> None:
    assert "ports" not in ready.topology.routing
    assert ready.topology.inside["ports"] == ("office",)  # type: ignore[index]


def test_a_gate_knows_the_interface_towards_each_of_its_zones(ready: Ready) -> None:
    assert ready.topology.interfaces["wall", "office"] == "z-office"  # type: ignore[index]
    assert ("inner", "office") not in ready.topology.interfaces


def test_two_zones_of_one_gate_go_round_where_another_gate_cuts_between_them() -> None:
    zones = TABLES["zones.csv"].replace(
        "servers,server,yes,10.4.0.0/24 2001:db8:4::/64,inner", "servers,server,yes,10.4.0.0/24 2001:db8:4::/64,wall"
    )
    ready = get_ready(read({name: text.encode() for name, text in {**TABLES, "zones.csv": zones}.items()}, ()), "ws-1")
    wall = next(n for n in ready.topology.namespaces if n.name == gate_space("wall"))
    assert "10.1.0.0/24 . 10.4.0.0/24" in wall.steering
    assert any("table 100" in line for line in wall.batch)
