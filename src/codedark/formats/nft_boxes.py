"""Elements of concatenated interval sets, laid out so that no two in one set overlap: the kernel refuses those.

An element is a box: source addresses x target addresses x transport x ports. Boxes inside another box are left out;
boxes that cross are put into further sets, *layers*, each looked up in turn. Real tables need one or two. Addresses are
*spans*: a zone of which no network is told is hundreds of prefixes, and one span more than there are told networks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import numpy as np
from numpy.typing import NDArray

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "ipv6-icmp": 58}


@dataclass(frozen=True, slots=True)
class Box:
    """One element. `ports` None: a set without ports."""

    source: str
    """A span: an address, a prefix, or `10.0.0.1-10.0.0.9`."""
    target: str
    protocol: str
    """A name of `NUMBERS`, or `0-255`."""
    ports: str | None = None
    """`443`, `8000-8080`."""

    def __str__(self) -> str:
        parts = (_short(self.source), _short(self.target), self.protocol, self.ports)
        return " . ".join(p for p in parts if p is not None)


def spans(prefixes: Iterable[str], version: int) -> tuple[str, ...]:
    """The addresses of one family that lie in these prefixes, in as few spans as possible, ascending.

    >>> spans(["10.0.0.0/31", "10.0.0.2/32", "fd00::/8", "10.1.0.0/16"], 4)
    ('10.0.0.0-10.0.0.2', '10.1.0.0/16')
    """
    networks = (ip_network(p) for p in prefixes)
    ends = sorted((int(n[0]), int(n[-1])) for n in networks if n.version == version)
    merged: list[tuple[int, int]] = []
    for first, last in ends:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return tuple(_span(first, last, IPv4Address if version == 4 else IPv6Address) for first, last in merged)


def _span(first: int, last: int, family: type[IPv4Address | IPv6Address]) -> str:
    size = last - first + 1
    if size & (size - 1) == 0 and first % size == 0:
        return f"{family(first)}/{family(0).max_prefixlen - size.bit_length() + 1}"
    return f"{family(first)}-{family(last)}"


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


def _addresses(span: str) -> tuple[int, int]:
    first, dash, last = span.partition("-")
    if dash:
        return int(ip_address(first)), int(ip_address(last))
    net = ip_network(span)
    return int(net.network_address), int(net.broadcast_address)


def _protocols(name: str) -> tuple[int, int]:
    return (0, 255) if name == "0-255" else (NUMBERS[name], NUMBERS[name])


def _ports(text: str | None) -> tuple[int, int]:
    if text is None:
        return 0, 65535
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _short(span: str) -> str:
    """A prefix of one address without its length: sets print it so."""
    if "-" in span:
        return span
    net = ip_network(span)
    return str(net.network_address) if net.prefixlen == net.max_prefixlen else str(net)
