"""A transfer plan: who moves where with whom, who stays, who goes home, whom nobody could place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from codedark.hospital.records import CrewId, PatientId, ServiceId, SiteId
from codedark.hospital.words import Acuity, Escort, Owner


class BedStanding(StrEnum):
    """How a number of free beds is known."""

    CONFIRMED = "confirmed"
    """Somebody there said so, at a time."""
    STALE = "stale"
    """Confirmed, but too long ago to count on: ask again before offering."""
    ASSUMED = "assumed"
    """Nobody confirmed it; used because `--assume-beds` said so, and said on every page."""
    TYPED_IN = "typed-in"
    """A place outside the list that a person agreed with."""


class BoundKind(StrEnum):
    """What the bound of a plan is worth."""

    PRICED = "priced"
    """Lagrangian bound, prices of beds and of crews' time found while planning: valid, not the best there is."""
    CERTIFIED = "certified"
    """The same bound with the prices of a linear program solved beforehand or in a process of its own."""
    EXACT = "exact"
    """Plan and bound are equal: the plan is optimal."""
    NONE = "none"
    """Nobody is moved: there is nothing to bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One patient moved to one receiving hospital. A proposal, unless frozen."""

    patient: PatientId
    from_: SiteId
    to: SiteId
    pool: str
    """Kind of bed taken there; another than the patient's own kind only where `pools` says that it will do."""
    acuity: Acuity
    escort: Escort
    """Who must go along."""
    escort_team: str
    """Team of ours that goes along; empty: the crew's own people are enough, or nobody told which team there is."""
    crew: CrewId | None
    """None: agreed, and no crew of the list can make it; one must be requested."""
    owner: Owner | None
    """Whose the crew is: others' crews are requested, not sent."""
    depart_min: float
    """Minutes after the fall at which the crew leaves our door with the patient."""
    arrive_min: float
    """Minutes after the fall at the receiving door."""
    must_arrive_min: float
    """Until when the patient's care here holds; infinite: no end told."""
    bed: BedStanding
    confirmed_at: datetime | None
    confirmed_by: str
    frozen: bool
    """Departed or agreed: the optimiser leaves it alone."""
    why: str

    @property
    def late_min(self) -> float:
        """Minutes the patient is without a need before arrival."""
        return max(0.0, self.arrive_min - self.must_arrive_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """A patient who stays on a downtime procedure, and until when that holds."""

    patient: PatientId
    site: SiteId
    until_min: float
    """Minutes after the fall; infinite: nothing the patient needs is lost."""
    service: ServiceId | None
    """The service whose procedure ends first."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesHome:
    """A patient whom a clinician marked: can go home."""

    patient: PatientId
    site: SiteId
    entered_by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A patient who must leave and for whom no place or no crew was found: a named clinician decides."""

    patient: PatientId
    site: SiteId
    why: str
    clinician: str
    until_min: float
    """Until when the patient's care here holds, minutes after the fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What the optimiser may not change: a transfer that has departed, or a place that is agreed."""

    patient: PatientId
    to: SiteId
    pool: str
    """Empty: a place outside the list, which takes no bed of it."""
    crew: CrewId | None = None
    """None: the place is agreed, the crew is still to be planned."""
    depart_min: float | None = None
    arrive_min: float | None = None
    """With a crew both are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPlan:
    """Everything one plan says. Objective and bound are in weighted minutes; see `problem`."""

    now_min: float
    """Minutes after the fall at which the plan was made; nothing departs earlier."""
    transfers: tuple[Transfer, ...]
    """In the order of departure."""
    stay: tuple[Stays, ...]
    home: tuple[GoesHome, ...]
    unplaced: tuple[Unplaced, ...]
    objective: float
    bound: float
    bound_kind: BoundKind
    nearest_first: float
    """Objective of the usual way: in the order of arrival, each to the nearest free bed with the first crew."""
    acuity_first: float
    """The same in the order of acuity."""
    assumed_beds_pct: float | None
    notes: tuple[str, ...]
    """What was planned with because nobody told, each a sentence."""

    @property
    def gap_pct(self) -> float:
        """How much worse than the bound the plan may be at most, in per cent; 0 where nobody is moved."""
        return _over(self.objective, self.bound)

    @property
    def nearest_first_gap_pct(self) -> float:
        """How much worse than this plan nearest-first in the order of arrival would be, in per cent."""
        return _over(self.nearest_first, self.objective)

    @property
    def acuity_first_gap_pct(self) -> float:
        """The same for nearest-first in the order of acuity; never negative."""
        return _over(self.acuity_first, self.objective)


def _over(more: float, less: float) -> float:
    return 100.0 * (more / less - 1.0) if less > 0 else 0.0
