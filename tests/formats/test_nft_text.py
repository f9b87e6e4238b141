"""nft's text, block by block; nft itself says whether text and JSON mean the same."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.formats.nft_json import read_nft_json
from codedark.formats.nft_text import read_nft_text
from codedark.gap.ruleset import Act, BaseHook, Effect, Rule, Ruleset, Statement, Table, Verdict
from codedark.hospital.faults import BadHospital
from tests.worlds_netns import PROGRAMS, alone

RULESETS = [
    Path(__file__).parent / "rulesets" / "every-kind.nft",
    *Path(__file__).parents[1].glob("gap/rulesets/*.nft"),
]


def read(text: str) -> Ruleset:
    return read_nft_text("fw.nft", text.encode())


def rules(ruleset: Ruleset, chain: str = "c") -> list[str]:
    return [rule.text for rule in ruleset.tables[0].chains[chain].rules]


def test_a_listing_is_read_whole() -> None:
    ruleset = read(
        "table inet t { # handle 1\n\tchain c { # handle 2\n"
        '\t\ttype filter hook ingress devices = { "a", "b" } priority filter - 5; policy drop;\n'
        "\t\tip saddr 10.0.0.1 drop # handle 3\n\t}\n}\n"
    )
    (chain,) = ruleset.tables[0].chains.values()
    assert chain.hook == BaseHook(type="filter", hook="ingress", priority=-5, policy=Act.DROP, devices=("a", "b"))
    assert [(r.position, r.handle, r.line, r.text) for r in chain.rules] == [(1, 3, 4, "ip saddr 10.0.0.1 drop")]
    assert not ruleset.unparsed


def test_sets_over_many_lines_are_one() -> None:
    elements = "elements = { 10.0.0.1,\n  10.2.0.0/16 timeout 1h,\n }"
    text = f"table ip t {{\nset s {{\ntype ipv4_addr; flags interval, timeout\n{elements}\n}}\n}}\n"
    held = read(text).tables[0].sets["s"]
    assert [(e.value, e.timed) for e in held.entries] == [("10.0.0.1", False), ("10.2.0.0/16", True)]
    assert held.flags == {"interval", "timeout"} and held.fleeting and not held.is_verdict_map


def test_a_rule_over_many_lines_is_one() -> None:
    assert rules(read("table ip t {\nchain c {\nip saddr {\n 10.0.0.1,\n 10.0.0.2\n} drop\naccept\n}\n}\n")) == [
        "ip saddr { 10.0.0.1, 10.0.0.2 } drop",
        "accept",
    ]


def test_what_was_defined_is_put_in() -> None:
    text = (
        "define A = { 10.0.0.1, 10.0.0.2 }\ndefine B = 10.9.0.0/16\n"
        "table ip t {\nset s {\ntype ipv4_addr\nelements = $A\n}\nchain c {\nip saddr { $A, $B } drop\n}\n}\n"
    )
    table = read(text).tables[0]
    assert [e.value for e in table.sets["s"].entries] == ["10.0.0.1", "10.0.0.2"]
    (statement, _) = table.chains["c"].rules[0].statements
    assert statement.values == ("10.0.0.1", "10.0.0.2", "10.9.0.0/16")  # type: ignore[union-attr]
    assert rules(read(text)) == ["ip saddr { $A, $B } drop"]


def test_commands_build_what_blocks_build() -> None:
    text = (
        "add table inet t\nadd set inet t s { type ipv4_addr; }\nadd element inet t s { 10.0.0.1 }\n"
        "add chain inet t c { type filter hook forward priority 0; policy accept; }\n"
        "add rule inet t c ip saddr @s drop\ninsert rule inet t c accept\n"
    )
    ruleset = read(text)
    assert rules(ruleset) == ["accept", "ip saddr @s drop"] and not ruleset.unparsed
    assert [r.position for r in ruleset.tables[0].chains["c"].rules] == [1, 2]
    assert ruleset.tables[0].sets["s"].entries[0].value == "10.0.0.1"


def test_a_boot_file_empties_before_it_fills() -> None:
    table = "table ip t {\nchain c {\ndrop\n}\n}\n"
    assert rules(read(table + "flush ruleset\n" + table)) == ["drop"]
    assert rules(read(table + "flush table ip t\n" + table)) == ["drop"]
    assert read(table + "delete table ip t\n").tables == ()
    assert rules(read(table + table)) == ["drop", "drop"]  # loaded twice, nft appends


def test_an_include_and_a_strange_command_are_named_not_read() -> None:
    ruleset = read('include "/etc/more.nft"\ntable ip t {\n}\nrename chain ip t a b\n')
    assert [(u.line, u.text) for u in ruleset.unparsed] == [
        (1, 'include "/etc/more.nft"'),
        (4, "rename chain ip t a b"),
    ]


def test_a_rule_that_is_not_known_is_kept_and_the_next_is_read() -> None:
    ruleset = read("table ip t {\nchain c {\nfrobnicate drop\naccept\n}\n}\n")
    assert rules(ruleset) == ["frobnicate drop", "accept"]
    assert [(u.line, u.where, u.text) for u in ruleset.unparsed] == [(3, "ip t c", "frobnicate drop")]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("table ip t {\nchain c {\ndrop\n}\n", 1, "never closed"),
        ("table ip t {\n}\n}\n", 3, "nothing opened"),
    ],
)
def test_brackets_that_do_not_match_are_refused_with_their_line(text: str, line: int, message: str) -> None:
    with pytest.raises(BadHospital, match=message) as wrong:
        read(text)
    assert wrong.value.faults[0].row == line


@given(st.text(alphabet='tablechinrudp ip{};\n,"#=@$.0', max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read(f"table ip t {{\nchain c {{\n{text}\n}}\n}}\n")
    except BadHospital as wrong:
        assert wrong.faults


# The oracle: nft loads the text, and tells it again as text and as JSON.

pytestmark_nft = pytest.mark.needs(*PROGRAMS)


@pytestmark_nft
@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.name)
def test_what_nft_lists_as_text_and_as_json_is_read_alike(path: Path) -> None:
    with alone() as room:
        loaded = subprocess.run(room.entered("nft", "-f", str(path)), capture_output=True, text=True, check=False)
        if "flowtable" in path.read_text() and loaded.returncode != 0:
            pytest.skip("this kernel has no flow tables")
        assert loaded.returncode == 0, loaded.stderr
        text, told = room.run("nft", "-a", "list", "ruleset"), room.run("nft", "-j", "list", "ruleset")
    from_text, from_json = read_nft_text("x", text.encode()), read_nft_json("x", told.encode())
    assert not from_text.unparsed and not from_json.unparsed
    assert len(json.loads(told)["nftables"]) > 3
    for one, other in zip(from_text.tables, from_json.tables, strict=True):
        assert _alike(one) == _alike(other)


def _alike(table: Table) -> object:
    """A table without what the two listings spell differently: texts, devices, numbers of nat and marks."""
    chains = {
        name: (chain.hook and replace(chain.hook, devices=()), [_bare(rule) for rule in chain.rules])
        for name, chain in table.chains.items()
    }
    sets = {
        name: (held.is_verdict_map, held.counted, held.flags - {"dynamic"}, held.entries)
        for name, held in table.sets.items()
    }
    return table.id, table.dormant, chains, sets


def _bare(rule: Rule) -> object:
    return rule.handle, rule.opaque, tuple(_plain(s) for s in rule.statements if not _is_comment(s))


def _is_comment(statement: Statement) -> bool:
    return isinstance(statement, Effect) and statement.name == "comment"


def _plain(statement: Statement) -> Statement:
    if isinstance(statement, Effect):
        keep = statement.name in ("add set", "update set", "limit", "flow offload", "ct count", "counter")
        return statement if keep else replace(statement, detail="")
    if isinstance(statement, Verdict) and statement.detail in ("", "icmpx port-unreachable"):
        return replace(statement, detail="")  # what a bare reject means in inet
    return statement
