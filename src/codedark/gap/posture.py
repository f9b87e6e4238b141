"""Postures: how far a conduit is closed. Five words that staging, orders, paper and people share."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from codedark.gap.plan import CutPlan
from codedark.hospital.records import ConduitId, HostId, ZoneId

Pair = tuple[ZoneId, ZoneId]
"""Two zones, in the direction of who opens the connection."""


class Posture(IntEnum):
    """How far one conduit is closed; higher closes more."""

    NORMAL = 0
    WATCH = 1
    """Everything passes, new connections are counted."""
    NO_ADMINISTRATION = 2
    """Administrative paths that no application needs are closed; what care uses passes."""
    BREAK_GLASS = 3
    """Only break-glass flows pass, and what they stand on."""
    DARK = 4
    """Nothing passes."""


POSTURE_WORDS: Mapping[Posture, str] = {
    Posture.NORMAL: "normal",
    Posture.WATCH: "watch",
    Posture.NO_ADMINISTRATION: "no administration",
    Posture.BREAK_GLASS: "cut except break-glass",
    Posture.DARK: "dark",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What is to hold on a network: conduits at a posture, zones contained, hosts quarantined.

    Conduits that are not named are normal. `EVERYTHING_NORMAL` names nothing.
    """

    postures: tuple[tuple[ConduitId, Posture], ...] = ()
    """Ordered by conduit, none at `NORMAL`."""
    contain: tuple[ZoneId, ...] = ()
    quarantine: tuple[HostId, ...] = ()

    def posture_of(self, conduit: str) -> Posture:
        """The posture of one conduit."""
        return dict(self.postures).get(ConduitId(conduit), Posture.NORMAL)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.postures or self.contain or self.quarantine)


EVERYTHING_NORMAL = Seal()


def seal(
    postures: Mapping[ConduitId, Posture], contain: Iterable[ZoneId] = (), quarantine: Iterable[HostId] = ()
) -> Seal:
    """Make a seal written one way only: sorted, nothing normal named.

    >>> seal({ConduitId("b"): Posture.DARK, ConduitId("a"): Posture.NORMAL}).postures
    (('b', <Posture.DARK: 4>),)
    """
    return Seal(
        postures=tuple(sorted((c, Posture(p)) for c, p in postures.items() if p != Posture.NORMAL)),
        contain=tuple(sorted(set(contain))),
        quarantine=tuple(sorted(set(quarantine))),
    )


def seal_of_plan(plan: CutPlan, posture: Posture = Posture.BREAK_GLASS) -> Seal:
    """What a plan asks for: its conduits at one posture, its zones contained, its hosts quarantined.

    At `NO_ADMINISTRATION` or below nothing is contained or quarantined: this is what an unconfirmed cut decays to.
    """
    if posture <= Posture.NO_ADMINISTRATION:
        return seal(dict.fromkeys(plan.cut, posture))
    return seal(dict.fromkeys(plan.cut, posture), plan.contain, plan.quarantine)


def seal_of_zones(joined: Mapping[ConduitId, Iterable[Pair]], zones: Iterable[str], posture: Posture) -> Seal:
    """Every conduit that joins one of these zones to another zone, at one posture.

    Args:
        joined: conduit -> pairs of zones it joins, from `gate_book.gated_pairs`: those that gates can cut.
    """
    named = set(zones)
    touched = (c for c, pairs in joined.items() if any(a != b and named & {a, b} for a, b in pairs))
    return seal(dict.fromkeys(touched, posture))


def decayed(one: Seal, hold_sealed: Container[ConduitId]) -> Seal:
    """What is left when nobody confirms a seal: posture 2, never 0.

    Args:
        hold_sealed: conduits whose owner signed to hold: they stay as they are.

    >>> decayed(seal({ConduitId("lab-to-outside"): Posture.DARK}), hold_sealed=()).postures
    (('lab-to-outside', <Posture.NO_ADMINISTRATION: 2>),)
    """
    return seal({c: p if c in hold_sealed else min(p, Posture.NO_ADMINISTRATION) for c, p in one.postures})


def strictest(seals: Iterable[Seal]) -> Seal:
    """All of several seals at once: each conduit at its highest posture."""
    postures: dict[ConduitId, Posture] = {}
    contain: set[ZoneId] = set()
    quarantine: set[HostId] = set()
    for one in seals:
        for c, p in one.postures:
            postures[c] = max(p, postures.get(c, Posture.NORMAL))
        contain |= set(one.contain)
        quarantine |= set(one.quarantine)
    return seal(postures, contain, quarantine)


def without(one: Seal, released: Iterable[ConduitId]) -> Seal:
    """A seal with some conduits let go; releasing is conduit by conduit."""
    gone = set(released)
    return seal({c: p for c, p in one.postures if c not in gone}, one.contain, one.quarantine)
