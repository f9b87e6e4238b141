from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from codedark.cli.snapshot_taking import Named, census_of, files_of, gathered, moment_said, zone_of
from codedark.divert.census import Census
from tests.divert.wards import hospital
from tests.formats.adt_messages import BORN, KEY, adt, of
from tests.gates.fhir_server import Fhir

NOW = datetime(2024, 5, 17, 12, tzinfo=UTC)
BEARER = "abc"


def written(file: Path, raw: bytes | str, age_h: float = 1.0) -> Path:
    """A file of some age."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    at = (NOW - timedelta(hours=age_h)).timestamp()
    os.utime(file, (at, at))
    return file


def taken(named: Named) -> Census:
    return census_of(gathered(named, hospital(), KEY, NOW), hospital(), NOW)


def test_several_sources_are_one_census_as_old_as_its_oldest_part(tmp_path: Path) -> None:
    adt_file = written(tmp_path / "drop" / "a.hl7", adt("A01", "202405171130"))
    bundle = {"resourceType": "Encounter", "status": "in-progress", "subject": {"reference": "Patient/9"}}
    fhir = written(tmp_path / "b.json", json.dumps(bundle), age_h=2)
    written(tmp_path / "tables" / "patients.csv", "patient,ward\np-1,D4\n", age_h=3)
    telephones = "telephone,whom,number\nbeds,bed coordinator,0111\n"
    written(tmp_path / "tables" / "telephones.csv", telephones, age_h=900)
    census = taken(Named(hl7=(adt_file.parent,), fhir=(str(fhir),), tables=(tmp_path / "tables",)))
    assert [(one.patient.patient, one.patient.ward) for one in census.patients] == [(of("4711"), "C3"), ("p-1", "D4")]
    assert census.taken_at == NOW - timedelta(hours=3)
    assert [line.split(":")[0] for line in census.sources] == ["HL7", "FHIR", "tables"]
    assert len(census.telephones) == 1 and any("cannot be planned" in note for note in census.notes)


def test_messages_are_as_old_as_the_last_of_them_and_a_wrong_date_hides_nothing(tmp_path: Path) -> None:
    raw = adt("A01", "202405170600") + adt("A01", "209905170600", "2")
    assert taken(Named(hl7=(written(tmp_path / "a", raw),))).taken_at == datetime(2024, 5, 17, 6, tzinfo=UTC)


def test_no_name_no_number_and_no_file_name_is_in_the_census(tmp_path: Path) -> None:
    hl7 = written(tmp_path / "Janssens.hl7", adt("A01", "202405171130") + adt("A01", "x" + BORN))
    tables = written(
        tmp_path / "patients.csv", "patient,ward,site,Marie Janssens\nMarie Janssens,C3,Janssens,x\np-2,D4,north,\n"
    )
    into = gathered(Named(hl7=(hl7,), tables=(tables,)), hospital(), KEY, NOW)
    assert "Janssens" in str(into.faults[-1])
    kept = repr(census_of(into, hospital(), NOW))
    for secret in ("JANSSENS", "anssens", BORN, "4711"):
        assert secret not in kept
    assert "faults in tables: line 1; line 2" in kept


def test_numbers_of_tables_become_the_references_of_the_messages(tmp_path: Path) -> None:
    hl7 = written(tmp_path / "a.hl7", adt("A01", "202405171130"))
    table = written(tmp_path / "patients.csv", "patient,acuity\n4711,high\n")
    (one,) = taken(Named(hl7=(hl7,), tables=(table,), numbers=True)).patients
    assert one.patient.patient == of("4711") and one.patient.ward == "C3" and "acuity" not in one.missing


def test_arrivals_long_past_are_left_out_and_said(tmp_path: Path) -> None:
    rows = "patient,at\np-1,2024-05-17T14:00Z\np-2,2024-05-15T14:00Z\n"
    census = taken(Named(tables=(written(tmp_path / "arrivals.csv", rows),)))
    assert [one.patient for one in census.arrivals] == ["p-1"]
    assert census.notes == ("1 arrival expected over 24 h ago, left out",)


def test_an_operation_is_where_the_hospitals_list_has_it(tmp_path: Path) -> None:
    rows = "operation,day,start,duration_min\nx-1,2024-05-17,09:00,60\nhip-1,2024-05-17,08:00,90\n"
    census = taken(Named(tables=(written(tmp_path / "theatre_list.csv", rows),)))
    assert [(one.operation, one.site) for one in census.theatre_list] == [("hip-1", "south"), ("x-1", None)]


def test_a_folder_stands_for_its_files_and_not_for_hidden_ones(tmp_path: Path) -> None:
    for name in ("b", "a", ".half", "within/c"):
        written(tmp_path / name, "x")
    assert [file.name for file in files_of([tmp_path])] == ["a", "b"]


def test_a_server_that_does_not_answer_stops_the_whole_snapshot(tmp_path: Path) -> None:
    hl7 = written(tmp_path / "a.hl7", adt("A01", "202405171130"))
    with pytest.raises(OSError, match="does not answer"):
        taken(Named(hl7=(hl7,), fhir=("http://127.0.0.1:9/r4",)))


def test_a_server_is_asked_page_by_page_and_its_pages_belong_together() -> None:
    server = Fhir()
    try:
        beds = [{"location": {"reference": "Location/c3"}}]
        here = {"resourceType": "Encounter", "status": "in-progress", "subject": {"reference": "Patient/1"}}
        ward = {"resourceType": "Location", "id": "c3", "name": "C3"}
        numbered = {"resourceType": "Patient", "id": "1", "identifier": [{"value": "4711"}]}
        booked = {
            "resourceType": "Appointment",
            "status": "booked",
            "start": "2024-05-17T15:00:00Z",
            "participant": [{"actor": {"reference": "Patient/1"}}],
        }
        server.page("/r4/Encounter", "/r4/more", {**here, "location": beds}, ward)
        server.page("/r4/more", "", numbered)
        server.page("/r4/Appointment", "", booked)
        server.page("/r4/ServiceRequest")
        census = taken(Named(fhir=(f"{server.base}/r4",), token=BEARER))
    finally:
        server.stop()
    assert [(one.patient.patient, one.patient.ward) for one in census.patients] == [(of("4711"), "C3")]
    assert [one.patient for one in census.arrivals] == [of("4711")] and census.taken_at == NOW
    assert {token for _, token in server.asked} == {f"Bearer {BEARER}"} and len(server.asked) == 6
    assert not [note for note in census.notes if "fault" in note]


def test_what_a_server_refuses_beside_the_stays_is_a_note() -> None:
    server = Fhir()
    try:
        with pytest.raises(OSError, match="404"):
            taken(Named(fhir=(f"{server.base}/r4",)))
        server.page("/r4/Encounter")
        census = taken(Named(fhir=(f"{server.base}/r4",)))
    finally:
        server.stop()
    refused = [note for note in census.notes if "answered 404" in note]
    assert [note.rsplit("/", 1)[1].split()[0] for note in refused] == ["Appointment", "ServiceRequest"]


def test_moments_are_said_in_utc_and_times_are_the_hospitals() -> None:
    assert moment_said(datetime.fromisoformat("2024-05-17T08:15+02:00")) == "2024-05-17 06:15 UTC"
    assert zone_of(hospital()).key == "UTC"
