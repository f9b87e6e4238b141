"""Minimal cut sets: the smallest sets of things whose loss, together, takes a service.

When a node is lost is a Boolean function of what is off: at least (n - k + 1) of its children lost. Circles are
unrolled to the greatest fixpoint of what runs: nothing is lost that was not pushed from outside. Read from these
functions, the sets are exact; only their listing stops at a stated order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.diagrams import Diagrams, Function, TooLarge, diagrams
from codedark.depend.minimal import MinimalSets
from codedark.depend.wires import Wires

_MOST_ROOM = 1 << 25
"""Nodes of a diagram given when the first room did not do: half a gigabyte."""
HOSTS_AND_SOFTWARE = (NodeKind.HOST, NodeKind.SWITCH)
"""What sets are made of unless said otherwise: hosts, and the software (or outside provider) of each application."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSets:
    """The minimal cut sets of one node, listed to a stated order."""

    node: int
    order: int
    sets: tuple[tuple[int, ...], ...]
    """All with at most `order` members, as nodes of the circuit; smallest first. None is part of another."""
    count_all: int | None
    """How many there are of any order; None: not counted, the diagrams outgrew their room."""

    def count_of(self, size: int) -> int:
        """How many of the sets listed have this many members."""
        return sum(len(s) == size for s in self.sets)


def cut_sets(
    circuit: Circuit,
    nodes: Sequence[int],
    order: int = 2,
    over: Collection[NodeKind] = HOSTS_AND_SOFTWARE,
    engine: Diagrams | None = None,
) -> tuple[CutSets, ...]:
    """List the minimal cut sets of some nodes.

    Args:
        circuit: the nodes' circuit.
        nodes: which nodes, for example `circuit.service_at`.
        order: the most members of a set that is listed; 1: single points of failure alone.
        over: kinds of nodes that sets are made of; what is of no such kind never fails here.
        engine: a maker of diagrams with a variable for each node of those kinds; None: the best there is.

    Returns:
        One answer a node, exact up to `order`.

    Raises:
        ValueError: order is less than 1.
        TooLarge: the diagrams outgrow their room before the sets of that order are found.

    Cost: one diagram over all nodes asked; benchmarks/bench_faulttrees.py. All sets to order 3 of 25 services over
        1,700 hosts and 60 applications take a fraction of a second.
    """
    if order < 1:
        raise ValueError(f"order={order}: must be at least 1")
    wires = Wires(circuit)
    numbered = depth_first(circuit, wires, nodes, set(over))
    if engine is not None:
        return _listed(circuit, wires, nodes, order, numbered, engine)
    try:
        return _listed(circuit, wires, nodes, order, numbered, diagrams(len(numbered), room(len(numbered))))
    except TooLarge:
        return _listed(circuit, wires, nodes, order, numbered, diagrams(len(numbered), _MOST_ROOM))


def room(variables: int) -> int:
    """Nodes of a diagram given at first: room not used costs time, too (0.1 s for sixteen million nodes)."""
    return 1 << 21 if variables <= 256 else 1 << 23


def _listed(
    circuit: Circuit, wires: Wires, nodes: Sequence[int], order: int, numbered: Sequence[int], engine: Diagrams
) -> tuple[CutSets, ...]:
    lost = lost_functions(circuit, wires, nodes, {node: i for i, node in enumerate(numbered)}, engine)
    minimal = MinimalSets(engine)
    found = []
    for node in nodes:
        family = minimal.of(lost[node], order)
        sets = (tuple(sorted(numbered[v] for v in s)) for s in minimal.sets(family, order))
        listed = tuple(sorted(sets, key=lambda s: (len(s), s)))
        found.append(CutSets(node=node, order=order, sets=listed, count_all=_count(minimal, lost[node])))
    return tuple(found)


def lost_functions(
    circuit: Circuit, wires: Wires, nodes: Iterable[int], variable: dict[int, int], engine: Diagrams
) -> dict[int, Function]:
    """For each node below some nodes, the function of what is off that says it is lost.

    Args:
        circuit: the circuit.
        wires: of the same circuit.
        nodes: whose functions are wanted.
        variable: node -> variable, for nodes that can be off on their own account.
        engine: maker of the diagrams.

    Returns:
        node -> function; children's functions are among them.
    """
    never = engine.constant(False)
    below = _below(wires, nodes)
    lost: dict[int, Function] = dict.fromkeys(below, never)
    own = {i: engine.variable(variable[i]) for i in below if i in variable}
    for ring in _by_component(circuit, below):
        settled = False
        while not settled:
            settled = True
            for i in ring:
                children = [lost[c] for c in wires.children[i]]
                value = at_least(wires.spare[i] + 1, children, engine) if wires.k[i] > 0 else never
                if i in own:
                    value = engine.either(own[i], value)
                if value != lost[i]:
                    lost[i], settled = value, len(ring) == 1
    return lost


def at_least(k: int, functions: Sequence[Function], engine: Diagrams) -> Function:
    """The function that is true when at least k of these are. k < 1 is always true.

    Cost: k times n steps of the maker.
    """
    row = [engine.constant(j == 0) for j in range(max(k, 0) + 1)]
    for n, f in enumerate(functions, start=1):
        for j in range(min(k, n), max(0, k - len(functions) + n - 1), -1):
            row[j] = engine.either(row[j], engine.both(f, row[j - 1]))
    return row[max(k, 0)]


def _count(minimal: MinimalSets, function: Function) -> int | None:
    try:
        return minimal.count(minimal.of(function))
    except TooLarge:
        return None


def depth_first(circuit: Circuit, wires: Wires, nodes: Sequence[int], over: set[NodeKind]) -> list[int]:
    """Say which nodes sets are made of, in the order a walk down from some nodes meets them.

    What belongs together stays together in the diagrams: the order decides how large they grow.

    Args:
        circuit: the circuit.
        wires: of the same circuit.
        nodes: where the walk begins.
        over: kinds of nodes that sets are made of.
    """
    met: dict[int, None] = {}
    seen: set[int] = set()
    stack = list(reversed(nodes))
    while stack:
        i = stack.pop()
        if i not in seen:
            seen.add(i)
            if NodeKind(circuit.kind[i]) in over:
                met[i] = None
            stack += reversed(wires.children[i])
    return list(met)


def _below(wires: Wires, nodes: Iterable[int]) -> list[int]:
    seen = set(nodes)
    walk = list(seen)
    while walk:
        for c in wires.children[walk.pop()]:
            if c not in seen:
                seen.add(c)
                walk.append(c)
    return sorted(seen)


def _by_component(circuit: Circuit, nodes: Sequence[int]) -> list[list[int]]:
    """Nodes by strongly connected component, children first."""
    ordered = sorted(nodes, key=lambda i: (circuit.component[i], i))
    numbers = circuit.component[ordered]
    cuts = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(ordered)]
    return [ordered[a:b] for a, b in pairwise(cuts) if a < b]
