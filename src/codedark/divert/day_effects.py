"""What a step asks others to do. It does nothing itself: people call, people send, and what came of it is an event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codedark.divert.requests import Request
from codedark.hospital.records import PatientId, SiteId


class EntryKind(StrEnum):
    """What an entry tells of."""

    SAID = "said"
    """Somebody said so, and it was taken."""
    TIME = "time"
    """Time did it: an offer nobody answered."""
    PLANNED = "planned"
    """The plan says so; nobody has agreed yet."""
    NOT_TAKEN = "not-taken"
    """Somebody said so, and it does not fit: nothing changed, and the reason stands here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of what happened, in order. Nothing of it is changed afterwards; a correction is a new one."""

    at_min: float
    """When it happened, minutes after the fall."""
    known_min: float
    """When it was known here: later than `at_min` where it was entered late."""
    kind: EntryKind
    event: str
    """Name of the event; `expired`, `proposed`, `dropped`, `unplaced` are ours."""
    who: str
    """Role, place or `plan`; empty: not told."""
    what: str
    """A sentence."""
    patient: PatientId | None = None
    place: SiteId | None = None
    before: str = ""
    """State of the conversation before; empty: it is about none."""
    after: str = ""
    count: int = 1
    """How many it stands for: ambulances sent on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """Make a new plan: what it was made from has changed."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Call somebody, now."""

    site: SiteId | None
    """Whose telephone; None: our own people, or nobody's in particular."""
    whom: str
    number: str
    """As `telephones` has it; empty: not told."""
    why: str
    patient: PatientId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCrew:
    """Ask the dispatch centre, or a private firm, for a crew."""

    request: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """Tell somebody of ours, or a crew; it need not be a call."""

    whom: str
    what: str
    patient: PatientId | None = None


Effect = Entry | Replan | Call | RequestCrew | Notify
