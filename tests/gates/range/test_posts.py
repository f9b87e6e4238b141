from __future__ import annotations

from codedark.formats.nft_seal import Hook
from codedark.gap.posture import seal
from codedark.gates.range.readiness import Ready


def test_a_gate_that_routes_has_one_post_and_one_that_contains_has_one_a_zone(ready: Ready) -> None:
    assert [(p.gate, p.space, p.hook) for p in ready.posts] == [
        ("wall", "gate:wall", Hook.FORWARD),
        ("inner", "gate:inner", Hook.FORWARD),
        ("between", "gate:between", Hook.FORWARD),
        ("ports/office", "zone:office", Hook.INPUT),
    ]


def test_inside_a_zone_only_its_own_hosts_are_kept_apart(ready: Ready) -> None:
    contained = dict(ready.seals(seal({}, contain=["office"])))  # type: ignore[list-item]
    assert {gate: s.touched for gate, s in contained.items() if not s.empty} == {
        "ports/office": (("office", "office"),)
    }


def test_a_host_is_taken_off_at_its_own_port(ready: Ready) -> None:
    off = dict(ready.seals(seal({}, quarantine=["ws-2"])))  # type: ignore[list-item]
    assert {gate: s.quarantine for gate, s in off.items() if not s.empty} == {"ports/office": ("10.1.0.11",)}
