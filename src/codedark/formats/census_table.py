"""A drop of tables: `patients`, `theatre_list`, `arrivals`, `telephones`, as CSV files or sheets of one workbook.

The columns obey the rules of the hospital's own tables. Of `patients` only the reference is needed: what an electronic
record cannot say (acuity, going home, who must go along) stays empty, and the ward's row stands in for it. Each fault
is told with file, row, column and fix; sound rows are kept, and of a patient whose row is at fault the sound cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from codedark.divert.census import Expected, Listed
from codedark.divert.counting_in import NOBODY_ENTERED, Lying, Marks
from codedark.hospital.csvtext import read_csv
from codedark.hospital.faults import Fault
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import Hospital, PatientId, Telephone, Unknown
from codedark.hospital.schema import TABLE_NAMED, Column, Kind, Table
from codedark.hospital.sheet import Sheet, sheet_of
from codedark.hospital.spelling import Spelling
from codedark.hospital.table import BAD, Columns, read_table
from codedark.hospital.words import Urgency
from codedark.hospital.workbook import grids_of

_NEEDED = frozenset({"patient"})
_BED = Column(name="bed", kind=Kind.TEXT, default="", doc="Room and bed, as the ward calls it.")
_ADMITTED = Column(name="admitted_at", kind=Kind.MOMENT, doc="When admitted.")
PATIENTS = replace(
    TABLE_NAMED["patients"],
    columns=(
        *(replace(one, required=one.name in _NEEDED) for one in TABLE_NAMED["patients"].columns),
        _BED,
        _ADMITTED,
    ),
)
"""As in the hospital's folder, with the bed; all but the reference may be left out."""
THEATRE_LIST = Table(
    name="theatre_list",
    doc="The theatre list of a day or more.",
    key=("operation", "day"),
    columns=(
        Column(name="operation", kind=Kind.ID, required=True, doc="As in `operations`, else the list's own number."),
        Column(name="patient", kind=Kind.ID, doc="Reference; empty: not told."),
        Column(name="site", kind=Kind.REF, to=("sites",), doc="Campus."),
        Column(name="theatre", kind=Kind.TEXT, default="", doc="Theatre."),
        Column(name="day", kind=Kind.DATE, required=True, doc="Day."),
        Column(name="start", kind=Kind.TIME_OF_DAY, required=True, field="start_min", doc="Start, local time."),
        Column(name="duration_min", kind=Kind.INT, required=True, low=1, doc="Minutes in theatre."),
        Column(name="urgency", kind=Kind.ENUM, values=Urgency, default=Urgency.ELECTIVE, doc="How long it can wait."),
    ),
)
ARRIVALS = Table(
    name="arrivals",
    doc="Patients expected to arrive.",
    key=("patient", "at"),
    columns=(
        Column(name="patient", kind=Kind.ID, required=True, doc="Reference, never a name."),
        Column(name="site", kind=Kind.REF, to=("sites",), doc="Campus."),
        Column(name="at", kind=Kind.MOMENT, required=True, doc="When."),
        Column(name="what", kind=Kind.TEXT, default="", doc="Appointment, announced admission, transfer to us."),
    ),
)
CENSUS_TABLES: Mapping[str, Table] = {
    "patients": PATIENTS,
    "theatre_list": THEATRE_LIST,
    "arrivals": ARRIVALS,
    "telephones": TABLE_NAMED["telephones"],
}
"""Name of the CSV file, or of the sheet -> its columns."""


