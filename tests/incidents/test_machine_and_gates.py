"""The machine's orders judged by gates as gates judge them: signatures, mandate, memory, clocks and all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from codedark.hospital.records import GateId
from codedark.response import events as ev
from codedark.response.commands import Command, Prepare, Prove, SendOrder
from codedark.response.decaying import at_deadline
from codedark.response.incident import Incident, Stage
from codedark.response.judging_orders import Ground, PlanFacts, Refusal, Refused, judge_order
from codedark.response.machine import step
from codedark.response.memory import GateMemory, from_json, hold, let_go, remember, to_json
from codedark.response.order import OrderAct
from codedark.response.signing import SignedOrder, from_bytes, to_bytes
from codedark.response.spoken import heard, spoken
from tests.response.people import MARK, PLAN, make_facts
from tests.response.stories import BEGIN, GATES, MANDATE, PEOPLE, A, alarm, approved, order_at, t


@dataclass
class Gate:
    """A gate without a network: what it would hold, and until when."""

    name: GateId
    off: timedelta = timedelta(0)
    """How far its clock is off."""
    trusted: bool = True
    loses_answers: bool = False
    memory: GateMemory = field(default_factory=GateMemory)
    cut: frozenset[int] = frozenset()

    def takes(self, raw: bytes, at: datetime) -> ev.GateAnswered | None:
        signed, clock = from_bytes(raw), at + self.off
        facts: dict[str, PlanFacts] = {PLAN: make_facts()}
        ground = Ground(mandate=MANDATE, mark=MARK, plans=facts, at=clock, clock_trusted=self.trusted)
        said = judge_order(signed, self.memory, ground)
        if isinstance(said, Refused):
            again = said.kind is Refusal.REPLAYED
            return self._answer(at, signed, ev.Outcome.ALREADY if again else ev.Outcome.REFUSED, said.why)
        order = said.order
        self.memory = remember(self.memory, order, clock if self.trusted else None)
        if order.act is OrderAct.RELEASE:
            self.memory = let_go(self.memory, order.plan, said.conduits if said.held else None)
            self.cut -= frozenset(said.conduits)
        elif said.held is not None:
            self.memory = hold(self.memory, said.held)
            self.cut = frozenset(range(4)) - frozenset(said.held.released)
        self.memory = from_json(to_json(self.memory))  # a restart after every order
        until = said.held.deadline if said.held else None
        return self._answer(at, signed, ev.Outcome.ALREADY if said.already else ev.Outcome.DONE, "", until)

    def _answer(
        self, at: datetime, signed: SignedOrder, outcome: ev.Outcome, why: str, until: datetime | None = None
    ) -> ev.GateAnswered | None:
        order = signed.order
        return ev.GateAnswered(
            at=at,
            plan=order.plan,
            gate=self.name,
            order=order.digest,
            outcome=outcome,
            why=why,
            done_at=at + self.off,
            deadline=until,
        )


class House:
    """A machine and its gates, carrying out each other's words until nothing is left to do."""

    def __init__(self, *gates: Gate) -> None:
        self.gates = {gate.name: gate for gate in gates}
        self.incident: Incident = BEGIN
        self.at = t(0)

    def tell(self, event: ev.Event) -> None:
        self.at = max(self.at, event.at)
        waiting: list[ev.Event] = [event]
        while waiting:
            self.incident, commands = step(self.incident, waiting.pop(0))
            for command in commands:
                waiting += self._carried_out(command)

    def _carried_out(self, command: Command) -> list[ev.Event]:
        self.at += timedelta(milliseconds=5)
        if isinstance(command, Prepare):
            return [ev.GateReady(at=self.at, plan=command.plan, gate=gate, ready=True) for gate in command.gates]
        if isinstance(command, SendOrder):
            answers = [self.gates[gate].takes(to_bytes(command.signed), self.at) for gate in command.gates]
            return [a for a in answers if a is not None and not self.gates[a.gate].loses_answers]
        if isinstance(command, Prove):
            return [self._shown(gate, command.plan) for gate in command.gates]
        return []

    def _shown(self, name: GateId, plan: str) -> ev.Event:
        from codedark.gap.proving import ProofVerdict

        whole = len(self.gates[name].cut) == 4
        verdict = ProofVerdict.SEALED if whole else ProofVerdict.LEAKING
        began = self.at + timedelta(milliseconds=1)
        self.at += timedelta(milliseconds=11)
        return ev.Proved(at=self.at, plan=plan, gate=name, verdict=verdict, began_at=began, forbidden_count=0)

    def stage(self) -> tuple[Stage, bool]:
        cut = self.incident.cut(PLAN)
        assert cut is not None
        return cut.stage, cut.sealed


