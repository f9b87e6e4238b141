from __future__ import annotations

from math import inf

import pytest

from codedark.divert.assigning import assign
from codedark.divert.listing import acuity_order, arrival_order, driven, nearest_first
from codedark.divert.routes import NOBODY, Roads, Routes
from codedark.divert.searching import Search
from tests.divert.brute import best_plan
from tests.divert.problems import a_problem, random_problem, same_patients


def well_formed(roads: Roads, routes: Routes) -> bool:
    """Whether lots, crews, routes and costs say the same, with no lot over its beds and no crew that is not enough."""
    driven_by = {i: c for c, route in enumerate(routes.route) for i in route}
    assert sum(map(len, routes.route)) == len(driven_by)
    assert all(routes.crew[i] == driven_by.get(i, NOBODY) for i in range(roads.n))
    assert all((routes.lot[i] == NOBODY) == (routes.crew[i] == NOBODY) for i in range(roads.n))
    assert all(routes.lot.count(j) <= free for j, free in enumerate(roads.free))
    assert all(roads.may_drive(c, i) for i, c in driven_by.items())
    assert routes.cost == pytest.approx([roads.cost_of(c, r, routes.lot) for c, r in enumerate(routes.route)])
    return sum(routes.cost) < inf


@pytest.mark.parametrize("seed", range(40))
def test_what_comes_back_is_well_formed_and_never_worse_than_the_start(seed: int) -> None:
    roads = Roads(random_problem(seed, patients=7, lots=4, crews=3))
    start = nearest_first(roads, arrival_order(roads))
    search = Search(roads, start, seed)
    search.run(1_000, (0.3, 0.0))
    assert well_formed(roads, search.best)
    assert well_formed(roads, search.now)
    assert search.best_cost <= roads.total(start)
    assert search.best_cost == pytest.approx(roads.total(search.best))
    assert search.cost == pytest.approx(roads.total(search.now))


def test_small_cases_are_mostly_solved_to_the_end() -> None:
    solved = 0
    for seed in range(60):
        problem = random_problem(seed)
        roads = Roads(problem)
        starts = [nearest_first(roads, acuity_order(roads)), driven(roads, assign(problem).lot.tolist(), range(4))]
        search = Search(roads, min(starts, key=roads.total), 0)
        search.run(2_000, (0.01, 0.0))
        solved += search.best_cost <= best_plan(problem) + 1e-6
    assert solved >= 57


def test_the_start_is_left_as_it_was() -> None:
    roads = Roads(same_patients(6, free=[3, 3]))
    start = nearest_first(roads, range(6))
    kept = start.copy()
    Search(roads, start, 0).run(500)
    assert start == kept


def test_the_same_seed_and_tries_give_the_same_answer_and_going_on_is_allowed() -> None:
    roads = Roads(random_problem(3, patients=7, lots=4, crews=3, beds_most=4))
    start = nearest_first(roads, arrival_order(roads))
    one, other = Search(roads, start, 5), Search(roads, start, 5)
    one.run(400, (0.1, 0.0))
    other.run(400, (0.1, 0.0))
    assert (one.best, one.now, one.tries_done) == (other.best, other.now, 400)
    before = one.best_cost
    one.run(100)
    assert one.best_cost <= before
    assert one.tries_done == 500


def test_it_stops_when_it_is_told_to() -> None:
    roads = Roads(same_patients(6, free=[3, 3]))
    search = Search(roads, nearest_first(roads, range(6)), 0)
    search.run(10_000, stop=lambda: True)
    assert search.tries_done == 0


@pytest.mark.parametrize(
    "told", [{"free": [0, 0]}, {"crew_place": [], "crew_level": [], "crew_least": [], "crew_free_min": []}]
)
def test_where_nobody_is_driven_there_is_nothing_to_try(told: dict[str, list[int]]) -> None:
    roads = Roads(a_problem(**told))
    search = Search(roads, nearest_first(roads, [0, 1]), 0)
    search.run(50)
    assert (search.tries_done, search.best_cost) == (0, 17 * 20_000.0)


def test_patients_without_any_bed_do_not_shake_the_search_for_the_others() -> None:
    few = {"penalty_min": [[0.0, 0.0], [inf, inf]], "free": [3, 3]}
    weight = [16.0, 4.0, 1.0, 16.0, 4.0, 1.0]
    alone = Roads(same_patients(6, want=[0] * 6, weight=weight, **few))
    beside = Roads(same_patients(12, want=[0] * 6 + [1] * 6, weight=weight * 2, **few))
    one, other = (Search(r, nearest_first(r, range(6)), 1) for r in (alone, beside))
    one.run(300, (0.5, 0.5))
    other.run(300, (0.5, 0.5))
    assert one.now.route == other.now.route


def test_whoever_would_be_late_anyway_gives_a_bed_up_to_who_would_not() -> None:
    told = same_patients(2, must_min=[0.0, 60.0], free=[1, 0])
    roads = Roads(told)
    search = Search(roads, nearest_first(roads, [0, 1]), 0)
    assert search.best.crew == [0, NOBODY]
    search.run(50)
    assert search.best.crew == [NOBODY, 0]
    assert search.best_cost == pytest.approx(best_plan(told))
