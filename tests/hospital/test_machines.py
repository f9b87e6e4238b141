from __future__ import annotations

from ipaddress import ip_address

import pytest

from codedark.hospital.machines import Machine, as_id, joined
from codedark.hospital.words import Protocol


def machine(name: str = "", address: str = "", **more: object) -> Machine:
    return Machine(name=name, address=ip_address(address) if address else None, source="f", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dc-1.x.local", "dc-1.x.local"),
        ("Spoed écho 2", "Spoed-echo-2"),
        ("-a-", "a"),
        ("", "z"),
        ("or", "z"),
        ("病", "z"),
    ],
)
def test_any_text_becomes_a_name(text: str, name: str) -> None:
    assert as_id(text, "z") == name


def test_the_same_address_is_the_same_machine() -> None:
    scan = machine("", "10.0.0.5", ports=((Protocol.TCP, 88),), system="Windows")
    found = joined([machine("DC1", "10.0.0.5", zone="domain"), scan])
    (only,) = found.machines
    assert (only.name, only.zone, only.system, only.ports) == ("DC1", "domain", "Windows", ((Protocol.TCP, 88),))
    assert found.notes == ()


def test_two_names_at_one_address_are_said() -> None:
    found = joined([machine("a", "10.0.0.5"), machine("b", "10.0.0.5")])
    assert len(found.machines) == 1
    assert "one machine, by address" in found.notes[0]


def test_the_same_name_is_the_same_machine_unless_the_addresses_differ() -> None:
    found = joined([machine("a"), machine("A", "10.0.0.5"), machine("a", "10.0.0.6")])
    assert [(m.name, str(m.address)) for m in found.machines] == [("a", "10.0.0.5"), ("a-2", "10.0.0.6")]


def test_a_machine_without_a_name_is_called_by_its_address() -> None:
    names = [m.name for m in joined([machine("", "10.0.0.5"), machine("", "fd00::5")]).machines]
    assert names == ["ip-10-0-0-5", "ip-fd00--5"]


def test_what_an_inventory_says_cannot_be_run() -> None:
    (only,) = joined([machine("a", system="=cmd()\nx")]).machines
    assert only.system == "cmd() x"
