"""One rule of nft's JSON."""

import pytest

from codedark.formats.nft_json_rule import key_of, read_entries, read_expr
from codedark.gap.ruleset import Act, Effect, Entry, Lookup, Match, Verdict


def test_a_map_in_a_rule_and_a_named_one() -> None:
    key = {"ct": {"key": "state"}}
    inline = {"vmap": {"key": key, "data": {"set": [["invalid", {"drop": None}], ["new", {"goto": {"target": "x"}}]]}}}
    named = {"vmap": {"key": key, "data": "@seal"}}
    statements, opaque = read_expr([inline, named])
    assert opaque is None and statements[1] == Lookup(key="ct state", set_name="seal")
    assert statements[0] == Lookup(
        key="ct state",
        entries=(
            Entry(value="invalid", verdict=Verdict(act=Act.DROP)),
            Entry(value="new", verdict=Verdict(act=Act.GOTO, chain="x")),
        ),
    )


@pytest.mark.parametrize(
    ("right", "values"),
    [
        (22, ("22",)),
        (["established", "related"], ("established", "related")),
        ({"set": [22, {"range": [80, 90]}]}, ("22", "80-90")),
        ({"prefix": {"addr": "10.0.0.0", "len": 8}}, ("10.0.0.0/8",)),
        ({"set": [{"concat": ["a", "b"]}]}, ("a . b",)),
        (False, ("missing",)),
    ],
)
def test_a_right_side_is_its_values(right: object, values: tuple[str, ...]) -> None:
    (match,), _ = read_expr([{"match": {"op": "==", "left": {"meta": {"key": "iif"}}, "right": right}}])
    assert match == Match(key="meta iif", values=values)


def test_a_mask_is_part_of_the_question() -> None:
    left = {"&": [{"payload": {"protocol": "tcp", "field": "flags"}}, ["fin", "syn"]]}
    assert key_of(left) == "tcp flags & fin,syn"
    (match,), _ = read_expr([{"match": {"op": "==", "left": left, "right": ["syn", "ack"]}}])
    assert match == Match(key="tcp flags & fin,syn", values=("syn,ack",))


def test_what_is_not_known_makes_the_rule_opaque_and_the_rest_is_read() -> None:
    statements, opaque = read_expr([{"frobnicate": 1}, {"match": {"op": "=="}}, {"drop": None}, 3])
    assert statements == [Verdict(act=Act.DROP)] and opaque is not None and opaque.count(";") == 2


def test_an_extension_shows_its_name_only() -> None:
    statements, opaque = read_expr([{"xt": {"type": "match", "name": "conntrack"}}, {"accept": None}])
    assert opaque == "xt match conntrack" and statements[-1] == Verdict(act=Act.ACCEPT)


def test_offload_and_timed_elements_are_told() -> None:
    elem = {"elem": {"val": {"payload": {"protocol": "ip", "field": "saddr"}}, "timeout": 60}}
    statements, _ = read_expr(
        [{"flow": {"op": "add", "flowtable": "@f"}}, {"set": {"op": "add", "elem": elem, "set": "@s"}}]
    )
    assert statements == [Effect(name="flow offload", detail="@f"), Effect(name="add set", detail="@s timed")]


def test_elements_with_timeouts_are_timed() -> None:
    assert read_entries([{"elem": {"val": "10.0.0.1", "timeout": 5, "expires": 3}}, "10.0.0.2"]) == [
        Entry(value="10.0.0.1", timed=True),
        Entry(value="10.0.0.2"),
    ]
