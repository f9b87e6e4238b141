"""The minimal solutions of a growing Boolean function: sets none of whose parts is enough.

A family of sets is kept as a diagram (ZBDD): a node is (variable, the sets with it, the sets without it). 0 is no set
at all, 1 the family of the empty set alone. All loops keep a stack of their own: hospitals are deeper than Python may
recurse.

Source: Minato, Zero-suppressed BDDs for set manipulation, DAC 1993; Rauzy, New algorithms for fault trees analysis,
Reliability Engineering and System Safety 40, 1993.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codedark.depend.diagrams import Diagrams, Function, TooLarge

NO_LIMIT = 1 << 30
"""Order that stands for every order."""

_Key = tuple[int, int]


class MinimalSets:
    """Families of minimal sets of functions of one maker of diagrams; what was once computed is kept."""

    def __init__(self, diagrams: Diagrams, room: int = 2_000_000) -> None:
        self._diagrams = diagrams
        self._room = room
        self._nodes: list[tuple[int, int, int]] = [(NO_LIMIT, 0, 0), (NO_LIMIT, 1, 1)]
        self._known: dict[tuple[int, int, int], int] = {}
        self._families: dict[tuple[Function, int], int] = {}
        self._apart_from: dict[_Key, int] = {}
        self._counts: dict[int, int] = {0: 0, 1: 1}
        self._smallest: dict[int, int] = {0: NO_LIMIT, 1: 0}

    def of(self, function: Function, order: int = NO_LIMIT) -> int:
        """The family of the minimal solutions with at most `order` members; exact, for a function that only grows.

        Raises:
            TooLarge: it needs more nodes than there is room for.

        Cost: grows with the diagram, not with the number of sets.
        """
        stack = [(function, order)]
        while stack:
            f, k = key = stack[-1]
            if key in self._families:
                stack.pop()
                continue
            parts = self._diagrams.split(f)
            if isinstance(parts, bool) or k == 0:
                self._families[stack.pop()] = int(parts is True)
                continue
            variable, high, low = parts
            with_it, without_it = (high, k - 1 if order < NO_LIMIT else k), (low, k)
            waiting = [key for key in (with_it, without_it) if key not in self._families]
            stack += waiting
            if not waiting:
                z0 = self._families[without_it]
                z1 = self._apart(self._families[with_it], z0)
                self._families[stack.pop()] = self._node(variable, z1, z0)
        return self._families[function, order]

    def count(self, family: int) -> int:
        """How many sets a family has."""
        return self._folded(family, self._counts, lambda high, low: high + low)

    def sets(self, family: int, order: int) -> Iterator[tuple[int, ...]]:
        """The sets of a family with at most `order` members, each as its variables, rising."""
        self._folded(family, self._smallest, lambda high, low: min(high + 1, low))
        stack: list[tuple[int, tuple[int, ...]]] = [(family, ())]
        while stack:
            z, chosen = stack.pop()
            if len(chosen) + self._smallest[z] > order:
                continue
            if z == 1:
                yield chosen
                continue
            variable, high, low = self._nodes[z]
            stack += [(low, chosen), (high, (*chosen, variable))]

    def _node(self, variable: int, high: int, low: int) -> int:
        if high == 0:
            return low
        key = (variable, high, low)
        if key not in self._known:
            if len(self._nodes) >= self._room:
                raise TooLarge(f"more than {self._room:,} nodes of cut sets")
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def _apart(self, family: int, other: int) -> int:
        """The sets of a family that are not in the other.

        Taking away equal sets is enough where others take away supersets: a solution without the variable is a solution
        with it, too (the function only grows), so a minimal one with it holds no other minimal one without it.
        """
        stack = [(family, other)]
        while stack:
            z, w = key = stack[-1]
            if key in self._apart_from:
                stack.pop()
            elif z == 0 or w in {0, z}:
                self._apart_from[stack.pop()] = z if w == 0 else 0
            else:
                self._step(stack, z, w)
        return self._apart_from[family, other]

    def _step(self, stack: list[_Key], z: int, w: int) -> None:
        """Answer the question on top of the stack, or put the questions it waits for above it."""
        (x, z1, z0), (y, w1, w0) = self._nodes[z], self._nodes[w]
        asked = [(z, w0)] if x > y else [(z0, w)] if x < y else [(z0, w0), (z1, w1)]
        waiting = [key for key in asked if key not in self._apart_from]
        stack += waiting
        if not waiting:
            low, high = self._apart_from[asked[0]], z1 if x < y else self._apart_from[asked[-1]]
            self._apart_from[stack.pop()] = low if x > y else self._node(x, high, low)

    def _folded(self, family: int, known: dict[int, int], join: Callable[[int, int], int]) -> int:
        stack = [family]
        while stack:
            z = stack[-1]
            _, high, low = self._nodes[z]
            waiting = [part for part in (high, low) if z > 1 and part not in known]
            stack += waiting
            if not waiting:
                if z not in known:
                    known[z] = join(known[high], known[low])
                stack.pop()
        return known[family]
