"""From rules to edges between classes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.ports import NO_PORTS, PortSet, minus, overlap, port_set
from codedark.hospital.records import Conduit, Hospital, Prefix, Selector, ZoneId
from codedark.hospital.words import Action, Inside, Purpose
from codedark.reach.classing import classes
from codedark.reach.compiled import Reach
from codedark.reach.selecting import HostColumns, may_stand_in, surely_stands_in, within

MOST_EDGES = 40_000_000
"""16 bytes each: 640 MB. 6,324 classes that one `*` -> `*` row joins come to it."""


class TooManyEdges(ValueError):
    """The rules join more pairs of classes than memory should be asked for; names the widest rows."""


def compile(hospital: Hospital, *, unaddressed_anywhere: bool = False) -> Reach:
    """Turn a hospital's zones, hosts and conduits into classes and the edges between them.

    Which hosts may open a connection to which: as `Reach` says. A deny wins over every allow, whatever the order; it
    takes its ports off, and an edge left with none is not built. No conduit row closes an open inside: no gate stands
    between the hosts of one zone, so a deny there is nobody's to enforce.

    Args:
        hospital: n hosts, m conduits.
        unaddressed_anywhere: see `compile_rules`.

    Raises:
        TooManyEdges: more than `MOST_EDGES`.

    Cost: see `compile_rules`.

    >>> from codedark.reach.toy import toy_hospital
    >>> reach = compile(toy_hospital())
    >>> reach.size.tolist(), reach.class_of.tolist()
    ([2, 1, 1, 0], [0, 0, 2, 1])
    """
    zones = [hospital.zones[z] for z in hospital.hosts.zone_ids]
    return compile_rules(
        hospital.hosts,
        tuple(hospital.conduits.values()),
        inside_open=np.array([z.inside is Inside.OPEN for z in zones], np.bool_),
        prefixes={z.zone: z.prefixes for z in zones},
        unaddressed_anywhere=unaddressed_anywhere,
    )


def only_over(hospital: Hospital, purposes: Collection[Purpose]) -> Hospital:
    """The same hospital in which only rows of these purposes let anything through; denies stay, insides stay open.

    No purposes at all: the hospital as it is.

    >>> from codedark.reach.toy import toy_hospital
    >>> list(only_over(toy_hospital(), {Purpose.CLINICAL}).conduits)
    ['work']
    """
    if not purposes:
        return hospital
    kept = {c: row for c, row in hospital.conduits.items() if row.action is Action.DENY or row.purpose in purposes}
    return replace(hospital, conduits=kept)


def compile_rules(
    hosts: HostColumns,
    conduits: Sequence[Conduit],
    *,
    inside_open: NDArray[np.bool_],
    prefixes: Mapping[ZoneId, Sequence[Prefix]],
    unaddressed_anywhere: bool = False,
    most_edges: int = MOST_EDGES,
) -> Reach:
    """`compile` over bare columns: n hosts of z zones, m conduits in their order.

    Args:
        hosts: n hosts; `Columns` for hosts without names.
        conduits: m rows; an edge names its row by position.
        inside_open: z; whether the hosts of each zone may speak to each other.
        prefixes: zone -> its networks. They matter where someone's address is not told, so first of all for zones
            without hosts: an allow by prefix is taken to mean such a zone when it meets one of its networks, a deny
            only when it covers them all. With no network told either: an allow that does not lie within another
            zone's network, a deny of all addresses.
        unaddressed_anywhere: a host whose address is not told lies in no prefix; True: it may lie anywhere in its zone,
            and is treated as a zone without hosts is. What is reached then and not otherwise is not known.
        most_edges: more are refused, with `TooManyEdges`, before any is built.

    Cost: one sort of n, then one product a conduit; 1,000,000 hosts and 3,000 prefix rules in the time
    benchmarks/bench_reach.py gives.
    """
    selectors = [s for row in conduits for s in (row.from_, row.to)]
    class_of, zone_of, first = classes(hosts, selectors, unaddressed_apart=unaddressed_anywhere)
    size = np.bincount(class_of, minlength=len(zone_of)).astype(np.int64)
    lookup = _Lookup(hosts, class_of, zone_of, first, prefixes)
    if unaddressed_anywhere:
        lookup.place_unaddressed(first)
    rows = [
        _Row(
            at=i,
            ports=port_set(row.protocol, row.ports),
            from_=lookup.classes_of(row.from_, allow=row.action is Action.ALLOW),
            to=lookup.classes_of(row.to, allow=row.action is Action.ALLOW),
        )
        for i, row in enumerate(conduits)
    ]
    allows = [row for row, conduit in zip(rows, conduits, strict=True) if conduit.action is Action.ALLOW]
    denies = [row for row, conduit in zip(rows, conduits, strict=True) if conduit.action is Action.DENY]
    _refuse_too_many(allows, conduits, most_edges)
    numbers = _PortNumbers()
    edges = [
        _edges(row, against, numbers, len(zone_of))
        for row, against in zip(allows, _denies_of(allows, denies, len(zone_of)), strict=True)
    ]
    reach = Reach(
        class_of=class_of,
        zone_of=zone_of,
        size=size,
        inside_open=inside_open[zone_of],
        edge_from=_joined([e[0] for e in edges]),
        edge_to=_joined([e[1] for e in edges]),
        edge_conduit=_joined([e[2] for e in edges]),
        edge_ports=_joined([e[3] for e in edges]),
        port_sets=tuple(numbers.number),
    )
    for name in ("class_of", "zone_of", "size", "inside_open", "edge_from", "edge_to", "edge_conduit", "edge_ports"):
        getattr(reach, name).setflags(write=False)
    return reach


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One conduit as classes."""

    at: int
    ports: PortSet
    from_: NDArray[np.int32]
    to: NDArray[np.int32]


