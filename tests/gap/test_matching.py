"""What follows from a question, what excludes it, and what cannot be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.gap.matching import apart, covers, distinct, is_aimed, names_somebody, span, within
from codedark.gap.ruleset import Match


def ask(key: str, *values: str, op: str = "==") -> Match:
    return Match(key=key, op=op, values=values)


@pytest.mark.parametrize(
    ("narrow", "wide", "is_within"),
    [
        ("10.1.2.3", "10.1.2.0/24", True),
        ("10.1.3.0", "10.1.2.0/24", False),
        ("10.1.2.0/24", "10.1.2.3", False),
        ("10.1.2.0/25", "10.1.2.0-10.1.2.127", True),
        ("10.1.2.0/25", "10.1.2.0-10.1.2.126", False),
        ("fd00::1", "fd00::/16", True),
        ("10.0.0.1", "::/0", False),
        ("443", "440-450", True),
        ("443", "443-443", True),
        ("eth0", "eth*", True),
        ("et0", "eth*", False),
        ("br-lan", "br-lan", True),
    ],
)
def test_a_value_lies_within_another_or_not(narrow: str, wide: str, is_within: bool) -> None:
    assert within(narrow, wide) is is_within


@pytest.mark.parametrize(
    ("one", "other", "are_distinct"),
    [
        ("10.1.0.0/16", "10.2.0.0/16", True),
        ("10.1.0.0/16", "10.1.255.0/24", False),
        ("10.1.255.255", "10.2.0.0", True),
        ("22", "ssh", False),  # a name may be that port
        ("ssh", "domain", True),
        ("eth*", "eth1", False),
        ("eth*", "wlan0", True),
        ("10.0.0.1", "fd00::1", False),  # asked of two families: nobody compares them
    ],
)
def test_two_values_have_nothing_in_common_or_it_cannot_be_told(one: str, other: str, are_distinct: bool) -> None:
    assert distinct(one, other) is are_distinct and distinct(other, one) is are_distinct


@given(st.integers(0, 2**32 - 1), st.integers(0, 32), st.integers(0, 2**32 - 1), st.integers(0, 32))
def test_networks_are_within_or_distinct_as_their_addresses_are(a: int, la: int, b: int, lb: int) -> None:
    from ipaddress import ip_network

    one, other = (ip_network((n, length), strict=False) for n, length in ((a, la), (b, lb)))
    assert within(str(one), str(other)) == one.subnet_of(other)  # type: ignore[arg-type]
    assert distinct(str(one), str(other)) == (not one.overlaps(other))


def test_a_rule_without_questions_covers_everything() -> None:
    assert covers((), (ask("ip saddr", "10.0.0.1"),)) and not covers((ask("ip saddr", "10.0.0.1"),), ())


def test_every_question_of_the_wide_must_follow_from_the_narrow() -> None:
    wide = (ask("ip saddr", "10.1.0.0/16"), ask("tcp dport", "22"))
    assert covers(wide, (ask("ip saddr", "10.1.2.3"), ask("tcp dport", "22"), ask("meta iifname", "a")))
    assert not covers(wide, (ask("ip saddr", "10.1.2.3"),))
    assert not covers(wide, (ask("ip saddr", "10.1.2.3", "10.2.0.1"), ask("tcp dport", "22")))


def test_none_of_is_answered_by_one_of_others() -> None:
    assert covers((ask("meta iifname", "lo", op="!="),), (ask("meta iifname", "eth0"),))
    assert not covers((ask("meta iifname", "eth0", op="!="),), (ask("meta iifname", "eth0"),))
    assert apart((ask("ip saddr", "10.0.0.0/8", op="!="),), (ask("ip saddr", "10.1.0.0/16"),))
    assert not apart((ask("ip saddr", "10.1.0.0/16", op="!="),), (ask("ip saddr", "10.0.0.0/8"),))


def test_different_keys_never_exclude_each_other() -> None:
    assert not apart((ask("ip saddr", "10.0.0.1"),), (ask("ip daddr", "10.0.0.2"),))


def test_flags_and_sets_do_not_exclude_each_other() -> None:
    assert not apart((ask("ct status", "dnat"),), (ask("ct status", "snat"),))
    assert not apart((ask("tcp flags", "syn"),), (ask("tcp flags", "ack"),))
    one, other = (Match(key="ip saddr", set_name=name) for name in ("a", "b"))
    assert not apart((one,), (other,)) and not covers((one,), (other,)) and covers((one,), (one,))
    assert apart((one,), (Match(key="ip saddr", op="!=", set_name="a"),))


def test_a_comparison_nobody_reasons_about_is_neither() -> None:
    rate = Match(key="limit", op="~", values=("rate 3/minute",))
    assert not covers((rate,), ()) and not apart((rate,), (rate,)) and covers((rate,), (rate,))


def test_two_long_sets_are_not_compared_and_nothing_is_claimed() -> None:
    a = ask("ip saddr", *(f"10.0.{i // 250}.{i % 250}" for i in range(200)))
    b = ask("ip saddr", *(f"10.9.{i // 250}.{i % 250}" for i in range(200)))
    assert not apart((a,), (b,))


def test_naming_somebody_and_aiming_at_a_service_are_two_things() -> None:
    assert names_somebody([ask("meta iifname . meta oifname", "a . b")]) and not names_somebody(
        [ask("tcp dport", "22")]
    )
    assert is_aimed([ask("tcp dport", "22")]) and not is_aimed([ask("ct state", "invalid"), ask("meta l4proto", "tcp")])


def test_a_span_of_nonsense_is_none() -> None:
    assert span("br-lan") is None and span("10.0.0.256") is None and span("") is None
