"""The text of a seal. What the kernel does with it: test_nft_seal_packets.py."""

from __future__ import annotations

import re

import pytest

from codedark.formats.nft_seal import (
    ETHER_TYPES,
    PRIORITY,
    TABLE,
    Family,
    Hook,
    arm,
    disarm,
    render,
    render_more,
    switch,
    switch_off,
    switch_on,
)
from codedark.gap.gate_seal import gate_seal
from codedark.gap.posture import Posture, seal
from codedark.hospital.records import HostId
from tests.gap.seal_ward import PROBERS, shut, ward_book

BOOK = ward_book(*PROBERS, ward="eth1", records="eth2")
SEAL = gate_seal(BOOK, shut(Posture.BREAK_GLASS, "record", "anything", "admin"))
OTHER = gate_seal(BOOK, shut(Posture.DARK, "web"))


def _chain(text: str, name: str) -> list[str]:
    found = re.search(rf"chain {name} \{{\n(.*?)\n\t*\}}", text, re.DOTALL)
    assert found, f"no chain {name}"
    return [line.strip() for line in found[1].splitlines()]


def test_the_table_is_replaced_whole_in_one_transaction_and_before_every_filter() -> None:
    text = render(BOOK, [SEAL])
    assert text.startswith(f"table inet {TABLE} {{}}\ndelete table inet {TABLE}\ntable inet {TABLE} {{\n")
    assert f"hook forward priority {PRIORITY}; policy accept;" in text
    assert PRIORITY < -300


def test_a_staged_seal_is_off_and_nothing_is_armed() -> None:
    text = render(BOOK, [SEAL, OTHER])
    for one in (SEAL, OTHER):
        assert f"set {switch(one.name)} {{ typeof meta protocol; flags timeout; }}" in text
    assert "set armed { typeof meta protocol; flags timeout; }" in text


def test_a_packet_costs_one_look_up_until_something_is_armed_and_each_seal_has_its_switch() -> None:
    text = render(BOOK, [SEAL, OTHER])
    assert _chain(text, "seal")[-1] == "meta protocol @armed jump seals"
    assert _chain(text, "seals") == [f"meta protocol @s{o.name}_on jump s{o.name}" for o in (SEAL, OTHER)]


@pytest.mark.parametrize("version", [4, 6])
def test_everything_that_is_not_returned_is_counted_and_dropped(version: int) -> None:
    chain = _chain(render(BOOK, [SEAL]), f"s{SEAL.name}_{version}")
    assert chain[-1] == f"counter name s{SEAL.name}_dropped drop"
    assert not any("accept" in line for line in chain), "an accept would end the look at other seals"


def test_replies_are_told_by_tracking_and_on_a_bridge_by_ports_alone() -> None:
    assert any("ct direction reply" in line for line in _chain(render(BOOK, [SEAL]), f"s{SEAL.name}_4"))
    assert "ct " not in render(BOOK, [SEAL], family=Family.BRIDGE)


def test_only_a_routed_seal_guards_and_only_others_keep_a_link_alive() -> None:
    routed = render(BOOK, [SEAL])
    assert "_guard iifname" in routed
    assert "icmpv6 type" not in routed
    at_input = render(BOOK, [SEAL], hook=Hook.INPUT)
    assert "_guard iifname" not in at_input
    assert "icmpv6 type" in at_input
    assert "icmpv6 type" in render(BOOK, [SEAL], family=Family.BRIDGE)


def test_link_local_addresses_are_cut_only_where_something_is_touched() -> None:
    quiet = gate_seal(BOOK, seal({}, quarantine=[HostId("ehr-1")]))
    assert "fe80::/10 counter" not in render(BOOK, [quiet], family=Family.BRIDGE)
    assert "fe80::/10 counter" in render(BOOK, [SEAL], family=Family.BRIDGE)


def test_the_same_seals_give_the_same_text() -> None:
    again = gate_seal(
        ward_book(*PROBERS, ward="eth1", records="eth2"), shut(Posture.BREAK_GLASS, "record", "anything", "admin")
    )
    assert render(BOOK, [SEAL, OTHER]) == render(BOOK, [again, OTHER])


def test_more_seals_leave_those_that_stand_alone() -> None:
    text = render_more(BOOK, [OTHER])
    assert "delete" not in text
    assert SEAL.name not in text
    assert text.count(f"jump s{OTHER.name}") == 1
    whole = render(BOOK, [OTHER])
    assert all(line in whole for line in text.splitlines())


def test_tokens_are_counted_each_by_itself_where_they_are_dropped() -> None:
    text = render(BOOK, [SEAL])
    refused = [c for c in SEAL.canaries if not c.passes]
    (told,) = re.findall(r"set tokens4 \{ (.*) \}$", text, re.MULTILINE)
    assert "counter;" in told
    assert all(f"{c.source} . {c.target} . {c.protocol} . {c.port}" in told for c in refused)
    control = next(c for c in SEAL.canaries if c.passes and c.conduit is None)
    assert f"{control.source} . {control.target} . udp . {control.port}" not in told


def test_firing_renews_what_is_there_and_both_kinds_of_packets_go_together() -> None:
    text = switch_on("abc", 1.5)
    for kind in ETHER_TYPES:
        lines = [line for line in text.splitlines() if line.endswith((f"{{ {kind} }}", f"{{ {kind} timeout 1500ms }}"))]
        assert [line.split()[0] for line in lines] == ["add", "delete", "add"]
    assert "timeout" not in switch_on("abc", None)
    assert "timeout 1ms" in switch_on("abc", 0.0), "no time left is not no deadline"


@pytest.mark.parametrize("family", list(Family))
def test_every_command_is_of_its_family(family: Family) -> None:
    for text in (
        arm(family=family),
        disarm(family=family),
        switch_on("abc", 1, family=family),
        switch_off("abc", family=family),
    ):
        assert all(f" {family} {TABLE} " in line for line in text.splitlines())


def test_a_watched_conduit_counts_openings_and_refuses_nothing() -> None:
    watched = gate_seal(BOOK, shut(Posture.WATCH, "record"))
    chain = _chain(render(BOOK, [watched]), f"s{watched.name}")
    assert any("ct state new" in line and "_watch4" in line for line in chain)
    assert re.search(rf"set s{watched.name}_pairs4 \{{ type [^=]*\}}$", render(BOOK, [watched]), re.MULTILINE)


def test_a_name_in_the_kernel_is_short_enough() -> None:
    text = render(BOOK, [SEAL, OTHER])
    names = re.findall(r"^\t(?:set|chain|counter) (\S+)", text, re.MULTILINE)
    assert len(names) == len(set(names))
    assert max(map(len, names)) < 128
