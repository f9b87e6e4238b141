"""The shortest way over hops, by breadth: who is reached in how many hops, and over what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.reach.compiled import Reach

INSIDE = -1
"""In place of an edge: the hop stays in one zone whose inside is open."""
_UNREACHED = -1


@dataclass(frozen=True, slots=True)
class Hop:
    """One connection from a host of one class to a host of another (or of the same)."""

    one: int
    other: int
    edge: int
    """Edge of `Reach`, the first of those that serve; or `INSIDE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """How a walk from some classes went; c classes."""

    hops: NDArray[np.int32]
    """Class -> fewest hops from a start, at least 1; -1: not reached, as a start is unless something leads back."""
    came_from: NDArray[np.int32]
    """Class -> the class before it; -1: not reached."""
    came_over: NDArray[np.int64]
    """Class -> edge, or `INSIDE`; meaningless where not reached."""

    def way_to(self, target: int) -> tuple[Hop, ...]:
        """The hops to a class, first to last; () when it is not reached."""
        way: list[Hop] = []
        at, left = target, int(self.hops[target])
        while left > 0:
            before = int(self.came_from[at])
            way.append(Hop(before, at, int(self.came_over[at])))
            at, left = before, left - 1
        return tuple(reversed(way))


def walk(
    reach: Reach,
    starts: NDArray[np.bool_],
    *,
    cut: NDArray[np.bool_] | None = None,
    contained: NDArray[np.bool_] | None = None,
    standing: NDArray[np.bool_] | None = None,
    through: NDArray[np.bool_] | None = None,
    edges: NDArray[np.bool_] | None = None,
) -> Walk:
    """Walk outwards from classes, all hops of one length before the next.

    Args:
        reach: c classes, e edges.
        starts: bool[c].
        cut: bool[m], conduits that carry nothing.
        contained: bool[z], zones whose hosts no longer speak to each other.
        standing: bool[c], classes that are there at all; None: all.
        through: bool[c], classes from which the walk may go on; None: all. Starts always may.
        edges: bool[e], edges that may be used; None: all.

    Cost: one pass over the edges for each hop of the longest way.

    >>> from codedark.reach.compiled import allow_all_for_test
    >>> walk(allow_all_for_test([2, 1]), np.array([True, False])).way_to(1)
    (Hop(one=0, other=1, edge=1),)
    """
    c = len(reach.size)
    usable = _usable(reach, cut, standing, edges)
    open_ = reach.inside_open.copy() if standing is None else reach.inside_open & standing
    if contained is not None:
        open_ &= ~contained[reach.zone_of]
    hops, came_from = np.full(c, _UNREACHED, np.int32), np.full(c, _UNREACHED, np.int32)
    came_over = np.full(c, INSIDE, np.int64)
    frontier = starts.copy() if standing is None else starts & standing
    length = 0
    while frontier.any():
        length += 1
        seen = hops != _UNREACHED
        inside, before = _inside(reach, frontier, open_ & ~seen, open_)
        along = usable[frontier[reach.edge_from[usable]] & ~seen[reach.edge_to[usable]]]
        over, first = np.unique(reach.edge_to[along], return_index=True)
        came_from[over], came_over[over], hops[over] = reach.edge_from[along[first]], along[first], length
        came_from[inside], came_over[inside], hops[inside] = before, INSIDE, length
        frontier = (hops == length) if through is None else (hops == length) & through
    return Walk(hops=hops, came_from=came_from, came_over=came_over)


def _usable(
    reach: Reach,
    cut: NDArray[np.bool_] | None,
    standing: NDArray[np.bool_] | None,
    edges: NDArray[np.bool_] | None,
) -> NDArray[np.intp]:
    kept = np.ones(len(reach.edge_from), np.bool_) if edges is None else edges.copy()
    if cut is not None:
        kept &= ~cut[reach.edge_conduit]
    if standing is not None:
        kept &= standing[reach.edge_from] & standing[reach.edge_to]
    return np.flatnonzero(kept)


def _inside(
    reach: Reach, frontier: NDArray[np.bool_], fresh: NDArray[np.bool_], open_: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Classes reached within open zones, and for each a class of the frontier in its zone."""
    via = np.full(int(reach.zone_of.max(initial=-1)) + 1, -1, np.int32)
    at = np.flatnonzero(frontier & open_)[::-1]
    via[reach.zone_of[at]] = at
    found = np.flatnonzero(fresh & (via[reach.zone_of] >= 0))
    return found, via[reach.zone_of[found]]
