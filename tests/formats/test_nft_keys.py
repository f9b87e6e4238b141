"""What is asked, and the values it is asked for."""

import pytest

from codedark.formats.nft_keys import Lost, Words, plain_number
from codedark.formats.nft_tokens import tokens_of
from codedark.gap.ruleset import Act, Entry, Verdict


def reader(text: str) -> Words:
    return Words(tokens_of(text)[:-1])


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ip saddr x", "ip saddr"),
        ("iifname x", "meta iifname"),
        ("meta l4proto x", "meta l4proto"),
        ("ct state x", "ct state"),
        ("ct original ip saddr x", "ct original ip saddr"),
        ("ct reply proto-dst x", "ct reply proto-dst"),
        ("fib saddr . mark . iif oif x", "fib saddr,mark,iif oif"),
        ("iifname . ip saddr . tcp dport x", "meta iifname . ip saddr . tcp dport"),
        ("tcp flags & (fin | syn) == x", "tcp flags & fin,syn"),
        ("meta mark and 0xff x", "meta mark & 255"),
        ("tcp option maxseg size x", "tcp option maxseg size"),
        ("@th,0,16 x", "@th,0,16"),
        ("rt ip nexthop x", "rt ip nexthop"),
        ("numgen inc mod 2 x", "numgen inc mod 2"),
    ],
)
def test_a_key_is_read_to_its_end(text: str, key: str) -> None:
    words = reader(text)
    assert words.key() == key and words.peek() in ("x", "==")


@pytest.mark.parametrize("text", ["nonsense", '"ip" saddr', "fib saddr nonsense", "( ip saddr", "@th,0", ""])
def test_what_is_no_key_is_lost(text: str) -> None:
    with pytest.raises(Lost):
        reader(text).key()


def test_elements_lose_their_options_and_keep_their_verdicts() -> None:
    text = (
        '{ 10.0.0.1 timeout 5m expires 4m59s comment "x", 10.2.0.0/16,\n '
        '"a" . "b" counter packets 1 bytes 2 : goto bg, 22: drop }'
    )
    assert reader(text).entries() == [
        Entry(value="10.0.0.1", timed=True),
        Entry(value="10.2.0.0/16"),
        Entry(value="a . b", verdict=Verdict(act=Act.GOTO, chain="bg")),
        Entry(value="22", verdict=Verdict(act=Act.DROP)),
    ]


def test_elements_that_never_end_are_lost() -> None:
    with pytest.raises(Lost):
        reader("{ 1, 2").entries()


def test_numbers_are_told_in_one_way() -> None:
    assert [plain_number(word) for word in ("0x10", "16", "0xzz", "dead::")] == ["16", "16", "0xzz", "dead::"]
