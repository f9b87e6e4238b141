"""The shortest way is a way, and none is shorter."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from codedark.hospital.records import Hospital
from codedark.hospital.words import Inside, Role
from codedark.reach import Reach, allow_all_for_test, closure, compile, walk
from codedark.reach.walking import INSIDE
from tests.reach import oracle, worlds
from tests.reach.test_closure import hospitals_with_a_cut, masks, stranger_class


def one_class(c: int, at: int) -> np.ndarray:
    return np.arange(c) == at


def hops_of_oracle(hospital: Hospital, start: int, cut: dict[str, set[str]]) -> dict[int, int]:
    of, length, seen, front = oracle.neighbours(hospital, **cut), 0, {start: 0}, {start}
    while front:
        length += 1
        front = {j for i in front for j in of(i)} - set(seen)
        seen |= dict.fromkeys(front, length)
    return seen


@worlds.some
@given(hospitals_with_a_cut())
def test_hops_are_counted_as_walking_counts_them(world) -> None:
    hospital, cut = world
    reach, masked = compile(hospital), masks(hospital, **cut)
    live = reach.size - np.bincount(reach.class_of[masked["quarantined"]], minlength=len(reach.size))
    standing = (live > 0) | (reach.size == 0)
    people = oracle.everyone(hospital)
    n = len(hospital.hosts)
    for i, who in enumerate(people):
        at = int(reach.class_of[i]) if i < n else stranger_class(hospital, reach, who.zone)
        if i < n and masked["quarantined"][i]:
            continue
        walked = walk(
            reach, one_class(len(reach.size), at), cut=masked["cut"], contained=masked["contained"], standing=standing
        )
        expected = hops_of_oracle(hospital, i, cut)
        for j, other in enumerate(people):
            if j == i or (j < n and masked["quarantined"][j]):
                continue
            there = int(reach.class_of[j]) if j < n else stranger_class(hospital, reach, other.zone)
            assert int(walked.hops[there]) == expected.get(j, -1)


@worlds.some
@given(worlds.hospitals())
def test_each_hop_of_a_way_is_open_and_follows_the_last(hospital) -> None:
    reach = compile(hospital)
    c = len(reach.size)
    for start in range(c):
        walked = walk(reach, one_class(c, start))
        for target in range(c):
            way = walked.way_to(target)
            assert len(way) == max(0, int(walked.hops[target]))
            assert_open(reach, [(h.one, h.other, h.edge) for h in way], start, target)


def assert_open(reach: Reach, way: list[tuple[int, int, int]], start: int, target: int) -> None:
    at = start
    for one, other, edge in way:
        assert one == at
        if edge == INSIDE:
            assert reach.inside_open[one]
            assert reach.zone_of[one] == reach.zone_of[other]
        else:
            assert (reach.edge_from[edge], reach.edge_to[edge]) == (one, other)
        at = other
    assert not way or at == target


@worlds.some
@given(worlds.hospitals())
def test_who_is_walked_to_is_who_the_closure_reaches(hospital) -> None:
    reach = compile(hospital)
    closed = closure(reach)
    for start in range(len(reach.size)):
        walked = walk(reach, one_class(len(reach.size), start))
        assert ((walked.hops > 0) == closed.reached_from(np.array([start]))).all()


def test_the_walk_goes_on_only_through_what_it_may() -> None:
    zones = [worlds.zone(z, Inside.ISOLATED) for z in ("lab", "office", "ward")]
    hosts = [worlds.host(z, z, None, Role.SERVER) for z in ("lab", "office", "ward")]
    rows = [worlds.between("lab", "office"), worlds.between("office", "ward")]
    reach = compile(worlds.hospital(zones, hosts, rows))
    start = one_class(3, 0)
    assert walk(reach, start).hops.tolist() == [-1, 1, 2]
    assert walk(reach, start, through=np.array([True, False, True])).hops.tolist() == [-1, 1, -1]
    assert walk(reach, start, edges=np.array([True, False])).hops.tolist() == [-1, 1, -1]


def test_a_start_is_reached_when_something_leads_back() -> None:
    assert walk(allow_all_for_test([1, 1]), one_class(2, 0)).hops.tolist() == [1, 1]
