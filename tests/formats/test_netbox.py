from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from codedark.formats.netbox import is_netbox, read_netbox

DUMP = [
    {"model": "dcim.site", "pk": 1, "fields": {"name": "North"}},
    {"model": "dcim.devicerole", "pk": 4, "fields": {"name": "Router"}},
    {"model": "dcim.platform", "pk": 2, "fields": {"name": "Cisco IOS"}},
    {"model": "ipam.ipaddress", "pk": 9, "fields": {"address": "10.0.0.1/24", "assigned_object_id": None}},
    {"model": "ipam.ipaddress", "pk": 10, "fields": {"address": "10.0.0.2/24", "assigned_object_id": 7}},
    {"model": "dcim.interface", "pk": 7, "fields": {"device": 6}},
    {"model": "dcim.device", "pk": 5, "fields": {"name": "r1", "site": 1, "role": 4, "platform": 2, "primary_ip4": 9}},
    {"model": "dcim.device", "pk": 6, "fields": {"name": "s1", "site": 1, "device_role": 4, "primary_ip4": None}},
    {"model": "dcim.device", "pk": 8, "fields": {"name": None}},
    {"model": "virtualization.virtualmachine", "pk": 5, "fields": {"name": "vm1", "primary_ip4": None}},
]
PAGE = {
    "count": 1,
    "results": [
        {
            "name": "r1",
            "primary_ip": {"address": "10.0.0.1/24"},
            "role": {"display": "Router"},
            "site": {"name": "North"},
        },
        {"name": "r2", "primary_ip": None, "platform": None},
    ],
}


def test_a_dump_joins_devices_with_their_addresses() -> None:
    found = read_netbox("d.json", DUMP)
    told = [(m.name, str(m.address), m.role, m.system, m.site) for m in found.machines]
    assert told == [
        ("r1", "10.0.0.1", "Router", "Cisco IOS", "North"),
        ("s1", "10.0.0.2", "Router", "", "North"),
        ("vm1", "None", "virtual machine", "", ""),
    ]
    assert found.notes == ("d.json: 1 devices without a name were left out",)


def test_a_key_that_two_interfaces_share_tells_nothing() -> None:
    both = {"model": "virtualization.vminterface", "pk": 7, "fields": {"virtual_machine": 5}}
    found = read_netbox("d.json", [*DUMP, both])
    assert [str(m.address) for m in found.machines] == ["10.0.0.1", "None", "None"]


def test_a_page_of_the_rest_interface_is_read() -> None:
    assert is_netbox(PAGE)
    first, second = read_netbox("p.json", PAGE).machines
    assert (first.name, str(first.address), first.role, first.site) == ("r1", "10.0.0.1", "Router", "North")
    assert (second.name, second.address) == ("r2", None)


@pytest.mark.parametrize("told", [None, [], [1], {}, {"results": []}, {"results": [{"x": 1}]}, [{"model": "x"}]])
def test_other_json_is_not_taken_for_it(told: object) -> None:
    assert not is_netbox(told)


@pytest.mark.shared_data("data/inventory/netbox/netbox-demo-v3.6.json.gz")
def test_a_real_dump_is_read(shared: Path) -> None:
    raw = gzip.decompress((shared / "data/inventory/netbox/netbox-demo-v3.6.json.gz").read_bytes())
    found = read_netbox("demo.json", json.loads(raw))
    assert len(found.machines) == 50 + 180
    assert found.notes == ("demo.json: 22 devices without a name were left out",)
