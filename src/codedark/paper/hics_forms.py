"""HICS forms 251, 254, 255 and 260 as PDF: their fields in our own layout, what is known printed, the rest for a pen.

Fields, titles and numbers are the forms' of 2014; layout and words around them are ours. A box that nobody told
anything about is empty, and every form has empty lines more than it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from codedark.depend import Outage
from codedark.divert.form_rows import Disposition, FormTransfer
from codedark.formats.hics_cells import TRIAGE_OF, Cell, area, blank_254, blank_255, rows_254, rows_255
from codedark.formats.hics_patient import Section, sections_260
from codedark.formats.hics_systems import rows_251
from codedark.hospital.records import Hospital, PatientId, SiteId
from codedark.paper.page_stamp import PageStamp
from codedark.paper.pages import set_pages

TEMPLATE = "hics_forms.typ"
BLOCKS_A_PAGE = 4
"""Patients on a page of form 255."""
LINES_A_PAGE = 12
"""Patients on a page of form 254."""
_BLANK_LEAST = 2
"""Empty lines that a form has at least."""


def hics_forms(
    rows: Sequence[FormTransfer], hospital: Hospital, outage: Outage | None, stamp: PageStamp, *, fell_at: datetime
) -> bytes:
    """All four forms as one PDF: 251, 255, 254, then a 260 for each patient who is to leave.

    Args:
        rows: from `form_rows` or `with_talks`.
        outage: what fell, for form 251; None: nothing is ticked on it.
        stamp: from `page_stamp`; at the foot of every page.
        fell_at: aware; minutes of the outage are counted from it.
    Cost: about 25 ms a page; some 1.3 pages a patient.
    """
    systems = _systems(rows_251(hospital, outage, fell_at=fell_at, at=stamp.made_at, say=stamp.clock))
    parts = {"f251": systems, "f255": _master(rows, stamp), "f254": _areas(rows, stamp), "f260": _patients(rows, stamp)}
    return _set(stamp, "HICS forms", ticked=outage is not None, **parts)


def hics_251(hospital: Hospital, outage: Outage | None, stamp: PageStamp, *, fell_at: datetime) -> bytes:
    """Form 251, facility system status report, as of the moment the page is made; arguments as in `hics_forms`."""
    systems = _systems(rows_251(hospital, outage, fell_at=fell_at, at=stamp.made_at, say=stamp.clock))
    return _set(stamp, "HICS 251", ticked=outage is not None, f251=systems)


def hics_254(rows: Sequence[FormTransfer], stamp: PageStamp) -> bytes:
    """Form 254, disaster victim/patient tracking: a sheet for each ward; arguments as in `hics_forms`."""
    return _set(stamp, "HICS 254", f254=_areas(rows, stamp))


def hics_255(rows: Sequence[FormTransfer], stamp: PageStamp) -> bytes:
    """Form 255, master patient evacuation tracking: whoever is to leave; arguments as in `hics_forms`."""
    return _set(stamp, "HICS 255", f255=_master(rows, stamp))


def hics_260(rows: Sequence[FormTransfer], stamp: PageStamp) -> bytes:
    """Form 260, patient evacuation tracking: a page for each patient who is to leave, or one blank page."""
    return _set(stamp, "HICS 260", f260=_patients(rows, stamp))


def _set(stamp: PageStamp, name: str, *, ticked: bool = False, **parts: list[dict[str, Any]]) -> bytes:
    every: dict[str, list[dict[str, Any]]] = {"f251": [], "f254": [], "f255": [], "f260": [], **parts}
    codes = [f"{word} = {acuity}" for acuity, word in TRIAGE_OF.items()]
    data = {
        **every,
        "foot": stamp.footer,
        "incident": stamp.incident,
        "codes": codes,
        "ticked": stamp.clock(stamp.made_at) if ticked else "",
    }
    return set_pages(TEMPLATE, data, title=f"{name} of {stamp.hospital}", day=stamp.day)


def _cell(cell: Cell) -> dict[str, Any]:
    return {"t": cell.title, "v": cell.text, "c": [[choice, choice in cell.ticked] for choice in cell.choices]}


def _line(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    return [_cell(cell) for cell in cells]


def _systems(rows: Sequence[tuple[Cell, ...]]) -> list[dict[str, Any]]:
    """Form 251 by section: (system, status, comments) a line."""
    sections: dict[str, list[list[dict[str, Any]]]] = {}
    for section, *cells in rows:
        sections.setdefault(section.text, []).append(_line(cells))
    return [{"title": title, "rows": lines} for title, lines in sections.items()]


def _master(rows: Sequence[FormTransfer], stamp: PageStamp) -> list[dict[str, Any]]:
    filled = rows_255(rows, stamp.clock)
    return [{"rows": [_line(cells) for cells in _with_blanks(filled, blank_255(), BLOCKS_A_PAGE)]}]


def _areas(rows: Sequence[FormTransfer], stamp: PageStamp) -> list[dict[str, Any]]:
    """A sheet for each ward, in the order of its first patient; no patient: one blank sheet."""
    by_area: dict[str, list[FormTransfer]] = {}
    for row in rows:
        by_area.setdefault(area(row), []).append(row)
    return [_sheet(name, there, stamp) for name, there in (by_area or {"": []}).items()]


def _sheet(name: str, there: Sequence[FormTransfer], stamp: PageStamp) -> dict[str, Any]:
    lines = _with_blanks(rows_254(there, stamp.clock), blank_254(), LINES_A_PAGE)
    return {"area": name, "rows": [_line(cells[1:]) for cells in lines]}


def _with_blanks(filled: Sequence[tuple[Cell, ...]], blank: tuple[Cell, ...], a_page: int) -> list[tuple[Cell, ...]]:
    """Empty lines to the end of the page, and never fewer than a few."""
    short = -(len(filled) + _BLANK_LEAST) % a_page
    return [*filled, *[blank] * (_BLANK_LEAST + short)]


def _patients(rows: Sequence[FormTransfer], stamp: PageStamp) -> list[dict[str, Any]]:
    leaving = [row for row in rows if row.leaving]
    return [{"sections": [_section(part) for part in sections_260(row, stamp.clock)]} for row in leaving or [BLANK]]


def _section(section: Section) -> dict[str, Any]:
    return {"n": section.number, "title": section.title, "cells": _line(section.cells)}


BLANK = FormTransfer(patient=PatientId(""), from_=SiteId(""), from_name="", disposition=Disposition.UNPLACED)
"""Nobody: a form to be filled in by hand from the first box to the last."""
