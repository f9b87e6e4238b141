from __future__ import annotations

import pytest

from codedark.hospital.guessing import guess, guess_zone, words_of
from codedark.hospital.machines import Machine
from codedark.hospital.words import Protocol, Role, ZoneKind


def role(name: str = "x", system: str = "", told: str = "", ports: tuple[int, ...] = ()) -> Role:
    open_ = tuple((Protocol.TCP, port) for port in ports)
    found = guess(Machine(name=name, system=system, role=told, ports=open_))
    assert (found.why == "") == (found.role is Role.OTHER or told.lower() == found.role)
    return found.role


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({"told": "Pump"}, Role.PUMP),
        ({"told": "Router", "name": "ws-1"}, Role.NETWORK),
        ({"told": "computer", "name": "srv-1"}, Role.SERVER),
        ({"told": "computer", "name": "q-1"}, Role.WORKSTATION),
        ({"ports": (88, 389, 445)}, Role.DIRECTORY),
        ({"ports": (88,)}, Role.OTHER),
        ({"name": "DC01"}, Role.DIRECTORY),
        ({"name": "ct-2", "system": "Windows 10"}, Role.MODALITY),
        ({"name": "prn-3", "ports": (9100,)}, Role.PRINTER),
        ({"system": "VMware ESXi 8"}, Role.HYPERVISOR),
        ({"system": "Microsoft Windows Server 2019"}, Role.SERVER),
        ({"system": "Windows 11 Pro"}, Role.WORKSTATION),
        ({"system": "Cisco IOS XE"}, Role.NETWORK),
        ({"system": "Apple Mac OS X 10.8 or iOS 5"}, Role.WORKSTATION),
        ({"system": "Ubuntu 24.04"}, Role.SERVER),
        ({"ports": (104,)}, Role.MODALITY),
        ({"ports": (3389, 445)}, Role.WORKSTATION),
        ({"ports": (1433, 445)}, Role.SERVER),
        ({}, Role.OTHER),
    ],
)
def test_a_role_follows_from_the_first_rule_that_fits(told: dict, wanted: Role) -> None:
    assert role(**told) is wanted


def test_a_udp_port_is_no_tcp_port() -> None:
    assert guess(Machine(name="x", ports=((Protocol.UDP, 9100),))).role is Role.OTHER


def test_a_name_has_its_words() -> None:
    assert words_of("SRV-PACS01.hospital.local") == ["srv", "pacs"]
    assert words_of("") == []


@pytest.mark.parametrize(
    ("name", "roles", "kind"),
    [
        ("VLAN 30 Guest wifi", {Role.SERVER: 9}, ZoneKind.GUEST),
        ("net 7", {Role.WORKSTATION: 3, Role.SERVER: 2, Role.PRINTER: 9}, ZoneKind.OFFICE),
        ("net 7", {Role.PRINTER: 9}, ZoneKind.OTHER),
        ("", {}, ZoneKind.OTHER),
    ],
)
def test_a_zone_is_what_its_name_or_most_of_its_machines_say(name: str, roles: dict, kind: ZoneKind) -> None:
    found, why = guess_zone(name, roles)
    assert found is kind
    assert why
