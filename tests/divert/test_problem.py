from __future__ import annotations

from math import inf

import numpy as np
import pytest

from codedark.divert.problem import assignment_costs
from tests.divert.problems import a_problem, same_patients


def test_lengths_are_rounded_up_to_the_grid_and_the_infinite_stays() -> None:
    problem = a_problem()
    assert problem.up(np.array([0.0, 0.1, 5.0, 5.1, inf])).tolist() == [0.0, 5.0, 5.0, 10.0, inf]


def test_a_length_on_the_grid_is_not_pushed_over_it_by_a_rounding_error() -> None:
    assert a_problem().up(np.array([0.1 * 3 * 50])).tolist() == [15.0]


def test_a_trip_is_the_way_there_loading_the_road_handing_over_and_the_way_back() -> None:
    kinds = a_problem(crew_place=[2]).kinds
    assert kinds.reach_min[0, 0] == 30.0  # 20 there, 10 loading
    assert kinds.there_min[0, 0].tolist() == [40.0, 50.0]  # to places 1 and 2
    assert kinds.trip_min[0, 0].tolist() == [65.0, 60.0]  # 10 handing over, 15 or 0 back


def test_crews_that_differ_only_in_their_hour_are_one_kind() -> None:
    problem = a_problem(
        crew_place=[0, 0, 0], crew_level=[0, 0, 2], crew_least=[0, 0, 2], crew_free_min=[0.0, 50.0, 0.0]
    )
    assert problem.kinds.of_crew.tolist() == [0, 0, 1]
    assert (problem.kinds.level.tolist(), problem.kinds.least.tolist()) == ([0, 2], [0, 2])


def test_patients_are_one_case_when_nothing_tells_them_apart_and_only_then() -> None:
    assert same_patients(300).cases.count.tolist() == [300]
    for field in ("weight", "ready_min", "must_min", "level", "want", "origin"):
        told = {"penalty_min": [[0.0, 0.0], [0.0, 5.0]], field: [0, 1]}
        assert len(same_patients(2, **told).cases.count) == 2, field


def test_no_end_of_care_is_a_case_of_its_own() -> None:
    assert same_patients(3, must_min=[inf, 60.0, inf]).cases.of_patient.tolist() == [1, 0, 1]


@pytest.mark.parametrize("none", ["patients", "lots", "crews", "anything"])
def test_a_problem_of_none_is_a_problem(none: str) -> None:
    patients = {name: [] for name in ("origin", "weight", "ready_min", "must_min", "level", "want")}
    empty = {
        "patients": {"patients": (), **patients},
        "lots": {"lot_place": [], "free": []},
        "crews": {"crew_place": [], "crew_level": [], "crew_least": [], "crew_free_min": []},
    }
    told = empty[none] if none in empty else {**empty["patients"], **empty["lots"], **empty["crews"], "road_min": []}
    problem = a_problem(**told, **({"penalty_min": []} if none in {"patients", "anything"} else {}))
    costs = assignment_costs(problem)
    assert costs.shape == (len(problem.cases.count), len(problem.free))
    assert problem.kinds.trip_min.shape == (len(set(problem.crew_place)), len(problem.road_min), len(problem.free))


def test_a_bed_costs_weight_times_road_and_what_speaks_against_it() -> None:
    problem = a_problem(penalty_min=[[5.0, inf]], road_min=[[0.0, 10.03, inf], [10.03, 0.0, 15.0], [inf, 15.0, 0.0]])
    assert assignment_costs(problem).tolist() == [[15.0, inf], [240.5, inf]]  # to the tenth
