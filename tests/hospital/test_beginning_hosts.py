from __future__ import annotations

from codedark.formats.inventory import read_inventory
from codedark.hospital.beginning import Beginning, beginning
from codedark.hospital.machines import joined
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital
from codedark.hospital.words import Basis, Role, ZoneKind

LIST = """
Hostname;IP address;VLAN;OS
DC01;10.0.0.10;;Windows Server 2022
DC02;10.0.0.11;;Windows Server 2022
pacs-srv1;10.0.1.20;Servers;Linux
ws-12;10.0.2.5;;Windows 11
ws-13;10.0.2.6;;Windows 11
ct-1;10.0.1.7;Imaging;
laptop 9;;;
"""


def begun(text: str = LIST, **told: object) -> Hospital:
    machines = joined(read_inventory("list.csv", text.strip().encode()).machines).machines
    return read(beginning(Beginning(name="Test", machines=machines, **told)))  # type: ignore[arg-type]


def test_zones_are_what_the_list_calls_them_or_its_networks() -> None:
    zones = begun().zones
    assert zones["net-10.0.2.0-24"].kind is ZoneKind.OFFICE
    assert [str(p) for p in zones["net-10.0.2.0-24"].prefixes] == ["10.0.2.0/24"]
    assert zones["net-10.0.0.0-24"].kind is ZoneKind.DIRECTORY
    assert zones["Imaging"].kind is ZoneKind.DEVICE
    assert zones["Servers"].prefixes == zones["Imaging"].prefixes == ()  # they share a network
    assert zones["not-located"].source.startswith("the inventory tells no address")


def test_a_host_says_where_it_was_told_and_what_was_guessed() -> None:
    hosts = begun().hosts
    assert hosts.named("DC01").role is Role.DIRECTORY
    assert hosts.named("DC01").basis is Basis.INFERRED
    assert hosts.named("DC01").source == "list.csv, row 2; role: 'dc' in its name; zone: its network"
    assert hosts.named("laptop-9").zone == "not-located"


def test_applications_run_where_a_name_gives_them_away() -> None:
    applications = begun().applications
    assert str(applications["directory"].runs_on) == "DC01 or DC02"
    assert applications["directory"].basis is Basis.INFERRED
    assert str(applications["pacs"].runs_on) == "pacs-srv1"
    assert str(applications["modalities"].runs_on) == "ct-1"
    assert str(applications["ehr"].runs_on) == "ehr-1 or ehr-2"
    assert applications["ehr"].basis is Basis.ASSUMED


def test_services_are_worked_from_where_people_sit() -> None:
    assert str(begun().services["wards"].worked_from) == "net-10.0.2.0-24"


def test_a_list_without_workplaces_asks_for_no_path_from_them() -> None:
    assert str(begun("name,address\nsrv-1,10.0.0.1").services["wards"].worked_from) == ""


def test_a_told_role_and_zone_is_stated() -> None:
    host = begun("name,address,zone,role\nx,10.0.0.1,lab,pump").hosts.named("x")
    assert (host.basis, host.role, host.source) == (Basis.STATED, Role.PUMP, "list.csv, row 2")


def test_an_assumed_machine_never_takes_a_name_of_the_list() -> None:
    hospital = begun("name,address\nEHR-1,10.0.0.1\nwhat,10.0.0.2")
    assert len({host.casefold() for host in hospital.hosts.ids}) == len(hospital.hosts)


def test_a_zone_of_the_list_may_bear_a_usual_name() -> None:
    hospital = begun("name,address,zone\nx,10.0.0.1,servers\ny,10.0.0.2,outside")
    assert hospital.hosts.named("ehr-1").zone == "servers"


def test_only_so_many_machines_are_written_into_one_need() -> None:
    rows = "\n".join(f"dc{i},10.0.{i // 250}.{i % 250 + 1}" for i in range(60))
    assert len(list(begun("name,address\n" + rows).applications["directory"].runs_on.names())) == 40
