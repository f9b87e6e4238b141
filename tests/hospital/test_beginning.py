from __future__ import annotations

import pytest

from codedark.hospital.beginning import Beginning, beginning
from codedark.hospital.beginning_scenario import SCENARIO
from codedark.hospital.catalogue import APPLICATIONS, SERVICES
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital, Unknown
from codedark.hospital.schema import TABLES
from codedark.hospital.words import Basis


def begun(**told: object) -> Hospital:
    return read(beginning(Beginning(name="Test", **told)))  # type: ignore[arg-type]


@pytest.mark.parametrize("beds", [1, 7, 300])
@pytest.mark.parametrize("theatres", [0, 1, 8])
@pytest.mark.parametrize("campuses", [1, 2, 5])
def test_a_first_folder_is_sound(beds: int, theatres: int, campuses: int) -> None:
    hospital = begun(beds=beds, theatres=theatres, campuses=campuses)
    assert len(hospital.sites) == campuses
    assert sum(s.theatres for s in hospital.services.values()) == theatres
    assert abs(sum(s.beds for s in hospital.services.values()) - beds) <= 4 * campuses + 4
    assert {a.id for a in APPLICATIONS} == set(hospital.applications)
    assert len(hospital.services) == len(SERVICES) + (campuses - 1) * sum(s.each_campus for s in SERVICES)


def test_every_table_is_there_to_be_filled() -> None:
    files = beginning(Beginning(name="Test"))
    assert set(files) == {"hospital.toml", f"scenarios/{SCENARIO}.toml", *(f"{table.name}.csv" for table in TABLES)}


def test_beds_nobody_told_are_not_recognised_beds() -> None:
    assert begun().sites["main"].beds_recognised == Unknown("not told")
    told = begun(beds=301, campuses=2).sites
    assert [site.beds_recognised for site in told.values()] == [151, 150]
    assert {site.basis for site in told.values()} == {Basis.STATED}


def test_a_hospital_keeps_its_name_whatever_it_is() -> None:
    for name in ('Sint "Jan"', "Hôpital\\n", "a'b"):
        assert read(beginning(Beginning(name=name))).settings.hospital.name == name
    assert read(beginning(Beginning(name="=1"))).settings.hospital.name == "1"


def test_each_campus_has_its_own_and_needs_its_own() -> None:
    services = begun(campuses=2).services
    assert services["emergency-campus-2"].site == "campus-2"
    assert "imaging-campus-2" in services["emergency-campus-2"].needs.names()
    assert services["laboratory"].site is None


def test_what_no_inventory_tells_stands_on_shared_machines() -> None:
    hospital = begun()
    assert str(hospital.hosts.named("ehr-1").needs) == "hypervisor and storage"
    assert not hospital.hosts.named("storage-1").needs.parts
