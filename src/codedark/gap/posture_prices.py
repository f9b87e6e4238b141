"""Every conduit at every posture: what closing it alone costs patients, which gates do it, what posture 2 takes.

A price is that of one conduit alone: where care has another way it is nothing, and two such conduits together may cost
more than both. So prices do not add up, and `price_together` says what closing them all would cost.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from codedark.gap.admin_paths import AdminTier
from codedark.gap.gate_book import gate_between, gated_pairs, joined_pairs
from codedark.gap.posture import Pair, Posture, seal, seal_of_zones
from codedark.gap.tiers import Tiers
from codedark.hospital.ports import NO_PORTS, PortSet, minus, port_set
from codedark.hospital.records import Conduit, ConduitId, GateId, Hospital
from codedark.hospital.words import Action, Inside

PRICED = (Posture.NO_ADMINISTRATION, Posture.BREAK_GLASS, Posture.DARK)
"""Postures that close something."""


class CutBy(StrEnum):
    """How much of a conduit gates can close."""

    WHOLE = "whole"
    PARTLY = "partly"
    """Between some pairs of zones no gate stands: a seal names no such conduit."""
    NO_GATE = "no gate"
    NOTHING = "nothing to cut"
    """It joins no told hosts, or hosts of one zone that are open to each other anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConduitPrices:
    """One conduit, alone at each posture that closes something."""

    row: Conduit
    pairs: tuple[Pair, ...]
    """Pairs of zones it joins; () where it joins no told hosts."""
    gates: tuple[GateId, ...]
    ungated: tuple[Pair, ...]
    """Pairs of zones between which no gate could cut it."""
    tier: AdminTier
    taken: PortSet
    """Ports that posture 2 takes; `NO_PORTS`: it takes nothing."""
    spared_count: int
    """Narrower rows on those ports that stay at 2, because somebody needs them."""
    pieces_count: Mapping[Posture, int]
    """Posture of `PRICED` -> rows that still pass."""
    care_lost_per_h: Mapping[Posture, float]
    """Posture of `PRICED` -> care lost an hour over the planning horizon; where `cut_by` is not whole, by any hand."""

    @property
    def cut_by(self) -> CutBy:
        """How much of it gates can close."""
        if not self.gates:
            return CutBy.NO_GATE if self.ungated else CutBy.NOTHING
        return CutBy.PARTLY if self.ungated else CutBy.WHOLE

    @property
    def costs(self) -> bool:
        """Whether closing it alone costs care at any posture."""
        return any(self.care_lost_per_h.values())

    @property
    def stood_on(self) -> bool:
        """Whether break-glass flows of other conduits stand on it: something of it passes at posture 3."""
        return not self.row.break_glass and self.pieces_count[Posture.BREAK_GLASS] > 0


def price_conduits(tiers: Tiers, zones: Container[str] | None = None) -> tuple[ConduitPrices, ...]:
    """Price every allow row at postures 2, 3 and 4, the dearest first; deny rows hold at every posture and have none.

    Args:
        zones: only conduits that join one of these; None: all.
    Returns:
        By care lost at 4, then 3, then 2; equal ones in the order of the table.
    Cost: three passes of `depend` a conduit: about a millisecond each at 2,000 conduits on 20,000 hosts.

    >>> from codedark.gap.tiers import tiers
    >>> from codedark.gap.toy import toy_hospital
    >>> dearest = price_conduits(tiers(toy_hospital()))[0]
    >>> dearest.row.conduit, dearest.gates, dearest.cut_by.value
    ('staff-to-records', ('gate-clinic',), 'whole')
    """
    found = [
        _priced(tiers, tiers.hospital.conduits[conduit], pairs)
        for conduit, pairs in joined_pairs(tiers).items()
        if tiers.hospital.conduits[conduit].action is Action.ALLOW
        and (zones is None or any(z in zones for pair in pairs for z in pair))
    ]
    return tuple(sorted(found, key=lambda one: [-one.care_lost_per_h[p] for p in reversed(PRICED)]))


def price_together(tiers: Tiers, zones: Iterable[str] | None = None) -> Mapping[Posture, float]:
    """What it costs to have all these zones, or every zone, at one posture: every conduit that gates can cut, at once.

    Returns:
        Posture of `PRICED` -> care lost an hour; what the plans `zone:NAME@3` and `everything@3` cost.
    """
    joined = gated_pairs(tiers)
    named = tuple(tiers.hospital.zones if zones is None else zones)
    return {p: tiers.care_lost_per_h(seal_of_zones(joined, named, p)) for p in PRICED}


def _priced(tiers: Tiers, row: Conduit, pairs: tuple[Pair, ...]) -> ConduitPrices:
    gates = {pair: gate_between(tiers.hospital, row, pair) for pair in pairs if not _open_inside(tiers.hospital, pair)}
    path = tiers.administrative[row.conduit]
    kept = {p: tiers.kept(row.conduit, p) for p in PRICED}
    taken = _taken(row, kept[Posture.NO_ADMINISTRATION])
    return ConduitPrices(
        row=row,
        pairs=pairs,
        gates=tuple(dict.fromkeys(g for g in gates.values() if g is not None)),
        ungated=tuple(pair for pair, gate in gates.items() if gate is None),
        tier=path.tier,
        taken=taken,
        spared_count=0 if taken == NO_PORTS else len(path.spared),
        pieces_count={p: len(rows) for p, rows in kept.items()},
        care_lost_per_h={p: tiers.care_lost_per_h(seal({ConduitId(row.conduit): p})) for p in PRICED},
    )


def _taken(row: Conduit, kept: Iterable[Conduit]) -> PortSet:
    """The row's ports less those that stay open between the same ends."""
    left = port_set(row.protocol, row.ports)
    for piece in kept:
        if (piece.from_, piece.to) == (row.from_, row.to):
            left = minus(left, port_set(piece.protocol, piece.ports))
    return left


def _open_inside(hospital: Hospital, pair: Pair) -> bool:
    """Within one zone whose hosts are open to each other closing a row closes nothing."""
    return pair[0] == pair[1] and hospital.zones[pair[0]].inside is Inside.OPEN
