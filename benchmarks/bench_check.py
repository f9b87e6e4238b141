"""`codedark check` of a large folder, and what reading its rows plainly costs beside it.

    .venv/bin/python benchmarks/bench_check.py [--hosts 100000] [--zones 500] [--rounds 5]

The folder is `codedark generate --hosts 100000 --zones 500 --seed 1`, with two defences: `check` reads it, each defence
alone and both together, compiles the circuit for its remarks, and prints. Measured is the whole process (children's CPU
seconds, so imports count) and, within one process, reading alone. Beside it in the same run:

- rows: csv.DictReader over every table, `ipaddress` per address, one dataclass a host; no check of names, overlaps,
  needs or ranges, and no second reading for the defences. The least that most would write.
- pandas or duckdb: reading hosts.csv alone with all columns as text, where the package is installed.

CPU seconds, medians. Writes benchmarks/results/check.md.
"""

from __future__ import annotations

import argparse
import csv
import gc
import importlib.util
import ipaddress
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from codedark.hospital.invented import invented
from codedark.hospital.reading import read
from codedark.store.folder import load_files, write_new

RESULT = Path(__file__).parent / "results" / "check.md"
BAR_S = 3.0


@dataclass(frozen=True)
class PlainHost:
    """A row as most would keep it."""

    host: str
    zone: str
    address: ipaddress.IPv4Address | ipaddress.IPv6Address
    role: str
    source: str


def plain_rows(folder: Path) -> int:
    """Every table by csv.DictReader; hosts as dataclasses with ipaddress; no checks but these two."""
    rows = 0
    for file in folder.glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as lines:
            reader = csv.DictReader(lines)
            if file.name == "hosts.csv":
                hosts = [
                    PlainHost(r["host"], r["zone"], ipaddress.ip_address(r["address"]), r["role"], r["source"])
                    for r in reader
                ]
                rows += len(hosts)
            else:
                rows += len(list(reader))
    return rows


def duckdb_rows(folder: Path) -> int:
    """hosts.csv alone into an in-memory table of text."""
    import duckdb

    with duckdb.connect() as base:
        base.execute("create table hosts as select * from read_csv(?, all_varchar=true)", [str(folder / "hosts.csv")])
        return int(base.execute("select count(*) from hosts").fetchall()[0][0])


def pandas_rows(folder: Path) -> int:
    """hosts.csv alone into a frame of text."""
    import pandas

    return len(pandas.read_csv(folder / "hosts.csv", dtype=str, keep_default_na=False))


def whole_check(folder: Path) -> float:
    """CPU seconds, user and system, of one `codedark check` process."""
    before = os.times()
    subprocess.run([sys.executable, "-m", "codedark", "check", str(folder)], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one call."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Measure in turn, so that a busy moment falls on everybody."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--hosts", type=int, default=100_000)
    asked.add_argument("--zones", type=int, default=500)
    asked.add_argument("--rounds", type=int, default=5)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base) / "hospital"
        write_new(
            folder, invented(told.hosts, told.zones, np.random.Generator(np.random.PCG64(1)), "generated, seed 1")
        )
        files = load_files(folder)
        work: dict[str, Callable[[], float]] = {
            "codedark check (whole process)": lambda: whole_check(folder),
            "reading alone: read(files)": lambda: cpu(lambda: read(files)),
            "csv.DictReader + ipaddress + dataclass, unchecked": lambda: cpu(lambda: plain_rows(folder)),
        }
        for name, peer in (("duckdb", duckdb_rows), ("pandas", pandas_rows)):
            if importlib.util.find_spec(name) is not None:
                work[f"{name}, hosts.csv alone as text"] = lambda peer=peer: cpu(lambda: peer(folder))
        measured: dict[str, list[float]] = {name: [] for name in work}
        for _ in range(told.rounds):
            for name, measure in work.items():
                measured[name].append(measure())
                print(f"{name}: {measured[name][-1]:.2f} s", flush=True)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(report(measured, told, sum(map(len, files.values()))), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def report(measured: dict[str, list[float]], told: argparse.Namespace, size: int) -> str:
    """The figures as a page."""
    plain = statistics.median(measured["csv.DictReader + ipaddress + dataclass, unchecked"])
    whole = statistics.median(measured["codedark check (whole process)"])
    lines = [
        f"# check of {told.hosts:,} hosts in {told.zones:,} zones",
        "",
        f"`benchmarks/bench_check.py`, {datetime.now(tz=UTC).date()}, 2 shared cores, 24 GiB, Python "
        f"{platform.python_version()}, {size / 1e6:.1f} MB of tables, two defences.",
        f"CPU seconds, median of N = {told.rounds} (least to most).",
        "",
        "| what | CPU s | of plain rows |",
        "|---|---:|---:|",
    ]
    for name, times in measured.items():
        middle = statistics.median(times)
        lines.append(f"| {name} | {middle:.2f} ({min(times):.2f} to {max(times):.2f}) | {middle / plain:.2f} |")
    verdict = "held" if whole < BAR_S else "MISSED"
    lines += ["", f"Bar: check of 100,000 hosts in less than {BAR_S:g} s: {verdict}.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
