"""Forms 254 and 255 of the Hospital Incident Command System, 2014, as rows of cells: the same for paper and for CSV.

A cell is a field of the form with its words: text, or choices of which some are ticked. What nobody told is empty: an
unticked YES is not a NO. The triage category is the form's word for the acuity a clinician entered, see `TRIAGE_OF`.
Source: HICS Guidebook, fifth edition, May 2014, forms HICS 254 and HICS 255 (California EMSA); fields as facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from codedark.divert.form_rows import AdmitLocation, Disposition, FormTransfer, Mode
from codedark.hospital.records import PatientId, SiteId
from codedark.hospital.words import Acuity, Escort, Owner

Say = Callable[[datetime | None], str]
"""How a form writes a moment; of None nothing."""
YES_NO = ("YES", "NO")
TRIAGE_OF = {Acuity.CRITICAL: "IMMEDIATE", Acuity.HIGH: "DELAYED", Acuity.STABLE: "MINOR"}
"""Evacuation triage category of HICS 255 for each acuity."""
DISPOSITION_254 = {
    Disposition.TRANSFER: "T",
    Disposition.DISCHARGE: "D",
    Disposition.MORGUE: "M",
    Disposition.STAYS: "A",
}
"""Letters of HICS 254; whoever has no place yet has none."""
DISPOSITION_255 = {one: one.upper() for one in (Disposition.TRANSFER, Disposition.DISCHARGE, Disposition.MORGUE)}
MODES = tuple(mode.upper() for mode in Mode)
ADMITTED = tuple(location.upper() for location in AdmitLocation)
OWNER_SAID = {Owner.OURS: "ours", Owner.EMERGENCY_112: "112", Owner.PRIVATE: "private"}
ESCORT_SAID = {Escort.NONE: "crew alone", Escort.NURSE: "nurse", Escort.PHYSICIAN: "physician"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a form."""

    title: str
    text: str = ""
    choices: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not set(self.ticked) <= set(self.choices):
            raise ValueError(f"{self.title}: {self.ticked} ticked of {self.choices}: tick what is offered")

    @property
    def said(self) -> str:
        """The cell in one text: what is ticked, then what is written."""
        return "; ".join(part for part in (*self.ticked, self.text) if part)


def one_of(title: str, choices: tuple[str, ...], ticked: str | None, text: str = "") -> Cell:
    """A field with boxes of which one is ticked, or none."""
    return Cell(title, text, choices, (ticked,) if ticked else ())


def yes_no(title: str, known: bool | None) -> Cell:
    """A field with YES and NO; unknown ticks neither.

    >>> [yes_no("Sent", known).said for known in (True, False, None)]
    ['YES', 'NO', '']
    """
    return one_of(title, YES_NO, None if known is None else YES_NO[not known])


def triage(row: FormTransfer) -> str | None:
    """The evacuation triage category of a patient; None: nobody entered an acuity."""
    return None if row.acuity is None else TRIAGE_OF[row.acuity]


def company_and_number(row: FormTransfer) -> str:
    """Whose vehicle and which: `112, amb-112-1`; empty: no crew yet."""
    company = row.company or ("" if row.owner is None else OWNER_SAID[row.owner])
    return ", ".join(part for part in (company, row.crew or "") if part)


def rows_255(rows: Iterable[FormTransfer], say: Say) -> list[tuple[Cell, ...]]:
    """HICS 255, master patient evacuation tracking: every patient who is to leave, in the order given."""
    return [tuple(_cells_255(row, say)) for row in rows if row.leaving]


def blank_255() -> tuple[Cell, ...]:
    """A line of HICS 255 to be filled in by hand."""
    return tuple(Cell(cell.title, choices=cell.choices) for cell in _cells_255(_NOBODY, lambda _: ""))


def _cells_255(row: FormTransfer, say: Say) -> list[Cell]:
    contacted, reported = say(row.contacted_at), say(row.report_given_at)
    call = ", ".join(f"{what} {at}" for what, at in (("contacted", contacted), ("report given", reported)) if at)
    begun = say(row.transfer_initiated_at)
    initiated = ", ".join(part for part in (begun, company_and_number(row)) if part)
    return [
        Cell("Patient Name"),
        Cell("Medical Record #", row.patient),
        one_of("Evacuation Triage Category", tuple(TRIAGE_OF.values()), triage(row)),
        one_of("Mode of Transport", MODES, row.mode and row.mode.upper()),
        one_of("Disposition", tuple(DISPOSITION_255.values()), DISPOSITION_255.get(row.disposition)),
        Cell("Accepting Hospital or Location", _accepting(row)),
        Cell("Time Hospital Contacted & Report Given", call),
        Cell("Transfer Initiated (Time / Transport Co. / #)", initiated),
        yes_no("Medical Record Sent", row.record_sent),
        yes_no("Medication Sent", row.medication_sent),
        yes_no("Family Notified", row.family_told),
        one_of("Arrival Confirmed", YES_NO, "YES" if row.arrived_at else None, say(row.arrived_at)),
        one_of("Admit Location", ADMITTED, row.admit_location and row.admit_location.upper()),
        Cell("Expired (time)", say(row.expired_at)),
    ]


def _accepting(row: FormTransfer) -> str:
    """Where to, and which doctor said yes."""
    doctor = f"accepted by {row.accepting_doctor}" if row.accepting_doctor else ""
    return ", ".join(part for part in (row.to_name, doctor) if part)


TRIAGE_254 = ("IMMEDIATE", "DELAYED", "EXPECTANT", "MINOR", "EXPIRED")


def rows_254(rows: Iterable[FormTransfer], say: Say) -> list[tuple[Cell, ...]]:
    """HICS 254, disaster victim/patient tracking: every patient, with the area of the form first."""
    return [tuple(_cells_254(row, say)) for row in rows]


def blank_254() -> tuple[Cell, ...]:
    """A line of HICS 254 to be filled in by hand."""
    return tuple(Cell(cell.title, choices=cell.choices) for cell in _cells_254(_NOBODY, lambda _: ""))


def area(row: FormTransfer) -> str:
    """Field 3 of HICS 254: the ward, and where it is."""
    return ", ".join(part for part in (row.ward, row.from_name) if part)


def _cells_254(row: FormTransfer, say: Say) -> list[Cell]:
    left = row.expired_at or row.departed_at
    letter = "M" if row.expired_at else DISPOSITION_254.get(row.disposition)
    return [
        Cell("Area", area(row)),
        Cell("Field Tag Number"),
        Cell("Medical Record Number", row.patient),
        Cell("Name (Last, First)"),
        Cell("Sex (M/F)"),
        Cell("DOB / Age"),
        one_of("Triage Category", TRIAGE_254, "EXPIRED" if row.expired_at else triage(row)),
        Cell("Location / Time of Procedures (CT, x-ray, etc.)"),
        one_of("Disposition", ("D", "A", "S", "T", "M"), letter),
        Cell("Disposition Time", say(left)),
    ]


_NOBODY = FormTransfer(patient=PatientId(""), from_=SiteId(""), from_name="", disposition=Disposition.UNPLACED)
