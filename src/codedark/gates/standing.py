"""What stands, told by the gates themselves: how a laptop takes over a cut that it did not fire.

A laptop's memory of an incident is worth little: another one may have let go, an order may have been read out by
telephone, the kernel's timers may have run out. So before a hold or a release every gate is asked, and what it says is
the cut as it stands. A gate that does not answer is taken to hold what it held, or, where nobody knows, to hold it: the
order goes there too, and its silence is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from codedark.gates.controller import GateAnswer
from codedark.hospital.records import GateId
from codedark.response.incident import Cut, GateStand, Incident, Planned, Stage, Word


def as_told(incident: Incident, planned: Planned, answers: Sequence[GateAnswer]) -> Incident:
    """The incident with the cut of this plan as gates tell it; without one where none of them holds it.

    Args:
        answers: to `status`, one of each member of each gate of the plan.
    """
    before = incident.cut(planned.plan)
    stands = [_stand(gate, planned.plan, answers, before) for gate in planned.gates]
    others = tuple(cut for cut in incident.cuts if cut.planned.plan != planned.plan)
    known = before is not None and any(gate.holds for gate in before.gates)
    if not any(s.holds for s in stands if known or not s.unanswered):
        return replace(incident, cuts=others)
    confirmed = all(stand.confirmed for stand in stands if stand.holds)
    cuts = any(stand.cuts for stand in stands)
    stage = Stage.DECAYED if not cuts else Stage.HELD if confirmed else Stage.APPLIED
    until = [h["until"] for a in answers for h in _held(a, planned.plan)]
    cut = Cut(
        planned=planned,
        stage=stage,
        gates=tuple(sorted(stands, key=lambda stand: stand.gate)),
        deadline=datetime.fromtimestamp(min(until), UTC) if until else None,
        confirmed=confirmed,
    )
    return replace(incident, cuts=(*others, cut))


def forgotten(incident: Incident, plan: str) -> Incident:
    """The incident without the cuts of a plan: a new order is sent to every gate, whatever was done there before."""
    return replace(incident, cuts=tuple(cut for cut in incident.cuts if cut.planned.plan != plan))


def released_at(answers: Iterable[GateAnswer], plan: str) -> dict[GateId, frozenset[int]]:
    """Gate -> conduits of a plan that all its members let go; gates that hold nothing of it are left out."""
    found: dict[GateId, frozenset[int]] = {}
    for a in answers:
        for held in _held(a, plan):
            gone = frozenset(int(i) for i in held["released"])
            found[a.member.gate] = found.get(a.member.gate, gone) & gone
    return found


def _held(answer: GateAnswer, plan: str) -> list[Mapping[str, Any]]:
    return [] if answer.told is None else [h for h in answer.told["held"] if h["plan"] == plan]


def _stand(gate: GateId, plan: str, answers: Sequence[GateAnswer], before: Cut | None) -> GateStand:
    members = [a for a in answers if a.member.gate == gate]
    answering = [a for a in members if a.told is not None]
    if not answering:
        why = "; ".join(f"{a.member.agent}: {a.failed}" for a in members) or "no agent of ours stands there"
        known = None if before is None else before.gate(gate)
        word = known.word if known is not None and known.holds else Word.APPLIED
        return GateStand(gate=gate, word=word, why=why, unanswered=True)
    held = {a.member.agent: h for a in answering for h in _held(a, plan)}
    if not held:
        return GateStand(gate=gate)
    full = [a.member.agent for a in answering for h in _held(a, plan) if _is_cut(a, h)]
    lacking = [a.member.agent for a in members if a.member.agent not in held]
    word = Word.DECAYED if not full else Word.PARTLY if lacking else Word.APPLIED
    return GateStand(
        gate=gate,
        word=word,
        why=f"not at {', '.join(lacking)}" if lacking else "",
        confirmed=all(h["confirmed"] for h in held.values()),
        released=released_at(members, plan)[gate],
    )


def _is_cut(answer: GateAnswer, held: Mapping[str, Any]) -> bool:
    """Whether it is cut whole there, posture 2 not counted; a gate mends within milliseconds what was flushed."""
    assert answer.told is not None
    return bool(held["cut_on"]) or float(held["until"]) > float(answer.told["wall"])
