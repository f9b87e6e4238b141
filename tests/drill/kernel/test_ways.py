from itertools import pairwise

import numpy as np

i4 = np.int32
# Zone 0 holds classes 0 and 1 and is open inside; zone 1 holds class 2, zone 2 class 3, both shut.
ZONE = np.array([0, 0, 1, 2], i4)
OPEN = np.array([True, False, False])
MATE_START, MATE = np.array([0, 2, 3, 4], i4), np.array([0, 1, 2, 3], i4)
# 0 -> 2 by conduit 0, 2 -> 3 by conduit 1, 3 -> 0 by conduit 2
EDGE_START, EDGE_TO, EDGE_CONDUIT = np.array([0, 1, 1, 2, 3], i4), np.array([2, 3, 0], i4), np.array([0, 1, 2], i4)
# Plan 0 closes conduit 1, plan 1 contains zone 0, plan 2 isolates zone 0.
CLOSED = np.array([[False, True, False], [False] * 3, [False] * 3])
CONTAINED = np.array([[False] * 3, [True, False, False], [False] * 3])
ISOLATED = np.array([-1, -1, 0], i4)


def ways(kernel, plan):
    start, way = np.zeros(5, i4), np.zeros(20, i4)
    kernel.lay_ways(
        plan, ZONE, OPEN, MATE_START, MATE, EDGE_START, EDGE_TO, EDGE_CONDUIT, CLOSED, CONTAINED, ISOLATED, start, way
    )  # fmt: skip
    return start, way


def lists(start, way):
    return [sorted(way[a:b].tolist()) for a, b in pairwise(start)]


def test_with_no_plan_insides_and_conduits_are_open(kernel):
    assert lists(*ways(kernel, -1)) == [[0, 1, 2], [0, 1], [3], [0]]


def test_a_closed_conduit_carries_nothing(kernel):
    assert lists(*ways(kernel, 0)) == [[0, 1, 2], [0, 1], [], [0]]


def test_a_contained_zone_keeps_its_hosts_apart(kernel):
    assert lists(*ways(kernel, 1)) == [[2], [], [3], [0]]


def test_an_isolated_zone_is_open_inside_alone(kernel):
    assert lists(*ways(kernel, 2)) == [[0, 1], [0, 1], [3], []]


def close(kernel, start, way, sources, alive=(1, 1, 1, 1)):
    rank = np.zeros((8, 4), i4)
    rank[kernel.ALIVE], rank[kernel.DISTANCE] = alive, -1
    for i, c in enumerate(sources):
        rank[kernel.WALK, i], rank[kernel.DISTANCE, c] = c, 0
    kernel.close_over(start, way, rank, len(sources))
    return rank[kernel.ENTERED].tolist(), rank[kernel.DISTANCE].tolist()


def test_hops_are_counted_from_where_the_intruder_stands(kernel):
    assert close(kernel, *ways(kernel, -1), [1]) == ([1, 1, 1, 1], [1, 0, 2, 3])


def test_a_class_that_strikes_nobody_back_is_not_entered_by_being_the_source(kernel):
    assert close(kernel, *ways(kernel, 0), [2]) == ([0, 0, 0, 0], [-1, -1, 0, -1])


def test_a_class_with_nobody_alive_is_no_way_through(kernel):
    assert close(kernel, *ways(kernel, -1), [1], alive=(1, 1, 0, 1)) == ([1, 1, 0, 0], [1, 0, -1, -1])


def adjoin(kernel, plan, before, redirected=False):
    adjacent, tried, group = np.zeros((4, 4), np.uint8), np.zeros(4), np.zeros(4, i4)
    start, way = ways(kernel, plan)
    groups = kernel.adjoin(start, way, redirected, np.array([0, 5, 7, 8, 9], i4), before, adjacent, tried, group)
    return groups, group, adjacent, tried


def test_classes_struck_by_the_same_classes_are_one_group(kernel):
    groups, group, adjacent, _ = adjoin(kernel, 2, np.zeros(4, i4))
    assert group.tolist() == [0, 0, 1, 2]
    assert groups == 3
    assert adjacent[:, :groups].tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]]


def test_groups_lie_within_those_before_the_cut(kernel):
    groups, group, _, _ = adjoin(kernel, 2, np.array([0, 1, 1, 1], i4))
    assert (groups, group.tolist()) == (4, [0, 1, 2, 3])


def test_effort_goes_to_all_hosts_or_to_those_that_can_be_struck(kernel):
    assert adjoin(kernel, 0, np.zeros(4, i4))[3].tolist() == [9, 9, 9, 9]
    assert adjoin(kernel, 0, np.zeros(4, i4), redirected=True)[3].tolist() == [8, 7, 0, 5]