def make_house(**odd: Gate) -> House:
    return House(*(odd.get(gate.replace("-", "_"), Gate(gate)) for gate in GATES))


def test_from_the_alarm_to_two_persons_and_back_everybody_agrees() -> None:
    house = make_house()
    house.tell(alarm(t(0)))
    house.tell(approved(t(2), order_at(t(2)), "emergency"))
    assert house.stage() == (Stage.PROVEN, True)
    house.tell(approved(t(10), order_at(t(10), OrderAct.HOLD, hold_min=600), *PEOPLE))
    assert house.stage() == (Stage.HELD, True)
    assert {gate.memory.held[0].deadline for gate in house.gates.values()} == {t(610)}
    house.tell(approved(t(60), order_at(t(60), OrderAct.RELEASE, conduits=(1, 2)), *PEOPLE))
    assert house.stage() == (Stage.HELD, False)
    assert {gate.cut for gate in house.gates.values()} == {frozenset({0, 3})}
    house.tell(approved(t(61), order_at(t(61), OrderAct.RELEASE), *PEOPLE))
    assert house.stage() == (Stage.PATH_OPEN, False)
    assert not any(gate.memory.held for gate in house.gates.values())


def test_a_gate_whose_clock_is_an_hour_off_refuses_and_is_named() -> None:
    """It trusts its clock, so it cannot know; the answer says what time it has."""
    house = make_house(gate_a=Gate(A, off=timedelta(hours=1)))
    house.tell(alarm(t(0)))
    house.tell(approved(t(2), order_at(t(2)), "commander"))
    assert house.stage() == (Stage.APPLIED, False)
    cut = house.incident.cut(PLAN)
    assert cut is not None
    stand = cut.gate(A)
    assert stand is not None
    assert "13:02" in stand.why


def test_a_gate_that_knows_its_clock_is_wrong_cuts_all_the_same() -> None:
    house = make_house(gate_a=Gate(A, off=timedelta(hours=1), trusted=False))
    house.tell(alarm(t(0)))
    house.tell(approved(t(2), order_at(t(2)), "commander"))
    assert house.stage() == (Stage.PROVEN, True)
    house.tell(approved(t(10), order_at(t(10), OrderAct.RELEASE), *PEOPLE))
    assert house.stage()[0] is Stage.APPLIED
    assert len(house.gates[A].cut) == 4


def test_a_lost_answer_is_made_up_for_by_the_same_order_again() -> None:
    house = make_house(gate_a=Gate(A, loses_answers=True))
    house.tell(alarm(t(0)))
    first = order_at(t(2))
    house.tell(approved(t(2), first, "commander"))
    house.tell(ev.Tick(at=t(2, 10)))
    assert house.stage() == (Stage.APPLIED, False)
    house.gates[A].loses_answers = False
    house.tell(approved(t(3), first, "commander"))
    assert house.stage() == (Stage.PROVEN, True)
    assert house.gates[A].memory.held[0].deadline == t(32)


def test_an_order_read_out_by_telephone_is_the_same_order() -> None:
    signed = approved(t(2), order_at(t(2)), "commander").signed
    gate = Gate(A)
    said = gate.takes(to_bytes(heard(spoken(signed))), t(5))
    assert said is not None
    assert said.outcome is ev.Outcome.DONE
    assert len(gate.cut) == 4


def test_the_machine_and_the_gate_let_it_decay_by_the_same_rule() -> None:
    house = make_house()
    house.tell(alarm(t(0)))
    house.tell(approved(t(2), order_at(t(2)), "commander"))
    cut = house.incident.cut(PLAN)
    assert cut is not None
    for gate in house.gates.values():
        held = gate.memory.held[0]
        assert held.deadline == cut.deadline
        assert at_deadline(held, MANDATE.hold, held.deadline, 0).until is None
    house.tell(ev.Tick(at=t(32)))
    assert house.stage() == (Stage.DECAYED, False)
