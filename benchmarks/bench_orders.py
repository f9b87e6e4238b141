"""How long a gate takes to judge an order, signature included, beside the signature alone.

    .venv/bin/python benchmarks/bench_orders.py [--n 3000] [--json]

Measured in one process, from the bytes that arrived to the answer: reading, keys, Ed25519, time, memory, plan, mandate.
The peer is the same verification by the library alone, with the public key parsed before: what no judge can be faster
than. Medians and 99th percentiles; writes benchmarks/results/orders.md. Exit 1: a cut by one person takes more than
0.2 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from codedark.response.judging_orders import judge_order
from codedark.response.keys import parsed
from codedark.response.memory import USED_MOST, GateMemory, Held, hold
from codedark.response.order import OrderAct, encode
from codedark.response.signing import DOMAIN, MARK_BYTES, from_bytes, to_bytes
from codedark.response.spoken import heard, spoken
from tests.response.people import MARK, NOON, PLAN, make_ground, make_order, public_of, signed_by

RESULT = Path(__file__).parent / "results" / "orders.md"
BAR_MS = 0.2


def timed(work: Callable[[], object], n: int) -> tuple[float, float]:
    """Median and 99th percentile of n calls, ms."""
    took = []
    for _ in range(n):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return statistics.median(took), took[int(0.99 * n)]


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--n", type=int, default=3000)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    ground, empty = make_ground(), GateMemory()
    full = replace(empty, used={f"{i:016x}": NOON + timedelta(days=1) for i in range(USED_MOST)})
    holding = hold(empty, Held(plan=PLAN, fired_at=NOON, deadline=NOON + timedelta(minutes=30)))
    cut = signed_by(make_order(), "commander")
    release = signed_by(make_order(OrderAct.HOLD, hold_min=600), "commander", "nurse")
    one, two = to_bytes(cut), to_bytes(release)
    message = DOMAIN + bytes.fromhex(MARK)[:MARK_BYTES] + encode(cut.order)
    key, signature = parsed(public_of("commander")), cut.signatures[0].raw
    words = spoken(cut)
    rows = {
        "the library alone: one signature verified": timed(lambda: key.verify(signature, message), asked.n),
        "a cut, one person": timed(lambda: judge_order(from_bytes(one), empty, ground), asked.n),
        f"the same, {USED_MOST} orders remembered": timed(lambda: judge_order(from_bytes(one), full, ground), asked.n),
        "a hold, two persons": timed(lambda: judge_order(from_bytes(two), holding, ground), asked.n),
        "36 spoken groups heard": timed(lambda: heard(words), max(asked.n // 10, 1)),
    }
    peer = rows["the library alone: one signature verified"][0]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        "# An order judged",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {machine}, load {os.getloadavg()[0]:.1f}, N = {asked.n} each; wall clock.",
        "",
        "| what | median, ms | p99, ms | x the library alone |",
        "|---|---|---|---|",
        *(f"| {what} | {mid:.3f} | {high:.3f} | {mid / peer:.2f} |" for what, (mid, high) in rows.items()),
    ]
    text = "\n".join(lines) + "\n"
    RESULT.write_text(text, encoding="utf-8")
    print(json.dumps({what: {"median_ms": m, "p99_ms": h} for what, (m, h) in rows.items()}) if asked.json else text)
    return int(rows["a cut, one person"][0] > BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
