"""The board of a day: everything known at one minute about patients, places, beds, crews and conversations.

It starts as the hospital was read and changes by events alone (`day.step`) and by plans (`day.merge`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isfinite

from codedark.depend import Outage
from codedark.divert.conversation import OVER, UNDER_WAY, Talk, TalkState
from codedark.divert.requests import Request
from codedark.divert.transfer_plan import TransferPlan
from codedark.hospital.records import Crew, CrewId, Hospital, Patient, PatientId, Receiver, SiteId, Unknown
from codedark.hospital.words import Basis

LotKey = tuple[SiteId, str]
"""Receiving site and kind of bed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Beds of one kind at one place, as last told there."""

    free: int | Unknown
    """Staffed and free beside those promised to us. Each place we take is taken off, each given back is put back."""
    confirmed_at: datetime | None
    """When somebody there said so; None: nobody did."""
    by: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A patient for whom a named person decided: stays here."""

    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A patient who left us other than by a transfer handed over."""

    died: bool
    """Otherwise the patient went home."""
    at_min: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One minute of a day. `day.begin` makes the first."""

    hospital: Hospital
    """As read, with this morning's patients; `board_views.hospital_of` has today's changes in it."""
    outage: Outage
    """As it is now: services come back, others are lost."""
    fell_at: datetime
    """The fall, aware: what minutes are counted from."""
    minute: float = 0.0
    """Minutes after the fall. It never goes back."""
    patients: Mapping[PatientId, Patient] = field(default_factory=dict)
    """Everybody who was on the list at any time today, as clinicians last entered them."""
    gone: Mapping[PatientId, Gone] = field(default_factory=dict)
    kept: Mapping[PatientId, Kept] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    """Every conversation, in the order begun; a patient's last one is the one that counts."""
    lots: Mapping[LotKey, Lot] = field(default_factory=dict)
    typed_in: Mapping[SiteId, Receiver] = field(default_factory=dict)
    roads: Mapping[tuple[SiteId, SiteId], float] = field(default_factory=dict)
    """Road minutes told today; infinite: closed."""
    lent: Mapping[CrewId, Crew] = field(default_factory=dict)
    """Crews of others that stand in no table."""
    crews_out: Mapping[CrewId, str] = field(default_factory=dict)
    """Crews that cannot be counted on, and why."""
    crew_free_min: Mapping[CrewId, float] = field(default_factory=dict)
    """Crews known to be free from a minute on."""
    requests: tuple[Request, ...] = ()
    excluded: frozenset[tuple[PatientId, SiteId]] = frozenset()
    """(patient, hospital) that is not to be proposed again: they refused, or a person gave the place up."""
    rides: frozenset[str] = frozenset()
    """Numbers of rides that were counted as sent elsewhere."""
    ambulances_diverted_count: int = 0
    plan: TransferPlan | None = None
    """The last one made; what is agreed or open in `talks` counts, whatever it says."""

    def talk_of(self, patient: PatientId) -> Talk | None:
        """The conversation that counts for a patient; None: there never was one."""
        return next((talk for talk in reversed(self.talks) if talk.patient == patient), None)

    def state_of(self, patient: PatientId) -> TalkState:
        """Where it stands."""
        talk = self.talk_of(patient)
        return TalkState.NOTHING if talk is None else talk.state

    @property
    def open_talks(self) -> tuple[Talk, ...]:
        """Conversations that are not over: at most one a patient."""
        return tuple(talk for talk in self.talks if talk.state not in OVER)

    def with_crew(self, crew: CrewId) -> tuple[Talk, ...]:
        """Open trips a crew is bound by, the one under way first, then by departure."""
        found = (talk for talk in self.open_talks if talk.crew == crew)
        return tuple(sorted(found, key=lambda t: (t.state not in UNDER_WAY, t.depart_min or 0.0)))

    def moment(self, minute: float) -> datetime | None:
        """The moment of a minute; None: never."""
        return self.fell_at + timedelta(minutes=minute) if isfinite(minute) else None

    def crew_named(self, crew: CrewId) -> Crew | None:
        """A crew of the tables, or lent today."""
        return self.hospital.crews.get(crew) or self.lent.get(crew)

    def knows_place(self, place: SiteId) -> bool:
        """Whether a place is a site of ours, of the region, or was typed in."""
        return place in self.hospital.region or place in self.hospital.sites or place in self.typed_in

    def name_of(self, place: SiteId) -> str:
        """The name of a place; its short name where it has none."""
        for table in (self.typed_in, self.hospital.region, self.hospital.sites):
            if place in table:
                return table[place].name or place
        return place

    def road_min(self, from_: SiteId, to: SiteId) -> float | None:
        """Road minutes as known now; None: not told, or closed."""
        if from_ == to:
            return 0.0
        if (told := self.roads.get((from_, to))) is not None:
            return told if isfinite(told) else None
        road = self.hospital.travel.get((from_, to))
        return None if road is None else road.minutes

    def clinician_of(self, patient: PatientId) -> str:
        """Role of who decides about a patient when no place is found."""
        record = self.patients[patient]
        ward = self.hospital.wards.get(record.ward)
        told = (ward.clinician if ward else "") or record.entered_by
        return told or f"physician in charge of {record.ward or record.site}"
