"""Transfers as FHIR R4: a Bundle of requests, tasks and places, in which every reference leads to another entry.

R4 has no resource for a transport. So a transfer is a `ServiceRequest` (move this patient there), a `Task` (how far
that has come, `STATUS_OF`), and `Location`s: hospitals, and kinds of bed within them, whose `operationalStatus`
(v2-0116) is given where somebody counted beds and left out where nobody did. A `Patient` is a reference and no more.

Source: HL7 FHIR 4.0.1: Bundle, ServiceRequest, Task, Location, Patient; v2 table 0116; SNOMED CT 19712007 (patient
transfer to another health care facility).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from codedark.divert.conversation import TalkState
from codedark.divert.form_rows import Disposition, FormTransfer
from codedark.divert.transfer_plan import BedStanding
from codedark.formats.hics_cells import ESCORT_SAID, company_and_number
from codedark.hospital.records import FreeBeds, Hospital, SiteId, Unknown
from codedark.hospital.words import Acuity

NAMESPACE = UUID("8c0e4b1a-52a3-5c7b-8e7e-0c0de0da2c00")
"""Ours alone: an id says nothing but that the same content has it."""
PATIENT_SYSTEM = "urn:codedark:patient"
SITE_SYSTEM = "urn:codedark:site"
_S = TalkState
STATUS_OF: Mapping[TalkState, tuple[str, str]] = {
    _S.NOTHING: ("draft", "draft"),
    _S.PROPOSED: ("draft", "draft"),
    _S.OFFERED: ("requested", "active"),
    _S.PROVISIONAL: ("received", "active"),
    _S.ACCEPTED: ("accepted", "active"),
    _S.REFUSED: ("rejected", "revoked"),
    _S.WITHDRAWN: ("cancelled", "revoked"),
    _S.CREW_ASSIGNED: ("ready", "active"),
    _S.CREW_FAILED: ("on-hold", "on-hold"),
    _S.DEPARTED: ("in-progress", "active"),
    _S.TURNED_BACK: ("failed", "revoked"),
    _S.DIVERTED: ("in-progress", "active"),
    _S.ARRIVED: ("in-progress", "active"),
    _S.ARRIVED_REFUSED: ("on-hold", "on-hold"),
    _S.HANDED_OVER: ("completed", "completed"),
    _S.DIED: ("cancelled", "revoked"),
    _S.CANCELLED: ("cancelled", "revoked"),
}
"""State of a conversation -> (status of the Task, status of the ServiceRequest)."""
PRIORITY_OF = {Acuity.CRITICAL: "stat", Acuity.HIGH: "urgent", Acuity.STABLE: "routine"}
"""Priority of a request for the acuity that a clinician entered."""
_PROPOSALS = frozenset({_S.NOTHING, _S.PROPOSED})
_BED_STATUS = "http://terminology.hl7.org/CodeSystem/v2-0116"
_PHYSICAL = "http://terminology.hl7.org/CodeSystem/location-physical-type"


def fhir_transfers(rows: Iterable[FormTransfer], hospital: Hospital, *, at: datetime) -> bytes:
    """Write transfers, and whom nobody could place, as a Bundle of type `collection`.

    Args:
        rows: from `form_rows`, or `with_talks`; who stays and who goes home is no transfer and is left out.
        hospital: places and the beds known there.
        at: aware; the Bundle's own moment.
    Returns:
        JSON; the same for the same rows and moment.
    """
    return msgspec.json.format(msgspec.json.encode(transfer_bundle(rows, hospital, at=at)), indent=2) + b"\n"


def transfer_bundle(rows: Iterable[FormTransfer], hospital: Hospital, *, at: datetime) -> dict[str, Any]:
    """The same as an object."""
    moved = {Disposition.TRANSFER, Disposition.UNPLACED}
    bundle = _Bundle(hospital, at)
    for row in rows:
        if row.disposition in moved:
            bundle.transfer(row)
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in bundle.resources.values()]
    told = {"entry": entries} if entries else {}
    return {"resourceType": "Bundle", "type": "collection", "timestamp": fhir_moment(at), **told}


def fhir_moment(at: datetime) -> str:
    """A moment as FHIR's instant and dateTime.

    >>> fhir_moment(datetime(2024, 5, 17, 12, tzinfo=UTC))
    '2024-05-17T12:00:00Z'
    """
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class _Bundle:
    """Resources as they are asked for, each once, in the order of the asking."""

    def __init__(self, hospital: Hospital, at: datetime) -> None:
        self.hospital, self.at = hospital, at
        self.resources: dict[str, dict[str, Any]] = {}
        self.beds = {(row.hospital, row.pool): row for row in hospital.free_beds}

    def _kept(self, kind: str, key: str, **told: Any) -> dict[str, str]:
        """The reference to a resource; it is made when it is asked for first."""
        name = str(uuid5(NAMESPACE, f"{self.hospital.settings.hospital.name}|{kind}|{key}"))
        self.resources.setdefault(
            name, {"resourceType": kind, "id": name, **{field: value for field, value in told.items() if value}}
        )
        return {"reference": f"urn:uuid:{name}"}

    def transfer(self, row: FormTransfer) -> None:
        task_status, request_status = STATUS_OF[row.state]
        intent = "proposal" if row.state in _PROPOSALS else "order"
        patient = self._kept("Patient", row.patient, identifier=[_identifier(PATIENT_SYSTEM, row.patient)])
        origin = self.place(row.from_, row.from_name) if row.from_ or row.from_name else None
        bed = self.bed(row)
        key = f"{row.patient}|{row.to or row.to_name}"
        request = self._kept(
            "ServiceRequest",
            key,
            status=request_status,
            intent=intent,
            priority=PRIORITY_OF[row.acuity] if row.acuity else "",
            code=_TRANSFER,
            subject=patient,
            occurrenceDateTime=fhir_moment(row.leaves_at) if row.leaves_at else "",
            authoredOn=fhir_moment(self.at),
            reasonCode=[{"text": row.why}] if row.why else [],
            locationReference=[bed] if bed else [],
            note=[{"text": text} for text in _notes(row)],
        )
        self._kept(
            "Task",
            key,
            basedOn=[request],
            status=task_status,
            businessStatus={"text": row.state.value},
            intent=intent,
            code=_TRANSFER,
            focus=request,
            **{"for": patient},
            executionPeriod=_period(row.departed_at, row.arrived_at),
            authoredOn=fhir_moment(self.at),
            lastModified=fhir_moment(self.at),
            location=origin,
            restriction=_until(row.must_arrive_at),
        )

    def place(self, site: SiteId | None, name: str) -> dict[str, str]:
        known = self.hospital.sites.get(site) or self.hospital.region.get(site) if site else None
        at = known is not None and known.lat is not None and known.lon is not None
        return self._kept(
            "Location",
            site or name,
            identifier=[_identifier(SITE_SYSTEM, site)] if site else [],
            status="active",
            name=name or site,
            mode="instance",
            physicalType=_coded(_PHYSICAL, "si", "Site"),
            position={"longitude": known.lon, "latitude": known.lat} if at and known else {},
        )

    def bed(self, row: FormTransfer) -> dict[str, str] | None:
        """The kind of bed there; None: no place is known."""
        if row.to is None and not row.to_name:
            return None
        there = self.place(row.to, row.to_name)
        if not row.pool:
            return there
        counted = self.beds.get((row.to, row.pool)) if row.to else None
        return self._kept(
            "Location",
            f"{row.to or row.to_name}|{row.pool}",
            status="active",
            operationalStatus=_operational(counted),
            name=f"{row.pool} beds, {row.to_name or row.to}",
            description=_counted(counted),
            mode="kind",
            physicalType=_coded(_PHYSICAL, "bd", "Bed"),
            partOf=there,
        )


_TRANSFER = {
    "coding": [{"system": "http://snomed.info/sct", "code": "19712007"}],
    "text": "patient transfer to another health care facility",
}


def _identifier(system: str, value: str | None) -> dict[str, str]:
    return {"system": system, "value": value or ""}


def _coded(system: str, code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def _operational(row: FreeBeds | None) -> dict[str, str]:
    """U where beds are free, O where all are taken; nobody counted: nothing."""
    if row is None or isinstance(row.free_staffed, Unknown):
        return {}
    code, display = ("U", "Unoccupied") if row.free_staffed > 0 else ("O", "Occupied")
    return {"system": _BED_STATUS, "code": code, "display": display}


def _counted(row: FreeBeds | None) -> str:
    if row is None or isinstance(row.free_staffed, Unknown):
        return "staffed-free beds not known"
    by = f" by {row.confirmed_by}" if row.confirmed_by else ""
    when = f", confirmed {fhir_moment(row.confirmed_at)}{by}" if row.confirmed_at else ", nobody confirmed it"
    return f"{row.free_staffed} staffed and free{when}"


def _period(start: datetime | None, end: datetime | None) -> dict[str, str]:
    return {name: fhir_moment(at) for name, at in (("start", start), ("end", end)) if at is not None}


def _until(at: datetime | None) -> dict[str, Any]:
    return {"period": {"end": fhir_moment(at)}} if at is not None else {}


def _notes(row: FormTransfer) -> list[str]:
    """What the request's own elements have no place for."""
    notes = []
    if row.escort is not None:
        notes.append(f"escort: {ESCORT_SAID[row.escort]}" + (f" ({row.escort_team})" if row.escort_team else ""))
    if vehicle := company_and_number(row):
        notes.append(f"vehicle: {vehicle}")
    if row.demands:
        notes.append(f"needs there: {', '.join(row.demands)}")
    if row.language:
        notes.append(f"language: {row.language}")
    if row.bed is BedStanding.ASSUMED:
        notes.append("the bed is assumed: nobody there confirmed it")
    if row.disposition is Disposition.UNPLACED:
        notes.append(f"no place was found; decides: {row.clinician or 'not told'}")
    return notes
