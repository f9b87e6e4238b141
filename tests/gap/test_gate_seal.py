from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.gap.gate_book import Prober
from codedark.gap.gate_seal import (
    CANARY_PORTS_MOST,
    CONTROL_PORT,
    PROBE_PORT,
    Canary,
    GateSeal,
    digest,
    gate_seal,
    within,
)
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, seal
from codedark.hospital.records import HostId, ZoneId
from codedark.hospital.words import Protocol
from tests.gap.seal_ward import PROBERS, ZONES, prober, shut, ward_book, ward_hospital

PAIR = ("office", "records")


def _canaries(one: GateSeal, pair: tuple[str, str] = PAIR) -> list[Canary]:
    return [c for c in one.canaries if (c.from_zone, c.to_zone) == pair]


def _asked(one: GateSeal, pair: tuple[str, str] = PAIR) -> list[tuple[str, int, bool]]:
    return [(str(c.protocol), c.port, c.passes) for c in _canaries(one, pair)]


def test_both_directions_of_a_cut_pair_are_touched() -> None:
    one = gate_seal(ward_book(), shut(Posture.NO_ADMINISTRATION, "admin"))
    assert one.touched == (("office", "records"), ("records", "office"))


@pytest.mark.parametrize("posture", [Posture.NORMAL, Posture.WATCH])
def test_nothing_is_touched_below_posture_2(posture: Posture) -> None:
    one = gate_seal(ward_book(), shut(posture, "admin"))
    assert one.touched == ()
    assert bool(one.watch) is (posture is Posture.WATCH)
    assert one.empty is (posture is Posture.NORMAL)


def test_other_conduits_of_a_touched_pair_are_kept_as_they_are() -> None:
    one = gate_seal(ward_book(), shut(Posture.DARK, "admin"))
    assert {(c.protocol, c.ports) for c in one.keep} == {(Protocol.ANY, ())}, "`anything` also leads there"
    both = gate_seal(ward_book(), shut(Posture.DARK, "admin", "anything"))
    assert {(c.from_zone, c.to_zone) for c in both.keep} == {("ward", "records")}


def test_what_is_kept_at_3_is_break_glass_alone() -> None:
    book = ward_book()
    one = gate_seal(book, shut(Posture.BREAK_GLASS, *(c.conduit for c in book.conduits)))
    assert {(c.from_zone, c.to_zone) for c in one.keep} == {
        ("ward", "records"), ("ward", "domain"), ("records", "domain"),
    }  # fmt: skip
    assert gate_seal(book, shut(Posture.DARK, *(c.conduit for c in book.conduits))).keep == ()


def test_a_zone_is_contained_by_the_gate_that_contains_it_and_no_other() -> None:
    one = seal({}, contain=[ZoneId("ward")])
    assert gate_seal(ward_book(gate="nac"), one).touched == (("ward", "ward"),)
    assert gate_seal(ward_book(), one).empty


def test_a_host_is_quarantined_by_its_address_at_the_gate_it_names() -> None:
    one = seal({}, quarantine=[HostId("ehr-1"), HostId("ws-2"), HostId("ehr-2")])
    assert gate_seal(ward_book(), one).quarantine == ("10.2.0.2",)
    assert not gate_seal(ward_book(), one).empty
    assert gate_seal(ward_book(gate="nac"), one).empty


def test_a_zone_is_guarded_where_it_is_touched_and_its_interface_is_told() -> None:
    told = ward_book(office="eth3", records="eth2", ward="eth1")
    assert set(gate_seal(told, shut(Posture.DARK, "admin")).guarded) == {"office", "records"}
    assert gate_seal(ward_book(records="eth2"), shut(Posture.DARK, "admin")).guarded == ("records",)


def test_all_zones_of_one_interface_are_guarded_together_or_not_at_all() -> None:
    shared = ward_book(office="eth3", ward="eth3")
    assert set(gate_seal(shared, shut(Posture.DARK, "admin")).guarded) == {"office", "ward"}
    with_outside = ward_book(office="eth3", outside="eth3", records="eth2")
    assert gate_seal(with_outside, shut(Posture.DARK, "admin")).guarded == ("records",)


