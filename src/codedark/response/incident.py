"""An incident as it stands: cuts, each in its stage, and what every gate said of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from codedark.gap.posture import Posture
from codedark.gap.proving import ProofVerdict
from codedark.hospital.records import GateId
from codedark.response.mandate import Hold
from codedark.response.signing import SignedOrder


class Stage(StrEnum):
    """How far one cut has come. `before` stands for none."""

    BEFORE = "before"
    PROPOSED = "proposed"
    AUTHORISED = "authorised"
    """Somebody who may has signed it; gates are asked whether they are ready."""
    ORDERED = "ordered"
    APPLIED = "applied"
    """At least one gate says it cut. Not every one of them is proven."""
    PROVEN = "proven"
    """Every gate of it is proven by packets, none later changed. One person stands for it, until its deadline."""
    HELD = "held"
    """Two persons stand for it. Whether it is sealed is the proof's word: `Cut.sealed`."""
    DECAYED = "decayed"
    """Its deadline passed: posture 2 is left, and what its owner signed to hold."""
    RELEASING = "releasing"
    PATH_OPEN = "path-open"
    """Every gate let go. Applications may not have noticed yet."""
    FLOWS_BACK = "flows-back"
    WITHDRAWN = "withdrawn"
    """Nobody cut: the alarm was taken back, or a person said no."""


STANDING = frozenset({Stage.APPLIED, Stage.PROVEN, Stage.HELD})
"""Stages in which a cut is whole on at least one gate."""
CUT_STANDS = STANDING | {Stage.DECAYED, Stage.RELEASING}
"""Stages in which gates hold something of it."""
OVER = frozenset({Stage.FLOWS_BACK, Stage.WITHDRAWN})
_GOOD = frozenset({ProofVerdict.SEALED, ProofVerdict.SEALED_EXCEPT})


class Word(StrEnum):
    """The last a gate said about a cut."""

    NOTHING_YET = "nothing yet"
    APPLIED = "applied"
    PARTLY = "partly"
    """Half done: `GateStand.why` says which half."""
    REFUSED = "refused"
    SILENT = "silent"
    DECAYED = "decayed"
    """Posture 2 is left there."""
    BY_HAND = "by hand"
    """A person says it was done there without us: a cable pulled, a rule typed in."""
    RELEASED = "released"


CUTS = frozenset({Word.APPLIED, Word.PARTLY, Word.BY_HAND})
"""Words of a gate at which the cut, or half of it, stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStand:
    """One gate of a cut."""

    gate: GateId
    word: Word = Word.NOTHING_YET
    why: str = ""
    ready: bool | None = None
    """Whether it said that it can fire; None: not heard."""
    unanswered: bool = False
    """Whether it owes an answer whose time is over."""
    applied_at: datetime | None = None
    """When it says that it cut, by its own clock."""
    changed_at: datetime | None = None
    """When anything last changed there, as known here: no proof from before it counts."""
    confirmed: bool = False
    """Whether it holds the cut on two persons' word."""
    released: frozenset[int] = frozenset()
    """Conduits let go there."""
    verdict: ProofVerdict = ProofVerdict.UNKNOWN
    proven_at: datetime | None = None
    """When the evidence of `verdict` was taken."""
    forbidden_count: int | None = None
    """Forbidden packets from suspects counted since the proof before; None: not known."""

    @property
    def cuts(self) -> bool:
        """Whether the cut stands there, or half of it."""
        return self.word in CUTS

    @property
    def holds(self) -> bool:
        """Whether something of the cut stands there, posture 2 included."""
        return self.cuts or self.word is Word.DECAYED

    @property
    def sealed(self) -> bool:
        """Whether packets show it, on evidence later than its last change."""
        fresh = self.proven_at is not None and (self.changed_at is None or self.proven_at > self.changed_at)
        return self.cuts and self.word is not Word.PARTLY and fresh and self.verdict in _GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan as it is proposed: what people need to decide, and what an order needs."""

    plan: str
    """12 hexadecimal digits."""
    name: str
    """`zone:NAME`, `unknown` or `fresh`."""
    gates: tuple[GateId, ...]
    conduits_count: int
    posture: Posture
    care_lost_per_h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One plan on its way through the stages."""

    planned: Planned
    stage: Stage
    gates: tuple[GateStand, ...]
    order: SignedOrder | None = None
    """Being carried out, or the last that was."""
    before_release: Stage = Stage.APPLIED
    """Where it goes back to when a release left some of it standing."""
    waiting: frozenset[GateId] = frozenset()
    """Gates that have not answered it."""
    answer_by: datetime | None = None
    fired_at: datetime | None = None
    """`issued_at` of the order that cut."""
    deadline: datetime | None = None
    """When it decays."""
    confirmed: bool = False
    prove_at: datetime | None = None
    """When it is proven next."""
    warned: bool = False
    """Whether people were told that the deadline is near."""

    @property
    def sealed(self) -> bool:
        """Whether it may be called sealed at its gates: every one of them, by packets, after its last change."""
        return self.stage in STANDING and bool(self.gates) and all(gate.sealed for gate in self.gates)

    @property
    def holding(self) -> tuple[GateId, ...]:
        """Gates that hold something of it."""
        return tuple(gate.gate for gate in self.gates if gate.holds)

    @property
    def skew_ms(self) -> float | None:
        """Between the first and the last gate's word of when it cut; None: fewer than two told."""
        told = [gate.applied_at for gate in self.gates if gate.applied_at is not None]
        return (max(told) - min(told)).total_seconds() * 1000 if len(told) > 1 else None

    def gate(self, name: GateId) -> GateStand | None:
        """One of its gates."""
        return next((gate for gate in self.gates if gate.gate == name), None)

    def with_gates(self, changed: Iterable[GateStand]) -> Cut:
        """The same with some gates changed."""
        by_name = {gate.gate: gate for gate in changed}
        return replace(self, gates=tuple(by_name.get(gate.gate, gate) for gate in self.gates))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long things may take; all of it assumed, and may be set."""

    answer_s: float = 5.0
    """Seconds a gate has to answer."""
    prove_s: float = 60.0
    """Seconds from one proof to the next while a cut stands."""
    warn_min: float = 10.0
    """Minutes before its deadline at which people are told that nobody confirmed a cut."""
    propose_s: float = 30.0
    """Seconds at least between two proposals: a flood of alarms must not drown the people who decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Everything the machine knows. `QUIET` is the beginning."""

    hold: Hold = field(default_factory=Hold)
    """From the mandate."""
    pace: Pace = Pace()
    askers: tuple[str, ...] = ()
    """Roles that may fire, asked first."""
    confirmers: tuple[str, ...] = ()
    """Roles that may hold and release."""
    duty: str = "duty-engineer"
    """Who is called when something does not work."""
    cuts: tuple[Cut, ...] = ()
    """By the time they were proposed; of one plan the latest counts."""
    last_at: datetime | None = None
    """Time never goes back here, whatever an event says."""
    proposed_at: datetime | None = None
    """When people were last asked about a cut."""
    kept_back: Planned | None = None
    """A proposal that came too soon after the last one; made at a later tick."""
    alarms_count: int = 0

    def cut(self, plan: str) -> Cut | None:
        """The latest cut of a plan."""
        return next((cut for cut in reversed(self.cuts) if cut.planned.plan == plan), None)

    @property
    def standing(self) -> tuple[Cut, ...]:
        """Cuts of which something stands."""
        return tuple(cut for cut in self.cuts if cut.stage in CUT_STANDS)


QUIET = Incident()
