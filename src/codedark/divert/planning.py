"""The plan: who moves, to which bed, with which crew, when; and how good that is.

Exact assignment of beds first (it proves itself), then crews: the best of several starts, among them what people do by
hand, then search. So a plan is never worse than the most acute first to the nearest bed. What is fixed is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from codedark.depend import Outage
from codedark.divert.assigning import Assignment, assign
from codedark.divert.certifying import certified_bound
from codedark.divert.fixed_places import kept_of
from codedark.divert.fleet import fleet_of
from codedark.divert.listing import acuity_order, arrival_order, driven, nearest_first, urgency_order
from codedark.divert.lots import lots_of
from codedark.divert.moving import who_moves
from codedark.divert.plan_notes import notes_of
from codedark.divert.posing import Posed, pose
from codedark.divert.preferences import STAY_H
from codedark.divert.pricing import Relaxed, found_prices, prices_of, steps_of
from codedark.divert.routes import NOBODY, Roads, Routes
from codedark.divert.searching import Search
from codedark.divert.telling_plan import told_transfers, told_unplaced
from codedark.divert.transfer_plan import BoundKind, Fixed, TransferPlan
from codedark.hospital.records import CrewId, Hospital, PatientId, SiteId

TRIES = 60_000
"""Changes tried by default: a fifth of a second; 300,000 take about one."""
HEAT = (0.02, 0.0)
"""Threshold of the search at its start and end, as a share of what an average patient costs."""
PRICE_ROUNDS = (5, 200)
"""Rounds in search of prices, at least and at most: as many as `PRICE_CELLS` allow, by work and not by the clock."""
PRICE_CELLS = 4e8
"""Numbers looked at for the cheap bound: a second or two; 3,000 patients take the fewest rounds, some 20 seconds."""
CERTIFIED_UP_TO = 60
"""Patients for whom the tight bound is computed at once; for more it is asked for (`certify`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What no plan can beat."""

    value: float
    kind: BoundKind


def plan(
    hospital: Hospital,
    outage: Outage,
    *,
    now_min: float = 0.0,
    fell_at: datetime | None = None,
    assume_beds_pct: float | None = None,
    stay_min: float = STAY_H * 60.0,
    fixed: Sequence[Fixed] = (),
    excluded: Collection[tuple[PatientId, SiteId]] = frozenset(),
    crews_out: Collection[CrewId] = frozenset(),
    crew_free_min: Mapping[CrewId, float] | None = None,
    effort: int = TRIES,
    bounded: bool = True,
    certify: bool = False,
    before: TransferPlan | None = None,
    seed: int = 0,
    stop: Callable[[], bool] | None = None,
) -> TransferPlan:
    """Plan the transfers of one hospital, or of a group seen as one.

    Args:
        hospital: with today's patients and beds as last confirmed.
        outage: what is lost, from `depend.what_falls_if`; its minutes are after the fall.
        now_min: minutes after the fall; nothing departs earlier.
        fell_at: moment of the fall, for the age of confirmations; None: ages are not looked at.
        assume_beds_pct: see `lots_of`.
        stay_min: see `who_moves`.
        fixed: transfers that have departed, and places that are agreed.
        excluded: (patient, hospital) that refused.
        crews_out: crews that failed or are taken.
        crew_free_min: when crews are free again where they stand.
        effort: changes the search tries; 0 takes the best start as it is.
        bounded: whether a bound is computed; a re-plan in the middle of a telephone call leaves it out (bound 0).
        certify: compute the tight bound whatever it takes.
        before: the plan this one replaces: kept where nothing better by two per cent is found from elsewhere.
        seed: of the search; the same input and seed give the same plan.
        stop: asked now and then; what is found by then is the plan. A bound that was asked for (`certify`) goes on.
    Returns:
        A proposal. Without confirmed beds and without `assume_beds_pct` nobody is placed, and each reason says so.
    """
    now = None if fell_at is None else fell_at + timedelta(minutes=now_min)
    moving = who_moves(hospital, outage, stay_min=stay_min)
    lots, fleet = lots_of(hospital, outage, now, assume_beds_pct), fleet_of(hospital, outage, crews_out, crew_free_min)
    kept = kept_of(hospital, moving, lots, fleet, fixed, outage)
    posed = pose(hospital, kept.moves, kept.lots, kept.crews, now_min=now_min, excluded=excluded, agreed=kept.agreed)
    roads = Roads(posed.problem)
    assignment = assign(posed.problem)
    routes, usual = _solved(roads, posed, assignment, effort, before, seed, stop)
    objective = roads.total(routes)
    bound = Bound(value=0.0, kind=BoundKind.NONE)
    if bounded and roads.n:
        bound = _bound(roads, routes, objective, assignment, certify, stop)
    transfers = told_transfers(hospital, posed, roads, routes) + kept.transfers(hospital)
    leaving = {f.patient for f in fixed}
    return TransferPlan(
        now_min=now_min,
        transfers=tuple(sorted(transfers, key=lambda t: (t.depart_min, t.patient))),
        stay=tuple(s for s in moving.stay if s.patient not in leaving),
        home=tuple(h for h in moving.home if h.patient not in leaving),
        unplaced=told_unplaced(hospital, posed, routes, lots, excluded, assume_beds_pct),
        objective=objective,
        bound=bound.value,
        bound_kind=bound.kind,
        nearest_first=usual[0],
        acuity_first=usual[1],
        assumed_beds_pct=assume_beds_pct,
        notes=notes_of(hospital, outage, moving, lots, fleet, transfers),
    )


def _solved(
    roads: Roads, posed: Posed, assignment: Assignment, effort: int, before: TransferPlan | None, seed: int,
    stop: Callable[[], bool] | None,
) -> tuple[Routes, tuple[float, float]]:  # fmt: skip
    """The best routes found, and what nearest-first costs in the order of arrival and of acuity."""
    lot = assignment.lot.tolist()
    acuity = acuity_order(roads)
    arrival, nearest = nearest_first(roads, arrival_order(roads)), nearest_first(roads, acuity)
    starts = [nearest, *(_filled(roads, driven(roads, lot, order)) for order in (urgency_order(roads, lot), acuity))]
    best = min(starts, key=roads.total)
    again = None if before is None else _again(roads, posed, before)
    warm = again is not None and roads.total(again) <= 1.02 * roads.total(best)
    search = Search(roads, again if warm and again is not None else best, seed)
    if effort:
        search.run(effort, (0.0, 0.0) if warm else HEAT, stop)
    found = search.best if search.best_cost <= roads.total(best) else best
    told_before = {} if again is None else {i: j for i, j in enumerate(again.lot) if j != NOBODY}
    return roads.settled(found, told_before), (roads.total(arrival), roads.total(nearest))


def _again(roads: Roads, posed: Posed, before: TransferPlan) -> Routes | None:
    """The routes of an earlier plan, those new or changed put at the end."""
    lots_at: dict[tuple[SiteId, str], list[int]] = {}
    for j, b in enumerate(posed.lots):
        lots_at.setdefault((b.hospital, b.pool), []).append(j)
    crew_at = {c.crew: i for i, c in enumerate(posed.crews) if c is not None}
    number = {m.patient.patient: i for i, m in enumerate(posed.moves)}
    lot, crew, left = [NOBODY] * roads.n, [NOBODY] * roads.n, [*roads.free]
    route: list[list[int]] = [[] for _ in range(roads.c)]
    for t in before.transfers:
        i, c = number.get(t.patient), crew_at.get(t.crew) if t.crew else None
        if i is None or c is None or crew[i] != NOBODY or not roads.may_drive(c, i):
            continue
        will_do = [j for j in lots_at.get((t.to, t.pool), ()) if left[j] and roads.penalty[roads.want[i]][j] < inf]
        if will_do and roads.trip[roads.kind[c]][roads.origin[i]][will_do[0]] < inf:
            lot[i], crew[i] = will_do[0], c
            left[will_do[0]] -= 1
            route[c].append(i)
    return _filled(roads, Routes(lot, route, crew, [0.0] * roads.c)) if any(route) else None


def _filled(roads: Roads, routes: Routes) -> Routes:
    """Those without a place go to the nearest bed left with the crew that brings them there first."""
    left = [*roads.free]
    for j in routes.lot:
        if j != NOBODY:
            left[j] -= 1
    rest = [i for i in acuity_order(roads) if routes.crew[i] == NOBODY]
    return nearest_first(roads, rest, routes, left)


def _bound(
    roads: Roads, routes: Routes, objective: float, assignment: Assignment, certify: bool,
    stop: Callable[[], bool] | None,
) -> Bound:  # fmt: skip
    last = max((t.back for t in roads.trips(routes).values()), default=roads.start)
    relaxed = Relaxed(roads.problem, steps_of(roads.problem, last))
    rounds = int(min(PRICE_ROUNDS[1], max(PRICE_ROUNDS[0], PRICE_CELLS / max(1, relaxed.cells))))
    prices, value = found_prices(relaxed, objective, rounds, prices_of(relaxed, roads, routes, assignment.price))
    kind = BoundKind.PRICED
    if certify or roads.n <= CERTIFIED_UP_TO:
        prices, value = certified_bound(relaxed, prices, stop=None if certify else stop)
        kind = BoundKind.CERTIFIED
    value = min(value, objective)
    return Bound(value=value, kind=BoundKind.EXACT if objective - value <= 1e-6 * max(1.0, objective) else kind)
