"""What the walker holds, against the model: host by host, at rest and with rules that are wrong on purpose."""

from __future__ import annotations

import pytest

from codedark.gap.posture import EVERYTHING_NORMAL
from codedark.gates.libnft import Nft
from codedark.gates.range.building import Built
from codedark.gates.range.kernel import network
from codedark.gates.range.listeners import listen
from codedark.gates.range.readiness import Ready
from codedark.gates.range.walker import Step, Walk, Walker
from tests.gates.range.conftest import InWorld

SERVERS = ("ip daddr 10.4.0.0/24", "ip6 daddr 2001:db8:4::/64")

pytestmark = pytest.mark.needs("ip")


def _walker(built: Built, ready: Ready) -> Walker:
    walker = Walker(built, ready.furnished, ready.doors, ready.model.class_of.tolist())
    walker.running = listen(built, ready.furnished, ready.doors)  # type: ignore[attr-defined]
    return walker


def test_from_every_machine_packets_hold_what_the_model_says(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> list[tuple[str, list[object]]]:
        walker = _walker(built, ready)
        walker.dropped_after_s = 0.1
        found: list[tuple[str, list[object]]] = []
        for start, machine in enumerate(ready.furnished.machines):
            walk = walker.walk(Walk(), [start])
            model = ready.model.held([start], EVERYTHING_NORMAL)
            if missed := sorted(model - walk.held):
                walker.missed(walk, missed)
            found.append((machine.name, list(ready.model.disagreements(walk, model, EVERYTHING_NORMAL))))
        return found

    told = in_small(look)
    assert len(told) == len(ready.furnished.machines)
    assert {name: wrong for name, wrong in told if wrong} == {}


def test_a_rule_that_is_missing_at_a_gate_is_noticed(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> list[str]:
        with network(built.gate("wall")):
            Nft().run("".join(f"insert rule inet filter forward {to} drop\n" for to in SERVERS))
        walk = _walker(built, ready).walk(Walk(), [ready.entry])
        model = ready.model.held([ready.entry], EVERYTHING_NORMAL)
        return [d.host for d in ready.model.disagreements(walk, model, EVERYTHING_NORMAL) if d.model]

    assert set(in_small(look)) == {"pacs-1", "desk-1", "pacs-2", "dc-1"}


def test_a_gate_that_lets_too_much_through_is_noticed(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> list[str]:
        for gate in ("wall", "inner"):
            with network(built.gate(gate)):
                Nft().run("insert rule inet filter forward ip daddr 10.3.0.0/24 accept\n")
        walk = _walker(built, ready).walk(Walk(), [ready.entry])
        model = ready.model.held([ready.entry], EVERYTHING_NORMAL)
        wrong = ready.model.disagreements(walk, model, EVERYTHING_NORMAL)
        return [f"{d.host}: {d.why}" for d in wrong if d.packets]

    (told,) = in_small(look)
    assert told.startswith("ct-1: ")


def test_a_walk_stops_when_it_is_enough_and_goes_on_from_there(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> tuple[int, int, int]:
        walker = _walker(built, ready)
        walk = walker.walk(Walk(), [ready.entry], enough=lambda w: len(w.steps) >= 3, at_once=1)
        some = len(walk.steps)
        walk.forget_tries()
        return some, len(walker.walk(walk, ()).steps), len(walker.walk(Walk(), [ready.entry]).steps)

    some, rest, whole = in_small(look)
    assert some == 3
    assert rest == whole > 3


def test_a_machine_that_was_missed_is_asked_again(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> tuple[int, int]:
        walker = _walker(built, ready)
        with network(built.gate("wall")):
            Nft().run("table inet lost { chain f { type filter hook forward priority -10; drop; }\n}\n")
        walk = walker.walk(Walk(), [ready.entry])
        before = len(walk.steps)
        with network(built.gate("wall")):
            Nft().run("delete table inet lost\n")
        missed = sorted(ready.model.held([ready.entry], EVERYTHING_NORMAL) - walk.held)
        return before, len(walker.missed(walk, missed).steps)

    before, after = in_small(look)
    assert before == 5
    assert after == len(ready.model.held([ready.entry], EVERYTHING_NORMAL))


def test_who_reached_whom_over_which_port_is_kept(in_small: InWorld, ready: Ready) -> None:
    def look(built: Built) -> dict[int, Step]:
        return _walker(built, ready).walk(Walk(), [ready.entry]).steps

    steps = in_small(look)
    lift = next(s for s in steps.values() if ready.furnished.machines[s.machine].name == "lift-1")
    assert ready.furnished.machines[lift.by].name == "someone@outside"
    assert lift.port == 502


def test_one_connection_answers_one_question(in_small: InWorld, ready: Ready) -> None:
    at = {m.name: i for i, m in enumerate(ready.furnished.machines)}

    def look(built: Built) -> tuple[bool, bool, bool]:
        walker = _walker(built, ready)
        return (
            walker.once(at["nurse-1"], at["desk-1"], 3389),
            walker.once(at["nurse-1"], at["desk-1"], 22),
            walker.once(at["nurse-2"], at["pacs-2"], 443),
        )

    assert in_small(look) == (True, False, True)
