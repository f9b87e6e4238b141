from __future__ import annotations

import random

import pytest

from codedark.hospital.faults import BadHospital
from codedark.hospital.reading import Folder, fingerprint, read
from tests.hospital.faulty import faults_of, only_fault, places
from tests.making import make_files, make_hospital


def test_a_small_hospital_is_read_as_told() -> None:
    hospital = make_hospital(
        zones="""
            zone,   kind,   prefixes
            office, office, 10.0.0.0/24
            lab,    device, 10.0.1.0/24
        """,
        hosts="""
            host, zone,   address,  role
            ws-1, office, 10.0.0.3, workstation
            an-1, lab,    10.0.1.3, analyser
        """,
    )
    assert list(hospital.zones) == ["office", "lab"]
    assert [host.zone for host in hospital.hosts] == ["office", "lab"]
    assert str(hospital.hosts.named("an-1").address) == "10.0.1.3"


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(BadHospital) as bad:
        make_hospital(
            hospital_toml='[hospital]\nname = "x"\n[respons]\npolicy = "none"',
            zones="zone,kind,prefix\noffice,offce,10.0.0.0/24",
            hosts="host,zone\nws-1,ofice",
            services="service,beds\nicu,-1",
        )
    assert {(f.file, f.row, f.column) for f in bad.value.faults} == {
        ("zones.csv", 1, "prefix"),
        ("zones.csv", 2, "kind"),
        ("services.csv", 2, "beds"),
        ("hosts.csv", 2, "zone"),
        ("hospital.toml", None, "respons"),
    }


def test_an_empty_folder_is_one_fault_with_the_way_on() -> None:
    (fault,) = faults_of({})
    assert "codedark new" in fault.fix
    assert faults_of({"photo.jpg": b"x"}) == (fault,)


@pytest.mark.parametrize("table", ["sites", "zones", "hosts", "services"])
def test_a_table_that_is_missing_hides_no_other_fault(table: str) -> None:
    files = make_files(gates="gate,kind\nfw,fortigat", hosts="host,zone\nws-1,office")
    del files[f"{table}.csv"]
    assert [(f.file, f.row) for f in faults_of(files)] == [(f"{table}.csv", None), ("gates.csv", 2)]


def test_settings_are_needed() -> None:
    files = make_files()
    del files["hospital.toml"]
    assert places(faults_of(files)) == [("hospital.toml", None, None)]


def test_a_table_that_cannot_be_opened_is_told_alone() -> None:
    files = make_files(hosts="host,zone,needs\nws-1,office,dc-1") | {"applications.csv": "application".encode("utf-16")}
    assert places(faults_of(files)) == [("applications.csv", None, None)]


def test_absent_tables_have_no_rows() -> None:
    hospital = make_hospital()
    assert len(hospital.hosts) == len(hospital.conduits) == len(hospital.free_beds) == len(hospital.travel) == 0


def test_a_table_given_by_its_header_alone_is_sound() -> None:
    assert make_hospital(gates="gate,kind").gates == {}


def test_the_order_of_rows_changes_nothing_but_the_order() -> None:
    zones = [f"z-{i},office,10.0.{i}.0/24" for i in range(20)]
    hosts = [f"h-{i},z-{i % 20},10.0.{i % 20}.{i}" for i in range(1, 200)]
    luck = random.Random(3)
    first = make_hospital(
        zones="zone,kind,prefixes\n" + "\n".join(zones), hosts="host,zone,address\n" + "\n".join(hosts)
    )
    luck.shuffle(zones)
    luck.shuffle(hosts)
    other = make_hospital(
        zones="zone,kind,prefixes\n" + "\n".join(zones), hosts="host,zone,address\n" + "\n".join(hosts)
    )
    assert dict(first.zones) == dict(other.zones)
    assert {h.host: h for h in first.hosts} == {h.host: h for h in other.hosts}


def test_the_fingerprint_is_of_what_was_read() -> None:
    files = make_files()
    sha = read(files).sha256
    assert read(files | {"photo.jpg": b"x", "scenarios/a.toml": b""}).sha256 == sha
    assert read(files | {"gates.csv": b"gate,kind\n"}).sha256 != sha
    patch = {"defences/d/defence.toml": b'title = "D"\ncost_eur = 1', "defences/d/gates.csv": b"change,gate,kind\n"}
    assert read(files | patch).sha256 == sha
    assert read(files | patch, ["d"]).sha256 not in (sha, fingerprint(files))
    assert fingerprint({"ab": b"c"}) != fingerprint({"a": b"bc"})


def test_a_default_scenario_must_be_there() -> None:
    toml = '[hospital]\nname = "x"\ndefault_scenario = "worm"'
    files = make_files(hospital_toml=toml)
    assert places(faults_of(files)) == [("hospital.toml", None, "hospital.default_scenario")]
    assert "did you mean 'Worm'" in faults_of(files | {"scenarios/Worm.toml": b""})[0].fix
    read(files | {"scenarios/worm.toml": b""})


def test_a_defence_that_is_not_there_is_a_fault_with_the_nearest_name() -> None:
    files = make_files() | {"defences/wall/defence.toml": b'title = "D"\ncost_eur = 1'}
    assert "did you mean 'wall'" in faults_of(files, ["walls"])[0].fix
    assert "asked for twice" in faults_of(files, ["wall", "wall"])[0].message
    assert read(files, ["wall"]).defences == ("wall",)


def test_a_folder_read_again_with_other_defences_forgets_nothing_and_keeps_nothing() -> None:
    files = make_files(gates="gate,kind\nfw,fortigate", zones="zone,kind,gate\noffice,office,fw") | {
        "defences/gone/defence.toml": b'title = "Gone"\ncost_eur = 1',
        "defences/gone/gates.csv": b"change,gate\nremove,fw\n",
        "defences/fast/defence.toml": b'title = "Fast"\ncost_eur = 1',
        "defences/fast/gates.csv": b"change,gate,fire_min\nchange,fw,0.5\n",
    }
    folder = Folder(files)
    plain = folder.read()
    assert folder.faults(["gone"]) == faults_of(files, ["gone"])
    assert folder.faults(["gone"]) == folder.faults(["gone"])
    assert folder.faults() == ()
    assert folder.read(["fast"]).gates["fw"].fire_min == 0.5
    again = folder.read()
    assert (again.gates, again.zones, again.sha256) == (plain.gates, plain.zones, plain.sha256)
    assert plain.gates["fw"].fire_min == 20


def test_faults_of_one_file_stand_together_by_row() -> None:
    faults = faults_of(make_files(hosts="host,zone,role\na,nowhere,server\nb,office,sever\nc,nowhere,server"))
    assert places(faults) == [("hosts.csv", 2, "zone"), ("hosts.csv", 3, "role"), ("hosts.csv", 4, "zone")]


def test_a_fault_is_about_the_cell_that_is_wrong() -> None:
    fault = only_fault(services="service,beds\nicu,1\ned,-4")
    assert str(fault) == ("services.csv, row 3, column beds: negative (it says '-4'). Fix: a number of at least 0.")


def test_a_misnamed_file_hides_no_other_fault() -> None:
    files = make_files(services="service,beds\nicu,-1") | {"gate.csv": b""}
    assert places(faults_of(files, ["wall"])) == [
        ("gate.csv", None, None),
        ("defences/wall", None, None),
        ("services.csv", 2, "beds"),
    ]
