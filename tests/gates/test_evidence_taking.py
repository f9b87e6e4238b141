from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from codedark.gap.gate_seal import Canary
from codedark.gap.posture import Posture
from codedark.gap.proving import PairEvidence
from codedark.gates import evidence_taking
from codedark.gates.agent import Agent
from codedark.gates.evidence_taking import ProberLinks
from codedark.response.order import OrderAct
from tests.gates.rooms import Rooms

pytestmark = pytest.mark.namespaces

THERE, BACK = ("office", "clinic"), ("clinic", "office")


def at_gate(world: Rooms, work: Callable[[Agent], Any]) -> Any:
    return world.at("gate", lambda: work(world.agents[0].agent))


def cut_and_look(world: Rooms, **postures: Posture) -> dict[Any, PairEvidence]:
    plan = world.plan(**postures) if postures else world.cut_all
    at_gate(world, lambda a: a.prepare(plan.id))
    at_gate(world, lambda a: a.obey(world.order(plan, OrderAct.CUT)))
    return {p.pair: p for p in at_gate(world, lambda a: a.evidence(plan.id)).pairs}


def test_both_directions_of_a_pair_are_looked_at(ready: Rooms) -> None:
    assert set(cut_and_look(ready)) == {THERE, BACK}


def test_ports_of_what_is_cut_are_probed_and_the_control_passes(ready: Rooms) -> None:
    tokens = {(t.canary.protocol, t.canary.port): t for t in cut_and_look(ready)[THERE].tokens}
    assert {("tcp", 443), ("tcp", 3389), ("udp", 5000), ("udp", 47117), ("udp", 47118), ("tcp", 104)} <= set(tokens)
    assert tokens["udp", 47118].seen_count == 1  # type: ignore[index]


def test_a_prober_that_is_gone_is_said(ready: Rooms) -> None:
    ready.probers[1].stop()
    pairs = cut_and_look(ready)
    assert pairs[THERE].sender_answers and not pairs[THERE].receiver_answers


def test_a_hole_in_the_seal_is_seen(ready: Rooms) -> None:
    """The wrong build: everything is let through first."""
    at_gate(ready, lambda a: setattr(a, "_spoiled", lambda: False))
    ready.nft("insert rule inet codedark seal accept")
    seen = [t.canary.port for t in cut_and_look(ready)[THERE].tokens if t.seen_count and not t.canary.passes]
    assert 443 in seen


def test_a_token_that_slips_through_late_is_a_hole_all_the_same(ready: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine one session may stand later than all the others, and nothing else is waited for by then."""
    looks, seen = [0], evidence_taking._seen

    def late(links: ProberLinks, tokens: Sequence[tuple[str, Canary]]) -> dict[str, int]:
        looks[0] += 1
        hidden = {token for token, canary in tokens if canary.port == 443} if looks[0] < 4 else set()
        return {token: 0 if token in hidden else count for token, count in seen(links, tokens).items()}

    monkeypatch.setattr(evidence_taking, "_seen", late)
    monkeypatch.setattr(evidence_taking, "LATE_S", 2.0)
    at_gate(ready, lambda a: setattr(a, "_spoiled", lambda: False))
    ready.nft("insert rule inet codedark seal accept")
    tokens = cut_and_look(ready)[THERE].tokens
    assert 443 in [t.canary.port for t in tokens if t.seen_count and not t.canary.passes]


def test_what_another_gate_drops_is_not_counted_here(ready: Rooms) -> None:
    """Lost before it comes here: the counters say so."""
    ready.nft(
        "add table inet before\nadd chain inet before f { type filter hook forward priority -400; }\n"
        "add rule inet before f udp dport 47117 drop"
    )
    token = next(t for t in cut_and_look(ready)[THERE].tokens if t.canary.port == 47117)
    assert (token.sent_count, token.seen_count, token.dropped_count) == (1, 0, 0)


def test_pairs_that_others_look_at_are_left_to_them(ready: Rooms) -> None:
    plan = ready.cut_all
    at_gate(ready, lambda a: a.obey(ready.order(plan)))
    evidence = at_gate(ready, lambda a: a.evidence(plan.id, {THERE}))
    assert [p.pair for p in evidence.pairs] == [THERE]


def test_no_timeout_is_waited_for(ready: Rooms) -> None:
    """Figures are for benchmarks; this catches a prober that is asked and never answers."""
    plan = ready.cut_all
    at_gate(ready, lambda a: a.obey(ready.order(plan)))
    at_gate(ready, lambda a: a.evidence(plan.id))
    began = time.monotonic()
    at_gate(ready, lambda a: a.evidence(plan.id))
    assert time.monotonic() - began < 1.0
