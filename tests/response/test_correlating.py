"""Alarms from findings; and what a forger cannot do: fill the memory, drown the alarms, raise the answer alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.gap.finding import Finding, Severity
from codedark.gap.suspects import SuspectKind
from codedark.response.alarm import Alarm, Flood
from codedark.response.correlating import OTHER_CHANNELS, Correlation, step, tick
from codedark.response.rule import Rule
from tests.response.findings import T0, alarms, finding, floods, told


def named(alarm: Alarm) -> list[str]:
    return [suspect.name for suspect in alarm.suspects]


def test_two_signals_on_one_host_raise_one_alarm_at_the_end_of_their_second() -> None:
    (alarm,) = alarms([finding("ws-1", "a", at_s=0.1), finding("ws-1", "b", at_s=0.9)])
    assert named(alarm) == ["ws-1"] and alarm.at == T0 + timedelta(seconds=1)
    assert alarm.why[0].startswith("host ws-1: 2 distinct signals")


def test_nothing_is_said_while_the_second_is_open() -> None:
    rule, state = Rule(), Correlation()
    for one in (finding("ws-1", "a"), finding("ws-1", "b")):
        state, said = step(rule, state, one)
        assert said == ()
    assert tick(rule, state, T0 + timedelta(seconds=0.999999))[1] == ()
    assert len(tick(rule, state, T0 + timedelta(seconds=1))[1]) == 1


@pytest.mark.parametrize(("gap_s", "raised"), [(899.9, 1), (900, 1), (900.000001, 0), (1800, 0)])
def test_signals_count_together_within_the_window_and_not_beyond(gap_s: float, raised: int) -> None:
    assert len(alarms([finding("ws-1", "a"), finding("ws-1", "b", at_s=gap_s)])) == raised


def test_a_signal_that_repeats_stays_within_the_window() -> None:
    repeats = [finding("ws-1", "a", at_s=at) for at in range(0, 1800, 600)]
    assert len(alarms([*repeats, finding("ws-1", "b", at_s=1900)])) == 1


def test_the_same_alarm_is_raised_once_however_often_it_repeats() -> None:
    many = [finding("ws-1", rule, at_s=at) for at in range(600) for rule in "ab"]
    assert len(alarms(many)) == 1


def test_after_a_quiet_window_it_is_raised_again() -> None:
    again = [finding("ws-1", rule, at_s=at) for at in (0, 2000) for rule in "ab"]
    assert len(alarms(again)) == 2


def test_a_new_suspect_is_news_and_the_old_one_is_told_with_it() -> None:
    first, second = alarms([finding(host, rule, at_s=at) for at, host in ((0, "ws-1"), (60, "ws-2")) for rule in "ab"])
    assert named(first) == ["ws-1"] and named(second) == ["ws-1", "ws-2"]


def test_a_suspect_twice_as_strong_is_news_and_one_a_little_stronger_is_not() -> None:
    base = [finding("ws-1", rule) for rule in "ab"]
    little = [finding("ws-1", "c", at_s=10, channel="zeek", severity=Severity.MEDIUM)]
    much = [finding("ws-1", rule, at_s=20, channel="wazuh", severity=Severity.CRITICAL) for rule in "de"]
    assert len(alarms([*base, *little])) == 1
    assert [alarm.strength for alarm in alarms([*base, *little, *much])] == [2.0, 5.5]


def test_three_suspects_in_a_zone_make_it_suspect() -> None:
    (alarm,) = alarms([finding(f"ws-{number}", at_s=number * 100) for number in range(3)])
    assert [(s.kind, s.name) for s in alarm.suspects] == [(SuspectKind.ZONE, "office")]


def test_low_findings_raise_nothing_and_cannot_flood() -> None:
    quiet = [finding(f"ws-{n}", str(n), severity=Severity.LOW) for n in range(5000)]
    state, said = told(quiet)
    assert said == [] and not state.kept


def test_a_flood_that_names_every_host_is_one_signal_and_says_so() -> None:
    many = [finding(f"ws-{n % 2000}", str(n % 7), zone=f"z{n % 30}", at_s=n / 200_000) for n in range(100_000)]
    state, said = told(many)
    (flood,) = said
    assert isinstance(flood, Flood)
    assert flood.findings_count == 100_000 and "flood from eve" in flood.why and "taken as one signal" in flood.why
    assert len(state.kept) == 1, "of all it said, one signal is remembered"


def test_a_flood_over_minutes_raises_no_more_alarms_than_the_rule_bounds() -> None:
    rule = Rule()
    many = [finding(f"ws-{n % 2000}", str(n % 7), zone=f"z{n % 30}", at_s=n / 166) for n in range(100_000)]
    said = told(many, rule)[1]
    assert len([one for one in said if isinstance(one, Alarm)]) <= rule.channel_suspects_most
    assert 1 <= len([one for one in said if isinstance(one, Flood)]) <= 2


def test_a_flood_in_many_rules_about_one_host_is_a_flood_too() -> None:
    many = [finding("ws-1", str(n)) for n in range(100_000)]
    state, said = told(many)
    assert [type(one) for one in said] == [Flood] and len(state.kept) == 1


def test_memory_is_bounded_while_a_flood_goes_on() -> None:
    rule, state = Rule(), Correlation()
    most = 0
    for n in range(30_000):
        state, _ = step(rule, state, finding(f"ws-{n}", str(n), channel=f"c{n % 200}", at_s=n / 10_000))
        most = max(most, len(state.kept) + sum(map(len, state.opened.values())))
        assert len(state.came) <= rule.channels_most + 1
    assert most <= 2 * (rule.channels_most + 1) * (rule.channel_signals_most + 1)


def test_channels_beyond_what_is_told_apart_are_one_and_flood_as_one() -> None:
    rule = Rule(channels_most=3)
    said = floods([finding(f"ws-{n}", channel=f"c{n}") for n in range(100)], rule)
    assert [flood.channel for flood in said] == [OTHER_CHANNELS]


def test_at_the_bound_a_channel_is_believed_and_beyond_it_is_a_flood() -> None:
    rule = Rule()
    at_bound = [finding(f"ws-{n}", zone=f"z{n}") for n in range(rule.channel_suspects_most)]
    assert floods(at_bound) == []
    assert len(floods([*at_bound, finding("one-more", zone="z")])) == 1


def test_other_channels_are_heard_through_a_flood() -> None:
    flood = [finding(f"ws-{n}", at_s=0.5) for n in range(1000)]
    quiet = [finding("srv-1", rule, zone="servers", channel="zeek", detector="zeek", at_s=0.6) for rule in "ab"]
    (alarm,) = alarms([*flood, *quiet])
    assert named(alarm) == ["srv-1"] and "flood from eve: taken as one signal" in alarm.why


def test_what_a_channel_said_before_it_was_drowned_still_counts() -> None:
    before = [finding("srv-1", "a", zone="servers")]
    flood = [finding(f"ws-{n}", at_s=60) for n in range(1000)]
    after = [finding("srv-1", "b", zone="servers", channel="zeek", detector="zeek", at_s=120)]
    (alarm,) = alarms([*before, *flood, *after])
    assert named(alarm) == ["srv-1"]


@pytest.mark.parametrize("place", [0, 500, 1000])
def test_within_a_flood_a_repeat_of_what_stood_before_is_heard_wherever_it_comes(place: int) -> None:
    before = [finding("srv-1", "a", zone="servers")]
    flood = [finding(f"ws-{n}", at_s=600) for n in range(1000)]
    flood.insert(place, finding("srv-1", "a", zone="servers", at_s=600))
    after = [finding("srv-1", "b", zone="servers", channel="zeek", detector="zeek", at_s=1400)]
    (alarm,) = alarms([*before, *flood, *after])
    assert named(alarm) == ["srv-1"]


def test_a_flooded_channel_alone_names_no_new_suspect() -> None:
    flood = [finding(f"ws-{n}", at_s=0.5) for n in range(1000)]
    more = [finding("srv-1", rule, zone="servers", at_s=10) for rule in "abcdef"]
    assert alarms([*flood, *more]) == []


def test_two_channels_that_flood_at_once_are_an_alarm_without_a_place() -> None:
    both = [finding(f"ws-{n}", channel=channel, at_s=0.5) for n in range(1000) for channel in ("eve", "zeek")]
    (alarm,) = alarms(both)
    assert [suspect.kind for suspect in alarm.suspects] == [SuspectKind.UNKNOWN]
    assert alarm.zones == () and alarm.channels == ("eve", "zeek")


def test_when_a_flood_is_over_the_channel_is_believed_again() -> None:
    flood = [finding(f"ws-{n}", at_s=0.5) for n in range(1000)]
    later = [finding("srv-1", rule, zone="servers", at_s=1000) for rule in "ab"]
    (alarm,) = alarms([*flood, *later])
    assert named(alarm) == ["srv-1"]


def test_a_finding_a_window_too_late_counts_towards_nothing_and_is_counted() -> None:
    state, said = told([finding("ws-1", "a", at_s=1000), finding("ws-1", "b", at_s=99), finding("ws-1", "c", at_s=100)])
    assert state.too_old_count == 1
    assert [one.findings for one in said if isinstance(one, Alarm)] == [("eve/ws-1/c/100", "eve/ws-1/a/1000")]


def test_a_quiet_hour_costs_nothing_and_changes_nothing() -> None:
    state, _ = told([finding("ws-1", "a")])
    after, said = tick(Rule(), state, T0 + timedelta(hours=1))
    assert said == () and after == state


def test_an_alarm_after_an_old_one_expired_names_only_what_is_above_the_rule_now() -> None:
    old = [finding("ws-1", rule) for rule in "ab"]
    new = [finding("ws-2", rule, at_s=901) for rule in "ab"]
    first, second = alarms([*old, *new])
    assert named(first) == ["ws-1"] and named(second) == ["ws-2"]


_FINDINGS = st.builds(
    finding,
    st.sampled_from(["ws-1", "ws-2", "ws-3", "ws-4"]),
    st.sampled_from(["a", "b", "c"]),
    at_s=st.sampled_from([0.0, 0.2, 0.5, 0.999, 1.0, 1.5, 700.25, 900.0, 900.5, 901.0]),
    zone=st.just("office"),
    severity=st.sampled_from(list(Severity)),
    channel=st.sampled_from(["eve", "zeek"]),
)


@given(st.lists(_FINDINGS, max_size=40), st.randoms(use_true_random=False))
def test_order_within_a_second_changes_no_alarm(findings: list[Finding], luck: object) -> None:
    """Small bounds, so that floods are among what is drawn."""
    rule = Rule(channel_suspects_most=3, channel_signals_most=6, suspects_least=2, zone_strength_least=2)
    by_second = sorted(findings, key=lambda one: one.at.replace(microsecond=0))
    shuffled = list(findings)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    again = sorted(shuffled, key=lambda one: one.at.replace(microsecond=0))
    assert told(by_second, rule) == told(again, rule)


@given(st.lists(_FINDINGS, max_size=30))
def test_repeating_every_finding_changes_no_alarm(findings: list[Finding]) -> None:
    ordered = sorted(findings, key=lambda one: one.at)
    assert alarms(ordered) == alarms([one for one in ordered for _ in range(3)])


@given(st.lists(_FINDINGS, min_size=1, max_size=30))
def test_every_alarm_rests_on_findings_that_were_made(findings: list[Finding]) -> None:
    made = {one.digest for one in findings}
    for alarm in alarms(sorted(findings, key=lambda one: one.at)):
        assert alarm.findings and set(alarm.findings) <= made
        assert alarm.first_at <= alarm.at and alarm.strength >= Rule().strength_least
