"""What is said about crews and the road: who drives, who does not, how far they are, and who took over."""

from __future__ import annotations

from dataclasses import dataclass

from codedark.divert.happening import Event, OfPatient
from codedark.hospital.records import CrewId, SiteId


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewAssigned(OfPatient):
    """A crew of ours is to make the trip."""

    crew: CrewId
    """Which one."""
    depart_min: float | None = None
    """When it leaves our door; left out: as soon as it can."""
    arrive_min: float | None = None
    """When it is there; left out: by the road minutes known."""
    escort_team: str = ""
    """Team of ours that goes along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewGranted(OfPatient):
    """The dispatch centre, or a private firm, lends a crew for this trip."""

    crew: CrewId
    """Which one; it need not stand in `crews`."""
    depart_min: float | None = None
    """When it leaves our door; left out: as soon as it can."""
    arrive_min: float | None = None
    """When it is there; left out: by the road minutes known."""
    by: str = ""
    """Who granted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewDenied(OfPatient):
    """The dispatch centre, or a private firm, has no crew for this trip, or takes it back."""

    until_min: float | None = None
    """When it may have one; left out: when it says so."""
    why: str = ""
    """As they said it."""
    by: str = ""
    """Who said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewFailed(Event):
    """A crew cannot go on: breakdown, sickness, called away."""

    crew: CrewId
    """Which one. Whoever it was to move is without a crew; a patient aboard waits for another one."""
    why: str = ""
    """For what reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewLate(Event):
    """A crew is free later than thought."""

    crew: CrewId
    """Which one."""
    free_min: float
    """When it can leave our door again."""
    why: str = ""
    """For what reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewBack(Event):
    """A crew is free again and stands where it belongs."""

    crew: CrewId
    """Which one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed(OfPatient):
    """The patient left our door."""

    crew: CrewId | None = None
    """With which crew; left out: the one assigned."""
    arrive_min: float | None = None
    """When it will be there; left out: by the road minutes known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delayed(OfPatient):
    """The trip takes longer, or shorter, than thought."""

    arrive_min: float
    """When it will be there."""
    why: str = ""
    """For what reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedBack(OfPatient):
    """The crew brings the patient back to us; the place is given up."""

    why: str = ""
    """For what reason."""
    by: str = ""
    """Who decided it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(OfPatient):
    """The patient is back at our door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverted(OfPatient):
    """The patient, on the road or at a door that stays shut, goes on to another place that agreed."""

    to: SiteId
    """The new place."""
    doctor: str
    """Who there agreed."""
    pool: str = ""
    """Kind of bed there; left out: the patient's own kind."""
    arrive_min: float | None = None
    """When it will be there; left out: by the road minutes known, else unknown and taken as the first trip's."""
    why: str = ""
    """For what reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(OfPatient):
    """The patient is at the door there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedRefused(OfPatient):
    """They will not take the patient who is at their door."""

    why: str = ""
    """As they said it."""
    full: bool = False
    """They have no such bed for anybody: its count becomes 0."""
    by: str = ""
    """Who said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(OfPatient):
    """They have taken over: the patient is theirs."""

    by: str = ""
    """Who there took over."""
