"""Who may strike whom, compiled: classes, with or without a plan in force (twin: `plain_attack`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import numpy as np

from codedark.drill.jit import njit
from codedark.drill.kernel.luck import philox
from codedark.drill.kernel.rows import (
    ALIVE,
    DISTANCE,
    ENTERED,
    M0,
    MASK,
    NO_ONE,
    U32,
    WALK,
)


@njit
def lay_ways(
    plan, zone_of_class, inside_open, mate_start, mate, edge_start, edge_to, edge_conduit, closed, contained,
    isolated, way_start, way,
):  # fmt: skip
    """way[way_start[x]:way_start[x + 1]]: classes that hosts of class x may strike, with a plan in force (-1: none)."""
    at = 0
    for x in range(len(zone_of_class)):
        way_start[x] = at
        zone = zone_of_class[x]
        if inside_open[zone] and not (plan >= 0 and contained[plan, zone]):
            for i in range(mate_start[zone], mate_start[zone + 1]):
                way[at] = mate[i]
                at += 1
        for e in range(edge_start[x], edge_start[x + 1]):
            if plan >= 0:
                if closed[plan, edge_conduit[e]]:
                    continue
                if (isolated[plan] == zone) != (isolated[plan] == zone_of_class[edge_to[e]]):
                    continue
            way[at] = edge_to[e]
            at += 1
    way_start[len(zone_of_class)] = at


@njit
def adjoin(way_start, way, redirected, member_start, before, adjacent, tried, group):
    """Who presses whom: adjacent[y, g]: hosts of class y may strike those of pressure group g.

    A pressure group is classes that the same classes may strike; they feel the same, so a flat network is one group.
    tried[y]: among how many hosts y's effort goes, 0 none. Groups lie within those of `before`. Returns how many.
    """
    classes, groups = len(tried), 0
    adjacent[:] = 0
    for y in range(classes):
        for i in range(way_start[y], way_start[y + 1]):
            adjacent[y, way[i]] = 1
        tried[y] = member_start[classes]
        if redirected:
            tried[y] = 0.0
            for z in range(classes):
                tried[y] += adjacent[y, z] * (member_start[z + 1] - member_start[z])
    pressed_by = np.zeros(classes, np.uint64)
    for y in range(classes):
        mark, _, _, _ = philox(np.uint64(y), NO_ONE, NO_ONE, NO_ONE)
        for z in range(classes):
            pressed_by[z] += adjacent[y, z] * ((mark << U32) | (mark * M0 & MASK))
    for z in range(classes):
        group[z] = -1
        for c in range(z):
            if pressed_by[c] == pressed_by[z] and before[c] == before[z]:
                group[z] = group[c]
                break
        if group[z] < 0:
            for y in range(classes):
                adjacent[y, groups] = adjacent[y, z]
            group[z] = groups
            groups += 1
    return groups


@njit
def close_over(way_start, way, rank, walking):
    """Mark as ENTERED what is struck over any number of hops from the classes in rank[WALK, :walking], DISTANCE 0.

    A class in which nobody is left alive is not entered.
    """
    at = 0
    while at < walking:
        x = rank[WALK, at]
        at += 1
        for i in range(way_start[x], way_start[x + 1]):
            y = way[i]
            if rank[ALIVE, y] > 0:
                rank[ENTERED, y] = 1
                if rank[DISTANCE, y] < 0:
                    rank[DISTANCE, y] = rank[DISTANCE, x] + 1
                    rank[WALK, walking] = y
                    walking += 1
