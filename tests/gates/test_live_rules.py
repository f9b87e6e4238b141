"""A running box is asked, and its packets are the judge: what lint says of a ruleset, a real TCP session confirms."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codedark.gates import live_rules
from codedark.gates.live_rules import read_facts, read_live
from tests.gap.linted import forward
from tests.worlds_netns import PORT, PROGRAMS, Room, Rooms, three_rooms

EST = "ct state established,related accept"
CUT = "ip saddr 10.1.0.2 counter drop"
# A connection that lived before the kernel began to track it is new to it: on a firewall it tracks from the start.
TRACKING = forward("ct state invalid counter", name="tracking", priority="-20")
LINT = (sys.executable, "-m", "codedark", "lint", "--live", "--json")


BRIDGE_SWITCHES = ("net/bridge/bridge-nf-call-iptables", "net/bridge/bridge-nf-call-ip6tables")


@pytest.fixture(scope="module")
def rooms() -> Iterator[Rooms]:
    with three_rooms() as world:
        yield world


@pytest.fixture(scope="module")
def bridged() -> Iterator[Rooms]:
    with three_rooms(bridged=True) as world:
        yield world


def lint_in(room: Room) -> tuple[int, dict[str, Any]]:
    """`codedark lint --live --json` as it is typed on the box."""
    done = subprocess.run(room.entered(*LINT), capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)


def would_not_cut(told: dict[str, Any]) -> set[str]:
    return {f["check"] for f in told["findings"] if f["severity"] == "cut would not cut"}


# Rulesets with a deny of the client's address or interface, and what becomes of a session that lives when it comes.
JUDGED = {
    "behind established": ((EST, CUT), {"deny-after-established"}),
    "in front of established": ((CUT, EST), set()),
    "behind established by a map": (
        ("ct state vmap { established : accept, related : accept }", CUT),
        {"deny-after-established"},
    ),
    "behind established in a chain jumped to": (("jump live", CUT), {"deny-after-established"}),
    "by a set behind established": ((EST, "ip saddr @cut counter drop"), {"deny-after-established"}),
    "by a set in front": (("ip saddr @cut counter drop", EST), set()),
    "by a map in front": (("iifname . oifname vmap @seal", EST), set()),
    "for new connections": ((f"ct state new {CUT}",), {"deny-new-only"}),
    "behind an accept for anybody": ((f"tcp dport {PORT} accept", CUT), {"early-accept"}),
    "behind an accept of others": (("ip saddr 10.1.0.9 accept", CUT), set()),
    "behind a return": (("jump left", "accept"), {"deny-after-return"}),
    "where nothing leads to": (("accept",), {"deny-not-hooked"}),
}
MORE = """
set cut { type ipv4_addr; elements = { 10.1.0.2 }; }
map seal { type ifname . ifname : verdict; elements = { "in" . "out" : drop }; counter; }
chain live {
ct state established accept
}
"""
LEFT = f"chain left {{\nreturn\n{CUT}\n}}\n"
LOOSE = f"chain loose {{\n{CUT}\n}}\n"


@pytest.mark.needs(*PROGRAMS)
@pytest.mark.parametrize("name", JUDGED)
def test_a_live_session_goes_on_exactly_where_lint_says_the_cut_would_not_cut(rooms: Rooms, name: str) -> None:
    rules, checks = JUDGED[name]
    # The chain is looked at alone: what IPv6 does, its own test below asks.
    six = forward("ip6 saddr fd01::9 counter drop", family="ip6", name="six")
    more = MORE + (LEFT if "jump left" in rules else "") + (LOOSE if "nothing" in name else "")
    rooms.router.rules(TRACKING)
    session = rooms.session()
    assert session.lives()
    rooms.router.rules(six + forward(*rules, family="ip", more=more))
    code, told = lint_in(rooms.router)
    assert would_not_cut(told) == checks and code == (1 if checks else 0)
    assert session.lives() is bool(checks)


@pytest.mark.needs(*PROGRAMS)
def test_a_deny_in_a_nat_chain_meets_first_packets_only_and_without_tracking_none(rooms: Rooms) -> None:
    nat = f"table ip n {{\nchain c {{\ntype nat hook prerouting priority dstnat; policy accept;\n{CUT}\n}}\n}}\n"
    rooms.router.rules("")
    session = rooms.session()
    rooms.router.rules(nat)
    assert would_not_cut(lint_in(rooms.router)[1]) == {"deny-in-nat"}
    assert session.lives() and rooms.opens()
    rooms.router.rules(TRACKING)
    session = rooms.session()
    rooms.router.rules(TRACKING + nat)
    assert would_not_cut(lint_in(rooms.router)[1]) == {"deny-in-nat"}
    assert session.lives() and not rooms.opens()


@pytest.mark.needs(*PROGRAMS)
def test_with_ipv4_cut_alone_ipv6_passes_and_lint_says_open(rooms: Rooms) -> None:
    rooms.router.rules(forward(CUT, family="ip"))
    assert would_not_cut(lint_in(rooms.router)[1]) == {"ipv6-open"}
    assert not rooms.opens() and rooms.opens(v6=True)


@pytest.mark.needs(*PROGRAMS)
def test_an_inet_chain_in_ipv4s_words_lets_ipv6_pass_until_it_denies_by_interface(rooms: Rooms) -> None:
    rooms.router.rules(forward(CUT))
    assert would_not_cut(lint_in(rooms.router)[1]) == {"ipv6-not-named"}
    assert not rooms.opens() and rooms.opens(v6=True)
    rooms.router.rules(forward("iifname in oifname out counter drop"))
    assert would_not_cut(lint_in(rooms.router)[1]) == set()
    assert not rooms.opens() and not rooms.opens(v6=True)


@pytest.mark.needs(*PROGRAMS)
def test_an_accept_in_an_earlier_base_chain_is_no_permission(rooms: Rooms) -> None:
    first = forward(f"tcp dport {PORT} accept", name="first", priority="-10")
    rooms.router.rules(first + forward("iifname in counter drop", name="second"))
    checks = {f["check"] for f in lint_in(rooms.router)[1]["findings"]}
    assert "accept-is-no-permission" in checks and "early-accept" not in checks
    assert not rooms.opens()


@pytest.mark.needs(*PROGRAMS)
def test_what_is_bridged_inet_does_not_see_and_a_bridge_table_does(bridged: Rooms) -> None:
    router = bridged.router
    for switch in BRIDGE_SWITCHES:
        router.set(switch, "0")
    router.rules("")
    session = bridged.session()
    deny = "iifname br0 counter drop\nip saddr 10.1.0.2 counter drop"
    router.rules(forward(deny))
    assert would_not_cut(lint_in(router)[1]) == {"bridged-unseen"}
    assert session.lives()
    for switch in BRIDGE_SWITCHES:
        router.set(switch, "1")
    told = lint_in(router)[1]
    assert would_not_cut(told) == set() and "bridge-depends-on-sysctl" in {f["check"] for f in told["findings"]}
    assert not session.lives()
    for switch in BRIDGE_SWITCHES:
        router.set(switch, "0")
    assert session.lives(wait_s=5)
    router.rules(forward(deny) + forward("iifname in counter drop", family="bridge", name="b"))
    assert "bridged-unseen" not in would_not_cut(lint_in(router)[1])
    assert not session.lives()


@pytest.mark.needs("iptables-nft-restore", *PROGRAMS)
def test_what_iptables_wrote_is_completed_by_iptables_save(rooms: Rooms) -> None:
    """nft's JSON shows iptables' conntrack match by name only: alone, nobody could tell what it accepts."""
    rules = "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT\n"
    rules += "-A FORWARD -s 10.1.0.2/32 -j DROP\nCOMMIT\n"
    rooms.router.rules(TRACKING)
    session = rooms.session()
    rooms.router.run("iptables-nft-restore", told=rules)
    told = lint_in(rooms.router)[1]
    assert "deny-after-established" in would_not_cut(told) and not any(
        f["check"] == "not-understood" for f in told["findings"]
    )
    assert session.lives()
    rooms.router.rules(TRACKING)


# What the box tells beside its ruleset: a picture of a box in a folder


def picture(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_bridges_switches_and_processes_are_read(tmp_path: Path) -> None:
    root = picture(
        tmp_path,
        {
            "sys/class/net/br0/brif/lan2": "",
            "sys/class/net/br0/brif/lan1": "",
            "sys/class/net/eth0/address": "",
            "proc/sys/net/bridge/bridge-nf-call-iptables": "1\n",
            "proc/sys/net/ipv6/conf/all/forwarding": "0\n",
            "proc/sys/net/netfilter/nf_conntrack_count": "3\n",
            "proc/12/comm": "dockerd\n",
            "proc/self/comm": "python\n",
        },
    )
    facts = read_facts(root)
    assert facts.bridges == (("br0", ("lan1", "lan2")),)
    assert facts.bridge_nf_call == {"ip": True, "ip6": None}
    assert facts.forwards_v6 is False and facts.tracks_connections is True
    assert facts.processes == {"dockerd"} and facts.boot is None and facts.boot_files == ()


def test_a_boot_file_counts_only_where_its_service_is_enabled(tmp_path: Path) -> None:
    root = picture(tmp_path, {"etc/nftables.conf": "table inet t {\n}\n"})
    assert read_facts(root).boot_files == ()
    picture(root, {"etc/systemd/system/sysinit.target.wants/nftables.service": ""})
    facts = read_facts(root)
    assert facts.boot_files == ("/etc/nftables.conf",) and facts.boot is not None
    assert [table.id for table in facts.boot.tables] == ["inet t"]


def test_includes_of_a_boot_file_are_followed_by_pattern(tmp_path: Path) -> None:
    root = picture(
        tmp_path,
        {
            "etc/nftables.conf": 'flush ruleset\ninclude "/etc/nftables.d/*.nft"\ninclude "more.nft"\n',
            "etc/nftables.d/10-a.nft": "table inet a {\n}\n",
            "etc/nftables.d/20-b.nft": "table inet b {\n}\n",
            "etc/more.nft": "table inet c {\n}\n",
            "etc/runlevels/default/nftables": "",
        },
    )
    boot = read_facts(root).boot
    assert boot is not None and [table.name for table in boot.tables] == ["a", "b", "c"] and not boot.unparsed


def test_a_boot_file_that_includes_itself_ends(tmp_path: Path) -> None:
    root = picture(tmp_path, {"etc/nftables.conf": 'include "/etc/nftables.conf"\n', "etc/rc2.d/S01nftables": ""})
    assert read_facts(root).boot_files == ("/etc/nftables.conf",)


def test_a_damaged_boot_file_keeps_nothing(tmp_path: Path) -> None:
    root = picture(tmp_path, {"etc/nftables.conf": "table inet t {\n", "etc/rcS.d/S01nftables": ""})
    facts = read_facts(root)
    assert facts.boot is None and facts.boot_files == ("/etc/nftables.conf",)


def test_without_nft_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OSError, match="apt install nftables"):
        read_live()


def test_a_kernel_that_refuses_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    refusing = tmp_path / "nft"
    refusing.write_text("#!/bin/sh\necho 'Operation not permitted (you must be root)' >&2\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(OSError, match=r"must be root.*Run as root"):
        read_live()


def test_an_old_table_stands_beside_a_new_one_of_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = b"*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -s 10.0.0.1/32 -j DROP\nCOMMIT\n"
    listing = b'{"nftables": [{"table": {"family": "ip", "name": "filter", "handle": 1}}]}'
    monkeypatch.setattr(live_rules, "_asked", lambda *command: listing if command[0] == "nft" else saved)
    monkeypatch.setattr(live_rules, "_text", lambda path: "filter\n" if path.name == "ip_tables_names" else "")
    assert [table.name for table in read_live().tables] == ["filter", "filter (legacy)"]
