from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from codedark.gap.proving import PairProof, ProofVerdict
from codedark.gates.clock import Clock
from codedark.gates.controller import Controller, GateAnswer, Member
from codedark.gates.live import Live, moved_s, new_order, planned, seals_at, signed_by, worst_of
from codedark.gates.live_folder import Laid, LiveFolder
from codedark.hospital.records import GateId, ZoneId
from codedark.response import events as ev
from codedark.response.commands import Command, PrintCards
from codedark.response.incident import Pace, Stage
from codedark.response.machine import begin
from codedark.response.mandate import Act
from codedark.response.mandate_file import read_mandate
from codedark.response.order import OrderAct
from codedark.response.ruling import may
from tests.gates.rooms import Rooms

G1 = GateId("g1")
HERE = Member(gate=G1, agent="g1", address=("10.9.0.1", 47115))


class Day:
    """A laptop in the rooms, and what it told its person."""

    def __init__(self, world: Rooms, *members: Member) -> None:
        staged = world.staged()
        mandate = read_mandate(world.people.mandate()[0])
        self.world, self.mandate, self.told = world, mandate, list[Command]()
        self.laid = Laid(hospital_sha256="", defences=(), timezone="UTC", plans=staged.plans, books=(staged.book,))
        controller = Controller(members=members or (HERE,), key=world.people.engineer, timeout_s=1.0)
        self.live = Live(
            incident=begin(mandate, Pace(propose_s=0)),
            laid=self.laid,
            controller=controller,
            folder=LiveFolder(world.path / "live"),
            mark=world.people.mark,
            tell=self.told.append,
            signers=[world.people.engineer],
        )

    def at(self, work: Callable[[], Any]) -> Any:
        return self.world.at("laptop", work)

    def alarm(self) -> None:
        plan = planned(self.world.cut_all, self.laid)
        self.at(lambda: self.live.feed(ev.AlarmRaised(at=Clock().now(), planned=plan)))

    def order(self, act: OrderAct, *signers: Any, **more: Any) -> None:
        now = Clock().now()
        order = new_order(act, self.world.cut_all, now, hold_min=30, reason="a test", **more)
        signed = signed_by(order, signers or (self.world.people.engineer,), self.world.people.mark)
        act_of = {OrderAct.CUT: Act.FIRE, OrderAct.HOLD: Act.HOLD, OrderAct.RELEASE: Act.RELEASE}[act]
        ruling = may(self.mandate, signed.keys, act_of, self.world.cut_all.posture_max, now.replace(tzinfo=None), True)
        self.at(lambda: self.live.feed(ev.Approved(at=now, signed=signed, ruling=ruling)))

    @property
    def stage(self) -> Stage | None:
        cut = self.live.incident.cut(self.world.cut_all.id)
        return None if cut is None else cut.stage


@pytest.mark.namespaces
def test_from_alarm_to_proven_and_let_go(ready: Rooms) -> None:
    for port in (443, 104):
        ready.listen(port)
    day = Day(ready)
    day.alarm()
    assert day.stage is Stage.PROPOSED and ready.connects(443)
    day.order(OrderAct.CUT)
    assert day.stage is Stage.PROVEN
    assert not ready.connects(443) and ready.connects(104)
    assert day.live.proof is not None and day.live.proof.verdict is ProofVerdict.SEALED
    day.order(OrderAct.RELEASE, ready.people.engineer, ready.people.physician)
    assert day.stage is Stage.PATH_OPEN and ready.connects(443)
    stages = {
        s
        for s in ("proposed", "authorised", "ordered", "applied", "proven", "releasing")
        if f'"after":"{s}"' in (ready.path / "live" / "log.jsonl").read_text()
    }
    assert stages == {"proposed", "authorised", "ordered", "applied", "proven", "releasing"}
    day.live.controller.close()


@pytest.mark.namespaces
def test_a_gate_that_is_dead_is_done_by_hand(ready: Rooms) -> None:
    ready.agents[0].stop()
    day = Day(ready)
    day.alarm()
    day.order(OrderAct.CUT)
    assert day.stage is not Stage.PROVEN
    assert any(isinstance(c, PrintCards) and G1 in c.gates for c in day.told)
    day.live.controller.close()


@pytest.mark.namespaces
def test_half_a_pair_is_never_called_sealed(ready: Rooms) -> None:
    """Two members of one gate, one of them dead: the gate is partly cut, and which half is said."""
    ready.listen(443)
    day = Day(ready, HERE, Member(gate=G1, agent="g1-b", address=("10.9.0.1", 47999)))
    day.alarm()
    day.order(OrderAct.CUT)
    cut = day.live.incident.cut(ready.cut_all.id)
    assert cut is not None and not cut.sealed
    assert "g1-b" in cut.gates[0].why and not ready.connects(443)
    day.live.controller.close()


@pytest.mark.namespaces
def test_a_gate_whose_clock_is_an_hour_off_is_cut_all_the_same(world: Rooms) -> None:
    from codedark.response.keys import key_id, public_hex

    server = world.serve(world.enrol(), Clock(3600))
    world.at("gate", lambda: server.agent.take_mandate(*world.people.mandate()))
    world.at("gate", lambda: server.agent.stage(world.staged(), key_id(public_hex(world.people.engineer))))
    world.probe()
    world.listen(443)
    day = Day(world)
    day.alarm()
    day.order(OrderAct.CUT)
    assert day.stage is Stage.PROVEN and not world.connects(443)
    assert any("off by +60 min" in str(getattr(c, "why", "")) for c in day.told)
    day.live.controller.close()


@pytest.mark.namespaces
def test_gates_with_nothing_to_do_are_left_out(world: Rooms) -> None:
    staged = world.staged()
    laid = Laid(hospital_sha256="", defences=(), timezone="UTC", plans=staged.plans, books=(staged.book,))
    assert set(seals_at(laid, world.cut_all)) == {G1}
    assert planned(world.cut_all, laid).gates == (G1,)


def test_a_gate_is_as_good_as_its_worst_pair() -> None:
    def pair(verdict: ProofVerdict) -> PairProof:
        return PairProof(gate=G1, agent="g1", pair=(ZoneId("a"), ZoneId("b")), verdict=verdict, why="w", held=True)

    sealed, unknown, leaking = (pair(v) for v in (ProofVerdict.SEALED, ProofVerdict.UNKNOWN, ProofVerdict.LEAKING))
    assert worst_of([sealed, sealed])[0] is ProofVerdict.SEALED
    assert worst_of([sealed, unknown])[0] is ProofVerdict.UNKNOWN
    assert worst_of([unknown, leaking])[0] is ProofVerdict.LEAKING
    assert worst_of([])[0] is ProofVerdict.UNKNOWN


def test_a_clock_that_is_near_enough_moves_nothing() -> None:
    now = Clock().now().timestamp()
    told = {off: GateAnswer(HERE, {"wall": now + off, "clock_trusted": True}) for off in (0, 20, 3600, -3600)}
    assert [moved_s(a) for a in told.values()] == [0, 0, 3600, -3600]


@pytest.mark.namespaces
def test_a_conduit_of_another_plan_cannot_be_released(world: Rooms) -> None:
    with pytest.raises(KeyError):
        new_order(OrderAct.RELEASE, world.cut_all, datetime.now(UTC), hold_min=0, conduits=["printing"])


@pytest.mark.namespaces
def test_an_order_that_nobody_signs_is_none(world: Rooms) -> None:
    order = new_order(OrderAct.CUT, world.cut_all, datetime.now(UTC), hold_min=30)
    with pytest.raises(ValueError, match="nobody signs"):
        signed_by(order, [], world.people.mark)
