"""What a paper form and a message say about one patient: one record, filled from a plan; `form_talks` adds the rest.

Everything that nobody told is None or empty and becomes a box to be filled in by hand: a form never guesses. What a
plan intends (`leaves_at`, `arrives_at`) and what happened (`departed_at`, `arrived_at`) are different fields, and forms
print what happened alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto
from math import isfinite

from codedark.divert.conversation import TalkState
from codedark.divert.transfer_plan import BedStanding, Transfer, TransferPlan
from codedark.hospital.records import CrewId, Hospital, PatientId, SiteId, Unknown
from codedark.hospital.words import Acuity, Demand, Escort, Owner


class Disposition(StrEnum):
    """Where a patient goes; the first three are the words of HICS 255."""

    TRANSFER = auto()
    DISCHARGE = auto()
    MORGUE = auto()
    STAYS = auto()
    """On a downtime procedure: on no evacuation form."""
    UNPLACED = auto()
    """Must leave, and nobody knows where to: a named clinician decides."""


class Mode(StrEnum):
    """How a patient travels, in the words of HICS 255."""

    CCT = "cct"
    """Critical care transport: a physician goes along."""
    ALS = "als"
    """Advanced life support: a nurse trained for it goes along."""
    BLS = "bls"
    """Basic life support: the crew of an ambulance is enough."""
    VAN = "van"
    BUS = "bus"
    CAR = "car"
    AIRCRAFT = "aircraft"


class AdmitLocation(StrEnum):
    """Where the receiving hospital put the patient, in the words of HICS 255."""

    FLOOR = "floor"
    ICU = "icu"
    ER = "er"
    MORGUE = "morgue"


MODE_OF = {Escort.PHYSICIAN: Mode.CCT, Escort.NURSE: Mode.ALS, Escort.NONE: Mode.BLS}
"""The level of transport that an escort asks for; which vehicle it is, the crew says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTransfer:
    """One patient as forms and messages need it; None and empty: nobody told, so a blank box."""

    patient: PatientId
    from_: SiteId
    from_name: str
    disposition: Disposition
    ward: str = ""
    to: SiteId | None = None
    to_name: str = ""
    """Also a place outside the list, typed in."""
    pool: str = ""
    acuity: Acuity | None = None
    mode: Mode | None = None
    escort: Escort | None = None
    escort_team: str = ""
    demands: tuple[Demand, ...] = ()
    language: str = ""
    owner: Owner | None = None
    company: str = ""
    """Whose the vehicle is, where somebody told more than the owner."""
    crew: CrewId | None = None
    leaves_at: datetime | None = None
    """Planned."""
    arrives_at: datetime | None = None
    """Planned."""
    must_arrive_at: datetime | None = None
    """Until when care here holds; of a patient who stays, too. None: no end told."""
    late_min: float = 0.0
    bed: BedStanding | None = None
    bed_confirmed_at: datetime | None = None
    bed_confirmed_by: str = ""
    state: TalkState = TalkState.PROPOSED
    """Where the conversation about this transfer stands."""
    accepting_doctor: str = ""
    contacted_at: datetime | None = None
    report_given_at: datetime | None = None
    transfer_initiated_at: datetime | None = None
    record_sent: bool | None = None
    medication_sent: bool | None = None
    family_told: bool | None = None
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    admit_location: AdmitLocation | None = None
    expired_at: datetime | None = None
    why: str = ""
    clinician: str = ""
    """Who decides, where nobody found a place; who marked that the patient can go home."""

    @property
    def leaving(self) -> bool:
        """Whether the patient is to leave this hospital, to a known place or not."""
        return self.disposition is not Disposition.STAYS


def form_rows(plan: TransferPlan, hospital: Hospital, fell_at: datetime) -> tuple[FormTransfer, ...]:
    """What a fresh plan knows of every patient in it, each once.

    Args:
        plan: minutes in it are counted from `fell_at`.
        hospital: names of places, wards and what patients need; a patient it does not list has blank boxes.
        fell_at: aware; the moment services were lost.
    Returns:
        Transfers in the order of departure, then who goes home, then who has no place, then who stays.
    Raises:
        ValueError: `fell_at` has no time zone.
    """
    if fell_at.tzinfo is None:
        raise ValueError(f"fell_at={fell_at.isoformat()}: has no time zone; minutes cannot be counted from it")
    return tuple(_rows(plan, hospital, fell_at))


def _rows(plan: TransferPlan, hospital: Hospital, fell_at: datetime) -> Iterator[FormTransfer]:
    for transfer in plan.transfers:
        yield _transfer_row(transfer, hospital, fell_at)
    for home in plan.home:
        row = patient_row(hospital, home.patient, home.site, Disposition.DISCHARGE)
        yield replace(row, why=home.why, clinician=home.entered_by)
    for lost in plan.unplaced:
        row = patient_row(hospital, lost.patient, lost.site, Disposition.UNPLACED)
        until = moment(fell_at, lost.until_min)
        yield replace(row, must_arrive_at=until, why=lost.why, clinician=lost.clinician)
    for stays in plan.stay:
        row = patient_row(hospital, stays.patient, stays.site, Disposition.STAYS)
        yield replace(row, must_arrive_at=moment(fell_at, stays.until_min), why=stays.why)


def _transfer_row(transfer: Transfer, hospital: Hospital, fell_at: datetime) -> FormTransfer:
    return replace(
        patient_row(hospital, transfer.patient, transfer.from_, Disposition.TRANSFER),
        to=transfer.to,
        to_name=place_name(hospital, transfer.to),
        pool=transfer.pool,
        acuity=transfer.acuity,
        mode=MODE_OF[transfer.escort],
        escort=transfer.escort,
        escort_team=transfer.escort_team,
        owner=transfer.owner,
        crew=transfer.crew,
        leaves_at=moment(fell_at, transfer.depart_min),
        arrives_at=moment(fell_at, transfer.arrive_min),
        must_arrive_at=moment(fell_at, transfer.must_arrive_min),
        late_min=transfer.late_min,
        bed=transfer.bed,
        bed_confirmed_at=transfer.confirmed_at,
        bed_confirmed_by=transfer.confirmed_by,
        why=transfer.why,
    )


def patient_row(hospital: Hospital, patient: PatientId, site: SiteId, disposition: Disposition) -> FormTransfer:
    """What the tables alone say of a patient; one they do not list has blank boxes."""
    row = FormTransfer(
        patient=patient, from_=site, from_name=place_name(hospital, site) if site else "", disposition=disposition
    )
    known = hospital.patients.get(patient)
    if known is None:
        return row
    return replace(
        row,
        ward=known.ward,
        pool=known.pool,
        acuity=known.acuity,
        escort=None if isinstance(known.escort, Unknown) else known.escort,
        demands=known.demands,
        language=known.language,
    )


def place_name(hospital: Hospital, site: SiteId) -> str:
    """The name of a site of ours or of the region; its id where it is in neither, as a place typed in."""
    if site in hospital.sites:
        return hospital.sites[site].name
    return hospital.region[site].name if site in hospital.region else site


def moment(fell_at: datetime, minutes: float) -> datetime | None:
    """The moment so many minutes after the fall; None: never, or no end told."""
    return fell_at + timedelta(minutes=minutes) if isfinite(minutes) else None
