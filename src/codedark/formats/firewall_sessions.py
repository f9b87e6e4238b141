"""Which live sessions a seal must stop: pairs of address ranges, each once whatever its direction."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from codedark.formats.firewall_wall import AddressSet, Line, Wall

PREFIXES_MOST = 16
"""A side with more prefixes than this (a zone that is *everything else*) is left out: the other side says enough."""


def session_pairs(wall: Wall) -> Iterator[tuple[str | None, str | None]]:
    """(one side, other side) as prefixes; None: any address. Both directions of a pair are one.

    Kept sessions of the same addresses stop as well, and are opened again by whoever needs them.
    """
    seen: set[frozenset[str | None]] = set()
    for line in wall.lines:
        if not line.permits and line.code[0] in "QD":
            for a, b in _between(line):
                if frozenset({a, b}) not in seen:
                    seen.add(frozenset({a, b}))
                    yield a, b


def _between(line: Line) -> Iterator[tuple[str | None, str | None]]:
    sides = [_side(line.sources), _side(line.targets)]
    if sides == [(None,), (None,)]:
        sides = [line.sources.prefixes or (None,), line.targets.prefixes or (None,)]
    for a in sides[0]:
        yield from ((a, b) for b in sides[1])


def _side(addresses: AddressSet) -> tuple[str | None, ...]:
    prefixes = addresses.prefixes
    return prefixes if 0 < len(prefixes) <= PREFIXES_MOST else (None,)


def span(prefix: str) -> str:
    """A prefix as first-last; one address as itself.

    >>> span("10.0.0.0/30"), span("10.0.0.9/32")
    ('10.0.0.0-10.0.0.3', '10.0.0.9')
    """
    first, last = ends(prefix)
    return first if first == last else f"{first}-{last}"


def ends(prefix: str) -> tuple[str, str]:
    """First and last address of a prefix."""
    network = ip_network(prefix)
    return str(network.network_address), str(network.broadcast_address)
