"""A live incident: the machine's commands carried out, and what became of them told back to it.

The machine is pure and decides; here it gets a clock, a network and a log. Entries are on the disk before what follows
them is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from os import urandom

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.gap.gate_seal import GateSeal
from codedark.gap.plan_book import StagedPlan
from codedark.gap.proving import GateEvidence, PairProof, Proof, ProofVerdict, prove
from codedark.gates.clock import Clock
from codedark.gates.controller import Controller, GateAnswer, clock_off_s, clock_remarks
from codedark.gates.holding import seals_of
from codedark.gates.live_folder import Laid, LiveFolder
from codedark.hospital.records import GateId
from codedark.response import events as ev
from codedark.response.commands import Command, Page, Prepare, Prove, Record, SendOrder
from codedark.response.incident import Incident, Planned
from codedark.response.machine import step
from codedark.response.order import Order, OrderAct
from codedark.response.signing import SignedOrder, sign, to_bytes

CLOCK_OFF_S = 30.0
"""From this difference on, an order to a gate is written in the gate's own time."""
_WORST = (ProofVerdict.LEAKING, ProofVerdict.BREAK_GLASS_LOST, ProofVerdict.UNKNOWN, ProofVerdict.SEALED_EXCEPT)


def planned(plan: StagedPlan, laid: Laid) -> Planned:
    """A staged plan as the machine speaks of it: the gates that have something to do in it."""
    return Planned(
        plan=plan.id,
        name=plan.names[0],
        gates=tuple(seals_at(laid, plan)),
        conduits_count=len(plan.seal.postures),
        posture=plan.posture_max,
        care_lost_per_h=plan.care_lost_per_h,
    )


def seals_at(laid: Laid, plan: StagedPlan) -> dict[GateId, GateSeal]:
    """Gate -> what it holds of a plan; gates with nothing to do are left out."""
    cut = {gate: seals_of(staged, plan)[0] for gate, staged in laid.staged().items()}
    return {gate: seal for gate, seal in cut.items() if not seal.empty}


@dataclass(slots=True)
class Live:
    """One incident on this laptop."""

    incident: Incident
    laid: Laid
    controller: Controller
    folder: LiveFolder
    mark: str
    tell: Callable[[Command], None]
    """Shows a person what concerns them: proposals, calls, cards."""
    signers: Sequence[Ed25519PrivateKey] = ()
    """Keys at hand, to write an order in the time of a gate whose clock is off."""
    out_of_reach_count: int = 0
    clock: Clock = field(default_factory=Clock)
    answers: list[GateAnswer] = field(default_factory=list)
    """What gates said to the last order."""
    proof: Proof | None = None
    prepared: list[GateAnswer] = field(default_factory=list)

    def feed(self, event: ev.Event) -> None:
        """Let the machine take an event, and carry out what it asks for, until it asks for nothing more."""
        waiting = [event]
        while waiting:
            self.incident, commands = step(self.incident, waiting.pop(0))
            self.folder.save_incident(self.incident)
            for command in commands:
                waiting += self._carry_out(command)

    def _carry_out(self, command: Command) -> list[ev.Event]:
        if isinstance(command, Record):
            self.folder.log(command.entry)
        elif isinstance(command, Prepare):
            return self._prepare(command)
        elif isinstance(command, SendOrder):
            return self._send(command)
        elif isinstance(command, Prove):
            return self._prove(command)
        else:
            self.tell(command)
        return []

    def _plan(self, plan: str) -> StagedPlan:
        return next(p for p in self.laid.plans if p.id == plan)

    def _prepare(self, command: Prepare) -> list[ev.Event]:
        self.prepared = self.controller.prepare(command.plan)
        told: list[ev.Event] = []
        for gate in command.gates:
            members = self._of(gate, self.prepared)
            against = [f"{a.member.agent}: {why}" for a in members if (why := _not_ready(a))]
            silent = [f"{a.member.agent}: {a.failed}" for a in members if a.told is None]
            why = "; ".join([*against, *silent]) or ("" if members else "no agent of ours stands there")
            # One member that may fire is enough to send the order, and a silent one may: what was lost on the way was
            # perhaps only the question. That every member holds it is what the proof asks.
            ready = len(members) > len(against)
            told.append(ev.GateReady(at=self.clock.now(), plan=command.plan, gate=gate, ready=ready, why=why))
        for agent, remark in clock_remarks(self.prepared).items():
            self.tell(Page(role=self.incident.duty, why=f"{agent}: {remark}"))
        return told

    def _of(self, gate: GateId, answers: Iterable[GateAnswer]) -> list[GateAnswer]:
        return [a for a in answers if a.member.gate == gate]

    def _send(self, command: SendOrder) -> list[ev.Event]:
        wanted = set(command.gates)
        raws = {a.member.agent: self._in_its_time(command.signed, a) for a in self.prepared}
        own = to_bytes(command.signed)
        agents = {m.agent: raws.get(m.agent, own) for m in self.controller.members if m.gate in wanted}
        self.answers = self.controller.orders(agents)
        digest, plan = command.signed.order.digest, command.signed.order.plan
        return [self._answered(plan, gate, digest) for gate in command.gates if self._of(gate, self.answers)]

    def _in_its_time(self, signed: SignedOrder, answer: GateAnswer) -> bytes:
        """The order as it is, or written anew in the time of a gate whose clock is off; only cuts, by keys at hand."""
        off = moved_s(answer)
        if signed.order.act is not OrderAct.CUT or not off or len(self.signers) < len(signed.signatures):
            return to_bytes(signed)
        moved = replace(signed.order, issued_at=signed.order.issued_at + timedelta(seconds=off))
        return to_bytes(signed_by(moved, self.signers[: len(signed.signatures)], self.mark))

    def _answered(self, plan: str, gate: GateId, digest: str) -> ev.GateAnswered:
        answers = self._of(gate, self.answers)
        done = [a for a in answers if a.done is not None]
        lacking = "; ".join(f"{a.member.agent}: {a.refused}" for a in answers if a.done is None)
        now = self.clock.now()
        if not done:
            return ev.GateAnswered(at=now, plan=plan, gate=gate, order=digest, outcome=ev.Outcome.REFUSED, why=lacking)
        outcome = ev.Outcome.PARTLY if lacking else ev.Outcome.DONE
        if outcome is ev.Outcome.DONE and all(a.done is not None and a.done["already"] for a in done):
            outcome = ev.Outcome.ALREADY
        off = {a.member.agent: moved_s(a) for a in self.prepared}
        until = [
            float(a.done["until"]) - off.get(a.member.agent, 0.0)
            for a in done
            if a.done is not None and a.done["until"] is not None
        ]
        return ev.GateAnswered(
            at=now,
            plan=plan,
            gate=gate,
            order=digest,
            outcome=outcome,
            why=lacking,
            done_at=now,
            deadline=datetime.fromtimestamp(min(until), UTC) if until else None,
        )

    def _prove(self, command: Prove) -> list[ev.Event]:
        plan = self._plan(command.plan)
        seals = self._seals_held(plan)
        began = self.clock.now()
        evidence = self.controller.evidence(plan.id, seals)
        self.proof = prove(seals.items(), evidence, flows_listed=plan.flows, out_of_reach_count=self.out_of_reach_count)
        return [self._proved(gate, command.plan, began, evidence) for gate in command.gates]

    def _seals_held(self, plan: StagedPlan) -> dict[GateId, GateSeal]:
        """What each gate holds of a plan by now: conduits that were let go there are not asked about."""
        cut = self.incident.cut(plan.id)
        released = {g.gate: tuple(sorted(g.released)) for g in cut.gates} if cut is not None else {}
        held = {g: seals_of(staged, plan, released.get(g, ()))[0] for g, staged in self.laid.staged().items()}
        return {gate: seal for gate, seal in held.items() if not seal.empty}

    def _proved(self, gate: GateId, plan: str, began: datetime, evidence: Sequence[GateEvidence]) -> ev.Proved:
        assert self.proof is not None
        pairs = [p for p in self.proof.pairs if p.gate == gate]
        verdict, why = worst_of(pairs)
        if not any(e.gate == gate and e.answers for e in evidence):
            verdict, why = ProofVerdict.UNKNOWN, why or "no agent answered"
        return ev.Proved(at=self.clock.now(), plan=plan, gate=gate, verdict=verdict, began_at=began, why=why)


