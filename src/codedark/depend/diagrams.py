"""Decision diagrams behind one small interface: what the cut sets are computed with.

Two makers of the same thing: oxidd (compiled, for large hospitals) and eighty lines of Python (the oracle, and what is
used where oxidd is missing). A variable is a number; lower numbers stand nearer the top. No reordering: with it on, one
published fault tree goes from 0.04 s to more than 45 s.
"""

from __future__ import annotations

from typing import Any, Protocol

Function = Any
"""One Boolean function; hashable, equal when it is the same function of the same maker."""


class TooLarge(Exception):
    """The diagrams have outgrown the room they were given; nothing is known then."""


class Diagrams(Protocol):
    """What a maker of diagrams does."""

    def variable(self, number: int) -> Function:
        """The function that is true when this variable is."""
        ...

    def constant(self, value: bool) -> Function:
        """Always true, or always false."""
        ...

    def both(self, f: Function, g: Function) -> Function:
        """True when both are."""
        ...

    def either(self, f: Function, g: Function) -> Function:
        """True when one of them is."""
        ...

    def split(self, f: Function) -> tuple[int, Function, Function] | bool:
        """(top variable, what is left when it is true, what is left when it is false); or the constant."""
        ...


class PlainDiagrams:
    """Decision diagrams in plain Python: nodes are numbers, 0 is false and 1 is true.

    Source: Bryant, Graph-based algorithms for Boolean function manipulation, IEEE Trans. Comput. 35, 1986.
    """

    def __init__(self, room: int = 1 << 22) -> None:
        self._room = room
        self._nodes: list[tuple[int, int, int]] = [(1 << 62, 0, 0), (1 << 62, 1, 1)]
        self._known: dict[tuple[int, int, int], int] = {}
        self._done: dict[tuple[bool, int, int], int] = {}

    def variable(self, number: int) -> int:
        """The function that is true when this variable is."""
        return self._node(number, 1, 0)

    def constant(self, value: bool) -> int:
        """Always true, or always false."""
        return int(value)

    def both(self, f: int, g: int) -> int:
        """True when both are."""
        return self._apply(True, f, g)

    def either(self, f: int, g: int) -> int:
        """True when one of them is."""
        return self._apply(False, f, g)

    def split(self, f: int) -> tuple[int, int, int] | bool:
        """Top variable and the two functions under it; or the constant."""
        return self._nodes[f] if f > 1 else bool(f)

    def _node(self, variable: int, high: int, low: int) -> int:
        if high == low:
            return low
        key = (variable, high, low)
        if key not in self._known:
            if len(self._nodes) >= self._room:
                raise TooLarge(f"more than {self._room:,} nodes")
            self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return self._known[key]

    def _apply(self, is_and: bool, f: int, g: int) -> int:
        """`and` or `or`, with a stack of its own: a hospital is deeper than Python may recurse."""
        stack = [(is_and, f, g)]
        while stack:
            _, a, b = key = stack[-1]
            if key in self._done:
                stack.pop()
            elif (answer := _at_once(is_and, a, b)) is not None:
                self._done[stack.pop()] = answer
            else:
                top = min(self._nodes[a][0], self._nodes[b][0])
                high, low = ((is_and, self._side(a, top, s), self._side(b, top, s)) for s in (1, 2))
                waiting = [key for key in (high, low) if key not in self._done]
                stack += waiting
                if not waiting:
                    self._done[stack.pop()] = self._node(top, self._done[high], self._done[low])
        return self._done[is_and, f, g]

    def _side(self, f: int, variable: int, side: int) -> int:
        return self._nodes[f][side] if self._nodes[f][0] == variable else f


def _at_once(is_and: bool, f: int, g: int) -> int | None:
    """The answer where no node need be looked at."""
    strong, weak = (0, 1) if is_and else (1, 0)
    if strong in {f, g}:
        return strong
    if f in {weak, g}:
        return g
    return f if g == weak else None


class OxiddDiagrams:
    """Decision diagrams made by oxidd, one thread, no reordering.

    Raises:
        ImportError: oxidd is not installed (when built).
    """

    def __init__(self, variables: int, room: int) -> None:
        from oxidd.bdd import BDDManager

        self._room = room
        self._manager = BDDManager(room, room // 4, 1)
        self._manager.add_vars(variables)

    def variable(self, number: int) -> Function:
        """The function that is true when this variable is."""
        return self._manager.var(number)

    def constant(self, value: bool) -> Function:
        """Always true, or always false."""
        return self._manager.true() if value else self._manager.false()

    def both(self, f: Function, g: Function) -> Function:
        """True when both are."""
        return self._made(lambda: f & g)

    def either(self, f: Function, g: Function) -> Function:
        """True when one of them is."""
        return self._made(lambda: f | g)

    def split(self, f: Function) -> tuple[int, Function, Function] | bool:
        """Top variable and the two functions under it; or the constant."""
        under = f.cofactors()
        return bool(f.valid()) if under is None else (f.node_var(), *under)

    def _made(self, make: Any) -> Function:
        try:
            return make()
        except MemoryError as full:
            raise TooLarge(f"more than {self._room:,} nodes") from full


def diagrams(variables: int, room: int) -> Diagrams:
    """The best maker there is, with room for so many nodes: oxidd, or plain Python where it is missing."""
    try:
        return OxiddDiagrams(variables, room)
    except ImportError:
        return PlainDiagrams(room)
