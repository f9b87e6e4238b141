"""How long does the front door take? `codedark --help` in processes of its own, beside typer with rich help."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys

BAR_CPU_S = 0.3
OURS = "from codedark.cli.main import main; main(['--help'])"
PEER = """
import typer
app = typer.Typer(rich_markup_mode='rich')
for number in range(10):
    app.command(f'verb{number}', help='One line of help for a verb.')(lambda: None)
app(['--help'])
"""


def cpu_s(code: str) -> float:
    """User and system time of one fresh interpreter."""
    before = os.times()
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> int:
    """Measure in turn, so that a busy moment hits both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    pairs = [(cpu_s(OURS), cpu_s(PEER)) for _ in range(asked.runs)]
    ours, peer = (statistics.median(side) for side in zip(*pairs, strict=True))
    answer = {
        "ours_cpu_s_median": round(ours, 3),
        "peer_cpu_s_median": round(peer, 3),
        "ratio": round(ours / peer, 2),
        "bar_cpu_s": BAR_CPU_S,
        "n": asked.runs,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
    }
    if asked.json:
        print(json.dumps(answer, indent=2))
    else:
        print(*(f"{key}: {value}" for key, value in answer.items()), sep="\n")
    return 0 if ours < BAR_CPU_S else 1


if __name__ == "__main__":
    sys.exit(main())
