"""Blank ward sheets: one A4 page a ward, filled in by hand when no snapshot opens, or beside one for what it misses.

What a clinician enters on them is what `patients` asks for: acuity, needs, going home, who must go along, isolation.
The columns are in the order in which the rows are typed in afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from codedark.hospital.records import Hospital, Ward
from codedark.paper.pages import set_pages

TEMPLATE = "ward_sheets.typ"
ROWS = 18
"""Patients on a page; a ward with more takes a second copy of its page."""


def ward_sheets(hospital: Hospital, day: date) -> bytes:
    """The sheets of every ward as PDF, by campus and ward.

    Args:
        hospital: with at least one ward.
        day: the document's date, printed in the footer.
    Raises:
        ValueError: the hospital has no wards.
    Cost: about 10 ms a ward.
    """
    return set_pages(TEMPLATE, sheets_of(hospital), title=f"Ward sheets of {hospital.settings.hospital.name}", day=day)


def sheets_of(hospital: Hospital) -> Mapping[str, Any]:
    """The same as data: texts and lists, as the template names them."""
    if not hospital.wards:
        raise ValueError("wards=(): there is no ward to make a sheet for")
    wards = sorted(hospital.wards.values(), key=lambda ward: (list(hospital.sites).index(ward.site), ward.ward))
    return {
        "hospital": hospital.settings.hospital.name,
        "folder": hospital.sha256[:12],
        "rows": ROWS,
        "wards": [_sheet(hospital, ward) for ward in wards],
    }


def _sheet(hospital: Hospital, ward: Ward) -> dict[str, Any]:
    services = [hospital.services[need].name or need for need in ward.needs]
    return {
        "ward": ward.ward,
        "site": hospital.sites[ward.site].name,
        "pool": ward.pool,
        "acuity": str(ward.acuity),
        "needs": ", ".join(services),
        "clinician": ward.clinician,
    }
