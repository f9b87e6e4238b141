"""The tight bound, computed offline: prices from a linear program, grown column by column.

A column is one way of driving one case (kind of crew, lot, step). The program of the columns found so far gives prices;
at these, `Relaxed.offers` finds ways that would be better still, and the bound is what `bound_at` says, so that the
linear program is trusted for nothing. Prices are drawn towards the best seen, or they swing (Wentges 1997).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

import numpy as np

from codedark.divert.pricing import Prices, Relaxed
from codedark.divert.problem import Floats, Ints

NEW_COLUMNS = 6
"""Taken for each case and kind of crew in one round."""
PATIENCE = 25
"""Rounds that lift the bound by less than `close_enough` together, and then it ends."""
COLUMNS_MOST = 30_000
"""In the program; beyond, the half that costs least at its prices stays, or solving it takes minutes."""


@dataclass(slots=True)
class _Columns:
    """Ways in the program: case, kind, step of setting off, steps bound, lot, weighted minutes."""

    rows: dict[tuple[int, int, int, int], tuple[int, float]] = field(default_factory=dict)
    """(case, kind, step, lot) -> (steps bound, cost)"""

    def add(self, q: int, k: int, t: int, lot: int, trip: int, cost: float) -> bool:
        key = (q, k, t, lot)
        if key in self.rows:
            return False
        self.rows[key] = (trip, cost)
        return True


def certified_bound(
    relaxed: Relaxed,
    begin: Prices,
    *,
    rounds: int = 200,
    close_enough: float = 1e-4,
    stop: Callable[[], bool] | None = None,
) -> tuple[Prices, float]:
    """The best bound this relaxation gives, to a ten thousandth, and the prices that prove it.

    Args:
        relaxed: the problem.
        begin: prices to start from, from `prices_of` and `found_prices`.
        rounds: most rounds.
        close_enough: ends when the program's value is within this share of the bound, or nothing comes any more.
        stop: asked once a round; the best so far is valid all the same.
    Cost: 300 patients and 50 crews: tens of seconds; benchmarks/bench_divert.py.
    """
    columns, best, bound = _Columns(), begin, relaxed.bound_at(begin)[0]
    stood, still = bound, 0
    _grow(relaxed, columns, begin)
    for _ in range(rounds if columns.rows else 0):
        solved = _solved(relaxed, columns)
        if solved is None:  # a solver that gives up costs tightness, never the plan
            break
        (value, told), grown = solved, 0
        _thin(relaxed, columns, told)
        for share in (0.15, 0.5, 1.0):  # of the program's prices; the rest of the best seen
            tried = Prices(share * told.crew + (1 - share) * best.crew, share * told.bed + (1 - share) * best.bed)
            at = relaxed.bound_at(tried)[0]
            if at > bound:
                best, bound = tried, at
            grown += _grow(relaxed, columns, tried)
            if at >= bound and grown:
                break
        still = 0 if bound > stood + close_enough * abs(stood) else still + 1
        stood = bound if not still else stood
        if not grown or still >= PATIENCE or value - bound <= close_enough * abs(bound) or (stop and stop()):
            break
    return best, bound


def _grow(relaxed: Relaxed, columns: _Columns, prices: Prices) -> int:
    grown, paid = 0, relaxed.paid(prices)
    for q in relaxed.alike_together:
        for k, ways, cost in relaxed.offers(q, prices, paid):
            waited = next(w for (kind, _), w in zip(relaxed.ways[q], relaxed.waited(q), strict=True) if kind == k)
            assert waited is not None
            ends = [*ways.starts[1:].tolist(), len(ways.lots)]
            flat = cost.reshape(-1)
            some = np.argpartition(flat, min(NEW_COLUMNS, len(flat) - 1))[:NEW_COLUMNS]
            for at in sorted(some.tolist(), key=lambda a: (flat[a], a)):
                if flat[at] == inf:
                    continue
                g, t = divmod(at, relaxed.steps + 1)
                lots = ways.lots[ways.starts[g] : ends[g]]
                for lot in lots[np.argsort(prices.bed[lots], kind="stable")[:2]].tolist():
                    grown += columns.add(q, k, t, lot, int(ways.trip[g]), float(waited[g, t]))
    return grown


def _thin(relaxed: Relaxed, columns: _Columns, prices: Prices) -> None:
    """Leave out the ways that cost most beside the best of their case; what is needed again is found again."""
    if len(columns.rows) <= COLUMNS_MOST:
        return
    case, kind, step, lot = np.array(list(columns.rows)).T
    trip, cost = np.array(list(columns.rows.values())).T
    until = np.concatenate([np.zeros((len(prices.crew), 1)), np.cumsum(prices.crew, axis=1)], axis=1)
    end = np.minimum(step + trip.astype(np.int64), relaxed.steps)
    cost = cost + until[kind, end] - until[kind, np.minimum(step, relaxed.steps)] + prices.bed[lot]
    least = np.full(len(relaxed.count), inf)
    np.minimum.at(least, case, cost)
    stay = np.zeros(len(cost), np.bool_)
    stay[np.argsort(cost - least[case], kind="stable")[: COLUMNS_MOST // 2]] = True
    columns.rows = {key: row for (key, row), kept in zip(columns.rows.items(), stay.tolist(), strict=True) if kept}


def _solved(relaxed: Relaxed, columns: _Columns) -> tuple[float, Prices] | None:
    """The program over the columns found: its value and its prices; None: the solver gave up."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    cases, (kinds, steps), lots = len(relaxed.count), relaxed.capacity.shape, len(relaxed.problem.free)
    rows: list[Ints] = []
    costs, case_of = [], []
    for (q, k, t, lot), (trip, cost) in columns.rows.items():
        busy = k * steps + np.arange(min(t, steps), min(t + trip, steps))
        rows.append(np.concatenate([busy, [kinds * steps + lot]]))
        costs.append(cost)
        case_of.append(q)
    lengths = np.array([len(r) for r in rows])
    n = len(rows)
    upper = csr_array(
        (np.ones(int(lengths.sum())), (np.concatenate(rows), np.repeat(np.arange(n), lengths))),
        shape=(kinds * steps + lots, n + cases),
    )
    whole = csr_array(
        (np.ones(n + cases), (np.array([*case_of, *range(cases)]), np.arange(n + cases))), shape=(cases, n + cases)
    )
    weights = np.concatenate([np.array(costs), relaxed.weight * relaxed.problem.unplaced_min])
    room = np.concatenate([relaxed.capacity.reshape(-1), relaxed.problem.free.astype(np.float64)])
    solved = linprog(weights, A_ub=upper, b_ub=room, A_eq=whole, b_eq=relaxed.count, method="highs")
    if solved.status != 0:
        return None
    paid: Floats = np.maximum(0.0, -solved.ineqlin.marginals)
    return float(solved.fun), Prices(paid[: kinds * steps].reshape(kinds, steps), paid[kinds * steps :])
