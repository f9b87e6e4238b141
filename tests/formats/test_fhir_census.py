from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from codedark.formats.fhir_census import FhirReading, read_fhir
from codedark.hospital.words import Urgency
from tests.formats.adt_messages import KEY, adt, at, of

ZONE = ZoneInfo("Europe/Brussels")
NOW = at("202405170615")


def patient(name: str = "p1", number: str = "4711") -> dict[str, Any]:
    own = {"type": {"coding": [{"code": "MR"}]}, "value": number}
    return {
        "resourceType": "Patient",
        "id": name,
        "identifier": [{"value": "national"}, own],
        "name": [{"family": "Janssens"}],
        "birthDate": "1951-02-14",
    }


def location(name: str, kind: str, above: str = "", **more: Any) -> dict[str, Any]:
    told = {"resourceType": "Location", "id": name, "name": name.upper(), "physicalType": {"coding": [{"code": kind}]}}
    return {**told, **({"partOf": {"reference": f"Location/{above}"}} if above else {}), **more}


PLACES = [
    location("b12", "bd", "r3"),
    location("r3", "ro", "c3"),
    location("c3", "wa", "north"),
    location("north", "si"),
]


def encounter(**more: Any) -> dict[str, Any]:
    told = {
        "resourceType": "Encounter",
        "id": "e1",
        "status": "in-progress",
        "class": {"code": "IMP"},
        "subject": {"reference": "Patient/p1"},
        "period": {"start": "2024-05-16T10:00:00+02:00"},
        "location": [{"location": {"reference": "Location/b12"}, "status": "active"}],
    }
    return {**told, **more}


def bundle(*resources: dict[str, Any]) -> bytes:
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}).encode()


def read(*resources: dict[str, Any], wards: tuple[str, ...] = ()) -> FhirReading:
    return read_fhir([("b.json", bundle(*resources), NOW)], KEY, ZONE, wards)


def test_an_encounter_in_progress_says_who_lies_in_which_bed() -> None:
    reading = read(patient(), encounter(), *PLACES)
    (one,) = reading.lying
    assert (one.patient, one.ward, one.bed) == (of("4711"), "C3", "R3 B12")
    assert (one.patient_class, one.admitted_at, one.heard_at) == ("I", at("202405160800"), NOW)
    assert not reading.faults and not reading.notes()


def test_references_agree_with_those_from_hl7() -> None:
    from codedark.formats.hl7_adt import read_adt

    (event,) = read_adt("a", adt("A01", "202405170815"), KEY).events
    assert read(patient(), encounter(), *PLACES).lying[0].patient == event.patient


def test_no_name_and_no_number_is_in_what_is_kept() -> None:
    kept = repr(read(patient(), encounter(), *PLACES))
    for secret in ("Janssens", "1951", "4711", "national"):
        assert secret not in kept


def test_the_ward_is_what_the_hospital_calls_one() -> None:
    places = [*PLACES[:2], location("c3", "area", "north", alias=["Intensive care"]), PLACES[3]]
    assert read(patient(), encounter(), *places, wards=("intensive care",)).lying[0].ward == "Intensive care"
    numbered = [*PLACES[:2], location("c3", "wa", identifier=[{"value": "W-7"}])]
    assert read(patient(), encounter(), *numbered, wards=("W-7",)).lying[0].ward == "W-7"


def test_of_several_places_the_one_that_holds_now() -> None:
    before = {"location": {"reference": "Location/d4"}, "status": "completed"}
    ended = {"location": {"reference": "Location/d4"}, "period": {"end": "2024-05-16"}}
    now = {"location": {"reference": "Location/b12"}}
    there = [*PLACES, location("d4", "wa")]
    assert read(patient(), encounter(location=[now, before, ended]), *there).lying[0].ward == "C3"


def test_a_ward_known_by_its_display_alone() -> None:
    place = [{"location": {"reference": "Location/gone", "display": "C3"}}]
    assert read(patient(), encounter(location=place)).lying[0].ward == "C3"


def test_a_patient_without_a_ward_is_kept_and_told() -> None:
    reading = read(patient(), encounter(location=[]))
    assert [one.ward for one in reading.lying] == [""]
    assert [f.column for f in reading.faults] == ["entry[1].resource.location"]


