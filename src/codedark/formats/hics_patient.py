"""Form 260 of the Hospital Incident Command System, 2014: what goes with one patient, section by section.

Diagnosis, physician, name and date of birth are for the ward to write: a plan holds a reference and no person.
Source: HICS Guidebook, fifth edition, May 2014, form HICS 260 (California EMSA); fields as facts.
"""

from __future__ import annotations

from dataclasses import dataclass

from codedark.divert.form_rows import Disposition, FormTransfer, Mode
from codedark.formats.hics_cells import (
    ESCORT_SAID,
    MODES,
    YES_NO,
    Cell,
    Say,
    company_and_number,
    one_of,
    yes_no,
)
from codedark.hospital.records import PatientId, SiteId
from codedark.hospital.words import Demand, Escort

EQUIPMENT = (
    "Hospital bed", "Gurney", "Wheelchair", "Ambulatory", "IV pumps", "Oxygen", "Ventilator", "Chest tube(s)",
    "Isolette/warmer", "Traction", "Monitor", "A-line/Swan", "Foley catheter", "Halo-device", "Cranial bolt/screw",
    "IO device", "Other",
)  # fmt: skip
MEDICATIONS = ("With patient", "Left on unit", "Pharmacy")
_EQUIPMENT_OF = {Demand.VENTILATOR: "Ventilator", Demand.INCUBATOR: "Isolette/warmer"}
_OTHERWISE_SAID = {*_EQUIPMENT_OF, Demand.ISOLATION}


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the form."""

    number: int
    title: str
    cells: tuple[Cell, ...]


def sections_260(row: FormTransfer, say: Say) -> tuple[Section, ...]:
    """HICS 260, patient evacuation tracking, of one patient; sections 1 to 13 (14 is the signature)."""
    return (
        Section(1, "Date", (Cell("Date"),)),
        Section(2, "From (unit)", (Cell("From (unit)", ", ".join(p for p in (row.ward, row.from_name) if p)),)),
        Section(3, "Patient", (Cell("Patient name"), Cell("DOB"), Cell("Medical record #", row.patient))),
        Section(4, "Diagnosis", (Cell("Diagnosis"),)),
        Section(5, "Admitting physician", (Cell("Admitting physician"),)),
        Section(6, "Family", (yes_no("Family notified", row.family_told), Cell("Name"), Cell("Contact information"))),
        Section(7, "Transport", (one_of("Mode of transport", MODES, row.mode and row.mode.upper(), _escort(row)),)),
        Section(8, "Accompanying equipment", (_equipment(row),)),
        Section(9, "Special needs", (Cell("Special needs", special_needs(row)),)),
        Section(10, "Isolation", (_isolation(row), Cell("Type"), Cell("Reason"))),
        Section(11, "Evacuating location", _evacuating(row)),
        Section(12, "Arriving location", _arriving(row, say)),
        Section(13, "Transferring to another facility or location", _transferring(row, say)),
    )


def flat_260(row: FormTransfer, say: Say) -> tuple[Cell, ...]:
    """The same as one row, each title with the number and, where sections repeat it, the name of its section."""
    return tuple(
        Cell(_full_title(section, cell), cell.text, cell.choices, cell.ticked)
        for section in sections_260(row, say)
        for cell in section.cells
    )


def blank_260() -> tuple[Cell, ...]:
    """A row to be filled in by hand: titles and choices, nothing told."""
    nobody = FormTransfer(patient=PatientId(""), from_=SiteId(""), from_name="", disposition=Disposition.UNPLACED)
    return flat_260(nobody, lambda _: "")


def _full_title(section: Section, cell: Cell) -> str:
    alone = len(section.cells) == 1
    return f"{section.number}. {cell.title}" if alone else f"{section.number}. {section.title}: {cell.title}"


def special_needs(row: FormTransfer) -> str:
    """What the place and the road must offer, and the language, as far as somebody entered them."""
    needs = [demand.value for demand in row.demands if demand not in _OTHERWISE_SAID]
    return ", ".join([*needs, *([f"language {row.language}"] if row.language else [])])


def _equipment(row: FormTransfer) -> Cell:
    ticked = tuple(_EQUIPMENT_OF[demand] for demand in row.demands if demand in _EQUIPMENT_OF)
    return Cell("Accompanying equipment", "", EQUIPMENT, ticked)


def _isolation(row: FormTransfer) -> Cell:
    return one_of("Isolation", YES_NO, "YES" if Demand.ISOLATION in row.demands else None)


def _escort(row: FormTransfer) -> str:
    if row.escort is None or (row.escort is Escort.NONE and not row.escort_team):
        return ""
    team = f" ({row.escort_team})" if row.escort_team else ""
    return f"{ESCORT_SAID[row.escort]} goes along{team}"


def _evacuating(row: FormTransfer) -> tuple[Cell, ...]:
    return (
        Cell("Room #"),
        Cell("Time"),
        one_of("ID band confirmed", YES_NO, None),
        Cell("By"),
        yes_no("Medical record sent", row.record_sent),
        one_of("Belongings", ("With patient", "Left in room", "None"), None),
        one_of("Valuables", ("With patient", "Left in safe", "None"), None),
        one_of(
            "Medications", ("With patient", "Left on unit", "Pharmacy"), "With patient" if row.medication_sent else None
        ),
        one_of("Peds/infants: bag/mask with tubing sent", YES_NO, None),
        one_of("Bulb syringe sent", YES_NO, None),
    )


def _arriving(row: FormTransfer, say: Say) -> tuple[Cell, ...]:
    return (
        Cell("Room #"),
        Cell("Time", say(row.arrived_at)),
        one_of("ID band confirmed", YES_NO, None),
        Cell("By"),
        one_of("Medical record received", YES_NO, None),
        one_of("Belongings received", YES_NO, None),
        one_of("Valuables received", YES_NO, None),
        one_of("Medications received", YES_NO, None),
        one_of("Peds/infants: bag/mask with tubing received", YES_NO, None),
        one_of("Bulb syringe received", YES_NO, None),
    )


def _transferring(row: FormTransfer, say: Say) -> tuple[Cell, ...]:
    return (
        Cell("Time to staging area"),
        Cell("Time departing to receiving facility", say(row.departed_at)),
        Cell("Destination", row.to_name),
        one_of("Transportation", ("Ambulance", "Aircraft", "Other"), _vehicle(row.mode), company_and_number(row)),
        one_of("ID band confirmed", YES_NO, None),
        Cell("By"),
        Cell("Departure time", say(row.departed_at)),
    )


def _vehicle(mode: Mode | None) -> str | None:
    if mode is None:
        return None
    return {Mode.CCT: "Ambulance", Mode.ALS: "Ambulance", Mode.BLS: "Ambulance", Mode.AIRCRAFT: "Aircraft"}.get(
        mode, "Other"
    )
