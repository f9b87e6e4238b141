"""The other answers to the same alarm, priced the same way: so that a cut is never judged alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from codedark.gap.checking import Judged, judge
from codedark.gap.ground import Ground
from codedark.gap.levers import Levers
from codedark.gap.mending import mend
from codedark.gap.plan import Alternative, Presumed
from codedark.gap.territory import NodeMeasures, Territory
from codedark.gap.walls import Measures


def alternatives(ground: Ground, presumed: Presumed, levers: Levers, chosen: NodeMeasures) -> tuple[Alternative, ...]:
    """Price full shutdown, zone isolation, cutting only what costs nothing, doing nothing, and lifting break-glass.

    Full shutdown switches off every host of `[response] off_roles`. Zone isolation pulls, by hand where no gate stands,
    every conduit that does nothing but cross the border of a suspect zone, break-glass or not; one that also joins
    other zones stays open, so isolation may look cheaper than it is, never dearer. Inside a suspect zone all talk on.
    Break-glass lifted is the plan's own measures with the break-glass conduits that carry the intruder on cut as well:
    what their owners would have to give up. Left out where they carry him nowhere.

    Args:
        chosen: the plan's measures.
    Cost: a judgement each.
    """
    nothing = Measures.none(ground.hospital)
    free = levers.territory.on_hosts(mend(levers.territory, levers.free))
    return (
        _told(ground, "full shutdown", judge(ground, presumed, nothing, off=off_in_shutdown(ground))),
        _told(ground, "zone isolation", judge(ground, presumed, isolated(ground, presumed))),
        _told(ground, "only what costs no care", judge(ground, presumed, free)),
        _told(ground, "nothing", judge(ground, presumed, nothing)),
        *_break_glass_lifted(presumed, levers.territory, chosen),
    )


def carrying_on(territory: Territory, measures: NodeMeasures) -> NDArray[np.bool_]:
    """Break-glass conduits out of what is held without them, to what is not, that gates could cut: bool[m].

    With these cut nothing is held but what is held plainly, unless one of them passes no gate.
    """
    walls = territory.ground.walls
    held = territory.spread(measures, ~walls.break_glass)
    out = held[territory.link_from] & ~held[territory.link_to] & ~measures.quarantined[territory.link_from]
    gated = np.array([bool(gates) for gates in walls.gates_of], np.bool_)
    carrying = np.zeros_like(walls.break_glass)
    carrying[territory.link_conduit[out]] = True
    return carrying & walls.break_glass & gated


def _break_glass_lifted(presumed: Presumed, territory: Territory, chosen: NodeMeasures) -> tuple[Alternative, ...]:
    ground, carrying = territory.ground, carrying_on(territory, chosen)
    if not carrying.any():
        return ()
    measures = territory.on_hosts(replace(chosen, closed=chosen.closed | carrying))
    lifted = tuple(name for name, also in zip(ground.hospital.conduits, carrying.tolist(), strict=True) if also)
    return (replace(_told(ground, "break-glass lifted", judge(ground, presumed, measures)), lifted=lifted),)


def off_in_shutdown(ground: Ground) -> NDArray[np.bool_]:
    """Hosts a full shutdown switches off: bool[n]."""
    hosts = ground.hospital.hosts
    roles = [hosts.roles.index(role) for role in ground.hospital.settings.response.off_roles]
    return np.isin(hosts.role_at, roles)


def isolated(ground: Ground, presumed: Presumed) -> Measures:
    """What a zone isolation does: each zone presumed, or with a presumed host in it, is cut off from all others."""
    hospital, reach = ground.hospital, ground.reach
    suspect = np.array([zone in presumed.zones for zone in hospital.hosts.zone_ids], np.bool_)
    suspect[[hospital.hosts.zone_at[hospital.hosts.index_of(h)] for h in presumed.hosts]] = True
    from_, to = reach.zone_of[reach.edge_from], reach.zone_of[reach.edge_to]
    border = (suspect[from_] | suspect[to]) & (from_ != to)
    closed, also = np.zeros(len(hospital.conduits), np.bool_), np.zeros(len(hospital.conduits), np.bool_)
    closed[reach.edge_conduit[border]] = True
    also[reach.edge_conduit[~border & (from_ != to)]] = True
    nothing = Measures.none(hospital)
    return Measures(closed & ~also, nothing.contained, nothing.quarantined)


def _told(ground: Ground, name: str, judged: Judged) -> Alternative:
    names = ground.hospital.hosts.zone_ids
    core = ground.core & (judged.exposed | judged.core_held)
    behind = ground.core & judged.exposed & ~judged.exposed_plainly
    return Alternative(
        name=name,
        care_lost_per_h=judged.care_lost_per_h,
        exposed_care_per_h=judged.exposed_care_per_h,
        break_glass_care_per_h=judged.break_glass_care_per_h,
        core_exposed=tuple(names[z] for z in np.flatnonzero(core).tolist()),
        core_behind_break_glass=tuple(names[z] for z in np.flatnonzero(behind).tolist()),
    )
