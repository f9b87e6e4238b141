from __future__ import annotations

import json
from pathlib import Path

import pytest

from codedark.formats.glpi import is_glpi, read_glpi


def test_a_machine_has_its_name_system_and_first_real_address() -> None:
    told = {
        "itemtype": "Computer",
        "content": {
            "hardware": {"name": "pc-1"},
            "operatingsystem": {"full_name": "Fedora 31"},
            "networks": [{"ip": "127.0.0.1"}, {"ip": "fe80::1"}, {"ip": "10.0.0.9"}, {"ip": "10.0.0.10"}],
        },
    }
    (machine,) = read_glpi("a.json", told).machines
    assert (machine.name, str(machine.address), machine.system, machine.role) == (
        "pc-1", "10.0.0.9", "Fedora 31", "computer",
    )  # fmt: skip


def test_a_machine_without_name_and_address_is_left_out_with_a_note() -> None:
    found = read_glpi("a.json", {"content": {"hardware": None, "networks": "x"}})
    assert (found.machines, len(found.notes)) == ((), 1)


@pytest.mark.parametrize("told", [None, [], {}, {"content": 1, "itemtype": "x"}, {"content": {}}])
def test_other_json_is_not_taken_for_it(told: object) -> None:
    assert not is_glpi(told)


@pytest.mark.shared_data("data/inventory/glpi")
@pytest.mark.parametrize("file", ["computer_1", "computer_2", "networkequipment_3", "printer_1"])
def test_real_inventories_are_read(shared: Path, file: str) -> None:
    told = json.loads((shared / "data/inventory/glpi" / f"{file}.json").read_text())
    assert is_glpi(told)
    (machine,) = read_glpi(file, told).machines
    assert machine.name or machine.address is not None
    assert machine.role