def test_places_within_each_other_have_an_end() -> None:
    circle = [location("b12", "bd", "r3"), location("r3", "ro", "b12")]
    assert read(patient(), encounter(), *circle).lying[0].ward == ""


@pytest.mark.parametrize("status", ["finished", "cancelled", "entered-in-error", "unknown"])
def test_who_is_not_here_is_not_counted(status: str) -> None:
    reading = read(patient(), encounter(status=status), *PLACES)
    assert not reading.lying and reading.notes() == ["none of 1 encounters is in progress: nobody lies here by them"]


def test_a_planned_encounter_is_an_arrival() -> None:
    (one,) = read(patient(), encounter(status="planned"), *PLACES).arrivals
    assert (one.patient, one.at) == (of("4711"), at("202405160800"))


def test_a_reference_leads_to_a_full_url_another_page_or_within() -> None:
    pages = [
        ("1", bundle(encounter(subject={"reference": "https://s/r4/Patient/p1/_history/3"}), *PLACES), NOW),
        ("2", bundle(patient()), NOW),
    ]
    assert [one.patient for one in read_fhir(pages, KEY, ZONE).lying] == [of("4711")]
    entries = [
        {"fullUrl": "urn:uuid:x", "resource": patient("")},
        {"resource": encounter(subject={"reference": "urn:uuid:x"})},
    ]
    raw = json.dumps({"resourceType": "Bundle", "entry": entries}).encode()
    assert [one.patient for one in read_fhir([("1", raw, NOW)], KEY, ZONE).lying] == [of("4711")]
    within = encounter(subject={"reference": "#p1"}, contained=[patient()])
    assert [one.patient for one in read(within, *PLACES).lying] == [of("4711")]


def test_a_patient_who_is_not_sent_along_is_known_by_the_reference_and_told() -> None:
    reading = read(encounter(), *PLACES)
    assert [one.patient for one in reading.lying] == [of("p1")]
    assert [f.column for f in reading.faults] == ["entry[0].resource.subject"] and "_include" in reading.faults[0].fix
    nobody = read(encounter(subject=None), *PLACES)
    assert not nobody.lying and "no patient" in nobody.faults[0].message


def test_a_stay_in_progress_that_has_ended_is_kept_and_told() -> None:
    reading = read(patient(), encounter(period={"start": "2024-05-01", "end": "2024-05-02"}), *PLACES)
    assert len(reading.lying) == 1 and [f.column for f in reading.faults] == ["entry[1].resource.period.end"]


def appointment(**more: Any) -> dict[str, Any]:
    actors = [{"actor": {"reference": "Patient/p1"}}, {"actor": {"reference": "Location/or2"}}]
    told = {
        "resourceType": "Appointment",
        "id": "a1",
        "status": "booked",
        "start": "2024-05-17T09:00:00+02:00",
        "end": "2024-05-17T10:30:00+02:00",
        "description": "hip of Mrs Janssens",
        "participant": actors,
    }
    return {**told, **more}


SURGERY = {"coding": [{"system": "http://snomed.info/sct", "code": "387713003"}]}


def test_an_appointment_is_an_arrival_and_its_free_text_is_not_read() -> None:
    kind = {"coding": [{"display": "Dialysis"}], "text": "Janssens"}
    reading = read(patient(), appointment(serviceType=[kind]))
    assert [(one.patient, one.at, one.what) for one in reading.arrivals] == [
        (of("4711"), at("202405170700"), "Dialysis")
    ]
    assert "Janssens" not in repr(reading.arrivals)
    assert not read(patient(), appointment(status="cancelled")).arrivals


def test_a_surgical_appointment_is_a_line_of_the_theatre_list() -> None:
    reading = read(patient(), appointment(serviceCategory=[SURGERY]), location("or2", "ro"))
    (one,) = reading.theatre_list
    assert (one.operation, one.patient, one.theatre) == ("a1", of("4711"), "OR2")
    assert (one.day, one.start_min, one.duration_min, one.urgency) == (date(2024, 5, 17), 540, 90, Urgency.ELECTIVE)
    assert not reading.arrivals


def request(**more: Any) -> dict[str, Any]:
    told = {
        "resourceType": "ServiceRequest",
        "id": "s1",
        "status": "active",
        "category": [SURGERY],
        "priority": "stat",
        "subject": {"reference": "Patient/p1"},
        "occurrencePeriod": {"start": "2024-05-17T11:00:00+02:00", "end": "2024-05-17T11:45:00+02:00"},
        "identifier": [{"value": "not a name at all!"}, {"value": "hip-1"}],
    }
    return {**told, **more}


