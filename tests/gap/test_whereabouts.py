"""An address decides; a name is believed where it contradicts nothing; what no prefix holds is not ours."""

from __future__ import annotations

from ipaddress import ip_address
from time import process_time

import numpy as np
import pytest

from codedark.gap.whereabouts import Spot, Whereabouts
from codedark.hospital import Hospital
from codedark.hospital.invented import invented
from codedark.hospital.reading import read
from tests.making import make_hospital


def where(**more: str) -> Whereabouts:
    tables = {
        "zones": """
            zone,kind,prefixes
            office,office,10.1.0.0/24 10.1.0.128/25 2001:db8:1::/64
            lab,device,10.2.0.0/24
            supplier,external,198.51.100.0/24""",
        "hosts": """
            host,zone,address
            ws-1,office,10.1.0.1
            ws-2.site.example,office,
            an-1,lab,10.2.0.1
            an-2,lab,
            box,office,2001:db8:1::7
            far,supplier,198.51.100.9""",
    }
    return Whereabouts.of(make_hospital(**{**tables, **more}))


def spot(address: str, name: str = "") -> Spot | None:
    return where().spot(ip_address(address) if address else None, name)


def told(address: str, name: str = "") -> tuple[str | None, str] | None:
    found = spot(address, name)
    return None if found is None else (found.host, found.zone)


def test_an_address_of_the_inventory_is_its_host() -> None:
    assert told("10.1.0.1") == ("ws-1", "office")
    assert told("2001:db8:1::7") == ("box", "office")


def test_an_address_no_host_has_names_the_zone_alone() -> None:
    assert told("10.1.0.200") == (None, "office")


@pytest.mark.parametrize(("address", "zone"), [("10.1.0.0", "office"), ("10.1.0.255", "office"), ("10.2.0.255", "lab")])
def test_the_ends_of_a_prefix_belong_to_it(address: str, zone: str) -> None:
    found = spot(address)
    assert found is not None and found.zone == zone


@pytest.mark.parametrize("address", ["10.0.255.255", "10.1.1.0", "9.9.9.9", "255.255.255.255", "2001:db8:2::", "::1"])
def test_what_lies_beyond_every_prefix_is_not_ours(address: str) -> None:
    assert spot(address) is None


def test_an_address_wrapped_in_ipv6_is_the_one_it_wraps() -> None:
    assert told("::ffff:10.1.0.1") == ("ws-1", "office")


def test_the_same_number_in_the_other_family_is_another_address() -> None:
    assert spot(str(ip_address(int(ip_address("10.1.0.1")) + (1 << 100)))) is None
    assert where().spot(ip_address("::a01:1")) is None


def test_a_zone_of_suppliers_is_outside() -> None:
    found = spot("198.51.100.9")
    assert found is not None and found.external and found.host == "far"


@pytest.mark.parametrize("name", ["an-2", "AN-2", "an-2.hospital.example"])
def test_a_name_tells_the_host_whose_address_nobody_told(name: str) -> None:
    assert told("10.2.0.77", name) == ("an-2", "lab")
    assert told("", name) == ("an-2", "lab")


def test_a_short_name_finds_the_host_with_the_long_one() -> None:
    assert told("", "WS-2") == ("ws-2.site.example", "office")


def test_a_name_does_not_overrule_an_address() -> None:
    assert told("10.1.0.77", "an-1") == (None, "office"), "an-1 is known to be at another address"
    assert told("10.1.0.77", "an-2") == (None, "office"), "an-2 stands in another zone"
    assert told("10.1.0.1", "an-1") == ("ws-1", "office")
    assert told("192.0.2.1", "an-1") is None


def test_a_short_name_that_two_hosts_share_names_neither() -> None:
    found = where(hosts="host,zone\npc.a,office\npc.b,lab").spot(None, "pc")
    assert found is None


def test_every_host_of_a_large_hospital_is_found_where_it_stands() -> None:
    hospital = _large()
    found = Whereabouts.of(hospital)
    for i in range(0, len(hospital.hosts), 97):
        address = hospital.hosts.address_of(i)
        if address is not None:
            at = found.spot(address)
            assert at is not None and at.host == hospital.hosts.ids[i]
            assert at.zone == hospital.hosts.zone_ids[int(hospital.hosts.zone_at[i])]


def test_a_hundred_thousand_look_ups_take_less_than_ten_seconds_of_work() -> None:
    found = Whereabouts.of(_large())
    luck = np.random.Generator(np.random.Philox(key=1))
    asked = [ip_address(int(n)) for n in luck.integers(0x0A000000, 0x0AFFFFFF, 100_000)]
    began = process_time()
    for address in asked:
        found.spot(address)
    assert process_time() - began < 10


def _large() -> Hospital:
    luck = np.random.Generator(np.random.Philox(key=3))
    return read(invented(5000, 60, luck, "assumed: invented"), ())
