"""The cut that stops the spread and costs patients least."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from codedark.depend import Circuit
from codedark.gap.alternatives import alternatives
from codedark.gap.checking import Judged, judge
from codedark.gap.exposure import Exposure
from codedark.gap.ground import Ground, survey
from codedark.gap.levers import Levers, find_levers
from codedark.gap.mending import mend
from codedark.gap.model import Model
from codedark.gap.plan import CutPlan, Presumed
from codedark.gap.program import Solved
from codedark.gap.residuals import residuals
from codedark.gap.territory import NodeMeasures, map_territory
from codedark.gap.tightening import shut_behind_break_glass, tighten
from codedark.gap.walls import Measures, fire_min
from codedark.hospital.records import Hospital, ServiceId
from codedark.reach import Reach

TOLERANCE = 1e-4
"""Share of a plan's cost (of 1, if it costs less) by which the solver's claim and the judges may differ: the solver
takes a row as kept that is missed by 1e-6, and weights multiply that."""


class CutMismatch(AssertionError):
    """The solver claims what `reach` and `depend` do not find: a fault of ours, never of the hospital's."""


def least_harm_cut(
    hospital: Hospital,
    reach: Reach,
    circuit: Circuit,
    presumed: Presumed,
    keep: Iterable[ServiceId] = (),
    *,
    time_limit_s: float | None = None,
) -> CutPlan:
    """Find the cut that stops the spread and costs patients least.

    In this order: (1) as little core exposed as possible; (2) care lost an hour plus the priced exposure of everything
    within reach is least; (3) administration paths that cost nothing more are closed, so is what leads on from behind
    break-glass where that stops no service more, and nothing is cut without need. Only what has a gate is cut.
    Break-glass conduits are never cut, and what they alone lead to is left out of (1) and (2): their clinical owner
    signed for it. It is listed and priced beside the plan, and the answer stays *no*.
    Because cutting more never exposes more, (1) is known before any choice is made; what costs nothing is cut, and
    taken back where it changed nothing; the solver weighs the rest. The plan's figures are those of the judges
    (`checking`), not of the solver.

    Args:
        reach, circuit: of this hospital.
        presumed: from `presume`.
        keep: services that must not be lost within the horizon, before core is protected; one that nothing on the
            network touches is kept anyway.
        time_limit_s: None: until proven. Otherwise the best found by then, or cutting everything if that is cheaper,
            with the bound and `optimal` False.
    Returns:
        The plan, with full shutdown, zone isolation, cutting only what is free, and nothing priced beside it; and the
        same cut with break-glass lifted, where break-glass carries the intruder on.
        `residual` is empty iff nothing presumed reaches core.
    Raises:
        KeyError: a host, zone or service is not in the hospital.
        CutMismatch: the judges disagree with the solver.
    Cost: one MILP with a binary for each lever that both costs care and may spare exposure; benchmarks/bench_cut.py.
    Source: after minimum-cost network hardening (Albanese, Jajodia, Noel, DSN 2012); weights after ISO 22301.

    >>> from codedark import depend, reach
    >>> from codedark.gap.toy import toy_hospital, toy_presumed
    >>> toy = toy_hospital()
    >>> plan = least_harm_cut(toy, reach.compile(toy), depend.compile(toy), toy_presumed("zone:office"))
    >>> plan.cut, plan.care_lost_per_h, plan.optimal
    (('office-to-records', 'office-to-clinic'), 0.0, True)
    """
    return cut_on(survey(hospital, reach, circuit), presumed, keep, time_limit_s=time_limit_s)


def cut_on(
    ground: Ground, presumed: Presumed, keep: Iterable[ServiceId] = (), *, time_limit_s: float | None = None
) -> CutPlan:
    """`least_harm_cut` on ground already surveyed, for many cuts of one hospital."""
    territory = map_territory(ground, presumed)
    levers, exposure = find_levers(territory), Exposure(ground, presumed)
    kept = [ground.service_index(service) for service in keep]
    found, solved = _solve(levers, exposure, kept, time_limit_s)
    nodes, measures, judged = _finished(levers, presumed, found, kept)
    _check(levers, solved, judged, bool(kept))
    if not solved.proven and not kept:
        everything = _finished(levers, presumed, levers.most, kept)
        if everything[-1].cost_per_h < judged.cost_per_h:
            nodes, measures, judged = everything
    hospital, zones = ground.hospital, ground.hospital.hosts.zone_ids
    return CutPlan(
        presumed=presumed,
        cut=tuple(name for name, cut in zip(hospital.conduits, measures.closed.tolist(), strict=True) if cut),
        quarantine=tuple(hospital.hosts.ids[i] for i in np.flatnonzero(measures.quarantined).tolist()),
        contain=tuple(zones[z] for z in np.flatnonzero(measures.contained).tolist()),
        care_lost_per_h=judged.care_lost_per_h,
        exposed_care_per_h=judged.exposed_care_per_h,
        bound=min(solved.bound, judged.cost_per_h),
        optimal=solved.proven,
        services_lost=judged.services_lost,
        residual=residuals(territory, presumed, nodes),
        exposed=tuple(zones[z] for z in np.flatnonzero(judged.exposed).tolist()),
        fire_min=fire_min(hospital, ground.walls, measures),
        alternatives=alternatives(ground, presumed, levers, nodes),
        behind_break_glass=tuple(zones[z] for z in np.flatnonzero(judged.exposed & ~judged.exposed_plainly).tolist()),
        break_glass_care_per_h=judged.break_glass_care_per_h,
    )


def _finished(
    levers: Levers, presumed: Presumed, found: NodeMeasures, keep: list[int]
) -> tuple[NodeMeasures, Measures, Judged]:
    """Measures tightened and mended, told host by host, and judged."""
    nodes = mend(levers.territory, shut_behind_break_glass(levers.territory, tighten(levers, found, keep)))
    measures = levers.territory.on_hosts(nodes)
    return nodes, measures, judge(levers.territory.ground, presumed, measures)


def _solve(
    levers: Levers, exposure: Exposure, keep: list[int], time_limit_s: float | None
) -> tuple[NodeMeasures, Solved]:
    model = Model(levers, exposure, keep)
    solved = model.program.solve(time_limit_s)
    if solved.infeasible and keep:
        model = Model(levers, exposure, keep, slack=True)
        core = model.least_core(time_limit_s)
        solved = model.program.solve(time_limit_s)
        solved = Solved(solved.values, solved.objective, solved.bound, solved.proven and core.proven, solved.infeasible)
    if solved.values is None:
        if solved.infeasible:
            raise CutMismatch("the solver finds no cut at all, and cutting everything that can be cut is one")
        return (levers.free if keep else levers.most), solved
    return model.read(solved.values), solved


def _check(levers: Levers, solved: Solved, judged: Judged, kept: bool) -> None:
    """Hold the solver to what the judges find."""
    if not kept and (judged.exposed_plainly & levers.protected).any():
        zones = levers.territory.ground.hospital.hosts.zone_ids
        left = [zones[z] for z in np.flatnonzero(judged.exposed_plainly & levers.protected).tolist()]
        raise CutMismatch(f"core the solver takes as protected is reached all the same: {', '.join(left)}")
    slip = TOLERANCE * max(1.0, abs(judged.cost_per_h))
    if solved.values is not None and judged.cost_per_h > solved.objective + slip:
        raise CutMismatch(f"the solver claims {solved.objective:g} an hour, the judges find {judged.cost_per_h:g}")
    if judged.cost_per_h < solved.bound - slip:
        raise CutMismatch(f"the judges find {judged.cost_per_h:g} an hour, below the solver's bound {solved.bound:g}")
