"""Orders on their way: signed, made ready for, sent. What became of them is `answering`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from codedark.gap.proving import ProofVerdict
from codedark.hospital.records import GateId
from codedark.response import events as ev
from codedark.response.commands import AskApproval, Page, Prepare, PrintCards, Prove, SendOrder
from codedark.response.entries import EntryKind
from codedark.response.incident import STANDING, Cut, GateStand, Stage, Word
from codedark.response.moves import Moves, gate_says
from codedark.response.order import OrderAct

_BEGINS = frozenset({Stage.PROPOSED, Stage.DECAYED, Stage.PATH_OPEN, Stage.WITHDRAWN, Stage.FLOWS_BACK})
"""Stages from which a cut begins, or begins anew."""


def approved(cut: Cut, event: ev.Approved, moves: Moves) -> Cut:
    """People signed an order: it is carried out where it fits, and said where it does not."""
    order, ruling = event.signed.order, event.ruling
    who = " and ".join(ruling.roles) or "somebody"
    if not ruling.yes:
        moves.say(EntryKind.DECISION, who, f"{order.act} refused: {ruling.why}", keys=" ".join(event.signed.keys))
        ask(cut, order.act, ruling.why, moves)
        return cut
    moves.say(EntryKind.DECISION, who, f"{order.act} signed: {ruling.why}", rule=ruling.rule, order=order.digest)
    if order.act is OrderAct.CUT:
        return _cut(_stopped(cut, moves) if cut.stage is Stage.RELEASING else cut, event, moves)
    if order.act is OrderAct.RELEASE and cut.stage in STANDING | {Stage.DECAYED}:
        cut = not_answered(cut, moves)
        return _send(replace(cut, before_release=cut.stage, stage=Stage.RELEASING), event, cut.holding, moves)
    if order.act is OrderAct.HOLD and cut.stage is Stage.RELEASING:
        cut = _stopped(cut, moves)
    if order.act is OrderAct.HOLD and cut.stage in STANDING:
        return _send(not_answered(cut, moves), event, cut.holding, moves)
    moves.did(f"not sent: the cut is {cut.stage}, there is nothing to {order.act}")
    return cut


def _cut(cut: Cut, event: ev.Approved, moves: Moves) -> Cut:
    if cut.stage in _BEGINS:
        return _prepare(cut, event, moves)
    if cut.stage in {Stage.AUTHORISED, Stage.ORDERED}:
        moves.did("another cut of it is on its way: not sent")
        return cut
    lacking = tuple(gate.gate for gate in cut.gates if not gate.cuts or gate.released or gate.unanswered)
    if not lacking:
        moves.did("it stands on every gate already: not sent; a hold by two persons moves its deadline")
        return cut
    return _send(not_answered(cut, moves), event, lacking, moves)


def _prepare(cut: Cut, event: ev.Approved, moves: Moves) -> Cut:
    """Ask every gate whether it can fire; what stands on one of them already is not forgotten meanwhile."""
    gates = tuple(
        replace(
            gate,
            word=gate.word if gate.holds else Word.NOTHING_YET,
            why="",
            ready=None,
            unanswered=False,
            confirmed=False,
            applied_at=None,
        )
        for gate in cut.gates
    )
    names = tuple(gate.gate for gate in gates)
    if not names:
        return nobody_cut(cut, moves)
    moves.did(f"gates asked whether they are ready: {', '.join(names)}")
    moves.do(Prepare(gates=names, plan=cut.planned.plan))
    cut = replace(cut, stage=Stage.AUTHORISED, gates=gates, order=event.signed, fired_at=None, deadline=None)
    return replace(cut, waiting=frozenset(names), answer_by=_answer_by(moves), confirmed=False, warned=False)


def _answer_by(moves: Moves) -> datetime:
    return moves.at + timedelta(seconds=moves.incident.pace.answer_s)


def _stopped(cut: Cut, moves: Moves) -> Cut:
    """A release, stopped where it is: gates that did not answer it are proven, not believed."""
    moves.did("the release stops where it is")
    cut = not_answered(cut, moves)
    return replace(cut, stage=Stage.APPLIED if any(gate.cuts for gate in cut.gates) else Stage.DECAYED)


def _send(cut: Cut, event: ev.Approved, gates: tuple[GateId, ...], moves: Moves) -> Cut:
    moves.did(f"{event.signed.order.act} sent to {', '.join(gates)}", order=event.signed.order.digest)
    moves.do(SendOrder(gates=gates, signed=event.signed))
    return replace(cut, order=event.signed, waiting=frozenset(gates), answer_by=_answer_by(moves))


def ready(cut: Cut, event: ev.GateReady, moves: Moves) -> Cut:
    """A gate says whether it can fire."""
    moves.saw(gate_says(event.gate), "ready" if event.ready else f"not ready: {event.why}")
    gate = cut.gate(event.gate)
    if cut.stage is not Stage.AUTHORISED or gate is None:
        return cut
    cut = cut.with_gates([replace(gate, ready=event.ready, why=event.why)])
    cut = replace(cut, waiting=cut.waiting - {event.gate})
    return fire(cut, moves) if not cut.waiting else cut


def fire(cut: Cut, moves: Moves) -> Cut:
    """Send the cut to every gate that did not say it cannot: one that is only slow may fire all the same."""
    gates = tuple(gate.gate for gate in cut.gates if gate.ready is not False)
    lost = tuple(gate for gate in cut.gates if gate.ready is False)
    cut = cut.with_gates(replace(gate, word=gate.word if gate.holds else Word.REFUSED) for gate in lost)
    if cut.order is None or not gates:
        return nobody_cut(cut, moves)
    if lost:
        names = tuple(gate.gate for gate in lost)
        moves.do(PrintCards(gates=names, plan=cut.planned.plan, why="these gates are not ready"))
    moves.did(f"cut sent to {', '.join(gates)}", order=cut.order.order.digest)
    moves.do(SendOrder(gates=gates, signed=cut.order))
    return replace(cut, stage=Stage.ORDERED, waiting=frozenset(gates), answer_by=_answer_by(moves))


def not_answered(cut: Cut, moves: Moves) -> Cut:
    """The cut with every gate that is still waited for as silent.

    Whether a silent gate did as it was told is not known: nothing proven there before counts.
    """
    if not cut.waiting or cut.order is None:
        return cut
    act = cut.order.order.act
    moves.saw("machine", f"no answer to the {act} from {', '.join(sorted(cut.waiting))}")

    def silent(gate: GateStand) -> GateStand:
        word = Word.SILENT if act is OrderAct.CUT and not gate.holds else gate.word
        told = replace(gate, word=word, why=f"no answer to the {act}", unanswered=True)
        return replace(told, changed_at=moves.at, verdict=ProofVerdict.UNKNOWN)

    cut = cut.with_gates(silent(gate) for gate in cut.gates if gate.gate in cut.waiting)
    stage = Stage.APPLIED if cut.stage is Stage.PROVEN else cut.stage
    return replace(cut, stage=stage, waiting=frozenset(), answer_by=None)


def nobody_cut(cut: Cut, moves: Moves) -> Cut:
    """No gate carried the cut out: people are told, with cards to do it by hand, and asked again."""
    why = reasons(cut.gates) or "it has no gate"
    moves.did(f"no gate cut: {why}")
    by_cards(cut, tuple(gate.gate for gate in cut.gates), why, moves)
    ask(cut, OrderAct.CUT, "no gate cut; cut by hand, or sign again", moves)
    stage = Stage.DECAYED if cut.holding else Stage.PROPOSED
    return replace(cut, stage=stage, waiting=frozenset(), answer_by=None)


def changed(cut: Cut, moves: Moves, gates: tuple[GateId, ...] = (), **evidence: object) -> Cut:
    """Something changed at a gate: what was proven is not proven any more, and evidence is taken now."""
    cut = replace(cut, stage=Stage.APPLIED) if cut.stage is Stage.PROVEN else cut
    asked = gates or cut.holding
    if cut.stage not in STANDING or not asked:
        return cut
    moves.did(f"evidence asked of {', '.join(asked)}", **evidence)
    moves.do(Prove(gates=asked, plan=cut.planned.plan))
    return replace(cut, prove_at=moves.at + timedelta(seconds=moves.incident.pace.prove_s))


def reasons(gates: tuple[GateStand, ...]) -> str:
    """Gate by gate, what it said."""
    return "; ".join(f"{gate.gate}: {gate.word}{', ' * bool(gate.why)}{gate.why}" for gate in gates)


def by_cards(cut: Cut, gates: tuple[GateId, ...], why: str, moves: Moves) -> None:
    """Call a person, and print what is to be done by hand."""
    if gates:
        moves.do(PrintCards(gates=gates, plan=cut.planned.plan, why=why))
    moves.do(Page(role=moves.incident.duty, why=f"{cut.planned.name} is not cut everywhere: {why}"))


def ask(cut: Cut, act: OrderAct, why: str, moves: Moves) -> None:
    """Ask the roles that may sign such an order."""
    roles = moves.incident.askers if act is OrderAct.CUT else moves.incident.confirmers
    moves.do(AskApproval(act=act, plan=cut.planned.plan, roles=roles, why=why))
