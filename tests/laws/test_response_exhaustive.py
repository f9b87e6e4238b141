"""Every state a cut of one or two gates can come to, by every event from every state: the table holds, and no more.

States are told apart by what the machine goes by (stages, words, who is waited for, what is proven), not by their
times; one of each kind is kept and followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from codedark.gap.proving import ProofVerdict
from codedark.hospital.records import GateId
from codedark.response import events as ev
from codedark.response.commands import Record
from codedark.response.incident import STANDING, Cut, GateStand, Incident, Stage
from codedark.response.keys import KeyId
from codedark.response.machine import step
from codedark.response.order import Order, OrderAct
from codedark.response.ruling import Ruling
from codedark.response.signing import Signature, SignedOrder
from codedark.response.transitions import TRANSITIONS
from tests.response.stories import BEGIN, OTHER, PLANNED, START, A, B, alarm, answer, order_at, proved, ready, run

WAYS = {(way.before, way.event, way.after) for way in TRANSITIONS}
MOMENT = timedelta(milliseconds=100)


YES = Ruling(yes=True, why="as drawn", rule="confirm", roles=("commander",))
NOBODY = Signature(key=KeyId("00000000"), raw=bytes(64))


def approved(at: datetime, order: Order) -> ev.Approved:
    """As if signed: the machine leaves signatures to the gates."""
    return ev.Approved(at=at, signed=SignedOrder(order=order, signatures=(NOBODY,)), ruling=YES)


def kind_of(incident: Incident) -> object:
    cut = incident.cut(PLANNED.plan)
    if cut is None:
        return incident.kept_back is not None, incident.proposed_at is None
    assert incident.last_at is not None
    return (
        cut.stage,
        incident.kept_back is not None and cut.stage is Stage.PATH_OPEN,
        cut.waiting,
        cut.order and (cut.order.order.act, cut.order.order.conduits if cut.waiting else ()),
        cut.before_release if cut.stage is Stage.RELEASING else None,
        cut.confirmed,
        cut.deadline is None,
        tuple(_kind_of_gate(gate, cut.stage) for gate in cut.gates),
    )


def _kind_of_gate(gate: GateStand, stage: Stage) -> object:
    ready = gate.ready if stage is Stage.AUTHORISED else None
    return gate.word, ready, gate.unanswered, gate.confirmed, len(gate.released), gate.sealed


def events(incident: Incident, gates: tuple[GateId, ...]) -> Iterator[ev.Event]:
    """Everything that may happen next, a moment later, and at each time that matters."""
    at = (incident.last_at or START) + MOMENT
    cut = incident.cut(PLANNED.plan)
    yield alarm(at, replace(PLANNED, gates=gates, conduits_count=2))
    yield ev.Declined(at=at, plan=PLANNED.plan, who="x", why="y")
    yield ev.AlarmWithdrawn(at=at, plan=PLANNED.plan, who="x", why="y")
    yield ev.FlowsSeen(at=at, plan=PLANNED.plan)
    for act in OrderAct:
        yield approved(at, order_at(at, act))
    yield approved(at, order_at(at, OrderAct.RELEASE, conduits=(1,)))
    yield from (ev.Tick(at=moment) for moment in _moments(incident, cut, at))
    for gate in gates:
        yield ready(at, gate)
        yield ready(at, gate, "no")
        yield proved(at, gate, began_at=at - MOMENT / 2)
        yield proved(at, gate, ProofVerdict.LEAKING, began_at=at - MOMENT / 2, forbidden_count=3)
        for done in (True, False):
            yield ev.DoneByHand(at=at, plan=PLANNED.plan, gate=gate, who="x", what="y", cut=done)
        if cut is not None and cut.order is not None:
            long = at + timedelta(hours=9)
            yield answer(at, gate, cut.order)
            yield answer(at, gate, cut.order, deadline=long)
            yield answer(at, gate, cut.order, ev.Outcome.PARTLY, why="v4 alone")
            yield answer(at, gate, cut.order, ev.Outcome.REFUSED, why="no")


def _moments(incident: Incident, cut: Cut | None, at: datetime) -> Iterator[datetime]:
    yield at
    if incident.proposed_at is not None:
        yield max(at, incident.proposed_at + timedelta(seconds=incident.pace.propose_s))
    for due in (cut.answer_by, cut.deadline) if cut is not None else ():
        if due is not None:
            yield max(at, due)


def explored(gates: tuple[GateId, ...], starts: list[Incident], most: int = 10**6) -> set[tuple[Stage, str, Stage]]:
    """Ways taken from every kind of state that can be reached, breadth first, up to a number of kinds."""
    seen, taken, frontier = {kind_of(start) for start in starts}, set(), starts
    while frontier and len(seen) < most:
        following = []
        for incident in frontier:
            for event in events(incident, gates):
                after, commands = step(incident, event)
                taken.add(way := _way(incident, event, after))
                _check(way, after, [c.entry for c in commands if isinstance(c, Record)])
                if (kind := kind_of(after)) not in seen:
                    seen.add(kind)
                    following.append(after)
        frontier = following
    return {way for way in taken if way[0] is not way[2]}


def test_every_event_in_every_state_keeps_to_the_table_and_every_way_of_it_is_taken() -> None:
    """One gate: every kind of state there is (1,100 on the day this was written). Two: the nearest of them."""
    asked_just_now, _ = step(BEGIN, alarm(START, OTHER))
    ways = explored((A,), [BEGIN, asked_just_now])
    for start in (BEGIN, DECAYED, HALF_OPEN, HALF_CUT, HALF_HELD):
        ways |= explored((A, B), [start], most=600)
    assert ways <= WAYS
    assert ways >= WAYS


def _told(*told: ev.Event, since: Incident = BEGIN) -> Incident:
    return run(since, *told)[0]


def _at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


BOTH = replace(PLANNED, gates=(A, B), conduits_count=2)
CUT, AGAIN = order_at(START), order_at(_at(40))
HOLD = order_at(_at(41), OrderAct.HOLD, hold_min=600)
REFUSED = ev.Outcome.REFUSED
ORDERED = _told(alarm(START, BOTH), approved(START, CUT), ready(START, A), ready(START, B))
DECAYED = _told(answer(START, A, CUT), answer(START, B, CUT), ev.Tick(at=_at(30)), since=ORDERED)
"""Posture 2 is left at both."""
HALF_OPEN = _told(
    answer(START, A, CUT),
    ev.Tick(at=_at(1)),
    ev.DoneByHand(at=_at(2), plan=BOTH.plan, gate=A, who="x", what="y", cut=False),
    since=ORDERED,
)
"""One was opened by hand, the other never answered."""
HALF_CUT = _told(
    approved(_at(40), AGAIN),
    *(ready(_at(40), gate) for gate in (A, B)),
    answer(_at(40), A, AGAIN),
    answer(_at(40), B, AGAIN, REFUSED),
    since=DECAYED,
)
"""Cut anew at one, posture 2 at the other."""
HALF_HELD = _told(approved(_at(41), HOLD), *(answer(_at(41), gate, HOLD) for gate in (A, B)), since=HALF_CUT)
"""The same, held by two persons."""


def _way(before: Incident, event: ev.Event, after: Incident) -> tuple[Stage, str, Stage]:
    was, now = before.cut(PLANNED.plan), after.cut(PLANNED.plan)
    stages = [cut.stage if cut is not None else Stage.BEFORE for cut in (was, now)]
    if stages[1] is Stage.PROPOSED and stages[0] in {Stage.WITHDRAWN, Stage.FLOWS_BACK}:
        stages[0] = Stage.BEFORE  # what is over begins anew from nothing
    return stages[0], type(event).__name__, stages[1]


def _check(way: tuple[Stage, str, Stage], after: Incident, entries: list[object]) -> None:
    cut = after.cut(PLANNED.plan)
    assert way[0] is way[2] or entries
    if cut is None:
        return
    assert cut.sealed or cut.stage is not Stage.PROVEN
    assert not cut.sealed or cut.stage in STANDING
    assert cut.holding or cut.stage not in STANDING | {Stage.DECAYED}, way
    assert not cut.holding or cut.stage not in {Stage.WITHDRAWN, Stage.FLOWS_BACK, Stage.PATH_OPEN}, way
    assert cut.waiting or cut.stage not in {Stage.AUTHORISED, Stage.ORDERED, Stage.RELEASING}, way
