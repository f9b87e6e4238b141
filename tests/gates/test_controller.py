from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from codedark.gap.proving import ProofVerdict, prove
from codedark.gates.controller import Controller, GateAnswer, Member, clock_off_s, clock_remarks
from codedark.gates.holding import seals_of
from codedark.hospital.records import GateId
from tests.gates.rooms import Rooms

G1 = GateId("g1")
HERE = Member(gate=G1, agent="g1", address=("10.9.0.1", 47115))
NOBODY = Member(gate=GateId("g2"), agent="g2", address=("10.9.0.1", 47999))


def with_controller(world: Rooms, work: Callable[[Controller], Any], *members: Member) -> Any:
    def run() -> Any:
        controller = Controller(members=members or (HERE,), key=world.people.engineer, timeout_s=1.0)
        try:
            return work(controller)
        finally:
            controller.close()

    return world.at("laptop", run)


@pytest.mark.namespaces
def test_prepared_fired_and_proven(ready: Rooms) -> None:
    plan = ready.cut_all
    seals = {G1: seals_of(ready.staged(), plan)[0]}

    def work(controller: Controller) -> Any:
        prepared = controller.prepare(plan.id)[0]
        done = controller.order(ready.order(plan))[0]
        return prepared.told, done.done, controller.evidence(plan.id, seals)

    told, done, evidence = with_controller(ready, work)
    assert told["as_staged"] and done["act"] == "cut"
    assert prove(seals.items(), evidence).verdict is ProofVerdict.SEALED


@pytest.mark.namespaces
def test_a_gate_that_does_not_answer_is_named_and_not_waited_for(ready: Rooms) -> None:
    def work(controller: Controller) -> Any:
        began = time.monotonic()
        answers = controller.order(ready.order(ready.cut_all), together=False)
        return controller.stragglers(answers), time.monotonic() - began, answers[0].done

    stragglers, took_s, done = with_controller(ready, work, HERE, NOBODY)
    assert list(stragglers) == ["g2"] and stragglers["g2"]
    assert done is not None and took_s < 3


@pytest.mark.namespaces
def test_what_a_silent_gate_shows_is_unknown(ready: Rooms) -> None:
    plan = ready.cut_all
    seal = seals_of(ready.staged(), plan)[0]
    seals = {G1: seal, GateId("g2"): seal}

    def work(controller: Controller) -> Any:
        controller.order(ready.order(plan))
        return controller.evidence(plan.id, seals)

    evidence = with_controller(ready, work, HERE, NOBODY)
    verdicts = {(p.gate, p.verdict) for p in prove(seals.items(), evidence).pairs}
    assert verdicts == {(G1, ProofVerdict.SEALED), (GateId("g2"), ProofVerdict.UNKNOWN)}


@pytest.mark.namespaces
def test_somebody_else_at_a_gates_address_is_not_trusted(ready: Rooms) -> None:
    wrong = Member(gate=G1, agent="g1", address=HERE.address, key="ab" * 32)
    answers = with_controller(ready, lambda c: c.order(ready.order(ready.cut_all)), wrong)
    assert answers[0].done is None and "not believed" in answers[0].refused


@pytest.mark.namespaces
def test_where_no_connection_can_be_made_the_order_goes_out_as_one_datagram(ready: Rooms) -> None:
    """It cuts; but the word that comes back is not signed, so the gate stays a straggler until it is proven."""
    ready.listen(443)
    ready.nft(
        "add table inet lose\nadd chain inet lose input { type filter hook input priority 0; }\n"
        'add rule inet lose input iifname "lap0" tcp dport 47115 drop'
    )
    answers = with_controller(ready, lambda c: c.order(ready.order(ready.cut_all)))
    assert answers[0].done is None and "one datagram: done" in answers[0].refused
    assert not ready.connects(443)


@pytest.mark.namespaces
def test_a_link_that_broke_is_made_anew(ready: Rooms) -> None:
    def work(controller: Controller) -> Any:
        controller.ask("status", {"g1": None})
        controller._links["g1"].sock.close()
        first = controller.ask("status", {"g1": None})[0]
        return first.failed, controller.ask("status", {"g1": None})[0].told

    failed, told = with_controller(ready, work)
    assert failed and told is not None


def answer(wall: float, *, trusted: bool = True) -> GateAnswer:
    return GateAnswer(HERE, {"wall": wall, "clock_trusted": trusted})


def test_a_clock_that_is_off_is_said() -> None:
    assert clock_remarks([answer(1000.0)], lambda: 1000.0) == {}
    assert "+60 min" in clock_remarks([answer(4600.0)], lambda: 1000.0)["g1"]
    assert "does not trust" in clock_remarks([answer(1000.0, trusted=False)], lambda: 1000.0)["g1"]
    assert clock_off_s(answer(880.0), lambda: 1000.0) == -120.0
    assert clock_off_s(GateAnswer(HERE, failed="silent")) == 0.0


def test_skew_is_between_those_that_fired() -> None:
    def fired(agent: str, at: float, *, touches: bool = True) -> GateAnswer:
        member = Member(gate=G1, agent=agent, address=("", 0))
        return GateAnswer(member, {"done": {"touches": touches, "fired_uptime_s": at}})

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    controller = Controller(members=[], key=Ed25519PrivateKey.generate())
    controller._uptime_ahead_s = {"a": 0.0, "b": 100.0}
    assert controller.skew_ms([fired("a", 5.0), fired("b", 105.002)]) == pytest.approx(2.0)
    assert controller.skew_ms([fired("a", 5.0), fired("b", 0.0, touches=False)]) is None
