from __future__ import annotations

from math import inf
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.optimize

from codedark.divert import certifying
from codedark.divert.certifying import certified_bound
from codedark.divert.listing import acuity_order, nearest_first
from codedark.divert.pricing import Prices, Relaxed, found_prices, steps_of
from codedark.divert.problem import Problem
from codedark.divert.routes import Roads
from tests.divert.brute import best_plan
from tests.divert.problems import a_problem, random_problem, same_patients


def relaxed_of(problem: Problem) -> tuple[Relaxed, Prices, float]:
    """A problem without its rules, prices found for it, and their bound."""
    roads = Roads(problem)
    routes = nearest_first(roads, acuity_order(roads))
    last = max((t.back for t in roads.trips(routes).values()), default=problem.start_min)
    relaxed = Relaxed(problem, steps_of(problem, last))
    prices, bound = found_prices(relaxed, roads.total(routes), 15)
    return relaxed, prices, bound


@pytest.mark.parametrize("missing", [0.0, 0.25])
def test_it_is_tighter_than_what_it_began_with_and_below_every_plan(missing: float) -> None:
    for seed in range(10):
        problem = random_problem(seed, roads_missing=missing)
        relaxed, begin, found = relaxed_of(problem)
        prices, bound = certified_bound(relaxed, begin)
        best = best_plan(problem)
        assert found - 1e-6 <= bound <= best + 1e-6 * max(1.0, best), seed
        assert relaxed.bound_at(prices)[0] == pytest.approx(bound)


def test_with_one_crew_and_alike_patients_it_meets_the_plan() -> None:
    problem = same_patients(4, free=[4, 0], must_min=[inf] * 4)
    relaxed, begin, _ = relaxed_of(problem)
    assert certified_bound(relaxed, begin)[1] == pytest.approx(4 * (20 + 60 + 100 + 140), rel=1e-4)


def test_where_nobody_can_be_driven_the_bound_is_that_nobody_is() -> None:
    relaxed, begin, _ = relaxed_of(a_problem(free=[0, 0]))
    assert certified_bound(relaxed, begin)[1] == 17 * 20_000.0


def test_stopped_early_it_is_valid_all_the_same() -> None:
    problem = same_patients(5, free=[5, 5])
    relaxed, begin, found = relaxed_of(problem)
    asked = []
    _, bound = certified_bound(relaxed, begin, stop=lambda: bool(asked.append(1)) or True)
    assert len(asked) <= 1
    assert found <= bound <= best_plan(problem) + 1e-6
    assert certified_bound(relaxed, begin, rounds=0)[1] == found


def test_a_solver_that_gives_up_costs_tightness_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    relaxed, begin, found = relaxed_of(same_patients(5, free=[5, 5]))
    gave_up = SimpleNamespace(status=4, message="numerical difficulties")
    monkeypatch.setattr(scipy.optimize, "linprog", lambda *_, **__: gave_up)
    prices, bound = certified_bound(relaxed, begin)
    assert bound == found
    assert prices is begin


def test_a_solver_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = same_patients(4, free=[2, 2])
    relaxed, begin, _ = relaxed_of(problem)

    def lying(costs: np.ndarray, **told: object) -> SimpleNamespace:
        rows = told["A_ub"].shape[0]  # type: ignore[attr-defined]
        marginals = -np.random.default_rng(rows).exponential(1e4, rows)
        return SimpleNamespace(status=0, fun=1e12, ineqlin=SimpleNamespace(marginals=marginals))

    monkeypatch.setattr(scipy.optimize, "linprog", lying)
    prices, bound = certified_bound(relaxed, begin, rounds=5)
    assert bound <= best_plan(problem) + 1e-6
    assert relaxed.bound_at(prices)[0] == pytest.approx(bound)


def test_ways_left_out_to_keep_the_program_small_cost_nothing_but_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = random_problem(8, patients=7, lots=4, crews=3)
    relaxed, begin, _ = relaxed_of(problem)
    whole = certified_bound(relaxed, begin)[1]
    monkeypatch.setattr(certifying, "COLUMNS_MOST", 40)
    sizes, thin = [], certifying._thin

    def counted(relaxed: Relaxed, columns: certifying._Columns, prices: Prices) -> None:
        before = len(columns.rows)
        thin(relaxed, columns, prices)
        sizes.append((before, len(columns.rows)))

    monkeypatch.setattr(certifying, "_thin", counted)
    assert certified_bound(relaxed, begin)[1] == pytest.approx(whole, rel=2e-4)
    assert all(after == (before if before <= 40 else 20) for before, after in sizes)
    assert max(before for before, _ in sizes) > 40


def test_prices_from_another_process_prove_the_same_bound() -> None:
    relaxed, begin, _ = relaxed_of(same_patients(5, free=[5, 5]))
    prices, bound = certified_bound(relaxed, begin)
    sent = Prices(np.array(prices.crew.tolist()), np.array(prices.bed.tolist()))
    assert relaxed.bound_at(sent)[0] == bound
