"""What can be cut, and by which gates: conduits, the inside of zones, single hosts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.records import Conduit, GateId, Hospital, Zone
from codedark.hospital.words import Inside, Purpose
from codedark.reach import Reach


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """What is done to a network: m conduits closed, z zones contained, n hosts quarantined. All False: nothing.

    A contained zone's hosts cannot speak to each other over the inside of their zone; a quarantined host speaks to
    nobody.
    """

    closed: NDArray[np.bool_]
    contained: NDArray[np.bool_]
    quarantined: NDArray[np.bool_]

    @classmethod
    def none(cls, hospital: Hospital) -> Measures:
        """Nothing is done.

        >>> from codedark.gap.toy import toy_hospital
        >>> Measures.none(toy_hospital()).closed.any()
        np.False_
        """
        sizes = len(hospital.conduits), len(hospital.zones), len(hospital.hosts)
        return cls(*(np.zeros(n, np.bool_) for n in sizes))


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """Where gates stand.

    A conduit can be cut when a gate stands on every path it opens: its own, or else the gate of the zone at either end
    of each pair of zones it joins. Within one zone no zone gate sees anything; there the inside, open or kept apart by
    what contains the zone, decides. A break-glass conduit is never cut.
    """

    cuttable: NDArray[np.bool_]
    """Conduit -> whether a plan may cut it."""
    gates_of: tuple[tuple[GateId, ...], ...]
    """Conduit -> the gates that cut it together; () where none does, or where there is nothing to cut."""
    ungated: tuple[tuple[int, int] | None, ...]
    """Conduit -> the first pair of zones (from, to) between which nothing could cut it; None: there is none."""
    break_glass: NDArray[np.bool_]
    administration: NDArray[np.bool_]
    """Conduit -> whether its purpose is administration: the way an intruder prefers."""
    containable: NDArray[np.bool_]
    """Zone -> whether something can keep its hosts apart, and they are not apart already."""
    quarantinable: NDArray[np.bool_]
    """Host -> whether a gate can take it off the network."""

    def most(self, quarantine: NDArray[np.bool_]) -> Measures:
        """All that can be done: every conduit cut, every zone contained, hosts of `quarantine` where a gate can."""
        return Measures(self.cuttable.copy(), self.containable.copy(), quarantine & self.quarantinable)


def find_walls(hospital: Hospital, reach: Reach) -> Walls:
    """Look where gates stand.

    Cost: one sort of the edges.

    >>> from codedark import reach
    >>> from codedark.gap.toy import toy_hospital
    >>> walls = find_walls(toy_hospital(), reach.compile(toy_hospital()))
    >>> dict(zip(toy_hospital().conduits, walls.gates_of))["staff-to-records"]
    ('gate-clinic',)
    """
    pairs = pairs_joined(reach, len(hospital.conduits), len(hospital.zones))
    rows = tuple(hospital.conduits.values())
    zones = tuple(hospital.zones[z] for z in hospital.hosts.zone_ids)
    minutes = {gate.gate: gate.fire_min for gate in hospital.gates.values()}
    found = [_gates(zones, minutes, row, joined) for row, joined in zip(rows, pairs, strict=True)]
    gates, ungated = tuple(g for g, _ in found), tuple(pair for _, pair in found)
    break_glass = np.array([c.break_glass for c in rows], np.bool_)
    hosts = range(len(hospital.hosts))
    return Walls(
        cuttable=np.array([bool(g) for g in gates], np.bool_) & ~break_glass,
        gates_of=gates,
        ungated=ungated,
        break_glass=break_glass,
        administration=np.array([c.purpose is Purpose.ADMINISTRATION for c in rows], np.bool_),
        containable=np.array(
            [z.contain is not None and z.inside is Inside.OPEN for z in hospital.zones.values()], np.bool_
        ),
        quarantinable=np.array([hospital.hosts.quarantine_of(i) is not None for i in hosts], np.bool_),
    )


def pairs_joined(reach: Reach, conduits: int, zones: int) -> list[list[tuple[int, int]]]:
    """For each conduit the pairs of zones its edges join; a host's way to itself joins nothing."""
    told = (reach.edge_from != reach.edge_to) | (reach.size[reach.edge_from] > 1)
    from_, to = reach.zone_of[reach.edge_from[told]].astype(np.int64), reach.zone_of[reach.edge_to[told]]
    keys = np.unique((reach.edge_conduit[told] * np.int64(zones) + from_) * zones + to)
    pairs: list[list[tuple[int, int]]] = [[] for _ in range(conduits)]
    for key in keys.tolist():
        pairs[key // (zones * zones)].append((key // zones % zones, key % zones))
    return pairs


def _gates(
    zones: Sequence[Zone], minutes: Mapping[GateId, float], conduit: Conduit, pairs: list[tuple[int, int]]
) -> tuple[tuple[GateId, ...], tuple[int, int] | None]:
    """The gates that cut a conduit between these pairs of zones, or else the first pair without one."""
    if not pairs:
        return (), None
    if conduit.gate is not None:
        return (conduit.gate,), None
    used: dict[GateId, None] = {}
    for a, b in pairs:
        source, target = zones[a], zones[b]
        if a == b:
            if source.inside is Inside.OPEN:
                continue
            gate = source.contain
        else:
            choices = [g for g in (source.gate, target.gate) if g is not None]
            gate = min(choices, key=minutes.__getitem__) if choices else None
        if gate is None:
            return (), (a, b)
        used[gate] = None
    return tuple(used), None


def fire_min(hospital: Hospital, walls: Walls, measures: Measures) -> float:
    """Minutes until the slowest gate these measures take has acted; 0 when nothing is done."""
    used = {gate for c in np.flatnonzero(measures.closed).tolist() for gate in walls.gates_of[c]}
    zones = [hospital.zones[z] for z in hospital.hosts.zone_ids]
    used |= {g for z in np.flatnonzero(measures.contained).tolist() if (g := zones[z].contain) is not None}
    hosts = np.flatnonzero(measures.quarantined).tolist()
    used |= {g for i in hosts if (g := hospital.hosts.quarantine_of(i)) is not None}
    return max((hospital.gates[gate].fire_min for gate in used), default=0.0)
