"""What became of an order: a gate's answer, its silence, a late or a contradictory word, and what people do by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from codedark.response import events as ev
from codedark.response.commands import Page
from codedark.response.entries import EntryKind
from codedark.response.incident import STANDING, Cut, GateStand, Stage, Word
from codedark.response.moves import Moves, gate_says
from codedark.response.order import Order, OrderAct
from codedark.response.ordering import by_cards, changed, fire, nobody_cut, not_answered, reasons

_GOOD = frozenset({ev.Outcome.DONE, ev.Outcome.ALREADY})


def answered(cut: Cut, event: ev.GateAnswered, moves: Moves) -> Cut:
    """A gate's answer: the one waited for, a late one, a second one, or one that contradicts itself."""
    done = f"{event.done_at:%H:%M:%S.%f}"[:-3] if event.done_at else ""
    said = f"{event.outcome}{': ' * bool(event.why)}{event.why}"
    moves.saw(gate_says(event.gate), said, done_at=done, order=event.order)
    gate = cut.gate(event.gate)
    if gate is None or cut.order is None:
        return cut
    order = cut.order.order
    if event.order != order.digest or cut.stage is Stage.AUTHORISED:
        return _doubted(cut, gate, "an answer to another order", moves)
    told = _told(gate, event, order, cut, moves)
    if event.gate in cut.waiting:
        cut = replace(_dated(cut, event, order).with_gates([told]), waiting=cut.waiting - {event.gate})
        cut = replace(cut, stage=Stage.APPLIED) if cut.stage is Stage.PROVEN else cut
        return settled(cut, moves) if not cut.waiting else cut
    if gate.unanswered or (gate.word is Word.REFUSED and told.holds):
        moves.did(f"{gate_says(event.gate)} answered late")
        return _late(_dated(cut, event, order).with_gates([told]), order, moves)
    if replace(told, changed_at=gate.changed_at) == gate or event.outcome is ev.Outcome.ALREADY:
        return cut  # told twice
    return _doubted(cut, gate, f"it said {gate.word} before", moves)


def _told(gate: GateStand, event: ev.GateAnswered, order: Order, cut: Cut, moves: Moves) -> GateStand:
    """The gate as it is by its own word."""
    good = event.outcome in _GOOD
    gate = replace(gate, unanswered=False, changed_at=moves.at, why=event.why if not good else "")
    if order.act is OrderAct.CUT:
        return _told_of_cut(gate, event, order, moves)
    if order.act is OrderAct.HOLD:
        return replace(gate, confirmed=gate.confirmed or good)
    if not good:
        return gate
    gone = gate.released | frozenset(order.conduits or range(cut.planned.conduits_count))
    return replace(gate, released=gone, word=Word.RELEASED if len(gone) >= cut.planned.conduits_count else gate.word)


def _told_of_cut(gate: GateStand, event: ev.GateAnswered, order: Order, moves: Moves) -> GateStand:
    if event.outcome is ev.Outcome.REFUSED:
        return replace(gate, word=gate.word if gate.holds else Word.REFUSED)
    alone = order.issued_at + timedelta(minutes=moves.incident.hold.alone_min)
    return replace(
        gate,
        word=Word.PARTLY if event.outcome is ev.Outcome.PARTLY else Word.APPLIED,
        applied_at=event.done_at,
        released=frozenset(),
        confirmed=gate.confirmed or (event.deadline is not None and event.deadline > alone),
    )


def _dated(cut: Cut, event: ev.GateAnswered, order: Order) -> Cut:
    """Times of a cut: the earliest deadline any gate told, since there it decays first."""
    if order.act is OrderAct.RELEASE or event.outcome is ev.Outcome.REFUSED:
        return cut
    told = event.deadline or order.issued_at + timedelta(minutes=order.hold_min)
    if order.act is OrderAct.HOLD:
        others = any(gate.confirmed for gate in cut.gates)
        return replace(cut, deadline=min(told, cut.deadline) if others and cut.deadline else told, warned=False)
    fired_at = cut.fired_at or order.issued_at
    return replace(cut, fired_at=fired_at, deadline=min(told, cut.deadline) if cut.deadline else told)


def _late(cut: Cut, order: Order, moves: Moves) -> Cut:
    """A straggler: what it did counts from now, and what was proven before it does not."""
    if order.act is OrderAct.CUT:
        if cut.stage not in STANDING | {Stage.RELEASING} and any(gate.cuts for gate in cut.gates):
            moves.do(Page(role=moves.incident.duty, why=f"{cut.planned.name} is cut after all: a gate answered late"))
            cut = replace(cut, stage=Stage.APPLIED)
        return changed(cut, moves)
    if order.act is OrderAct.HOLD and cut.stage in STANDING and not _lacking_hold(cut):
        return _settled_hold(cut, moves)
    if order.act is OrderAct.RELEASE and cut.stage in STANDING and not any(gate.cuts for gate in cut.gates):
        return _opened(cut)
    if order.act is OrderAct.RELEASE and cut.stage is Stage.DECAYED and not cut.holding:
        return _settled_release(cut, moves)
    return changed(cut, moves)


