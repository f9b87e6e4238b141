from __future__ import annotations

import pytest

from codedark.gap.out_of_reach import Beyond, OutOfReach, named, out_of_reach
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, Seal, seal
from codedark.hospital import Hospital
from codedark.hospital.records import ConduitId, HostId, ZoneId
from tests.making import make_hospital

WORLD = {
    "gates": "gate,kind\nfw,nftables\nports,nac",
    "zones": (
        "zone,kind,gate,contain,inside,prefixes\n"
        "office,office,fw,ports,open,10.0.0.0/24 fd00:0::/64\n"
        "lab,device,fw,,isolated,10.0.1.0/24 fd00:1::/64\n"
        "store,backup,fw,,isolated,10.0.2.0/24 fd00:2::/64"
    ),
    "hosts": (
        "host,zone,address,quarantine\n"
        "ws-1,office,10.0.0.1,fw\nws-2,office,10.0.0.2,ports\nlab-1,lab,10.0.1.1,fw\nbk-1,store,10.0.2.1,"
    ),
    "conduits": "conduit,from,to,protocol,ports\nresults,office,lab,tcp,443\ncopies,lab,store,tcp,22",
}
DARK = seal({ConduitId("results"): Posture.DARK})


def world(**tables: str) -> Hospital:
    return make_hospital(**{**WORLD, **tables})


def found(hospital: Hospital, one: Seal = DARK) -> dict[tuple[Beyond, str], OutOfReach]:
    return {(each.kind, each.place): each for each in out_of_reach(hospital, one)}


def contained(*zones: str) -> Seal:
    return seal(dict(DARK.postures), contain=map(ZoneId, zones))


def test_hosts_of_one_network_are_out_of_reach_until_something_at_their_ports_parts_them() -> None:
    told = found(world())
    assert set(told) == {(Beyond.SAME_NETWORK, "office")}
    assert "2 hosts" in told[Beyond.SAME_NETWORK, "office"].what
    assert told[Beyond.SAME_NETWORK, "office"].close_by == "contain it as well: ports"
    assert found(world(), contained("office")) == {}


def test_a_router_that_contains_a_zone_does_not_see_its_hosts_speak() -> None:
    zones = WORLD["zones"].replace("office,office,fw,ports", "office,office,fw,fw")
    told = found(world(zones=zones), contained("office"))
    assert "does not stand at their ports" in told[Beyond.SAME_NETWORK, "office"].why


def test_where_nothing_can_contain_a_zone_a_person_switches_its_ports_off() -> None:
    zones = WORLD["zones"].replace("office,office,fw,ports", "office,office,fw,")
    assert "switch its ports off" in found(world(zones=zones))[Beyond.SAME_NETWORK, "office"].close_by


def test_a_zone_the_seal_does_not_touch_is_not_spoken_of() -> None:
    only = seal({ConduitId("copies"): Posture.BREAK_GLASS})
    assert found(world(), only) == {}
    assert found(world(), EVERYTHING_NORMAL) == {}
    assert found(world(), seal({ConduitId("results"): Posture.WATCH})) == {}


def test_a_host_alone_in_its_network_and_machines_outside_reach_nobody_beside_them() -> None:
    assert found(world(hosts="host,zone,address\nws-1,office,10.0.0.1")) == {}
    zones = WORLD["zones"].replace("office,office", "office,external")
    assert found(world(zones=zones)) == {}


def test_a_quarantine_at_the_edge_leaves_the_hosts_own_network_open() -> None:
    one = seal({}, quarantine=[HostId("ws-1")])
    told = found(world(), one)[Beyond.QUARANTINE, "office"]
    assert "ws-1 still reaches" in told.what and "fw stands at the edge" in told.why
    assert (Beyond.QUARANTINE, "office") not in found(world(), seal({}, quarantine=[HostId("ws-2")]))
    both = seal({}, contain=[ZoneId("office")], quarantine=[HostId("ws-1")])
    assert found(world(), both) == {}


def test_a_quarantine_in_a_network_that_is_parted_is_complete() -> None:
    assert found(world(), seal({}, quarantine=[HostId("lab-1")])) == {}


