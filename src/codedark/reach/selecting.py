"""Which hosts a selector means, over columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.records import Prefix, Selector, ZoneId
from codedark.hospital.words import Role

_LOW = 2**64 - 1
_WORD_BITS = 64


class HostColumns(Protocol):
    """What this room must know of n hosts. `hospital.Hosts` has it; so has `Columns`, for hosts without names."""

    @property
    def zone_ids(self) -> Sequence[ZoneId]:
        """Zone names, z of them."""

    @property
    def zone_at(self) -> NDArray[np.int32]:
        """Host -> zone."""

    @property
    def roles(self) -> Sequence[Role]:
        """All roles; `role_at` indexes them."""

    @property
    def role_at(self) -> NDArray[np.int8]:
        """Host -> role."""

    @property
    def address_family(self) -> NDArray[np.uint8]:
        """0 not told, 4, 6."""

    @property
    def address_hi(self) -> NDArray[np.uint64]:
        """Upper 64 bits; 0 for IPv4."""

    @property
    def address_lo(self) -> NDArray[np.uint64]:
        """Lower 64 bits."""

    def index_of(self, host: str) -> int:
        """Column index of a host id; KeyError if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """n hosts without names: a million of them cost no object each. Columns as in `hospital.Hosts`."""

    zone_ids: tuple[ZoneId, ...]
    zone_at: NDArray[np.int32]
    role_at: NDArray[np.int8]
    address_family: NDArray[np.uint8]
    address_hi: NDArray[np.uint64]
    address_lo: NDArray[np.uint64]
    roles: tuple[Role, ...] = field(default=tuple(Role))

    def index_of(self, host: str) -> int:
        """Hosts without names cannot be named."""
        raise KeyError(host)


def matches(selector: Selector, hosts: HostColumns) -> NDArray[np.bool_]:
    """Say for each host whether the selector means it: bool[n], every field that is told must agree.

    A host whose address is not told lies in no prefix (`find_path` says so where it matters).

    Raises:
        KeyError: the selector names a host or zone that is not there.

    Cost: a few passes over n.

    >>> from codedark.reach.toy import toy_hospital
    >>> matches(Selector(zone=ZoneId("office")), toy_hospital().hosts).tolist()
    [True, True, False, False]
    """
    chosen = np.ones(len(hosts.zone_at), np.bool_)
    if selector.zone is not None:
        chosen &= hosts.zone_at == zone_index(selector.zone, hosts)
    if selector.role is not None:
        chosen &= hosts.role_at == hosts.roles.index(selector.role)
    if selector.prefix is not None:
        chosen &= in_prefix(selector.prefix, hosts)
    if selector.host is not None:
        only = np.zeros_like(chosen)
        only[hosts.index_of(selector.host)] = True
        chosen &= only
    return chosen


def in_prefix(prefix: Prefix, hosts: HostColumns) -> NDArray[np.bool_]:
    """Say for each host whether its address lies in the prefix; an IPv4 host lies in no IPv6 prefix."""
    first, last = int(prefix.network_address), int(prefix.broadcast_address)
    hi, lo = hosts.address_hi, hosts.address_lo
    first_hi, last_hi = np.uint64(first >> _WORD_BITS), np.uint64(last >> _WORD_BITS)
    inside: NDArray[np.bool_] = (hosts.address_family == prefix.version) & (hi >= first_hi) & (hi <= last_hi)
    if first_hi == last_hi:
        inside &= (lo >= np.uint64(first & _LOW)) & (lo <= np.uint64(last & _LOW))
    return inside


def zone_index(zone: str, hosts: HostColumns) -> int:
    """Index of a zone; KeyError if there is none."""
    for i, name in enumerate(hosts.zone_ids):
        if name == zone:
            return i
    raise KeyError(zone)


def may_stand_in(prefix: Prefix, networks: Sequence[Prefix], homeless: bool) -> bool:
    """Whether someone of whom only the zone's networks are told may have an address in the prefix.

    Args:
        prefix: of a rule.
        networks: of the zone; none told: anywhere that is not another zone's.
        homeless: whether the prefix lies within no network of any zone.
    """
    if not networks:
        return homeless
    return any(net.version == prefix.version and net.overlaps(prefix) for net in networks)


def surely_stands_in(prefix: Prefix, networks: Sequence[Prefix]) -> bool:
    """Whether everyone in a zone of these networks has an address in the prefix; with none told, only all addresses."""
    return all(within(net, prefix) for net in networks) if networks else prefix.prefixlen == 0


def within(one: Prefix, other: Prefix) -> bool:
    """Whether all of one prefix lies in the other."""
    return one.version == other.version and one.prefixlen >= other.prefixlen and one.overlaps(other)
