"""The transfer plan beside what people do and what solvers do: 30, 300 and 3,000 patients on real Belgian places.

    CODEDARK_SHARED=../shared ./go python benchmarks/bench_divert.py [--seeds 3] [--peer-python PYTHON]

Instances: divert_instances.py. CPU seconds. *Assignment*: ours with its proof, beside scipy's linear_sum_assignment
with a row a patient and a column a bed. *Joint*: the plan after the tries that take about one second, against the bound
certified offline (3,000 patients: priced bound), beside nearest-first in the order of arrival and of acuity. *Re-plan*:
`plan` whole, from records to records, after one refusal, with the plan before at hand. CP-SAT runs in a process of its
own with `--peer-python`, a Python that has ortools (`pip install ortools` in an environment of its own; it cannot live
in one process with every HiGHS). PyVRP has no objective on arrival times: not comparable, and not run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from divert_instances import instance

from codedark.divert.assigning import Assignment, assign
from codedark.divert.certifying import certified_bound
from codedark.divert.fixed_places import kept_of
from codedark.divert.fleet import fleet_of
from codedark.divert.listing import acuity_order, arrival_order, driven, nearest_first, urgency_order
from codedark.divert.lots import lots_of
from codedark.divert.moving import who_moves
from codedark.divert.planning import HEAT, plan
from codedark.divert.posing import pose
from codedark.divert.pricing import Relaxed, found_prices, prices_of, steps_of
from codedark.divert.problem import Problem, assignment_costs
from codedark.divert.routes import Roads, Routes
from codedark.divert.searching import Search

SIZES = (30, 300, 3000)
SECOND_TRIES = {30: 250_000, 300: 180_000, 3000: 100_000}
"""Tries that take about a CPU second here."""
ASSIGN_BAR_MS, REPLAN_BAR_MS, GAP_BAR_PCT = 20.0, 100.0, 1.0
RESULTS = Path(__file__).parent / "results" / "divert.md"


@dataclass
class Row:
    patients: int
    seed: int
    assign_ms: float = 0.0
    proven: bool = False
    lsa_ms: float = 0.0
    same_cost: bool = False
    cases: int = 0
    search_s: float = 0.0
    objective: float = 0.0
    bound: float = 0.0
    bound_kind: str = ""
    bound_s: float = 0.0
    cheap_bound: float = 0.0
    cheap_s: float = 0.0
    acuity: float = 0.0
    arrival: float = 0.0
    replan_ms: float = 0.0
    peers: dict[str, Any] = field(default_factory=dict)

    def over(self, value: float) -> float:
        return 100.0 * (value / self.objective - 1.0)

    @property
    def gap_pct(self) -> float:
        return 100.0 * (self.objective / self.bound - 1.0)


def measured(patients: int, seed: int, peer: str | None) -> Row:
    hospital, outage = instance(patients, seed)
    row = Row(patients, seed)
    moving = who_moves(hospital, outage, stay_min=2880.0)
    lots, fleet = lots_of(hospital, outage, None, None), fleet_of(hospital, outage)
    kept = kept_of(hospital, moving, lots, fleet, ())
    problem = pose(hospital, kept.moves, kept.lots, kept.crews).problem
    row.cases = len(problem.cases.count)
    row.assign_ms, assignment = median_ms(lambda: assign(problem), 7 if patients < 3000 else 3)
    row.proven = assignment.proven
    row.lsa_ms, cost = median_ms(lambda: by_lsa(problem), 3 if patients < 3000 else 1)
    row.same_cost = abs(cost - assignment.cost) < 1e-6 * max(1.0, cost)
    roads = Roads(problem)
    best = joint(row, roads, assignment)
    bounds(row, roads, best)
    if peer is not None and patients <= 300:
        row.peers = asked(peer, problem, roads, row)
    row.replan_ms = replanned(hospital, outage)
    return row


def median_ms(work: Any, times: int) -> tuple[float, Any]:
    found, answer = [], None
    for _ in range(times):
        began = process_time()
        answer = work()
        found.append(1000.0 * (process_time() - began))
    return statistics.median(found), answer


def by_lsa(problem: Problem) -> float:
    """The same assignment, a row a patient, a column a bed."""
    from scipy.optimize import linear_sum_assignment

    costs = assignment_costs(problem)[problem.cases.of_patient]
    n = len(problem)
    beds = np.repeat(np.arange(len(problem.free)), np.minimum(problem.free, n))
    nowhere = np.diag(problem.weight * problem.unplaced_min)
    table = np.concatenate([costs[:, beds], np.where(nowhere > 0, nowhere, 1e9)], axis=1)
    table[~np.isfinite(table)] = 1e9
    rows, columns = linear_sum_assignment(table)
    return float(table[rows, columns].sum())


def joint(row: Row, roads: Roads, assignment: Assignment) -> Routes:
    lot = assignment.lot.tolist()
    arrival, acuity = nearest_first(roads, arrival_order(roads)), nearest_first(roads, acuity_order(roads))
    row.arrival, row.acuity = roads.total(arrival), roads.total(acuity)
    began = process_time()
    starts = [acuity, driven(roads, lot, urgency_order(roads, lot)), driven(roads, lot, acuity_order(roads))]
    search = Search(roads, min(starts, key=roads.total), 0)
    search.run(SECOND_TRIES[row.patients], HEAT)
    row.search_s, row.objective = process_time() - began, search.best_cost
    return search.best


def bounds(row: Row, roads: Roads, best: Routes) -> None:
    began = process_time()
    relaxed = Relaxed(roads.problem, steps_of(roads.problem, max(t.back for t in roads.trips(best).values())))
    rounds = 40 if row.patients < 3000 else 15
    prices, row.cheap_bound = found_prices(relaxed, row.objective, rounds, prices_of(relaxed, roads, best))
    row.cheap_s = process_time() - began
    row.bound, row.bound_kind = row.cheap_bound, "priced"
    if row.patients <= 300:
        began = process_time()
        row.bound = certified_bound(relaxed, prices)[1]
        row.bound_s, row.bound_kind = process_time() - began, "certified"


def replanned(hospital: Any, outage: Any) -> float:
    """CPU milliseconds of a plan after a refusal, the plan before at hand."""
    before = plan(hospital, outage, effort=20_000, bounded=False, stay_min=2880.0)
    refused = frozenset({(before.transfers[0].patient, before.transfers[0].to)})
    return median_ms(
        lambda: plan(
            hospital, outage, excluded=refused, before=before, effort=3_000, bounded=False, stay_min=2880.0, now_min=5.0
        ),
        5,
    )[0]


def asked(peer: str, problem: Problem, roads: Roads, row: Row) -> dict[str, Any]:
    """What CP-SAT says, in its own process."""
    hand = nearest_first(roads, acuity_order(roads))
    trips = roads.trips(hand)
    near = problem.road_min[:, problem.lot_place]
    costs = assignment_costs(problem)
    told = {
        "count": problem.cases.count.tolist(),
        "free": problem.free.tolist(),
        "cost": [[c if np.isfinite(c) else None for c in line] for line in costs.tolist()],
        "unplaced": (problem.weight[problem.cases.first] * problem.unplaced_min).tolist(),
        "grid": problem.grid_min,
        "horizon": int(1.5 * max(t.back for t in trips.values())),
        "kind_level": problem.kinds.level.tolist(),
        "crews_of_kind": np.bincount(problem.kinds.of_crew).tolist(),
        "there": whole(problem.kinds.there_min),
        "trip": whole(problem.kinds.trip_min),
        "patients": [
            {
                "origin": roads.origin[i],
                "level": roads.level[i],
                "weight": int(roads.weight[i]),
                "must": int(min(roads.must[i], 1e6)),
                "penalty": [round(x) if x < inf else 0 for x in roads.penalty[roads.want[i]]],
                "lots": nearest_lots(roads, near, i, hand.lot[i]),
            }
            for i in range(roads.n)
        ],
        "hint": {
            str(i): {"lot": hand.lot[i], "kind": roads.kind[hand.crew[i]], "start": int(t.set_off)}
            for i, t in trips.items()
        },
        "joint_seconds": 20 if row.patients <= 30 else 60,
    }
    done = subprocess.run(
        [peer, str(Path(__file__).with_name("divert_peers.py"))],
        input=json.dumps(told), capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if done.returncode:
        return {"failed": done.stderr[-400:]}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def whole(minutes: np.ndarray) -> list[Any]:
    told: list[Any] = np.where(np.isfinite(minutes), minutes, 10**6).astype(int).tolist()
    return told


def nearest_lots(roads: Roads, near: np.ndarray, i: int, own: int) -> list[int]:
    good = [j for j in range(roads.m) if roads.free[j] and roads.penalty[roads.want[i]][j] < inf]
    some = sorted(good, key=lambda j: (j != own, near[roads.origin[i], j]))
    return some[:8]


def table(rows: Sequence[Row]) -> list[str]:
    lines = [
        "| patients | seed | cases | assignment, proven | scipy LSA, a row a patient | plan after | gap to the bound | "
        "bound | acuity first | arrival order | re-plan |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for r in rows:
        proven, same = "yes" if r.proven else "NO", "same cost" if r.same_cost else "OTHER COST"
        cheap = f"cheap one {r.cheap_s:.2f} s and {100 * (r.objective / r.cheap_bound - 1):.1f} %"
        cells = (
            f"{r.patients:,}",
            str(r.seed),
            str(r.cases),
            f"{r.assign_ms:.1f} ms, {proven}",
            f"{r.lsa_ms:,.0f} ms, {same}",
            f"{r.objective:,.0f} in {r.search_s:.2f} s",
            f"{r.gap_pct:.2f} %",
            f"{r.bound_kind}, {r.bound_s or r.cheap_s:.1f} s; {cheap}",
            f"+{r.over(r.acuity):.1f} %",
            f"+{r.over(r.arrival):.0f} %",
            f"{r.replan_ms:.0f} ms",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def peers_said(rows: Sequence[Row]) -> list[str]:
    lines = []
    for r in rows:
        if not r.peers:
            continue
        if "joint" not in r.peers:
            lines.append(f"- {r.patients} patients, seed {r.seed}: {r.peers}")
            continue
        a, j = r.peers["assignment"], r.peers["joint"]
        plan_said = "no plan" if j["objective"] is None else f"{r.over(j['objective']):+.1f} % against ours"
        lines.append(
            f"- {r.patients} patients, seed {r.seed}, CP-SAT {r.peers['ortools']}: assignment {a['status']} in "
            f"{a['cpu_s']:.2f} s CPU; joint {j['status']} after {j['cpu_s']:.0f} s CPU, {plan_said}, its bound "
            f"{100 * (1 - j['bound'] / r.objective):.0f} % under our plan (eight nearest lots each)"
        )
    return lines


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--peer-python")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    rows = []
    for patients in told.sizes:
        for seed in range(told.seeds):
            rows.append(measured(patients, seed, told.peer_python))
            print(f"{patients} patients, seed {seed}: done", file=sys.stderr, flush=True)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    machine += f", load {os.getloadavg()[0]:.1f}"
    text = [*table(rows), "", *peers_said(rows), "", f"{datetime.now(UTC):%Y-%m-%d}, {machine}; CPU time."]
    if told.json:
        print(json.dumps([vars(r) for r in rows], indent=2))
    else:
        print("\n".join(text))
    middle = [r for r in rows if r.patients == 300]
    good = all(
        r.proven and r.same_cost and r.assign_ms < ASSIGN_BAR_MS and r.gap_pct <= GAP_BAR_PCT for r in middle
    ) and all(r.replan_ms < REPLAN_BAR_MS for r in middle)
    if set(told.sizes) == set(SIZES):
        RESULTS.write_text("\n".join(["# The transfer plan", "", *text, ""]), encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
