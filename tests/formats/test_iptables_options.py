"""The options of an iptables rule, in nftables' words."""

import shlex

import pytest

from codedark.formats.iptables_options import Told, read_options
from codedark.gap.ruleset import Act, Effect, Match, Verdict


def read(text: str, family: str = "ip") -> Told:
    return read_options(shlex.split(text), family)


UDP = Match(key="meta l4proto", values=("udp",))


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("-s 10.0.0.0/8", [Match(key="ip saddr", values=("10.0.0.0/8",))]),
        ("! -d 10.0.0.1/32", [Match(key="ip daddr", op="!=", values=("10.0.0.1/32",))]),
        ("-i eth+", [Match(key="meta iifname", values=("eth*",))]),
        ("! -o lo", [Match(key="meta oifname", op="!=", values=("lo",))]),
        ("-m conntrack --ctstate RELATED,ESTABLISHED", [Match(key="ct state", values=("related", "established"))]),
        ("-m state ! --state NEW", [Match(key="ct state", op="!=", values=("new",))]),
        ("-p udp -m udp --dport 1:5", [UDP, Match(key="udp dport", values=("1-5",))]),
        ("-p udp -m multiport --dports 80,443", [UDP, Match(key="udp dport", values=("80", "443"))]),
        ("-m set --match-set bans src", [Match(key="xt --match-set src", set_name="bans")]),
        ("-m physdev --physdev-in lan1", [Match(key="xt --physdev-in", values=("lan1",))]),
        ("-m iprange --src-range 10.0.0.1-10.0.0.9", [Match(key="ip saddr", values=("10.0.0.1-10.0.0.9",))]),
        ("-m frobnicate --strange a b", [Match(key="xt --strange", values=("a b",))]),
        ('-m comment --comment "-j DROP"', []),
    ],
)  # fmt: skip
def test_a_question_is_told_in_nftables_words(text: str, matches: list[Match]) -> None:
    told = read(f"{text} -j ACCEPT")
    assert [s for s in told.statements if isinstance(s, Match)] == matches
    assert told.statements[-1] == Verdict(act=Act.ACCEPT) and told.opaque is None


@pytest.mark.parametrize(
    ("target", "statement"),
    [
        ("-j DROP", Verdict(act=Act.DROP)),
        ("-j REJECT --reject-with tcp-reset", Verdict(act=Act.REJECT, detail="tcp reset")),
        ("-j REJECT", Verdict(act=Act.REJECT, detail="icmp port-unreachable")),
        ("-j office", Verdict(act=Act.JUMP, chain="office")),
        ("-j DOCKER-USER", Verdict(act=Act.JUMP, chain="DOCKER-USER")),
        ("-g office", Verdict(act=Act.GOTO, chain="office")),
        ("-j FLOWOFFLOAD --hw", Effect(name="flow offload", detail="--hw")),
        ("-j CT --notrack", Effect(name="notrack")),
        ("-j TEE --gateway 10.0.0.9", Effect(name="dup", detail="--gateway 10.0.0.9")),
        ("-j SET --add-set bans src", Effect(name="add set", detail="@bans")),
        ("-j LOG --log-prefix x", Effect(name="log", detail="--log-prefix x")),
    ],
)
def test_a_target_is_told_in_nftables_words(target: str, statement: object) -> None:
    told = read(f"-s 10.0.0.1 {target}")
    assert told.statements[-1] == statement and told.opaque is None


def test_a_target_nobody_knows_makes_the_rule_opaque() -> None:
    assert read("-j STRANGE --with 3").opaque == "-j STRANGE --with 3"


def test_a_rate_is_a_limit_and_every_rule_counts() -> None:
    told = read("-m limit --limit 3/min --limit-burst 10 -j ACCEPT").statements
    assert told[0] == Effect(name="limit", detail="--limit 3/min") and Effect(name="counter") in told


def test_ipv6_is_told_as_such() -> None:
    (match, *_) = read("-s fd00::/16 -j DROP", "ip6").statements
    assert match == Match(key="ip6 saddr", values=("fd00::/16",))
