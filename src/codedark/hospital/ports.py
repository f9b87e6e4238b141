"""What a rule lets through, as a set that can be subtracted: transports, each with ranges of ports.

`any` is tcp, udp and icmp; `any` with ports is tcp and udp on those ports, because icmp has none. Other transports
(GRE, ESP ...) have no word in the tables and are not told apart from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from codedark.hospital.records import Port, PortRange
from codedark.hospital.words import Protocol


@dataclass(frozen=True, slots=True)
class PortSet:
    """(protocol, ranges) of what is let through; () ranges is every port. Equal sets are written one way only."""

    parts: tuple[tuple[Protocol, tuple[PortRange, ...]], ...]


_LAST = 65535
_EVERY = (PortRange(0, _LAST),)
_TRANSPORTS = (Protocol.TCP, Protocol.UDP, Protocol.ICMP)
NO_PORTS = PortSet(())
"""Lets nothing through. An edge never carries it: such an edge is not built."""


@cache
def port_set(protocol: Protocol, ranges: tuple[PortRange, ...]) -> PortSet:
    """What one conduit row names: one protocol and its port ranges, () being every port. Ports of icmp mean nothing.

    >>> written(port_set(Protocol.ANY, (PortRange(53, 53),)))
    'tcp/53 udp/53'
    """
    named = ranges or _EVERY
    if protocol is Protocol.ANY:
        return _of(dict.fromkeys((Protocol.TCP, Protocol.UDP) if ranges else _TRANSPORTS, named))
    return _of({protocol: _EVERY if protocol is Protocol.ICMP else named})


@cache
def minus(ports: PortSet, denied: PortSet) -> PortSet:
    """What is left of `ports` when all of `denied` is taken off; `NO_PORTS` when nothing is.

    >>> written(minus(port_set(Protocol.ANY, ()), port_set(Protocol.TCP, (PortRange(445, 445),))))
    'icmp tcp/0-444,446-65535 udp'
    """
    off = _by_transport(denied)
    return _of({p: _minus_ranges(ranges, off.get(p, ())) for p, ranges in _by_transport(ports).items()})


def carries(ports: PortSet, port: Port) -> bool:
    """Whether something of `port` gets through: its number, or with none told any port of the protocol at all.

    >>> carries(port_set(Protocol.TCP, (PortRange(80, 90),)), Port(Protocol.TCP, 85))
    True
    """
    asked = port_set(port.protocol, () if port.number is None else (PortRange(port.number, port.number),))
    return overlap(ports, asked)


@cache
def listening(ports: tuple[Port, ...]) -> PortSet:
    """What an application listens on; nothing told is everything, so that any conduit towards it carries it.

    >>> written(listening((Port(Protocol.TCP, 443), Port(Protocol.UDP, 53))))
    'tcp/443 udp/53'
    """
    if not ports:
        return port_set(Protocol.ANY, ())
    told: dict[Protocol, tuple[PortRange, ...]] = {}
    for port in ports:
        one = port_set(port.protocol, () if port.number is None else (PortRange(port.number, port.number),))
        for p, ranges in _by_transport(one).items():
            told[p] = (*told.get(p, ()), *ranges)
    return _of(told)


@cache
def common(one: PortSet, other: PortSet) -> PortSet:
    """What is in both."""
    return minus(one, minus(one, other))


@cache
def overlap(one: PortSet, other: PortSet) -> bool:
    """Whether anything is in both."""
    ours, theirs = _by_transport(one), _by_transport(other)
    return any(
        a.first <= b.last and b.first <= a.last for p in ours.keys() & theirs.keys() for a in ours[p] for b in theirs[p]
    )


@cache
def written(ports: PortSet) -> str:
    """As a person reads it: `any`, `tcp/443`, `icmp udp/53,123`, `nothing`."""
    if not ports.parts:
        return "nothing"
    return " ".join(f"{p}/{','.join(map(str, ranges))}" if ranges else str(p) for p, ranges in ports.parts)


def _by_transport(ports: PortSet) -> dict[Protocol, tuple[PortRange, ...]]:
    """Transport -> ranges that do not overlap, ascending, `any` spelled out."""
    if any(p is Protocol.ANY for p, _ in ports.parts):
        return dict.fromkeys(_TRANSPORTS, _EVERY)
    return {p: ranges or _EVERY for p, ranges in ports.parts}


def _of(by_transport: Mapping[Protocol, tuple[PortRange, ...]]) -> PortSet:
    """The one way to write a set: merged, sorted, `any` where every transport is whole, empty transports left out."""
    merged = {p: _merged(ranges) for p, ranges in by_transport.items()}
    if all(merged.get(p) == _EVERY for p in _TRANSPORTS):
        return PortSet(((Protocol.ANY, ()),))
    return PortSet(tuple((p, () if r == _EVERY else r) for p, r in sorted(merged.items()) if r))


def _merged(ranges: Iterable[PortRange]) -> tuple[PortRange, ...]:
    kept: list[PortRange] = []
    for r in sorted(ranges, key=lambda r: r.first):
        if kept and r.first <= kept[-1].last + 1:
            kept[-1] = PortRange(kept[-1].first, max(kept[-1].last, r.last))
        else:
            kept.append(r)
    return tuple(kept)


def _minus_ranges(ranges: tuple[PortRange, ...], off: tuple[PortRange, ...]) -> tuple[PortRange, ...]:
    left = list(ranges)
    for d in off:
        left = [
            PortRange(first, last)
            for r in left
            for first, last in ((r.first, min(r.last, d.first - 1)), (max(r.first, d.last + 1), r.last))
            if first <= last
        ]
    return tuple(left)
