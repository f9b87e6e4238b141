"""How long does lint take over a firewall's rules?

    .venv/bin/python benchmarks/bench_lint.py [--rules 1000 10000 50000] [--trials 5]      (as root)

CPU seconds of `codedark lint` as a process of its own, from its start to its answer, for a rule set as `nft` lists it,
as text and as JSON, and as iptables-save prints it. The peer in the same run is `nft -c -f` on the same text, which
parses, has the kernel check, and judges nothing. Rules are loaded in a network namespace of their own. Medians. Writes
benchmarks/results/lint.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

RESULT = Path(__file__).parent / "results" / "lint.md"
ALONE = ("unshare", "-n")


def rules(count: int) -> list[tuple[str, str, int]]:
    """Source, destination and port of each rule; no two alike."""
    return [
        (f"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}", f"10.200.{i % 250}.7", 1 + i % 60_000) for i in range(count)
    ]


def as_nft(told: Sequence[tuple[str, str, int]]) -> str:
    """A routing firewall: established first, then one accept a rule, then drop."""
    body = "\n".join(f"    ip saddr {a} ip daddr {b} tcp dport {p} accept" for a, b, p in told)
    return (
        "table inet filter {\n  chain forward {\n    type filter hook forward priority filter; policy drop;\n"
        f"    ct state established,related accept\n{body}\n  }}\n}}\n"
    )


def as_iptables(told: Sequence[tuple[str, str, int]]) -> str:
    """The same, as iptables-save prints it."""
    body = "\n".join(f"-A FORWARD -s {a}/32 -d {b}/32 -p tcp -m tcp --dport {p} -j ACCEPT" for a, b, p in told)
    return (
        "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        f"-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n{body}\nCOMMIT\n"
    )


def listed(text: Path, *, json: bool) -> str:
    """The rule set as the kernel tells it after loading."""
    line = f"nft -f {text} && nft {'-j ' * json}list ruleset"
    return subprocess.run([*ALONE, "sh", "-c", line], check=True, capture_output=True, text=True).stdout


def cpu_s(command: Sequence[str], answers: Sequence[int]) -> float:
    """CPU seconds of one process and its children; another exit than these is a failure of the benchmark."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in answers:
        raise SystemExit(f"{' '.join(command)}: exit {child.returncode}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Run and write the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--rules", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    asked.add_argument("--trials", type=int, default=5)
    told = asked.parse_args()
    rows: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in told.rules:
            text, json, tables = (Path(folder) / name for name in ("rules.nft", "rules.json", "rules.save"))
            text.write_text(as_nft(rules(count)))
            json.write_text(listed(text, json=True))
            text.write_text(listed(text, json=False))
            tables.write_text(as_iptables(rules(count)))
            lint = {
                what: (sys.executable, "-m", "codedark", "lint", str(file))
                for what, file in (("nft text", text), ("nft JSON", json), ("iptables-save", tables))
            }
            peer = statistics.median(cpu_s([*ALONE, "nft", "-c", "-f", str(text)], [0]) for _ in range(told.trials))
            for what, command in lint.items():
                took = [cpu_s(command, [0, 1]) for _ in range(told.trials)]
                middle = statistics.median(took)
                cells = (f"{middle:.2f} ({min(took):.2f} to {max(took):.2f})", f"{peer:.2f}", f"{middle / peer:.1f} x")
                row = f"| {what} | {count:,} | {told.trials} | {' | '.join(cells)} |"
                print(row, flush=True)
                rows.append(row)
    head = [
        "# bench_lint: CPU seconds over a firewall's rules",
        "",
        f"2026-11-27, {os.cpu_count()} shared cores, load {os.getloadavg()[0]:.1f}, Linux {platform.release()},"
        f" Python {platform.python_version()}.",
        "",
        "| form | rules | N | `codedark lint`, CPU s median (range) | `nft -c -f`, CPU s | ratio |",
        "|---|---|---|---|---|---|",
    ]
    RESULT.write_text("\n".join([*head, *rows]) + "\n")


if __name__ == "__main__":
    main()
