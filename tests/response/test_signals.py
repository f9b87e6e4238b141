"""What counts together, and what the sum is: whatever order it came in."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

from codedark.gap.finding import Finding, Severity
from codedark.gap.suspects import SuspectKind
from codedark.response.rule import Rule
from codedark.response.signals import Key, Signal, Weighed, signal_of, weigh
from tests.response.findings import T0, finding


def weighed(*findings: Finding, rule: Rule | None = None) -> list[Weighed]:
    rule = rule or Rule()
    signals: dict[Key, Signal] = {}
    for one in findings:
        key, signal = signal_of(rule, one, one.channel)
        signals[key] = signals[key].joined(signal) if key in signals else signal
    return weigh(rule, signals)


def test_repeats_join_into_one_signal_in_any_order() -> None:
    rule = Rule()
    repeats = [
        signal_of(rule, finding("x", at_s=at, severity=severity, digest=digest), "eve")[1]
        for at, severity, digest in ((0, Severity.HIGH, "b"), (0, Severity.MEDIUM, "a"), (5, Severity.CRITICAL, "c"))
    ]
    joined = {first.joined(second).joined(third) for first, second, third in permutations(repeats)}
    assert len(joined) == 1
    (one,) = joined
    assert (one.first, one.last_at, one.weight) == ((T0, "a"), T0 + timedelta(seconds=5), 2.0)


def test_two_distinct_signals_on_one_host_are_enough_and_one_is_not() -> None:
    (one,) = weighed(finding("ws-1", "a"), finding("ws-1", "b"))
    assert (one.suspect.kind, one.suspect.name, one.strength) == (SuspectKind.HOST, "ws-1", 2.0)
    assert weighed(finding("ws-1", "a"), finding("ws-1", "a", at_s=1)) == []
    assert weighed(finding("ws-1", "a"), finding("ws-2", "b")) == []


def test_one_critical_signal_alone_is_not_enough_whatever_it_weighs() -> None:
    assert weighed(finding("ws-1", severity=Severity.CRITICAL)) == []


def test_signals_must_weigh_enough_together() -> None:
    assert weighed(*(finding("ws-1", rule, severity=Severity.MEDIUM) for rule in "abc")) == []
    assert len(weighed(*(finding("ws-1", rule, severity=Severity.MEDIUM) for rule in "abcd"))) == 1


def test_the_same_rule_of_the_same_detector_by_two_ways_is_one_signal() -> None:
    assert weighed(finding("ws-1", channel="eve"), finding("ws-1", channel="webhook")) == []
    assert len(weighed(finding("ws-1"), finding("ws-1", detector="zeek", channel="zeek"))) == 1


def test_the_window_ends_where_it_says() -> None:
    rule = Rule(window_min=15)
    assert len(weighed(finding("ws-1", "a"), finding("ws-1", "b", at_s=900), rule=rule)) == 1
    assert weighed(finding("ws-1", "a"), finding("ws-1", "b", at_s=900.000001), rule=rule) == []


def test_one_channel_cannot_weigh_more_than_its_share() -> None:
    many = [finding("ws-1", str(number), severity=Severity.CRITICAL) for number in range(10)]
    (alone,) = weighed(*many)
    assert alone.strength == Rule().channel_strength_most
    (both,) = weighed(*many, finding("ws-1", "z", channel="zeek"))
    assert both.strength == Rule().channel_strength_most + 1


def test_three_suspects_in_one_zone_make_the_zone_suspect_and_two_do_not() -> None:
    hosts = [finding(f"ws-{number}") for number in range(3)]
    (zone,) = weighed(*hosts)
    assert (zone.suspect.kind, zone.suspect.name) == (SuspectKind.ZONE, "office")
    assert weighed(*hosts[:2]) == []
    assert weighed(*hosts[:2], finding("srv-1", zone="servers")) == []


def test_three_mild_suspects_do_not_make_a_zone_suspect() -> None:
    mild = [finding(f"ws-{number}", severity=Severity.MEDIUM) for number in range(6)]
    assert weighed(*mild[:5]) == []
    assert len(weighed(*mild)) == 1


def test_suspects_of_a_zone_count_together_within_the_window_alone() -> None:
    rule = Rule(window_min=15)
    late = [finding("ws-1"), finding("ws-2"), finding("ws-3", at_s=900)]
    assert len(weighed(*late, rule=rule)) == 1
    assert weighed(*late[:2], finding("ws-3", at_s=900.5), rule=rule) == []


def test_addresses_without_a_host_are_suspects_of_their_zone() -> None:
    (one,) = weighed(*(finding("10.1.0.9", rule, listed=False) for rule in "ab"))
    assert (one.suspect.kind, one.suspect.name) == (SuspectKind.ZONE, "office")
    assert "no host of the inventory" in one.suspect.why and "address 10.1.0.9" in one.why


def test_a_suspect_says_in_words_what_counts() -> None:
    (one,) = weighed(*(finding("ws-1", rule) for rule in "abcde"))
    assert one.why == (
        "host ws-1: 5 distinct signals, weight 3: suricata a (title a), suricata b (title b), suricata c (title c)"
        " and 2 more"
    )
