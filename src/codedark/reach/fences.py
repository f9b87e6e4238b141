"""What could be reached if only gates are believed: where a row says no and nobody stands there to say it.

A pair of zones is *fenced* when a gate stands between them: that of either zone, or one that some row between them
names. Where none does, "nothing may cross" is a sentence in a table. The same holds inside an isolated zone that
nothing contains, and for a host whose address is not told when rules go by prefix: what depends on these is not known.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.ports import PortSet
from codedark.hospital.records import Hospital, Selector
from codedark.hospital.words import Protocol
from codedark.reach.compiled import Reach
from codedark.reach.compiling import MOST_EDGES, TooManyEdges, compile
from codedark.reach.selecting import matches, zone_index

_EVERYTHING = PortSet(((Protocol.ANY, ()),))


def possible(hospital: Hospital) -> Reach:
    """Who could reach whom if nothing but gates kept anybody apart, over every row that allows something besides.

    Edges of no row have as conduit the number of conduits: one past the last. Classes are not those of `compile`: hosts
    without an address stand apart.

    Raises:
        TooManyEdges: zones without any gate join more classes than memory should hold.

    Cost: as `compile`, and one edge for each pair of classes in unfenced zones.

    >>> from codedark.reach.toy import toy_hospital
    >>> len(compile(toy_hospital()).edge_from), len(possible(toy_hospital()).edge_from)
    (3, 3)
    """
    reach = compile(hospital, unaddressed_anywhere=True)
    between = unfenced(hospital)
    crossing = int((between * _classes_in(reach, len(between))).sum())
    if crossing > MOST_EDGES:
        raise TooManyEdges(f"{crossing:,} pairs of host classes have no gate between them. Fix: tell the zones' gates.")
    loose_inside = np.array([hospital.zones[z].contain is None for z in hospital.hosts.zone_ids], np.bool_)
    one, other = np.nonzero(between[np.ix_(reach.zone_of, reach.zone_of)])
    row, ports = len(hospital.conduits), len(reach.port_sets)
    return replace(
        reach,
        inside_open=reach.inside_open | loose_inside[reach.zone_of],
        edge_from=np.concatenate([reach.edge_from, one.astype(np.int32)]),
        edge_to=np.concatenate([reach.edge_to, other.astype(np.int32)]),
        edge_conduit=np.concatenate([reach.edge_conduit, np.full(len(one), row, np.int32)]),
        edge_ports=np.concatenate([reach.edge_ports, np.full(len(one), ports, np.int32)]),
        port_sets=(*reach.port_sets, _EVERYTHING),
    )


def unfenced(hospital: Hospital) -> NDArray[np.bool_]:
    """Say for each pair of zones whether no gate stands between them: bool[z, z], False on the diagonal.

    Cost: two passes over the hosts for each row that names a gate.

    >>> from codedark.reach.toy import toy_hospital
    >>> unfenced(toy_hospital()).any()
    np.False_
    """
    ids = hospital.hosts.zone_ids
    gateless = np.array([hospital.zones[z].gate is None for z in ids], np.bool_)
    open_ = np.outer(gateless, gateless)
    np.fill_diagonal(open_, False)
    zones_of = cache(lambda selector: _zones_of(hospital, selector))
    for row in hospital.conduits.values():
        if row.gate is not None:
            fenced = np.outer(zones_of(row.from_), zones_of(row.to))
            open_ &= ~(fenced | fenced.T)
    return open_


def _zones_of(hospital: Hospital, selector: Selector) -> NDArray[np.bool_]:
    """Zones some host of which a selector means; zones without hosts by name alone."""
    zones = np.zeros(len(hospital.hosts.zone_ids), np.bool_)
    if selector.everything:
        return ~zones
    if selector.zone is not None and selector.role is None and selector.prefix is None and selector.host is None:
        zones[zone_index(selector.zone, hospital.hosts)] = True
        return zones
    zones[hospital.hosts.zone_at[matches(selector, hospital.hosts)]] = True
    return zones


def _classes_in(reach: Reach, zones: int) -> NDArray[np.int64]:
    count = np.bincount(reach.zone_of, minlength=zones).astype(np.int64)
    return np.outer(count, count)
