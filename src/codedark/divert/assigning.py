"""Which patient gets which bed: the exact assignment, beds alone, and the proof that it is exact.

Patients that compete for no common lot are solved apart (one part a kind of bed, mostly). Within a part each case needs
to look at no more than the cheapest beds that all patients of the part together could fill: of any answer that uses a
dearer one, one of the cheaper is free. The proof is a price for each lot: with it nobody would rather have another bed,
and only full lots have one. Prices are found from the answer alone and checked by arithmetic, so no solver is believed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from codedark.divert.problem import Floats, Ints, Problem, assignment_costs

UNPLACED = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Assignment:
    """Beds for patients."""

    lot: Ints
    """[n] or UNPLACED."""
    cost: float
    """Sum of weight x (road minutes + penalty), weight x `unplaced_min` for the unplaced."""
    dual: float
    """What no assignment can be below, by the prices; equal to `cost` when proven."""
    price: Floats
    """[m] of a bed in each lot; 0 where beds stay free."""

    @property
    def proven(self) -> bool:
        """Whether it is shown to be the best."""
        return self.cost - self.dual <= 1e-6 * max(1.0, abs(self.cost))


def assign(problem: Problem, costs: Floats | None = None) -> Assignment:
    """The cheapest assignment of patients to beds; whoever gets none is dearer than any road.

    Args:
        problem: n patients, m lots.
        costs: [q, m] in place of `assignment_costs`, where crews' time has a price as well.
    Returns:
        Lots and the proof. The same for any order of the input's rows.
    Cost: 300 patients, 100 hospitals: about 10 ms; benchmarks/bench_divert.py.
    """
    costs = assignment_costs(problem) if costs is None else costs
    cases = problem.cases
    unplaced = problem.weight[cases.first] * problem.unplaced_min
    count = np.zeros((len(cases.count), len(problem.free)), np.int64)
    for part in _parts(costs, problem.free):
        _solve(part, costs, unplaced, cases.count, problem.free, count)
    lot = _spread(problem, count)
    cost = _cost(costs, unplaced, cases.count, count)
    price, dual = prove(costs, unplaced, cases.count, problem.free, count)
    return Assignment(lot=lot, cost=cost, dual=dual, price=price)


def _parts(costs: Floats, free: Ints) -> list[Ints]:
    """Cases that share a lot, directly or through others."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    q, m = costs.shape
    case, lot = np.nonzero(np.isfinite(costs) & (free > 0)[None])
    edges = coo_array((np.ones(len(case), np.int8), (case, q + lot)), shape=(q + m, q + m))
    _, label = connected_components(edges.tocsr(), directed=False)
    return [np.flatnonzero(label[:q] == one) for one in np.unique(label[:q])]


def _solve(part: Ints, costs: Floats, unplaced: Floats, wanting: Ints, free: Ints, count: Ints) -> None:
    """Fill `count` for the cases of one part."""
    from scipy.optimize import linear_sum_assignment

    who = np.repeat(part, wanting[part])
    slots = _slots(part, costs, free, len(who))
    table = np.concatenate([costs[part][:, slots], np.repeat(unplaced[part, None], len(who), axis=1)], axis=1)
    table = table[np.repeat(np.arange(len(part)), wanting[part])]
    table[~np.isfinite(table)] = 4.0 * float(unplaced[part].sum()) + 1e6
    row, column = linear_sum_assignment(table)
    for patient, slot in zip(row.tolist(), column.tolist(), strict=True):
        if slot < len(slots):
            count[who[patient], slots[slot]] += 1


def _slots(part: Ints, costs: Floats, free: Ints, patients_count: int) -> Ints:
    """Beds worth looking at, one entry a bed."""
    mine = costs[part]
    lots = np.flatnonzero(np.isfinite(mine).any(axis=0) & (free > 0))
    order = np.argsort(mine[:, lots], axis=1, kind="stable")
    open_to = np.isfinite(np.take_along_axis(mine[:, lots], order, axis=1))
    beds = np.cumsum(np.where(open_to, free[lots][order], 0), axis=1)
    worth = open_to & (beds - free[lots][order] < patients_count)  # the cheaper ones do not hold all patients yet
    lots = lots[np.unique(order[worth])]
    return np.repeat(lots, np.minimum(free[lots], patients_count))


def _spread(problem: Problem, count: Ints) -> Ints:
    """Lots of single patients, from counts of cases: in the order of references, lots in their own order."""
    lot = np.full(len(problem), UNPLACED, np.int64)
    mine = np.argsort(problem.cases.of_patient, kind="stable")
    first = np.cumsum(problem.cases.count) - problem.cases.count
    for q, given in enumerate(count.sum(axis=1).tolist()):
        lot[mine[first[q] : first[q] + given]] = np.repeat(np.arange(count.shape[1]), count[q])
    return lot


def _cost(costs: Floats, unplaced: Floats, wanting: Ints, count: Ints) -> float:
    placed = float((np.where(count > 0, costs, 0.0) * count).sum())
    return placed + float((unplaced * (wanting - count.sum(axis=1))).sum())


def prove(costs: Floats, unplaced: Floats, wanting: Ints, free: Ints, count: Ints) -> tuple[Floats, float]:
    """Prices of beds that show how good an assignment is, and what no assignment can be below.

    A full lot's price is the least that one of those in it would have to pay more elsewhere; found by going from lots
    with beds left (price 0) outwards until nothing changes. Any prices of at least 0 give a valid bound.
    """
    q, m = costs.shape
    there = np.concatenate([costs, unplaced[:, None]], axis=1)
    used = np.concatenate([count, (wanting - count.sum(axis=1))[:, None]], axis=1)
    spare = np.concatenate([count.sum(axis=0) < free, [True]])
    price = np.where(spare, 0.0, np.inf)
    own = np.where(used > 0, there, -np.inf)
    for _ in range(q + m + 2):
        best = np.min(there + price[None], axis=1)
        asked = np.min(np.where(used > 0, best[:, None] - own, np.inf), axis=0, initial=np.inf)
        new = np.where(spare, 0.0, np.minimum(price, asked))
        if np.array_equal(new, price):
            break
        price = new
    price = np.where(np.isfinite(price), np.maximum(price, 0.0), 1e12)  # closed lots: no bed, any price
    paid = np.min(there + price[None], axis=1) if q else np.zeros(0)
    dual = float((wanting * paid).sum() - (price[:-1] * free).sum())
    return price[:-1], dual
