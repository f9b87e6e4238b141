"""Which dialect it is, the content tells."""

import pytest

from codedark.formats.rulesets import read_ruleset
from codedark.gap.ruleset import Dialect
from codedark.hospital.faults import BadHospital


@pytest.mark.parametrize(
    ("raw", "dialect"),
    [
        (b'  {"nftables": []}', Dialect.NFT_JSON),
        (b"\xef\xbb\xbftable inet t {\n}\n", Dialect.NFT_TEXT),
        (b"#!/usr/sbin/nft -f\n\nflush ruleset\n", Dialect.NFT_TEXT),
        (b"# Generated\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n", Dialect.IPTABLES_SAVE),
        (b"-P FORWARD DROP\n-A FORWARD -j ACCEPT\n", Dialect.IPTABLES_SAVE),
        (b"[3:120] -A FORWARD -j ACCEPT\n", Dialect.IPTABLES_SAVE),
    ],
)
def test_a_dialect_is_told_by_its_content(raw: bytes, dialect: Dialect) -> None:
    assert read_ruleset("x", raw).sources == (("x", dialect),)


@pytest.mark.parametrize("raw", [b"", b"  \n\n", b"hostname,address\n", b"\x1f\x8bzip", b"a\0b", b"<xml/>"])
def test_what_is_no_ruleset_is_refused_with_what_to_do(raw: bytes) -> None:
    with pytest.raises(BadHospital, match="nft list ruleset"):
        read_ruleset("x", raw)
