from __future__ import annotations

from math import inf
from typing import Any

import pytest

from codedark.divert.routes import NOBODY, Roads, Routes
from tests.divert.problems import a_problem, same_patients


def routes_of(roads: Roads, lot: list[int], route: list[list[int]]) -> Routes:
    """A solution from lots and orders."""
    crew = [NOBODY] * roads.n
    for c, some in enumerate(route):
        for i in some:
            crew[i] = c
    return Routes(lot, route, crew, [roads.cost_of(c, some, lot) for c, some in enumerate(route)])


def both(**told: Any) -> tuple[Roads, Routes]:
    """a, then b, by the one crew."""
    roads = Roads(a_problem(**told))
    return roads, routes_of(roads, [0, 1], [[0, 1]])


def test_a_trip_begins_when_the_one_before_is_back() -> None:
    roads, routes = both()
    first, second = roads.trips(routes)[0], roads.trips(routes)[1]
    assert (first.set_off, first.depart, first.arrive, first.back) == (0.0, 10.0, 20.0, 40.0)
    assert (second.set_off, second.depart, second.arrive, second.back) == (40.0, 50.0, 70.0, 100.0)


def test_the_objective_is_weight_times_waiting_with_late_minutes_five_more_times() -> None:
    roads, routes = both(must_min=[15.0, inf])
    assert roads.total(routes) == 16 * (20 + 5 * 5) + 70.0
    roads, routes = both(must_min=[20.0, inf])
    assert roads.total(routes) == 16 * 20 + 70.0  # in time to the minute is in time


def test_what_speaks_against_a_place_is_in_the_objective_and_not_in_the_times() -> None:
    roads, routes = both(penalty_min=[[0.0, 30.0]])
    assert roads.total(routes) == 16 * 20 + 70.0 + 30.0
    assert roads.trips(routes)[1].arrive == 70.0


def test_waiting_is_counted_from_the_start_of_the_plan_and_lateness_from_the_fall() -> None:
    roads, routes = both(start_min=100.0, ready_min=[100.0, 100.0], crew_free_min=[0.0])
    assert roads.trips(routes)[0].set_off == 100.0
    assert roads.total(routes) == 16 * (20 + 5 * 60) + 70.0


def test_a_crew_that_is_free_at_an_odd_minute_sets_off_at_that_minute() -> None:
    roads, routes = both(crew_free_min=[33.3])
    assert roads.trips(routes)[0].set_off == 33.3


def test_nobody_is_collected_before_they_are_ready() -> None:
    roads, routes = both(ready_min=[0.0, 200.0])
    assert roads.trips(routes)[1].depart == 200.0


def test_the_cost_of_a_route_is_that_of_its_trips() -> None:
    for told in (
        {"ready_min": [0.0, 200.0]},
        {"ready_min": [77.7, 0.0]},
        {"crew_free_min": [33.3], "must_min": [1.0, 1.0]},
    ):
        roads, routes = both(**told)
        waited = {i: trip.arrive + 5 * max(0.0, trip.arrive - roads.must[i]) for i, trip in roads.trips(routes).items()}
        assert roads.cost_of(0, [0, 1], routes.lot) == pytest.approx(16 * waited[0] + waited[1])


def test_without_a_way_back_there_is_no_trip() -> None:
    stuck = [[0.0, 10.0, 20.0], [inf, 0.0, 15.0], [20.0, 15.0, 0.0]]
    roads = Roads(a_problem(road_min=stuck))
    assert roads.cost_of(0, [0], [0, 1]) == inf
    assert roads.cost_of(0, [0], [1, 1]) == 16 * 30.0


def test_a_crew_that_is_never_free_costs_nothing_until_it_is_sent() -> None:
    roads = Roads(a_problem(crew_free_min=[inf]))
    assert roads.cost_of(0, [], [0, 1]) == 0.0
    assert roads.cost_of(0, [0], [0, 1]) == inf


@pytest.mark.parametrize(("least", "level", "may"), [(0, 1, True), (0, 0, False), (1, 1, True), (2, 2, False)])
def test_a_crew_drives_from_the_least_it_is_there_for_up_to_its_level(least: int, level: int, may: bool) -> None:
    roads = Roads(a_problem(level=[1, 1], crew_level=[level], crew_least=[least]))
    assert roads.may_drive(0, 0) is may
    assert (roads.cost_of(0, [0], [0, 1]) < inf) is may


def test_whoever_is_driven_by_nobody_weighs_as_no_place_at_all() -> None:
    roads = Roads(a_problem())
    assert roads.total(routes_of(roads, [0, NOBODY], [[0]])) == 16 * 20 + 20_000.0


def test_lots_are_near_by_road_and_by_what_speaks_against_them_and_then_by_number() -> None:
    roads = Roads(a_problem(lot_place=[2, 1, 1], free=[0, 1, 1], penalty_min=[[0.0, 10.0, inf], [0.0, 0.0, 0.0]],
                            want=[0, 1]))  # fmt: skip
    assert roads.near(0) == [0, 1]  # 20 and 10 + 10; the third will not do
    assert roads.near(1) == [1, 2, 0]


def test_crews_are_back_when_their_last_trip_is_and_free_ones_when_they_are_free() -> None:
    roads = Roads(a_problem(crew_place=[0, 0], crew_level=[0, 0], crew_least=[0, 0], crew_free_min=[0.0, 7.0]))
    assert roads.back_min(routes_of(roads, [0, 1], [[0, 1], []])) == [100.0, 7.0]


def test_a_copy_is_changed_apart() -> None:
    _, routes = both()
    other = routes.copy()
    other.route[0].append(9)
    other.lot[0] = 9
    assert (routes.route, routes.lot) == ([[0, 1]], [0, 1])


def test_of_patients_nobody_can_tell_apart_the_first_reference_gets_the_earliest_trip() -> None:
    roads = Roads(same_patients(3, crew_place=[0, 0], crew_level=[0, 0], crew_least=[0, 0], crew_free_min=[0.0, 0.0],
                                free=[2, 2]))  # fmt: skip
    routes = routes_of(roads, [1, 0, 0], [[2, 0], [1]])
    settled = roads.settled(routes)
    arrive = {i: trip.arrive for i, trip in roads.trips(settled).items()}
    assert sorted(arrive, key=lambda i: (arrive[i], i)) == [0, 1, 2]
    assert roads.total(settled) == roads.total(routes)
    assert [roads.cost_of(c, r, settled.lot) for c, r in enumerate(settled.route)] == settled.cost
    assert [settled.crew[i] for i in range(3)] == [next(c for c in (0, 1) if i in settled.route[c]) for i in range(3)]


def test_patients_who_differ_keep_their_trips_when_settled() -> None:
    roads, routes = both()
    assert roads.settled(routes) == routes


def test_who_was_told_a_place_before_keeps_it_where_nothing_is_lost_by_that() -> None:
    roads = Roads(same_patients(3, crew_place=[0, 0], crew_level=[0, 0], crew_least=[0, 0], crew_free_min=[0.0, 0.0],
                                free=[2, 2]))  # fmt: skip
    routes = routes_of(roads, [1, 0, 0], [[2, 0], [1]])
    settled = roads.settled(routes, {2: 1})
    assert settled.lot[2] == 1 and sorted(settled.lot) == [0, 0, 1]
    assert roads.total(settled) == roads.total(routes)
