"""A rule written out says what the rule says."""

import pytest

from codedark.formats.nft_rule_text import read_rule
from codedark.formats.nft_tokens import tokens_of
from codedark.gap.ruleset import Act, Match, Verdict
from codedark.gap.ruleset_text import text_of, verdict_text


def read(text: str) -> tuple[object, ...]:
    statements, opaque = read_rule(tokens_of(text)[:-1])
    assert opaque is None, opaque
    return tuple(statements)


@pytest.mark.parametrize(
    "text",
    [
        "ct state { established, related } accept",
        "iifname . oifname vmap @seal",
        "ip saddr != 10.1.0.0/16 tcp dport 22-25 counter drop",
        "tcp dport vmap { 22 : accept, 23 : goto office }",
        "ip saddr @blocked reject with tcp reset",
        "iifname office jump inside",
        'log prefix "seen " drop',
    ],
)
def test_what_is_written_out_reads_the_same_again(text: str) -> None:
    assert text_of(read(text)) == text
    assert read(text_of(read(text))) == read(text)


def test_a_long_set_is_counted_not_written_out() -> None:
    values = tuple(f"10.0.0.{i}" for i in range(40))
    said = text_of((Match(key="ip saddr", values=values), Verdict(act=Act.DROP)))
    assert "10.0.0.5, ... 34 more" in said and len(said) < 120


def test_a_verdict_says_where_it_leads() -> None:
    assert verdict_text(Verdict(act=Act.GOTO, chain="bg")) == "goto bg"
    assert verdict_text(Verdict(act=Act.DROP, detail="x")) == "drop"
