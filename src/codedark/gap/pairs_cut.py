"""Which pairs of zones a seal cuts, and by which gate: what proof, cable cards and *out of reach* are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codedark import reach
from codedark.gap.gate_book import gate_between
from codedark.gap.posture import Pair, Posture, Seal
from codedark.gap.walls import pairs_joined
from codedark.hospital.records import ConduitId, GateId, Hospital, ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPair:
    """One conduit between one pair of zones (from, to), and the gate that cuts it there."""

    conduit: ConduitId
    pair: Pair
    gate: GateId | None
    """None: no gate stands there, so nothing electronic closes it."""


def joined_by(hospital: Hospital) -> Mapping[ConduitId, tuple[Pair, ...]]:
    """Conduit -> pairs of zones (from, to) that it joins, within one zone included.

    Cost: one compilation of `reach`.
    """
    zones = hospital.hosts.zone_ids
    pairs = pairs_joined(reach.compile(hospital), len(hospital.conduits), len(zones))
    return {c: tuple((zones[a], zones[b]) for a, b in found) for c, found in zip(hospital.conduits, pairs, strict=True)}


def pairs_cut(
    hospital: Hospital, seal: Seal, joined: Mapping[ConduitId, tuple[Pair, ...]] | None = None
) -> tuple[CutPair, ...]:
    """Say between which zones a seal closes something, conduit by conduit, in the order of the seal.

    Args:
        joined: from `joined_by`, when several seals of one hospital are asked about; None: found here.
    Returns:
        Nothing for conduits that are only watched, and nothing within one zone: containment is not a conduit's cut.

    >>> from codedark.gap.posture import seal
    >>> from codedark.gap.toy import toy_hospital
    >>> dark = seal({ConduitId("office-to-records"): Posture.DARK})
    >>> [(cut.pair, cut.gate) for cut in pairs_cut(toy_hospital(), dark)]
    [(('office', 'records'), 'gate-core')]
    """
    cut = [c for c, posture in seal.postures if posture >= Posture.NO_ADMINISTRATION]
    if not cut:
        return ()
    joined = joined_by(hospital) if joined is None else joined
    return tuple(
        CutPair(conduit=c, pair=pair, gate=gate_between(hospital, hospital.conduits[c], pair))
        for c in cut
        for pair in joined[c]
        if pair[0] != pair[1]
    )


def zones_sealed(hospital: Hospital, seal: Seal, cut: tuple[CutPair, ...]) -> tuple[ZoneId, ...]:
    """Zones that a seal does anything to, in the order of the hospital.

    At an end of a cut, contained, or with a host quarantined.
    """
    named = {z for one in cut for z in one.pair} | set(seal.contain)
    named |= {hospital.hosts.named(h).zone for h in seal.quarantine}
    return tuple(z for z in hospital.zones if z in named)
