"""What lasts, who else writes, and what can be proved."""

import pytest

from codedark.gap.foreign_programs import PROGRAMS, Program
from codedark.gap.lint_lasting import BIG_TABLE_RULES
from codedark.gap.live_facts import LiveFacts
from tests.gap.linted import forward, found, kept, read

CUT = "ip saddr 10.1.2.3 counter drop"
EST = "ct state established,related accept"


def test_a_deny_list_in_a_chain_that_accepts_the_rest_is_as_good_as_its_list() -> None:
    assert "default-accept" in found(forward(CUT))
    assert "default-accept" not in found(forward(CUT, policy="drop"))
    assert "default-accept" not in found(forward(CUT, "drop"))
    assert "default-accept" in found(forward(CUT, "ct state invalid drop"))
    assert "default-accept" not in found(forward(CUT, name="seal", priority="-5") + forward(EST, policy="drop"))


@pytest.mark.parametrize(
    ("held", "filler", "lost"),
    [
        ("set s { type ipv4_addr; flags timeout; }", "", True),
        ("set s { type ipv4_addr; elements = { 10.0.0.1 timeout 1h }; }", "", True),
        ("set s { type ipv4_addr; size 9; flags dynamic; }", "", True),
        ("set s { type ipv4_addr; }", "tcp dport 23 add @s { ip saddr }", True),
        ("set s { type ipv4_addr; elements = { 10.0.0.1 }; }", "", False),
    ],
)
def test_a_set_that_comes_and_goes_is_lost_at_boot(held: str, filler: str, lost: bool) -> None:
    assert ("set-lost-at-boot" in found(forward(filler, "ip saddr @s drop", more=held))) is lost


def test_an_ipset_lives_outside_the_ruleset() -> None:
    text = "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m set --match-set bans src -j DROP\nCOMMIT\n"
    assert "The set bans lives outside" in found(text)["set-lost-at-boot"][0].why


def test_a_table_that_denies_must_be_in_the_boot_file() -> None:
    boot = read(forward(CUT, name="kept"))
    both = (
        forward(CUT, name="kept")
        + forward(CUT, name="gone", priority="5")
        + forward("accept", name="idle", priority="9")
    )
    facts = LiveFacts(boot=boot, boot_files=("/etc/nftables.conf",))
    (one,) = found(both, facts)["not-in-boot-file"]
    assert one.where == "inet gone" and "/etc/nftables.conf" in one.why
    assert "no-boot-file" in found(both, LiveFacts()) and "no-boot-file" not in found(both)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_each_program_is_known_by_what_it_leaves(program: Program) -> None:
    for begins in program.chains:
        if begins.startswith("table:"):
            text = forward("accept", name=f"{begins[6:]}x")
        else:
            text = forward("accept", more=f"chain {begins}x {{\n}}")
        assert found(text)["foreign-program"][0].why.startswith(f"{program.name}: ")


def test_a_running_program_is_known_by_its_process() -> None:
    told = found(forward(CUT), LiveFacts(processes=frozenset({"dockerd", "bash"})))["foreign-program"]
    assert [one.where for one in told] == ["process dockerd"]
    assert "foreign-program" not in found(forward(CUT), LiveFacts(processes=frozenset({"bash"})))


def test_chains_of_one_hook_and_priority_have_no_order() -> None:
    assert "unordered-chains" in found(forward(CUT, name="a") + forward(CUT, name="b"))
    assert "unordered-chains" in found(forward(CUT, name="a") + forward(CUT, name="b", family="ip"))
    assert "unordered-chains" not in found(forward(CUT, name="a") + forward(CUT, name="b", priority="1"))
    assert "unordered-chains" not in found(
        forward(CUT, name="a", family="ip") + forward("ip6 saddr fd00::1 drop", name="b", family="ip6")
    )


def test_an_accept_is_no_permission_where_a_later_chain_denies() -> None:
    first = forward("tcp dport 443 accept", name="first", priority="-5")
    assert "accept-is-no-permission" in found(first + forward("tcp dport 80 accept", policy="drop"))
    assert "accept-is-no-permission" in found(first + forward("tcp dport 80 accept", "drop"))
    assert "accept-is-no-permission" not in found(first + forward("tcp dport 80 accept"))
    assert "accept-is-no-permission" not in found(first + forward(CUT, family="bridge", policy="drop"))


def test_untracked_packets_have_no_state() -> None:
    hook = "type filter hook prerouting priority raw; policy accept;"
    raw = f"table inet raw {{\nchain p {{\n{hook}\nudp dport 53 notrack\n}}\n}}\n"
    assert "untracked" in found(raw + forward(EST))
    assert "untracked" not in found(raw + forward(CUT))
    assert "conntrack-absent" in found(forward(EST), LiveFacts(tracks_connections=False))
    assert "conntrack-absent" not in found(forward(EST), LiveFacts(tracks_connections=True))


def test_a_seal_in_a_big_table_is_slow_from_a_thousand_rules_on() -> None:
    more = 'map m { type ifname : verdict; elements = { "a" : goto bg } }\nchain bg {\ncounter drop\n}'
    rules = ["tcp dport 1 counter accept"] * (BIG_TABLE_RULES - 2)
    assert "seal-in-big-table" in found(forward("iifname vmap @m", *rules, more=more))
    assert "seal-in-big-table" not in found(forward("iifname vmap @m", *rules[1:], more=more))
    drops = more.replace("goto bg", "drop")
    assert "seal-in-big-table" not in found(forward("iifname vmap @m", *rules, more=drops))


def test_evidence_needs_counters_and_no_icmp() -> None:
    assert "deny-not-counted" in found(forward("ip saddr 10.1.2.3 drop"))
    assert "deny-not-counted" not in found(forward(CUT))
    assert "reject-is-no-evidence" in found(forward("ip saddr 10.1.2.3 counter reject"))
    assert "reject-is-no-evidence" not in found(forward("tcp dport 1 counter reject with tcp reset"))


BEHIND = {"deny-after-established", "nowhere-to-cut"}
NOTES = {"deny-not-counted", "reject-is-no-evidence"}
WRITTEN = {
    ("debian-docker.v4",): {
        "deny-after-established",
        "deny-after-return",
        "ipv6-not-shown",
        "foreign-program",
        "reject-is-no-evidence",
    },
    ("ufw.v4", "ufw.v6"): {*BEHIND, "accept-leaves-hole", "foreign-program"},
    ("firewalld.nft",): {*BEHIND, *NOTES, "early-accept", "foreign-program"},
    ("openwrt.nft",): {*BEHIND, *NOTES, "flow-offload", "foreign-program"},
    ("hospital-router.nft",): {
        *BEHIND,
        "ipv6-open",
        "accept-leaves-hole",
        "default-accept",
        "set-lost-at-boot",
        "deny-not-counted",
    },
    ("hospital-router-sealed.nft",): set(),
}


@pytest.mark.parametrize("names", WRITTEN, ids="+".join)
def test_the_written_rulesets_have_these_findings_and_no_others(names: tuple[str, ...]) -> None:
    assert set(found(kept(*names))) == WRITTEN[names]
