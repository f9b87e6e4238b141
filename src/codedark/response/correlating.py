"""Findings in, alarms out: k signals on one suspect, or n suspects in one zone, within a window.

Decided once a second: findings of one second are taken together, so their order within it changes nothing, and what a
flood adds to a second is seen before any of it counts. Memory is bounded by the rule, not by who writes to us: at most
`channels_most` channels of `channel_signals_most` signals, kept and of the open second each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from codedark.gap.finding import Finding
from codedark.gap.suspects import Suspect
from codedark.response.alarm import Alarm, Flood
from codedark.response.rule import Rule
from codedark.response.signals import Key, Signal, Signals, Weighed, signal_of, weigh

OTHER_CHANNELS = "further channels"
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """What is remembered between findings. Empty at the start; changes by `step` and `tick`."""

    second: datetime | None = None
    """The open second: findings in it wait for its end."""
    kept: Signals = field(default_factory=dict)
    opened: Mapping[str, Signals] = field(default_factory=dict)
    """Channel -> signals of the open second; of one that overflows, the first `channel_signals_most + 1` new ones."""
    came: Mapping[str, int] = field(default_factory=dict)
    """Channel -> findings in the open second that count."""
    floods: Mapping[str, datetime] = field(default_factory=dict)
    """Channel -> when its flood is taken as over."""
    alarmed: Mapping[Suspect, tuple[datetime, float]] = field(default_factory=dict)
    """Suspect -> when it was last above the rule, and the strength it was last alarmed about with."""
    too_old_count: int = 0
    """Findings that came more than a window after newer ones: they count towards nothing."""


Told = tuple[Alarm | Flood, ...]


def step(rule: Rule, state: Correlation, finding: Finding) -> tuple[Correlation, Told]:
    """Take one finding. Alarms are about the seconds before it: its own second is still open.

    Args:
        finding: `at` within a window of what came before; earlier counts towards nothing. A time far ahead closes all
            that came before, so whoever reads live first corrects clocks that are wrong (`gates.watching` does).
    Returns:
        The new state, and what is to be said, at most one alarm and one flood a channel for each second closed.
    Cost: some microseconds, and one look at all kept signals whenever a second ends.
    """
    said: Told = ()
    if state.second is None:
        state = replace(state, second=_floor(finding.at))
    elif finding.at >= state.second + SECOND:
        state, said = tick(rule, state, finding.at)
        state = replace(state, second=_floor(finding.at))
    assert state.second is not None
    if state.second - finding.at > rule.window:
        return replace(state, too_old_count=state.too_old_count + 1), said
    return _noted(rule, state, finding), said


def tick(rule: Rule, state: Correlation, at: datetime) -> tuple[Correlation, Told]:
    """Say that it is now `at`: a second that has ended is decided.

    >>> from datetime import UTC
    >>> tick(Rule(), Correlation(), datetime(2026, 1, 1, tzinfo=UTC))[1]
    ()
    """
    if state.second is None or at < state.second + SECOND:
        return state, ()
    if not state.opened:
        return replace(state, second=None, came={}), ()
    return _decided(rule, state, state.second + SECOND)


def _floor(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _noted(rule: Rule, state: Correlation, finding: Finding) -> Correlation:
    """The open second with one finding more."""
    if not rule.weight(finding):
        return state
    channel = _channel(rule, state, finding.channel)
    came = {**state.came, channel: state.came.get(channel, 0) + 1}
    key, signal = signal_of(rule, finding, channel)
    opened = state.opened.get(channel, {})
    known = opened.get(key)
    # Beyond its bound a channel floods whatever else it says: of this second, only what was known before is remembered.
    if known is None and key not in state.kept and len(opened) > rule.channel_signals_most:
        return replace(state, came=came)
    joined = signal if known is None else known.joined(signal)
    if joined == known:
        return replace(state, came=came)
    return replace(state, came=came, opened={**state.opened, channel: {**opened, key: joined}})


def _channel(rule: Rule, state: Correlation, channel: str) -> str:
    if channel in state.came or channel in state.floods:
        return channel
    known = {key.channel for key in state.kept} | state.came.keys() | state.floods.keys()
    return channel if channel in known or len(known) < rule.channels_most else OTHER_CHANNELS


def _decided(rule: Rule, state: Correlation, at: datetime) -> tuple[Correlation, Told]:
    """The open second closed at its end `at`: floods first, then what is above the rule."""
    assert state.second is not None
    kept = {key: signal for key, signal in state.kept.items() if state.second - signal.last_at <= rule.window}
    floods = {channel: until for channel, until in state.floods.items() if until > state.second}
    said: list[Alarm | Flood] = []
    for channel, opened in sorted(state.opened.items()):
        new = dict(opened)
        why = _over(rule, kept, new, channel)
        if why:
            until = at + rule.window
            if channel not in floods:
                said.append(_flood(at, channel, state.came[channel], until, why))
            floods[channel] = until
        if channel in floods:
            new = {key: signal for key, signal in new.items() if key in kept} | _one_signal(rule, at, channel)
        for key, signal in new.items():
            kept[key] = kept[key].joined(signal) if key in kept else signal
    above = weigh(rule, kept)
    alarmed = {suspect: told for suspect, told in state.alarmed.items() if at - told[0] <= rule.window}
    news = [one for one in above if _is_news(rule, alarmed, one)]
    for one in above:
        told = alarmed.get(one.suspect)
        strength = one.strength if told is None or one in news else told[1]
        alarmed[one.suspect] = (at, strength)
    if news:
        said.append(_alarm(at, above, kept, floods))
    closed = replace(state, second=None, kept=kept, opened={}, came={}, floods=floods, alarmed=alarmed)
    return closed, tuple(said)


def _over(rule: Rule, kept: Signals, new: Signals, channel: str) -> str:
    """Why this channel floods; empty when it does not. Its own flood signal is not counted."""
    keys = {key for key in kept if key.channel == channel and key.zone is not None} | new.keys()
    # Signals first: of an overflowing second not all suspects are remembered, and which ones is chance.
    if len(keys) > rule.channel_signals_most:
        return f"more than {rule.channel_signals_most} distinct signals within {rule.window_min:g} min"
    if len({(key.zone, key.party) for key in keys}) > rule.channel_suspects_most:
        return f"more than {rule.channel_suspects_most} suspects within {rule.window_min:g} min"
    return ""


def _flood(at: datetime, channel: str, count: int, until: datetime, why: str) -> Flood:
    return Flood(
        at=at,
        channel=channel,
        findings_count=count,
        until=until,
        why=f"flood from {channel}: {why}: taken as one signal, place unknown; a forged one or a real outbreak, look",
    )


def _one_signal(rule: Rule, at: datetime, channel: str) -> dict[Key, Signal]:
    """What a flood is worth: one signal that names no place."""
    key = Key(channel, None, "place unknown", channel, "flood")
    weight = max(rule.strength_least / rule.signals_least, 0.0)
    return {key: Signal(first=(at, f"flood:{channel}"), last_at=at, weight=weight, host=None, title="a flood")}


def _is_news(rule: Rule, alarmed: Mapping[Suspect, tuple[datetime, float]], one: Weighed) -> bool:
    told = alarmed.get(one.suspect)
    return told is None or one.strength >= told[1] * rule.stronger


def _alarm(at: datetime, above: list[Weighed], kept: Signals, floods: Mapping[str, datetime]) -> Alarm:
    keys = list(dict.fromkeys(key for one in above for key in one.keys))
    firsts = sorted({kept[key].first for key in keys})
    flooding = [f"flood from {channel}: taken as one signal" for channel in sorted(floods)]
    return Alarm(
        at=at,
        suspects=tuple(dict.fromkeys(one.suspect for one in above)),
        zones=tuple(dict.fromkeys(one.zone for one in above if one.zone is not None)),
        findings=tuple(dict.fromkeys(name for _, name in firsts)),
        channels=tuple(sorted({key.channel for key in keys})),
        first_at=firsts[0][0],
        strength=max(one.strength for one in above),
        why=(*(one.why for one in above), *flooding),
    )
