"""nft's JSON; that it reads like nft's text, test_nft_text.py lets nft itself say."""

import json

import pytest

from codedark.formats.nft_json import read_nft_json
from codedark.gap.ruleset import Act, BaseHook, Flowtable, Ruleset
from codedark.hospital.faults import BadHospital


def read(*items: object) -> Ruleset:
    return read_nft_json("fw.json", json.dumps({"nftables": list(items)}).encode())


TABLE = {"table": {"family": "inet", "name": "t", "handle": 1}}


def test_chains_rules_sets_and_flowtables_find_their_table() -> None:
    at = {"family": "inet", "table": "t"}
    ruleset = read(
        {"metainfo": {"version": "1.0.6"}},
        TABLE,
        {"chain": {**at, "name": "c", "handle": 2, "type": "filter", "hook": "forward", "prio": -5, "policy": "drop"}},
        {"flowtable": {**at, "name": "f", "hook": "ingress", "prio": 0, "dev": ["a", "b"], "flags": "offload"}},
        {
            "set": {
                **at,
                "name": "s",
                "type": "ipv4_addr",
                "flags": ["interval"],
                "elem": [{"prefix": {"addr": "10.0.0.0", "len": 8}}],
            }
        },
        {"rule": {**at, "chain": "c", "handle": 9, "expr": [{"drop": None}]}},
    )
    (table,) = ruleset.tables
    assert table.chains["c"].hook == BaseHook(type="filter", hook="forward", priority=-5, policy=Act.DROP)
    assert table.chains["c"].rules[0].handle == 9 and table.sets["s"].entries[0].value == "10.0.0.0/8"
    assert table.flowtables["f"] == Flowtable(name="f", devices=("a", "b"), flags=frozenset({"offload"}))
    assert not ruleset.unparsed


def test_a_dormant_table_is_known() -> None:
    assert read({"table": {"family": "ip", "name": "t", "flags": "dormant"}}).tables[0].dormant
    assert read({"table": {"family": "ip", "name": "t", "flags": ["dormant"]}}).tables[0].dormant


def test_an_object_nobody_knows_is_kept() -> None:
    ruleset = read(TABLE, {"gadget": {"family": "inet", "table": "t"}}, {"rule": {"family": "inet"}}, 7)
    assert [u.text.split()[0] for u in ruleset.unparsed] == ["gadget", "{'rule':", "7"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b'{"nftables": [\n{"table"', "not JSON"), (b"[1, 2]", "without the list"), (b'{"a": 1}', "without the list")],
)
def test_what_is_not_nfts_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(BadHospital, match=message):
        read_nft_json("fw.json", raw)


def test_a_listing_cut_off_says_where() -> None:
    with pytest.raises(BadHospital) as wrong:
        read_nft_json("fw.json", b'{"nftables": [\n{"table": {},\n')
    assert wrong.value.faults[0].row == 3
