"""The machine of an incident: an event in, the next state and what to do out. No event is refused, none crashes it.

It decides nothing that the mandate leaves to people: it asks, carries out what they signed, watches what became of it,
and says so. A failure is an event like any other. See `transitions` for every way it can go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from codedark.response import events as ev
from codedark.response.answering import answered, by_hand
from codedark.response.commands import AskApproval, Command, Page, Propose
from codedark.response.entries import EntryKind
from codedark.response.incident import OVER, Cut, GateStand, Incident, Pace, Planned, Stage
from codedark.response.mandate import Act, Mandate
from codedark.response.moves import Moves
from codedark.response.order import OrderAct
from codedark.response.ordering import approved, ready
from codedark.response.proof_watching import proved
from codedark.response.time_passing import passed

CUTS_MOST = 32
"""Cuts kept in an incident; those that are over, then the oldest proposals, are dropped first. The log has them all."""


def begin(mandate: Mandate, pace: Pace | None = None, duty: str = "duty-engineer") -> Incident:
    """Nothing has happened yet, under a mandate: whom to ask follows from who may, and is enrolled to sign.

    Args:
        duty: role that is called when something does not work.
    """

    def roles(act: Act) -> tuple[str, ...]:
        able = {right.role for right in mandate.rights if act in right.may}
        told = [office.role for office in mandate.offices if office.role in able and office.enrolled]
        return tuple(told) or tuple(office.role for office in mandate.offices if office.role in able)

    return Incident(
        hold=mandate.hold, pace=pace or Pace(), askers=roles(Act.FIRE), confirmers=roles(Act.HOLD), duty=duty
    )


def step(incident: Incident, event: ev.Event) -> tuple[Incident, tuple[Command, ...]]:
    """Take one event.

    Returns:
        The incident afterwards, and commands in the order they are to be carried out: entries first. The same events in
        the same order give the same incident and the same commands.
    """
    at = event.at if incident.last_at is None else max(event.at, incident.last_at)
    incident = replace(incident, last_at=at)
    if isinstance(event, ev.Tick):
        return _tick(incident, at)
    if isinstance(event, ev.AlarmRaised):
        return _alarm(incident, event, at)
    plan = event.signed.order.plan if isinstance(event, ev.Approved) else getattr(event, "plan", "")
    before = incident.cut(plan)
    moves = Moves(at, incident)
    if before is None:
        _of_nothing_here(event, plan, moves)
        return incident, moves.recorded(None, None)
    after = _HANDLERS[type(event)](before, event, moves)
    return _with(incident, before, after), moves.recorded(before, after)


def _alarm(incident: Incident, event: ev.AlarmRaised, at: datetime) -> tuple[Incident, tuple[Command, ...]]:
    moves = Moves(at, incident)
    incident = replace(incident, alarms_count=incident.alarms_count + 1)
    moves.saw(
        "detection", f"alarm: plan {event.planned.name}", why="; ".join(event.why), findings=" ".join(event.findings)
    )
    standing = incident.cut(event.planned.plan)
    if standing is not None and standing.stage not in OVER | {Stage.PATH_OPEN}:
        _again(standing, moves)
        return incident, moves.recorded(standing, standing)
    asked = incident.proposed_at
    if asked is not None and moves.at < asked + timedelta(seconds=incident.pace.propose_s):
        moves.did("kept back: people were asked just now")
        return replace(incident, kept_back=event.planned), moves.recorded(None, None)
    return _propose(incident, event.planned, event.why, moves)


def _again(cut: Cut, moves: Moves) -> None:
    """An alarm about what is known already."""
    if cut.stage is Stage.DECAYED:
        why = "the alarm comes again, and the cut has decayed"
        moves.do(AskApproval(act=OrderAct.CUT, plan=cut.planned.plan, roles=moves.incident.askers, why=why))
    elif cut.stage is Stage.RELEASING:
        moves.do(Page(role=moves.incident.duty, why=f"alarm again while {cut.planned.name} is being let go"))


def _propose(
    incident: Incident, planned: Planned, why: tuple[str, ...], moves: Moves
) -> tuple[Incident, tuple[Command, ...]]:
    before = incident.cut(planned.plan)
    gates = tuple(GateStand(gate=gate) for gate in sorted(set(planned.gates)))
    cut = Cut(planned=planned, stage=Stage.PROPOSED, gates=gates)
    moves.say(
        EntryKind.MESSAGE,
        "machine",
        f"proposed: {planned.name}",
        care_lost_per_h=f"{planned.care_lost_per_h:g}",
        posture=int(planned.posture),
    )
    moves.do(Propose(planned=planned, why=why), AskApproval(act=OrderAct.CUT, plan=planned.plan, roles=incident.askers))
    kept = tuple(c for c in incident.cuts if c is not before)
    incident = replace(incident, cuts=(*_bounded(kept), cut), proposed_at=moves.at, kept_back=None)
    return incident, moves.recorded(before if before and before.stage is Stage.PATH_OPEN else None, cut)


def _bounded(cuts: tuple[Cut, ...]) -> tuple[Cut, ...]:
    """Room for one more: what is over goes first, then the oldest proposal; what is cut is never dropped."""
    for droppable in (OVER, {Stage.PROPOSED}):
        while len(cuts) >= CUTS_MOST and any(cut.stage in droppable for cut in cuts):
            first = next(cut for cut in cuts if cut.stage in droppable)
            cuts = tuple(cut for cut in cuts if cut is not first)
    return cuts


def _of_nothing_here(event: ev.Event, plan: str, moves: Moves) -> None:
    what = f"{type(event).__name__} of plan {plan or '?'}, which nobody proposed here: nothing was done"
    moves.saw("machine", what)
    if isinstance(event, ev.Approved):
        moves.do(
            Page(role=moves.incident.duty, why=f"somebody signed an order on plan {plan}, which is not known here")
        )


def _tick(incident: Incident, at: datetime) -> tuple[Incident, tuple[Command, ...]]:
    commands: list[Command] = []
    for before in incident.cuts:
        moves = Moves(at, incident)
        after = passed(before, moves)
        incident = _with(incident, before, after)
        commands += moves.recorded(before, after)
    kept, asked = incident.kept_back, incident.proposed_at
    if kept is not None and (asked is None or at >= asked + timedelta(seconds=incident.pace.propose_s)):
        incident = replace(incident, kept_back=None)
        standing = incident.cut(kept.plan)
        if standing is None or standing.stage in OVER | {Stage.PATH_OPEN}:
            why = ("kept back before",)
            incident, more = _propose(incident, kept, why, Moves(at, incident))
            commands += more
    return incident, tuple(commands)


def _withdrawn(cut: Cut, event: Any, moves: Moves) -> Cut:
    """The alarm was taken back, or a person said no."""
    said = "withdrew the alarm" if isinstance(event, ev.AlarmWithdrawn) else "said no"
    moves.say(EntryKind.DECISION, event.who, f"{said}: {event.why}")
    if cut.stage in {Stage.PROPOSED, Stage.AUTHORISED}:
        stage = Stage.DECAYED if cut.holding else Stage.WITHDRAWN
        return replace(cut, stage=stage, waiting=frozenset(), answer_by=None)
    if cut.stage not in OVER | {Stage.PATH_OPEN, Stage.RELEASING}:
        roles = moves.incident.confirmers
        moves.do(AskApproval(act=OrderAct.RELEASE, plan=cut.planned.plan, roles=roles, why=f"{event.who} {said}"))
    return cut


def _flows_seen(cut: Cut, event: Any, moves: Moves) -> Cut:
    moves.saw("applications", "flows are back", **dict(event.evidence))
    return replace(cut, stage=Stage.FLOWS_BACK) if cut.stage is Stage.PATH_OPEN else cut


def _with(incident: Incident, before: Cut, after: Cut) -> Incident:
    return replace(incident, cuts=tuple(after if cut is before else cut for cut in incident.cuts))


_HANDLERS: dict[type[ev.Event], Callable[[Cut, Any, Moves], Cut]] = {
    ev.AlarmWithdrawn: _withdrawn,
    ev.Declined: _withdrawn,
    ev.Approved: approved,
    ev.GateReady: ready,
    ev.GateAnswered: answered,
    ev.Proved: proved,
    ev.DoneByHand: by_hand,
    ev.FlowsSeen: _flows_seen,
}
