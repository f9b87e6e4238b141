"""Anytime search over beds, crews and orders: small changes kept while they help, from the best of several starts.

Changes: a patient to another place in a route or to another crew; two patients of two crews change places; two
neighbours in a route; a patient to another bed that is free; two patients change beds; somebody without a place takes
the bed and the trip of another. A change that makes it a little worse is kept now and then, less and less (threshold
accepting), so that it does not end in the first hollow; the best seen is what comes back, so never worse than its
start. The same seed and number of tries give the same answer.
Source: threshold accepting, Dueck and Scheuer, J. Comput. Phys. 90 (1990).
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from codedark.divert.routes import NOBODY, Roads, Routes
from codedark.divert.search_luck import SearchLuck

LOTS_NEAR = 12
"""Beds looked at for one patient: the nearest so many that will do."""


class Search:
    """One search; `run` may be called again to go on."""

    def __init__(self, roads: Roads, start: Routes, seed: int) -> None:
        self.roads, self.now, self.best = roads, start.copy(), start.copy()
        self.cost = self.best_cost = roads.total(start)
        self.luck = SearchLuck(seed)
        self.used = [0] * roads.m
        for j in start.lot:
            if j != NOBODY:
                self.used[j] += 1
        self.near = self._near()
        one_of = {level: i for i, level in enumerate(roads.level)}
        able = {level: [c for c in range(roads.c) if roads.may_drive(c, i)] for level, i in one_of.items()}
        self.crews_for = [able[level] for level in roads.level]
        self.placed = [i for i in range(roads.n) if start.crew[i] != NOBODY]
        self.unplaced = [i for i in range(roads.n) if start.crew[i] == NOBODY and self.near[i]]
        self.tries_done = 0

    def run(self, tries: int, heat: tuple[float, float] = (0.0, 0.0), stop: Callable[[], bool] | None = None) -> None:
        """So many tries, the threshold falling from the first to the second share of the cost of an average patient."""
        if len(self.placed) < 1 or not self.roads.c:
            return
        luck = self.luck.random
        each = sum(self.now.cost) / max(1, len(self.placed))
        moves = [self._relocate, self._relocate, self._relocate, self._exchange, self._neighbours, self._rebed,
                 self._swap_beds]  # fmt: skip
        moves += [self._instead] if self.unplaced else []
        for t in range(tries):
            if stop is not None and t % 256 == 0 and stop():
                break
            share = t / tries
            limit = each * (heat[0] * (1.0 - share) + heat[1] * share)
            moves[int(luck() * len(moves))](limit)
            self.tries_done += 1
            if self.cost < self.best_cost - 1e-6:
                self.best, self.best_cost = self.now.copy(), self.cost

    def _near(self) -> list[list[int]]:
        roads, most = self.roads, LOTS_NEAR + max(0, self.roads.n // 40)
        found = dict[tuple[int, int], list[int]]()
        for i in range(roads.n):
            key = roads.origin[i], roads.want[i]
            if key not in found:
                found[key] = [j for j in roads.near(i) if roads.free[j]][:most]
        return [found[key] for key in zip(roads.origin, roads.want, strict=True)]

    def _pick(self) -> int:
        """A patient; every other time the more acute of two, for whose trips there is most to gain."""
        luck, placed = self.luck.random, self.placed
        i = placed[int(luck() * len(placed))]
        if luck() < 0.5:
            j = placed[int(luck() * len(placed))]
            return j if self.roads.weight[j] > self.roads.weight[i] else i
        return i

    def _relocate(self, limit: float) -> None:
        """A patient to another crew, or elsewhere in the same route."""
        now, roads = self.now, self.roads
        i = self._pick()
        crews = self.crews_for[i]
        a, b = now.crew[i], crews[int(self.luck.random() * len(crews))]
        without = [x for x in now.route[a] if x != i]
        target = without if a == b else now.route[b]
        at = int(self.luck.random() * (len(target) + 1))
        with_ = [*target[:at], i, *target[at:]]
        cost_b = roads.cost_of(b, with_, now.lot)
        cost_a = 0.0 if a == b else roads.cost_of(a, without, now.lot)
        change = cost_b + cost_a - now.cost[a] - (0.0 if a == b else now.cost[b])
        if change < limit:
            if a != b:
                now.route[a], now.cost[a] = without, cost_a
            now.route[b], now.cost[b], now.crew[i] = with_, cost_b, b
            self.cost += change

    def _exchange(self, limit: float) -> None:
        """Two patients of two crews change places."""
        now, roads = self.now, self.roads
        i, j = self._pick(), self._pick()
        a, b = now.crew[i], now.crew[j]
        if a == b or not (roads.may_drive(b, i) and roads.may_drive(a, j)):
            return
        route_a = [j if x == i else x for x in now.route[a]]
        route_b = [i if x == j else x for x in now.route[b]]
        cost_a, cost_b = roads.cost_of(a, route_a, now.lot), roads.cost_of(b, route_b, now.lot)
        change = cost_a + cost_b - now.cost[a] - now.cost[b]
        if change < limit:
            now.route[a], now.route[b], now.cost[a], now.cost[b] = route_a, route_b, cost_a, cost_b
            now.crew[i], now.crew[j] = b, a
            self.cost += change

    def _instead(self, limit: float) -> None:
        """Somebody without a place gets the bed and the trip of another, who then has none."""
        now, roads = self.now, self.roads
        at, there = int(self.luck.random() * len(self.unplaced)), int(self.luck.random() * len(self.placed))
        i, j = self.unplaced[at], self.placed[there]
        c, lot = now.crew[j], now.lot[j]
        if not roads.may_drive(c, i) or roads.penalty[roads.want[i]][lot] == inf:
            return
        route, now.lot[i] = [i if x == j else x for x in now.route[c]], lot
        cost = roads.cost_of(c, route, now.lot)
        change = cost - now.cost[c] + (roads.weight[j] - roads.weight[i]) * roads.unplaced_min
        if change < limit:
            now.route[c], now.cost[c], now.crew[i] = route, cost, c
            now.lot[j] = now.crew[j] = NOBODY
            self.unplaced[at], self.placed[there] = j, i
            self.cost += change
        else:
            now.lot[i] = NOBODY

    def _neighbours(self, limit: float) -> None:
        """Two that follow each other change places."""
        now = self.now
        a = now.crew[self._pick()]
        route = now.route[a]
        if len(route) < 2:
            return
        at = int(self.luck.random() * (len(route) - 1))
        changed = [*route[:at], route[at + 1], route[at], *route[at + 2 :]]
        cost = self.roads.cost_of(a, changed, now.lot)
        if cost - now.cost[a] < limit:
            self.cost += cost - now.cost[a]
            now.route[a], now.cost[a] = changed, cost

    def _rebed(self, limit: float) -> None:
        """A patient to another bed that is free."""
        now = self.now
        i = self._pick()
        lots = self.near[i]
        old, new = now.lot[i], lots[int(self.luck.random() * len(lots))]
        if old == new or self.used[new] >= self.roads.free[new]:
            return
        a = now.crew[i]
        now.lot[i] = new
        cost = self.roads.cost_of(a, now.route[a], now.lot)
        if cost - now.cost[a] < limit:
            self.used[old] -= 1
            self.used[new] += 1
            self.cost += cost - now.cost[a]
            now.cost[a] = cost
        else:
            now.lot[i] = old

    def _swap_beds(self, limit: float) -> None:
        """Two patients change beds, where each will do for the other."""
        now, roads = self.now, self.roads
        i, j = self._pick(), self._pick()
        one, other = now.lot[i], now.lot[j]
        if one == other or roads.penalty[roads.want[i]][other] == inf or roads.penalty[roads.want[j]][one] == inf:
            return
        a, b = now.crew[i], now.crew[j]
        now.lot[i], now.lot[j] = other, one
        cost_a = roads.cost_of(a, now.route[a], now.lot)
        cost_b = cost_a if a == b else roads.cost_of(b, now.route[b], now.lot)
        change = cost_a - now.cost[a] + (0.0 if a == b else cost_b - now.cost[b])
        if change < limit:
            now.cost[a], now.cost[b] = cost_a, cost_b
            self.cost += change
        else:
            now.lot[i], now.lot[j] = one, other
