from __future__ import annotations

import pytest

from codedark.gates.range.readiness import Ready
from codedark.gates.range.topology import BACKBONE, Link, interface, overlaps_links, zone_space
from codedark.hospital import read
from tests.gates.range.small import TABLES, small_hospital


@pytest.mark.parametrize("name", ["lab", "a-zone-with-a-very-long-name", "zone with blanks", "ünïcode", "x" * 80, ""])
def test_an_interface_name_fits_the_kernel(name: str) -> None:
    made = interface("z-", name)
    assert 1 <= len(made) <= 15
    assert made.isascii()
    assert not set(made) & set(" /\t")


def test_names_that_begin_alike_are_told_apart() -> None:
    assert interface("z-", "intensive-care-north") != interface("z-", "intensive-care-south")


def test_the_two_ends_of_a_link_have_addresses_of_one_network() -> None:
    link = Link(one="a", one_interface="x", other="b", other_interface="y", at=3)
    assert link.addresses == (("198.18.0.13", "fd00:c0de::d"), ("198.18.0.14", "fd00:c0de::e"))


def test_a_zone_in_which_no_gate_acts_is_not_managed(ready: Ready) -> None:
    with pytest.raises(KeyError):
        ready.topology.management_address(zone_space("servers"))
    assert ready.topology.management_address(zone_space("office")).startswith("198.18.")


def test_a_told_network_that_overlaps_the_links_is_said() -> None:
    assert overlaps_links(small_hospital()) == ()
    tables = {**TABLES, "zones.csv": TABLES["zones.csv"].replace("10.6.0.0/24", "198.18.4.0/24")}
    tables["hosts.csv"] = tables["hosts.csv"].replace("10.6.0.10", "198.18.4.10")
    hospital = read({name: text.encode() for name, text in tables.items()}, ())
    assert overlaps_links(hospital) == ("198.18.4.0/24",)


def test_there_is_one_backbone(ready: Ready) -> None:
    assert [n.name for n in ready.topology.namespaces].count(BACKBONE) == 1
