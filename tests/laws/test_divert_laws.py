"""Laws of the transfer plan: as good as brute force where that can be tried, within its bound, nobody placed twice."""

from __future__ import annotations

import random
from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from codedark.depend import Outage
from codedark.divert.assigning import UNPLACED, assign
from codedark.divert.certifying import certified_bound
from codedark.divert.listing import acuity_order, arrival_order, nearest_first
from codedark.divert.planning import plan
from codedark.divert.pricing import Prices, Relaxed, found_prices, prices_of, steps_of
from codedark.divert.problem import Problem
from codedark.divert.routes import Roads
from codedark.divert.searching import Search
from codedark.divert.transfer_plan import Fixed, TransferPlan
from codedark.hospital.records import Hospital
from tests.divert.brute import best_assignment, best_plan
from tests.divert.checking import broken_laws
from tests.divert.moves import FELL_AT, a_hospital, as_csv, lost, random_hospital, random_rows
from tests.divert.problems import random_problem

MOST = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
NEAR = 1e-6


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """At most 4 patients, 3 lots, 2 crews; some roads missing, some as long as a day."""
    return random_problem(
        draw(st.integers(0, 10**6)),
        patients=draw(st.integers(0, 4)),
        lots=draw(st.integers(0, 3)),
        crews=draw(st.integers(0, 2)),
        roads_missing=draw(st.sampled_from((0.0, 0.0, 0.15, 0.4))),
        reach_km=draw(st.sampled_from((20.0, 60.0, 900.0))),
    )


@st.composite
def asked(draw: st.DrawFn) -> tuple[Hospital, Outage, dict[str, Any]]:
    """A small hospital, what is lost, and anything that a plan may be asked for."""
    hospital = random_hospital(draw(st.integers(0, 10**6)))
    outage = lost(hospital, *draw(st.sampled_from((("record",), ("record", "annex-record")))))
    luck = random.Random(draw(st.integers(0, 10**6)))
    return hospital, outage, {
        "now_min": luck.choice((0.0, 0.0, 33.0, 47.5)),
        "fell_at": luck.choice((None, FELL_AT)),
        "assume_beds_pct": luck.choice((None, 5.0, 10.0)),
        "excluded": frozenset((p, h) for p in hospital.patients for h in hospital.region if luck.random() < 0.1),
        "crews_out": frozenset(c for c in hospital.crews if luck.random() < 0.1),
        "crew_free_min": {c: luck.choice((10.0, 33.3, 200.0)) for c in hospital.crews if luck.random() < 0.3},
        "fixed": _fixed(hospital, luck),
        "effort": 300,
        "bounded": luck.random() < 0.3,
    }  # fmt: skip


def _fixed(hospital: Hospital, luck: random.Random) -> tuple[Fixed, ...]:
    """Places agreed and trips departed, in the list or not, also of people and crews that are gone."""
    fixed = []
    for patient in [*hospital.patients, "p-gone"]:
        if luck.random() < 0.25:
            to = luck.choice([*hospital.region, "convent"])
            pool = "" if to == "convent" else luck.choice(("icu", "ward"))
            crew = luck.choice([*hospital.crews, "ghost"]) if luck.random() < 0.5 else None
            off = luck.choice((0.0, 20.0))
            trip = {} if crew is None else {"crew": crew, "depart_min": off, "arrive_min": off + 25.0}
            fixed.append(Fixed(patient=patient, to=to, pool=pool, **trip))  # type: ignore[arg-type]
    return tuple(fixed)


def by_patient(told: TransferPlan) -> dict[str, tuple[Any, ...]]:
    """What a plan says of each transfer that was decided on."""
    return {t.patient: (t.to, t.pool, t.crew, t.depart_min, t.arrive_min) for t in told.transfers}


# -- beds alone


@MANY
@given(problems())
def test_the_assignment_is_the_best_there_is_and_proves_it(problem: Problem) -> None:
    found = assign(problem)
    best = best_assignment(problem)
    assert abs(found.cost - best) <= NEAR * max(1.0, best)
    assert found.proven
    assert all(found.lot.tolist().count(j) <= free for j, free in enumerate(problem.free.tolist()))


@MANY
@given(problems(), st.data())
def test_more_beds_never_cost_more_and_leave_nobody_more_without(problem: Problem, data: st.DataObject) -> None:
    """While no road weighs as much as no place at all: else somebody's short way may be worth another's bed."""
    assume(problem.road_min.max(initial=0.0, where=np.isfinite(problem.road_min)) * 16 < problem.unplaced_min)
    more = np.array([data.draw(st.integers(0, 2)) for _ in problem.free], np.int64)
    before, after = assign(problem), assign(replace(problem, free=problem.free + more))
    assert after.cost <= before.cost * (1 + NEAR)
    assert (after.lot == UNPLACED).sum() <= (before.lot == UNPLACED).sum()


# -- the bound


@MOST
@given(problems(), st.integers(1, 60), st.integers(0, 10**6))
def test_no_bound_is_above_the_best_plan_whatever_the_prices_and_the_steps(
    problem: Problem, steps: int, seed: int
) -> None:
    best = best_plan(problem)
    most = best + NEAR * max(1.0, best)
    roads = Roads(problem)
    routes = nearest_first(roads, acuity_order(roads))
    last = max((t.back for t in roads.trips(routes).values()), default=problem.start_min)
    luck = np.random.default_rng(seed)
    for some in (steps, steps_of(problem, last)):
        relaxed = Relaxed(problem, some)
        size = float(luck.choice([0.1, 5.0, 300.0, 20_000.0]))
        anything = Prices(luck.exponential(size, relaxed.capacity.shape), luck.exponential(size, len(problem.free)))
        suggested = prices_of(relaxed, roads, routes, assign(problem).price)
        found, bound = found_prices(relaxed, roads.total(routes), 12, suggested)
        bounds = [relaxed.bound_at(p)[0] for p in (anything, suggested, found)]
        bounds += [bound, certified_bound(relaxed, found, rounds=20)[1]]
        note(f"best {best}, bounds {bounds}")
        assert all(one <= most for one in bounds)
        assert bounds[-1] >= bounds[-2] - NEAR * max(1.0, best)


