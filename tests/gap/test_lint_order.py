"""The order of rules: what a live session meets, and what it never does."""

import pytest

from codedark.gap.lint_checks import LintSeverity
from tests.gap.linted import forward, found

EST = "ct state established,related accept"
CUT = "ip saddr 10.1.2.3 counter drop"


@pytest.mark.parametrize(
    "accept",
    [
        EST,
        "ct state { established, related } counter accept",
        "ct state vmap { established : accept, related : accept, invalid : drop }",
        "ct state != { new, invalid } accept",
        "iifname office ct state established accept",
        "ct state established jump ok",
    ],
)
@pytest.mark.parametrize(
    "deny",
    [
        CUT,
        "ip saddr @blocked drop",
        "iifname . oifname vmap @seal",
        "ip saddr 10.1.2.3 reject with tcp reset",
        "tcp dport { 445, 3389 } counter drop",
        "iifname office jump cut",
    ],
)
def test_a_deny_behind_established_is_found_and_in_front_of_it_is_not(accept: str, deny: str) -> None:
    more = (
        "set blocked { type ipv4_addr; }\nmap seal { type ifname . ifname : verdict; }\n"
        "chain ok {\naccept\n}\nchain cut {\nlog\ndrop\n}"
    )
    behind = found(forward(accept, deny, more=more))["deny-after-established"]
    assert behind[0].severity is LintSeverity.WOULD_NOT_CUT and "In front of it: `" in behind[0].why
    assert "deny-after-established" not in found(forward(deny, accept, more=more))


def test_the_accept_may_stand_in_a_chain_that_was_jumped_to() -> None:
    more = f"chain zone {{\niifname office {EST}\n}}"
    (one,) = found(forward("jump zone", CUT, more=more))["deny-after-established"]
    assert "inet t forward > zone, rule 1" in one.why


def test_established_of_another_interface_is_no_matter() -> None:
    assert "deny-after-established" not in found(forward(f"iifname a {EST}", "iifname b drop"))


def test_denies_of_broken_packets_and_of_the_rest_are_no_cuts() -> None:
    assert "deny-after-established" not in found(forward(EST, "ct state invalid drop", "drop"))


def test_the_end_of_a_zones_allow_list_is_no_cut_and_a_ban_in_it_is() -> None:
    zone = "chain zone {{\n{}tcp dport 443 accept\nreject\n}}"
    assert "deny-after-established" not in found(forward(EST, "iifname a jump zone", more=zone.format("")))
    (one,) = found(forward(EST, "iifname a jump zone", more=zone.format("ip saddr 10.9.9.9 drop\n")))[
        "deny-after-established"
    ]
    assert one.rule == "ip saddr 10.9.9.9 drop"


def test_a_deny_of_new_connections_stops_no_live_one_wherever_it_stands() -> None:
    for rules in ((f"ct state new {CUT}", EST), (EST, f"ct state new {CUT}")):
        assert found(forward(*rules))["deny-new-only"][0].severity is LintSeverity.WOULD_NOT_CUT


def test_an_accept_for_anybody_in_front_takes_the_deny_and_loopback_does_not() -> None:
    assert "early-accept" in found(forward("tcp dport 443 accept", CUT))
    assert "early-accept" not in found(forward("iifname lo accept", CUT))
    assert "early-accept" not in found(forward(CUT, "tcp dport 443 accept"))


def test_an_accept_for_somebody_leaves_a_hole() -> None:
    (hole,) = found(forward("ip daddr 10.9.0.1 accept", CUT))["accept-leaves-hole"]
    assert hole.severity is LintSeverity.WEAK


def test_an_accept_in_another_base_chain_takes_nothing() -> None:
    """An accept ends its own base chain only."""
    text = forward("accept", name="first", priority="-10") + forward(CUT, name="second")
    assert "early-accept" not in found(text)


def test_a_deny_behind_a_return_is_not_met() -> None:
    def in_chain(*rules: str) -> dict[str, list[object]]:
        lines = "\n".join(rules)
        return found(forward("jump user", more=f"chain user {{\n{lines}\n}}"))  # type: ignore[return-value]

    assert "deny-after-return" in in_chain("return", CUT)
    assert "deny-after-return" not in in_chain(CUT, "return")
    assert "deny-after-return" not in in_chain("ip saddr 10.5.0.0/16 return", CUT)


def test_a_deny_in_a_nat_chain_meets_first_packets_only() -> None:
    text = forward(CUT).replace("type filter hook forward", "type nat hook prerouting")
    assert "deny-in-nat" in found(text)


def test_a_deny_nothing_leads_to_is_found_until_something_does() -> None:
    more = f"chain blocked {{\n{CUT}\n}}"
    assert "deny-not-hooked" in found(forward("accept", more=more))
    assert "deny-not-hooked" not in found(forward("jump blocked", more=more))
    in_map = more + '\nmap m { type ifname : verdict; elements = { "a" : goto blocked } }'
    assert "deny-not-hooked" not in found(forward("iifname vmap @m", more=in_map))


def test_a_dormant_table_stops_nobody() -> None:
    assert "dormant" in found(forward(CUT, more="flags dormant"))["deny-not-hooked"][0].why


def test_with_nothing_in_front_of_established_there_is_nowhere_to_cut() -> None:
    assert "nowhere-to-cut" in found(forward(EST, "tcp dport 443 accept", policy="drop"))
    assert "nowhere-to-cut" not in found(forward("ip saddr @b drop", EST, more="set b { type ipv4_addr; }"))
    seal = forward("iifname vmap @s", name="seal", priority="-300", more="map s { type ifname : verdict; }")
    assert "nowhere-to-cut" not in found(seal + forward(EST, "tcp dport 443 accept", policy="drop"))


def test_what_was_not_understood_makes_the_verdict_unknown_not_fine() -> None:
    text = forward('xt match "conntrack" counter accept', CUT, family="ip")
    severities = {f.severity for check in ("early-accept", "not-understood") for f in found(text)[check]}
    assert severities == {LintSeverity.UNKNOWN}


def test_jumps_in_a_circle_are_unknown() -> None:
    more = "chain a {\njump b\n}\nchain b {\njump a\n}"
    assert found(forward("jump a", more=more))["too-entangled"][0].severity is LintSeverity.UNKNOWN


def test_a_rule_met_by_two_ways_is_told_once() -> None:
    more = f"chain bans {{\n{CUT}\n}}"
    assert (
        len(found(forward(EST, "iifname a jump bans", "iifname b jump bans", more=more))["deny-after-established"]) == 1
    )
