"""The records of moving patients: who lies here, who can move them, who can take them, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from codedark.hospital.values import CrewId, PatientId, ServiceId, SiteId, Unknown
from codedark.hospital.words import Acuity, Basis, CrewKind, Demand, Escort, InflowKind, Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A pseudonymous in-patient whose care depends on services; acuity and going home are a clinician's entries."""

    patient: PatientId
    site: SiteId
    ward: str
    pool: str
    """Kind of bed needed elsewhere: `icu`, `nicu`, `dialysis`, ... as in `region_beds`."""
    acuity: Acuity
    needs: tuple[ServiceId, ...]
    can_go_home: bool | Unknown
    stay_h: float | Unknown
    """Hours the patient would stay anyway, counted from the first loss; Unknown: as long as the need is gone."""
    entered_by: str
    escort: Escort | Unknown
    """Who must go along; Unknown: nobody entered it."""
    demands: tuple[Demand, ...]
    language: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """People and a vehicle that can move a patient or go out to one."""

    crew: CrewId
    kind: CrewKind
    owner: Owner
    site: SiteId | None
    needs: tuple[ServiceId, ...]
    """Services without which it stands still."""
    transfers: bool
    """Whether it moves patients between hospitals."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A hospital site of the region that may receive patients."""

    hospital: SiteId
    name: str
    lat: float | None
    lon: float | None
    beds_recognised: int | Unknown
    ed: bool
    country: str
    """Two letters; empty: the hospital's own."""
    partner: bool
    """Of our own network: asked first."""
    offers: tuple[Demand, ...] | Unknown
    """What it can offer beside beds; Unknown: nobody told, so none that a patient demands is counted on."""
    languages: tuple[str, ...]
    """() means not told."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeBeds:
    """Staffed-free beds of one pool at one receiving site (of the region, or our own), and who confirmed them when."""

    hospital: SiteId
    pool: str
    free_staffed: int | Unknown
    confirmed_at: datetime | None
    confirmed_by: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Road minutes from one site to another, door to door."""

    from_: SiteId
    to: SiteId
    minutes: float
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """A ward as messages name it, and what its patients are planned with until somebody marks them."""

    ward: str
    site: SiteId
    pool: str
    needs: tuple[ServiceId, ...]
    acuity: Acuity
    """Planned for a patient nobody has marked; it is shown as missing."""
    clinician: str
    """Role of who decides about its patients when no place is found."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscortTeam:
    """People of ours who can go along in an ambulance."""

    escort: str
    kind: Escort
    site: SiteId
    count: int
    """How many can be away at once."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A kind of bed, and which other kinds will do as well."""

    pool: str
    may_use: tuple[str, ...]
    penalty_min: float
    """Minutes of road that a bed of its own kind is worth."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """Patients who come to us by arrangement: a code, a course, a spoke, a sector."""

    inflow: str
    kind: InflowKind
    name: str
    services: tuple[ServiceId, ...]
    """Services of ours they come for."""
    crews: tuple[CrewId, ...]
    """Of a sector: our teams that cover it."""
    per_day: float | Unknown
    elsewhere: tuple[SiteId, ...]
    """First choice first; () means nobody told."""
    note: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """Whom to call."""

    telephone: str
    hospital: SiteId | None
    whom: str
    number: str
    second: str
    checked_at: datetime | None
    basis: Basis
    source: str
