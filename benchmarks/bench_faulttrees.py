"""Minimal cut sets of published fault trees, beside SCRAM in the same run.

    ./go python benchmarks/bench_faulttrees.py [--runs 3] [--write benchmarks/results/faulttrees.md]

The Aralia trees (Open-PSA files in the shared data, `faulttrees/aralia`): a tree is read, its diagram built and all its
minimal cut sets of order 1 and 2 listed by `depend.cutsets`, as `codedark weak` does. The peer is `scram --bdd -l 2`
(apt-get install scram), which does the same and the probability of the top event. We ask for no probability, but the
diagram gives it: it is computed here too, from the diagram as oxidd writes it to a file, to show that both hold the
same tree. Counts of each order and the probability must agree, or the benchmark fails.
Left out: das9601 (has `not` and `xor`; our circuits only grow) and nus9601 (SCRAM rejects the file).
CPU seconds of each whole job, reading the file included; ours without the start of Python and its imports, SCRAM's
with its start (some 0.07 s) and, apart, by its own clock.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np
from defusedxml.ElementTree import parse

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.cutsets import depth_first, lost_functions, room
from codedark.depend.diagrams import OxiddDiagrams
from codedark.depend.drawing import Drawing
from codedark.depend.minimal import MinimalSets
from codedark.depend.wires import Wires

BAR = 3.0
ORDER = 2
LEFT_OUT = {"das9601": "not monotone", "nus9601": "SCRAM rejects the file"}
SHARED = Path(os.environ.get("CODEDARK_SHARED") or Path(__file__).resolve().parents[2] / "shared")


@dataclass(frozen=True)
class Answer:
    counts: tuple[int, ...]
    """Minimal cut sets of order 1, 2."""
    probability: float
    sets_s: float
    """CPU until all sets are listed."""
    probability_s: float
    """CPU for the probability on top."""
    own_clock_s: float = 0.0


def tree(path: Path) -> tuple[Circuit, dict[str, float]]:
    """A fault tree as a circuit (a gate is lost when enough of its children are) and its events' probabilities."""
    root = parse(path).getroot()
    gates = {gate.get("name"): gate[0] for gate in root.iter("define-gate")}
    events = {e.get("name"): float(e.find("float").get("value")) for e in root.iter("define-basic-event")}
    draw = Drawing()
    at = {("basic-event", name): draw.new(NodeKind.HOST, name) for name in events}
    at |= {("gate", name): draw.new(NodeKind.PART, name) for name in gates}
    for name, formula in gates.items():
        children = [at[child.tag, child.get("name")] for child in formula]
        enough = {"and": len(children), "or": 1, "atleast": int(formula.get("min", "0"))}[formula.tag]
        draw.fill(at["gate", name], (len(children) - enough + 1, children))
    named = {child.get("name") for formula in gates.values() for child in formula if child.tag == "gate"}
    (top,) = (name for name in gates if name not in named)
    nothing: dict[int, int] = {}
    circuit = draw.finish(
        host_at=nothing,
        workplace_at=nothing,
        workplace_needed=nothing,
        conduit_at=nothing,
        inside_at=nothing,
        switch_at=nothing,
        application_at=(),
        service_at=[at["gate", top]],
        carried_at=(),
        unmapped=(),
    )
    return circuit, events


def ours(path: Path, folder: Path) -> Answer:
    """Our answer and what it took."""
    start = process_time()
    circuit, events = tree(path)
    top, wires = int(circuit.service_at[0]), Wires(circuit)
    numbered = depth_first(circuit, wires, [top], {NodeKind.HOST})
    engine = OxiddDiagrams(len(numbered), room(len(numbered)))
    lost = lost_functions(circuit, wires, [top], {node: i for i, node in enumerate(numbered)}, engine)[top]
    minimal = MinimalSets(engine)
    sizes = [len(s) for s in minimal.sets(minimal.of(lost, ORDER), ORDER)]
    listed = process_time()
    chance = probability(engine, lost, np.array([events[circuit.names[i]] for i in numbered]), folder / "tree.dddmp")
    counts = tuple(sizes.count(order) for order in range(1, ORDER + 1))
    return Answer(counts, chance, listed - start, process_time() - listed)


