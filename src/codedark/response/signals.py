"""Signals: findings without their repeats, added up by suspect and by zone. Whatever order they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from codedark.gap.finding import Finding
from codedark.gap.suspects import PLACE_UNKNOWN, Suspect, SuspectKind
from codedark.hospital.records import HostId, ZoneId
from codedark.response.rule import Rule


class Key(NamedTuple):
    """What makes a signal one: repeats share it."""

    channel: str
    zone: ZoneId | None
    """None: place unknown."""
    party: str
    detector: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One rule of one detector on one suspect, by one channel."""

    first: tuple[datetime, str]
    """Time and digest of its earliest finding: the one that counts."""
    last_at: datetime
    weight: float
    host: HostId | None
    title: str

    def joined(self, other: Signal) -> Signal:
        """Both taken together; the same either way round."""
        return Signal(
            first=min(self.first, other.first),
            last_at=max(self.last_at, other.last_at),
            weight=max(self.weight, other.weight),
            host=self.host or other.host,
            title=min(self.title, other.title),
        )


Signals = Mapping[Key, Signal]


def signal_of(rule: Rule, finding: Finding, channel: str) -> tuple[Key, Signal]:
    """The signal a finding gives."""
    key = Key(channel, finding.suspect_zone, finding.party, finding.detector, finding.rule)
    return key, Signal(
        first=(finding.at, finding.digest),
        last_at=finding.at,
        weight=rule.weight(finding),
        host=finding.suspect,
        title=finding.title,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One suspect, a host, an address, a zone or the place unknown, and what counts towards it."""

    suspect: Suspect
    zone: ZoneId | None
    keys: tuple[Key, ...]
    strength: float
    enough: bool
    """Whether the rule calls this an alarm."""
    why: str


def weigh(rule: Rule, signals: Signals) -> list[Weighed]:
    """Everything that is above the rule, hosts and addresses first, then zones; in a fixed order.

    Cost: one sort of the signals.
    """
    by_party: dict[tuple[str, str], list[Key]] = {}
    for key in sorted(signals, key=str):
        by_party.setdefault((key.zone or "", key.party), []).append(key)
    parties = [_party(rule, signals, keys) for keys in by_party.values()]
    by_zone: dict[ZoneId, list[Weighed]] = {}
    for party in parties:
        if party.zone is not None:
            by_zone.setdefault(party.zone, []).append(party)
    zones = [_zone(rule, signals, zone, found) for zone, found in by_zone.items()]
    return [one for one in (*parties, *zones) if one.enough]


def _party(rule: Rule, signals: Signals, keys: list[Key]) -> Weighed:
    """Signals on one suspect; those too long before the newest do not count."""
    counting = _within(rule, signals, keys)
    heaviest: dict[tuple[str, str], tuple[float, Key]] = {}
    for key in counting:
        what = (key.detector, key.rule)
        heaviest[what] = max(heaviest.get(what, (0.0, key)), (signals[key].weight, key))
    per_channel: dict[str, float] = {}
    for weight, key in heaviest.values():
        per_channel[key.channel] = per_channel.get(key.channel, 0.0) + weight
    strength = sum(min(weight, rule.channel_strength_most) for weight in per_channel.values())
    suspect = _suspect(keys[0], signals[keys[0]].host)
    distinct = len(heaviest)
    called = _called(keys[0], suspect)
    return Weighed(
        suspect=suspect,
        zone=keys[0].zone,
        keys=tuple(counting),
        strength=strength,
        enough=distinct >= rule.signals_least and strength >= rule.strength_least,
        why=f"{called}: {distinct} distinct signals, weight {strength:g}: {_titles(signals, heaviest)}",
    )


def _within(rule: Rule, signals: Signals, keys: Iterable[Key]) -> list[Key]:
    newest = max(signals[key].last_at for key in keys)
    return [key for key in keys if newest - signals[key].last_at <= rule.window]


def _suspect(key: Key, host: HostId | None) -> Suspect:
    if key.zone is None:
        return PLACE_UNKNOWN
    if host is not None:
        return Suspect(SuspectKind.HOST, host)
    return Suspect(SuspectKind.ZONE, key.zone, f"address {key.party} lies in it and no host of the inventory has it")


def _called(key: Key, suspect: Suspect) -> str:
    if key.zone is None:
        return "place unknown"
    return f"{suspect.kind} {key.party}" if suspect.kind is SuspectKind.HOST else f"address {key.party} in {key.zone}"


def _titles(signals: Signals, heaviest: Mapping[tuple[str, str], tuple[float, Key]], most: int = 3) -> str:
    """The heaviest signals by name."""
    ranked = sorted(heaviest.items(), key=lambda item: (-item[1][0], item[0]))
    told = [f"{detector} {rule} ({signals[key].title})" for (detector, rule), (_, key) in ranked[:most]]
    more = f" and {len(ranked) - most} more" if len(ranked) > most else ""
    return f"{', '.join(told)}{more}"


def _zone(rule: Rule, signals: Signals, zone: ZoneId, parties: list[Weighed]) -> Weighed:
    """Suspects of one zone, each by its strongest signal."""
    newest = max(signals[key].last_at for party in parties for key in party.keys)
    strongest: list[tuple[str, float, Key]] = []
    for party in parties:
        near = [key for key in party.keys if newest - signals[key].last_at <= rule.window]
        if near:
            weight, key = max((signals[key].weight, key) for key in near)
            strongest.append((key.party, weight, key))
    strength = sum(weight for _, weight, _ in strongest)
    names = [name for name, _, _ in strongest]
    listed = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return Weighed(
        suspect=Suspect(SuspectKind.ZONE, zone),
        zone=zone,
        keys=tuple(key for _, _, key in strongest),
        strength=strength,
        enough=len(strongest) >= rule.suspects_least and strength >= rule.zone_strength_least,
        why=f"zone {zone}: {len(strongest)} suspects, weight {strength:g}: {listed}",
    )
