from __future__ import annotations

import random
from math import inf

import numpy as np
import pytest

from codedark.divert.assigning import UNPLACED, assign, prove
from codedark.divert.problem import Problem, assignment_costs
from tests.divert.brute import best_assignment
from tests.divert.problems import a_problem, random_problem, same_patients


def overbooked(problem: Problem, lot: list[int]) -> list[int]:
    """Lots with more patients than beds."""
    return [j for j, free in enumerate(problem.free.tolist()) if lot.count(j) > free]


def test_the_nearest_bed_goes_to_whom_it_saves_most() -> None:
    found = assign(a_problem())
    assert found.lot.tolist() == [0, 1]  # weight 16 x 10 + 1 x 20, not 16 x 20 + 1 x 10
    assert (found.cost, found.dual, found.proven) == (180.0, 180.0, True)


def test_a_full_lot_has_the_price_of_the_way_round_it() -> None:
    assert assign(a_problem(free=[1, 2])).price.tolist() == [160.0, 0.0]  # what a would pay more at the other
    assert assign(a_problem(free=[3, 1])).price.tolist() == [0.0, 0.0]


def test_whoever_gets_no_bed_is_the_one_who_weighs_least() -> None:
    found = assign(a_problem(free=[0, 1]))
    assert found.lot.tolist() == [1, UNPLACED]
    assert found.cost == 16 * 20 + 20_000.0
    assert found.proven


def test_a_place_that_will_not_do_is_not_used_even_when_nothing_else_is_free() -> None:
    found = assign(a_problem(penalty_min=[[inf, inf]]))
    assert found.lot.tolist() == [UNPLACED, UNPLACED]
    assert found.proven


@pytest.mark.parametrize("shared", [127, 128, 255, 256, 257, 512])
def test_patients_who_share_very_many_lots_still_compete_for_them(shared: int) -> None:
    problem = a_problem(lot_place=[1] * shared, free=[1] * shared, penalty_min=np.zeros((1, shared)))
    found = assign(problem)
    assert overbooked(problem, found.lot.tolist()) == []
    assert found.proven


def test_three_hundred_alike_are_placed_as_far_as_beds_go() -> None:
    problem = same_patients(300, free=[100, 150])
    found = assign(problem)
    assert [found.lot.tolist().count(j) for j in (0, 1, UNPLACED)] == [100, 150, 50]
    assert found.proven


@pytest.mark.parametrize("none", ["patients", "lots"])
def test_nobody_or_no_bed_is_answered(none: str) -> None:
    nobody = {name: [] for name in ("origin", "weight", "ready_min", "must_min", "level", "want", "penalty_min")}
    told = {"patients": (), **nobody} if none == "patients" else {"lot_place": [], "free": []}
    found = assign(a_problem(**told))
    assert found.lot.tolist() == ([] if none == "patients" else [UNPLACED, UNPLACED])
    assert found.proven


def test_a_road_of_a_million_minutes_is_not_worth_a_bed() -> None:
    far = a_problem(road_min=[[0.0, 1e6, 20.0], [1e6, 0.0, 15.0], [20.0, 15.0, 0.0]], weight=[16.0, 16.0])
    assert sorted(assign(far).lot.tolist()) == [UNPLACED, 1]


@pytest.mark.parametrize("seed", range(60))
def test_small_cases_equal_brute_force_and_prove_it(seed: int) -> None:
    problem = random_problem(seed, patients=seed % 5, lots=seed % 4, roads_missing=0.2 * (seed % 2))
    found = assign(problem)
    assert found.cost == pytest.approx(best_assignment(problem))
    assert found.proven
    assert overbooked(problem, found.lot.tolist()) == []


def test_costs_of_ones_own_are_taken_in_place_of_road() -> None:
    problem = a_problem()
    costs = assignment_costs(problem)[:, ::-1].copy()
    assert assign(problem, costs).lot.tolist() == [1, 0]


def test_a_worse_assignment_is_not_called_proven() -> None:
    problem = a_problem()
    costs = assignment_costs(problem)
    unplaced = problem.weight[problem.cases.first] * problem.unplaced_min
    worse = np.array([[1, 0], [0, 1]])  # cases are sorted by weight: b has the near bed
    _, dual = prove(costs, unplaced, problem.cases.count, problem.free, worse)
    assert dual <= 180.0 < float((costs * worse).sum())


@pytest.mark.parametrize("seed", range(40))
def test_however_bad_an_assignment_is_its_prices_leave_a_bound_that_holds(seed: int) -> None:
    problem = random_problem(seed)
    costs = assignment_costs(problem)
    unplaced = problem.weight[problem.cases.first] * problem.unplaced_min
    some, left, luck = np.zeros((len(costs), len(problem.free)), np.int64), problem.free.tolist(), random.Random(seed)
    for q in range(len(costs)):
        for j in luck.sample(range(len(left)), len(left)):
            if np.isfinite(costs[q, j]) and left[j] and some[q].sum() < problem.cases.count[q]:
                some[q, j], left[j] = some[q, j] + 1, left[j] - 1
    price, dual = prove(costs, unplaced, problem.cases.count, problem.free, some)
    assert (price >= 0).all()
    assert dual <= best_assignment(problem) + 1e-6
