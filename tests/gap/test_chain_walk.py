"""The steps of a packet through a base chain."""

import pytest

from codedark.gap import chain_walk
from codedark.gap.chain_walk import Step, TooEntangled, steps
from codedark.gap.ruleset import Act
from codedark.gap.ruleset_text import text_of
from tests.gap.linted import forward, read


def walked(text: str) -> list[Step]:
    ruleset = read(text)
    table = ruleset.tables[0]
    return list(steps(table, table.chains["forward"]))


def test_a_jump_hands_its_questions_on() -> None:
    (step,) = walked(forward("tcp dport 22 jump office", more="chain office {\nip saddr 10.1.0.0/16 drop\n}"))
    assert text_of(step.asked) == "meta l4proto tcp tcp dport 22 meta nfproto ipv4 ip saddr 10.1.0.0/16"
    assert step.via == ("forward", "office") and step.jumps == (1,) and step.act is Act.DROP


def test_a_table_of_one_family_asks_for_it() -> None:
    (step,) = walked(forward("drop", family="ip6"))
    assert text_of(step.asked) == "meta nfproto ipv6"


def test_a_written_map_is_one_step_for_each_verdict() -> None:
    found = walked(forward("ct state vmap { established : accept, related : accept, invalid : drop }"))
    assert [(s.act, s.asked[-1].values) for s in found] == [
        (Act.ACCEPT, ("established", "related")),
        (Act.DROP, ("invalid",)),
    ]


def test_an_empty_named_map_is_a_deny_to_come() -> None:
    (step,) = walked(
        forward("iifname . oifname vmap @seal", more="map seal { type ifname . ifname : verdict; counter; }")
    )
    assert step.act is Act.DROP and step.looked_up and step.counted


def test_a_map_that_leads_to_a_chain_is_followed() -> None:
    more = 'map seal { type ifname : verdict; elements = { "a" : goto bg } }\nchain bg {\ncounter drop\n}'
    found = walked(forward("iifname vmap @seal", more=more))
    assert [(s.act, s.via) for s in found] == [(Act.DROP, ("forward", "bg")), (Act.RETURN, ("forward",))]


def test_nobody_comes_back_from_a_goto() -> None:
    found = walked(forward("iifname a goto x", "drop", more="chain x {\nip daddr 10.0.0.1 accept\n}"))
    assert [(s.act, s.through) for s in found] == [(Act.ACCEPT, None), (Act.RETURN, "x"), (Act.DROP, None)]


def test_a_rate_narrows_what_it_stands_in_front_of() -> None:
    (step,) = walked(forward("limit rate 10/second accept"))
    assert step.asked[0].key == "limit"


def test_a_jump_into_nothing_is_passed_over() -> None:
    assert [step.act for step in walked(forward("jump gone", "drop"))] == [Act.DROP]


def test_a_counter_on_the_jump_counts() -> None:
    counted, bare = walked(forward("iifname a counter jump x", "iifname b jump x", more="chain x {\ndrop\n}"))
    assert counted.counted and not bare.counted


def test_jumps_in_a_circle_are_said_not_followed() -> None:
    with pytest.raises(TooEntangled, match="in a circle"):
        walked(forward("jump a", more="chain a {\njump b\n}\nchain b {\njump a\n}"))


def test_more_ways_than_anybody_follows_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain_walk, "STEPS_MAX", 10)
    more = "\n".join(f"chain c{i} {{\njump c{i + 1}\njump c{i + 1}\n}}" for i in range(6)) + "\nchain c6 {\ndrop\n}"
    with pytest.raises(TooEntangled, match="more than 10 ways"):
        walked(forward("jump c0", more=more))