class _Lookup:
    """Selector -> classes, through one host of each class: a selector takes a class whole or not at all."""

    def __init__(
        self,
        hosts: HostColumns,
        class_of: NDArray[np.int32],
        zone_of: NDArray[np.int32],
        first: NDArray[np.int64],
        prefixes: Mapping[ZoneId, Sequence[Prefix]],
    ) -> None:
        self.hosts, self.class_of, self.zone_of = hosts, class_of, zone_of
        self.peopled = first >= 0
        self.role = np.where(self.peopled, hosts.role_at[first] if len(hosts.role_at) else -1, -1)
        self.zone_at = {zone: i for i, zone in enumerate(hosts.zone_ids)}
        self.networks = [tuple(prefixes.get(zone, ())) for zone in hosts.zone_ids]
        self.somewhere = np.flatnonzero(~self.peopled).tolist()
        self.by_address = {v: self._sorted(v, first) for v in (4, 6)}
        self.known: dict[tuple[Selector, bool], NDArray[np.int32]] = {}

    def place_unaddressed(self, first: NDArray[np.int64]) -> None:
        """Treat hosts whose address is not told as standing anywhere in their zone."""
        nowhere = self.hosts.address_family[first[self.peopled]] == 0
        self.somewhere += np.flatnonzero(self.peopled)[nowhere].tolist()

    def classes_of(self, selector: Selector, *, allow: bool) -> NDArray[np.int32]:
        """Ascending."""
        found = self.known.get((selector, allow))
        if found is None:
            found = self.known[selector, allow] = self._find(selector, allow).astype(np.int32)
        return found

    def _find(self, s: Selector, allow: bool) -> NDArray[np.intp]:
        chosen = self._in_prefix(s.prefix, allow) if s.prefix is not None else np.ones(len(self.zone_of), np.bool_)
        if s.zone is not None:
            chosen &= self.zone_of == self.zone_at[s.zone]
        if s.role is not None:
            chosen &= self.role == self.hosts.roles.index(s.role)
        if s.host is not None:
            chosen &= np.arange(len(chosen)) == self.class_of[self.hosts.index_of(s.host)]
        return np.flatnonzero(chosen)

    def _sorted(self, version: int, first: NDArray[np.int64]) -> tuple[list[int], NDArray[np.intp]]:
        """Address of one host of each class of the family, ascending, and the classes in that order."""
        at = np.flatnonzero(self.peopled)
        at = at[self.hosts.address_family[first[at]] == version]
        at = at[np.lexsort((self.hosts.address_lo[first[at]], self.hosts.address_hi[first[at]]))]
        hi, lo = self.hosts.address_hi[first[at]].tolist(), self.hosts.address_lo[first[at]].tolist()
        return [h << 64 | low for h, low in zip(hi, lo, strict=True)], at

    def _in_prefix(self, prefix: Prefix, allow: bool) -> NDArray[np.bool_]:
        addresses, at = self.by_address[prefix.version]
        inside = np.zeros(len(self.zone_of), np.bool_)
        start = bisect_left(addresses, int(prefix.network_address))
        inside[at[start : bisect_right(addresses, int(prefix.broadcast_address))]] = True
        if self.somewhere:
            homeless = not any(within(prefix, net) for networks in self.networks for net in networks)
            for c in self.somewhere:
                networks = self.networks[self.zone_of[c]]
                inside[c] = may_stand_in(prefix, networks, homeless) if allow else surely_stands_in(prefix, networks)
        return inside


