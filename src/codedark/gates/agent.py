"""The gate agent: takes signed orders, fires what was staged, remembers what it holds, and lets the kernel let go.

It decides nothing that a person or the mandate has not decided: `response.judge_order` says whether an order counts,
`gap` what a plan means here, the kernel's timers when it ends. What is fired is saved after (the same order again does
no harm), what lets go is saved before. The sealed state is in the boot script before an order is answered.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from codedark.gap.posture import Pair, Posture
from codedark.gap.proving import GateEvidence
from codedark.gates.agent_folder import AgentFolder, GateSettings, Staged
from codedark.gates.clock import Clock
from codedark.gates.evidence_taking import ProberLinks, Sessions, prepare, take_evidence
from codedark.gates.frames import Refused
from codedark.gates.holding import Holding
from codedark.gates.libnft import Nft
from codedark.hospital.faults import BadHospital
from codedark.hospital.records import GateId
from codedark.response.allowance import DAY, CutHeld
from codedark.response.decaying import at_deadline
from codedark.response.judging_orders import Accepted, Ground, PlanFacts, judge_order
from codedark.response.judging_orders import Refused as OrderRefused
from codedark.response.keys import KeyId, public_hex
from codedark.response.mandate import Act, Mandate
from codedark.response.mandate_file import read_mandate
from codedark.response.mandate_signature import mandate_signed
from codedark.response.memory import GateMemory, Held, hold, let_go, remember
from codedark.response.order import BadOrder, OrderAct
from codedark.response.ruling import may
from codedark.response.signing import from_bytes, hospital_mark
from codedark.response.theatres import slots_in_use

REFUSALS_NOTED = 10
"""Refused orders written down in one second: anybody can send one, and each costs a write to the disk."""
LOOK_AHEAD_S = 5.0
"""Seconds before a deadline at which forbidden traffic is looked at: enough to renew it without a gap."""


class Agent:
    """One member of one gate. Its calls may come from several threads; one lock holds them apart."""

    def __init__(self, folder: AgentFolder, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.settings: GateSettings = folder.settings()
        self.key = folder.key()
        self.public = public_hex(self.key)
        self.lock = threading.RLock()
        self.memory, self.damaged = _memory(folder)
        self.mandate: Mandate | None = None
        self.holding = Holding(self.settings, clock)
        self.facts: dict[str, PlanFacts] = {}
        self.prepared_sessions: dict[str, Sessions] = {}
        self.links = ProberLinks(self.key)
        self._refused_in = (0, 0)
        self.ledger = folder.ledger()
        self.closed = False
        self.damage: tuple[str, ...] = ()
        """What could not be read at the start, each with what to do."""
        self.unsaved = False
        self.zone: Any = UTC
        self.clock_trusted = self._trust_clock()
        self.mark = hospital_mark(self.settings.owner_key) if self.settings.owner_key else ""

    # What is laid ready

    def start(self) -> None:
        """Load what the folder holds; what was held is held again, with what is left of its time."""
        kept = self.folder.mandate()
        if kept is not None:
            try:
                self.mandate = signed_mandate(*kept, self.settings.owner_key)
            except (ValueError, BadHospital) as wrong:
                self._damaged(f"the mandate kept here does not hold ({wrong}): no order is taken until one is sent")
        try:
            staged = self.folder.staged()
        except msgspec.DecodeError as wrong:
            self._damaged(f"what was staged cannot be read ({wrong}): stage it again")
            staged = None
        if staged is not None:
            self._stage(staged)
            for held in self.memory.held:
                self._enter(held, held.deadline)

    def _damaged(self, why: str) -> None:
        self.damage = (*self.damage, why)
        self._note("damaged", why=why)

    def close(self) -> None:
        """Give back what is open. What is held stays held by the kernel."""
        with self.lock:
            self.closed = True
            self._save_the_rest()
            self.holding.close()
            self.links.close()

    def take_mandate(self, text: bytes, signature: bytes) -> None:
        """Take a new mandate: signed by the pinned owner, and not older than the one in force.

        Raises:
            Refused: with the reason; the one in force stays.
        """
        with self.lock:
            try:
                mandate = signed_mandate(text, signature, self.settings.owner_key)
            except (ValueError, BadHospital) as wrong:
                raise self._refuse("mandate", str(wrong)) from None
            if mandate.version < self.memory.mandate_version:
                why = f"version {mandate.version}, and version {self.memory.mandate_version} was in force here"
                raise self._refuse("mandate", why)
            self.folder.save_mandate(text, signature)
            self.memory = replace(self.memory, mandate_version=mandate.version)
            self.folder.save_memory(self.memory)
            self.mandate = mandate
            self._facts()
            self._note("mandate", version=mandate.version)

    def stage(self, staged: Staged, signer: KeyId | None) -> dict[str, Any]:
        """Lay a book and its plans ready. What is held stays on: no packet meets a gate without it.

        Raises:
            Refused: not entitled, another gate's, a plan that is held is not among them, or the kernel would not.
        """
        with self.lock:
            self._entitled(signer)
            if staged.book.gate != self.settings.gate:
                raise self._refuse("stage", f"made for {staged.book.gate}, and this is {self.settings.gate}")
            gone = {h.plan for h in self.memory.held} - {p.id for p in staged.plans}
            if gone:
                raise self._refuse("stage", f"plan {', '.join(sorted(gone))} is held here and not among what was sent")
            if changed := self.holding.changed(staged, self.memory):
                raise self._refuse(
                    "stage", f"plan {', '.join(changed)} is held here and would let other packets through"
                )
            self._stage(staged)
            self.folder.save_staged(staged)
            self._save_boot()
            self._note("staged", plans=len(staged.plans), seals=len(self.holding.hand.seals), by=signer)
            return self.status()

    def _entitled(self, signer: KeyId | None) -> None:
        if self.mandate is None:
            raise self._refuse("stage", "no mandate is in force here")
        if signer is None:
            raise self._refuse("stage", "not signed")
        ruling = may(self.mandate, [signer], Act.STAGE, Posture.NORMAL, self._local(), reason=True)
        if not ruling.yes:
            raise self._refuse("stage", ruling.why)

    def _stage(self, staged: Staged) -> None:
        self.holding.stage(staged, self.memory, self._left())
        self.zone = _zone(staged.timezone)
        self._facts()

    def _facts(self) -> None:
        automatic = set(self.mandate.automatic.plans) if self.mandate is not None else set()
        self.facts = {
            p.id: PlanFacts(
                posture_max=p.posture_max,
                care_lost_per_h=p.care_lost_per_h,
                conduits_count=len(p.seal.postures),
                automatic=bool(automatic & set(p.names)),
                flows_unsigned=p.flows_unsigned,
            )
            for p in self.holding.plans.values()
        }

    # What is ordered

    def obey(self, raw: bytes) -> dict[str, Any]:
        """One signed order: judged, carried out, recorded, answered. Never raises for a bad one.

        Cost: the seal is on after one signature check and one netlink message; benchmarks/bench_fire.py.
        """
        with self.lock:
            received = self.clock.uptime()
            try:
                signed = from_bytes(raw)
            except BadOrder as wrong:
                return self._order_refused("no-order", str(wrong))
            ruled = judge_order(signed, self.memory, self._ground())
            if isinstance(ruled, OrderRefused):
                return self._order_refused(str(ruled.kind), ruled.why)
            try:
                return self._carry_out(ruled, received)
            except OSError as failed:
                self._note("failed", why=str(failed), plan=ruled.order.plan)
                return {"refused": f"the gate could not: {failed}", "kind": "world-failed"}

    def _carry_out(self, ruled: Accepted, received: float) -> dict[str, Any]:
        if ruled.order.act is OrderAct.CUT:
            return self._cut(ruled, received)
        return self._hold(ruled, received) if ruled.order.act is OrderAct.HOLD else self._release(ruled, received)

    def _cut(self, ruled: Accepted, received: float) -> dict[str, Any]:
        plan = ruled.order.plan
        assert ruled.held is not None
        left_s = ruled.lasts_s(self.clock.now(), clock_trusted=self.clock_trusted)
        if ruled.already and plan in self.holding.lit:
            touches, fired = self.holding.again(plan, left_s), self.clock.uptime()
            return self._done(ruled, received, fired, touches=touches)
        touches = self.holding.cut(plan, left_s, self.prepared_sessions.pop(plan, Sessions()))
        fired = self.clock.uptime()
        self._remember(hold(self._remembered(ruled), ruled.held))
        self._save_boot()
        self._enter(ruled.held, ruled.held.deadline)
        return self._done(ruled, received, fired, touches=touches)

    def _hold(self, ruled: Accepted, received: float) -> dict[str, Any]:
        assert ruled.held is not None
        self._remember(hold(self._remembered(ruled), ruled.held))
        touches = self.holding.renew(ruled.order.plan, ruled.lasts_s(self.clock.now(), clock_trusted=True))
        fired = self.clock.uptime()
        self._save_boot()
        self._enter(ruled.held, ruled.held.deadline)
        return self._done(ruled, received, fired, touches=touches)

    def _release(self, ruled: Accepted, received: float) -> dict[str, Any]:
        """Saved first: taken twice it would let go twice."""
        plan = ruled.order.plan
        before = self.memory.holding(plan)
        self._remember(let_go(self._remembered(ruled), plan, ruled.conduits if ruled.held else None))
        if before is not None and ruled.held is None:
            self._enter(before, self.clock.now())
        touches = self.holding.release(plan, ruled.held, self._left().get(plan, 0.0))
        fired = self.clock.uptime()
        self._save_boot()
        return self._done(ruled, received, fired, touches=touches)

    def _remembered(self, ruled: Accepted) -> GateMemory:
        return remember(self.memory, ruled.order, self.clock.now() if self.clock_trusted else None)

    def _remember(self, memory: GateMemory) -> None:
        """On the disk when this returns."""
        self.folder.save_memory(memory)
        self.memory = memory

    def _left(self) -> dict[str, float]:
        """Seconds until the deadline of each held plan; without a trusted clock what the order asked for, from now."""
        now = self.clock.now()
        since = (lambda h: now) if self.clock_trusted else (lambda h: h.fired_at)
        return {h.plan: (h.deadline - since(h)).total_seconds() for h in self.memory.held}

    def _done(self, ruled: Accepted, received: float, fired: float, *, touches: bool) -> dict[str, Any]:
        order = ruled.order
        told = {
            "act": str(order.act),
            "plan": order.plan,
            "already": ruled.already,
            "touches": touches,
            "received_uptime_s": received,
            "fired_uptime_s": fired,
            "until": None if ruled.held is None else ruled.held.deadline.timestamp(),
            "remarks": list(ruled.remarks),
            "why": ruled.ruling.why,
            "roles": list(ruled.ruling.roles),
        }
        self._note("order", **told)
        return {"done": told}

    def _order_refused(self, kind: str, why: str) -> dict[str, Any]:
        """Refused and recorded; of a flood, the first of each second, and how many there were."""
        second = int(self.clock.uptime())
        if second != self._refused_in[0]:
            if self._refused_in[1] > REFUSALS_NOTED:
                self._note("refused", kind="flood", why=f"{self._refused_in[1] - REFUSALS_NOTED} more in one second")
            self._refused_in = (second, 0)
        self._refused_in = (second, self._refused_in[1] + 1)
        if self._refused_in[1] <= REFUSALS_NOTED:
            self._note("refused", kind=kind, why=why)
        return {"refused": why, "kind": kind}

    def _ground(self) -> Ground:
        return Ground(
            mandate=self.mandate,
            mark=self.mark,
            plans=self.facts,
            at=self.clock.now().astimezone(self.zone),
            clock_trusted=self.clock_trusted and not self.damaged,
            theatres_in_use=self._theatres_in_use(),
            care_spent_24h=spent_by_deadline(self.ledger, self.clock.now()),
        )

    def _theatres_in_use(self) -> int | None:
        staged = self.holding.staged
        return None if staged is None else slots_in_use(staged.theatres, self.clock.now().astimezone(self.zone))

    def _enter(self, held: Held, until: datetime) -> None:
        """Note in the ledger what a cut costs until its deadline, or until it was let go."""
        plan, now = self.holding.plans[held.plan], self.clock.now()
        one = CutHeld(plan=held.plan, fired_at=held.fired_at, released_at=until, care_lost_per_h=plan.care_lost_per_h)
        others = (c for c in self.ledger if (c.plan, c.fired_at) != (one.plan, one.fired_at))
        self.ledger = (*(c for c in others if (c.released_at or now) > now - DAY), one)
        self.unsaved = True

    # What is asked

    def prepare(self, plan: str) -> dict[str, Any]:
        """Whether this plan could be fired now: staged and unspoiled, the clock, the probers."""
        with self.lock:
            if plan not in self.holding.seals:
                raise Refused(f"no plan {plan} is staged here")
            cut, left = self.holding.seals[plan]
            if plan not in self.holding.lit:
                self.prepared_sessions[plan] = prepare(self.links, cut)
            return {
                **self.status(),
                "plan": plan,
                "seal": cut.name,
                "left": left.name,
                "as_staged": self.holding.hand.as_staged([cut.name, left.name]),
                "touches": not cut.empty,
                "sessions_before": len(self.prepared_sessions.get(plan, Sessions()).running),
            }

    def evidence(self, plan: str, asked: Collection[Pair] | None = None) -> GateEvidence:
        """Take the evidence of a held plan, between these pairs of zones; None: all that it touches here."""
        with self.lock:
            lit = self.holding.lit.get(plan)
        if lit is None:
            return self._silent("the plan is not held here")
        if lit.cut.empty:
            return self._silent("")
        pairs = take_evidence(self.links, lit.cut, lit.sessions, Nft(), str(self.settings.family), asked)
        with self.lock:
            on, as_staged = self.holding.hand.switch(lit.cut.name).on, self.holding.hand.as_staged(lit.names)
        return replace(self._silent(""), on=on, as_staged=as_staged, pairs=pairs)

    def _silent(self, why: str) -> GateEvidence:
        return GateEvidence(gate=GateId(self.settings.gate), agent=self.settings.agent, answers=True, why=why)

    def status(self) -> dict[str, Any]:
        """Who this is, what it holds, and how its clock stands."""
        with self.lock:
            return {
                "gate": self.settings.gate,
                "agent": self.settings.agent,
                "key": self.public,
                "wall": self.clock.now().timestamp(),
                "uptime_s": self.clock.uptime(),
                "clock_trusted": self.clock_trusted,
                "memory_damaged": self.damaged,
                "mandate_version": None if self.mandate is None else self.mandate.version,
                "hospital_sha256": self.holding.staged and self.holding.staged.book.hospital_sha256,
                "plans": len(self.holding.plans),
                "held": [
                    {
                        "plan": h.plan,
                        "until": h.deadline.timestamp(),
                        "confirmed": h.confirmed,
                        "released": list(h.released),
                        **self._kernel_says(h.plan),
                    }
                    for h in self.memory.held
                ],
            }

    def _kernel_says(self, plan: str) -> dict[str, Any]:
        cut, left, dropped = self.holding.says(plan)
        return {"cut_on": cut.on, "left_on": left.on, "left_s": cut.left_s, "dropped": dropped}

    # What goes on by itself

    def look(self) -> None:
        """Mend what another program spoiled, and renew deadlines under attack. Called often; cheap when all stands."""
        with self.lock:
            if self.closed or self.holding.staged is None:
                return
            self._save_the_rest()
            for held in self.memory.held:
                self._renew(held)
            if self.memory.held and self._spoiled():
                self._note("mended", why="what stood in the kernel was not what was staged and fired")
                self._stage(self.holding.staged)

    def _save_the_rest(self) -> None:
        """What no answer waits for: the ledger, which what is held can be read from as well, and the journal."""
        if self.unsaved:
            self.folder.save_ledger(self.ledger)
            self.unsaved = False
        self.folder.sync()

    def _spoiled(self) -> bool:
        return self.holding.spoiled(self._left())

    def _renew(self, held: Held) -> None:
        assert self.mandate is not None
        left = self._left()[held.plan]
        if held.confirmed or not 0 < left <= LOOK_AHEAD_S or self.holding.lit[held.plan].cut.empty:
            return
        forbidden = self.holding.dropped_since(held.plan)
        standing = at_deadline(held, self.mandate.hold, held.deadline, forbidden)
        if standing.until is None or standing.until <= held.deadline:
            return
        self._remember(hold(self.memory, replace(held, deadline=standing.until)))
        self._enter(held, standing.until)
        self.holding.renew(held.plan, self._left()[held.plan])
        self._save_boot()
        self._note("renewed", plan=held.plan, until=standing.until.timestamp(), why=standing.why)

    # What is kept

    def _save_boot(self) -> None:
        """Write what a start without us would load."""
        if self.holding.staged is not None:
            self.folder.save_boot_script(self.holding.boot_text(self._left()))

    def _note(self, what: str, **evidence: Any) -> None:
        self.folder.note({"at": self.clock.now().timestamp(), "what": what, **evidence})

    def _refuse(self, what: str, why: str) -> Refused:
        self._note("refused", kind=what, why=why)
        return Refused(why)

    def _local(self) -> datetime | None:
        return self.clock.now().astimezone(self.zone).replace(tzinfo=None) if self.clock_trusted else None

    def _trust_clock(self) -> bool:
        latest = self.memory.latest_at
        return latest is None or self.clock.now() >= latest


def spent_by_deadline(cuts: Sequence[CutHeld], at: datetime) -> float:
    """Care that cuts of the last 24 hours cost, those held counted up to their deadlines."""
    hours = [((c.released_at or at) - max(c.fired_at, at - DAY)) / timedelta(hours=1) for c in cuts]
    return sum(max(h, 0.0) * c.care_lost_per_h for h, c in zip(hours, cuts, strict=True))


def signed_mandate(text: bytes, signature: bytes, owner_key: str) -> Mandate:
    """A mandate that its owner signed.

    Raises:
        ValueError: the signature is not the pinned owner's, over these bytes.
        BadHospital: it cannot be read.
    """
    if not mandate_signed(text, signature, owner_key):
        raise ValueError("not signed by the owner whose key is pinned here")
    return read_mandate(text)


def _memory(folder: AgentFolder) -> tuple[GateMemory, bool]:
    """What was remembered; damaged: nothing, and the clock is not trusted, so that no release is taken."""
    try:
        return folder.memory(), False
    except BadOrder:
        return GateMemory(), True


def _zone(name: str) -> Any:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def staged_from_wire(body: Any) -> Staged:
    """What was sent, made into records.

    Raises:
        Refused: it is not what a laptop of this version sends.
    """
    try:
        return msgspec.convert(body, Staged)
    except msgspec.ValidationError as wrong:
        raise Refused(f"what was sent cannot be read: {wrong}") from None
