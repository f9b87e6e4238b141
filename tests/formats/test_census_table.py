from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from textwrap import dedent

import pytest

from codedark.divert.counting_in import count_in
from codedark.formats.census_table import TableReading, read_tables
from codedark.hospital.records import Unknown
from codedark.hospital.words import Acuity, Demand, Urgency
from tests.divert.wards import hospital
from tests.formats.adt_messages import KEY, of

NOW = datetime(2024, 5, 17, 8, tzinfo=UTC)


def read(**tables: str) -> TableReading:
    files = {f"{name}.csv": dedent(text).strip().encode() + b"\n" for name, text in tables.items()}
    return read_tables(files, hospital(), NOW)


def places(reading: TableReading) -> list[tuple[str, int | None, str | None]]:
    return [(fault.file, fault.row, fault.column) for fault in reading.faults]


def test_a_reference_and_a_ward_are_enough() -> None:
    reading = read(patients="patient,ward,bed\np-1,C3,12 B\np-2,,")
    assert [(one.patient, one.ward, one.bed, one.marks) for one in reading.lying] == [
        ("p-1", "C3", "12 B", None), ("p-2", "", "", None),
    ]  # fmt: skip
    assert not reading.faults and reading.told == ["patients"]
    (one,) = count_in(reading.lying, hospital(), now=NOW).in_bed
    assert one.patient.acuity is Acuity.CRITICAL and "acuity" in one.missing


def test_marks_are_taken_over() -> None:
    reading = read(
        patients="""
        patient,ward,acuity,needs,can_go_home,escort,demands,entered_by,admitted_at
        p-1,C3,high,lab,yes,nurse,isolation,surgeon,2024-05-16T10:00+02:00
        p-2,C3,,,? waits for the round,,,,"""
    )
    first, second = reading.lying
    assert first.marks is not None and first.marks.acuity is Acuity.HIGH and first.marks.can_go_home is True
    assert first.marks.demands == (Demand.ISOLATION,) and first.admitted_at == datetime(2024, 5, 16, 8, tzinfo=UTC)
    assert second.marks is None


def test_every_fault_has_its_place_and_fix_and_no_patient_is_lost() -> None:
    reading = read(
        patients="""
        patient,ward,acuity,needs,site,can_go_home
        p-1,C3,hihg,lab,north,yes
        p-2,C3,high,icuu,north,yes
        p-3,C3,high,lab,nort,perhaps
        Marie Janssens,C3,high,lab,north,yes
        p-1,D4,high,lab,north,yes
        p-5,C3"""
    )
    assert sorted(places(reading), key=str) == [
        ("patients.csv", 2, "acuity"),
        ("patients.csv", 3, "needs"),
        ("patients.csv", 4, "can_go_home"),
        ("patients.csv", 4, "site"),
        ("patients.csv", 5, "patient"),
        ("patients.csv", 6, "patient"),
        ("patients.csv", 7, None),
    ]
    assert all(fault.fix for fault in reading.faults)
    assert [one.patient for one in reading.lying] == ["p-1", "p-2", "p-3"]
    one, two, three = (one.marks for one in reading.lying)
    assert one is not None and (one.acuity, one.needs, one.can_go_home) == (None, ("lab",), True)
    assert two is not None and two.needs == () and two.acuity is Acuity.HIGH
    assert three is not None and isinstance(three.can_go_home, Unknown) and reading.lying[2].site is None


def test_the_theatre_list_and_the_arrivals() -> None:
    reading = read(
        theatre_list="""
        operation,patient,site,theatre,day,start,duration_min,urgency
        hip-1,p-1,south,OR 2,2024-05-17,08:30,90,
        late-1,,,,2024-05-17,25:00,90,urgent
        acute-1,,,,2024-05-17,11:00,45,emergency""",
        arrivals="""
        patient,at,what
        p-7,2024-05-17T14:00+02:00,transfer to us
        p-8,today,""",
    )
    first, second = reading.theatre_list
    assert (first.operation, first.patient, first.site, first.theatre) == ("hip-1", "p-1", "south", "OR 2")
    assert (first.day, first.start_min, first.duration_min) == (date(2024, 5, 17), 510, 90)
    assert (first.urgency, second.urgency, second.patient) == (Urgency.ELECTIVE, Urgency.EMERGENCY, None)
    assert [(one.patient, one.at.hour, one.what) for one in reading.arrivals] == [("p-7", 14, "transfer to us")]
    assert places(reading) == [("theatre_list.csv", 3, "start"), ("arrivals.csv", 3, "at")]


