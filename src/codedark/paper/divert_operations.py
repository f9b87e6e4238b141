"""The operations of some days with a proposal for each, for the theatre coordinator to confirm or to change by hand."""

from __future__ import annotations

from typing import Any

from codedark.divert.open_sites import name_of
from codedark.divert.operating_plan import Decision, OperatingPlan, OperationDecided
from codedark.hospital.records import Hospital
from codedark.paper.pages import set_pages

TEMPLATE = "divert_operations.typ"
FIRST = (
    Decision.FINISHES,
    Decision.MOVED,
    Decision.UNDECIDED,
    Decision.ON_PAPER,
    Decision.GOES_AHEAD,
    Decision.RE_BOOKED,
    Decision.CANCELLED,
    Decision.DONE,
)
"""What is looked at first: who is on the table, who cannot wait, what nobody knows."""


def operations_page(plan: OperatingPlan, hospital: Hospital) -> bytes:
    """Set the list as PDF: A4, the fall's date as its day."""
    data = operations_data(plan, hospital)
    return set_pages(TEMPLATE, data, title=f"Operations of {hospital.settings.hospital.name}", day=plan.fell_at.date())


def operations_data(plan: OperatingPlan, hospital: Hospital) -> dict[str, Any]:
    """What the template shows, as texts: a group for each decision that is made at all."""
    count = plan.count()
    return {
        "hospital": hospital.settings.hospital.name,
        "fell": f"{plan.fell_at:%Y-%m-%d %H:%M}",
        "days": ", ".join(f"{day:%A %Y-%m-%d}" for day in plan.days),
        "sum": ", ".join(f"{number} {decision}" for decision, number in count.items()) or "no operation is on the list",
        "notes": list(plan.notes),
        "overdue": [f"{one.line.operation}: due {one.line.due}" for one in plan.overdue],
        "groups": [
            {
                "decision": str(decision),
                "count": count[decision],
                "rows": [_row(one, hospital) for one in plan.operations if one.decision is decision],
            }
            for decision in FIRST
            if decision in count
        ],
    }


def _row(one: OperationDecided, hospital: Hospital) -> dict[str, str]:
    line = one.line
    return {
        "when": f"{line.day:%a %d/%m} {clock(line.start_min)}",
        "lasts": f"{line.duration_min} min",
        "operation": line.operation,
        "patient": line.patient or "",
        "site": ("" if line.site is None else name_of(hospital, line.site))
        + (f", {line.theatre}" * bool(line.theatre)),
        "urgency": str(line.urgency),
        "due": "" if line.due is None else f"{line.due:%d/%m}",
        "why": one.why,
        "proposal": _proposal(one, hospital),
    }


def _proposal(one: OperationDecided, hospital: Hospital) -> str:
    """Where it goes or when, where the decision has such a thing."""
    if one.to is not None:
        return f"{name_of(hospital, one.to)}, {one.road_min:.0f} min by road"
    if one.slot is not None:
        theatres = hospital.services[one.slot.service].name or one.slot.service
        return f"{one.slot.day:%a %d/%m} {clock(one.slot.start_min)}, {theatres}"
    return ""


def clock(minute: int) -> str:
    """Minutes after midnight as a wall clock shows them; past midnight it says so.

    >>> clock(465), clock(1500)
    ('07:45', '01:00 next day')
    """
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}" + (" next day" if minute >= 1440 else "")