def test_what_packets_cannot_tell_from_a_touched_zone_keeps_what_is_not_cut() -> None:
    hospital = ward_hospital(
        zones=ZONES + "    partner, external, no, , g1, , open\n",
        conduits="conduit,from,to,protocol,ports\nweb,office,outside,tcp,443\nreferrals,office,partner,tcp,8443\n",
    )
    one = gate_seal(ward_book(of=hospital), shut(Posture.DARK, "web"))
    assert one.touched == (("office", "outside"), ("outside", "office"))
    assert [(c.to_zone, c.ports[0].first) for c in one.keep] == [("partner", 8443)]


def test_the_same_content_has_the_same_name_and_other_content_another() -> None:
    book = ward_book(*PROBERS)
    one, again = (gate_seal(book, shut(Posture.DARK, "admin")) for _ in range(2))
    assert one == again
    assert len(one.name) == 12
    assert int(one.name, 16) >= 0
    assert gate_seal(book, shut(Posture.BREAK_GLASS, "admin")).name == one.name, "nothing of it is break-glass"
    assert gate_seal(book, shut(Posture.DARK, "web")).name != one.name
    assert digest(replace(one, name="")) == one.name


def test_between_probers_a_control_passes_and_the_probe_port_and_the_first_ports_of_what_is_cut_do_not() -> None:
    book = ward_book(*PROBERS)
    one = gate_seal(book, shut(Posture.DARK, "admin"))
    assert _asked(one) == [
        ("udp", CONTROL_PORT, True), ("udp", PROBE_PORT, False), ("tcp", 22, False), ("tcp", 3389, False),
    ]  # fmt: skip
    assert _asked(one, ("records", "office")) == [("udp", CONTROL_PORT, True), ("udp", PROBE_PORT, False)]
    assert {c.conduit for c in _canaries(one)} == {None, "admin"}


def test_a_break_glass_port_is_a_token_that_must_arrive() -> None:
    one = gate_seal(ward_book(*PROBERS), shut(Posture.BREAK_GLASS, "record", "anything"))
    assert ("tcp", 443, True) in _asked(one, ("ward", "records"))


def test_a_cut_conduit_of_every_port_is_shown_by_ports_of_administration() -> None:
    hospital = ward_hospital(conduits="conduit,from,to,protocol,ports\nall,office,records,any,\n")
    one = gate_seal(ward_book(*PROBERS, of=hospital), shut(Posture.NO_ADMINISTRATION, "all"))
    asked = _asked(one)
    assert ("udp", PROBE_PORT, False) not in asked, "it passes at posture 2"
    assert ("tcp", 22, False) in asked
    assert len([a for a in asked if a[1] not in {CONTROL_PORT, PROBE_PORT}]) == CANARY_PORTS_MOST


@pytest.mark.parametrize(
    "probers",
    [
        (),
        (prober("office", "10.3.0.9"),),
        (prober("office", "10.3.0.9"), prober("records", "fd00:2::9")),
        (prober("office", "10.3.0.9"), prober("records", "10.3.0.9")),
    ],
)
def test_without_two_probers_that_can_speak_there_are_no_tokens(probers: tuple[Prober, ...]) -> None:
    assert gate_seal(ward_book(*probers), shut(Posture.DARK, "admin")).canaries == ()


def test_of_several_probers_two_of_one_family_speak() -> None:
    some = (prober("office", "10.3.0.9"), prober("records", "fd00:2::9"), prober("records", "10.2.0.9"))
    one = gate_seal(ward_book(*some), shut(Posture.DARK, "admin"))
    assert {(c.source, c.target) for c in _canaries(one)} == {("10.3.0.9", "10.2.0.9")}


def test_an_empty_seal_does_nothing_anywhere() -> None:
    assert gate_seal(ward_book(*PROBERS), EVERYTHING_NORMAL).empty
    assert gate_seal(ward_book(*PROBERS), shut(Posture.DARK, "no-such-conduit")).empty


def test_an_address_lies_within_prefixes_of_its_own_family() -> None:
    assert within("10.0.0.1", ["fd00::/8", "10.0.0.0/31"])
    assert not within("10.0.0.2", ["::/0", "10.0.0.0/31"])
