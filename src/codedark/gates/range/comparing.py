"""What the model says a walker would hold, and where packets say otherwise. Pure.

The model is `reach` closed over hops, on the rows of every posture, over what carries TCP; a seal closes rows, contains
zones, quarantines hosts, each only where a gate stands that does it. The model knows nothing of gates' rule sets, and
packets nothing of the model.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from codedark.gap.posture import Seal
from codedark.gap.tiers import Tiers
from codedark.gap.walls import Measures
from codedark.gates.range.doors import class_of, over_tcp, probers_at
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.walker import Walk
from codedark.hospital.ports import carries
from codedark.hospital.records import Port
from codedark.hospital.words import Protocol
from codedark.reach import Reach, closure

DISAGREEMENTS_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One host on which the model and packets differ."""

    host: str
    zone: str
    model: bool
    """Whether the model says it would be held."""
    packets: bool
    why: str


class Model:
    """The model of one furnished hospital, for any seal."""

    def __init__(self, furnished: Furnished, tiers: Tiers) -> None:
        self.furnished, self.tiers = furnished, tiers
        self.reach: Reach = over_tcp(tiers.ground.reach)
        self.class_of: NDArray[np.int32] = class_of(furnished, tiers.ground.reach)
        self.probers = probers_at(furnished)
        self.rows = tuple(tiers.ground.hospital.conduits.values())
        self.gated = _gated(self.reach, tiers)

    def held(self, starts: Collection[int], seal: Seal) -> frozenset[int]:
        """Machines that would be held by whoever starts from these, probers of ours left out."""
        measures = self.tiers.measures(seal)
        standing = self._standing(measures)
        closed = closure(standing, contained=measures.contained, quarantined=measures.quarantined)
        off = self._off(measures.quarantined)
        classes = np.unique([self.class_of[m] for m in starts if not off[m]]).astype(np.intp)
        reached = closed.reached_from(classes)[self.class_of]
        found = set(np.flatnonzero(reached & ~off).tolist()) | set(starts)
        return frozenset(found) - self.probers

    def opens(self, source: int, target: int, port: int, seal: Seal) -> bool:
        """Whether one machine may open a TCP session to another's port under a seal."""
        measures = self.tiers.measures(seal)
        off = self._off(measures.quarantined)
        if off[source] or off[target]:
            return False
        one, other = int(self.class_of[source]), int(self.class_of[target])
        zone = int(self.reach.zone_of[one])
        if zone == self.reach.zone_of[other] and self.reach.inside_open[one] and not measures.contained[zone]:
            return True
        edges = (self.reach.edge_from == one) & (self.reach.edge_to == other) & ~self._cut(measures)
        asked = Port(Protocol.TCP, port)
        return any(carries(self.reach.port_sets[p], asked) for p in set(self.reach.edge_ports[edges].tolist()))

    def _cut(self, measures: Measures) -> NDArray[np.bool_]:
        """Edges that carry nothing: their row is closed, and a gate stands between the two zones."""
        return measures.closed[self.reach.edge_conduit] & self.gated

    def _standing(self, measures: Measures) -> Reach:
        kept = ~self._cut(measures)
        return replace(
            self.reach,
            edge_from=self.reach.edge_from[kept],
            edge_to=self.reach.edge_to[kept],
            edge_conduit=self.reach.edge_conduit[kept],
            edge_ports=self.reach.edge_ports[kept],
        )

    def _off(self, quarantined: NDArray[np.bool_]) -> NDArray[np.bool_]:
        strangers = len(self.furnished.machines) - len(quarantined)
        return np.concatenate([quarantined, np.zeros(strangers, np.bool_)])

    def disagreements(self, walk: Walk, model: frozenset[int], seal: Seal) -> tuple[Disagreement, ...]:
        """Every machine on which a finished walk and the model differ."""
        return tuple(self._disagreement(walk, m, model, seal) for m in sorted(model ^ walk.held))

    def _disagreement(self, walk: Walk, machine: int, model: frozenset[int], seal: Seal) -> Disagreement:
        told = self.furnished.machines[machine]
        why = self._why_model(walk, machine, seal) if machine in model else self._why_packets(walk, machine)
        return Disagreement(
            host=told.name, zone=told.zone, model=machine in model, packets=machine in walk.held, why=why
        )

    def _why_packets(self, walk: Walk, machine: int) -> str:
        step = walk.steps[machine]
        source = self.furnished.machines[step.by]
        return f"{source.name} ({source.zone}) passed a token to its port tcp/{step.port}; no row of the model lets it"

    def _why_model(self, walk: Walk, machine: int, seal: Seal) -> str:
        measures = self.tiers.measures(seal)
        held = {int(self.class_of[m]) for m in walk.steps}
        own = int(self.class_of[machine])
        zones = {int(self.reach.zone_of[c]) for c in held}
        zone = int(self.reach.zone_of[own])
        if zone in zones and self.reach.inside_open[own] and not measures.contained[zone]:
            return "hosts of its zone are held and its inside is open; no token came through"
        edges = np.isin(self.reach.edge_from, list(held)) & (self.reach.edge_to == own) & ~self._cut(measures)
        names = dict.fromkeys(self.rows[i].conduit for i in self.reach.edge_conduit[edges].tolist())
        if not names:
            return "the model reaches it over machines that packets did not reach"
        return f"the model lets it over {', '.join(list(names)[:3])}; no token came through"


def _gated(reach: Reach, tiers: Tiers) -> NDArray[np.bool_]:
    """Edge -> whether a gate can cut it: the row's own, one of the zones', or inside a zone what contains it."""
    hospital = tiers.ground.hospital
    zones = [hospital.zones[z] for z in hospital.hosts.zone_ids]
    fenced = np.array([z.gate is not None for z in zones], np.bool_)
    contained = np.array([z.contain is not None for z in zones], np.bool_)
    own = np.array([row.gate is not None for row in hospital.conduits.values()] or [False], np.bool_)
    one, other = reach.zone_of[reach.edge_from], reach.zone_of[reach.edge_to]
    between = np.where(one == other, contained[one], fenced[one] | fenced[other])
    found: NDArray[np.bool_] = own[reach.edge_conduit] | between
    return found
