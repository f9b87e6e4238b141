"""A circuit while it is drawn: nodes handed out, filled, shared, and at the end put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from codedark.depend.circuit import Circuit, NodeKind


class Drawing:
    """A growing circuit: a node is handed out by `new` and gets its children once, by `fill`; leaves never do."""

    def __init__(self) -> None:
        self._kinds: list[NodeKind] = []
        self._names: list[str] = []
        self._k: list[int] = []
        self._children: list[list[int]] = []
        self._delays: list[float] = []
        self._alike: dict[tuple[object, ...], int] = {}

    def new(self, kind: NodeKind, name: str, *, delay_min: float = 0.0) -> int:
        """Hand out one node, for now a leaf."""
        self._kinds.append(kind)
        self._names.append(str(name))
        self._k.append(0)
        self._children.append([])
        self._delays.append(delay_min)
        return len(self._kinds) - 1

    def fill(self, node: int, needs: tuple[int, list[int]]) -> None:
        """Say what a node needs: (k, children)."""
        self._k[node], self._children[node] = needs

    def shared(self, kind: NodeKind, name: str, k: int, children: Sequence[int]) -> int:
        """The node of that kind and name with that threshold over those children."""
        key = (kind, name, k, tuple(sorted(children)))
        if key not in self._alike:
            node = self._alike[key] = self.new(kind, name)
            self.fill(node, (k, list(children)))
        return self._alike[key]

    def name_of(self, node: int) -> str:
        """What a node is called."""
        return self._names[node]

    def finish(
        self,
        *,
        host_at: Mapping[int, int],
        workplace_at: Mapping[int, int],
        workplace_needed: Mapping[int, int],
        conduit_at: Mapping[int, int],
        inside_at: Mapping[int, int],
        switch_at: Mapping[int, int],
        application_at: Sequence[int],
        service_at: Sequence[int],
        carried_at: Sequence[int],
        unmapped: tuple[tuple[str, str], ...],
    ) -> Circuit:
        """The circuit: arrays, read-only, components in order."""
        component = components(self._children)
        indptr = np.concatenate([[0], np.cumsum([len(c) for c in self._children])])
        return Circuit(
            names=tuple(self._names),
            kind=_kept(self._kinds, np.int8),
            k=_kept(self._k, np.int32),
            indptr=_kept(indptr, np.int32),
            children=_kept([c for cs in self._children for c in cs], np.int32),
            delay_min=_kept(self._delays, np.float64),
            order=_kept(np.argsort(component, kind="stable"), np.int32),
            component=_kept(component, np.int32),
            host_at=host_at,
            workplace_at=workplace_at,
            workplace_needed=workplace_needed,
            conduit_at=conduit_at,
            inside_at=inside_at,
            switch_at=switch_at,
            application_at=_kept(application_at, np.int32),
            service_at=_kept(service_at, np.int32),
            carried_at=_kept(carried_at, np.int32),
            unmapped=unmapped,
        )


def _kept(values: ArrayLike, dtype: type[np.generic]) -> NDArray[Any]:
    array = np.array(values, dtype)
    array.setflags(write=False)
    return array


def components(children: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    """Number the strongly connected components so that no node has a lower number than one of its children.

    Cost: linear. Own loop, because scipy's is unordered and its import costs more than the whole compilation.
    Source: Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 1972.

    >>> components([[1], [2, 3], [1], []])
    array([2, 1, 1, 0], dtype=int32)
    """
    m = len(children)
    found, low, component = [-1] * m, [0] * m, [-1] * m
    open_nodes: list[int] = []
    counted = number = 0
    for root in range(m):
        if found[root] >= 0:
            continue
        walk = [(root, iter(children[root]))]
        found[root] = low[root] = counted
        counted += 1
        open_nodes.append(root)
        while walk:
            node, rest = walk[-1]
            deeper = next((c for c in rest if found[c] < 0 or component[c] < 0), None)
            if deeper is None:
                walk.pop()
                if walk:
                    low[walk[-1][0]] = min(low[walk[-1][0]], low[node])
                if low[node] == found[node]:
                    while component[node] < 0:
                        component[open_nodes.pop()] = number
                    number += 1
            elif found[deeper] < 0:
                found[deeper] = low[deeper] = counted
                counted += 1
                open_nodes.append(deeper)
                walk.append((deeper, iter(children[deeper])))
            else:
                low[node] = min(low[node], found[deeper])
    return np.array(component, np.int32)
