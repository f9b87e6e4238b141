"""Peers of the transfer plan, in a process of their own: CP-SAT (ortools) and PyVRP.

    PYTHON benchmarks/divert_peers.py < problem.json        (called by bench_divert.py)

CP-SAT is given the assignment (whole numbers of each case in each lot) and the joint problem (an optional interval for
each patient, kind of crew and lot it could use; crews of a kind as a cumulative resource; the plan found by hand as a
hint). PyVRP has no objective on the minute of arrival: it could only minimise the time on the road, which is another
question; it is named and not run.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

LATE_FACTOR = 5


def main() -> None:
    told = json.load(sys.stdin)
    answer: dict[str, Any] = {}
    try:
        from ortools import __version__ as version
    except ImportError:
        json.dump({"missing": "ortools"}, sys.stdout)
        return
    answer["ortools"] = version
    answer["assignment"] = assignment(told)
    answer["joint"] = joint(told, told["joint_seconds"])
    json.dump(answer, sys.stdout)


def assignment(told: dict[str, Any]) -> dict[str, Any]:
    from ortools.sat.python import cp_model

    began = time.process_time()
    model = cp_model.CpModel()
    count, free, cost, unplaced = told["count"], told["free"], told["cost"], told["unplaced"]
    x = {
        (q, j): model.new_int_var(0, min(count[q], free[j]), "")
        for q in range(len(count))
        for j in range(len(free))
        if cost[q][j] is not None and free[j]
    }
    left = [model.new_int_var(0, n, "") for n in count]
    for q, n in enumerate(count):
        model.add(sum(v for (a, _), v in x.items() if a == q) + left[q] == n)
    by_lot: dict[int, list[Any]] = {}
    for (_, j), v in x.items():
        by_lot.setdefault(j, []).append(v)
    for j, some in by_lot.items():
        model.add(sum(some) <= free[j])
    model.minimize(
        sum(round(10 * cost[q][j]) * v for (q, j), v in x.items())
        + sum(round(10 * unplaced[q]) * v for q, v in enumerate(left))
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = 20
    status = solver.solve(model)
    return {
        "status": solver.status_name(status),
        "objective": solver.objective_value / 10,
        "cpu_s": time.process_time() - began,
    }


def joint(told: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Minutes in steps of the grid; for each patient the eight nearest lots, so that the model is built at all."""
    from ortools.sat.python import cp_model

    began = time.process_time()
    grid, model = told["grid"], cp_model.CpModel()
    horizon = told["horizon"] // grid
    per_kind: list[list[Any]] = [[] for _ in told["kind_level"]]
    per_lot: dict[int, list[Any]] = {}
    terms = []
    for i, patient in enumerate(told["patients"]):
        arrive, choices = model.new_int_var(0, 2 * horizon, ""), []
        for j in patient["lots"][:8]:
            for k, level in enumerate(told["kind_level"]):
                if level < patient["level"]:
                    continue
                used = model.new_bool_var("")
                start = model.new_int_var(0, horizon, "")
                there = told["there"][k][patient["origin"]][j] // grid
                trip = told["trip"][k][patient["origin"]][j] // grid
                per_kind[k].append(model.new_optional_fixed_size_interval_var(start, trip, used, ""))
                model.add(arrive == start + there).only_enforce_if(used)
                per_lot.setdefault(j, []).append(used)
                choices.append(used)
                terms.append(patient["weight"] * patient["penalty"][j] * used)
                hint = told["hint"].get(str(i))
                if hint is not None:
                    chosen = hint["lot"] == j and hint["kind"] == k
                    model.add_hint(used, chosen)
                    if chosen:
                        model.add_hint(start, hint["start"] // grid)
        model.add_exactly_one(choices)
        late = model.new_int_var(0, 2 * horizon, "")
        model.add(late >= arrive - patient["must"] // grid)
        terms.append(grid * patient["weight"] * (arrive + LATE_FACTOR * late))
    for k, intervals in enumerate(per_kind):
        model.add_cumulative(intervals, [1] * len(intervals), told["crews_of_kind"][k])
    for j, some in per_lot.items():
        model.add(sum(some) <= told["free"][j])
    model.minimize(sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    solved = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {
        "status": solver.status_name(status),
        "objective": solver.objective_value if solved else None,
        "bound": solver.best_objective_bound,
        "cpu_s": time.process_time() - began,
    }


if __name__ == "__main__":
    main()
