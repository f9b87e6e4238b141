"""Is it cut, and what does it cost? Asked of `reach` and `depend`, which know nothing of the solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.gap.exposure import Exposure
from codedark.gap.ground import Ground
from codedark.gap.plan import Presumed
from codedark.gap.walls import Measures
from codedark.hospital.records import ServiceId
from codedark.reach.closure import closure


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What measures do, found without the optimiser: n hosts, z zones."""

    exposed: NDArray[np.bool_]
    """Zone -> whether something not presumed in it can be reached; zones presumed whole are not counted."""
    exposed_plainly: NDArray[np.bool_]
    """The same without what break-glass conduits carry."""
    core_held: NDArray[np.bool_]
    """Zone -> core, and presumed as a whole: no cut gives it back."""
    care_lost_per_h: float
    exposed_care_per_h: float
    """Price of everything within reach, presumed zones included, what break-glass conduits carry aside."""
    break_glass_care_per_h: float
    """Price of what is within reach over break-glass conduits alone."""
    services_lost: tuple[ServiceId, ...]

    @property
    def cost_per_h(self) -> float:
        """What a plan minimises: break-glass is its clinical owner's to answer for, and no part of it."""
        return self.care_lost_per_h + self.exposed_care_per_h


def judge(ground: Ground, presumed: Presumed, measures: Measures, *, off: NDArray[np.bool_] | None = None) -> Judged:
    """Judge measures against what is presumed.

    Args:
        off: bool[n], hosts switched off besides: they reach nobody, nobody reaches them, and what needs them is lost.
    Cost: two closures of `reach`, one walk over what falls.
    """
    hosts = ground.hospital.hosts
    exposure = Exposure(ground, presumed)
    off = np.zeros(len(hosts), np.bool_) if off is None else off
    quiet = Measures(measures.closed, measures.contained, measures.quarantined | off)
    start = exposure.whole[hosts.zone_at]
    start[[hosts.index_of(h) for h in presumed.hosts]] = True
    held, empty = _held(ground, quiet, start & ~off, exposure.whole, measures.closed)
    plain_cut = measures.closed | ground.walls.break_glass
    held_plainly, empty_plainly = _held(ground, quiet, start & ~off, exposure.whole, plain_cut)
    lost_at_min = ground.losses.lost_at_min(ground.losses.nodes_of(quiet))
    in_all = exposure.total(held & ~off, empty, measures.contained)
    plainly = exposure.total(held_plainly & ~off, empty_plainly, measures.contained)
    return Judged(
        exposed=_exposed(ground, held & ~start, empty, exposure.whole),
        exposed_plainly=_exposed(ground, held_plainly & ~start, empty_plainly, exposure.whole),
        core_held=ground.core & exposure.whole,
        care_lost_per_h=ground.losses.care_lost(lost_at_min),
        exposed_care_per_h=plainly,
        break_glass_care_per_h=in_all - plainly,
        services_lost=ground.losses.services_lost(lost_at_min),
    )


def _held(
    ground: Ground, quiet: Measures, start: NDArray[np.bool_], whole: NDArray[np.bool_], cut: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Hosts held (bool[n]), and zones without hosts told that are held (bool[z])."""
    reach = ground.reach
    closed = closure(reach, cut=cut, contained=quiet.contained, quarantined=quiet.quarantined)
    held = closed.held_from(start)
    empty = reach.size == 0
    starts = empty & whole[reach.zone_of]
    starts[reach.class_of[start & ~quiet.quarantined]] = True
    reached = closed.reached_from(starts)
    held |= reached[reach.class_of] & ~quiet.quarantined
    zones = np.zeros(len(whole), np.bool_)
    zones[reach.zone_of[empty & (reached | starts)]] = True
    return held, zones


def _exposed(
    ground: Ground, held: NDArray[np.bool_], empty_zones: NDArray[np.bool_], whole: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    exposed = empty_zones.copy()
    exposed[ground.hospital.hosts.zone_at[held]] = True
    return exposed & ~whole
