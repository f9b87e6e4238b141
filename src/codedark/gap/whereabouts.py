"""Which host has this address, and in which zone does it stand? Asked ten thousand times a second in a bad hour."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address

import numpy as np

from codedark.hospital.records import Address, Hospital, HostId, Hosts, Prefix, ZoneId
from codedark.hospital.words import ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something stands: a host of the inventory, or an address within a zone that no host has (`host` None)."""

    address: Address | None
    host: HostId | None
    zone: ZoneId
    external: bool
    """Whether the zone is of kind `external`: not the hospital's."""


@dataclass(frozen=True, slots=True, eq=False)
class Whereabouts:
    """Addresses, names and prefixes of one hospital, laid out for looking up; built once by `of`."""

    hosts: Hosts
    external: frozenset[ZoneId]
    host_at: Mapping[tuple[int, int], int]
    """(IP version, address as a number) -> host index."""
    host_called: Mapping[str, int]
    """Name in lower case, and what stands before its first dot -> host index; names that two hosts share are absent."""
    starts: Mapping[int, tuple[int, ...]]
    """IP version -> first addresses of the outermost prefixes, ascending."""
    blocks: Mapping[int, tuple[tuple[int, ZoneId], ...]]
    """IP version -> last address and zone of each."""

    @classmethod
    def of(cls, hospital: Hospital) -> Whereabouts:
        """Lay out a hospital. Prefixes of two zones never overlap (the reader sees to that), so the outermost decide.

        Cost: some microseconds a host: 0.2 s for 100,000.

        >>> from ipaddress import ip_address
        >>> from codedark.gap.toy import toy_hospital
        >>> Whereabouts.of(toy_hospital()).spot(ip_address("192.0.2.1"), "ehr-1.hospital.example").zone
        'records'
        """
        hosts = hospital.hosts
        blocks = {version: _outermost(hospital, version) for version in (4, 6)}
        return cls(
            hosts=hosts,
            external=frozenset(z.zone for z in hospital.zones.values() if z.kind is ZoneKind.EXTERNAL),
            host_at=_addresses(hosts),
            host_called=_names(hosts.ids),
            starts={version: tuple(first for first, _, _ in found) for version, found in blocks.items()},
            blocks={version: tuple((last, zone) for _, last, zone in found) for version, found in blocks.items()},
        )

    def spot(self, address: Address | None, name: str = "") -> Spot | None:
        """Where a party stands; None: not ours as far as anybody told.

        An address decides. A name is asked where no host has the address, and believed where it contradicts nothing the
        inventory tells: that host's address is not told, and its zone is the one the address lies in, if it lies in
        one.
        """
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        if address is not None:
            i = self.host_at.get((address.version, int(address)))
            if i is not None:
                return self._host(i, address)
        zone = None if address is None else self.zone_of(address)
        i = self._called(name)
        if i is not None and self._fits(i, address, zone):
            return self._host(i, address)
        if zone is None:
            return None
        return Spot(address=address, host=None, zone=zone, external=zone in self.external)

    def zone_of(self, address: Address) -> ZoneId | None:
        """The zone in whose prefixes an address lies."""
        number = int(address)
        at = bisect_right(self.starts[address.version], number) - 1
        if at < 0:
            return None
        last, zone = self.blocks[address.version][at]
        return zone if number <= last else None

    def _host(self, i: int, address: Address | None) -> Spot:
        zone = self.hosts.zone_ids[int(self.hosts.zone_at[i])]
        return Spot(address=address, host=self.hosts.ids[i], zone=zone, external=zone in self.external)

    def _called(self, name: str) -> int | None:
        if not name:
            return None
        lower = name.lower()
        return self.host_called.get(lower, self.host_called.get(lower.partition(".")[0]))

    def _fits(self, i: int, address: Address | None, zone: ZoneId | None) -> bool:
        if address is None:
            return True
        own_zone = self.hosts.zone_ids[int(self.hosts.zone_at[i])]
        return not self.hosts.address_family[i] and zone in {None, own_zone}


def _outermost(hospital: Hospital, version: int) -> list[tuple[int, int, ZoneId]]:
    """(first, last, zone) of the prefixes that lie in no other of their zone, ascending."""
    told = [(prefix, zone.zone) for zone in hospital.zones.values() for prefix in zone.prefixes]
    spans = sorted((*_span(prefix), zone) for prefix, zone in told if prefix.version == version)
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int, ZoneId]] = []
    for span in spans:
        if not kept or kept[-1][1] < span[0]:
            kept.append(span)
    return kept


def _span(prefix: Prefix) -> tuple[int, int]:
    return int(prefix.network_address), int(prefix.broadcast_address)


def _addresses(hosts: Hosts) -> dict[tuple[int, int], int]:
    told = np.flatnonzero(hosts.address_family)
    columns = (hosts.address_family[told], hosts.address_hi[told], hosts.address_lo[told])
    rows = zip(told.tolist(), *(column.tolist() for column in columns), strict=True)
    return {(family, (hi << 64) | lo): i for i, family, hi, lo in rows}


def _names(ids: Iterable[HostId]) -> dict[str, int]:
    """Whole names first; a short form counts where exactly one host has it and no host is so named."""
    whole: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    for i, host in enumerate(ids):
        lower = host.lower()
        whole.setdefault(lower, []).append(i)
        short.setdefault(lower.partition(".")[0], []).append(i)
    called = {name: found[0] for name, found in whole.items() if len(found) == 1}
    return called | {n: found[0] for n, found in short.items() if len(found) == 1 and n not in whole}
