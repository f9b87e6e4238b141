"""What is said about everything else: patients as clinicians enter them, beds, places, services, roads, ambulances."""

from __future__ import annotations

from dataclasses import dataclass

from codedark.divert.happening import Event, OfPatient
from codedark.hospital.records import PatientId, ServiceId, SiteId, Unknown
from codedark.hospital.words import Acuity, Demand, Escort


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientChanged(OfPatient):
    """A clinician enters what changed: worse or better. What is left out stays as it was."""

    by: str
    """Role of the clinician."""
    acuity: Acuity | None = None
    """As entered now."""
    pool: str = ""
    """Kind of bed needed now."""
    escort: Escort | None = None
    """Who must go along now."""
    needs: tuple[ServiceId, ...] | None = None
    """Services the patient cannot do without now."""
    demands: tuple[Demand, ...] | None = None
    """What the place must offer beside the bed now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanGoHome(OfPatient):
    """A clinician enters whether the patient can go home."""

    by: str
    """Role of the clinician."""
    can: bool = True
    """Whether."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPatient(OfPatient):
    """A patient came who was not on the list. Acuity and needs are a clinician's entries."""

    site: SiteId
    """Campus of ours."""
    pool: str
    """Kind of bed needed elsewhere."""
    acuity: Acuity
    """Entered by a clinician."""
    needs: tuple[ServiceId, ...]
    """Services the patient cannot do without."""
    by: str
    """Role of the clinician."""
    ward: str = ""
    """Ward."""
    escort: Escort | None = None
    """Who must go along; left out: unknown."""
    demands: tuple[Demand, ...] = ()
    """What the place must offer beside the bed."""
    language: str = ""
    """Language the patient speaks, ISO 639-1; left out: not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgain(OfPatient):
    """A patient whose transfer was cancelled is planned for again."""

    by: str = ""
    """Who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain(OfPatient):
    """A hospital that refused, or was given up, for this patient may be proposed again."""

    hospital: SiteId
    """That hospital."""
    by: str = ""
    """Who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BedsTold(Event):
    """Somebody there says how many staffed beds of a kind are free, beside those already promised to us."""

    hospital: SiteId
    """Receiving site."""
    pool: str
    """Kind of bed."""
    free: int | Unknown
    """How many; `?` when they do not know any longer."""
    by: str
    """Who said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedIn(Event):
    """A place outside the list, agreed by a named person; with a patient, it is agreed for that patient."""

    to: SiteId
    """Short name for it, of letters, digits and - _ . only."""
    name: str
    """What it is, as people say it."""
    minutes: float
    """Road minutes from our door, as the person thinks; the same is taken for the way back."""
    agreed_by: str
    """Who there agreed."""
    patient: PatientId | None = None
    """For whom; left out: for nobody yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceBack(Event):
    """A service of ours works again."""

    service: ServiceId
    """Which one."""
    by: str = ""
    """Who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGone(Event):
    """A service of ours is lost now that was not lost before."""

    service: ServiceId
    """Which one."""
    paper_until_min: float | None = None
    """Until which minute its downtime procedure holds; left out: by its paper minutes."""
    by: str = ""
    """Who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadChanged(Event):
    """A road takes another time from now on, or is closed."""

    from_: SiteId
    """From."""
    to: SiteId
    """To."""
    minutes: float | None = None
    """Road minutes; left out: closed."""
    both_ways: bool = True
    """Whether the way back changes too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbulanceDiverted(Event):
    """An ambulance bound for our emergency department was sent elsewhere."""

    to: SiteId | None = None
    """Where it went; left out: not told."""
    ride: str = ""
    """Number of the ride, so that none is counted twice; left out: not told."""
    why: str = ""
    """What was aboard, or which code: stroke, infarct, trauma."""
    by: str = ""
    """Who sent it on."""
    count: int = 1
    """How many, where nobody told them apart."""
