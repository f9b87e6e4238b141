"""What a conduit lets through and what an application listens on, as stretches of one line.

TCP ports, UDP ports and ICMP are laid end to end, so that overlapping and taking away need no case for each protocol.
`any` is all three; `any` with ports is TCP and UDP on those ports, because ICMP has none (as in `reach`).
"""

from __future__ import annotations

from collections.abc import Iterable

from codedark.hospital.records import Conduit, Port
from codedark.hospital.words import Protocol

Stretches = tuple[tuple[int, int], ...]
"""Disjoint inclusive stretches of the line, rising."""

_LAST_PORT = 65_535
_START = {Protocol.TCP: 0, Protocol.UDP: 1 << 16, Protocol.ICMP: 2 << 16}
EVERYTHING: Stretches = ((0, (3 << 16) - 1),)


def of_conduit(conduit: Conduit) -> Stretches:
    """What a conduit row speaks of (allowed or denied); no ports told is every port of its protocol."""
    return _laid(conduit.protocol, [(r.first, r.last) for r in conduit.ports])


def of_application(ports: Iterable[Port]) -> Stretches:
    """What an application listens on; nothing told is everything, so that any conduit towards it carries it.

    >>> of_application([Port(Protocol.UDP, 53)])
    ((65589, 65589),)
    """
    told = [
        stretch
        for port in ports
        for stretch in _laid(port.protocol, [] if port.number is None else [(port.number, port.number)])
    ]
    return _joined(told) if told else EVERYTHING


def overlap(one: Stretches, other: Stretches) -> Stretches:
    """What stands in both.

    >>> overlap(((0, 99), (200, 299)), ((50, 250),))
    ((50, 99), (200, 250))
    """
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((a, b) for a, b in both if a <= b))


def without(one: Stretches, other: Stretches) -> Stretches:
    """What of `one` is left when `other` is taken away.

    >>> without(((0, 99),), ((10, 19), (90, 200)))
    ((0, 9), (20, 89))
    """
    left = list(one)
    for c, d in other:
        left = [piece for a, b in left for piece in ((a, min(b, c - 1)), (max(a, d + 1), b)) if piece[0] <= piece[1]]
    return tuple(sorted(left))


def _laid(protocol: Protocol, ranges: Iterable[tuple[int, int]]) -> Stretches:
    told = list(ranges)
    if not told or protocol is Protocol.ICMP:
        named = tuple(_START) if protocol is Protocol.ANY else (protocol,)
        return _joined((_START[p], _START[p] + _LAST_PORT) for p in named)
    numbered = (Protocol.TCP, Protocol.UDP) if protocol is Protocol.ANY else (protocol,)
    return _joined((_START[p] + first, _START[p] + last) for p in numbered for first, last in told)


def _joined(stretches: Iterable[tuple[int, int]]) -> Stretches:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
