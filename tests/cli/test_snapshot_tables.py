from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from codedark.cli.snapshot_tables import (
    NOTES_SHOWN,
    age_said,
    as_json,
    patients_json,
    show_age,
    show_census,
    show_damaged,
    show_patients,
)
from codedark.divert.census import Census
from codedark.divert.counting_in import Lying, count_in
from codedark.hospital.records import PatientId
from tests.divert.wards import hospital

NOW = datetime(2024, 5, 17, 12, tzinfo=UTC)


def census(**more: object) -> Census:
    rows = [
        Lying(patient=PatientId(name), ward=ward, bed="1", heard_at=NOW)
        for name, ward in (("p-1", "C3"), ("p-2", "C3"), ("aaaaa-aaaaa", "D4"))
    ]
    made = Census(taken_at=NOW, patients=count_in(rows, hospital(), now=NOW).in_bed, sources=("HL7",), notes=("odd",))
    return replace(made, **more)  # type: ignore[arg-type]


def test_wards_are_counted_with_their_missing_marks() -> None:
    told = as_json(census())
    first, second = told["wards"]
    assert (first["ward"], first["patients"], first["critical"], first["missing"]["acuity"]) == ("C3", 2, 2, 2)
    assert (second["ward"], second["patients"], second["critical"], second["missing"]) == ("D4", 1, 0, {})
    assert told["patients"] == 3 and told["missing"]["escort"] == 2


def test_patients_are_listed_with_their_beds() -> None:
    told = patients_json(census())
    assert (told[0]["patient"], told[0]["ward"], told[0]["bed"]) == ("p-1", "C3", "1")
    assert told[2]["missing"] == []


def test_people_see_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    show_census(census())
    show_patients(census())
    said = capsys.readouterr().out
    assert "3 in-patients, 0 on the theatre list" in said and "no escort" in said and "from: HL7" in said
    assert "  - odd" in said and "aaaaa-aaaaa" in said and "acuity, needs" in said


def test_a_long_list_of_notes_is_cut_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show_census(census(notes=tuple(f"note {n}" for n in range(NOTES_SHOWN + 7))))
    said = capsys.readouterr().out
    assert "note 39" in said and "note 40" not in said and "and 7 more" in said


def test_the_age_stands_first_and_a_late_one_is_said_loud(capsys: pytest.CaptureFixture[str]) -> None:
    show_age(census(), NOW + timedelta(minutes=47))
    assert capsys.readouterr().out == "Taken 2024-05-17 12:00 UTC, 47 min ago.\n"
    show_age(census(), NOW + timedelta(hours=3))
    assert "IT IS LATE" in capsys.readouterr().out
    assert [age_said(m) for m in (0, 119.4, 120, 2880)] == ["0 min", "119 min", "2 h 0 min", "2 days 0 h"]


def test_what_did_not_open_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    show_damaged(("a.age: damaged",))
    assert "a.age: damaged" in capsys.readouterr().err
