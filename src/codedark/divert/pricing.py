"""What no plan can beat: a bound from prices of crews' time and of beds.

Take away that a crew is in one place and a lot has no more beds than it has, and ask a price for both instead: then
each patient chooses alone, in closed form. What they would pay, less what the prices earn, is below every plan,
whatever the prices are (Lagrangian relaxation; Fisher, Management Science 27, 1981). So a bound needs no solver's word:
`bound_at` is the proof, and better prices make it tighter. `found_prices` looks for good ones by steps along what is
overbooked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from codedark.divert.problem import LATE_FACTOR, Floats, Ints, Problem
from codedark.divert.routes import Roads, Routes

STEPS_MOST = 4000
"""Two weeks of five minutes: what takes longer is bounded without prices for its end."""

NEWEST = 0.2
"""What the newest overbooking counts in its running average."""
BED_STEP = 20.0
"""How much further a bed's price goes than that of a crew's step: a trip takes one bed and many steps."""
PATIENCE = 20
"""Rounds that gain nothing until steps get shorter."""
CELLS_KEPT = 20_000_000
"""Numbers that do not depend on prices are kept up to this many (160 MB) and computed anew beyond: thousands of
patients would need gigabytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Of a step of crews' time and of a bed."""

    crew: Floats
    """[k, T] at least 0, for each kind of crew and each step of the grid from the start on; behind T it is 0."""
    bed: Floats
    """[m] at least 0."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """For one kind of crew and one case: lots of one length alike, so that only the cheapest bed of them counts."""

    there: Ints
    """[g] steps from setting off to arrival."""
    trip: Ints
    """[g] steps a crew is bound."""
    length: Ints
    """[g] where `trip` stands among all lengths of trips of that kind of crew."""
    penalty: Floats
    """[g] minutes"""
    lots: Ints
    """Lots, group after group."""
    starts: Ints
    """[g] where each group begins in `lots`."""
    first: int
    """First step at which a crew may set off for this case; may lie behind the last step that has a price."""


class Paid:
    """What crews' time and a bed cost at some prices, kept for patients who lie and want alike until others come."""

    def __init__(self, prices: Prices, lengths: Sequence[Ints]) -> None:
        self.prices = prices
        steps = prices.crew.shape[1]
        until = np.concatenate([np.zeros((len(prices.crew), 1)), np.cumsum(prices.crew, axis=1)], axis=1)
        ends = [np.minimum(np.arange(steps + 1)[None] + some[:, None], steps) for some in lengths]
        self._time = [one[end] - one[None] for one, end in zip(until, ends, strict=True)]
        self._alike: tuple[int, int] | None = None
        self._rows: dict[int, Floats] = {}

    def of(self, alike: tuple[int, int], k: int, ways: _Ways) -> Floats:
        """[g, T + 1] for a crew of kind `k` that sets off at each step."""
        if alike != self._alike:
            self._alike, self._rows = alike, {}
        if k not in self._rows:
            beds = np.minimum.reduceat(self.prices.bed[ways.lots], ways.starts)
            self._rows[k] = self._time[k][ways.length] + beds[:, None]
        return self._rows[k]


