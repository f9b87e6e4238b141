"""Hosts that no rule tells apart become one class.

A rule sees of a host its zone, its role, its name and which prefixes its address lies in. Prefixes either nest or do
not meet, so *the innermost prefix that holds an address* already says which prefixes hold it: two hosts of one zone are
in the same class iff innermost prefix, role (where some selector names it in that zone) and name (where some selector
names it) agree. No signatures have to be compared, and no class can be split or joined further.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.records import Prefix, Selector
from codedark.reach.selecting import HostColumns, zone_index


def classes(
    hosts: HostColumns, selectors: Iterable[Selector], *, unaddressed_apart: bool = False
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Split n hosts into the fewest classes that lie in one zone and that every selector takes whole or not at all.

    Args:
        hosts: n hosts.
        selectors: both ends of every rule, in any order.
        unaddressed_apart: whether hosts whose address is not told keep classes of their own, although no selector
            tells them from hosts in no prefix.

    Returns:
        class of each host [n]; zone of each class [c]; for each class the index of one of its hosts [c], or -1. A zone
        without hosts has one class all the same, of size 0: not told of hosts is not knowing there are none.
        Classes are numbered zone by zone.

    Cost: one sort of n, one binary search a host; CPU seconds at 1,000,000 hosts in benchmarks/bench_reach.py.
    """
    told = list(dict.fromkeys(selectors))
    n, zones = len(hosts.zone_at), len(hosts.zone_ids)
    prefixes = sorted({s.prefix for s in told if s.prefix is not None}, key=lambda p: p.prefixlen)
    inner, role, name = innermost(prefixes, hosts), _named_roles(hosts, told), _names(hosts, told)
    key = (hosts.zone_at.astype(np.int64) * (len(prefixes) + 1) + inner + 1) * (len(hosts.roles) + 1) + role + 1
    names = int(name.max(initial=0)) + 1
    apart = (hosts.address_family == 0) if unaddressed_apart else np.zeros(n, np.bool_)
    key = (key * names + name) * 2 + apart
    empty = np.setdiff1d(np.arange(zones), hosts.zone_at)
    span = (len(prefixes) + 1) * (len(hosts.roles) + 1) * names * 2
    keys, first, class_of = np.unique(np.concatenate([key, empty * span]), return_index=True, return_inverse=True)
    return (
        class_of.ravel()[:n].astype(np.int32),
        (keys // span).astype(np.int32),
        np.where(first < n, first, -1).astype(np.int64),
    )


def innermost(prefixes: Sequence[Prefix], hosts: HostColumns) -> NDArray[np.int64]:
    """For each host the position of the longest prefix its address lies in, -1 for none; prefixes come shortest first.

    Every prefix cuts the number line at two points; painting the pieces from the widest prefix to the narrowest leaves
    each piece in the colour of its innermost one, and one binary search finds a host's piece.
    """
    found = np.full(len(hosts.zone_at), -1, np.int64)
    for version in (4, 6):
        of_family = [(i, p) for i, p in enumerate(prefixes) if p.version == version]
        at = np.flatnonzero(hosts.address_family == version)
        if of_family and len(at):
            bounds = [(int(p.network_address), int(p.broadcast_address) + 1) for _, p in of_family]
            cuts = sorted({bound for pair in bounds for bound in pair} - {2**128})
            colour = np.full(len(cuts) + 1, -1, np.int64)
            for (i, _), (start, stop) in zip(of_family, bounds, strict=True):
                colour[bisect_left(cuts, start) + 1 : bisect_left(cuts, stop) + 1] = i
            found[at] = colour[_pieces(cuts, version, hosts.address_hi[at], hosts.address_lo[at])]
    return found


def _pieces(cuts: Sequence[int], version: int, hi: NDArray[np.uint64], lo: NDArray[np.uint64]) -> NDArray[np.intp]:
    """How many cuts lie at or below each address. 128-bit numbers are compared as 16 big-endian bytes."""
    if version == 4:
        return np.searchsorted(np.array(cuts, np.uint64), lo, side="right")
    words = np.array([(c >> 64, c & (2**64 - 1)) for c in cuts], np.uint64)
    return np.searchsorted(_bytes(words[:, 0], words[:, 1]), _bytes(hi, lo), side="right")


def _bytes(hi: NDArray[np.uint64], lo: NDArray[np.uint64]) -> NDArray[np.bytes_]:
    return np.ascontiguousarray(np.stack([hi, lo], axis=1).astype(">u8")).view("S16").ravel()


def _named_roles(hosts: HostColumns, selectors: Sequence[Selector]) -> NDArray[np.int64]:
    """Each host's role where a selector names it (everywhere, or in the host's zone), else -1."""
    named = np.zeros((len(hosts.zone_ids), len(hosts.roles)), np.bool_)
    for s in selectors:
        if s.role is not None:
            at = slice(None) if s.zone is None else zone_index(s.zone, hosts)
            named[at, hosts.roles.index(s.role)] = True
    return np.where(named[hosts.zone_at, hosts.role_at], hosts.role_at, -1).astype(np.int64)


def _names(hosts: HostColumns, selectors: Sequence[Selector]) -> NDArray[np.int64]:
    """1, 2, ... for the hosts that a selector names, 0 for all others."""
    name = np.zeros(len(hosts.zone_at), np.int64)
    for i, host in enumerate(sorted({s.host for s in selectors if s.host is not None})):
        name[hosts.index_of(host)] = i + 1
    return name
