"""Random small circuits, and the slow obvious answers that the rooms' functions are held against."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from hypothesis import strategies as st

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.drawing import Drawing

NEVER = np.inf


def draw_circuit(leaves: int, gates: list[tuple[int, list[int], int]]) -> Circuit:
    """A circuit of nameless nodes: leaves first, then gates (k, children, delay); a child may be a later gate."""
    draw = Drawing()
    for i in range(leaves):
        draw.new(NodeKind.HOST, f"leaf {i}")
    nodes = [draw.new(NodeKind.PART, f"gate {i}", delay_min=gate[2]) for i, gate in enumerate(gates)]
    for node, (k, children, _) in zip(nodes, gates, strict=True):
        draw.fill(node, (k, children))
    return draw.finish(
        host_at={i: i for i in range(leaves)},
        workplace_at={},
        workplace_needed={},
        conduit_at={},
        inside_at={},
        switch_at={},
        application_at=[],
        service_at=nodes,
        carried_at=nodes,
        unmapped=(),
    )


@st.composite
def circuits(draw: st.DrawFn, max_leaves: int = 5, max_gates: int = 7, delays: bool = True) -> Circuit:
    """Thresholds over leaves and each other, circles and repeats included."""
    leaves = draw(st.integers(1, max_leaves))
    count = draw(st.integers(1, max_gates))
    gates = []
    for _ in range(count):
        children = draw(st.lists(st.integers(0, leaves + count - 1), min_size=1, max_size=4))
        k = draw(st.integers(1, len(children)))
        gates.append((k, children, draw(st.sampled_from([0, 0, 0, 1, 3])) if delays else 0))
    return draw_circuit(leaves, gates)


def children_of(circuit: Circuit, i: int) -> list[int]:
    return circuit.children[circuit.indptr[i] : circuit.indptr[i + 1]].tolist()


def goes_on(circuit: Circuit, off: Iterable[int], held: Iterable[int] = ()) -> list[bool]:
    """The greatest fixpoint by its definition: all up, then every node asked again until nothing changes.

    Nodes in `held` do not fall (they still live on paper) unless they are off.
    """
    off, held = set(off), set(held)
    up = [i not in off for i in range(len(circuit))]
    while True:
        now = [
            i not in off and (i in held or sum(up[c] for c in children_of(circuit, i)) >= circuit.k[i])
            for i in range(len(circuit))
        ]
        if now == up:
            return up
        up = now


def rises(circuit: Circuit, off: Iterable[int]) -> list[bool]:
    """The least fixpoint by its definition."""
    off = set(off)
    up = [False] * len(circuit)
    while True:
        now = [
            i not in off and sum(up[c] for c in children_of(circuit, i)) >= circuit.k[i] for i in range(len(circuit))
        ]
        if now == up:
            return up
        up = now


def played(circuit: Circuit, loss: list[float], back: list[float], until: int) -> list[list[bool]]:
    """Minute by minute, who is up: what is off is taken from loss and back, paper from how long needs are missing."""
    missing_since: dict[int, int] = {}
    minutes = []
    for minute in range(until):
        off = [i for i in range(len(circuit)) if loss[i] <= minute < back[i]]
        delayed = [i for i in range(len(circuit)) if circuit.delay_min[i] > 0]
        held = {i for i in delayed if minute < missing_since.get(i, minute) + circuit.delay_min[i]}
        while True:  # whoever is missing needs from this minute on begins its paper; then look again
            up = goes_on(circuit, off, held)
            short = {i for i in delayed if sum(up[c] for c in children_of(circuit, i)) < circuit.k[i]}
            still = {i for i in delayed if minute < missing_since.get(i, minute) + circuit.delay_min[i]}
            now_held = still | (set(delayed) - short)
            if now_held == held:
                break
            held = now_held
        missing_since = {i: missing_since.get(i, minute) for i in short}
        minutes.append(up)
    return minutes
