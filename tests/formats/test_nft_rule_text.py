"""One rule of nft's text."""

import pytest

from codedark.formats.nft_rule_text import read_rule, xt_statement
from codedark.formats.nft_tokens import tokens_of
from codedark.gap.ruleset import Act, Effect, Match, Statement, Verdict


def read(text: str) -> tuple[list[Statement], str | None]:
    return read_rule(tokens_of(text)[:-1])


@pytest.mark.parametrize(
    "effect",
    [
        "counter packets 3 bytes 4",
        'counter name "c"',
        'log prefix "a b" level info group 2',
        "log flags all",
        "limit rate over 10/second burst 5 packets",
        "limit rate 10 mbytes/second",
        "quota over 25 mbytes used 1 kbytes",
        "notrack",
        "flow add @f",
        "add @s { ip saddr timeout 1m }",
        "update @s { ip saddr . tcp dport limit rate 3/minute }",
        "meta mark set 0x1",
        "ct mark set meta mark & 0xff",
        "meta mark set tcp dport map { 22 : 1, 23 : 2 }",
        'ct helper set "ftp"',
        "tcp option maxseg size set rt mtu",
        "ct count over 5",
        "meter m { ip saddr limit rate 3/second }",
        "synproxy mss 1460 wscale 7 timestamp sack-perm",
        "last used never",
        'comment "c"',
    ],
)
def test_an_effect_is_read_to_its_end(effect: str) -> None:
    statements, opaque = read(f"tcp dport 22 {effect} drop")
    assert opaque is None and len(statements) == 3, statements
    assert isinstance(statements[1], Effect) and statements[2] == Verdict(act=Act.DROP)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("reject", Verdict(act=Act.REJECT)),
        ("reject with tcp reset", Verdict(act=Act.REJECT, detail="tcp reset")),
        ("reject with icmpx type admin-prohibited", Verdict(act=Act.REJECT, detail="icmpx admin-prohibited")),
        ("queue num 3 bypass", Verdict(act=Act.QUEUE)),
        ("jump x", Verdict(act=Act.JUMP, chain="x")),
    ],
)
def test_a_verdict_is_read_with_its_detail(text: str, verdict: Verdict) -> None:
    assert read(text) == ([verdict], None)


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("ct state established,related", Match(key="ct state", values=("established", "related"))),
        ("ct state { new, invalid }", Match(key="ct state", values=("new", "invalid"))),
        ("ip saddr != @s", Match(key="ip saddr", op="!=", set_name="s")),
        ("tcp dport >= 1024", Match(key="tcp dport", op=">=", values=("1024",))),
        ("iifname ! lo", Match(key="meta iifname", op="!=", values=("lo",))),
        ('iifname "br-lan"', Match(key="meta iifname", values=("br-lan",))),
        ("tcp flags syn / fin,syn", Match(key="tcp flags & fin,syn", values=("syn",))),
        ("fib saddr . iif oif missing", Match(key="fib saddr,iif oif", values=("missing",))),
    ],
)
def test_a_question_is_read(text: str, match: Match) -> None:
    assert read(text) == ([match], None)


def test_from_what_is_not_known_on_the_rest_is_kept_with_its_last_verdict() -> None:
    statements, opaque = read("ip saddr 10.0.0.1 frobnicate twice drop")
    assert statements == [Match(key="ip saddr", values=("10.0.0.1",)), Verdict(act=Act.DROP)]
    assert opaque == "frobnicate twice drop"


def test_a_string_is_never_taken_for_a_verdict() -> None:
    assert read('frobnicate "accept"')[0] == []


def test_an_extension_that_is_not_shown_makes_the_rule_opaque() -> None:
    statements, opaque = read('xt match "conntrack" counter packets 0 bytes 0 accept')
    assert opaque == "xt match conntrack" and statements[-1] == Verdict(act=Act.ACCEPT)
    assert read("# xt_conntrack counter accept")[1] == "xt match conntrack"
    assert read('xt match "comment" accept')[1] is None


def test_a_target_by_name_does_what_it_is_known_to_do() -> None:
    opaque: list[str] = []
    assert xt_statement("target", "REJECT", opaque) == Verdict(act=Act.REJECT)
    assert xt_statement("target", "FLOWOFFLOAD", opaque) == Effect(name="flow offload", detail="FLOWOFFLOAD")
    assert xt_statement("target", "LOG", opaque) == Effect(name="xt LOG") and not opaque
    xt_statement("target", "STRANGE", opaque)
    assert opaque == ["xt target STRANGE"]
