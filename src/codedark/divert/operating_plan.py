"""A theatre list with a proposal for each operation, and the service that decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from codedark.divert.free_slots import FreeSlot
from codedark.divert.theatre_lines import TheatreLine
from codedark.hospital.records import ServiceId, SiteId


class Decision(StrEnum):
    """What is proposed for one operation."""

    DONE = "done"
    """Over, with its recovery, before anything fell."""
    FINISHES = "finishes"
    """In progress when services fall."""
    GOES_AHEAD = "goes ahead"
    """All it needs is there from its start to its end, and to the end of recovery."""
    ON_PAPER = "on paper"
    """Carried by downtime procedures throughout, within their capacity."""
    MOVED = "moved to a partner"
    RE_BOOKED = "re-booked"
    CANCELLED = "cancelled"
    UNDECIDED = "undecided"
    """Nobody told what it needs: the coordinator decides."""


FALLEN = frozenset({Decision.MOVED, Decision.RE_BOOKED, Decision.CANCELLED})
"""Decisions of operations that do not take place here that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationDecided:
    """One line of the list, and what is proposed for it."""

    line: TheatreLine
    decision: Decision
    because: ServiceId | None
    """The service that decided; None: nothing it needs is lost."""
    why: str
    to: SiteId | None = None
    """Of one that moves."""
    road_min: float | None = None
    slot: FreeSlot | None = None
    """Of one that is re-booked."""
    late_days: int | None = None
    """Days past its due date; 0: in time; None: no due date is told, or no new day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingPlan:
    """The list of some days with a proposal for each line."""

    fell_at: datetime
    days: tuple[date, ...]
    operations: tuple[OperationDecided, ...]
    """By day and start."""
    slots_free: int
    """Slots of free theatre time in which the services were expected back; 0 before anybody told when."""
    notes: tuple[str, ...]
    """What was planned with because nobody told, each a sentence."""

    @property
    def fallen(self) -> tuple[OperationDecided, ...]:
        """Those that do not take place here on their day."""
        return tuple(one for one in self.operations if one.decision in FALLEN)

    @property
    def overdue(self) -> tuple[OperationDecided, ...]:
        """Those that fall and whose due date is not held: re-booked past it, or due and without a new day."""
        return tuple(
            one
            for one in self.fallen
            if one.line.due is not None and one.to is None and (one.slot is None or one.late_days)
        )

    def count(self) -> dict[Decision, int]:
        """Operations by decision, in the order of `Decision`; those with none are left out."""
        told = Counter(one.decision for one in self.operations)
        return {decision: told[decision] for decision in Decision if told[decision]}
