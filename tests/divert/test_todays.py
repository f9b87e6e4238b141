from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from codedark.divert.census import Census
from codedark.divert.counting_in import Lying, count_in
from codedark.divert.todays import strangers, todays
from codedark.hospital.records import PatientId
from tests.divert.wards import hospital

NOW = datetime(2024, 5, 17, 8, tzinfo=UTC)


def census(*names: str) -> Census:
    rows = [Lying(patient=PatientId(name), ward="C3", patient_class="I", heard_at=NOW) for name in names]
    return Census(taken_at=NOW, patients=count_in(rows, hospital(), now=NOW).in_bed)


def test_todays_patients_replace_those_of_the_folder() -> None:
    today = todays(hospital(), census("p-1", "p-2"))
    assert list(today.patients) == ["p-1", "p-2"] and list(hospital().patients) == ["aaaaa-aaaaa"]


def test_a_snapshot_that_tells_of_nobody_leaves_the_folders_patients() -> None:
    assert todays(hospital(), census()).patients == hospital().patients


def test_marks_entered_since_win() -> None:
    entered = "patient,site,pool,acuity,needs,can_go_home\np-1,north,icu,stable,lab,yes"
    today = todays(hospital(patients=entered), census("p-1"))
    assert today.patients[PatientId("p-1")].can_go_home is True
    assert today.patients[PatientId("p-1")].ward == "C3"


def test_telephones_are_added_and_the_later_one_wins() -> None:
    old = hospital()
    later = replace(old.telephones["centre"], number="0112")
    other = replace(later, telephone="beds", number="0113")
    today = todays(old, replace(census("p-1"), telephones=(later, other)))
    assert {name: one.number for name, one in today.telephones.items()} == {"centre": "0112", "beds": "0113"}


def test_what_the_folder_no_longer_has_is_said() -> None:
    taken = census("p-1")
    assert strangers(hospital(), taken) == ()
    smaller = replace(hospital(), sites={}, services={})
    assert [told.split(" of the")[0] for told in strangers(smaller, taken)] == [
        "site 'north'", "service 'icu'", "service 'lab'",
    ]  # fmt: skip
