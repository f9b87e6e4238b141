"""A transfer plan on paper: the plan on one table, whom to call, and what to ask of the dispatch centre.

The plan and the call list name patients by their references and stay in the house; the request sheet goes to others and
names none: a trip has a number, the same on all three.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from codedark.divert.form_rows import Disposition, FormTransfer, form_rows, place_name
from codedark.divert.transfer_plan import TransferPlan
from codedark.hospital.records import Hospital, SiteId, Telephone
from codedark.hospital.words import Owner
from codedark.paper.page_stamp import PageStamp, page_stamp
from codedark.paper.pages import set_pages
from codedark.paper.transfer_words import (
    arrives_said,
    bed_said,
    crew_said,
    demands_said,
    escort_said,
    level_said,
    until_said,
    worth_said,
)

TEMPLATE = "transfer_sheets.typ"
_ASKED = {
    Owner.EMERGENCY_112: "To the 112 dispatch centre: crews requested",
    Owner.PRIVATE: "To private ambulance services: crews requested",
    None: "No crew found: to whoever has one",
}
"""Heading of a request sheet, by whose crews are asked for; our own are sent, not asked for."""

PARTS = ("plan", "calls", "requests")


def transfer_papers(
    plan: TransferPlan,
    hospital: Hospital,
    *,
    fell_at: datetime,
    made_at: datetime,
    snapshot_age: str,
    rows: Sequence[FormTransfer] | None = None,
    parts: Collection[str] = PARTS,
) -> bytes:
    """Everything about one plan as one PDF: the plan, the call list, the request sheets; or some of these.

    Args:
        fell_at: aware; minutes of the plan are counted from it.
        made_at: aware; when the plan was made.
        snapshot_age: in words, as `42 min`; stands on every page.
        rows: from `with_talks`, when something was agreed since; None: the plan as it is.
        parts: of `PARTS`; request sheets name no patient, and may leave the house.
    Returns:
        A4 pages, tagged; the same for the same arguments.
    Raises:
        ValueError: a moment without a time zone.
    Cost: about 30 ms a page; 300 transfers are some 40 pages.
    """
    stamp = page_stamp(hospital, plan, made_at=made_at, snapshot_age=snapshot_age)
    known = form_rows(plan, hospital, fell_at) if rows is None else tuple(rows)
    trips = [row for row in known if row.disposition is Disposition.TRANSFER]
    trips.sort(key=lambda row: row.leaves_at.timestamp() if row.leaves_at else float("inf"))
    data = {
        "parts": [part for part in PARTS if part in parts],
        "foot": stamp.footer,
        "fell": stamp.clock(fell_at),
        "plan": plan_data(plan, hospital, known, trips, stamp) if "plan" in parts else {},
        "calls": call_data(hospital, trips, stamp) if "calls" in parts else {},
        "requests": request_data(trips, stamp) if "requests" in parts else [],
    }
    return set_pages(TEMPLATE, data, title=f"Transfer plan of {stamp.hospital}", day=stamp.day)


def plan_data(
    plan: TransferPlan,
    hospital: Hospital,
    rows: Sequence[FormTransfer],
    trips: Sequence[FormTransfer],
    stamp: PageStamp,
) -> dict[str, Any]:
    """The plan as the template names it: texts alone.

    Args:
        rows: every patient of the plan.
        trips: those of them who are moved, in the order of departure; a trip's number is its place there.
    """
    ending = {stays.patient: _service_name(hospital, stays.service) for stays in plan.stay}
    return {
        "trips": [_trip(number, row, stamp) for number, row in enumerate(trips, start=1)],
        "unplaced": [
            {**_who(row), "until": until_said(row, stamp), "decides": row.clinician, "why": row.why}
            for row in _those(rows, Disposition.UNPLACED)
        ],
        "stay": [
            {**_who(row), "until": until_said(row, stamp), "service": ending.get(row.patient, ""), "why": row.why}
            for row in _those(rows, Disposition.STAYS)
        ],
        "home": [{**_who(row), "by": row.clinician, "why": row.why} for row in _those(rows, Disposition.DISCHARGE)],
        "worth": worth_said(plan),
        "notes": list(plan.notes),
    }


def _those(rows: Iterable[FormTransfer], disposition: Disposition) -> list[FormTransfer]:
    return [row for row in rows if row.disposition is disposition]


def _who(row: FormTransfer) -> dict[str, str]:
    return {"patient": row.patient, "ward": row.ward, "from": row.from_name, "acuity": row.acuity or ""}


def _service_name(hospital: Hospital, service: str | None) -> str:
    known = next((s for s in hospital.services.values() if s.service == service), None)
    return known.name or known.service if known else ""


def _trip(number: int, row: FormTransfer, stamp: PageStamp) -> dict[str, Any]:
    return {
        **_who(row),
        "number": f"T{number}",
        "to": row.to_name,
        "pool": row.pool,
        "crew": crew_said(row),
        "escort": escort_said(row),
        "leaves": stamp.clock(row.leaves_at),
        "arrives": arrives_said(row, stamp),
        "must": until_said(row, stamp),
        "late": row.late_min >= 0.5,
        "bed": bed_said(row, stamp),
        "state": row.state.value.replace("-", " "),
    }


def call_data(hospital: Hospital, trips: Sequence[FormTransfer], stamp: PageStamp) -> dict[str, Any]:
    """The call list as the template names it: hospitals in the order of their first patient."""
    numbered = [(f"T{number}", row) for number, row in enumerate(trips, start=1)]
    places = dict.fromkeys((row.to, row.to_name) for _, row in numbered)
    return {
        "centre": _numbers(hospital.telephones.values(), None),
        "hospitals": [
            {
                "name": name or (place_name(hospital, to) if to else ""),
                "numbers": _numbers(hospital.telephones.values(), to) if to else [],
                "beds": _beds_asked(row for _, row in numbered if (row.to, row.to_name) == (to, name)),
                "patients": [_offered(number, row, stamp) for number, row in numbered if row.to == to],
            }
            for to, name in places
        ],
    }


def _numbers(telephones: Iterable[Telephone], whose: SiteId | None) -> list[dict[str, str]]:
    return [{"whom": t.whom, "number": t.number, "second": t.second} for t in telephones if t.hospital == whose]


def _beds_asked(rows: Iterable[FormTransfer]) -> str:
    count: dict[str, int] = {}
    for row in rows:
        count[row.pool or "not told"] = count.get(row.pool or "not told", 0) + 1
    return ", ".join(f"{number} {pool}" for pool, number in count.items())


def _offered(number: str, row: FormTransfer, stamp: PageStamp) -> dict[str, Any]:
    needs = ", ".join(part for part in (demands_said(row), f"speaks {row.language}" if row.language else "") if part)
    return {
        **_who(row),
        "number": number,
        "pool": row.pool,
        "needs": needs,
        "escort": escort_said(row),
        "arrives": arrives_said(row, stamp),
        "bed": bed_said(row, stamp),
        "doctor": row.accepting_doctor,
    }


def request_data(trips: Sequence[FormTransfer], stamp: PageStamp) -> list[dict[str, Any]]:
    """The request sheets as the template names them: one for each whose crews are asked for; nothing of a patient."""
    numbered = [(f"T{number}", row) for number, row in enumerate(trips, start=1)]
    sheets = []
    for owner, heading in _ASKED.items():
        theirs = [(number, row) for number, row in numbered if _asked_of(row) is owner and row.owner is not Owner.OURS]
        if theirs:
            asked = [_asked(number, row, stamp) for number, row in theirs]
            sheets.append({"heading": heading, "trips": asked})
    return sheets


def _asked_of(row: FormTransfer) -> Owner | None:
    return row.owner if row.crew is not None else None


def _asked(number: str, row: FormTransfer, stamp: PageStamp) -> dict[str, str]:
    return {
        "number": number,
        "from": row.from_name,
        "to": row.to_name,
        "ready": stamp.clock(row.leaves_at),
        "must": until_said(row, stamp),
        "level": level_said(row),
        "ours": row.escort_team or "none",
        "demands": demands_said(row),
        "crew": row.crew or "",
    }
