"""Taking back every measure that changes nothing: a plan cuts nothing without need."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from codedark.gap.territory import NodeMeasures, Territory


def mend(territory: Territory, measures: NodeMeasures) -> NodeMeasures:
    """Undo what keeps nobody out: who is reached stays exactly as it is, and care can only gain.

    A conduit must stay cut only if it leads from somewhere held to somewhere not held; the same of a zone's inside and
    of a quarantined host. Undoing one changes nothing for the others, so no order has to be tried. Three spreads count:
    over every conduit, over those that are not break-glass, and over administration conduits alone: where a clinical
    conduit that stays open leads to the same zone, the administration path beside it, which nobody's care needs, stays
    cut all the same, because it is the one an intruder takes.
    Conduits are opened before quarantines are lifted: of two measures that each would do, the one against the suspect
    himself stays. A zone presumed whole stays contained where `measures` contained it: its hosts are not lost yet.
    Cost: three spreads for conduits, zones and hosts each.

    >>> from codedark.gap.toy import toy_ground, toy_presumed
    >>> from codedark.gap.levers import find_levers
    >>> from codedark.gap.territory import map_territory
    >>> land = map_territory(toy_ground(), toy_presumed("zone:office"))
    >>> most = find_levers(land).most
    >>> int(most.closed.sum()), int(mend(land, most).closed.sum())
    (4, 2)
    """
    closed = measures.closed & _crossing(territory, measures)
    contained = measures.contained & _kept_apart(territory, measures)
    after = NodeMeasures(closed, contained, measures.quarantined)
    return NodeMeasures(closed, contained, measures.quarantined & _dangerous(territory, after))


def _ways(territory: Territory) -> tuple[NDArray[np.bool_], ...]:
    """The conduits of each spread that counts."""
    walls = territory.ground.walls
    return np.ones_like(walls.break_glass), ~walls.break_glass, walls.administration


def _crossing(territory: Territory, measures: NodeMeasures) -> NDArray[np.bool_]:
    """Conduits with a link from a node held (and not quarantined) to one that is not: bool[m]."""
    crossing = np.zeros_like(measures.closed)
    for over in _ways(territory):
        held = territory.spread(measures, over)
        out = held[territory.link_from] & ~held[territory.link_to] & ~measures.quarantined[territory.link_from]
        crossing[territory.link_conduit[out & over[territory.link_conduit]]] = True
    return crossing


def _kept_apart(territory: Territory, measures: NodeMeasures) -> NDArray[np.bool_]:
    """Zones where containment keeps a held node from another, or a presumed zone's hosts from each other: bool[z]."""
    z = len(territory.whole)
    apart = territory.whole & (np.bincount(territory.zone, territory.size, minlength=z) > 1)
    for over in _ways(territory):
        held = territory.spread(measures, over)
        talking, spared = np.zeros(z, np.bool_), np.zeros(z, np.bool_)
        talking[territory.zone[held & ~measures.quarantined]] = True
        spared[territory.zone[~held]] = True
        apart |= talking & spared
    return apart & territory.ground.inside_open


def _dangerous(territory: Territory, measures: NodeMeasures) -> NDArray[np.bool_]:
    """Quarantined nodes that would reach a node not held, were they let go: bool[k]."""
    dangerous = np.zeros_like(measures.quarantined)
    open_inside = territory.ground.inside_open & ~measures.contained
    for over in _ways(territory):
        held = territory.spread(measures, over)
        usable = (over & ~measures.closed)[territory.link_conduit]
        dangerous[territory.link_from[usable & ~held[territory.link_to]]] = True
        spared = np.zeros(len(open_inside), np.bool_)
        spared[territory.zone[~held]] = True
        dangerous |= (spared & open_inside)[territory.zone]
    return dangerous
