"""The slow, obvious way: every bed for every patient, every crew, every order. For a handful of patients.

Written from the words of `divert.problem`, not from its code: lengths are rounded up here again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import ceil, inf

from codedark.divert.problem import LATE_FACTOR, Problem


def up(minutes: float, grid: int) -> float:
    """A length rounded up to the grid."""
    return minutes if minutes == inf else ceil(minutes / grid - 1e-9) * grid


def best_assignment(problem: Problem) -> float:
    """The least sum of weight x (road minutes + penalty) of all ways to give beds, to the tenth like the costs."""
    choices = []
    for i in range(len(problem)):
        road = problem.road_min[problem.origin[i], problem.lot_place]
        minutes = (road + problem.penalty_min[problem.want[i]]).tolist()
        weight = float(problem.weight[i])
        nowhere = (-1, weight * problem.unplaced_min)
        choices.append([nowhere, *((j, round(weight * m * 10) / 10) for j, m in enumerate(minutes) if m < inf)])
    best = inf
    for way in product(*choices):
        taken = [j for j, _ in way if j >= 0]
        if all(taken.count(j) <= problem.free[j] for j in set(taken)):
            best = min(best, sum(cost for _, cost in way))
    return best


def best_plan(problem: Problem) -> float:
    """The least objective of all plans: crew by crew, each with any patients left in any order to any bed left."""
    return _Everything(problem).best


class _Everything:
    def __init__(self, problem: Problem) -> None:
        self.p, self.best = problem, inf
        self.crews = len(problem.crew_place)
        free = [int(f) for f in problem.free]
        self._crew(0, self._first(0), frozenset(range(len(problem))), free, 0.0)

    def _first(self, crew: int) -> float:
        return max(self.p.start_min, float(self.p.crew_free_min[crew])) if crew < self.crews else inf

    def _crew(self, crew: int, at: float, left: frozenset[int], free: Sequence[int], cost: float) -> None:
        """Go on with one crew that is free at a minute, or with the next."""
        if cost >= self.best:
            return
        if crew == self.crews:
            nowhere = sum(float(self.p.weight[i]) for i in left) * self.p.unplaced_min
            self.best = min(self.best, cost + nowhere)
            return
        for i in sorted(left):
            for j in range(len(free)):
                trip = self._trip(crew, i, j, at) if free[j] else None
                if trip is not None:
                    taken = [f - (k == j) for k, f in enumerate(free)]
                    self._crew(crew, trip[1], left - {i}, taken, cost + trip[0])
        self._crew(crew + 1, self._first(crew + 1), left, free, cost)

    def _trip(self, crew: int, i: int, j: int, at: float) -> tuple[float, float] | None:
        """(weighted minutes, minute the crew is back); None: it cannot be driven."""
        p = self.p
        if not p.crew_least[crew] <= p.level[i] <= p.crew_level[crew]:
            return None
        here, home, there = int(p.origin[i]), int(p.crew_place[crew]), int(p.lot_place[j])
        penalty = float(p.penalty_min[p.want[i], j])
        loaded = float(p.road_min[home, here]) + p.load_min
        arrived = loaded + float(p.road_min[here, there])
        back = arrived + p.hand_min + float(p.road_min[there, home])
        if inf in (back, penalty, at):
            return None
        off = max(at, float(p.ready_min[i]) - up(loaded, p.grid_min))
        arrive = off + up(arrived, p.grid_min)
        late = max(0.0, arrive - float(p.must_min[i]))
        return float(p.weight[i]) * (arrive - p.start_min + LATE_FACTOR * late + penalty), off + up(back, p.grid_min)