def moved_s(answer: GateAnswer) -> int:
    """Whole seconds by which times are moved for a gate: 0 where its clock is near enough to ours."""
    off = clock_off_s(answer)
    return round(off) if abs(off) >= CLOCK_OFF_S else 0


def worst_of(pairs: Sequence[PairProof]) -> tuple[ProofVerdict, str]:
    """The verdict of a gate: that of its worst pair, with how many are so and the first reason."""
    for verdict in _WORST:
        bad = [p for p in pairs if p.verdict is verdict]
        if bad:
            return (
                verdict,
                f"{len(bad)} of {len(pairs)} pairs, first {bad[0].pair[0]} to {bad[0].pair[1]}: {bad[0].why}",
            )
    return (ProofVerdict.SEALED, "") if pairs else (ProofVerdict.UNKNOWN, "nothing to prove there")


def _not_ready(answer: GateAnswer) -> str:
    """Why a member that answered could not fire; empty: it can, or it said nothing."""
    if answer.told is None:
        return ""
    if not answer.told["as_staged"]:
        return "what stands in its kernel is not what was staged"
    if answer.told["mandate_version"] is None:
        return "no mandate is in force there"
    return ""


def new_order(
    act: OrderAct,
    plan: StagedPlan,
    at: datetime,
    *,
    hold_min: int,
    conduits: Iterable[str] = (),
    valid_s: int = 600,
    reason: str = "",
) -> Order:
    """An order with a nonce of its own, issued now.

    Raises:
        KeyError: a conduit to release is none of the plan's.
    """
    index = {c: i for i, (c, _) in enumerate(plan.seal.postures)}
    return Order(
        act=act,
        plan=plan.id,
        conduits=tuple(sorted(index[c] for c in set(conduits))),  # type: ignore[index]
        issued_at=at.replace(microsecond=0),
        valid_s=valid_s,
        hold_min=0 if act is OrderAct.RELEASE else hold_min,
        nonce=urandom(4),
        reason_given=bool(reason.strip()),
    )


def signed_by(order: Order, signers: Sequence[Ed25519PrivateKey], mark: str) -> SignedOrder:
    """An order with everybody's signature; ValueError: nobody signs, or the same person twice."""
    signed: Order | SignedOrder = order
    for signer in signers:
        signed = sign(signed, signer, mark)
    if isinstance(signed, Order):
        raise ValueError("an order that nobody signs is none")
    return signed
