from __future__ import annotations

import pytest

from codedark.hospital.catalogue import APPLICATIONS, SERVICES
from codedark.hospital.usual_rows import (
    Campus,
    application_rows,
    enough_of,
    operation_rows,
    patient_rows,
    renamed,
    service_rows,
)

CAMPUS = Campus(site="north", beds=100, theatres=2, worked_from="wards", rename=lambda name: f"{name}.n")


def test_a_need_keeps_its_shape_when_renamed() -> None:
    assert renamed("a and (b or 2 of (c, d, e))", str.upper) == "A and (B or 2 of (C, D, E))"
    assert renamed("", str.upper) == ""


@pytest.mark.parametrize(
    ("hosts", "need"), [(1, "h1"), (2, "h1 or h2"), (3, "2 of (h1, h2, h3)"), (4, "2 of (h1, h2, h3, h4)")]
)
def test_as_large_a_share_is_enough_as_in_the_catalogue(hosts: int, need: str) -> None:
    directory = next(a for a in APPLICATIONS if a.id == "directory")
    assert enough_of([f"h{i + 1}" for i in range(hosts)], directory) == need


def test_an_application_without_machines_is_met_outside() -> None:
    rows = {
        row["application"]: row
        for row in application_rows(APPLICATIONS, {"directory": ["dc-1"]}, "outside", str, lambda a: ("assumed", "x"))
    }
    assert (rows["internet"]["runs_on"], rows["internet"]["zone"]) == ("", "outside")
    assert (rows["name-service"]["runs_on"], rows["name-service"]["zone"]) == ("dc-1", "")


def test_beds_and_theatres_are_given_out_once() -> None:
    rows = list(service_rows(CAMPUS, SERVICES, 100))
    assert abs(sum(int(row["beds"]) for row in rows) - 100) <= 3
    assert sum(int(row["theatres"]) for row in rows) == 2
    assert {row["site"] for row in rows} == {"north"}


def test_the_list_fits_a_working_day_and_patients_have_no_story() -> None:
    operations = list(operation_rows(CAMPUS))
    assert len(operations) == 10
    assert max(row["start"] for row in operations) < "16:00"
    patients = list(patient_rows(CAMPUS))
    assert len(patients) == 3
    assert all(row["can_go_home"].startswith("?") for row in patients)
