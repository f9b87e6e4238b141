"""Elements of concatenated interval sets, laid out so that no two in one set overlap: the kernel refuses those.

An element is a box: source addresses x target addresses x transport x ports. Boxes inside another box are left out;
boxes that cross are put into further sets, *layers*, each looked up in turn. Real tables need one or two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network

import numpy as np
from numpy.typing import NDArray

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "ipv6-icmp": 58}


@dataclass(frozen=True, slots=True)
class Box:
    """One element. `ports` None: a set without ports."""

    source: str
    target: str
    protocol: str
    """A name of `NUMBERS`, or `0-255`."""
    ports: str | None = None
    """`443`, `8000-8080`."""

    def __str__(self) -> str:
        parts = (_short(self.source), _short(self.target), self.protocol, self.ports)
        return " . ".join(p for p in parts if p is not None)


def layers(boxes: Sequence[Box]) -> tuple[tuple[Box, ...], ...]:
    """Share boxes out so that those of one layer are disjoint; what lies within another is left out.

    Returns:
        At least one layer, perhaps empty; layers in which a packet is looked up give together what all boxes gave.
    Cost: n x n comparisons of numbers for n distinct boxes of one address family.

    >>> wide, narrow = Box("10.0.0.0/8", "10.9.0.0/16", "tcp", "1-9"), Box("10.1.0.0/16", "10.9.0.0/16", "tcp", "5")
    >>> [len(layer) for layer in layers([wide, narrow])]
    [1]
    """
    distinct = list(dict.fromkeys(boxes))
    if not distinct:
        return ((),)
    low, high = _bounds(distinct)
    kept = _outermost(low, high)
    boxes_kept = [distinct[i] for i in kept]
    crossing = _crossing(low[kept], high[kept])
    found: list[list[int]] = []
    for i in range(len(kept)):
        home = next((layer for layer in found if not crossing[i, layer].any()), None)
        if home is None:
            found.append([i])
        else:
            home.append(i)
    return tuple(tuple(boxes_kept[i] for i in layer) for layer in found)


def _bounds(boxes: Sequence[Box]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last coordinate of each box in each of four dimensions: int[n, 4]; addresses by rank."""
    spans = [(_addresses(b.source), _addresses(b.target), _protocols(b.protocol), _ports(b.ports)) for b in boxes]
    marks = sorted({n for span in spans for ends in span[:2] for n in ends})
    rank = {n: i for i, n in enumerate(marks)}
    low = [[rank[s[0]], rank[t[0]], p[0], q[0]] for (s, t, p, q) in spans]
    high = [[rank[s[1]], rank[t[1]], p[1], q[1]] for (s, t, p, q) in spans]
    return np.array(low, np.int64), np.array(high, np.int64)


def _outermost(low: NDArray[np.int64], high: NDArray[np.int64]) -> list[int]:
    """Indices of boxes that lie in no other, larger first."""
    inside = np.ones((len(low), len(low)), np.bool_)
    for d in range(4):
        inside &= (low[:, None, d] >= low[None, :, d]) & (high[:, None, d] <= high[None, :, d])
    np.fill_diagonal(inside, False)
    # Boxes are distinct in writing and may still be equal in meaning: then the first stays.
    equal = inside & inside.T
    swallowed = (inside & ~equal).any(axis=1) | np.triu(equal).any(axis=0)
    return [int(i) for i in np.flatnonzero(~swallowed)]


def _crossing(low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.bool_]:
    cross = np.ones((len(low), len(low)), np.bool_)
    for d in range(4):
        cross &= (low[:, None, d] <= high[None, :, d]) & (low[None, :, d] <= high[:, None, d])
    return cross


def _addresses(prefix: str) -> tuple[int, int]:
    net = ip_network(prefix)
    return int(net.network_address), int(net.broadcast_address)


def _protocols(name: str) -> tuple[int, int]:
    return (0, 255) if name == "0-255" else (NUMBERS[name], NUMBERS[name])


def _ports(text: str | None) -> tuple[int, int]:
    if text is None:
        return 0, 65535
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _short(prefix: str) -> str:
    """A prefix of one address without its length: sets print it so."""
    net = ip_network(prefix)
    return str(net.network_address) if net.prefixlen == net.max_prefixlen else str(net)
