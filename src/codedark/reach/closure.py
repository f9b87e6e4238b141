"""Who can get to whom over any number of hops: strongly connected components, then sets of bits over what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from codedark.reach.compiled import Reach

_ROWS_AT_ONCE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Which class can get to which over one hop or more, hopping onwards from every host reached.

    c classes in k components (classes that reach each other, or one alone); bits are packed, lowest first.
    Arrays are read-only.
    """

    component_of: NDArray[np.int32]
    """Class -> component."""
    bits: NDArray[np.uint8]
    """[k, ceil(k / 64) * 8]: bit j of row i says that component i gets to component j; bit i of row i, to its own."""
    live: NDArray[np.int64]
    """Class -> hosts that are not quarantined."""
    radius: NDArray[np.int64]
    """Class -> hosts in the hands of an intruder who starts from one host of it, that host counted: the blast radius.
    1 where nothing more is reached; for a zone without hosts told, the hosts reached from there."""
    class_of: NDArray[np.int32]
    """Host -> class."""
    quarantined: NDArray[np.bool_]
    """Host -> whether it is off the network: it reaches nothing and nothing reaches it."""

    def reaches(self, one: int, other: int) -> bool:
        """Whether a host of class `one` gets to a host of class `other` (another host, where the classes are one)."""
        j = int(self.component_of[other])
        return bool(self.bits[self.component_of[one], j >> 3] >> (j & 7) & 1)

    def reached_from(self, classes: NDArray[Any]) -> NDArray[np.bool_]:
        """Which classes someone gets to who starts from any of these (indices, or bool[c]): bool[c].

        A class among the starts is set only if it is got to from one of them.
        """
        k = len(self.bits)
        rows = np.unique(self.component_of[classes])
        union = np.bitwise_or.reduce(self.bits[rows], axis=0) if len(rows) else np.zeros(self.bits.shape[1], np.uint8)
        return np.unpackbits(union, bitorder="little")[:k].astype(np.bool_)[self.component_of]

    def held_from(self, hosts: NDArray[Any]) -> NDArray[np.bool_]:
        """Which hosts are in the hands of an intruder who starts from these (indices, or bool[n]): bool[n].

        The starts are held whatever is cut; a quarantined start gets no further.
        """
        start = np.zeros(len(self.class_of), np.bool_)
        start[hosts] = True
        free = np.unique(self.class_of[start & ~self.quarantined])
        reached: NDArray[np.bool_] = self.reached_from(free)[self.class_of]
        return (reached & ~self.quarantined) | start


def closure(
    reach: Reach,
    *,
    cut: NDArray[np.bool_] | None = None,
    contained: NDArray[np.bool_] | None = None,
    quarantined: NDArray[np.bool_] | None = None,
    strangers: bool = True,
) -> Closure:
    """Close `reach` over hops, with a cut in force; nothing given is the network at rest. `reach` itself is unchanged.

    Args:
        reach: c classes over n hosts, from `reach.compile`.
        cut: bool[m], conduits that carry nothing.
        contained: bool[z], zones whose hosts no longer speak to each other. Conduits within such a zone are cut by
            `cut`, like all others.
        quarantined: bool[n], hosts off the network. A class of which every host is quarantined is no stepping stone; a
            zone without hosts told may be one, see `strangers`.
        strangers: whether someone in a zone of which no host is told may be hopped on from. False leaves such zones out
            except as starts: what is reached then is reached over hosts that are told.

    Cost: linear in edges, plus k^2 / 64 words for each component's edges; memory k^2 / 8 bytes. CPU seconds in
    benchmarks/bench_reach.py.
    Source: components by Pearce's algorithm (scipy.sparse.csgraph); closure over the condensation as in Nuutila 1995.

    >>> import numpy as np
    >>> from codedark.reach.compiled import Reach, allow_all_for_test
    >>> closure(allow_all_for_test([3, 2])).radius.tolist()
    [5, 5]
    """
    quarantined = np.zeros(len(reach.class_of), np.bool_) if quarantined is None else quarantined.copy()
    live = reach.size - np.bincount(reach.class_of[quarantined], minlength=len(reach.size))
    standing = (live > 0) | (reach.size == 0)
    one, other = _steps(reach, standing, cut, contained)
    if not strangers:
        told = reach.size[other] > 0
        one, other = one[told], other[told]
    component_of, k = _components(one, other, len(reach.size))
    bits = _close(component_of[one], component_of[other], k)
    built = Closure(
        component_of=component_of,
        bits=bits,
        live=live,
        radius=_radius(bits, component_of, live, reach.size),
        class_of=reach.class_of,
        quarantined=quarantined,
    )
    for array in (built.component_of, built.bits, built.live, built.radius, built.quarantined):
        array.setflags(write=False)
    return built


