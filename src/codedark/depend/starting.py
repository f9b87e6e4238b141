"""What holds, what could be started from nothing, and what stands in a circle.

*Holds* is the greatest fixpoint: take away what is off, then whatever has too few needs left, until nothing more falls.
*Starts* is the least: begin with what needs nothing, then whatever has enough, until nothing more rises. A node that
holds and does not start runs today and cannot be started after everything stopped: it stands in a circle, or waits for
one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.drawing import components
from codedark.depend.wires import Wires

_THINGS = (NodeKind.APPLICATION, NodeKind.SERVICE, NodeKind.HOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Things that wait for each other: none of them can be started first."""

    things: tuple[str, ...]
    """Applications, services and hosts of the circle, in the order of the circuit."""
    waits: tuple[tuple[str, str], ...]
    """(who, for whom), each need that keeps the circle closed."""
    around: tuple[str, ...]
    """One shortest way round, its first name again at the end."""
    services: tuple[str, ...]
    """Clinical services that cannot start before somebody breaks the circle by hand."""


def holds(circuit: Circuit, off_nodes: Iterable[int] = ()) -> NDArray[np.bool_]:
    """Which nodes go on when these are off for good: the greatest fixpoint, paper long since run out.

    Args:
        circuit: m nodes.
        off_nodes: nodes, leaves or not, that are off whatever their needs.

    Returns:
        bool[m].

    Cost: a step for each need of what falls; what does not fall costs nothing.
    """
    up = np.ones(len(circuit), np.bool_)
    up[list(Wires(circuit).fall(off_nodes))] = False
    return up


def starts(circuit: Circuit, off_nodes: Iterable[int] = (), by_hand: Iterable[int] = ()) -> NDArray[np.bool_]:
    """Which nodes can be started when nothing runs: the least fixpoint.

    Args:
        circuit: m nodes.
        off_nodes: nodes that stay off.
        by_hand: nodes that somebody starts without their needs.

    Returns:
        bool[m]; never True where `holds` is False, unless started by hand.

    Cost: linear in the circuit.
    """
    wires = Wires(circuit)
    up = np.zeros(len(circuit), np.bool_)
    kept_off = set(off_nodes)
    there = [0] * len(circuit)
    rising = [i for i in range(len(circuit)) if wires.k[i] <= 0 and i not in kept_off]
    rising += [i for i in by_hand if i not in kept_off]
    up[rising] = True
    while rising:
        for parent in wires.parents[rising.pop()]:
            there[parent] += 1
            if there[parent] >= wires.k[parent] and not up[parent] and parent not in kept_off:
                up[parent] = True
                rising.append(parent)
    return up


def circles(circuit: Circuit, off_nodes: Iterable[int] = ()) -> tuple[Circle, ...]:
    """What cannot be started from nothing, circle by circle: those that wait for no other circle first.

    Each circle found is taken as broken by hand before the next are looked for, so that all are named and none twice.

    Args:
        circuit: m nodes.
        off_nodes: nodes that stay off (a cold start with some of it gone).

    Returns:
        The circles; none: everything that runs today can be started from nothing.

    Cost: linear in the circuit for each layer of circles.
    """
    off = set(off_nodes)
    running = holds(circuit, off)
    found: list[Circle] = []
    by_hand: set[int] = set()
    while True:
        stuck = running & ~starts(circuit, off, by_hand)
        rings = _rings(circuit, stuck)
        if not rings:
            return tuple(found)
        found += [_circle(circuit, ring, stuck) for ring in rings]
        by_hand |= {i for ring in rings for i in ring}


def _stuck_needs(circuit: Circuit, stuck: NDArray[np.bool_]) -> list[list[int]]:
    """Each stuck node's stuck children."""
    wires = Wires(circuit)
    return [[c for c in wires.children[i] if stuck[c]] if stuck[i] else [] for i in range(len(circuit))]


def _rings(circuit: Circuit, stuck: NDArray[np.bool_]) -> list[list[int]]:
    """Components of stuck nodes that wait for nothing stuck outside themselves."""
    needs = _stuck_needs(circuit, stuck)
    component = components(needs)
    rings: dict[int, list[int]] = {}
    for i in np.flatnonzero(stuck):
        rings.setdefault(int(component[i]), []).append(int(i))
    return [ring for number, ring in rings.items() if all(component[c] == number for i in ring for c in needs[i])]


def _circle(circuit: Circuit, ring: Sequence[int], stuck: NDArray[np.bool_]) -> Circle:
    inside = set(ring)
    needs = {
        i: [c for c in cs if c in inside and _is_asked(circuit, i, c)]
        for i, cs in enumerate(_stuck_needs(circuit, stuck))
        if i in inside
    }
    things = _things(circuit, ring)
    waits = {i: _next_things(needs, i, set(things)) for i in things}
    fallen = Wires(circuit).fall(ring)
    return Circle(
        things=tuple(circuit.names[i] for i in things),
        waits=tuple((circuit.names[i], circuit.names[j]) for i in things for j in waits[i]),
        around=tuple(circuit.names[i] for i in _shortest_round(waits)),
        services=tuple(circuit.names[i] for i in circuit.service_at if int(i) in fallen),
    )


def _is_asked(circuit: Circuit, node: int, child: int) -> bool:
    """Whether people would say node waits for child: to see an application is to wait for it, not for its parts."""
    return circuit.kind[node] != NodeKind.SEEN or bool(circuit.kind[child] == NodeKind.APPLICATION)


def _things(circuit: Circuit, ring: Sequence[int]) -> list[int]:
    """What people would name of a ring: its applications and services, or its hosts when it has neither."""
    named = [i for i in ring if circuit.kind[i] in {NodeKind.APPLICATION, NodeKind.SERVICE}]
    return named or [i for i in ring if circuit.kind[i] in _THINGS] or list(ring)


def _next_things(needs: dict[int, list[int]], start: int, things: set[int]) -> list[int]:
    """The nearest things that a thing waits for, in-between nodes walked through."""
    found: dict[int, None] = {}
    seen: set[int] = set()
    walk = list(needs[start])
    while walk:
        node = walk.pop()
        if node in things:
            found[node] = None
        elif node not in seen:
            seen.add(node)
            walk += needs[node]
    return sorted(found)


def _shortest_round(waits: dict[int, list[int]]) -> list[int]:
    """A shortest closed walk, first thing repeated at the end."""
    best: list[int] = []
    for start in waits:
        came: dict[int, int] = {}
        queue = [start]
        while queue and start not in came:
            nearer = []
            for i in queue:
                for j in waits[i]:
                    if j not in came:
                        came[j] = i
                        nearer.append(j)
            queue = nearer
        walk = [start]
        while start in came and (len(walk) == 1 or walk[-1] != start):
            walk.append(came[walk[-1]])
        if len(walk) > 1 and (not best or len(walk) < len(best)):
            best = walk[::-1]
    return best
