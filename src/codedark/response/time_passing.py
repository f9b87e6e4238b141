"""What time alone does to a cut: answers overdue, proof due again, a deadline near, a deadline passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from codedark.response.answering import unanswered
from codedark.response.commands import AskApproval, Extend, Page, Prove
from codedark.response.decaying import at_deadline
from codedark.response.incident import STANDING, Cut, Stage, Word
from codedark.response.memory import Held
from codedark.response.moves import Moves
from codedark.response.order import OrderAct
from codedark.response.ordering import fire


def passed(cut: Cut, moves: Moves) -> Cut:
    """One cut at a tick. Each thing that is due is done once, whether ticks come every second or once an hour."""
    if cut.waiting and cut.answer_by is not None and moves.at >= cut.answer_by:
        if cut.stage is Stage.AUTHORISED:
            moves.saw("machine", f"not heard whether {', '.join(sorted(cut.waiting))} can fire")
            cut = fire(cut, moves)
        else:
            cut = unanswered(cut, moves)
    if cut.stage not in STANDING:
        return cut
    if cut.deadline is not None and moves.at >= cut.deadline and not cut.waiting:  # a hold may be on its way
        cut = _at_deadline(cut, moves)
    elif not cut.warned and not cut.confirmed and cut.deadline is not None:
        cut = _warned(cut, moves)
    if cut.stage in STANDING and (cut.prove_at is None or moves.at >= cut.prove_at):
        moves.do(Prove(gates=cut.holding, plan=cut.planned.plan))
        cut = replace(cut, prove_at=moves.at + timedelta(seconds=moves.incident.pace.prove_s))
    return cut


def _warned(cut: Cut, moves: Moves) -> Cut:
    assert cut.deadline is not None  # asked before
    if moves.at < cut.deadline - timedelta(minutes=moves.incident.pace.warn_min):
        return cut
    why = f"{cut.planned.name} decays at {cut.deadline:%H:%M} UTC: nobody confirmed it"
    moves.did(why)
    roles = moves.incident.confirmers
    moves.do(AskApproval(act=OrderAct.HOLD, plan=cut.planned.plan, roles=roles, why=why))
    moves.do(*(Page(role=role, why=why) for role in roles))
    return replace(cut, warned=True)


def _at_deadline(cut: Cut, moves: Moves) -> Cut:
    assert cut.deadline is not None  # asked before
    held = Held(
        plan=cut.planned.plan,
        fired_at=cut.fired_at or cut.deadline,
        deadline=cut.deadline,
        confirmed=cut.confirmed,
    )
    standing = at_deadline(held, moves.incident.hold, moves.at, _forbidden(cut))
    if standing.until is not None:
        moves.did(f"stands until {standing.until:%H:%M:%S} UTC: {standing.why}")
        moves.do(Extend(gates=cut.holding, plan=cut.planned.plan, until=standing.until))
        gates = [replace(gate, changed_at=moves.at) for gate in cut.gates if gate.holds]
        stage = Stage.APPLIED if cut.stage is Stage.PROVEN else cut.stage
        return replace(cut.with_gates(gates), stage=stage, deadline=standing.until, prove_at=moves.at)
    moves.did(f"decayed to posture 2: {standing.why}")
    moves.do(Page(role=moves.incident.duty, why=f"{cut.planned.name} decayed to posture 2: {standing.why}"))
    if standing.page:
        moves.do(*(Page(role=role, why=standing.why) for role in moves.incident.confirmers))
    gates = [
        replace(gate, word=_after_decay(gate.word), changed_at=moves.at, confirmed=False)
        for gate in cut.gates
        if gate.holds
    ]
    return replace(cut.with_gates(gates), stage=Stage.DECAYED, confirmed=False, deadline=None, prove_at=None)


def _after_decay(word: Word) -> Word:
    """Kernel timers do the decaying; what a person's hand cut has none and stays."""
    return word if word is Word.BY_HAND else Word.DECAYED


def _forbidden(cut: Cut) -> int | None:
    """Forbidden packets of the last proofs of all gates together; None: no gate knows."""
    known = [gate.forbidden_count for gate in cut.gates if gate.holds and gate.forbidden_count is not None]
    return sum(known) if known else None