def probability(engine: OxiddDiagrams, function: object, chance: np.ndarray, path: Path) -> float:
    """Probability of a function from its diagram in a file: one line a node, children before parents."""
    engine._manager.export_dddmp(path, [function], ascii=True)
    head, _, body = path.read_text().partition(".nodes\n")
    variable_of = np.array(re.search(r"^\.ids (.*)$", head, re.MULTILINE)[1].split(), np.int64)
    lines = body.removesuffix(".end\n").replace("F", "0").replace("T", "0")
    _, variable, high, low = np.array(lines.split(), np.int64).reshape(-1, 4).T
    value = np.zeros(len(variable) + 1)
    leaves = int((high == 0).sum())
    value[1 : leaves + 1] = [line.split()[1] == "T" for line in body.split("\n", leaves)[:leaves]]
    levels = np.flatnonzero(np.diff(variable[leaves:], prepend=-1, append=-1)) + leaves
    for first, last in pairwise(levels):
        p = chance[variable_of[variable[first]]]
        value[first + 1 : last + 1] = p * value[high[first:last]] + (1 - p) * value[low[first:last]]
    return float(value[-1])


def scram(path: Path) -> Answer:
    """SCRAM's answer and what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(
        ["scram", "--bdd", "-l", str(ORDER), "--probability", "1", str(path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = re.search(r'<sum-of-products [^>]*?probability="([^"]+)"(?: distribution="([\d ]+)")?', told)
    counts = [int(n) for n in (found[2] or "").split()]
    clock_s = sum(float(s) for s in re.findall(r"<(?:products|probability)>([\d.e-]+)</", told))
    return Answer((*counts, *[0] * (ORDER - len(counts))), float(found[1]), cpu_s, 0.0, clock_s)


def same(one: Answer, other: Answer) -> bool:
    """The same counts, and the same probability to the six digits SCRAM prints."""
    return one.counts == other.counts and abs(one.probability - other.probability) <= 1e-5 * other.probability


def machine() -> str:
    memory_gib = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    return f"{os.cpu_count()} shared cores, {memory_gib} GiB, {platform.machine()}, Python {platform.python_version()}"


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--write", type=Path)
    told = ask.parse_args()
    files = [p for p in sorted((SHARED / "data" / "faulttrees" / "aralia").glob("*.xml")) if p.stem not in LEFT_OUT]
    if not files or shutil.which("scram") is None:
        print("missing: the Aralia trees (CODEDARK_SHARED) or the program scram (apt-get install scram)")
        return 3
    lines, totals, wrong = [], [[], [], [], []], []
    with tempfile.TemporaryDirectory() as folder:
        for path in files:
            runs = [(ours(path, Path(folder)), scram(path)) for _ in range(told.runs)]
            wrong += [path.stem for us, them in runs if not same(us, them)]
            us, them = runs[0]
            seconds = [
                statistics.median(column)
                for column in zip(*((u.sets_s, u.probability_s, t.sets_s, t.own_clock_s) for u, t in runs), strict=True)
            ]
            for total, value in zip(totals, seconds, strict=True):
                total.append(value)
            lines.append(
                f"| {path.stem} | {us.counts[0]} | {us.counts[1]} | {us.probability:.6g} | "
                + " | ".join(f"{s:.3f}" for s in seconds)
                + f" | {'yes' if same(us, them) else 'NO'} |"
            )
            print(lines[-1], file=sys.stderr, flush=True)
    sets_s, probability_s, scram_s, clock_s = (sum(total) for total in totals)
    with_p, sets_alone = (sets_s + probability_s) / scram_s, sets_s / scram_s
    text = "\n".join(
        [
            "# Fault trees",
            "",
            f"{machine()}; {datetime.now(UTC):%Y-%m-%d}; N = {told.runs} runs a tree, medians, CPU seconds.",
            f"Written by `benchmarks/bench_faulttrees.py`; {len(files)} Aralia trees, all minimal cut sets to order "
            f"{ORDER}.",
            "Left out: " + ", ".join(f"{name} ({why})" for name, why in LEFT_OUT.items()) + ".",
            "",
            "| tree | of 1 | of 2 | P(top) | ours: sets | ours: P on top | scram: CPU | scram: own clock | same |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---|",
            *lines,
            f"| **all** | | | | {sets_s:.2f} | {probability_s:.2f} | {scram_s:.2f} | {clock_s:.2f} | "
            f"{'yes' if not wrong else 'NO'} |",
            "",
            f"Sets: {sets_alone:.2f} x SCRAM's CPU ({sets_s / clock_s:.2f} x its own clock). With the probability, as "
            f"SCRAM's figure has it: {with_p:.2f} x CPU ({(sets_s + probability_s) / clock_s:.2f} x its own clock). "
            f"Bar: {BAR:g} x in total, same numbers.",
            "",
        ]
    )
    print(text)
    if told.write:
        told.write.write_text(text)
    return 0 if not wrong and with_p <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
