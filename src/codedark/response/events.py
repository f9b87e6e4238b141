"""What may happen in an incident. Each event says when it was known; none is trusted to come in order, or once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from codedark.gap.proving import ProofVerdict
from codedark.hospital.records import GateId
from codedark.response.incident import Planned
from codedark.response.ruling import Ruling
from codedark.response.signing import SignedOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Anything that happens. Aware UTC."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised(Event):
    """Detection says that somebody is in; with the plan for it."""

    planned: Planned
    why: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    """Digests of the findings it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmWithdrawn(Event):
    """It was nothing. What is cut stays cut until people let it go."""

    plan: str
    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Event):
    """People signed an order on a plan: a cut, a hold or a release. Gates judge it again."""

    signed: SignedOrder
    ruling: Ruling
    """What the mandate says to it, as judged here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Event):
    """A person says no to a proposal."""

    plan: str
    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReady(Event):
    """A gate says whether it is ready: staged alike, not locking itself out, its clock."""

    plan: str
    gate: GateId
    ready: bool
    why: str = ""


class Outcome(StrEnum):
    """What a gate says became of an order."""

    DONE = "done"
    ALREADY = "already"
    """It stands so since before."""
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAnswered(Event):
    """A gate's answer to an order, or a second one, or a late one."""

    plan: str
    gate: GateId
    order: str
    """`Order.digest`: an answer to another order than the last says nothing about that one."""
    outcome: Outcome
    why: str = ""
    """Of a refusal; or which half is done."""
    done_at: datetime | None = None
    """By the gate's own clock."""
    deadline: datetime | None = None
    """Until when it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved(Event):
    """What packets show at one gate. `at` is when the evidence was complete."""

    plan: str
    gate: GateId
    verdict: ProofVerdict
    began_at: datetime
    """When the first token was sent: a change after that makes the evidence worthless."""
    forbidden_count: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneByHand(Event):
    """A person did something at a gate without us: overrides what we know of it."""

    plan: str
    gate: GateId
    who: str
    what: str
    cut: bool
    """Whether it is cut there now; otherwise it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowsSeen(Event):
    """Applications use what was let go again."""

    plan: str
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Event):
    """Time passes."""
