"""Closing what a plan leaves open and nobody's care needs just now: administration paths, ways behind break-glass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from codedark.gap.levers import Levers
from codedark.gap.standing import Standing
from codedark.gap.territory import NodeMeasures, Territory


def tighten(levers: Levers, measures: NodeMeasures, keep: Sequence[int] = ()) -> NodeMeasures:
    """Cut administration conduits out of what is held whose loss costs no care: another conduit carries the need.

    The solver sees no gain in it: a zone reached over a clinical conduit is reached. But administration paths are the
    ones an intruder takes, so they are closed wherever that is free. One after another, in the order of the conduits;
    conduits nobody needs at all are cut already, and `mend` takes back what keeps nobody from an administration path.

    Args:
        keep: services (indices) that must not be lost even where that costs no care, as on paper that keeps everything.
    Cost: one walk over what falls for each such conduit.
    """
    territory, ground = levers.territory, levers.territory.ground
    administration, closed = ground.walls.administration, measures.closed.copy()
    out = (territory.spread(measures) & ~measures.quarantined)[territory.link_from]
    candidates = np.unique(territory.link_conduit[out])
    able = ground.walls.cuttable & administration & ~closed
    now, lost = _lost(levers, measures, keep)
    for conduit in candidates[able[candidates]].tolist():
        closed[conduit] = True
        care, kept_lost = _lost(levers, replace(measures, closed=closed), keep)
        if care > now + 1e-12 or (kept_lost & ~lost).any():
            closed[conduit] = False
    return replace(measures, closed=closed)


def shut_behind_break_glass(territory: Territory, measures: NodeMeasures) -> NodeMeasures:
    """Close what leads on from where only break-glass conduits lead to, wherever that stops no service more.

    The solver does not weigh what lies behind break-glass, so that no care is given up for it; but much of it can be
    spared for nothing, above all where the services in question are lost already. One after another, nearest to what is
    held plainly first, so that of two ways of which care needs either the farther one stays; then the inside of zones.
    `mend` takes back what keeps nobody out.
    Cost: a walk over what would fall for each conduit behind break-glass; one spread where there is none.
    """
    ground, plain = territory.ground, ~territory.ground.walls.break_glass
    plainly = territory.spread(measures, plain)
    behind = territory.spread(measures) & ~plainly
    if not behind.any():
        return measures
    losses, circuit = ground.losses, ground.circuit
    standing = Standing(losses, losses.nodes_of(territory.on_hosts(measures)))
    closed, contained = measures.closed.copy(), measures.contained.copy()
    for c in _ways_on(territory, measures, plainly, behind):
        closed[c] = c not in circuit.conduit_at or standing.let_fall(circuit.conduit_at[c])
    zones = np.unique(territory.zone[behind])
    for z in zones[(ground.walls.containable & ~contained)[zones]].tolist():
        contained[z] = z not in circuit.inside_at or standing.let_fall(circuit.inside_at[z])
    return NodeMeasures(closed, contained, measures.quarantined)


def _ways_on(
    territory: Territory, measures: NodeMeasures, plainly: NDArray[np.bool_], behind: NDArray[np.bool_]
) -> list[int]:
    """Open conduits with a gate from what lies behind break-glass to what is not held plainly, nearest first."""
    able = territory.ground.walls.cuttable & ~measures.closed
    on = behind[territory.link_from] & ~plainly[territory.link_to] & able[territory.link_conduit]
    far = np.full(len(able), len(plainly) + 1)
    np.minimum.at(far, territory.link_conduit[on], _hops(territory, measures, plainly)[territory.link_from[on]])
    ways = np.unique(territory.link_conduit[on])
    return ways[np.argsort(far[ways], kind="stable")].tolist()  # type: ignore[no-any-return]


def _hops(territory: Territory, measures: NodeMeasures, plainly: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Node -> hops from what is held plainly; as many as there are nodes where none lead: int[k]."""
    usable = ~measures.closed[territory.link_conduit] & ~measures.quarantined[territory.link_from]
    from_, to = territory.link_from[usable], territory.link_to[usable]
    talking = np.flatnonzero((territory.ground.inside_open & ~measures.contained)[territory.zone])
    never = len(plainly)
    hops = np.where(plainly, 0, never)
    while True:
        fewer, first = hops.copy(), np.full(len(territory.whole), never)
        np.minimum.at(fewer, to, hops[from_] + 1)
        np.minimum.at(first, territory.zone[talking], hops[talking] + 1)
        fewer[talking] = np.minimum(fewer[talking], first[territory.zone[talking]])
        if (fewer == hops).all():
            return hops
        hops = fewer


def _lost(levers: Levers, measures: NodeMeasures, keep: Sequence[int]) -> tuple[float, NDArray[np.bool_]]:
    """Care lost an hour, and which of the services to be kept are lost."""
    losses = levers.territory.ground.losses
    lost_at_min = losses.lost_at_min(losses.nodes_of(levers.territory.on_hosts(measures)))
    return losses.care_lost(lost_at_min), np.isfinite(lost_at_min[list(keep)])