def test_a_host_that_nothing_quarantines_or_whose_address_is_not_told_is_said_to_be_open() -> None:
    told = found(world(), seal({}, quarantine=[HostId("bk-1")]))
    assert "nothing quarantines" in told[Beyond.QUARANTINE, "store"].what
    hosts = WORLD["hosts"].replace("lab-1,lab,10.0.1.1", "lab-1,lab,")
    told = found(world(hosts=hosts), seal({}, quarantine=[HostId("lab-1")]))
    assert "lab-1: not quarantined" in told[Beyond.QUARANTINE, "lab"].what
    assert "lab-1" in told[Beyond.ADDRESS, "lab"].what


def test_paths_past_the_gates_are_told_with_how_to_close_them_or_whom_to_ask() -> None:
    rows = (
        "path,kind,from,to,host,room,owner,how_to_close,note\n"
        "line,modem,,lab,lab-1,cellar 2,supplier desk,pull the grey plug,\n"
        "radio,wireless,store,office,,,,,\n"
        "other,management,,store,,,,,"
    )
    told = found(world(out_of_band=rows))
    assert told[Beyond.OUT_OF_BAND, "line"].what == "modem from anywhere into lab, ends on lab-1"
    assert told[Beyond.OUT_OF_BAND, "line"].close_by == "pull the grey plug (cellar 2)"
    assert "no owner is told" in told[Beyond.OUT_OF_BAND, "radio"].close_by
    assert (Beyond.OUT_OF_BAND, "other") not in told


def test_a_path_out_of_a_sealed_zone_counts_as_well_as_one_into_it() -> None:
    rows = "path,kind,from,to\nbridge,dual-homed,lab,store"
    assert (Beyond.OUT_OF_BAND, "bridge") in found(world(out_of_band=rows))


def test_between_zones_without_a_gate_a_cut_is_a_wish() -> None:
    zones = WORLD["zones"].replace(",fw,", ",,")
    told = found(world(zones=zones))
    assert "results" in told[Beyond.NO_GATE, "office -> lab"].what
    assert next(iter(told))[0] is Beyond.NO_GATE, "the gravest stands first"


@pytest.mark.parametrize(
    ("prefixes", "cables", "kind"),
    [
        ("10.0.1.0/24 fd00:1::/64", "gate,zone", None),
        ("10.0.1.0/24", "gate,zone", Beyond.IPV6),
        ("10.0.1.0/24", "gate,zone,cable\nfw,lab,A7", Beyond.IPV6),
        ("10.0.1.0/24", "gate,zone,interface\nfw,lab,eth1", None),
        ("fd00:1::/64", "gate,zone", Beyond.NETWORK),
        ("", "gate,zone,interface\nfw,lab,eth1", Beyond.NETWORK),
    ],
)
def test_what_is_not_told_of_a_network_a_gate_cannot_tell(prefixes: str, cables: str, kind: Beyond | None) -> None:
    zones = WORLD["zones"].replace("10.0.1.0/24 fd00:1::/64", prefixes)
    hosts = "host,zone\nlab-1,lab\nlab-2,lab"
    told = {k for k, place in found(world(zones=zones, cables=cables, hosts=hosts)) if place == "lab"}
    assert told - {Beyond.ADDRESS} == ({kind} if kind else set())


def test_the_outside_needs_no_network_while_it_is_the_only_zone_without_one() -> None:
    zones = "zone,kind,gate,prefixes\noffice,office,fw,10.0.0.0/24 fd00::/64\nlab,external,fw,\nstore,{},fw,{}"
    alone = world(zones=zones.format("backup", "10.0.2.0/24 fd00:2::/64"), hosts="host,zone")
    assert found(alone) == {}
    two = found(world(zones=zones.format("external", ""), hosts="host,zone"))
    assert "store" in two[Beyond.NETWORK, "lab"].why


def test_long_lists_are_cut_and_say_how_many_more() -> None:
    assert named(["a"]) == "a"
    assert named("abcdef") == "a, b, c, d, e, f"
    assert named("abcdefg") == "a, b, c, d, e, f and 1 more"
