"""Which measures are a choice: those that cost care and may spare exposure. All others are settled beforehand.

Cutting more never exposes more. So whatever costs nothing is done (and undone afterwards where it changed nothing: see
`mending`), and the least exposure of core is known before any choice: it is what remains when everything that can be
cut is cut. Only measures that a service stands on are left to weigh.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.gap.territory import NodeMeasures, Territory


@dataclass(frozen=True, slots=True, eq=False)
class Levers:
    """What is settled and what is open, for one territory of k nodes, m conduits, z zones."""

    territory: Territory
    free: NodeMeasures
    """Everything that can be done at no cost to care."""
    most: NodeMeasures
    """Everything that can be done."""
    reached_free: NDArray[np.bool_]
    """Nodes held when only `free` is done, break-glass aside: no node beyond these is ever reached plainly."""
    reached_most: NDArray[np.bool_]
    """Nodes held whatever is done, break-glass aside."""
    protected: NDArray[np.bool_]
    """Zone -> core that can be kept out of reach, break-glass aside; a plan must."""
    conduits: NDArray[np.intp]
    """Conduits to choose among."""
    zones: NDArray[np.intp]
    """Zones to contain or not."""
    nodes: NDArray[np.intp]
    """Nodes to quarantine or not."""


def find_levers(territory: Territory) -> Levers:
    """Settle what needs no choice.

    Cost: two spreads over the territory.
    """
    ground, walls = territory.ground, territory.ground.walls
    free = NodeMeasures(
        walls.cuttable & ~ground.conduit_matters,
        walls.containable & ~ground.inside_matters,
        territory.gated & ~territory.costly,
    )
    most = NodeMeasures(walls.cuttable, walls.containable, territory.gated)
    reached_free, reached_most = (territory.spread(m, ~walls.break_glass) for m in (free, most))
    lost_core = np.zeros(len(territory.whole), np.bool_)
    lost_core[territory.zone[reached_most & ~territory.source]] = True
    open_to = ~reached_most[territory.link_to] & (reached_free & ~free.quarantined)[territory.link_from]
    conduits = np.unique(territory.link_conduit[open_to])
    return Levers(
        territory=territory,
        free=free,
        most=most,
        reached_free=reached_free,
        reached_most=reached_most,
        protected=ground.core & ~territory.whole & ~lost_core,
        conduits=conduits[(most.closed & ~free.closed)[conduits]],
        zones=_zones(territory, most.contained & ~free.contained, reached_free, reached_most),
        nodes=np.flatnonzero(most.quarantined & ~free.quarantined),
    )


def _zones(
    territory: Territory,
    candidates: NDArray[np.bool_],
    reached_free: NDArray[np.bool_],
    reached_most: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Zones whose containment may spare somebody: mates of a presumed zone, or nodes not held for certain."""
    z = len(candidates)
    hosts = np.bincount(territory.zone, territory.size, minlength=z)
    entered, spared = np.zeros(z, np.bool_), np.zeros(z, np.bool_)
    entered[territory.zone[reached_free]] = True
    spared[territory.zone[~reached_most]] = True
    return np.flatnonzero(candidates & ((territory.whole & (hosts > 1)) | (entered & spared)))
