"""What one gate has laid ready and switched on: plans, their seals here, and the hand on the kernel.

Every held plan has two seals: the *cut*, until its deadline, and below it what is *left* when nobody confirms, without
one. The kernel's timer takes the cut away; what is left stays until somebody releases it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from codedark.formats.nft_seal import render
from codedark.gap.gate_seal import GateSeal, gate_seal
from codedark.gap.plan_book import StagedPlan
from codedark.gap.posture import decayed, without
from codedark.gates.agent_folder import GateSettings, Staged
from codedark.gates.boot_script import HeldSwitch, boot_script
from codedark.gates.clock import Clock
from codedark.gates.evidence_taking import Sessions
from codedark.gates.sealer import Sealer, SwitchState
from codedark.response.memory import GateMemory, Held

Timeouts = dict[str, float | None]
"""Seal -> seconds until the kernel lets go; None: never by itself."""


@dataclass(slots=True)
class Lit:
    """What one held plan has switched on here."""

    cut: GateSeal
    left: GateSeal
    dropped_before: int = 0
    """Packets the cut had dropped when it was last looked at."""
    sessions: Sessions = field(default_factory=Sessions)

    @property
    def names(self) -> list[str]:
        """Seals of it that have something to do here."""
        return [seal.name for seal in (self.cut, self.left) if not seal.empty]

    def timeouts(self, left_s: float | None) -> Timeouts:
        """The cut until its deadline; below it what stays when nobody confirms, alone once the deadline is spent."""
        wanted: Timeouts = {self.left.name: None}
        if left_s is None or left_s > 0:
            wanted[self.cut.name] = left_s
        return {name: timeout for name, timeout in wanted.items() if name in self.names}


class Holding:
    """The plans of one gate, in one network namespace: that of the thread that stages."""

    def __init__(self, settings: GateSettings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.sealer: Sealer | None = None
        self.staged: Staged | None = None
        self.plans: dict[str, StagedPlan] = {}
        self.seals: dict[str, tuple[GateSeal, GateSeal]] = {}
        self.lit: dict[str, Lit] = {}

    def close(self) -> None:
        """Give back what is open. What is on stays on."""
        if self.sealer is not None:
            self.sealer.close()

    def stage(self, staged: Staged, memory: GateMemory, left: Mapping[str, float]) -> None:
        """Build every seal, then change the kernel in one transaction, then ourselves.

        Args:
            memory: what is held; it stays on, with `left` seconds each.
        Raises:
            NftRefused: the kernel would not; all is as it was.
        """
        plans = {p.id: p for p in staged.plans}
        seals = {p.id: seals_of(staged, p) for p in staged.plans}
        lit = {h.plan: Lit(*seals_of(staged, plans[h.plan], h.released)) for h in memory.held if h.plan in plans}
        for plan, one in lit.items():
            if plan in self.lit:
                one.sessions = self.lit[plan].sessions
        every = {s.name: s for pair in (*seals.values(), *((x.cut, x.left) for x in lit.values())) for s in pair}
        on: Timeouts = {}
        for plan, one in lit.items():
            on |= one.timeouts(left.get(plan))
        sealer = Sealer(staged.book, self.settings.family, self.settings.hook)
        try:
            sealer.stage([s for s in every.values() if not s.empty], on)
        except OSError:
            sealer.close()
            raise
        self.close()
        self.sealer, self.staged, self.plans, self.seals, self.lit = sealer, staged, plans, seals, lit

    def changed(self, staged: Staged, memory: GateMemory) -> list[str]:
        """Held plans that would hold something else with this book: who may stage may not let go."""
        plans = {p.id: p for p in staged.plans}
        return [
            h.plan
            for h in memory.held
            if h.plan in self.lit
            and [s.name for s in seals_of(staged, plans[h.plan], h.released)]
            != [self.lit[h.plan].cut.name, self.lit[h.plan].left.name]
        ]

    @property
    def hand(self) -> Sealer:
        """The sealer; nothing is asked of it before something is staged."""
        if self.sealer is None:
            raise ValueError("nothing is staged here")
        return self.sealer

    def cut(self, plan: str, left_s: float, sessions: Sessions) -> bool:
        """Fire a plan; whether that touches anything here."""
        lit = Lit(*self.seals[plan], sessions=sessions)
        on = lit.timeouts(left_s)
        if on:
            self.hand.on(on)
        self.lit[plan] = lit
        return bool(on)

    def again(self, plan: str, left_s: float) -> bool:
        """The same plan again: what is not on any more is switched on; whether the plan touches anything here."""
        lit = self.lit[plan]
        on = lit.timeouts(left_s)
        if on and not all(self.hand.switch(name).on for name in on):
            self.hand.on(on)
        return bool(on)

    def renew(self, plan: str, left_s: float) -> bool:
        """Move the deadline of a held plan; whether that touches anything here."""
        on = self.lit[plan].timeouts(left_s)
        if on:
            self.hand.on(on)
        return bool(on)

    def release(self, plan: str, held: Held | None, left_s: float) -> bool:
        """Let a plan go, or all of it but what is still held; whether that touches anything here."""
        assert self.staged is not None
        before, on = self.lit.pop(plan), Timeouts()
        if held is not None:
            after = Lit(*seals_of(self.staged, self.plans[plan], held.released), sessions=before.sessions)
            self.hand.stage_more([s for s in (after.cut, after.left) if not s.empty])
            on = after.timeouts(left_s)
            self.lit[plan] = after
        kept = {name for lit in self.lit.values() for name in lit.names}
        off = [name for name in before.names if name not in kept]
        if off or on:
            self.hand.swap(off, on)
        return bool(off or on)

    def spoiled(self, left: Mapping[str, float]) -> bool:
        """Whether something that should be on is not, or what stands is not what was staged."""
        for plan, lit in self.lit.items():
            for name in lit.timeouts(left.get(plan)):
                due = left.get(plan, 0.0) > 1.0 or name == lit.left.name
                if due and not self.hand.switch(name).on:
                    return True
        return not self.hand.as_staged([name for lit in self.lit.values() for name in lit.names])

    def dropped_since(self, plan: str) -> int:
        """Packets the cut of a plan has dropped since this was asked last."""
        lit = self.lit[plan]
        dropped = self.hand.dropped_count(lit.cut.name)
        since, lit.dropped_before = dropped - lit.dropped_before, dropped
        return since

    def says(self, plan: str) -> tuple[SwitchState, SwitchState, int]:
        """What the kernel says of a held plan: the cut, what is left, packets dropped."""
        off = SwitchState(on=False, left_s=None)
        lit = self.lit.get(plan)
        if lit is None or self.sealer is None:
            return off, off, 0
        return self.hand.switch(lit.cut.name), self.hand.switch(lit.left.name), self.hand.dropped_count(lit.cut.name)

    def boot_text(self, left: Mapping[str, float]) -> str:
        """What a start without us would load: the seals that are on, with their absolute deadlines."""
        assert self.staged is not None
        now, up = self.clock.now().timestamp(), self.clock.uptime()
        held = [
            HeldSwitch(
                seal=name,
                until=None if seconds is None else now + seconds,
                until_uptime_s=None if seconds is None else up + seconds,
            )
            for plan, lit in self.lit.items()
            for name, seconds in lit.timeouts(left.get(plan)).items()
        ]
        lit = {seal.name: seal for one in self.lit.values() for seal in (one.cut, one.left) if not seal.empty}
        return boot_script(
            render(self.staged.book, list(lit.values()), family=self.settings.family, hook=self.settings.hook),
            held,
            family=str(self.settings.family),
            written_at=now,
            boot_id=self.clock.boot_id(),
            fail_open=self.settings.fail_open,
        )


def seals_of(staged: Staged, plan: StagedPlan, released: tuple[int, ...] = ()) -> tuple[GateSeal, GateSeal]:
    """What one gate holds of a plan until its deadline, and after it."""
    names = [conduit for conduit, _ in plan.seal.postures]
    whole = without(plan.seal, [names[i] for i in released])
    return gate_seal(staged.book, whole), gate_seal(staged.book, decayed(whole, plan.hold_sealed))
