"""Damage a record in many ways drawn by seed and salvage each: nothing may raise, nothing may be made up.

    .venv/bin/python benchmarks/salvage_damages.py [COUNT] [FIRST_SEED]

Prints how many were salvaged, how much of them was found without and with the mirror, whether every entry found is one
that was written, whether what is told as lost is what is missing, and the slowest.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codedark.store.incident_log import open_incident
from codedark.store.salvaging import Salvaged, salvage
from tests.record.making import draft
from tests.store.damage import damaged
from tests.store.incidents import incident, tell

ENTRIES = 120


def make(base: Path) -> tuple[Path, dict[str, int]]:
    """A record as kill -9 leaves it, part of it in the write-ahead log; and the numbers of its entries."""
    (base / "stick").mkdir()
    with incident(base / "a", ENTRIES // 2, mirror=base / "stick") as log:
        log.append(draft(text="long " * 3000))
        log.database.bring_in()
        tell(log, ENTRIES - ENTRIES // 2 - 2, "later")
        shutil.copytree(base / "a", base / "copy")
        return base / "copy", {entry.hash: entry.header.seq for entry in log.entries()}


def judged(result: Salvaged, known: dict[str, int]) -> tuple[int, int, int, int]:
    """Found, made up, told as lost though never there or found, missing and not told."""
    have: set[int] = set()
    made_up = 0
    if result.folder is not None:
        with open_incident(result.folder, write=False) as log:
            entries = log.entries()
        have = {known[e.hash] for e in entries if e.hash in known}
        made_up = len(entries) - 1 - len(have)
    told = {seq for lost in result.lost for seq in range(lost.first_seq, lost.last_seq + 1)}
    missing = set(known.values()) - have
    return len(have), made_up, len(told - missing), len(missing - told)


def main(count: int, first: int) -> None:
    """Salvage so many damages, without and with the mirror."""
    sums: dict[str, Counter[str]] = {"without the mirror": Counter(), "with the mirror": Counter()}
    slowest, raised = 0.0, 0
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        whole, known = make(base)
        for seed in range(first, first + count):
            harms = damaged(seed, whole, base / "bad")
            for how, mirror in (("without the mirror", base / "none"), ("with the mirror", base / "stick")):
                start = time.perf_counter()
                try:
                    result = salvage(
                        base / "bad", base / "b", role="x", device_name="spare", mirror=mirror, ballast_bytes=0
                    )
                except Exception:
                    raised += 1
                    print(f"seed {seed} ({', '.join(harms)}), {how}: RAISED\n{traceback.format_exc()}")
                    continue
                slowest = max(slowest, time.perf_counter() - start)
                found, made_up, false, untold = judged(result, known)
                if made_up or false:
                    print(f"seed {seed} ({', '.join(harms)}), {how}: {made_up} made up, {false} falsely told as lost")
                sums[how].update(
                    entries=found,
                    whole=found == len(known),
                    none=found == 0,
                    made_up=made_up,
                    false=false,
                    untold=untold,
                )
                sums[how]["said so"] += bool(untold and (result.findings or result.folder is None))
                sums[how]["tails"] += bool(untold)
                shutil.rmtree(base / "b", ignore_errors=True)
            shutil.rmtree(base / "bad")
    print(f"{count} damages of a record of {len(known)} entries: {raised} raised; slowest {slowest:.2f} s")
    for how, total in sums.items():
        share = total["entries"] / (count * len(known))
        print(
            f"{how}: {share:.1%} of entries found; all in {total['whole']}, none in {total['none']} cases;"
            f" {total['made_up']} made up; {total['false']} falsely told as lost;"
            f" {total['untold']} missing and not told by number in {total['tails']} cases,"
            f" {total['said so']} of which say that more is lost or damaged"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 0)
