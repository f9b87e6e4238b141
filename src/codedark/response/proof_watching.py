"""Proof as it comes in: what is sealed, what leaks, what nobody can tell, and what follows from each."""

from __future__ import annotations

from dataclasses import replace

from codedark.gap.proving import ProofVerdict
from codedark.response import events as ev
from codedark.response.commands import AskApproval, Page, PrintCards, Prove
from codedark.response.incident import STANDING, Cut, GateStand, Stage, Word
from codedark.response.moves import Moves, gate_says
from codedark.response.order import OrderAct

_BAD = frozenset({ProofVerdict.LEAKING, ProofVerdict.BREAK_GLASS_LOST})


def proved(cut: Cut, event: ev.Proved, moves: Moves) -> Cut:
    """Evidence of one gate. What began before the gate last changed says nothing about how it is now."""
    moves.saw(
        gate_says(event.gate), f"{event.verdict}{': ' * bool(event.why)}{event.why}", forbidden=event.forbidden_count
    )
    gate = cut.gate(event.gate)
    if gate is None or cut.stage not in STANDING:
        return cut
    if gate.changed_at is not None and event.began_at <= gate.changed_at:
        moves.did("taken before the last change there: it does not count, and is taken again")
        moves.do(Prove(gates=(event.gate,), plan=cut.planned.plan))
        return cut
    if (gate.proven_at is not None and event.began_at <= gate.proven_at) or event.began_at > moves.at:
        return cut  # told twice, overtaken, or from a clock that runs ahead
    if not gate.cuts and not _found_cut(gate, event):
        return cut
    told = replace(
        gate,
        word=gate.word if gate.cuts else Word.APPLIED,
        verdict=event.verdict,
        proven_at=event.began_at,
        forbidden_count=event.forbidden_count,
    )
    after = cut.with_gates([told])
    _called(gate, event, after, moves)
    return _staged(after, moves)


def _found_cut(gate: GateStand, event: ev.Proved) -> bool:
    """A gate whose answer was lost, and which packets show to be cut all the same."""
    return gate.unanswered and event.verdict in {ProofVerdict.SEALED, ProofVerdict.SEALED_EXCEPT}


def _called(before: GateStand, event: ev.Proved, cut: Cut, moves: Moves) -> None:
    """Whom to call, once for each change of verdict: who is called every minute stops listening."""
    if before.proven_at is not None and before.verdict is event.verdict:
        return
    name, incident = cut.planned.name, moves.incident
    if event.verdict in _BAD:
        moves.do(Page(role=incident.duty, why=f"{name} at {event.gate}: {event.verdict}. {event.why}".strip()))
    if event.verdict is ProofVerdict.BREAK_GLASS_LOST:
        for role in incident.confirmers:
            moves.do(Page(role=role, why=f"a flow that patients depend on is lost at {event.gate}: {event.why}"))
    if event.verdict in {ProofVerdict.LEAKING, ProofVerdict.UNKNOWN}:
        moves.do(PrintCards(gates=(event.gate,), plan=cut.planned.plan, why=f"{event.verdict} at {event.gate}"))


def _staged(cut: Cut, moves: Moves) -> Cut:
    if cut.stage is Stage.APPLIED and cut.sealed:
        except_listed = any(gate.verdict is ProofVerdict.SEALED_EXCEPT for gate in cut.gates)
        said = "sealed except listed flows" if except_listed else "sealed at its gates"
        moves.did(f"{said}, proven by packets", skew_ms=cut.skew_ms)
        _refined(cut, moves)
        if all(gate.confirmed for gate in cut.gates):
            return replace(cut, stage=Stage.HELD, confirmed=True)
        why = f"{cut.planned.name} is cut on one person's word"
        roles = moves.incident.confirmers
        moves.do(AskApproval(act=OrderAct.HOLD, plan=cut.planned.plan, roles=roles, why=why))
        return replace(cut, stage=Stage.PROVEN)
    if cut.stage is Stage.PROVEN and not cut.sealed:
        moves.did("no longer proven at every gate")
        return replace(cut, stage=Stage.APPLIED)
    return cut


def _refined(cut: Cut, moves: Moves) -> None:
    """A later plan stands proven: people are asked whether an earlier one may go. Until then both stand: no gap."""
    for other in moves.incident.standing:
        if other.planned.plan != cut.planned.plan and other.stage is not Stage.RELEASING:
            why = f"{cut.planned.name} stands and is proven: may {other.planned.name} be let go?"
            roles = moves.incident.confirmers
            moves.do(AskApproval(act=OrderAct.RELEASE, plan=other.planned.plan, roles=roles, why=why))
