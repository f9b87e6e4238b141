"""One hop after another, in words: who opens what to whom, over which row, past which gate, known how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.ports import written
from codedark.hospital.records import ConduitId, GateId, Hospital, Prefix
from codedark.hospital.words import Basis, Inside, Purpose
from codedark.reach.compiled import Reach
from codedark.reach.places import Place, PlaceKind
from codedark.reach.selecting import surely_stands_in
from codedark.reach.walking import INSIDE, Hop, Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One hop, in words."""

    one: str
    other: str
    one_zone: str
    other_zone: str
    conduit: ConduitId | None
    """The row that lets it through; None: no row does, the inside of a zone is open or nobody stands between."""
    ports: str
    """What is let through: `tcp/445`, `any`."""
    purpose: Purpose | None
    gates: tuple[GateId, ...]
    """Gates that stand on it and could cut it."""
    basis: Basis
    doubt: str
    """Why it is not known whether this hop is open; empty: it is told as open."""
    says: str


def weakest(known: Sequence[Basis]) -> Basis:
    """The weakest of some bases; assumed when there are none.

    >>> weakest([Basis.STATED, Basis.INFERRED])
    <Basis.INFERRED: 'inferred'>
    """
    order = list(Basis)
    return max(known, key=order.index, default=Basis.ASSUMED)


class Telling:
    """Puts a way through classes into words, from one place to another."""

    def __init__(self, hospital: Hospital, reach: Reach, source: Place, target: Place) -> None:
        self.hospital, self.reach = hospital, reach
        self.source, self.target = source, target
        self.zones = [hospital.zones[z] for z in hospital.hosts.zone_ids]
        self.rows = tuple(hospital.conduits.values())

    def nearest(self, walked: Walk) -> tuple[Hop, ...]:
        """The way to the nearest class of the target; () when none is reached."""
        wanted = np.flatnonzero(self.target.classes(self.reach) & (walked.hops > 0))
        return walked.way_to(int(wanted[np.argmin(walked.hops[wanted])])) if len(wanted) else ()

    def certain_edges(self) -> NDArray[np.bool_]:
        """Edges that do not hang on where a zone without hosts has its addresses: bool[e]."""
        sure = np.ones(len(self.reach.edge_from), np.bool_)
        for ends in (self.reach.edge_from, self.reach.edge_to):
            for edge in np.flatnonzero(self.reach.size[ends] == 0).tolist():
                sure[edge] &= not self._doubt(
                    Hop(int(self.reach.edge_from[edge]), int(self.reach.edge_to[edge]), edge), edge
                )
        return sure

    def steps(self, way: tuple[Hop, ...]) -> tuple[Step, ...]:
        """The hops of a way in words; the first starts at the source, the last ends at the target."""
        names = [self._start(way[0].one), *(self._someone(hop.one) for hop in way[1:]), self._end(way[-1].other)]
        return tuple(self._step(hop, names[i], names[i + 1]) for i, hop in enumerate(way))

    def _step(self, hop: Hop, one: str, other: str) -> Step:
        zones = self.zones[self.reach.zone_of[hop.one]], self.zones[self.reach.zone_of[hop.other]]
        edge = hop.edge if hop.edge == INSIDE else self._best_known(hop)
        at = len(self.rows) if edge == INSIDE else int(self.reach.edge_conduit[edge])
        row = self.rows[at] if at < len(self.rows) else None
        ports = "any" if edge == INSIDE else written(self.reach.port_sets[self.reach.edge_ports[edge]])
        doubt = self._doubt(hop, edge)
        if row is not None:
            over = f"conduit {row.conduit} ({row.basis})"
        else:
            over = doubt or f"the inside of {zones[0].zone} is open ({zones[0].basis})"
        return Step(
            one=one,
            other=other,
            one_zone=zones[0].zone,
            other_zone=zones[1].zone,
            conduit=None if row is None else row.conduit,
            ports=ports,
            purpose=None if row is None else row.purpose,
            gates=self._gates(hop, edge),
            basis=weakest([zones[0].basis, zones[1].basis]) if row is None else row.basis,
            doubt=doubt,
            says=f"{one} in {zones[0].zone} -> {other} in {zones[1].zone}: {ports}, {over}",
        )

    def _best_known(self, hop: Hop) -> int:
        """Of the edges between two classes the one least in doubt, then the one whose row is best known."""
        order = list(Basis)
        same = np.flatnonzero((self.reach.edge_from == hop.one) & (self.reach.edge_to == hop.other)).tolist()

        def rank(edge: int) -> tuple[bool, int, int]:
            at = int(self.reach.edge_conduit[edge])
            known = order.index(self.rows[at].basis) if at < len(self.rows) else len(order)
            return bool(self._doubt(hop, edge)), known, edge

        return min(same, key=rank)

    def _doubt(self, hop: Hop, edge: int) -> str:
        one, other = (self.zones[self.reach.zone_of[c]] for c in (hop.one, hop.other))
        if edge == INSIDE:
            if one.inside is Inside.OPEN:
                return ""
            return f"{one.zone} is told as isolated, but nothing is told that keeps its hosts apart"
        at = int(self.reach.edge_conduit[edge])
        if at == len(self.rows):
            return f"no row lets {one.zone} into {other.zone}, but no gate is told that stands between them"
        for c, selector in ((hop.one, self.rows[at].from_), (hop.other, self.rows[at].to)):
            if selector.prefix is not None and not self._surely_in(c, selector.prefix):
                who = f"{self._someone(c)} in {self.zones[self.reach.zone_of[c]].zone}"
                return f"the address of {who} is not told: conduit {self.rows[at].conduit} may mean it"
        return ""

    def _surely_in(self, c: int, prefix: Prefix) -> bool:
        """Whether a class that a row by prefix was taken to mean is known to lie there."""
        hosts = np.flatnonzero(self.reach.class_of == c)
        if len(hosts):
            return bool(self.hospital.hosts.address_family[hosts[0]] != 0)
        return surely_stands_in(prefix, self.zones[self.reach.zone_of[c]].prefixes)

    def _gates(self, hop: Hop, edge: int) -> tuple[GateId, ...]:
        one, other = (self.zones[self.reach.zone_of[c]] for c in (hop.one, hop.other))
        if edge == INSIDE:
            return () if one.contain is None else (one.contain,)
        at = int(self.reach.edge_conduit[edge])
        if at < len(self.rows) and (gate := self.rows[at].gate) is not None:
            return (gate,)
        if one.zone == other.zone:
            return () if one.contain is None else (one.contain,)
        return tuple(dict.fromkeys(g for g in (one.gate, other.gate) if g is not None))

    def _start(self, c: int) -> str:
        return self.source.name if self.source.kind is PlaceKind.HOST else self._someone(c)

    def _end(self, c: int) -> str:
        if self.target.kind is PlaceKind.HOST:
            return self.target.name
        among = self.target.hosts[self.reach.class_of[self.target.hosts] == c]
        if self.target.kind is PlaceKind.SERVICE and len(among):
            return f"{self.hospital.hosts.ids[int(among[0])]} ({self.target.name} stands on it)"
        return self._someone(c)

    def _someone(self, c: int) -> str:
        hosts = np.flatnonzero(self.reach.class_of == c)
        if len(hosts) == 0:
            return "someone"
        first = self.hospital.hosts.ids[int(hosts[0])]
        others = len(hosts) - 1
        return f"{first} (or {others} other{'s' * (others > 1)})" if others else str(first)
