"""Who stands at an end of which conduits: one bit per conduit, so that a path is an `&` of two ends.

A host stands at an end when the selector there names it. A zone taken as a whole (a workplace, or where an outside
provider is met) stands at the end of an allow when enough of its hosts are named, and of a deny only when so many are
named that too few are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.records import Hosts, Prefix, Selector, Zone

_Key = TypeVar("_Key")


class Ends:
    """One end (`from` or `to`) of every conduit of a hospital. Bit c of every answer stands for conduit c.

    A host whose address is not told stands in no prefix, as in `reach`.

    Cost: one pass over the selectors; a question about a host is a few look-ups and the prefixes near its zone.
    """

    def __init__(self, hosts: Hosts, zones: Sequence[Zone], selectors: Iterable[Selector]) -> None:
        self._hosts = hosts
        self._zones = zones
        self._plain: dict[tuple[int, int], int] = {}
        """(zone index or -1, role index or -1) -> conduits."""
        self._single: dict[int, int] = {}
        """Host index -> conduits that name it alone."""
        self._prefixed: dict[tuple[Prefix, int, int], int] = {}
        """(prefix, zone index or -1, role index or -1) -> conduits."""
        at = {zone.zone: z for z, zone in enumerate(zones)}
        for c, s in enumerate(selectors):
            z = -1 if s.zone is None else at[s.zone]
            r = -1 if s.role is None else hosts.roles.index(s.role)
            if s.host is not None:
                _add(self._single, hosts.index_of(s.host), c)
            elif s.prefix is not None:
                _add(self._prefixed, (s.prefix, z, r), c)
            else:
                _add(self._plain, (z, r), c)
        self._prefixes_near = [self._near(z) for z in range(len(zones))]

    def of_host(self, i: int) -> int:
        """Conduits at whose end host i stands."""
        z, r = int(self._hosts.zone_at[i]), int(self._hosts.role_at[i])
        bits = self._single.get(i, 0)
        for key in ((-1, -1), (z, -1), (-1, r), (z, r)):
            bits |= self._plain.get(key, 0)
        for prefix, role in self._prefixes_near[z]:
            if role in {-1, r} and self._within(i, prefix):
                bits |= self._prefixes_near[z][prefix, role]
        return bits

    def of_zone(self, z: int, needed: int) -> tuple[int, int]:
        """Conduits that serve zone z as a whole when at least `needed` of its hosts must be served.

        Returns:
            (allows, denies): conduits that count for the zone when they allow, and when they deny.

        Cost: one pass over the zone's hosts for each selector that splits the zone.
        """
        inside = np.flatnonzero(self._hosts.zone_at == z)
        n = len(inside)
        whole = self._plain.get((-1, -1), 0) | self._plain.get((z, -1), 0)
        allows = denies = whole
        for bits, count in self._shares(z, inside):
            if count >= needed:
                allows |= bits
            if n and n - count < needed:
                denies |= bits
        if not n:
            for (prefix, role), bits in self._prefixes_near[z].items():
                if role == -1:
                    allows |= bits
                    denies |= bits if _covers(prefix, self._zones[z].prefixes) else 0
        return allows, denies

    def _shares(self, z: int, inside: NDArray[np.intp]) -> Iterable[tuple[int, int]]:
        """For each selector that names part of a zone: its conduits and how many of the zone's hosts it names."""
        if not len(inside):
            return
        roles = np.bincount(self._hosts.role_at[inside], minlength=len(self._hosts.roles))
        for r in np.flatnonzero(roles):
            bits = self._plain.get((-1, int(r)), 0) | self._plain.get((z, int(r)), 0)
            if bits:
                yield bits, int(roles[r])
        for (prefix, role), bits in self._prefixes_near[z].items():
            named = (i for i in inside if role in {-1, int(self._hosts.role_at[i])})
            yield bits, sum(self._within(int(i), prefix) for i in named)
        if len(inside) < len(self._single):
            yield from ((self._single[int(i)], 1) for i in inside if int(i) in self._single)
        else:
            yield from ((bits, 1) for i, bits in self._single.items() if int(self._hosts.zone_at[i]) == z)

    def _near(self, z: int) -> dict[tuple[Prefix, int], int]:
        """Prefix selectors that may name hosts of zone z."""
        near: dict[tuple[Prefix, int], int] = {}
        own = self._zones[z].prefixes
        for (prefix, zone, role), bits in self._prefixed.items():
            if zone in {-1, z} and (not own or any(_overlaps(prefix, p) for p in own)):
                near[prefix, role] = near.get((prefix, role), 0) | bits
        return near

    def _within(self, i: int, prefix: Prefix) -> bool:
        if int(self._hosts.address_family[i]) != prefix.version:
            return False
        number = (int(self._hosts.address_hi[i]) << 64) | int(self._hosts.address_lo[i])
        beyond = prefix.max_prefixlen - prefix.prefixlen
        return number >> beyond == int(prefix.network_address) >> beyond


def _add(where: dict[_Key, int], key: _Key, c: int) -> None:
    where[key] = where.get(key, 0) | (1 << c)


def _overlaps(one: Prefix, other: Prefix) -> bool:
    return one.version == other.version and one.overlaps(other)


def _covers(prefix: Prefix, all_of: Iterable[Prefix]) -> bool:
    """Whether all of these prefixes lie within one; none at all lie within the whole address space alone."""
    told = list(all_of)
    if not told:
        return prefix.prefixlen == 0
    return all(p.version == prefix.version and p.subnet_of(prefix) for p in told)  # type: ignore[arg-type]
