"""Replications a second of the drill's kernel, clinical layer included; EoN's fast_SIR beside it in the same run.

    .venv/bin/python benchmarks/bench_drill.py

5,000 hosts in 20 zones and 20 reach classes, flat (everybody may speak to everybody), nothing contained, 60
applications, 24 services, 70 operations a working day, 30 in-patients. A worm, 0.85 of the hosts vulnerable; and
people. EoN plays the epidemic alone, on a graph of as many nodes and 20 neighbours each: it has no rules, no clock of
ours, no hospital.
CPU seconds of one core, the median of several rounds, kernels warm.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import statistics
import sys
import time
from datetime import datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codedark.drill.board import Board, compile_board
from codedark.drill.parameters import Mode, latin_hypercube, ranges_of, values_at
from codedark.drill.playing import play, prepare
from codedark.drill.scenario import Arm, Attack, Clock, Scenario
from codedark.hospital.cells import selector
from codedark.hospital.records import Hospital
from codedark.hospital.settings import Range
from codedark.hospital.words import Policy
from tests.making import make_hospital

HOSTS, ZONES, APPLICATIONS, SERVICES, OPERATIONS = 5000, 20, 60, 24, 70
ROUNDS, RUNS = 7, 400
RESULT = Path(__file__).parent / "results" / "drill.md"

WORM = {
    "attack.onset_h": Range.exactly(3.0),
    "attack.contacts_per_h": Range(1, 2, 4),
    "attack.vulnerable_share": Range.exactly(0.85),
    "detection.recognised_h": Range(1, 2, 4),
}
PEOPLE = {
    "attack.detonation_h": Range.exactly(4.0),
    "attack.dwell_h": Range(24, 96, 200),
    "attack.account_taken": Range.exactly(0.8),
    "attack.vulnerable_share": Range.exactly(0.2),
    "attack.push_min": Range(10, 45, 180),
    "attack.encrypt_min": Range(4, 43, 210),
    "attack.encrypt_sigma": Range.exactly(1.1),
    "attack.backups_captured": Range.exactly(0.66),
    "detection.alerts_before": Range.exactly(0),
    "detection.alert_acted_on": Range.exactly(0),
    "detection.recognised_h": Range(1, 2, 4),
}


def hospital(*, flat: bool = True) -> Hospital:
    """The hospital of the benchmark. Not flat: no zone speaks to the next: no two zones are pressed alike."""
    rng = np.random.default_rng(1)
    zones = [f"z{z},server,yes,0.5" for z in range(ZONES)]
    hosts = [f"h{h},z{h % ZONES},{'server' if h < 2 * APPLICATIONS else 'workstation'}" for h in range(HOSTS)]
    applications = []
    for a in range(APPLICATIONS):
        needs = " and ".join(f"a{b}" for b in sorted(set(rng.integers(0, max(1, a), size=min(a, 3)).tolist())))
        applications.append(f"a{a},clinical,h{2 * a} or h{2 * a + 1},tcp/{1000 + a},{needs},8,1")
    services = []
    for s in range(SERVICES):
        needs = " and ".join(f"a{a}" for a in sorted(set(rng.integers(0, APPLICATIONS, size=5).tolist())))
        site = "home" if s < 2 else ""
        services.append(
            f"s{s},{site},{needs},z{s % ZONES},{60 * (1 + s % 5)},0.5,{3 if s < 2 else 0},{1 if s < 2 else 0},{s + 1}"
        )
    operations = []
    for o in range(OPERATIONS):
        needs = " ".join(f"s{s}" for s in sorted(set(rng.integers(2, SERVICES, size=5).tolist())))
        operations.append(f"o{o},home,weekdays,{7 + o // 8:02d}:{(o % 8) * 7:02d},90,elective,{needs},s{2 + o % 4},120")
    patients = [f"p{i},home,icu,critical,s{3 + i % 6} s{9 + i % 5},no" for i in range(30)]
    rules = "flat,*,*,any,," if flat else "\n".join(
        f"c{a}-{b},z{a},z{b},any,," for a in range(ZONES) for b in range(ZONES) if b not in {a, (a + 1) % ZONES}
    )  # fmt: skip
    return make_hospital(
        sites="site,name,beds_recognised,ed\nhome,Home,400,yes\n",
        zones="zone,kind,core,workable_share\n" + "\n".join(zones),
        hosts="host,zone,role\n" + "\n".join(hosts),
        accounts="account,held_on,administers\nadmin,role:server,*\n",
        conduits="conduit,from,to,protocol,ports,purpose\n" + rules,
        applications="application,kind,runs_on,ports,needs,restore_h,check_h\n" + "\n".join(applications),
        services="service,site,needs,worked_from,paper_min,paper_capacity,arrivals_per_h,ambulances_per_h,restore_rank\n"
        + "\n".join(services),
        operations="operation,site,days,start,duration_min,urgency,needs,recovery,recovery_min\n"
        + "\n".join(operations),
        patients="patient,site,pool,acuity,needs,can_go_home\n" + "\n".join(patients),
        crews="crew,kind,owner,transfers\n" + "\n".join(f"c{i},ambulance,112,yes" for i in range(6)),
        region="hospital,name,beds_recognised,ed\n" + "\n".join(f"r{i},R{i},300,yes" for i in range(20)),
        region_beds="hospital,pool,free_staffed,confirmed_at\n"
        + "\n".join(f"r{i},icu,2,2024-03-05T00:00+01:00" for i in range(20)),
        travel_min="from,to,minutes\n" + "\n".join(f"home,r{i},{10 + 3 * i}" for i in range(20)),
    )


def board_of(told: Hospital, mode: Mode, policy: Policy) -> tuple[Board, np.ndarray]:
    scenario = Scenario(
        name="bench",
        title="",
        source="",
        clock=Clock(start=datetime(2024, 3, 5), day1=datetime(2024, 3, 5).date(), horizon_days=60),  # noqa: DTZ001
        attack=Attack(mode=mode, entry=(selector("role:workstation@z0"),)),
        told=WORM if mode is Mode.WORM else PEOPLE,
    )
    board = compile_board(told, scenario, Arm(name="bench", response=policy), None)
    return board, values_at(ranges_of(told, scenario), latin_hypercube(1, 40))


def per_second(board: Board, values: np.ndarray) -> tuple[float, float, float]:
    """(median replications a CPU second, of the best round, mean hosts lost)."""
    play(board, values, 1, 0, 2, 1)
    rates, lost = [], 0.0
    for i in range(ROUNDS):
        start = time.process_time()
        tally = play(board, values, 1, i * RUNS, (i + 1) * RUNS, RUNS * ROUNDS // 40)
        rates.append(RUNS / (time.process_time() - start))
        lost += float(tally.outcome("hosts_lost").mean()) / ROUNDS
    return statistics.median(rates), max(rates), lost


def eon_per_second() -> tuple[float, float] | None:
    """fast_SIR without recovery, 5,000 nodes of 20 neighbours; None where EoN is not installed."""
    if importlib.util.find_spec("EoN") is None:
        return None
    import EoN
    import networkx

    graph = networkx.random_regular_graph(20, HOSTS, seed=1)
    rates = []
    for _ in range(ROUNDS):
        start = time.process_time()
        EoN.fast_SIR(graph, tau=2.0 / 20, gamma=0.0, initial_infecteds=[0], tmax=60 * 24)
        rates.append(1 / (time.process_time() - start))
    return statistics.median(rates), max(rates)


def main() -> None:
    kernel = prepare(lambda sentence: print(sentence, file=sys.stderr))
    flat, woven = hospital(), hospital(flat=False)
    rows = [
        ("worm, flat, nobody answers (the bar: 2,000)", flat, Mode.WORM, Policy.NONE),
        ("worm, 20 zones pressed differently, nobody answers", woven, Mode.WORM, Policy.NONE),
        ("worm, flat, full shutdown and the twin without", flat, Mode.WORM, Policy.FULL_SHUTDOWN),
        ("people, flat, nobody answers", flat, Mode.HUMAN, Policy.NONE),
        ("people, flat, zone isolation and the twin without", flat, Mode.HUMAN, Policy.ZONE_ISOLATION),
    ]
    lines = [
        f"# bench_drill: {HOSTS} hosts, {ZONES} zones, {SERVICES} services",
        "",
        f"2026-11-23, 2 shared cores, 24 GiB, Python {platform.python_version()}, {kernel}. "
        f"CPU seconds of one core, {ROUNDS} rounds of {RUNS} replications; others were busy on the same cores (load "
        f"{os.getloadavg()[0]:.1f}), which makes CPU seconds longer: the best round is the nearest to a quiet core.",
        "",
        "| what | replications / s / core, median | best round | mean hosts lost |",
        "|---|---|---|---|",
    ]
    first: tuple[float, float] = ()  # type: ignore[assignment]
    for name, told, mode, policy in rows:
        board, values = board_of(told, mode, policy)
        classes = len(board.spread.zone_of_class)
        rate, best, lost = per_second(board, values)
        first = first or (rate, best)
        lines.append(f"| {name} ({classes} classes) | {rate:,.0f} | {best:,.0f} | {lost:,.0f} |")
    eon = eon_per_second()
    said = ["not installed here", ""]
    if eon is not None:
        said = [f"{mine:.2f} ({ours / mine:,.0f} times slower)" for ours, mine in zip(first, eon, strict=True)]
    lines.append(f"| EoN fast_SIR, the epidemic alone, 20 neighbours | {said[0]} | {said[1]} | |")
    text = "\n".join(lines) + "\n"
    print(text)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