@MANY
@given(problems(), st.integers(0, 10**6))
def test_the_search_never_beats_brute_force_nor_falls_behind_its_start(problem: Problem, seed: int) -> None:
    roads = Roads(problem)
    start = nearest_first(roads, arrival_order(roads))
    search = Search(roads, start, seed)
    search.run(400, (0.2, 0.0))
    best = best_plan(problem)
    assert best - NEAR * max(1.0, best) <= roads.total(search.best) <= roads.total(start) + NEAR


# -- whole plans


@MANY
@given(asked())
def test_no_plan_breaks_a_law_nor_does_the_plan_that_follows_it(case: tuple[Hospital, Outage, dict[str, Any]]) -> None:
    """Nobody placed twice, no pool over its beds, no crew in two places, what is fixed stays: see `checking`."""
    hospital, outage, how = case
    told = plan(hospital, outage, **how)
    assert broken_laws(hospital, outage, told, **how) == []
    assert told.objective <= told.acuity_first * (1 + NEAR)
    assert plan(hospital, outage, **how) == told
    later = {**how, "now_min": how["now_min"] + 12.0}
    assert broken_laws(hospital, outage, plan(hospital, outage, before=told, **later), **later) == []


@SOME
@given(asked(), st.integers(0, 10**6))
def test_what_is_agreed_on_from_a_plan_stays_when_planning_again(
    case: tuple[Hospital, Outage, dict[str, Any]], seed: int
) -> None:
    hospital, outage, how = case
    told = plan(hospital, outage, **how)
    luck = random.Random(seed)
    some = [t for t in told.transfers if not t.frozen and luck.random() < 0.5]
    trips = [t for t in some if t.crew is not None and luck.random() < 0.5]
    fixed = tuple(
        Fixed(patient=t.patient, to=t.to, pool=t.pool, crew=t.crew, depart_min=t.depart_min, arrive_min=t.arrive_min)
        if t in trips
        else Fixed(patient=t.patient, to=t.to, pool=t.pool)
        for t in some
    )
    again_how = {**how, "fixed": (*how["fixed"], *fixed), "seed": seed}
    again = plan(hospital, outage, before=told, **again_how)
    assert broken_laws(hospital, outage, again, **again_how) == []
    assert {t.patient: by_patient(told)[t.patient] for t in trips} == {
        t.patient: by_patient(again)[t.patient] for t in trips
    }
    assert {t.patient: (t.to, t.pool) for t in some} == {t.patient: by_patient(again)[t.patient][:2] for t in some}


@SOME
@given(asked())
def test_a_plan_made_from_another_is_no_worse_than_one_from_nothing_begins(
    case: tuple[Hospital, Outage, dict[str, Any]],
) -> None:
    hospital, outage, how = case
    before = plan(
        hospital, outage, **{**how, "assume_beds_pct": 20.0, "excluded": frozenset(), "crews_out": frozenset()}
    )
    begins = plan(hospital, outage, **{**how, "effort": 0})
    assert plan(hospital, outage, before=before, **how).objective <= begins.objective * 1.02 + NEAR


@SOME
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_rows_in_another_order_change_nothing(seed: int, order: int) -> None:
    rows = random_rows(seed)
    one, other = a_hospital(**as_csv(rows)), a_hospital(**as_csv(rows, random.Random(order)))
    how: dict[str, Any] = {"fell_at": FELL_AT, "assume_beds_pct": 5.0, "effort": 200}
    told, again = plan(one, lost(one), **how), plan(other, lost(other), **how)
    note(f"{told}\n{again}")
    assert replace(told, bound=0.0) == replace(again, bound=0.0)
    assert abs(told.bound - again.bound) <= NEAR * max(1.0, told.bound)


@SOME
@given(st.integers(0, 10**6))
def test_without_confirmed_beds_and_without_assuming_nobody_is_placed_and_each_reason_says_so(seed: int) -> None:
    rows = random_rows(seed)
    head, *body = rows["region_beds"]
    rows["region_beds"] = [head, *(",".join([*row.split(",")[:2], "? nobody answered", "", ""]) for row in body)]
    hospital = a_hospital(**as_csv(rows))
    told = plan(hospital, lost(hospital), effort=50)
    assert told.transfers == ()
    assert all("confirmed" in u.why and u.clinician for u in told.unplaced)


@SOME
@given(asked())
def test_a_crew_that_must_be_asked_for_carries_only_whom_no_crew_told_is_enough_for(
    case: tuple[Hospital, Outage, dict[str, Any]],
) -> None:
    hospital, outage, how = case
    ours = plan(hospital, outage, **{**how, "effort": 50})
    asked_for = {t.patient for t in ours.transfers if t.crew is None}
    free = {**how.get("crew_free_min", {}), **dict.fromkeys(hospital.crews, inf)}
    nobody = plan(hospital, outage, **{**how, "effort": 50, "crew_free_min": free})
    gone = {f.patient for f in how["fixed"] if f.crew is not None}
    assert all(t.crew is None for t in nobody.transfers if t.patient not in gone)
    assert {t.patient for t in nobody.transfers} >= asked_for
    assert [w for w in broken_laws(hospital, outage, ours, **{**how, "effort": 50}) if "would have done" in w] == []
