"""Ways people plan by hand: one patient after the other, the next crew; and how a solver's beds are driven first.

*Nearest first* takes patients in the order given (arrival, or acuity) and gives each the nearest bed that will do and
the crew that brings them there first. It is what a plan is measured against, and one of the starts of the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from codedark.divert.problem import LATE_FACTOR
from codedark.divert.routes import NOBODY, Roads, Routes


def arrival_order(roads: Roads) -> list[int]:
    """Patients as they come: by the minute they are ready, then by reference."""
    return sorted(range(roads.n), key=lambda i: (roads.ready[i], roads.problem.patients[i]))


def acuity_order(roads: Roads) -> list[int]:
    """The most acute first, then who has least time left, then by reference."""
    return sorted(range(roads.n), key=lambda i: (-roads.weight[i], roads.must[i], roads.problem.patients[i]))


def urgency_order(roads: Roads, lot: Sequence[int]) -> list[int]:
    """Weight for each minute a crew is bound (Smith's rule), with a deadline's weight while it can be held."""

    def worth(i: int) -> float:
        o = roads.origin[i]
        bound = min(trip[o][lot[i]] for trip in roads.trip) if lot[i] >= 0 and roads.trip else 1.0
        tight = LATE_FACTOR * min(1.0, bound / max(roads.must[i], 1.0)) if roads.must[i] < inf else 0.0
        return -roads.weight[i] * (1.0 + tight) / max(bound, 1.0)

    return sorted(range(roads.n), key=lambda i: (worth(i), roads.must[i], roads.problem.patients[i]))


def nearest_first(
    roads: Roads, order: Sequence[int], begun: Routes | None = None, left: Sequence[int] | None = None
) -> Routes:
    """Each in turn to the nearest bed, with the crew that is there first.

    Args:
        begun: routes to go on with; none: nobody is driven yet.
        left: [m] beds left then.
    """
    free = [*(roads.free if left is None else left)]
    routes = _empty(roads) if begun is None else begun
    at = [*roads.first] if begun is None else roads.back_min(begun)
    for i in order:
        if any(roads.kind_least[k] <= roads.level[i] <= roads.kind_level[k] for k in range(len(roads.kind_level))):
            j = next((j for j in roads.near(i) if free[j] > 0 and _drive(roads, routes, at, i, j)), NOBODY)
            if j != NOBODY:
                free[j] -= 1
    return _costed(roads, routes)


def driven(roads: Roads, lot: Sequence[int], order: Sequence[int]) -> Routes:
    """Beds already chosen, driven in an order: each with the crew that brings them there first."""
    routes, at = _empty(roads), [*roads.first]
    for i in order:
        if lot[i] >= 0:
            _drive(roads, routes, at, i, lot[i])
    return _costed(roads, routes)


def _empty(roads: Roads) -> Routes:
    return Routes([NOBODY] * roads.n, [[] for _ in range(roads.c)], [NOBODY] * roads.n, [0.0] * roads.c)


def _drive(roads: Roads, routes: Routes, at: list[float], i: int, j: int) -> bool:
    """Append a trip to the crew that arrives first; the least trained of those, and of these the first in the table."""
    o, best, crew = roads.origin[i], (inf, 0, 0), NOBODY
    for k, crews in enumerate(roads.crews_of_kind):
        if not roads.kind_least[k] <= roads.level[i] <= roads.kind_level[k] or roads.trip[k][o][j] == inf:
            continue
        off, first = inf, NOBODY
        ready = roads.ready[i] - roads.reach[k][o]
        for c in crews:
            free = max(at[c], ready)
            if free < off:
                off, first = free, c
        if (key := (off + roads.there[k][o][j], roads.kind_level[k], first)) < best:
            best, crew = key, first
    if crew == NOBODY:
        return False
    k = roads.kind[crew]
    at[crew] = max(at[crew], roads.ready[i] - roads.reach[k][o]) + roads.trip[k][o][j]
    routes.lot[i], routes.crew[i] = j, crew
    routes.route[crew].append(i)
    return True


def _costed(roads: Roads, routes: Routes) -> Routes:
    routes.cost = [roads.cost_of(c, route, routes.lot) for c, route in enumerate(routes.route)]
    return routes