def _refuse_too_many(allows: Sequence[_Row], conduits: Sequence[Conduit], most: int) -> None:
    widths = [len(row.from_) * len(row.to) for row in allows]
    if sum(widths) <= most:
        return
    widest = sorted(zip(widths, allows, strict=True), key=lambda pair: -pair[0])[:3]
    named = "; ".join(f"{conduits[row.at].conduit}: {len(row.from_)} x {len(row.to)}" for _, row in widest)
    raise TooManyEdges(
        f"{sum(widths):,} pairs of host classes are joined, at most {most:,} are built."
        f" Widest conduits (classes from x to): {named}."
        " Fix: give the widest rows a zone on one side, or name fewer single hosts, roles and prefixes."
    )


_Edges = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]


class _PortNumbers:
    """Numbers port sets as they are met."""

    def __init__(self) -> None:
        self.number: dict[PortSet, int] = {}

    def of(self, ports: PortSet) -> int:
        return self.number.setdefault(ports, len(self.number))


def _edges(row: _Row, against: Sequence[_Row], numbers: _PortNumbers, c: int) -> _Edges:
    """Every class of `from` to every class of `to`, with what the denies leave of the ports."""
    f, t = np.repeat(row.from_, len(row.to)), np.tile(row.to, len(row.from_))
    left = _ports_left(row, against, numbers, c) if against else np.full(len(f), numbers.of(row.ports), np.int32)
    kept = left >= 0
    if not kept.all():
        f, t, left = f[kept], t[kept], left[kept]
    return f, t, np.full(len(f), row.at, np.int32), left


def _ports_left(row: _Row, against: Sequence[_Row], numbers: _PortNumbers, c: int) -> NDArray[np.int32]:
    """For each pair of the row (from major), the number of its port set once the denies are off; -1: none are left."""
    sets = [row.ports]
    which = np.zeros((len(row.from_), len(row.to)), np.int32)
    for deny in against:
        pairs = np.ix_(_is_in(row.from_, deny.from_, c), _is_in(row.to, deny.to, c))
        after: dict[int, int] = {}
        for old in np.unique(which[pairs]).tolist():
            sets.append(minus(sets[old], deny.ports))
            after[old] = len(sets) - 1
        which[pairs] = np.vectorize(after.__getitem__, otypes=[np.int32])(which[pairs])
    number = np.full(len(sets), -1, np.int32)
    for old in np.unique(which).tolist():
        if sets[old] != NO_PORTS:
            number[old] = numbers.of(sets[old])
    return number[which].ravel()


def _is_in(classes_: NDArray[np.int32], those: NDArray[np.int32], c: int) -> NDArray[np.bool_]:
    marked = np.zeros(c, np.bool_)
    marked[those] = True
    return marked[classes_]


def _denies_of(allows: Sequence[_Row], denies: Sequence[_Row], c: int) -> list[list[_Row]]:
    """For each allow, the denies that share a class on both sides and a port with it."""
    found: list[list[_Row]] = [[] for _ in allows]
    full = [i for i, row in enumerate(allows) if len(row.from_) and len(row.to)]
    if not full or not denies:
        return found
    sides = [_Side([getattr(allows[i], side) for i in full], c) for side in ("from_", "to")]
    for deny in denies:
        touched = sides[0].meets(deny.from_) & sides[1].meets(deny.to)
        for i in np.flatnonzero(touched).tolist():
            if overlap(allows[full[i]].ports, deny.ports):
                found[full[i]].append(deny)
    return found


class _Side:
    """The classes of many rows on one side, end to end, so that one pass asks all rows at once."""

    def __init__(self, lists: Sequence[NDArray[np.int32]], c: int) -> None:
        self.all, self.c = np.concatenate(lists), c
        self.starts = np.concatenate([[0], np.cumsum([len(x) for x in lists])[:-1]])

    def meets(self, those: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of the rows share a class with `those`."""
        return np.logical_or.reduceat(_is_in(self.all, those, self.c), self.starts)


def _joined(parts: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)