def _steps(
    reach: Reach, standing: NDArray[np.bool_], cut: NDArray[np.bool_] | None, contained: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Single hops between classes, from and to. The classes of an open zone stand in a ring: closed, it is everyone."""
    kept = standing[reach.edge_from] & standing[reach.edge_to]
    if cut is not None:
        kept &= ~cut[reach.edge_conduit]
    open_ = reach.inside_open & standing
    if contained is not None:
        open_ &= ~contained[reach.zone_of]
    ring = np.flatnonzero(open_).astype(np.int32)
    ring = ring[np.argsort(reach.zone_of[ring], kind="stable")]
    zone = reach.zone_of[ring]
    last = np.append(zone[1:] != zone[:-1], True) if len(ring) else np.zeros(0, np.bool_)
    first_of = ring[np.searchsorted(zone, zone)]
    following = np.where(last, first_of, np.roll(ring, -1))
    return np.concatenate([reach.edge_from[kept], ring]), np.concatenate([reach.edge_to[kept], following])


def _components(one: NDArray[np.int32], other: NDArray[np.int32], c: int) -> tuple[NDArray[np.int32], int]:
    """Class -> strongly connected component, numbered so that every step leads to the same or a lower number."""
    if c == 0:
        return np.zeros(0, np.int32), 0
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    k, found = connected_components(_graph(csr_array, one, other, c), directed=True, connection="strong")
    # Pearce's algorithm numbers a component once everything behind it is numbered. All below rests on it, so look.
    if (found[one] < found[other]).any():
        raise RuntimeError("scipy numbered the components in another order: reach.closure must sort them itself")
    return found.astype(np.int32), int(k)


def _graph(csr_array: Any, one: NDArray[np.int32], other: NDArray[np.int32], nodes: int) -> Any:
    return csr_array((np.ones(len(one), np.bool_), (one, other)), shape=(nodes, nodes))


def _close(one: NDArray[np.int32], other: NDArray[np.int32], k: int) -> NDArray[np.uint8]:
    """Reached components as rows of bits, lowest component first: what it points to is closed already."""
    rows = np.zeros((k, -(-k // 64) * 8), np.uint8)
    if k == 0:
        return rows
    from scipy.sparse import csr_array

    within = np.zeros(k, np.bool_)
    within[one[one == other]] = True
    across = one != other
    graph = _graph(csr_array, one[across], other[across], k)
    at = np.arange(k)
    rows[at, at >> 3] = 1 << (at & 7)
    words, start = rows.view(np.uint64), graph.indptr.tolist()
    for i in np.flatnonzero(np.diff(graph.indptr)).tolist():
        words[i] |= np.bitwise_or.reduce(words[graph.indices[start[i] : start[i + 1]]], axis=0)
    alone = np.flatnonzero(~within)
    rows[alone, alone >> 3] &= ~(1 << (alone & 7)).astype(np.uint8)
    return rows


def _radius(
    bits: NDArray[np.uint8], component_of: NDArray[np.int32], live: NDArray[np.int64], size: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Hosts behind the set bits of each component's row, and the start itself where its own bit is not set."""
    k = len(bits)
    hosts = np.zeros(bits.shape[1] * 8, np.int64)
    hosts[:k] = np.bincount(component_of, weights=live, minlength=k).astype(np.int64) if k else 0
    # What each of the 256 values of each byte adds up to; then a row is one look-up a byte.
    value_bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little").astype(np.int64)
    worth = hosts.reshape(-1, 8) @ value_bits.T
    byte = np.arange(bits.shape[1])
    total = np.zeros(k, np.int64)
    for row in range(0, k, _ROWS_AT_ONCE):
        total[row : row + _ROWS_AT_ONCE] = worth[byte, bits[row : row + _ROWS_AT_ONCE]].sum(axis=1)
    own = bits[component_of, component_of >> 3] >> (component_of & 7) & 1
    alone = (own == 0) & (size > 0)
    radius: NDArray[np.int64] = total[component_of] + alone
    return radius
