"""Which conduits would carry an application to those who need it: the deny rows taken off, the ports compared."""

from __future__ import annotations

from math import ceil

import numpy as np

from codedark.depend.ends import Ends
from codedark.hospital.ports import NO_PORTS, PortSet, common, listening, minus, overlap, port_set
from codedark.hospital.records import Application, Hospital
from codedark.hospital.words import Action


def hosts_needed(workable_share: float, hosts: int) -> int:
    """How many of a zone's hosts must run for people to work from it; 0: none are asked for.

    >>> hosts_needed(0.5, 5), hosts_needed(0.0, 5), hosts_needed(0.01, 5)
    (3, 0, 1)
    """
    if workable_share <= 0 or hosts == 0:
        return 0
    return max(1, ceil(workable_share * hosts - 1e-9))


class Ways:
    """Answers *which conduits carry application y from this end to that end* for one hospital.

    An end is a pair of bit masks over conduits, (allows, denies): those an end stands at when the row is an allow, and
    when it is a deny. For one host both are the same; see `ends`.
    Cost: building it is one pass over the conduits; a question is two `&` and, where a deny meets an allow, the ports.
    """

    def __init__(self, hospital: Hospital) -> None:
        rows = tuple(hospital.conduits.values())
        zones = tuple(hospital.zones.values())
        self._shares = [z.workable_share for z in zones]
        self._sizes = np.bincount(hospital.hosts.zone_at, minlength=len(zones))
        self._from = Ends(hospital.hosts, zones, (c.from_ for c in rows))
        self._to = Ends(hospital.hosts, zones, (c.to for c in rows))
        self._speaks_of = [port_set(c.protocol, c.ports) for c in rows]
        self._allows = sum(1 << i for i, c in enumerate(rows) if c.action is Action.ALLOW)
        self._denies = sum(1 << i for i, c in enumerate(rows) if c.action is Action.DENY)
        self._alike: dict[PortSet, int] = {}
        for i, ports in enumerate(self._speaks_of):
            self._alike[ports] = self._alike.get(ports, 0) | (1 << i)
        self._touching: dict[PortSet, int] = {}

    def from_host(self, i: int) -> tuple[int, int]:
        """The end of host i as the one who opens the connection."""
        bits = self._from.of_host(i)
        return bits, bits

    def from_workplace(self, z: int) -> tuple[int, int]:
        """The end of zone z as a place where people work: enough of its hosts must be let through."""
        return self._from.of_zone(z, max(1, self.workplace_needed(z)))

    def to_host(self, i: int) -> tuple[int, int]:
        """The end of host i as the one who answers."""
        bits = self._to.of_host(i)
        return bits, bits

    def to_zone(self, z: int) -> tuple[int, int]:
        """The end of zone z where an outside provider is met."""
        return self._to.of_zone(z, 1)

    def workplace_needed(self, z: int) -> int:
        """Hosts of zone z that must run for people to work from it; 0: none are asked for."""
        return hosts_needed(self._shares[z], int(self._sizes[z]))

    def carrying(self, one: tuple[int, int], other: tuple[int, int], application: Application) -> tuple[int, ...]:
        """Indices of the conduits that carry some port of the application, what a deny takes away not counted."""
        listens = listening(application.ports)
        both = one[0] & other[0] & self._allows & self._touch(listens)
        if not both:
            return ()
        denied = [self._speaks_of[d] for d in _bits(one[1] & other[1] & self._denies & self._touch(listens))]
        return tuple(c for c in _bits(both) if not denied or self._left(c, listens, denied))

    def _touch(self, listens: PortSet) -> int:
        """Conduits that speak of some of these ports."""
        if listens not in self._touching:
            same = (bits for ports, bits in self._alike.items() if overlap(ports, listens))
            self._touching[listens] = sum(same)
        return self._touching[listens]

    def _left(self, c: int, listens: PortSet, denied: list[PortSet]) -> bool:
        left = common(self._speaks_of[c], listens)
        for ports in denied:
            left = minus(left, ports)
        return left != NO_PORTS


def _bits(mask: int) -> list[int]:
    """Positions of the bits that are set, rising."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
