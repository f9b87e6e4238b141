"""What a hospital must be told before packets can flow: addresses for all, someone in every zone, a prober in each.

Invented deterministically and listed; what was told is never changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network

from codedark.gap.gate_book import Prober
from codedark.hospital.records import Address, Hospital, Host, HostId, Hosts, Prefix, Zone, ZoneId
from codedark.hospital.words import Role

DOCUMENTATION = ("203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24")
"""RFC 5737: nobody's. Given in turn to zones of which no network is told."""
FURTHER = "198.19.0.0/16"
"""RFC 2544, for measurements: cut into /24 when the documentation networks are used up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Someone who stands in a zone and has addresses."""

    name: str
    """Host id; of a stand-in `someone@ZONE`."""
    zone: ZoneId
    address: str
    second: str
    """Of the other address family, invented where the zone has networks of both; empty: none."""
    at: int
    """Index among the hospital's hosts; -1: a stand-in in a zone of which no host is told."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of them, the told one first."""
        return (self.address, self.second) if self.second else (self.address,)

    def towards(self, other: Machine) -> tuple[str, str] | None:
        """Own address and the other's, of one family; None: they share none."""
        for theirs in other.addresses:
            for own in self.addresses:
                if (":" in own) == (":" in theirs):
                    return own, theirs
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Furnished:
    """A hospital on which packets can flow, and what had to be invented for it."""

    hospital: Hospital
    machines: tuple[Machine, ...]
    """The hospital's hosts in its order, then stand-ins; probers of ours are not among them unless they are told."""
    probers: tuple[Prober, ...]
    """One a zone."""
    invented: tuple[str, ...]
    """One sentence for each kind of thing nobody told."""

    def named(self, name: str) -> Machine:
        """A machine by name; StopIteration if there is none."""
        return next(m for m in self.machines if m.name == name)


def furnish(hospital: Hospital) -> Furnished:
    """Give every zone a network, every host an address, every zone without hosts a stand-in, every zone a prober.

    Cost: linear in hosts.

    >>> from codedark.reach.toy import toy_hospital
    >>> [(m.name, m.address) for m in furnish(toy_hospital()).machines][2:]
    [('ehr-1', '198.51.100.253'), ('dc-1', '198.51.100.252'), ('someone@outside', '192.0.2.253')]
    """
    free_networks = _free_networks(hospital)
    told = {z.zone: z.prefixes for z in hospital.zones.values()}
    given = {zone: prefixes or (next(free_networks),) for zone, prefixes in told.items()}
    taken = {host.address for host in hospital.hosts if host.address is not None}
    spare = _Spare(given, taken)
    probers, invented_probers = _probers(hospital, spare)
    hosts = [h if h.address is not None else replace(h, address=spare.next(h.zone)) for h in hospital.hosts]
    zones = {z.zone: _with_networks(z, given[z.zone], hosts) for z in hospital.zones.values()}
    peopled = {h.zone for h in hosts}
    strangers = [z for z in zones if z not in peopled]
    machines = [_machine(h.host, h.zone, str(h.address), i, spare) for i, h in enumerate(hosts)]
    machines += [_machine(f"someone@{z}", z, str(spare.next(z)), -1, spare) for z in strangers]
    unaddressed = sum(h.address is None for h in hospital.hosts)
    said = [
        (len([z for z in told if not told[z]]), "zones without a told network stand in documentation networks"),
        (unaddressed, "hosts without a told address have a free one of their zone"),
        (len(strangers), "zones without hosts told have one stand-in each, counted with no host"),
        (
            sum(bool(m.second) for m in machines),
            "machines have an address of the other family as well, where their zone has both",
        ),
        (invented_probers, "zones without a prober told have one at the end of their network"),
    ]
    return Furnished(
        hospital=replace(hospital, zones=zones, hosts=Hosts.of(hosts, hospital.hosts.zone_ids)),
        machines=tuple(machines),
        probers=probers,
        invented=tuple(f"{count} {what}" for count, what in said if count),
    )


class _Spare:
    """Free addresses of each zone, each given once."""

    def __init__(self, given: Mapping[ZoneId, tuple[Prefix, ...]], taken: set[Address]) -> None:
        self.of = {
            (zone, version): _free(own, taken)
            for zone, prefixes in given.items()
            for version in (4, 6)
            if (own := tuple(p for p in prefixes if p.version == version))
        }

    def next(self, zone: ZoneId) -> Address:
        """A free address of a zone, IPv4 where it has both families."""
        return next(self.of[(zone, 4) if (zone, 4) in self.of else (zone, 6)])

    def other(self, zone: ZoneId, address: str) -> str:
        """A free address of the family that `address` is not of; empty where the zone has no network of it."""
        free = self.of.get((zone, 4 if ":" in address else 6))
        return "" if free is None else str(next(free))


def _machine(name: str, zone: ZoneId, address: str, at: int, spare: _Spare) -> Machine:
    return Machine(name=name, zone=zone, address=address, second=spare.other(zone, address), at=at)


def _free_networks(hospital: Hospital) -> Iterator[Prefix]:
    """Networks that nobody told overlap with."""
    used = [p for z in hospital.zones.values() for p in z.prefixes]
    choices = [*map(ip_network, DOCUMENTATION), *ip_network(FURTHER).subnets(new_prefix=24)]
    return (n for n in choices if not any(p.version == n.version and p.overlaps(n) for p in used))


def _free(prefixes: tuple[Prefix, ...], taken: set[Address]) -> Iterator[Address]:
    """Free addresses of some networks from the end of the first one downwards, the last one of a network left out.

    Raises:
        ValueError: there is none left.
    """
    for prefix in prefixes:
        for number in range(int(prefix.broadcast_address) - 1, int(prefix.network_address), -1):
            address = ip_address(number) if prefix.version == 4 else type(prefix.network_address)(number)
            if address not in taken:
                yield address
    raise ValueError(f"no free address in {', '.join(map(str, prefixes))}: tell a larger network")


def _probers(hospital: Hospital, spare: _Spare) -> tuple[tuple[Prober, ...], int]:
    """One a zone; of several told, the first proves."""
    told: dict[ZoneId, Prober] = {}
    for host in hospital.hosts:
        if is_prober(host.role) and host.address is not None:
            told.setdefault(host.zone, Prober(zone=host.zone, host=host.host, address=str(host.address)))
    found = [
        told.get(zone) or Prober(zone=zone, host=HostId(f"prober@{zone}"), address=str(spare.next(zone)))
        for zone in hospital.zones
    ]
    return tuple(found), len(found) - len(told)


def _with_networks(zone: Zone, given: tuple[Prefix, ...], hosts: list[Host]) -> Zone:
    """The zone with its networks, and a network of one address for each host of it that lies in none."""
    outside = [
        h.address
        for h in hosts
        if h.zone == zone.zone and h.address is not None and not any(_in(h.address, p) for p in given)
    ]
    return replace(zone, prefixes=(*given, *(ip_network(str(a)) for a in outside)))


def _in(address: Address, prefix: Prefix) -> bool:
    return address.version == prefix.version and address in prefix


def is_prober(role: Role) -> bool:
    """Whether a host is a small machine of ours that sends and receives tokens."""
    return role.value == "prober"
