"""Closing the administration paths that a plan leaves open and that nobody's care needs just now."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from codedark.gap.levers import Levers
from codedark.gap.territory import NodeMeasures


def tighten(levers: Levers, measures: NodeMeasures) -> NodeMeasures:
    """Cut administration conduits out of what is held whose loss costs no care: another conduit carries the need.

    The solver sees no gain in it: a zone reached over a clinical conduit is reached. But administration paths are the
    ones an intruder takes, so they are closed wherever that is free. One after another, in the order of the conduits;
    conduits nobody needs at all are cut already, and `mend` takes back what keeps nobody from an administration path.
    Cost: one walk over what falls for each such conduit.
    """
    territory, ground = levers.territory, levers.territory.ground
    administration, closed = ground.walls.administration, measures.closed.copy()
    out = (territory.spread(measures) & ~measures.quarantined)[territory.link_from]
    candidates = np.unique(territory.link_conduit[out])
    able = ground.walls.cuttable & administration & ~closed
    now = _care(levers, measures)
    for conduit in candidates[able[candidates]].tolist():
        closed[conduit] = True
        if _care(levers, replace(measures, closed=closed)) > now + 1e-12:
            closed[conduit] = False
    return replace(measures, closed=closed)


def _care(levers: Levers, measures: NodeMeasures) -> float:
    losses = levers.territory.ground.losses
    return losses.care_lost(losses.lost_at_min(losses.nodes_of(levers.territory.on_hosts(measures))))
