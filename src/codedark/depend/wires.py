"""A circuit as lists, both ways, and what falls over them: only what falls is walked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from codedark.depend.circuit import Circuit


@dataclass(frozen=True, slots=True)
class Fallen:
    """One node's loss: when, and the child whose loss was one too many."""

    at_min: float
    because: int | None
    """The child that tipped it; None: lost on its own account."""


class Wires:
    """Children and parents of every node as lists, for whoever asks many questions of one circuit."""

    def __init__(self, circuit: Circuit) -> None:
        bounds, flat = circuit.indptr.tolist(), circuit.children.tolist()
        self.k: list[int] = circuit.k.tolist()
        self.delay_min: list[float] = circuit.delay_min.tolist()
        self.children = [flat[a:b] for a, b in pairwise(bounds)]
        self.parents: list[list[int]] = [[] for _ in self.k]
        for i, below in enumerate(self.children):
            for c in below:
                self.parents[c].append(i)
        self.spare = [len(below) - k for below, k in zip(self.children, self.k, strict=True)]
        """How many children a node can lose and stay up."""

    def fall(self, off: Iterable[int]) -> set[int]:
        """Everything that is lost in the end when these nodes are off for good.

        Circles need no care: nothing falls that was not pushed from outside (greatest fixpoint).
        """
        fallen = set(off)
        falling = list(fallen)
        gone: dict[int, int] = {}
        while falling:
            for parent in self.parents[falling.pop()]:
                gone[parent] = gone.get(parent, 0) + 1
                if gone[parent] > self.spare[parent] and parent not in fallen and self.k[parent] > 0:
                    fallen.add(parent)
                    falling.append(parent)
        return fallen

    def fall_in_time(self, off_min: Mapping[int, float]) -> dict[int, Fallen]:
        """What is lost, when and because of what, when these nodes go off at these minutes and stay off.

        Losses are played in the order of their minutes; in one minute the fewest steps from what is off come first, so
        that the reason given is the shortest one.
        """
        lost: dict[int, Fallen] = {}
        gone: dict[int, int] = {}
        queue: list[tuple[float, int, int, int | None]] = []
        for node, minute in off_min.items():
            heappush(queue, (minute, 0, node, None))
        while queue:
            minute, steps, node, because = heappop(queue)
            if node in lost:
                continue
            lost[node] = Fallen(minute, because)
            for parent in self.parents[node]:
                gone[parent] = gone.get(parent, 0) + 1
                if gone[parent] == self.spare[parent] + 1 and self.k[parent] > 0:
                    heappush(queue, (minute + self.delay_min[parent], steps + 1, parent, node))
        return lost
