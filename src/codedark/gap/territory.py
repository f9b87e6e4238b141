"""The ground as one presumption sees it: what is held, what can be told apart, and the links between.

Classes of `reach` are joined where nothing could ever keep them apart (a zone whose inside is open and that no gate
contains), and a class is split where some of its hosts are presumed and others are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.gap.ground import Ground
from codedark.gap.plan import Presumed
from codedark.gap.walls import Measures


@dataclass(frozen=True, slots=True, eq=False)
class Territory:
    """k nodes, l links, z zones. A node's hosts lie in one zone and are reached together."""

    ground: Ground
    zone: NDArray[np.intp]
    """Node -> zone."""
    size: NDArray[np.int64]
    """Node -> hosts; 0 in zones whose hosts nobody told."""
    source: NDArray[np.bool_]
    """Node -> whether it is presumed."""
    whole: NDArray[np.bool_]
    """Zone -> whether it is presumed as a whole."""
    singles: tuple[tuple[int, NDArray[np.intp]], ...]
    """(node, hosts) of those presumed one by one. Hosts that nothing tells apart share a node."""
    gated: NDArray[np.bool_]
    """Node -> whether it is presumed one by one and gates can quarantine it."""
    costly: NDArray[np.bool_]
    """Node -> whether quarantining it may cost care."""
    link_from: NDArray[np.intp]
    link_to: NDArray[np.intp]
    """Never a source: that one is held already."""
    link_conduit: NDArray[np.intp]

    def spread(self, measures: NodeMeasures, over: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Nodes in the intruder's hands under these measures, sources included: bool[k].

        Args:
            over: bool[m], the conduits he may take; None: every one.
        Cost: a pass over the links for each hop.
        """
        usable = ~measures.closed[self.link_conduit] & ~measures.quarantined[self.link_from]
        if over is not None:
            usable &= over[self.link_conduit]
        from_, to = self.link_from[usable], self.link_to[usable]
        open_inside = (self.ground.inside_open & ~measures.contained)[self.zone]
        held = self.source.copy()
        while True:
            more = held.copy()
            more[to[held[from_]]] = True
            talking = np.zeros(len(self.whole), np.bool_)
            talking[self.zone[more & open_inside & ~measures.quarantined]] = True
            more |= talking[self.zone] & open_inside
            if (more == held).all():
                return held
            held = more

    def on_hosts(self, measures: NodeMeasures) -> Measures:
        """The same measures with quarantined nodes told host by host."""
        hosts = np.zeros(len(self.ground.hospital.hosts), np.bool_)
        for node, members in self.singles:
            hosts[members] = measures.quarantined[node]
        return Measures(measures.closed, measures.contained, hosts)


@dataclass(frozen=True, slots=True, eq=False)
class NodeMeasures:
    """`Measures` while a cut is sought: quarantine counts by node of a territory."""

    closed: NDArray[np.bool_]
    contained: NDArray[np.bool_]
    quarantined: NDArray[np.bool_]


def map_territory(ground: Ground, presumed: Presumed) -> Territory:
    """Lay a presumption over the ground.

    Raises:
        KeyError: a presumed host or zone is not in the hospital.
    Cost: a sort of the edges.
    """
    hospital = ground.hospital
    zones = {zone: i for i, zone in enumerate(hospital.hosts.zone_ids)}
    whole = np.zeros(len(zones), np.bool_)
    whole[[zones[z] for z in presumed.zones]] = True
    hosts = np.array(sorted(hospital.hosts.index_of(h) for h in presumed.hosts), np.intp)
    hosts = hosts[~whole[hospital.hosts.zone_at[hosts]]]
    node_of_class, zone, size = _classes_joined(ground, whole, hosts)
    groups = _groups(ground, hosts)
    first_single = len(zone)
    zone = np.append(zone, [hospital.hosts.zone_at[members[0]] for members in groups]).astype(np.intp)
    size = np.append(size, [len(members) for members in groups]).astype(np.int64)
    source = whole[zone]
    source[first_single:] = True
    links = _links(ground, node_of_class, groups, first_single, source)
    quarantine = [bool(ground.walls.quarantinable[members].all()) for members in groups]
    costly = [bool(ground.host_matters[members].any()) for members in groups]
    none = np.zeros(first_single, np.bool_)
    return Territory(
        ground=ground,
        zone=zone,
        size=size,
        source=source,
        whole=whole,
        singles=tuple((first_single + g, members) for g, members in enumerate(groups)),
        gated=np.append(none, quarantine).astype(np.bool_),
        costly=np.append(none, costly).astype(np.bool_),
        link_from=links[0],
        link_to=links[1],
        link_conduit=links[2],
    )


def _classes_joined(
    ground: Ground, whole: NDArray[np.bool_], singles: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
    """Class -> node (-1: all its hosts are presumed one by one), node -> zone, node -> hosts not so presumed."""
    reach = ground.reach
    inseparable = whole | (ground.inside_open & ~ground.walls.containable)
    key = np.where(inseparable[reach.zone_of], reach.zone_of, len(whole) + np.arange(len(reach.zone_of)))
    _, first, node_of = np.unique(key, return_index=True, return_inverse=True)
    left = reach.size - np.bincount(reach.class_of[singles], minlength=len(reach.size))
    size = np.bincount(node_of.ravel(), left, minlength=len(first)).astype(np.int64)
    kept = (size > 0) | (np.bincount(node_of.ravel(), reach.size, minlength=len(first)) == 0)
    number = np.where(kept, np.cumsum(kept) - 1, -1)
    return number[node_of.ravel()], reach.zone_of[first[kept]].astype(np.intp), size[kept]


def _groups(ground: Ground, hosts: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Hosts presumed one by one: each on its own where quarantining it may cost care, else by class and gate."""
    groups: dict[tuple[int, int], list[int]] = {}
    for i in hosts.tolist():
        own = i + 2 if ground.host_matters[i] else int(ground.walls.quarantinable[i])
        groups.setdefault((int(ground.reach.class_of[i]), own), []).append(i)
    return [np.array(members, np.intp) for members in groups.values()]


def _links(
    ground: Ground,
    node_of_class: NDArray[np.intp],
    groups: list[NDArray[np.intp]],
    first_single: int,
    source: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    reach = ground.reach
    from_, edges = [node_of_class[reach.edge_from]], [np.arange(len(reach.edge_from))]
    for g, members in enumerate(groups):
        c = int(reach.class_of[members[0]])
        own = ground.edges_by_class[ground.first_edge[c] : ground.first_edge[c + 1]]
        from_.append(np.full(len(own), first_single + g, np.intp))
        edges.append(own)
    start, edge = np.concatenate(from_), np.concatenate(edges)
    end = node_of_class[reach.edge_to[edge]]
    kept = (start != end) & (start >= 0) & (end >= 0) & ~source[end]
    k, m = len(source), max(len(ground.hospital.conduits), 1)
    key = np.unique((start[kept] * np.int64(k) + end[kept]) * m + reach.edge_conduit[edge[kept]])
    return key // (m * k), key // m % k, key % m
