"""Who drives whom in which order: sequences of crews, their times, and what they cost.

A solution is a lot for each patient and, for each crew, the order of its patients; times follow from it, each trip as
early as the crew and the patient are there. Plain lists, not arrays: the search changes a few entries at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from codedark.divert.problem import LATE_FACTOR, Floats, Problem

NOBODY = -1


@dataclass(slots=True)
class Routes:
    """One solution; the search changes it in place."""

    lot: list[int]
    """[n] or -1."""
    route: list[list[int]]
    """[c] patients in order."""
    crew: list[int]
    """[n] or -1."""
    cost: list[float]
    """[c] weighted minutes of each crew's patients."""

    def copy(self) -> Routes:
        """Another one, changed apart."""
        return Routes([*self.lot], [[*r] for r in self.route], [*self.crew], [*self.cost])


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One trip, in minutes after the fall."""

    set_off: float
    depart: float
    arrive: float
    back: float


def _rows(minutes: Floats, origin: list[int]) -> list[list[list[float]]]:
    """[k, s, m] as lists; rows of places where nobody lies stay empty."""
    used = set(origin)
    return [[kind[o].tolist() if o in used else [] for o in range(len(kind))] for kind in minutes]


class Roads:
    """The problem as nested lists, for loops in plain Python."""

    def __init__(self, problem: Problem) -> None:
        p, kinds = problem, problem.kinds
        self.problem = problem
        self.n, self.m, self.c = len(p), len(p.free), len(p.crew_place)
        self.origin: list[int] = p.origin.tolist()
        self.weight: list[float] = p.weight.tolist()
        self.ready: list[float] = p.ready_min.tolist()
        self.must: list[float] = p.must_min.tolist()
        self.level: list[int] = p.level.tolist()
        self.want: list[int] = p.want.tolist()
        self.penalty: list[list[float]] = p.penalty_min.tolist()
        self.free: list[int] = p.free.tolist()
        self.kind: list[int] = kinds.of_crew.tolist()
        self.kind_level: list[int] = kinds.level.tolist()
        self.kind_least: list[int] = kinds.least.tolist()
        self.reach: list[list[float]] = kinds.reach_min.tolist()
        self.there = _rows(kinds.there_min, self.origin)
        self.trip = _rows(kinds.trip_min, self.origin)
        self.first: list[float] = [max(p.start_min, one) for one in p.crew_free_min.tolist()]
        self.unplaced_min = p.unplaced_min
        self.start = p.start_min
        self.crews_of_kind: list[list[int]] = [[] for _ in self.kind_level]
        for crew, kind in enumerate(self.kind):
            self.crews_of_kind[kind].append(crew)
        self._near: dict[tuple[int, int], list[int]] = {}

    def near(self, patient: int) -> list[int]:
        """Lots that will do for a patient, nearest first: by road and what speaks against them, then by number."""
        key = self.origin[patient], self.want[patient]
        if key not in self._near:
            minutes = self.problem.road_min[key[0], self.problem.lot_place] + self.problem.penalty_min[key[1]]
            order = np.argsort(minutes, kind="stable")
            self._near[key] = order[np.isfinite(minutes[order])].tolist()
        return self._near[key]

    def may_drive(self, crew: int, patient: int) -> bool:
        """Whether a crew, with who rides along, is enough for a patient."""
        kind = self.kind[crew]
        return self.kind_least[kind] <= self.level[patient] <= self.kind_level[kind]

    def cost_of(self, crew: int, route: list[int], lot: list[int]) -> float:
        """Weighted minutes of the patients of one crew; infinite where it cannot drive a trip, there or back."""
        kind = self.kind[crew]
        reach, there, trip = self.reach[kind], self.there[kind], self.trip[kind]
        least, most = self.kind_least[kind], self.kind_level[kind]
        at, total, start = self.first[crew], 0.0, self.start
        for i in route:
            if not least <= self.level[i] <= most:
                return inf
            o, j = self.origin[i], lot[i]
            off = max(at, self.ready[i] - reach[o])
            arrive = off + there[o][j]
            late = arrive - self.must[i]
            waited = arrive - start + self.penalty[self.want[i]][j]
            total += self.weight[i] * (waited + LATE_FACTOR * late if late > 0 else waited)
            at = off + trip[o][j]
        return total if at < inf or not route else inf

    def trips(self, routes: Routes) -> dict[int, Trip]:
        """The trip of each patient who is driven."""
        found: dict[int, Trip] = {}
        for crew, route in enumerate(routes.route):
            kind, at = self.kind[crew], self.first[crew]
            for i in route:
                o, j = self.origin[i], routes.lot[i]
                off = max(at, self.ready[i] - self.reach[kind][o])
                at = off + self.trip[kind][o][j]
                arrive = off + self.there[kind][o][j]
                found[i] = Trip(set_off=off, depart=off + self.reach[kind][o], arrive=arrive, back=at)
        return found

    def back_min(self, routes: Routes) -> list[float]:
        """[c] when each crew is back from its last trip."""
        trips = self.trips(routes)
        return [trips[route[-1]].back if route else self.first[c] for c, route in enumerate(routes.route)]

    def total(self, routes: Routes) -> float:
        """The objective: all crews, and who got no place."""
        nowhere = sum(self.weight[i] for i, crew in enumerate(routes.crew) if crew == NOBODY)
        return sum(routes.cost) + nowhere * self.unplaced_min

    def settled(self, routes: Routes, wished: Mapping[int, int] | None = None) -> Routes:
        """The same trips, those of patients nobody can tell apart given out anew: it costs nothing.

        Args:
            wished: patient -> lot they were told before: who can keep it keeps it. The others get what is left in the
                order of their references, the first the earliest, so that a plan reads as people would write it.
        """
        told, trips = routes.copy(), self.trips(routes)
        of_case: dict[int, list[int]] = {}
        for i in sorted(trips):
            of_case.setdefault(int(self.problem.cases.of_patient[i]), []).append(i)
        stands_for: dict[int, int] = {}
        for some in of_case.values():
            by_time = sorted(some, key=lambda i: (trips[i].arrive, routes.crew[i], i))
            stands_for.update(_given_out(by_time, some, routes.lot, wished or {}))
        for old, new in stands_for.items():
            told.lot[new], told.crew[new] = routes.lot[old], routes.crew[old]
        told.route = [[stands_for[i] for i in route] for route in routes.route]
        return told


def _given_out(
    trips: Sequence[int], patients: Sequence[int], lot: Sequence[int], wished: Mapping[int, int]
) -> dict[int, int]:
    """Trip (by the patient it was planned for, earliest first) -> the patient who gets it."""
    left, found = [*trips], dict[int, int]()
    waiting = []
    for patient in patients:
        trip = next((t for t in left if lot[t] == wished.get(patient)), None)
        if trip is None:
            waiting.append(patient)
        else:
            left.remove(trip)
            found[trip] = patient
    return {**found, **dict(zip(left, waiting, strict=True))}
