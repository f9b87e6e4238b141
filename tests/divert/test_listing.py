from __future__ import annotations

from math import inf

import pytest

from codedark.divert.listing import acuity_order, arrival_order, driven, nearest_first, urgency_order
from codedark.divert.routes import NOBODY, Roads
from tests.divert.problems import a_problem

TWO_CREWS = {"crew_place": [0, 0], "crew_level": [0, 0], "crew_least": [0, 0], "crew_free_min": [0.0, 0.0]}


def test_patients_come_by_the_minute_they_are_ready_and_then_by_reference() -> None:
    assert arrival_order(Roads(a_problem(ready_min=[5.0, 0.0]))) == [1, 0]
    assert arrival_order(Roads(a_problem(weight=[1.0, 16.0]))) == [0, 1]


def test_the_most_acute_come_first_and_of_these_who_has_least_time() -> None:
    assert acuity_order(Roads(a_problem(weight=[1.0, 16.0]))) == [1, 0]
    assert acuity_order(Roads(a_problem(weight=[4.0, 4.0], must_min=[60.0, 30.0]))) == [1, 0]
    assert acuity_order(Roads(a_problem(weight=[4.0, 4.0], must_min=[60.0, 60.0]))) == [0, 1]


def test_weight_for_each_minute_of_a_crew_comes_first() -> None:
    assert urgency_order(Roads(a_problem(weight=[4.0, 4.0], must_min=[inf, inf])), [1, 0]) == [1, 0]


def test_whoever_has_no_bed_or_no_way_ends_an_order_and_does_not_break_it() -> None:
    cut_off = [[0.0, inf, 20.0], [inf, 0.0, 15.0], [20.0, 15.0, 0.0]]
    for lot in ([NOBODY, 0], [0, 1], [NOBODY, NOBODY]):
        assert sorted(urgency_order(Roads(a_problem(road_min=cut_off)), lot)) == [0, 1]


def test_each_in_turn_takes_the_nearest_bed_left() -> None:
    routes = nearest_first(Roads(a_problem(**TWO_CREWS)), [1, 0])
    assert (routes.lot, routes.route) == ([1, 0], [[1], [0]])


def test_the_crew_that_arrives_first_drives_and_of_equals_the_least_trained() -> None:
    later = {**TWO_CREWS, "crew_free_min": [30.0, 20.0]}
    assert nearest_first(Roads(a_problem(**later)), [0]).crew[0] == 1
    trained = {**TWO_CREWS, "crew_level": [2, 1]}
    assert nearest_first(Roads(a_problem(**trained)), [0]).crew[0] == 1
    assert nearest_first(Roads(a_problem(**TWO_CREWS)), [0]).crew[0] == 0


def test_a_nearer_bed_that_no_crew_comes_back_from_is_left_for_one_that_can_be_driven_to() -> None:
    stuck = [[0.0, 10.0, 20.0], [inf, 0.0, inf], [20.0, 15.0, 0.0]]
    routes = nearest_first(Roads(a_problem(road_min=stuck)), [0])
    assert routes.lot[0] == 1
    assert sum(routes.cost) < inf


@pytest.mark.parametrize("crews", [0, 1])
def test_without_a_crew_that_is_enough_nobody_is_driven(crews: int) -> None:
    told = {
        "crew_place": [0] * crews,
        "crew_level": [1] * crews,
        "crew_least": [1] * crews,
        "crew_free_min": [0.0] * crews,
    }
    routes = nearest_first(Roads(a_problem(**told)), [0, 1])
    assert (routes.lot, routes.crew) == ([NOBODY, NOBODY], [NOBODY, NOBODY])


def test_going_on_with_routes_keeps_them_and_the_beds_left() -> None:
    roads = Roads(a_problem())
    begun = nearest_first(roads, [1])
    routes = nearest_first(roads, [0], begun, [0, 1])
    assert (routes.lot, routes.route) == ([1, 0], [[1, 0]])
    assert routes.cost == [roads.cost_of(0, [1, 0], [1, 0])]


def test_beds_already_chosen_are_kept_whatever_the_order() -> None:
    roads = Roads(a_problem())
    assert driven(roads, [1, 0], [0, 1]).lot == [1, 0]
    assert driven(roads, [1, NOBODY], [1, 0]).route == [[0]]