def _doubted(cut: Cut, gate: GateStand, why: str, moves: Moves) -> Cut:
    """What does not fit is not believed, and not forgotten either: the gate is proven anew."""
    moves.did(f"{gate_says(gate.gate)} not taken at its word: {why}")
    if cut.stage not in STANDING or not gate.holds:
        return cut
    return changed(cut.with_gates([replace(gate, changed_at=moves.at)]), moves, (gate.gate,))


def unanswered(cut: Cut, moves: Moves) -> Cut:
    """Time to answer is over: what the order came to without the gates that are silent."""
    return settled(not_answered(cut, moves), moves)


def settled(cut: Cut, moves: Moves) -> Cut:
    """Every gate answered, or will not: what the order came to."""
    cut = replace(cut, waiting=frozenset(), answer_by=None)
    act = cut.order.order.act if cut.order is not None else OrderAct.CUT
    return {OrderAct.CUT: _settled_cut, OrderAct.HOLD: _settled_hold, OrderAct.RELEASE: _settled_release}[act](
        cut, moves
    )


def _settled_cut(cut: Cut, moves: Moves) -> Cut:
    if not any(gate.cuts for gate in cut.gates):
        return nobody_cut(cut, moves)
    lost = tuple(gate for gate in cut.gates if not gate.cuts or gate.word is Word.PARTLY)
    if lost:
        whole = ", ".join(gate.gate for gate in cut.gates if gate not in lost) or "no gate whole"
        moves.did(f"half done: {whole} cut; {reasons(lost)}")
        by_cards(cut, tuple(gate.gate for gate in lost), reasons(lost), moves)
    cut = replace(cut, stage=Stage.APPLIED if cut.stage is Stage.ORDERED else cut.stage)
    return changed(cut, moves, skew_ms=cut.skew_ms)


def _lacking_hold(cut: Cut) -> list[GateStand]:
    """Gates whose timer runs on; a pulled cable has none."""
    timed = (gate for gate in cut.gates if gate.holds and gate.word is not Word.BY_HAND)
    return [gate for gate in timed if gate.unanswered or not gate.confirmed]


def _settled_hold(cut: Cut, moves: Moves) -> Cut:
    lacking = _lacking_hold(cut)
    if lacking or not cut.holding:
        who = ", ".join(gate.gate for gate in lacking) or "no gate"
        why = f"{who} did not take the hold of {cut.planned.name}: it decays there at its deadline"
        moves.did(why)
        moves.do(Page(role=moves.incident.duty, why=why))
        return changed(cut, moves)
    return changed(replace(cut, stage=Stage.HELD, confirmed=True), moves)


def _settled_release(cut: Cut, moves: Moves) -> Cut:
    if not cut.holding:
        moves.did("every gate let go of all of it")
        return replace(cut, stage=Stage.PATH_OPEN, deadline=None, prove_at=None)
    order = cut.order.order if cut.order is not None else None
    meant = frozenset(order.conduits if order else ()) or frozenset(range(cut.planned.conduits_count))
    lacking = [gate.gate for gate in cut.gates if gate.holds and not meant <= gate.released]
    if lacking:
        why = f"{', '.join(lacking)} did not let go of {cut.planned.name}; the others did"
        moves.did(f"half done: {why}")
        moves.do(Page(role=moves.incident.duty, why=why))
    back = Stage.APPLIED if cut.before_release is Stage.PROVEN else cut.before_release
    return changed(replace(cut, stage=back), moves)


def _opened(cut: Cut) -> Cut:
    """The last gate that cut is open: what that leaves."""
    cut = replace(cut, deadline=None, prove_at=None)
    if cut.waiting and cut.order is not None and cut.order.order.act is OrderAct.CUT:
        return replace(cut, stage=Stage.ORDERED)
    stage = Stage.DECAYED if cut.holding else Stage.PATH_OPEN
    return replace(cut, stage=stage, waiting=frozenset(), answer_by=None)


def by_hand(cut: Cut, event: ev.DoneByHand, moves: Moves) -> Cut:
    """A person did it without us. It is believed, and proven where it can be."""
    moves.say(EntryKind.ACTION, event.who, f"by hand at {event.gate}: {event.what}", cut="yes" if event.cut else "no")
    gate = cut.gate(event.gate)
    if gate is None:
        return cut
    whole = frozenset(range(cut.planned.conduits_count))
    word, gone = (Word.BY_HAND, frozenset[int]()) if event.cut else (Word.RELEASED, whole)
    told = replace(gate, word=word, why=event.what, changed_at=moves.at, released=gone, unanswered=False)
    last_one = cut.waiting == {event.gate}
    cut = replace(cut.with_gates([told]), waiting=cut.waiting - {event.gate})
    if cut.stage is Stage.AUTHORISED:
        return cut if cut.waiting else fire(cut, moves)
    if cut.stage in {Stage.ORDERED, Stage.RELEASING}:
        return cut if cut.waiting else settled(cut, moves)
    if cut.stage in STANDING | {Stage.DECAYED}:
        if not any(gate.cuts for gate in cut.gates):
            return _opened(cut)
        return settled(cut, moves) if last_one else changed(cut, moves)
    if event.cut:  # nobody's timer undoes a cable: it has no deadline
        return changed(replace(cut, stage=Stage.APPLIED, deadline=None, fired_at=None, confirmed=False), moves)
    return cut
