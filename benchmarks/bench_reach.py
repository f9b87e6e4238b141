"""Who can reach whom, from every host at once, beside scipy BFS, rustworkx and networkx in the same run.

    ./go python benchmarks/bench_reach.py [--write benchmarks/results/reach.md]

Invented networks: hosts with IPv4 addresses in 200 zones, 3,000 rules from prefix to prefix (one in ten a deny), in
three shapes: *tiered* (zones keep their hosts apart, rules lead upwards in the address space: thousands of
components), *wide* (the same with rules over up to a sixteenth of all addresses at either end: millions of class
edges) and *flat* (zones open inside, rules lead anywhere: everyone reaches everyone). Ours is timed from columns and
rules to the radius of every host. Peers get what they can do: one search a source, on our class graph (every class,
which is exact) and on the host graph of the smaller networks (some sources, multiplied up and marked ~). A peer that
is not installed is said to be missing: `pip install rustworkx networkx` in an environment of its own.
Last a what-if: 500 zones, 10,000 rules from zone to zone, every seventh cut.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from time import process_time

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from codedark.hospital.records import Conduit, ConduitId, PortRange, Selector, ZoneId
from codedark.hospital.words import Action, Basis, OnExpiry, Protocol, Purpose
from codedark.reach import Closure, Columns, Reach, closure, compile_rules

BAR_CPU_S = 2.0
ZONES = 200
RULES = 3000
SPAN_PER_HOST = 2
NARROWEST = 14
WIDEST = {"tiered": 8, "wide": 4, "flat": 8}
"""A prefix of a rule holds from 2^-14 to this power of the address space in use, by shape."""
PEER_SECONDS = 2.0
"""A peer searches from as many sources as fit in this, at least 3."""


@dataclass(frozen=True)
class Network:
    shape: str
    hosts: Columns
    rules: tuple[Conduit, ...]
    inside_open: np.ndarray


def network(shape: str, hosts: int, rules: int, seed: int) -> Network:
    """An invented network; the same seed gives the same one."""
    luck = np.random.default_rng(seed)
    span = hosts * SPAN_PER_HOST
    address = np.sort(luck.choice(span, hosts, replace=False))
    start = 10 << 24
    columns = Columns(
        zone_ids=tuple(ZoneId(f"z{i}") for i in range(ZONES)),
        zone_at=(address * ZONES // span).astype(np.int32),
        role_at=np.zeros(hosts, np.int8),
        address_family=np.full(hosts, 4, np.uint8),
        address_hi=np.zeros(hosts, np.uint64),
        address_lo=(address + start).astype(np.uint64),
    )
    inside = np.full(ZONES, shape == "flat")
    return Network(shape, columns, tuple(_rules(luck, shape, start, span, rules)), inside)


def _rules(luck: np.random.Generator, shape: str, start: int, span: int, count: int) -> Iterator[Conduit]:
    bits = int(np.log2(span))
    for i in range(count):
        lengths = np.minimum(32, 32 - bits + luck.integers(WIDEST[shape], NARROWEST + 1, 2))
        ends = (start + luck.integers(0, span, 2)).tolist()
        if shape != "flat":
            ends.sort()
        nets = [ip_network((end >> (32 - n) << (32 - n), n)) for end, n in zip(ends, lengths.tolist(), strict=True)]
        yield Conduit(
            conduit=ConduitId(f"r{i}"),
            from_=Selector(prefix=nets[0]),
            to=Selector(prefix=nets[1]),
            action=Action.DENY if luck.random() < 0.1 else Action.ALLOW,
            protocol=Protocol.TCP,
            ports=(PortRange(443, 445),),
            purpose=Purpose.OTHER,
            gate=None,
            break_glass=False,
            clinical_owner="",
            on_expiry=OnExpiry.RELEASE,
            evidence="",
            basis=Basis.ASSUMED,
            source="invented",
        )


def ours(net: Network, runs: int) -> tuple[Reach, Closure, list[float], list[float]]:
    """Compile and close, several times: CPU seconds of each."""
    compiling, closing = [], []
    for _ in range(runs):
        before = process_time()
        reach = compile_rules(net.hosts, net.rules, inside_open=net.inside_open, prefixes={})
        between = process_time()
        closed = closure(reach)
        compiling.append(between - before)
        closing.append(process_time() - between)
    return reach, closed, compiling, closing


def what_if(runs: int, seed: int) -> Iterator[str]:
    """500 zones, 10,000 rules between them, some to one role: close again with a cut in force."""
    luck = np.random.default_rng(seed)
    zones, rules, each = 500, 10_000, 20
    names = tuple(ZoneId(f"z{i}") for i in range(zones))
    empty = np.zeros(zones * each, np.uint64)
    hosts = Columns(
        zone_ids=names,
        zone_at=np.repeat(np.arange(zones, dtype=np.int32), each),
        role_at=np.tile(np.arange(each, dtype=np.int8) % 5, zones),
        address_family=empty.astype(np.uint8),
        address_hi=empty,
        address_lo=empty,
    )
    pattern = next(_rules(luck, "flat", 10 << 24, 1 << 20, 1))
    rows = tuple(
        replace(
            pattern,
            action=Action.DENY if luck.random() < 0.05 else Action.ALLOW,
            from_=Selector(zone=names[luck.integers(zones)]),
            to=Selector(zone=names[luck.integers(zones)], role=hosts.roles[luck.integers(5)] if i % 3 == 0 else None),
        )
        for i in range(rules)
    )
    before = process_time()
    reach = compile_rules(hosts, rows, inside_open=np.ones(zones, np.bool_), prefixes={})
    compiled = process_time() - before
    cut = np.arange(rules) % 7 == 0
    closing = []
    for _ in range(max(runs, 5)):
        before = process_time()
        closure(reach, cut=cut)
        closing.append(process_time() - before)
    yield (
        f"What-if: {zones} zones, {rules:,} rules, {len(reach.size):,} classes, {len(reach.edge_from):,} edges:"
        f" compile {compiled:.2f} s CPU once, close with every seventh rule cut {statistics.median(closing):.4f} s"
        f" (median of {len(closing)})."
    )


def class_edges(reach: Reach) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of classes joined by a rule or an open inside, each once."""
    c = len(reach.size)
    zones = [np.flatnonzero((reach.zone_of == z) & reach.inside_open) for z in range(ZONES)]
    one = np.concatenate([reach.edge_from, *(np.repeat(z, len(z)) for z in zones)]).astype(np.int64)
    other = np.concatenate([reach.edge_to, *(np.tile(z, len(z)) for z in zones)]).astype(np.int64)
    keys = np.unique(one * c + other)
    return keys // c, keys % c