def test_telephones_are_those_of_the_hospitals_own_table() -> None:
    reading = read(telephones="telephone,hospital,whom,number\nbeds,south,bed coordinator,0111\nx,nowhere,whom,0112")
    assert [(one.telephone, one.number) for one in reading.telephones] == [("beds", "0111")]
    assert places(reading) == [("telephones.csv", 3, "hospital")]


def test_hospital_numbers_become_references() -> None:
    from codedark.divert.reference import reference

    files = {
        "patients.csv": b"patient,ward\n4711,C3\n",
        "arrivals.csv": b"patient,at\n4712,2024-05-17T14:00Z\n",
        "theatre_list.csv": b"operation,patient,day,start,duration_min\n"
        b"hip-1,4711,2024-05-17,08:00,60\nx,,2024-05-17,09:00,60\n",
    }
    reading = read_tables(files, hospital(), NOW, lambda told: reference(KEY, told))
    assert [one.patient for one in reading.lying] == [of("4711")]
    assert [one.patient for one in reading.arrivals] == [of("4712")]
    assert [one.patient for one in reading.theatre_list] == [of("4711"), None]
    assert "4711" not in repr(reading)


@pytest.mark.parametrize(
    ("file", "raw", "told"),
    [
        ("patient.csv", b"patient\np-1\n", "did you mean 'patients'"),
        ("patients.csv", "patient\np-1\n".encode("utf-16"), "UTF-8"),
        ("patients.csv", b"", "column names"),
        ("patients.csv", b"ward\nC3\n", "add it"),
        ("drop.xlsx", b"PK no workbook", "xlsx"),
        ("notes.txt", b"hello", "patients.csv"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_with_the_fix(file: str, raw: bytes, told: str) -> None:
    reading = read_tables({file: raw, "arrivals.csv": b"patient,at\np-1,2024-05-17T14:00Z\n"}, hospital(), NOW)
    assert not reading.lying and told in " ".join(fault.fix for fault in reading.faults)
    assert len(reading.arrivals) == 1


def workbook(**sheets: list[list[str]]) -> bytes:
    """The least that is an xlsx."""
    raw = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(raw, "w") as archive:
        named = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, start=1))
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{named}</sheets></workbook>'
        )
        related = "".join(
            f'<Relationship Id="r{n}" Type="{rel}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{pack}">{related}</Relationships>')
        top = f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{pack}">{top}</Relationships>')
        kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}"/>')
        for n, rows in enumerate(sheets.values(), start=1):
            cells = "".join(
                f'<row r="{r}">'
                + "".join(
                    f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row)
                )
                + "</row>"
                for r, row in enumerate(rows, start=1)
            )
            archive.writestr(
                f"xl/worksheets/s{n}.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
            )
    return raw.getvalue()


def test_a_workbook_is_its_sheets() -> None:
    raw = workbook(
        patients=[["patient", "ward"], ["p-1", "C3"]],
        arrivals=[["patient", "at"], ["p-2", "soon"]],
        _notes=[["anything"]],
        wrads=[["x"]],
    )
    reading = read_tables({"drop.xlsx": raw, "patients.csv": b"patient\np-9\n"}, hospital(), NOW)
    assert [one.patient for one in reading.lying] == ["p-1"]
    assert [(fault.file, fault.row) for fault in reading.faults] == [
        ("drop.xlsx[wrads]", None), ("patients.csv", None), ("drop.xlsx[arrivals]", 2),
    ]  # fmt: skip
