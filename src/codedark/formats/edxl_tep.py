"""Transfers as EDXL-TEP 1.1, tracking of emergency patients: written, and read back by the same names.

A patient is a reference; name, sex and age are never in it. A planned time stands under an `estimated` name, one that
happened under an `actual` name; a moment nobody knows is left out.

Source: OASIS EDXL-TEP 1.1, Committee Specification 02, 21 September 2018. Its schema was not at hand: the message, the
patient and what it calls encounter, transport and disposition follow the specification's own description, the names of
single elements are ours where that does not give them. Agree them with whoever receives it; see
docs/reference/transfer-papers.md.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from codedark.divert.form_rows import FormTransfer
from codedark.formats.hics_cells import triage
from codedark.formats.xml_elements import add, root_of, written, xml_moment
from codedark.hospital.faults import CellFault
from codedark.hospital.records import PatientId, SiteId

TEP = "urn:oasis:names:tc:emergency:edxl:tep:1.1"
BYTES_MOST = 20_000_000
"""A larger message is refused."""
_TIMES = {
    "estimatedDepartureDateTime": "leaves_at",
    "estimatedArrivalDateTime": "arrives_at",
    "actualDepartureDateTime": "departed_at",
    "actualArrivalDateTime": "arrived_at",
}
"""Element of a transport -> field of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TepTransfer:
    """One patient of a message, as it was read; None and empty: not in it."""

    patient: PatientId
    triage: str
    from_: SiteId
    from_name: str
    disposition: str
    to: SiteId | None
    to_name: str
    mode: str
    company: str
    crew: str
    leaves_at: datetime | None
    arrives_at: datetime | None
    departed_at: datetime | None
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TepMessage:
    """A message and its patients, in its order."""

    message: str
    system: str
    sent_at: datetime
    incident: str
    transfers: tuple[TepTransfer, ...]


def edxl_tep(rows: Iterable[FormTransfer], *, message: str, hospital: str, incident: str, at: datetime) -> bytes:
    """Write the patients who are to leave as one message.

    Args:
        rows: from `form_rows`, or what a conversation has made of them; those who stay are left out.
        message: an id that no other message of ours has.
        hospital: whose system sends it.
        incident: its name or number, as the dispatch centre calls it; empty: none was given.
        at: aware; when it is sent.
    """
    root = root_of(TEP, "TEPMessage")
    add(root, TEP, "messageID", message)
    add(root, TEP, "systemID", hospital)
    add(root, TEP, "messageDateTime", xml_moment(at))
    if incident:
        add(root, TEP, "incidentID", incident)
    for row in rows:
        if row.leaving:
            _patient(add(root, TEP, "patient"), row)
    return written(root, {"tep": TEP})


def _patient(patient: Element, row: FormTransfer) -> None:
    add(patient, TEP, "patientID", row.patient)
    needs = [*row.demands, *([f"language {row.language}"] if row.language else [])]
    if needs:
        add(patient, TEP, "specialNeeds", ", ".join(needs))
    encounter = add(patient, TEP, "encounter")
    _place(add(encounter, TEP, "location"), row.from_, row.from_name)
    if category := triage(row):
        add(encounter, TEP, "triageStatus", category)
    _transport(patient, row)
    disposition = add(patient, TEP, "disposition")
    add(disposition, TEP, "dispositionType", row.disposition.value)
    if row.to is not None or row.to_name:
        _place(add(disposition, TEP, "destination"), row.to, row.to_name)


def _place(parent: Element, site: SiteId | None, name: str) -> None:
    if site:
        add(parent, TEP, "locationID", site)
    if name:
        add(parent, TEP, "locationName", name)


def _transport(patient: Element, row: FormTransfer) -> None:
    told = {
        "transportType": row.mode.upper() if row.mode else "",
        "transportProvider": row.company or (row.owner.value if row.owner else ""),
        "transportUnitID": row.crew or "",
    }
    times = {name: at for name, field in _TIMES.items() if (at := getattr(row, field)) is not None}
    if not any(told.values()) and not times:
        return
    transport = add(patient, TEP, "transport")
    for name, text in told.items():
        if text:
            add(transport, TEP, name, text)
    for name, moment in times.items():
        add(transport, TEP, name, xml_moment(moment))


def read_tep(name: str, raw: bytes) -> TepMessage:
    """Read a message as we write them; entities are refused, elements we do not know are passed over.

    Raises:
        CellFault: not XML, not such a message, too large, or a moment that is none; says where.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, parse

    if len(raw) > BYTES_MOST:
        raise CellFault(f"{name}: {len(raw):,} bytes", f"a message has at most {BYTES_MOST:,}")
    try:
        root = parse(io.BytesIO(raw)).getroot()
    except (ParseError, DefusedXmlException, ValueError) as wrong:
        raise CellFault(f"{name}: the XML cannot be read ({wrong})", "send the message again") from None
    if root.tag != f"{{{TEP}}}TEPMessage":
        raise CellFault(f"{name}: its root is <{root.tag[:120]}>", f"TEPMessage of the namespace {TEP}")
    sent_at = _moment(root, "messageDateTime", name)
    if sent_at is None:
        raise CellFault(f"{name}: it has no messageDateTime", "when it was sent, with its offset from UTC")
    patients = enumerate(root.findall(f"{{{TEP}}}patient"), start=1)
    return TepMessage(
        message=_text(root, "messageID"),
        system=_text(root, "systemID"),
        sent_at=sent_at,
        incident=_text(root, "incidentID"),
        transfers=tuple(_read_patient(patient, f"{name}, patient {number}") for number, patient in patients),
    )


def _read_patient(patient: Any, where: str) -> TepTransfer:
    reference = _text(patient, "patientID")
    if not reference:
        raise CellFault(f"{where}: has no patientID", "a reference for each patient")
    times = {field: _moment(patient, f"transport/{element}", where) for element, field in _TIMES.items()}
    to = _text(patient, "disposition/destination/locationID")
    return TepTransfer(
        patient=PatientId(reference),
        triage=_text(patient, "encounter/triageStatus"),
        from_=SiteId(_text(patient, "encounter/location/locationID")),
        from_name=_text(patient, "encounter/location/locationName"),
        disposition=_text(patient, "disposition/dispositionType"),
        to=SiteId(to) if to else None,
        to_name=_text(patient, "disposition/destination/locationName"),
        mode=_text(patient, "transport/transportType"),
        company=_text(patient, "transport/transportProvider"),
        crew=_text(patient, "transport/transportUnitID"),
        **times,
    )


def _text(parent: Any, path: str) -> str:
    return str(parent.findtext("/".join(f"{{{TEP}}}{part}" for part in path.split("/"))) or "").strip()


def _moment(parent: Any, path: str, where: str) -> datetime | None:
    text = _text(parent, path)
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CellFault(f"{where}: {path} is {text[:40]!r}", "such as 2024-05-17T12:00:00+00:00") from None
    if at.tzinfo is None:
        raise CellFault(f"{where}: {path} is {text!r}", "with its offset from UTC, such as +00:00")
    return at
