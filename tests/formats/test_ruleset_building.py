"""A ruleset as it grows."""

import pytest

from codedark.formats.ruleset_building import GrowingRuleset, append_rule, priority_of
from codedark.gap.ruleset import Act, BaseHook, Dialect, Verdict


def test_a_chain_named_again_keeps_its_hook_and_its_rules() -> None:
    grown = GrowingRuleset(source="x", dialect=Dialect.NFT_TEXT)
    table = grown.table("ip", "t")
    hook = BaseHook(type="filter", hook="forward", priority=0)
    append_rule(table.chain("c", hook), [Verdict(act=Act.DROP)], text="drop")
    append_rule(table.chain("c"), [Verdict(act=Act.ACCEPT)], text="accept")
    (chain,) = grown.finished().tables[0].chains.values()
    assert chain.hook == hook and [rule.position for rule in chain.rules] == [1, 2]


def test_an_opaque_rule_also_stands_among_what_was_not_understood() -> None:
    grown = GrowingRuleset(source="x", dialect=Dialect.NFT_JSON)
    append_rule(grown.table("ip", "t").chain("c"), [Verdict(act=Act.DROP)], opaque="xt match set")
    (left,) = grown.finished().unparsed
    assert left.where == "ip t c" and left.text == "drop"


@pytest.mark.parametrize(
    ("words", "family", "number"),
    [
        (["filter"], "inet", 0),
        (["raw", "+", "10"], "ip", -290),
        (["srcnat", "-", "1"], "ip", 99),
        (["dstnat"], "bridge", -300),
        (["-350"], "inet", -350),
        (["filter", "*", "2"], "inet", None),
        (["soon"], "inet", None),
        ([], "inet", None),
    ],
)
def test_priorities_have_names(words: list[str], family: str, number: int | None) -> None:
    assert priority_of(words, family) == number