@dataclass(slots=True)
class TableReading:
    """What came of one drop; a table that was not there is an empty list and not among `told`."""

    lying: list[Lying] = field(default_factory=list)
    theatre_list: list[Listed] = field(default_factory=list)
    arrivals: list[Expected] = field(default_factory=list)
    telephones: list[Telephone] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Tables that were there."""
    faults: list[Fault] = field(default_factory=list)


def read_tables(
    files: Mapping[str, bytes],
    hospital: Hospital,
    as_of: datetime,
    reference_of: Callable[[str], PatientId] = PatientId,
) -> TableReading:
    """Read a drop.

    Args:
        files: file name -> bytes; CSV files by the names of `CENSUS_TABLES`, and workbooks (.xlsx, .ods) with sheets of
            those names. Other files are told as faults.
        hospital: whose sites, services and receiving hospitals the cells may name.
        as_of: when the drop was made, for patients (`Lying.heard_at`).
        reference_of: makes a reference of what stands in a column `patient`; left out, references stand there.
    """
    faults = Gathered()
    reading = TableReading()
    for name, sheet in _sheets(files, faults).items():
        read = read_table(CENSUS_TABLES[name], sheet, faults)
        wrong = _unknown_names(read, hospital)
        reading.told.append(name)
        if name == "patients":
            reading.lying = _lying(read, wrong, as_of, reference_of, faults)
        elif name == "theatre_list":
            reading.theatre_list = [
                Listed(**{**row, "patient": reference_of(row["patient"]) if row["patient"] else None})
                for row in _rows(read)
            ]
        elif name == "arrivals":
            reading.arrivals = [Expected(**{**row, "patient": reference_of(row["patient"])}) for row in _rows(read)]
        else:
            reading.telephones = [Telephone(**row) for row in _rows(read)]
    reading.faults = list(dict.fromkeys(faults.faults))
    return reading


def _sheets(files: Mapping[str, bytes], faults: Gathered) -> dict[str, Sheet]:
    """Sheets by table; a table told twice is a fault, and the first is read."""
    found: dict[str, Sheet] = {}
    for file, raw in files.items():
        stem, _, end = file.rpartition("/")[2].rpartition(".")
        if end.lower() in ("xlsx", "ods"):
            told = _workbook(file, raw, faults)
        elif end.lower() == "csv" and stem in CENSUS_TABLES:
            sheet = read_csv(file, raw, faults)
            told = {} if sheet is None else {stem: sheet}
        else:
            fix = "name it one of " + ", ".join(f"{name}.csv" for name in CENSUS_TABLES) + ", or hand over a workbook"
            faults.add(file, "no table of a drop has this name", Spelling(CENSUS_TABLES).fix(stem, fix))
            continue
        for name, sheet in told.items():
            if name in found:
                faults.add(sheet.file, f"the table is also in {found[name].file}", "keep one of the two")
            found.setdefault(name, sheet)
    return found


def _workbook(file: str, raw: bytes, faults: Gathered) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    for grid in grids_of(file, raw, faults) or ():
        place = f"{file}[{grid.name}]"
        if not grid.lines or grid.name.startswith("_"):
            continue
        if grid.name not in CENSUS_TABLES:
            otherwise = "delete the sheet, or let its name begin with _; tables are " + ", ".join(CENSUS_TABLES)
            faults.add(place, "no table has this sheet's name", Spelling(CENSUS_TABLES).fix(grid.name, otherwise))
            continue
        for merged in grid.marks.merged:
            faults.add(place, f"the cells {merged} are merged", "take the merging off and fill each cell")
        if (sheet := sheet_of(place, grid.lines, faults)) is not None:
            found[grid.name] = sheet
    return found


def _unknown_names(read: Columns, hospital: Hospital) -> dict[str, set[str]]:
    """Column -> its texts that name something the hospital does not have; each row with one is noted."""
    ids: dict[str, set[str]] = {
        "sites": set(hospital.sites),
        "services": set(hospital.services),
        "region": set(hospital.region),
    }
    found: dict[str, set[str]] = {}
    for column in read.table.columns:
        if column.kind not in (Kind.REF, Kind.REFS):
            continue
        known = {name for table in column.to for name in ids[table]}
        wrong: dict[str, list[tuple[str, str]]] = {}
        for text, value in read.distinct[column.name].items():
            missed = [name for name in _names(value) if name not in known]
            if missed:
                where = " or ".join(column.to)
                wrong[text] = [
                    (f"'{name}' is not in {where}", Spelling(known).fix(name, f"name one of {where}"))
                    for name in missed
                ]
        read.fault_where(column.name, wrong)
        found[column.name] = set(wrong)
    return found


def _names(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _rows(read: Columns) -> list[dict[str, Any]]:
    """The sound rows, by the fields of their record."""
    fields = [(column.field or column.name, read.values[column.name]) for column in read.table.columns]
    return [{name: values[i] for name, values in fields} for i in read.good_rows()]


def _lying(
    read: Columns,
    wrong: Mapping[str, set[str]],
    as_of: datetime,
    reference_of: Callable[[str], PatientId],
    faults: Gathered,
) -> list[Lying]:
    """Every patient whose reference can be read, once; a cell at fault counts as not told."""
    found: dict[str, Lying] = {}
    for i in range(len(read)):
        told = {column.name: _sound(read, column, i, wrong) for column in read.table.columns}
        name = told["patient"]
        if i in read.sheet.ragged or not isinstance(name, str) or name in found:
            continue
        try:
            patient = reference_of(name)
        except ValueError as why:
            file, row = read.sheet.place(i, "patient")
            faults.add(file, str(why), "write the patient's number", row=row, column="patient")
            continue
        found[name] = Lying(
            patient=patient,
            ward=told["ward"] or "",
            bed=told["bed"] or "",
            site=told["site"],
            admitted_at=told["admitted_at"],
            heard_at=as_of,
            marks=_marks(told),
        )
    return list(found.values())


def _sound(read: Columns, column: Column, i: int, wrong: Mapping[str, set[str]]) -> Any:
    """A cell's value, or None where it is at fault."""
    value = read.values[column.name][i]
    texts = read.sheet.texts(column.name)
    if value is BAD or (texts is not None and texts[i] in wrong.get(column.name, ())):
        return None
    return value


def _marks(told: Mapping[str, Any]) -> Marks | None:
    """What was entered beside the place; None: nothing was."""
    told_at_all = {"pool", "acuity", "needs", "entered_by", "demands", "language"}
    unknowns = {name: told[name] for name in ("can_go_home", "stay_h", "escort")}
    entered = any(told[name] for name in told_at_all) or any(
        value is not None and not isinstance(value, Unknown) for value in unknowns.values()
    )
    if not entered:
        return None
    marks = {name: NOBODY_ENTERED if value is None else value for name, value in unknowns.items()}
    return Marks(
        pool=told["pool"] or "",
        acuity=told["acuity"],
        needs=told["needs"] or (),
        entered_by=told["entered_by"] or "",
        demands=told["demands"] or None,
        language=told["language"] or "",
        basis=told["basis"] or Marks().basis,
        source=told["source"] or "table handed over",
        **marks,
    )
