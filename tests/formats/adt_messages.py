"""ADT messages as interface engines send them, written as a test reads."""

from __future__ import annotations

from datetime import UTC, datetime

from codedark.divert.reference import reference
from codedark.formats.hl7_adt import Event
from codedark.hospital.records import PatientId

KEY = bytes(range(32))
NAME, BORN = "JANSSENS^MARIE^E", "19510214"


def adt(
    event: str,
    at: str,
    number: str = "4711",
    where: str = "C3^12^B^NORTH",
    *,
    patient_class: str = "I",
    visit: str = "",
    admitted: str = "",
    discharged: str = "",
    expected: str = "",
    merged: str = "",
    head: str = "|P|2.5",
    end: str = "\r",
) -> bytes:
    """One message; `at` is EVN-2."""
    pv1 = ["PV1", "1", patient_class, where, *[""] * 15, visit, *[""] * 24, admitted, discharged]
    lines = [
        f"MSH|^~\\&|EHR|H|CD|H|{at}||ADT^{event}^ADT_A01|c{at}{head}",
        f"EVN|{event}|{at}",
        f"PID|1||{number}^^^HOSP^MR||{NAME}||{BORN}|F",
        "|".join(pv1),
    ]
    if expected:
        lines.append("PV2|" + "|" * 7 + expected)
    if merged:
        lines.append(f"MRG|{merged}^^^HOSP^MR")
    return "".join(line + end for line in lines).encode()


def of(number: str) -> PatientId:
    """The reference of a number in these messages."""
    return reference(KEY, number)


def at(text: str) -> datetime:
    """`202405170815` as a moment, UTC."""
    return datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=UTC)


def event(kind: str, when: str, number: str = "a", ward: str = "C3", **more: object) -> Event:
    """One event, without a message."""
    told: dict[str, object] = {"patient_class": "I", **more}
    return Event(at=at(when), event=kind, patient=PatientId(number), ward=ward, **told)  # type: ignore[arg-type]
