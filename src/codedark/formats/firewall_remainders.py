"""A wall as blocks alone, for makes where a block wins over every permit: what is dropped, less what is kept.

Addresses are cut at every border of a kept line; pieces that the same lines carry are one. A block then names address
ranges, a protocol and the ports that remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_network
from itertools import pairwise

from codedark.formats.firewall_wall import AddressSet, Line, Version, Wall
from codedark.hospital.records import PortRange
from codedark.hospital.words import Protocol

Span = tuple[int, int]
"""First and last address, as numbers."""
_WHOLE = (Protocol.TCP, Protocol.UDP, Protocol.ICMP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Packets to refuse. Direction: who opens the connection."""

    code: str
    version: Version
    sources: tuple[str, ...]
    """Ranges `first-last`, or single addresses; () is every address."""
    targets: tuple[str, ...]
    protocol: Protocol | None
    """None: every protocol but TCP, UDP and ICMP."""
    ports: tuple[PortRange, ...]
    """Destination ports; () is every port."""
    says: str


def blocks(wall: Wall) -> tuple[Block, ...]:
    """The wall as blocks.

    Cost: for each dropped line, the product of the pieces its two sides fall into.
    """
    found: list[Block] = []
    for line in wall.lines:
        if not line.permits:
            # Quarantine stands before every permit; nothing is kept out of it.
            kept = [x for x in wall.of(line.version) if x.permits and _meet(x, line)] if line.code[0] == "D" else []
            found += _less(line, kept)
    return tuple(found)


def _meet(one: Line, other: Line) -> bool:
    """Whether a packet may match both."""
    return _overlap(one.sources, other.sources) and _overlap(one.targets, other.targets)


def _overlap(one: AddressSet, other: AddressSet) -> bool:
    there = _spans(other)
    return any(a <= d and c <= b for a, b in _spans(one) for c, d in there)


def _less(line: Line, kept: Sequence[Line]) -> Iterator[Block]:
    number = 0
    for sources, by_source in _pieces(line.sources, [x.sources for x in kept]):
        targets_of: dict[tuple[Line, ...], list[Span]] = {}
        for targets, by_target in _pieces(line.targets, [x.targets for x in kept]):
            carrying = tuple(kept[i] for i in sorted(by_source & by_target))
            targets_of.setdefault(carrying, []).extend(targets)
        for carrying, targets in targets_of.items():
            for protocol, ports in _remaining(carrying):
                number += 1
                yield Block(
                    code=f"{line.code}.{number}",
                    version=line.version,
                    sources=_spelled(sources, line.version) if line.sources.prefixes else (),
                    targets=_spelled(targets, line.version) if line.targets.prefixes else (),
                    protocol=protocol,
                    ports=ports,
                    says=line.says,
                )


def _pieces(side: AddressSet, kept: Sequence[AddressSet]) -> list[tuple[list[Span], frozenset[int]]]:
    """The side in pieces that the same kept lines cover: (ranges, which lines)."""
    own = _spans(side)
    covering = [_spans(one) for one in kept]
    borders = sorted({edge for spans in (own, *covering) for a, b in spans for edge in (a, b + 1)})
    grouped: dict[frozenset[int], list[Span]] = {}
    for first, after in pairwise(borders):
        if _within(first, own):
            which = frozenset(i for i, spans in enumerate(covering) if _within(first, spans))
            grouped.setdefault(which, []).append((first, after - 1))
    return [(list(_joined(spans)), which) for which, spans in grouped.items()]


@cache
def _spans(one: AddressSet) -> list[Span]:
    bits = 32 if one.version == 4 else 128
    if not one.prefixes:
        return [(0, 2**bits - 1)]
    networks = (ip_network(p) for p in one.prefixes)
    return [(int(n.network_address), int(n.broadcast_address)) for n in networks]


def _within(address: int, spans: Iterable[Span]) -> bool:
    return any(a <= address <= b for a, b in spans)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Ranges that touch made one; they come in order."""
    current: Span | None = None
    for a, b in spans:
        if current is not None and a == current[1] + 1:
            current = (current[0], b)
        else:
            if current is not None:
                yield current
            current = (a, b)
    if current is not None:
        yield current


def _spelled(spans: Iterable[Span], version: Version) -> tuple[str, ...]:
    address = IPv4Address if version == 4 else IPv6Address
    return tuple(str(address(a)) if a == b else f"{address(a)}-{address(b)}" for a, b in sorted(spans))


def _remaining(carrying: Sequence[Line]) -> Iterator[tuple[Protocol | None, tuple[PortRange, ...]]]:
    """What no kept line carries, by protocol."""
    if any(x.protocol is Protocol.ANY for x in carrying):
        return
    if not carrying:
        yield Protocol.ANY, ()
        return
    for protocol in _WHOLE:
        own = [x for x in carrying if x.protocol is protocol]
        if not own:
            yield protocol, ()
        elif all(x.ports for x in own):
            left = tuple(_ports_left(r for x in own for r in x.ports))
            if left:
                yield protocol, left
    yield None, ()


def _ports_left(kept: Iterable[PortRange]) -> Iterator[PortRange]:
    """The ports between those kept.

    >>> [str(r) for r in _ports_left([PortRange(80, 80), PortRange(443, 444)])]
    ['0-79', '81-442', '445-65535']
    """
    first = 0
    for r in sorted(kept, key=lambda r: r.first):
        if r.first > first:
            yield PortRange(first, r.first - 1)
        first = max(first, r.last + 1)
    if first <= 65535:
        yield PortRange(first, 65535)