def test_a_surgical_request_with_its_time_is_a_line_and_is_not_told_twice() -> None:
    (one,) = read(patient(), request()).theatre_list
    assert (one.operation, one.start_min, one.duration_min, one.urgency) == ("hip-1", 660, 45, Urgency.EMERGENCY)
    both = read(patient(), request(), appointment(basedOn=[{"reference": "ServiceRequest/s1"}]))
    assert [(one.operation, one.urgency) for one in both.theatre_list] == [("a1", Urgency.EMERGENCY)]
    assert not read(patient(), request(occurrencePeriod=None)).theatre_list
    assert not read(patient(), request(category=[])).theatre_list


def test_an_operation_without_an_end_is_told_and_not_made_up() -> None:
    reading = read(patient(), appointment(serviceCategory=[SURGERY], end=None))
    assert not reading.theatre_list and [f.column for f in reading.faults] == ["entry[1].resource.end"]
    assert read(patient(), appointment(serviceCategory=[SURGERY], end=None, minutesDuration=50)).theatre_list


def test_one_spoilt_resource_does_not_hide_the_others() -> None:
    spoilt = encounter(id="e2", period={"start": "17/05/2024"}, location="C3", subject={"reference": 7})
    reading = read(patient(), spoilt, encounter(), *PLACES)
    assert [one.ward for one in reading.lying] == ["C3"]
    assert [f.column for f in reading.faults][:1] == ["entry[1].resource.subject.reference"]
    late = read(patient(), encounter(period={"start": "17/05/2024"}), *PLACES)
    assert [f.column for f in late.faults] == ["entry[1].resource.period.start"] and len(late.lying) == 1


def test_values_of_every_wrong_kind_break_nothing() -> None:
    luck = random.Random(5)
    whole = [patient(), encounter(), *PLACES, appointment(serviceCategory=[SURGERY]), request(), appointment(id="a2")]
    wrong = [None, 7, -1, True, "", "x", [], {}, [None], [[]], {"coding": 3}, "2024-99-99", {"reference": {}}]
    for _ in range(1000):
        told = json.loads(json.dumps(whole))
        for _ in range(luck.randint(1, 4)):
            _spoil(luck.choice(told), luck, wrong)
        reading = read(*told)
        assert all(str(fault) for fault in reading.faults)


def _spoil(within: Any, luck: random.Random, wrong: list[Any]) -> None:
    """Put something else in one place of a resource."""
    keys = list(within) if isinstance(within, dict) else list(range(len(within)))
    if not keys:
        return
    key = luck.choice(keys)
    if isinstance(within[key], dict | list) and within[key] and luck.random() < 0.6:
        _spoil(within[key], luck, wrong)
    elif key != "resourceType":
        within[key] = luck.choice(wrong)


@pytest.mark.shared_data("data/patients/fhir")
def test_real_bundles_are_read_and_their_finished_stays_are_nobody_here(shared: Path) -> None:
    folder = shared / "data" / "patients" / "fhir"
    bundles = [(file.name, file.read_bytes(), NOW) for file in sorted(folder.glob("*.json"))]
    reading = read_fhir(bundles, KEY, ZONE)
    assert reading.resources["Encounter"] == 3 and reading.resources["Organization"] == 103
    assert not reading.lying and not reading.faults


@pytest.mark.shared_data("data/patients/fhir/synthea_r4_Clemente_Kreiger_bundle.json")
def test_a_real_encounter_made_present_is_found_with_its_patient(shared: Path) -> None:
    raw = (shared / "data/patients/fhir/synthea_r4_Clemente_Kreiger_bundle.json").read_text()
    here = raw.replace('"status": "finished"', '"status": "in-progress"').replace(
        '"status":"finished"', '"status":"in-progress"'
    )
    reading = read_fhir([("b", here.encode(), NOW)], KEY, ZONE)
    told = json.loads(raw)
    numbers = next(e["resource"]["identifier"] for e in told["entry"] if e["resource"]["resourceType"] == "Patient")
    own = next(one["value"] for one in numbers if one.get("type", {}).get("coding", [{}])[0].get("code") == "MR")
    assert {one.patient for one in reading.lying} == {of(own)} and len(reading.lying) == 3
