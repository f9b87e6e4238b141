"""The downtime snapshot: who lay where, who was on the list, who was on the way, and whom to call, as of a moment.

It is taken hourly while everything runs and read when nothing does. Its age stands on everything made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from codedark.hospital.records import OperationId, Patient, PatientId, SiteId, Telephone
from codedark.hospital.words import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class InBed:
    """One in-patient of a snapshot: the patient as planned with, and which marks no clinician has entered."""

    patient: Patient
    missing: tuple[str, ...]
    """Columns of `patients` that nobody entered and that the ward's row stands for: `acuity`, `can_go_home`, ..."""
    bed: str = ""
    """Room and bed, as the ward calls it; empty: not told."""
    admitted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of the theatre list of one day."""

    operation: OperationId
    """Of the `operations` table where it names one, else the list's own number."""
    patient: PatientId | None
    site: SiteId | None
    theatre: str
    day: date
    start_min: int
    """Minutes after midnight, local time."""
    duration_min: int
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One patient expected to arrive: an appointment, an announced admission, a transfer to us."""

    patient: PatientId
    site: SiteId | None
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """One snapshot. `patients`, `theatre_list`, `arrivals`, `telephones` may each be empty: not told."""

    taken_at: datetime
    """The oldest moment of its parts: nothing in it is newer than its source."""
    patients: tuple[InBed, ...]
    theatre_list: tuple[Listed, ...] = ()
    arrivals: tuple[Expected, ...] = ()
    telephones: tuple[Telephone, ...] = ()
    sources: tuple[str, ...] = ()
    """What each part was read from, a line each."""
    notes: tuple[str, ...] = ()
    """What could not be read, and what stands in for it."""

    def age_min(self, now: datetime) -> float:
        """Minutes since it was taken; negative would be a clock that is wrong, and is told as 0."""
        return max(0.0, (now - self.taken_at).total_seconds() / 60.0)
