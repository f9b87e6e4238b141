"""Events and plans for tests of the machine, written short; times are minutes and seconds after `START`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from codedark.gap.posture import Posture
from codedark.gap.proving import ProofVerdict
from codedark.hospital.records import GateId
from codedark.response import events as ev
from codedark.response.commands import Record
from codedark.response.entries import Entry
from codedark.response.incident import Cut, Incident, Planned
from codedark.response.judging_orders import _ACTS
from codedark.response.machine import begin, step
from codedark.response.order import Order, OrderAct
from codedark.response.ruling import may
from codedark.response.signing import SignedOrder
from tests.response.people import NOON, OTHER_PLAN, PLAN, make_mandate, make_order, signed_by

START = NOON
MANDATE = make_mandate()
BEGIN = begin(MANDATE)
A, B, C = (GateId(f"gate-{x}") for x in "abc")
GATES = (A, B, C)
PLANNED = Planned(
    plan=PLAN, name="zone:office", gates=GATES, conduits_count=4, posture=Posture.BREAK_GLASS, care_lost_per_h=2.0
)
OTHER = Planned(
    plan=OTHER_PLAN, name="unknown", gates=(A,), conduits_count=2, posture=Posture.BREAK_GLASS, care_lost_per_h=9.0
)
PEOPLE = ("commander", "emergency")


def t(minute: float = 0, second: float = 0) -> datetime:
    return START + timedelta(minutes=minute, seconds=second)


def alarm(at: datetime, planned: Planned = PLANNED) -> ev.AlarmRaised:
    return ev.AlarmRaised(at=at, planned=planned, why=("ws-12 beacons",), findings=("ab12",))


def order_at(
    at: datetime, act: OrderAct = OrderAct.CUT, *, plan: str = PLAN, conduits: tuple[int, ...] = (), hold_min: int = 30
) -> Order:
    nonce = (int(at.timestamp() * 10) & 0xFFFFFFFF).to_bytes(4, "big")
    minutes = 0 if act is OrderAct.RELEASE else hold_min
    issued = at.replace(microsecond=0)
    return make_order(act, at=issued, plan=plan, conduits=conduits, hold_min=minutes, nonce=nonce, reason=True)


def approved(at: datetime, order: Order, *names: str) -> ev.Approved:
    """People sign; the ruling is the mandate's own."""
    signed = signed_by(order, *names)
    ruling = may(MANDATE, signed.keys, _ACTS[order.act], PLANNED.posture, at.replace(tzinfo=None), order.reason_given)
    return ev.Approved(at=at, signed=signed, ruling=ruling)


def ready(at: datetime, gate: GateId, why: str = "", plan: str = PLAN) -> ev.GateReady:
    return ev.GateReady(at=at, plan=plan, gate=gate, ready=not why, why=why)


def answer(
    at: datetime,
    gate: GateId,
    signed: SignedOrder | Order,
    outcome: ev.Outcome = ev.Outcome.DONE,
    **more: Any,
) -> ev.GateAnswered:
    order = signed.order if isinstance(signed, SignedOrder) else signed
    return ev.GateAnswered(at=at, plan=order.plan, gate=gate, order=order.digest, outcome=outcome, **more)


def proved(
    at: datetime, gate: GateId, verdict: ProofVerdict = ProofVerdict.SEALED, plan: str = PLAN, **more: Any
) -> ev.Proved:
    began = more.pop("began_at", at - timedelta(milliseconds=10))
    return ev.Proved(at=at, plan=plan, gate=gate, verdict=verdict, began_at=began, **more)


CUT = order_at(t(2))


def run(incident: Incident, *events: ev.Event) -> tuple[Incident, list[Any]]:
    """Take events in turn; the commands of the last, without what was written down."""
    commands: tuple[Any, ...] = ()
    for event in events:
        incident, commands = step(incident, event)
    return incident, [command for command in commands if not isinstance(command, Record)]


def written(incident: Incident, event: ev.Event) -> list[Entry]:
    return [command.entry for command in step(incident, event)[1] if isinstance(command, Record)]


def cut_of(incident: Incident, plan: str = PLAN) -> Cut:
    cut = incident.cut(plan)
    assert cut is not None
    return cut


def _after(*events: ev.Event, since: Incident = BEGIN) -> Incident:
    return run(since, *events)[0]


PROPOSED = _after(alarm(t(0)))
AUTHORISED = _after(approved(t(2), CUT, "commander"), since=PROPOSED)
ORDERED = _after(*(ready(t(2, 0.1), gate) for gate in GATES), since=AUTHORISED)
APPLIED = _after(*(answer(t(2, 0.2), gate, CUT, done_at=t(2, 0.15)) for gate in GATES), since=ORDERED)
PROVEN = _after(*(proved(t(2, 0.3), gate, forbidden_count=0) for gate in GATES), since=APPLIED)
HOLD = order_at(t(10), OrderAct.HOLD, hold_min=600)
HOLDING = _after(approved(t(10), HOLD, *PEOPLE), since=PROVEN)
HELD_UNPROVEN = _after(*(answer(t(10, 1), gate, HOLD, deadline=t(610)) for gate in GATES), since=HOLDING)
HELD = _after(*(proved(t(10, 2), gate, forbidden_count=0) for gate in GATES), since=HELD_UNPROVEN)
DECAYED = _after(ev.Tick(at=t(32)), since=PROVEN)
RELEASE = order_at(t(60), OrderAct.RELEASE)
RELEASING = _after(approved(t(60), RELEASE, *PEOPLE), since=HELD)
PATH_OPEN = _after(*(answer(t(60, 1), gate, RELEASE) for gate in GATES), since=RELEASING)
FLOWS_BACK = _after(ev.FlowsSeen(at=t(61), plan=PLAN), since=PATH_OPEN)
