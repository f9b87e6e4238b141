from __future__ import annotations

from math import inf

import numpy as np
import pytest

from codedark.divert import pricing
from codedark.divert.assigning import assign
from codedark.divert.listing import acuity_order, nearest_first
from codedark.divert.pricing import Prices, Relaxed, found_prices, prices_of, steps_of
from codedark.divert.problem import Problem
from codedark.divert.routes import Roads, Routes
from tests.divert.brute import best_plan
from tests.divert.problems import a_problem, random_problem, same_patients


def planned(problem: Problem) -> tuple[Roads, Routes]:
    """A plan as people would make it."""
    roads = Roads(problem)
    return roads, nearest_first(roads, acuity_order(roads))


def no_prices(relaxed: Relaxed) -> Prices:
    """Everything for nothing."""
    return Prices(np.zeros_like(relaxed.capacity), np.zeros(len(relaxed.problem.free)))


def random_prices(relaxed: Relaxed, seed: int) -> Prices:
    """Prices of any size, with many of 0."""
    luck = np.random.default_rng(seed)
    size = float(luck.choice([0.1, 5.0, 300.0, 20_000.0]))
    crew = luck.exponential(size, relaxed.capacity.shape) * (luck.random(relaxed.capacity.shape) < 0.7)
    return Prices(crew, luck.exponential(size * 10, len(relaxed.problem.free)))


def test_without_prices_everybody_goes_at_once_to_the_best_bed() -> None:
    relaxed = Relaxed(a_problem(must_min=[inf, 15.0]), 20)
    assert relaxed.bound_at(no_prices(relaxed))[0] == 16 * 20 + (20 + 5 * 5)


def test_a_price_is_paid_by_whoever_uses_and_earned_for_what_there_is() -> None:
    relaxed = Relaxed(same_patients(1, must_min=[inf], crew_free_min=[10.0]), 30)  # a trip takes 8 steps, or 12
    crew = np.ones_like(relaxed.capacity)
    value = relaxed.bound_at(Prices(crew, np.array([7.0, 0.0])))[0]
    by_near, by_far = 4 * 20 + 8 + 7, 4 * 30 + 12
    assert value == min(by_near, by_far) - 28 * 1.0 - 7.0  # 28 of 30 steps: it is free from the third on


def test_what_is_overbooked_is_told() -> None:
    problem = same_patients(3, must_min=[inf] * 3, free=[1, 1])
    relaxed = Relaxed(problem, 20)
    _, crew, bed = relaxed.bound_at(no_prices(relaxed))
    assert crew[0].tolist() == [2.0] * 8 + [-1.0] * 12
    assert bed.tolist() == [2.0, -1.0]


@pytest.mark.parametrize(("free_min", "first"), [(0.0, 0), (-30.0, 0), (4.9, 0), (5.0, 1), (7.0, 1), (10.0, 2)])
def test_a_crew_that_is_free_within_a_step_counts_for_all_of_it(free_min: float, first: int) -> None:
    capacity = Relaxed(a_problem(crew_free_min=[free_min]), 12).capacity[0]
    assert capacity.tolist() == [0.0] * first + [1.0] * (12 - first)


@pytest.mark.parametrize("free_min", [60.0, 1e9, inf])
def test_a_crew_that_is_free_after_the_last_step_or_never_counts_for_none(free_min: float) -> None:
    assert Relaxed(a_problem(crew_free_min=[free_min]), 12).capacity.sum() == 0


@pytest.mark.parametrize("steps", [1, 5, 12, 100])
def test_who_is_ready_only_after_the_last_step_is_still_driven(steps: int) -> None:
    problem = a_problem(ready_min=[0.0, 300.0])
    relaxed = Relaxed(problem, steps)
    assert relaxed.bound_at(no_prices(relaxed))[0] <= best_plan(problem)
    assert relaxed.bound_at(no_prices(relaxed))[0] == 16 * 20 + 310.0  # not earlier than ready, whatever the steps


def test_nobody_is_driven_who_is_never_ready_or_has_no_way_back() -> None:
    for told in (
        {"ready_min": [inf, inf]},
        {"crew_place": [2], "road_min": [[0, 10, 20], [10, 0, inf], [inf, inf, 0]]},
    ):
        relaxed = Relaxed(a_problem(**told), 20)
        assert relaxed.bound_at(no_prices(relaxed))[0] == 17 * 20_000.0


def test_steps_last_as_long_as_the_plan_and_a_little_within_limits() -> None:
    assert steps_of(a_problem(), 0.0) == 12
    assert steps_of(a_problem(), 1_000.0) == 215
    assert steps_of(a_problem(start_min=1_000.0), 2_000.0) == 215
    assert steps_of(a_problem(), 1e9) == pricing.STEPS_MOST


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_no_price_whatever_lifts_the_bound_above_a_plan(missing: float) -> None:
    for seed in range(60):
        problem = random_problem(seed, patients=seed % 5, lots=seed % 4, crews=1 + seed % 2, roads_missing=missing)
        best = best_plan(problem)
        for steps in (1, 7, 40):
            relaxed = Relaxed(problem, steps)
            value = relaxed.bound_at(random_prices(relaxed, seed))[0]
            assert value <= best + 1e-6 * max(1.0, best), (seed, steps)