class Relaxed:
    """A problem without the two rules, with everything that does not depend on prices laid out."""

    def __init__(self, problem: Problem, steps: int) -> None:
        self.problem, self.steps = problem, steps
        self.weight = problem.weight[problem.cases.first]
        self.count = problem.cases.count.astype(np.float64)
        self.capacity = _capacity(problem, self.steps)
        self.lengths = _lengths(problem)
        self.ways = [
            [(k, _ways(problem, k, int(i), lengths)) for k, lengths in enumerate(self.lengths)]
            for i in problem.cases.first.tolist()
        ]
        first = problem.cases.first
        self.alike_together: list[int] = np.lexsort((problem.want[first], problem.origin[first])).tolist()
        """Cases in an order in which `Paid` is of most use."""
        self._kept: dict[int, list[Floats | None]] = {}
        self._cells_kept = 0

    @property
    def cells(self) -> int:
        """Numbers looked at for one bound: cases x ways of driving them x steps."""
        ways = (len(one.there) for case in self.ways for _, one in case if one is not None)
        return sum(ways) * (self.steps + 1)

    def waited(self, q: int) -> list[Floats | None]:
        """For each kind of crew [g, T + 1] weighted minutes when it sets off at a step; None: it cannot drive it."""
        if q in self._kept:
            return self._kept[q]
        found = self._waited(q)
        self._cells_kept += sum(one.size for one in found if one is not None)
        if self._cells_kept <= CELLS_KEPT:
            self._kept[q] = found
        return found

    def _waited(self, q: int) -> list[Floats | None]:
        grid, start = self.problem.grid_min, self.problem.start_min
        must = float(self.problem.must_min[self.problem.cases.first[q]])
        found: list[Floats | None] = []
        for _, ways in self.ways[q]:
            if ways is None:
                found.append(None)
                continue
            at = np.arange(self.steps + 1)
            at[-1] = max(self.steps, ways.first)  # the last column is every later step: the earliest of them
            arrive = (at[None] + ways.there[:, None]) * grid + start
            late = np.maximum(0.0, arrive - must) if must < inf else 0.0
            cost = self.weight[q] * (arrive - start + LATE_FACTOR * late + ways.penalty[:, None])
            cost[:, : min(ways.first, self.steps)] = inf
            found.append(cost)
        return found

    def paid(self, prices: Prices) -> Paid:
        """For `offers` of many cases at the same prices."""
        return Paid(prices, self.lengths)

    def offers(self, q: int, prices: Prices, paid: Paid | None = None) -> Iterator[tuple[int, _Ways, Floats]]:
        """What each way of driving a case costs at some prices: kind of crew, its ways, [g, T + 1].

        With `paid`, of the same prices, cases that lie and want alike share what their crews and beds cost.
        """
        paid = self.paid(prices) if paid is None else paid
        first = self.problem.cases.first[q]
        alike = int(self.problem.origin[first]), int(self.problem.want[first])
        for (k, ways), waited in zip(self.ways[q], self.waited(q), strict=True):
            if ways is not None and waited is not None:
                yield k, ways, waited + paid.of(alike, k, ways)

    def bound_at(self, prices: Prices) -> tuple[float, Floats, Floats]:
        """The bound at some prices, and how far crews' time [k, T] and beds [m] would be overbooked there."""
        bound = -float((prices.crew * self.capacity).sum()) - float((prices.bed * self.problem.free).sum())
        crew, bed = -self.capacity, -self.problem.free.astype(np.float64)
        paid = self.paid(prices)
        for q in self.alike_together:
            cheapest, choice = self.weight[q] * self.problem.unplaced_min, None
            for k, ways, cost in self.offers(q, prices, paid):
                at = int(np.argmin(cost))
                if cost.flat[at] < cheapest:
                    cheapest, choice = float(cost.flat[at]), (k, ways, at)
            bound += self.count[q] * cheapest
            if choice is not None:
                self._book(q, choice, prices, crew, bed)
        return bound, crew, bed

    def _book(self, q: int, choice: tuple[int, _Ways, int], prices: Prices, crew: Floats, bed: Floats) -> None:
        k, ways, at = choice
        g, t = divmod(at, self.steps + 1)
        crew[k, t : min(self.steps, t + int(ways.trip[g]))] += self.count[q]
        ends = [*ways.starts[1:].tolist(), len(ways.lots)]
        lots = ways.lots[ways.starts[g] : ends[g]]
        cheap = lots[prices.bed[lots] <= prices.bed[lots].min() + 1e-12]
        room = self.problem.free[cheap].astype(np.float64)
        bed[cheap] += self.count[q] * room / room.sum()


def steps_of(problem: Problem, last_back_min: float) -> int:
    """Steps that prices are looked for: as long as a plan at hand takes, and a little; behind it they are 0."""
    return max(12, min(STEPS_MOST, ceil((last_back_min - problem.start_min) / problem.grid_min * 1.05) + 5))


