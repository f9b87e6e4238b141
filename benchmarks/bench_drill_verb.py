"""The whole verb on the example: 18 arms x 2,000 plays, false alarms, tornado, report; CPU and wall seconds a stage.

    .venv/bin/python benchmarks/bench_drill_verb.py [--runs 2000] [--workers 2]

The bar: 2,000 paired replications an arm within 90 s on two warm cores. No peer plays a hospital's day; the kernel's
own peer stands in bench_drill.py. Writes benchmarks/results/drill_verb.md.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import datetime
from pathlib import Path

from codedark.drill.arms import arms_of
from codedark.drill.drilling import Asked, drill
from codedark.drill.playing import prepare
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.reading import Folder
from codedark.paper import drill_report
from codedark.store.folder import load_files

ROOT = Path(__file__).resolve().parents[1]
SCENARIO = "scenarios/az-monica-2026-01-13.toml"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--runs", type=int, default=2000)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    spent: dict[str, list[float]] = {}
    at = ["reading", time.process_time(), time.perf_counter()]

    def turn(stage: str) -> None:
        if stage != at[0]:
            spent[at[0]] = [time.process_time() - at[1], time.perf_counter() - at[2]]
            at[:] = [stage, time.process_time(), time.perf_counter()]

    files = load_files(ROOT / "hospitals" / "az-monica")
    folder = Folder(files)
    base = folder.read()
    scenario = read_scenario(SCENARIO, files[SCENARIO], base)
    arms = arms_of(scenario)
    hospitals = {arm.defences: folder.read(arm.defences) for arm in arms.told}
    turn("kernel")
    kernel = prepare(print)
    one = Asked(
        scenario=scenario, arms=arms, hospitals=hospitals, seed=1, runs=given.runs, workers=given.workers, kernel=kernel
    )
    result = drill(one, lambda stage, done, total: turn(stage))
    assert result is not None
    assert result.complete
    turn("report")
    page = drill_report(result)
    turn("")
    written(spent, given.runs, given.workers, len(arms.told), len(page))


def written(spent: dict[str, list[float]], runs: int, workers: int, arms: int, page_bytes: int) -> None:
    cpu, wall = (sum(row[i] for row in spent.values()) for i in (0, 1))
    rows = [f"| {stage} | {one[0]:.1f} | {one[1]:.1f} |" for stage, one in spent.items()]
    text = "\n".join(
        [
            "# The drill verb on the example",
            "",
            f"{arms} arms x {runs:,} plays, {workers} workers; report of {page_bytes / 1000:.0f} kB. Machine:"
            f" {os.cpu_count()} shared cores, 24 GiB, {datetime.now().astimezone():%Y-%m-%d}; load average"
            f" {os.getloadavg()[0]:.1f} while it ran, so wall seconds are an upper bound.",
            "",
            "| stage | CPU s | wall s |",
            "|---|---:|---:|",
            *rows,
            f"| **all** | **{cpu:.1f}** | **{wall:.1f}** |",
            "",
            "Judging stands within the last stage. Bar: 90 s on two warm cores.",
            "",
        ]
    )
    (ROOT / "benchmarks" / "results" / "drill_verb.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