def host_edges(reach: Reach, pairs: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The host graph that the classes stand for."""
    of_class = np.split(np.argsort(reach.class_of, kind="stable"), np.cumsum(reach.size)[:-1])
    one, other = [], []
    for a, b in zip(*(side.tolist() for side in pairs), strict=True):
        one.append(np.repeat(of_class[a], len(of_class[b])))
        other.append(np.tile(of_class[b], len(of_class[a])))
    empty = [np.zeros(0, np.int64)]
    return np.concatenate(one or empty), np.concatenate(other or empty)


Search = Callable[[int], "np.ndarray"]
"""Source -> nodes reached, in any order, with or without the source."""


def scipy_bfs(nodes: int, one: np.ndarray, other: np.ndarray) -> Search:
    # Floats, because scipy would make them floats again at every search.
    graph = csr_array((np.ones(len(one)), (one, other)), shape=(nodes, nodes))
    return lambda source: breadth_first_order(graph, source, directed=True, return_predecessors=False)


def rustworkx_descendants(nodes: int, one: np.ndarray, other: np.ndarray) -> Search:
    import rustworkx

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from_no_data(list(zip(one.tolist(), other.tolist(), strict=True)))
    return lambda source: np.fromiter(rustworkx.descendants(graph, source), np.int64)


def networkx_descendants(nodes: int, one: np.ndarray, other: np.ndarray) -> Search:
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))
    return lambda source: np.fromiter(networkx.descendants(graph, source), np.int64)


PEERS: dict[str, tuple[str, Callable[..., Search], int]] = {
    "scipy BFS": ("scipy", scipy_bfs, 60_000_000),
    "rustworkx descendants": ("rustworkx", rustworkx_descendants, 8_000_000),
    "networkx descendants": ("networkx", networkx_descendants, 3_000_000),
}
"""Name -> package, search, and the most edges of a host graph it is given (memory: about 1 GB)."""


@dataclass(frozen=True)
class Searched:
    build_s: float
    all_s: float
    sources: int
    of: int
    wrong: int

    def cells(self, ours_s: float) -> list[str]:
        total = self.build_s + self.all_s
        about = "" if self.sources == self.of else "~"
        return [
            f"{self.build_s:.2f}",
            f"{about}{total:,.1f}",
            f"{self.sources:,} of {self.of:,}",
            f"{about}{total / ours_s:,.0f}x",
            str(self.wrong),
        ]


def search(
    make: Callable[..., Search],
    nodes: int,
    edges: tuple[np.ndarray, np.ndarray],
    radius: np.ndarray,
    weight: np.ndarray,
    seed: int,
) -> Searched:
    """Build the graph, search from sources until the time is up, and hold what is found against our radius."""
    before = process_time()
    reached = make(nodes, *edges)
    build = process_time() - before
    sources = np.random.default_rng(seed).permutation(nodes)
    done, wrong, started = 0, 0, process_time()
    for source in sources.tolist():
        others = np.setdiff1d(reached(source), [source])
        found = int(weight[others].sum())
        done += 1
        # A class that leads back to itself reaches its own other hosts too: either is right by its own graph.
        wrong += radius[source] not in {found + 1, found + weight[source]}
        if process_time() - started > PEER_SECONDS and done >= 3:
            break
    each = (process_time() - started) / done
    return Searched(build, each * nodes, done, nodes, wrong)


def report(sizes: list[int], rules: int, runs: int, seed: int) -> Iterator[str]:
    """Markdown, line by line."""
    missing = [name for name, (package, _, _) in PEERS.items() if find_spec(package) is None]
    yield f"Missing peers: {', '.join(missing)}." if missing else "All peers are there."
    rows: list[list[str]] = []
    held: list[list[str]] = []
    for shape in WIDEST:
        for hosts in sizes:
            net = network(shape, hosts, rules, seed)
            reach, closed, compiling, closing = ours(net, runs)
            total = statistics.median(a + b for a, b in zip(compiling, closing, strict=True))
            pairs = class_edges(reach)
            never_built = int((reach.size[pairs[0]] * reach.size[pairs[1]]).sum())
            mean = float((closed.radius * reach.size).sum() / hosts)
            rows.append(
                [
                    shape,
                    f"{hosts:,}",
                    f"{len(reach.size):,}",
                    f"{len(closed.bits):,}",
                    f"{len(reach.edge_from):,}",
                    f"{never_built:,}",
                    f"{mean:,.0f}",
                    f"{statistics.median(compiling):.3f}",
                    f"{statistics.median(closing):.3f}",
                    f"**{total:.3f}**",
                ]
            )
            by_host = closed.radius[reach.class_of]
            for name, (package, make, most) in PEERS.items():
                if find_spec(package) is None:
                    continue
                result = search(make, len(reach.size), pairs, closed.radius, reach.size, seed)
                held.append([shape, f"{hosts:,}", name, "classes (ours)", *result.cells(statistics.median(closing))])
                if never_built <= most:
                    edges = host_edges(reach, pairs)
                    result = search(make, hosts, edges, by_host, np.ones(hosts, np.int64), seed)
                    held.append([shape, f"{hosts:,}", name, "hosts", *result.cells(total)])
                print(f"{shape} {hosts:,} {name} done", file=sys.stderr)
    yield ""
    yield from markdown(
        [
            "shape",
            "hosts",
            "classes",
            "components",
            "class edges",
            "host pairs never built",
            "mean radius",
            "compile",
            "close",
            "both",
        ],
        rows,
    )
    yield ""
    yield from what_if(runs, seed)
    yield ""
    yield from markdown(
        ["shape", "hosts", "peer", "graph", "build", "all sources", "searched", "against ours", "differ"], held
    )


def markdown(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def heading(asked: argparse.Namespace) -> Iterator[str]:
    """What was measured, where, how often."""
    installed = [p for p in ("numpy", "scipy", "rustworkx", "networkx") if find_spec(p) is not None]
    yield "# All-host blast radius"
    yield ""
    yield f"Bar: {BAR_CPU_S:g} s CPU at 1,000,000 hosts and 3,000 rules. CPU seconds, median of {asked.runs} runs of"
    yield f"ours, one of each peer; seed {asked.seed}, {asked.rules:,} rules. {datetime.now(UTC).date()}, {machine()},"
    yield f"Python {platform.python_version()}, {', '.join(f'{p} {version(p)}' for p in installed)}."
    yield "*differ*: sources for which the peer found another number of hosts. ~: multiplied up from sources searched."
    yield "*against ours*: on our classes beside closing alone, on hosts beside compiling and closing."
    yield ""


def machine() -> str:
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.machine()}, {os.cpu_count()} shared cores, {gib:.0f} GiB"


def main() -> int:
    options = argparse.ArgumentParser(description="All-host blast radius, beside peers.")
    options.add_argument("--hosts", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--rules", type=int, default=RULES)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--write", type=Path)
    asked = options.parse_args()
    text = "\n".join([*heading(asked), *report(asked.hosts, asked.rules, asked.runs, asked.seed)])
    print(text)
    if asked.write is not None:
        asked.write.parent.mkdir(parents=True, exist_ok=True)
        asked.write.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