def test_prices_a_plan_suggests_and_prices_found_leave_a_bound_that_holds_and_that_they_prove() -> None:
    for seed in range(40):
        problem = random_problem(seed, roads_missing=0.1)
        roads, routes = planned(problem)
        last = max((t.back for t in roads.trips(routes).values()), default=problem.start_min)
        relaxed = Relaxed(problem, steps_of(problem, last))
        begin = prices_of(relaxed, roads, routes, assign(problem).price)
        assert (begin.crew >= 0).all() and (begin.bed >= 0).all()
        prices, bound = found_prices(relaxed, roads.total(routes), 20, begin)
        assert relaxed.bound_at(begin)[0] <= bound + 1e-9
        assert relaxed.bound_at(prices)[0] == pytest.approx(bound)
        best = best_plan(problem)
        assert 0 <= bound <= best + 1e-6 * max(1.0, best)


def test_without_steps_the_bound_is_that_of_no_prices() -> None:
    problem = a_problem()
    relaxed = Relaxed(problem, 20)
    begin = Prices(np.full_like(relaxed.capacity, 1e6), np.zeros(2))  # a bound far below 0
    assert found_prices(relaxed, 400.0, 0, begin)[1] == relaxed.bound_at(no_prices(relaxed))[0] > 0


def test_more_steps_make_it_tighter_and_it_ends_by_itself() -> None:
    problem = same_patients(8, free=[8, 8], must_min=[inf] * 8)
    roads, routes = planned(problem)
    relaxed = Relaxed(problem, steps_of(problem, max(t.back for t in roads.trips(routes).values())))
    few, many = (found_prices(relaxed, roads.total(routes), rounds)[1] for rounds in (3, 300))
    assert few < many <= roads.total(routes)
    assert many >= 0.85 * roads.total(routes)  # a bound that says something
    begin = prices_of(relaxed, roads, routes)
    assert found_prices(relaxed, roads.total(routes), 40, begin)[1] >= 0.99 * roads.total(routes)


def test_the_prices_of_a_full_lot_make_a_shortage_of_beds_seen() -> None:
    problem = same_patients(6, free=[2, 1])
    roads, routes = planned(problem)
    relaxed = Relaxed(problem, steps_of(problem, max(t.back for t in roads.trips(routes).values())))
    blind, seeing = (prices_of(relaxed, roads, routes, bed) for bed in (None, assign(problem).price))
    assert not blind.bed.any()
    assert relaxed.bound_at(seeing)[0] > 2 * relaxed.bound_at(blind)[0]


def test_a_closed_lot_has_no_price_that_could_blur_the_others() -> None:
    problem = a_problem(free=[0, 1])
    roads, routes = planned(problem)
    relaxed = Relaxed(problem, 30)
    assert prices_of(relaxed, roads, routes, np.array([1e12, 3.0])).bed.tolist() == [0.0, 3.0]


def test_beyond_the_memory_limit_numbers_are_computed_anew_and_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = random_problem(8, patients=6)
    kept, anew = Relaxed(problem, 40), Relaxed(problem, 40)
    prices = random_prices(kept, 1)
    kept.bound_at(prices)
    monkeypatch.setattr(pricing, "CELLS_KEPT", 0)
    for _ in range(2):
        one, other = kept.bound_at(prices), anew.bound_at(prices)
        assert one[0] == other[0]
        assert (one[1] == other[1]).all() and (one[2] == other[2]).all()
    assert (len(kept._kept), len(anew._kept)) == (len(problem.cases.count), 0)


def test_the_work_of_a_bound_is_counted_by_what_is_looked_at() -> None:
    problem = random_problem(8, patients=6)
    relaxed = Relaxed(problem, 40)
    looked = [
        cost.size for q in range(len(problem.cases.count)) for _, _, cost in relaxed.offers(q, no_prices(relaxed))
    ]
    assert relaxed.cells == sum(looked) > 0


def test_an_offer_alone_is_the_same_as_one_of_many() -> None:
    problem = random_problem(11, patients=6)
    relaxed = Relaxed(problem, 40)
    prices = random_prices(relaxed, 2)
    paid = relaxed.paid(prices)
    for q in range(len(problem.cases.count)):
        alone, among = list(relaxed.offers(q, prices)), list(relaxed.offers(q, prices, paid))
        assert [k for k, _, _ in alone] == [k for k, _, _ in among]
        assert all((a[2] == b[2]).all() for a, b in zip(alone, among, strict=True))
