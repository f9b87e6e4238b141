from __future__ import annotations

from codedark.gap.posture import EVERYTHING_NORMAL, Posture, seal
from codedark.gates.range.readiness import Ready, get_ready
from codedark.gates.range.walker import Step, Walk
from codedark.hospital import read
from codedark.hospital.records import ConduitId, HostId
from tests.gates.range.small import TABLES


def _at(ready: Ready, name: str) -> int:
    return next(i for i, m in enumerate(ready.furnished.machines) if m.name == name)


def _names(ready: Ready, held: frozenset[int]) -> set[str]:
    return {ready.furnished.machines[m].name for m in held}


def test_the_model_hops_over_machines_nobody_told(ready: Ready) -> None:
    held = _names(ready, ready.model.held([ready.entry], EVERYTHING_NORMAL))
    assert {"someone@outside", "lift-1"} <= held


def test_names_over_udp_are_no_way_for_a_walker(ready: Ready) -> None:
    assert "ct-1" not in _names(ready, ready.model.held([ready.entry], EVERYTHING_NORMAL))


def test_a_dark_conduit_holds_what_is_behind_it(ready: Ready) -> None:
    dark = seal({ConduitId(c): Posture.DARK for c in ("admin", "help", "web")})
    held = _names(ready, ready.model.held([ready.entry], dark))
    assert held == {"ws-1", "ws-2", "ws-3", "ws-4", "ws-5"}


def test_a_quarantined_start_gets_no_further(ready: Ready) -> None:
    off = seal({}, quarantine=[HostId("ws-1")])
    assert ready.model.held([ready.entry], off) == {ready.entry}


def test_a_port_of_its_own_decides(ready: Ready) -> None:
    one, other = _at(ready, "nurse-1"), _at(ready, "desk-1")
    assert ready.model.opens(one, other, 3389, EVERYTHING_NORMAL)
    assert not ready.model.opens(one, other, 22, EVERYTHING_NORMAL)
    assert not ready.model.opens(_at(ready, "ws-1"), _at(ready, "pacs-1"), 22, EVERYTHING_NORMAL)


def test_a_host_on_which_packets_differ_is_named_with_why(ready: Ready) -> None:
    model = ready.model.held([ready.entry], EVERYTHING_NORMAL)
    entry, ct = ready.entry, _at(ready, "ct-1")
    steps = {m: Step(machine=m, by=entry, port=443, at_s=0) for m in model if m != _at(ready, "pacs-1")}
    walk = Walk(steps=steps | {ct: Step(machine=ct, by=entry, port=104, at_s=0)})
    told = {d.host: d for d in ready.model.disagreements(walk, model, EVERYTHING_NORMAL)}
    assert set(told) == {"ct-1", "pacs-1"}
    assert told["ct-1"].packets
    assert "tcp/104" in told["ct-1"].why
    assert told["pacs-1"].model
    assert "inside is open" in told["pacs-1"].why


def test_a_seal_closes_nothing_where_no_gate_stands() -> None:
    tables = {**TABLES, "zones.csv": TABLES["zones.csv"].replace("wall,ports,open", ",ports,open")}
    ready = get_ready(read({name: text.encode() for name, text in tables.items()}, ()), "ws-1")
    dark = seal({ConduitId("lift"): Posture.DARK})
    start = _at(ready, "lift-1")
    assert _at(ready, "ws-1") in ready.model.held([start], dark)
