"""What the linter says of an order of rules holds packet by packet; a plain evaluator of rules is the judge."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.nft_text import read_nft_text
from codedark.gap.chain_walk import steps
from codedark.gap.lint_checks import LintSeverity
from codedark.gap.lint_order import check_order, is_cut
from codedark.gap.matching import is_aimed
from codedark.gap.ruleset import DENIES, Act, Chain, Match, Rule, Ruleset, Table, Verdict

Packet = dict[str, str]

SOURCES = ("10.1.2.3", "10.1.2.4", "10.1.9.9", "10.2.0.1")
# One more of each kind than the rules below name: what no rule names exists too.
PACKETS: list[Packet] = [
    {
        "ip saddr": source,
        "ip daddr": target,
        "meta iifname": near,
        "tcp dport": port,
        "ct state": state,
        "meta l4proto": "tcp",
        "meta nfproto": "ipv4",
    }
    for source, target, near, port, state in product(
        SOURCES, ("10.9.0.1", "10.9.0.2"), ("a", "b"), ("22", "443", "80"), ("new", "established")
    )
]

ASKED = (
    "",
    "ip saddr 10.1.2.3",
    "ip saddr 10.1.2.0/24",
    "ip saddr != 10.1.0.0/16",
    "ip saddr { 10.1.9.9, 10.2.0.1 }",
    "ip daddr 10.9.0.1",
    "iifname a",
    "iifname != a",
    "tcp dport 22",
    "tcp dport { 22, 443 }",
    "ct state established,related",
    "ct state new",
    "ct state != new",
)
questions = st.lists(st.sampled_from(ASKED), max_size=2, unique=True).map(" ".join)


def rules(*verdicts: str) -> st.SearchStrategy[str]:
    return st.tuples(questions, st.sampled_from(verdicts)).map(lambda pair: f"{pair[0]} {pair[1]}".strip())


@st.composite
def rulesets(draw: st.DrawFn) -> str:
    inner = draw(st.lists(rules("accept", "drop", "return"), max_size=3))
    middle = draw(st.lists(rules("accept", "drop", "return", "jump inner", "goto inner"), max_size=4))
    base = draw(st.lists(rules("accept", "drop", "jump inner", "jump middle", "goto middle", "return"), max_size=5))
    chains = {"inner": inner, "middle": middle}
    hook = "type filter hook forward priority filter; policy accept;"
    blocks = [f"chain {name} {{\n" + "\n".join(held) + "\n}" for name, held in chains.items()]
    blocks.append(f"chain forward {{\n{hook}\n" + "\n".join(base) + "\n}")
    return "table ip t {\n" + "\n".join(blocks) + "\n}\n"


def answers(packet: Packet, match: Match) -> bool:
    said = packet[match.key]
    return any(_is(said, value) for value in match.values) == (match.op == "==")


def _is(said: str, value: str) -> bool:
    if "/" in value:
        return ip_address(said) in ip_network(value)
    return said == value


def asked_by(rule: Rule, packet: Packet) -> bool:
    return all(answers(packet, s) for s in rule.statements if isinstance(s, Match))


def decided(table: Table, chain: Chain, packet: Packet, left_by: list[Rule] | None = None) -> Rule | str:
    """The rule that decides on a packet, `left` where the chain ends without one; returns met go into `left_by`."""
    for rule in chain.rules:
        verdict = next(s for s in rule.statements if isinstance(s, Verdict))
        if not asked_by(rule, packet):
            continue
        if verdict.act in (Act.JUMP, Act.GOTO):
            inner = decided(table, table.chains[verdict.chain or ""], packet, left_by)
            if inner != "left" or verdict.act is Act.GOTO:
                if left_by is not None and inner == "left":
                    left_by.append(rule)
                return inner
        elif verdict.act is Act.RETURN:
            if left_by is not None:
                left_by.append(rule)
            return "left"
        else:
            return rule
    return "left"


def named_by(table: Table, denies: list[Rule]) -> Iterator[tuple[Rule, Packet]]:
    """Each live packet that one of these denies is written for, jumps on the way included."""
    base = table.chains["forward"]
    for step in steps(table, base):
        if step.rule in denies and is_cut(step):
            for packet in PACKETS:
                if packet["ct state"] == "established" and all(answers(packet, m) for m in step.asked):
                    yield step.rule, packet


def _is_exception(accept: Rule, deny: Rule, table: Table) -> bool:
    """Whatever the accept lets through, the deny names: meant, and not reported."""
    base = table.chains["forward"]
    ways = [step.asked for step in steps(table, base) if step.rule is accept]
    wide = [step.asked for step in steps(table, base) if step.rule is deny]
    return any(
        all(any(all(answers(p, m) for m in w) for w in wide) for p in PACKETS if all(answers(p, m) for m in way))
        for way in ways
    )


def _denies(rule: Rule | str) -> bool:
    return isinstance(rule, Rule) and any(isinstance(s, Verdict) and s.act in DENIES for s in rule.statements)


def _is_list_end(deny: Rule) -> bool:
    """Deny of the rest in a chain of its own: by intent not reported."""
    return not is_aimed([s for s in deny.statements if isinstance(s, Match)])


def _read(text: str) -> tuple[Ruleset, Table]:
    ruleset = read_nft_text("law", text.encode())
    assert not ruleset.unparsed
    return ruleset, ruleset.tables[0]


@given(rulesets())
def test_a_deny_without_a_finding_stops_every_live_packet_it_names(text: str) -> None:
    ruleset, table = _read(text)
    found = [f.where for f in check_order(ruleset) if f.check != "nowhere-to-cut"]
    silent = [
        rule
        for chain, rule in table.rules()
        if not any(f"{chain.name}, rule {rule.position}, " in where for where in found) and not _is_list_end(rule)
    ]
    for deny, packet in named_by(table, silent):
        left_by: list[Rule] = []
        ends = decided(table, table.chains["forward"], packet, left_by)
        if _denies(ends) or any(_is_exception(rule, deny, table) for rule in left_by):
            continue
        assert isinstance(ends, Rule), f"{packet} passes `{deny.text}` unsaid:\n{text}"
        assert _is_exception(ends, deny, table), f"{packet} passes `{deny.text}` by `{ends.text}` unsaid:\n{text}"


@given(rulesets())
def test_where_a_cut_is_said_not_to_cut_some_packet_it_names_is_not_decided_by_it(text: str) -> None:
    ruleset, table = _read(text)
    base = table.chains["forward"]
    for finding in check_order(ruleset):
        if finding.severity is not LintSeverity.WOULD_NOT_CUT or finding.check in ("deny-not-hooked", "deny-new-only"):
            continue
        place = finding.where.split(", ")
        chain, position = place[0].split(" > ")[-1].split()[-1], int(place[1].removeprefix("rule "))
        deny = table.chains[chain].rules[position - 1]
        named = [
            packet
            for step in steps(table, base)
            if step.rule is deny
            for packet in PACKETS
            if all(answers(packet, m) for m in step.asked)
        ]
        assert not named or any(decided(table, base, packet) is not deny for packet in named), f"{finding}\n{text}"