def _capacity(problem: Problem, steps: int) -> Floats:
    """[k, T] crews of a kind that are free in each step."""
    capacity = np.zeros((len(problem.kinds.level), steps))
    for k, free in zip(problem.kinds.of_crew.tolist(), problem.crew_free_min.tolist(), strict=True):
        if free < inf:
            # A crew free in the middle of a step counts for the whole step: a bound may be too kind, never too hard.
            capacity[k, max(0, int((free - problem.start_min) // problem.grid_min)) :] += 1.0
    return capacity


def _lengths(problem: Problem) -> list[Ints]:
    """For each kind of crew, the lengths of its trips from where patients lie, in steps."""
    trips = problem.kinds.trip_min[:, np.unique(problem.origin)]
    return [np.unique(np.round(one[np.isfinite(one)] / problem.grid_min)).astype(np.int64) for one in trips]


def _ways(problem: Problem, k: int, patient: int, lengths: Ints) -> _Ways | None:
    kinds, grid = problem.kinds, problem.grid_min
    if not kinds.least[k] <= problem.level[patient] <= kinds.level[k]:
        return None
    o = int(problem.origin[patient])
    penalty = problem.penalty_min[problem.want[patient]]
    there, trip = kinds.there_min[k, o], kinds.trip_min[k, o]
    good = np.flatnonzero(np.isfinite(penalty) & np.isfinite(trip) & (problem.free > 0))
    if not len(good) or problem.ready_min[patient] == inf:
        return None
    keys = np.stack([there[good], trip[good], penalty[good]], axis=1)
    unique, group = np.unique(keys, axis=0, return_inverse=True)
    order = np.argsort(group.reshape(-1), kind="stable")
    starts = np.searchsorted(group.reshape(-1)[order], np.arange(len(unique)))
    waits = problem.ready_min[patient] - kinds.reach_min[k, o] - problem.start_min
    steps = np.round(unique[:, 1] / grid).astype(np.int64)
    return _Ways(
        there=np.round(unique[:, 0] / grid).astype(np.int64),
        trip=steps,
        length=np.searchsorted(lengths, steps),
        penalty=unique[:, 2],
        lots=good[order],
        starts=starts,
        first=max(0, int(waits // grid)),
    )


def found_prices(relaxed: Relaxed, target: float, rounds: int, begin: Prices | None = None) -> tuple[Prices, float]:
    """Prices found by steps along what is overbooked on average, from the best prices so far, and their bound.

    Args:
        relaxed: the problem.
        target: cost of a plan at hand: what the bound cannot pass.
        rounds: steps; more make it tighter. With none, the bound is that of no prices at all.
        begin: prices to start from; none: all 0.
    Source: the volume algorithm, Barahona and Anbil, Mathematical Programming 87 (2000).
    """
    best = Prices(np.zeros_like(relaxed.capacity), np.zeros(len(relaxed.problem.free)))
    bound, patience, length = relaxed.bound_at(best)[0], 0, 1.0  # without prices it is never below 0
    tried, over_crew, over_bed = begin or best, np.zeros_like(best.crew), np.zeros_like(best.bed)
    for t in range(rounds):
        value, crew, bed = relaxed.bound_at(tried)
        patience = 0 if value > bound + 5e-4 * abs(bound) else patience + 1
        if value > bound:
            best, bound = tried, value
        share = NEWEST if t else 1.0
        over_crew, over_bed = over_crew + share * (crew - over_crew), over_bed + share * (bed - over_bed)
        if patience >= PATIENCE:
            length, patience = length / 1.5, 0
        norm = float((over_crew**2).sum() + BED_STEP * (over_bed**2).sum())
        if norm <= 0:
            break
        step = length * max(target - bound, 1e-9) / norm
        tried = Prices(
            np.maximum(0.0, best.crew + step * over_crew), np.maximum(0.0, best.bed + BED_STEP * step * over_bed)
        )
    return best, bound


def prices_of(relaxed: Relaxed, roads: Roads, routes: Routes, bed: Floats | None = None) -> Prices:
    """Prices that a good plan itself suggests.

    A crew's time is worth what its later patients would gain if it came earlier: going backwards along a route, each
    trip adds its patient's weight for each of its minutes (weight x (1 + `LATE_FACTOR`) when late already). A kind's
    price is the mean over its crews. Beds cost what `bed` says, of the assignment of beds alone; else nothing, until
    steps along the bound say otherwise.
    """
    problem, grid = relaxed.problem, relaxed.problem.grid_min
    crew = np.zeros_like(relaxed.capacity)
    trips = roads.trips(routes)
    for c, route in enumerate(routes.route):
        price = np.zeros(relaxed.steps)
        worth = 0.0
        for i in reversed(route):
            trip = trips[i]
            first, last = (int((t - problem.start_min) // grid) for t in (trip.set_off, trip.back))
            late = trip.arrive > roads.must[i]
            slope = roads.weight[i] * grid * (1.0 + LATE_FACTOR * late) / max(1, last - first)
            for t in range(min(last, relaxed.steps) - 1, first - 1, -1):
                worth += slope
                price[t] = worth
            price[:first] = np.maximum(price[:first], worth)
        crew[roads.kind[c]] += price
    mean = crew / np.maximum(1, np.bincount(problem.kinds.of_crew, minlength=len(crew)))[:, None]
    return Prices(mean, np.zeros(len(problem.free)) if bed is None else np.where(problem.free > 0, bed, 0.0))
