"""Accepts in front of a deny: the index finds what comparing all with all finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codedark.gap import accepts as room
from codedark.gap.accepts import Accepts, Overlap, overlap_of
from codedark.gap.chain_walk import Step, steps
from codedark.gap.ruleset import Act
from tests.gap.linted import forward, read


def walked(*rules: str) -> list[Step]:
    table = read(forward(*rules)).tables[0]
    return list(steps(table, table.chains["forward"]))


def met(*rules: str) -> tuple[Overlap, str]:
    *before, deny = walked(*rules)
    held = Accepts()
    for step in before:
        held.add(step)
    overlap, step = held.over(deny, (), {})
    return overlap, step.rule.text if step is not None else ""


def test_a_wider_accept_takes_all() -> None:
    assert met("ip saddr 10.1.0.0/16 accept", "ip saddr 10.1.2.0/24 tcp dport 22 drop")[0] is Overlap.ALL
    assert met("accept", "tcp dport 22 drop")[0] is Overlap.ALL


def test_an_accept_that_names_nobody_takes_whoever_is_denied() -> None:
    assert met("tcp dport 443 accept", "ip saddr 10.1.2.3 drop") == (Overlap.ANYBODY, "tcp dport 443 accept")


def test_an_accept_for_others_by_another_question_takes_a_part() -> None:
    assert met("ip daddr 10.9.0.1 accept", "ip saddr 10.1.2.3 drop")[0] is Overlap.PART
    assert met("icmp type echo-request accept", "ip saddr 10.1.2.3 drop")[0] is Overlap.PART


def test_an_exception_is_meant() -> None:
    assert met("ip saddr 10.1.2.3 tcp dport 443 accept", "ip saddr 10.1.0.0/16 drop")[0] is Overlap.NONE


def test_an_accept_for_others_takes_nothing() -> None:
    assert met("ip saddr 10.2.0.0/16 accept", "ip saddr 10.1.0.0/16 drop")[0] is Overlap.NONE
    assert met("iifname a accept", "iifname b drop")[0] is Overlap.NONE


def test_the_worst_is_told_not_the_first() -> None:
    assert met("ip daddr 10.9.0.1 accept", "tcp dport 22 accept", "ip saddr 10.1.2.3 drop")[1] == "tcp dport 22 accept"


def test_a_deny_with_too_many_accepts_in_front_is_counted(monkeypatch: object) -> None:
    held = Accepts()
    *before, deny = walked(*(f"ip saddr 10.0.0.{i} tcp dport {i + 1} accept" for i in range(50)), "tcp dport 99 drop")
    for step in before:
        held.add(step)
    held.compared_count = room.COMPARED_MAX - 10
    assert held.over(deny, (), {})[1] is None and held.skipped_count == 1


NETS = ("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.3", "10.1.2.0-10.1.2.9", "10.2.0.0/16", "fd00::/16")
QUESTIONS = st.one_of(
    st.sampled_from([f"ip{'6' * (':' in net)} {end} {net}" for net in NETS for end in ("saddr", "daddr")]),
    st.sampled_from(["iifname a", "iifname b", "oifname a", "iifname a*", "tcp dport 22", "tcp dport { 22, 80 }", ""]),
    st.sampled_from(
        ["ip saddr { 10.1.2.3, 10.2.0.0/16 }", "ip saddr != 10.1.0.0/16", "ip saddr @s", "iifname { a, b }"]
    ),
)
RULES = st.lists(QUESTIONS, max_size=2, unique=True).map(" ".join)


@given(st.lists(RULES, max_size=8), RULES)
def test_the_index_misses_no_accept(accepts: list[str], deny: str) -> None:
    *before, last = walked(*(f"{asked} accept" for asked in accepts), f"{deny} drop")
    held = Accepts()
    for step in before:
        assert step.act is Act.ACCEPT
        held.add(step)
    plain = max((overlap_of(step.asked, last.asked) for step in before), default=Overlap.NONE)
    assert held.over(last, (), {})[0] is plain
