"""The records of a ruleset, and several listings of one machine as one."""

from codedark.formats.iptables_save import read_iptables_save
from codedark.formats.nft_text import read_nft_text
from codedark.gap.ruleset import V4, V6, Dialect, joined, opaque_count
from tests.gap.linted import forward, read

SAVED = b"*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m physdev --physdev-in eth0 -j DROP\nCOMMIT\n"
SHOWN = (
    b"table ip filter {\nchain FORWARD {\ntype filter hook forward priority filter; policy drop;\n"
    b'xt match "physdev" counter drop\n}\n}\n'
)


def test_a_family_says_what_its_chains_are_shown() -> None:
    text = "".join(f"table {family} t {{\n}}\n" for family in ("ip", "ip6", "inet", "bridge", "arp"))
    shown = {table.family: table.passes for table in read(text).tables}
    assert shown == {"ip": {V4}, "ip6": {V6}, "inet": {V4, V6}, "bridge": {V4, V6}, "arp": set()}


def test_of_two_listings_of_a_table_the_clearer_is_kept_whichever_comes_first() -> None:
    blurred, clear = read_nft_text("nft", SHOWN), read_iptables_save("saved", SAVED)
    assert opaque_count(blurred.tables[0]) == 1 and opaque_count(clear.tables[0]) == 0
    for order in ((blurred, clear), (clear, blurred)):
        (table,) = joined(order).tables
        assert table.dialect is Dialect.IPTABLES_SAVE


def test_a_dormant_table_has_no_bases_and_its_rules_stay() -> None:
    ruleset = read(forward("drop", more="flags dormant"))
    assert not list(ruleset.bases()) and len(list(ruleset.tables[0].rules())) == 1


def test_bases_are_found_by_hook() -> None:
    ruleset = read(forward("drop"))
    assert [chain.name for _, chain in ruleset.bases("forward")] == ["forward"] and not list(ruleset.bases("input"))
