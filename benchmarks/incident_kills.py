"""Writers of an incident's record killed with -9 at random moments, and disks that are really full.

    nice .venv/bin/python benchmarks/incident_kills.py [--kills 1000] [--wrong 100] [--seed 5] [--json]

Each trial forks one or two writers into one folder with a mirror, kills them at a random moment, also while they open
the record or bring the write-ahead log in, and looks before and after the next opening: is all there that was
acknowledged, does the chain hold, is the mirror equal. First the same trials on a wrong writer, which acknowledges
before it commits: where they pass it, they prove nothing. "0 of N" means at most 3/N with 95 % confidence.

As root also: a file system of its own, filled until so many pages are left that each step of a write is reached.
Writes benchmarks/results/incident_kills.md. What this does not try: power cuts. tests/store/test_incident_log.py has
one made of syncs remembered and forgotten.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import apsw

from codedark.store.incident_log import open_incident
from tests.store.killed_writers import RIGHT, WRONG, Trial, Writers, trial, writers
from tests.store.on_disk import begin_mirrored, faults, told

RESULT = Path(__file__).parent / "results" / "incident_kills.md"
KILLS_A_FOLDER = 25
"""A new folder each so many kills, so that looking stays short."""
DISK_BYTES = 3 * 2**20
BALLAST_BYTES = 256 * 2**10


def kills(some: Writers, count: int, luck: random.Random, how: str) -> list[Trial]:
    """So many trials."""
    made: list[Trial] = []
    while len(made) < count:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            begin_mirrored(place).close()
            for _ in range(min(KILLS_A_FOLDER, count - len(made))):
                made.append(trial(some, place / "inc", luck, how))
        if sys.stderr.isatty() or len(made) % 100 == 0:
            print(f"{how}: {len(made)} of {count}", file=sys.stderr)
    return made


def counted(trials: list[Trial]) -> dict[str, int]:
    """What the trials found."""
    return {
        "kills": len(trials),
        "acknowledged": sum(len(one.said) for one in trials),
        "kills_with_a_loss": sum(any("lost" in fault for fault in one.faults) for one in trials),
        "kills_with_another_fault": sum(any("lost" not in fault for fault in one.faults) for one in trials),
        "mirror_healed": sum(any("mirror" in warning for warning in one.warnings) for one in trials),
        "torn_lines": sum(any("cut off" in warning for warning in one.warnings) for one in trials),
    }


def full_disks(steps: int) -> dict[str, int] | None:
    """Fill a small file system to so many pages before its end, write until it refuses, look; None: not root."""
    if os.geteuid() != 0:
        return None
    made = {"disks": 0, "entries": 0, "refused": 0, "ballast_entries": 0, "faults": 0}
    for step in range(steps):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "none", str(place)]
            subprocess.run(mount, check=True)
            try:
                _one_full_disk(place, step, made)
            finally:
                subprocess.run(["umount", str(place)], check=True)
    return made


def _one_full_disk(place: Path, step: int, made: dict[str, int]) -> None:
    with begin_mirrored(place, ballast_bytes=BALLAST_BYTES) as log:
        done = [log.append(told(0))]
        left = shutil.disk_usage(place).free - step * 4096
        (place / "other people's").write_bytes(b"x" * max(0, left))
        for count in range(400):
            try:
                done.append(log.append(told(count, "x" * (97 * step % 3000))))
            except OSError:
                made["refused"] += 1
                break
        (place / "other people's").unlink()
        done.append(log.append(told(1, "There is room again.")))
        made["ballast_entries"] += sum(entry.header.role == "machine" for entry in log.entries())
    open_incident(place / "inc").close()
    promised = [(e.header.device, e.header.seq, e.hash) for e in done]
    made["faults"] += bool(faults(place / "inc", promised))
    made["entries"] += len(done)
    made["disks"] += 1


def as_lines(answer: dict[str, Any]) -> list[str]:
    """What was found, for the results."""
    right, wrong, disks = answer["right"], answer["wrong"], answer["full_disks"]
    lines = [
        "# Writers of an incident's record killed with -9",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, SQLite {apsw.sqlite_lib_version()}.",
        "",
        "| writer | kills | entries acknowledged | kills that lost one | chain or mirror at fault | mirror healed |",
        "|---|---|---|---|---|---|",
    ]
    for name, found in (("wrong: acknowledges before it commits", wrong), ("ours", right)):
        cells = ("kills", "acknowledged", "kills_with_a_loss", "kills_with_another_fault", "mirror_healed")
        lines.append(f"| {name} | " + " | ".join(f"{found[cell]:,}" for cell in cells) + " |")
    lines += [
        "",
        f"0 of {right['kills']:,} is at most {3 / right['kills']:.1%} with 95 % confidence." if held(right) else "",
    ]
    if disks is not None:
        lines.append(
            f"Disks really full, filled to another page each time: {disks['disks']}; each refused in the end, had freed"
            f" its ballast and said so ({disks['ballast_entries']}), {disks['entries']:,} entries acknowledged,"
            f" disks with a fault: {disks['faults']}."
        )
    return [*lines, ""]


def held(right: dict[str, int]) -> bool:
    """Whether nothing was lost and nothing at fault."""
    return right["kills_with_a_loss"] == right["kills_with_another_fault"] == 0


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--wrong", type=int, default=100)
    options.add_argument("--disks", type=int, default=40)
    options.add_argument("--seed", type=int, default=5)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    began = time.perf_counter()
    luck = random.Random(asked.seed)
    with writers() as some:
        wrong = counted(kills(some, asked.wrong, luck, WRONG))
        right = counted(kills(some, asked.kills, luck, RIGHT))
    disks = full_disks(asked.disks)
    answer: dict[str, Any] = {
        "wrong": wrong,
        "right": right,
        "full_disks": disks,
        "took_s": round(time.perf_counter() - began),
    }
    RESULT.write_text("\n".join(as_lines(answer)), encoding="utf-8")
    print(json.dumps(answer, indent=2) if asked.json else "\n".join(as_lines(answer)))
    caught = wrong["kills_with_a_loss"] > 0
    return 0 if caught and held(right) and (disks is None or disks["faults"] == 0) else 1


if __name__ == "__main__":
    sys.exit(main())
