"""A hospital laid out as namespaces, links, addresses and routes; what stands where is told in `topology`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from ipaddress import ip_interface
from itertools import pairwise

from codedark.gap.gate_book import gate_between, joined_pairs
from codedark.gap.posture import Pair
from codedark.gap.tiers import Tiers
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.topology import (
    BACKBONE,
    DESK,
    Kind,
    Link,
    Namespace,
    Topology,
    gate_space,
    interface,
    zone_space,
)
from codedark.hospital.records import GateId, Hospital, ZoneId

RING_TABLE, ONWARD_TABLE = 100, 101
"""Routing tables: into the ring, and on to the next station of it."""


def lay_out(furnished: Furnished, tiers: Tiers) -> Topology:
    """Lay a hospital out.

    Args:
        tiers: of `furnished.hospital`.
    Cost: linear in zones and in pairs of zones that conduits join.
    """
    laid = _Layout(furnished, tiers)
    return Topology(
        namespaces=tuple(laid.namespaces()),
        links=tuple(laid.links),
        interfaces=laid.interfaces,
        routing=tuple(laid.routing),
        inside=laid.inside,
    )


class _Layout:
    def __init__(self, furnished: Furnished, tiers: Tiers) -> None:
        self.furnished, self.hospital = furnished, furnished.hospital
        self.named = _named_gates(self.hospital, tiers)
        self.gate_of = {z.zone: z.gate for z in self.hospital.zones.values()}
        with_zones = {g for g in self.gate_of.values() if g is not None}
        self.ring = [g for g in self.hospital.gates if self._away(g)]
        self.routing = [g for g in self.hospital.gates if g in with_zones or g in self.ring]
        self.inside = {
            g: tuple(z.zone for z in self.hospital.zones.values() if z.contain == g) for g in self.hospital.gates
        }
        self.inside = {g: zones for g, zones in self.inside.items() if zones}
        self.managed = _acted_inside(self.hospital, self.routing, self.inside)
        self.detour = {pair for g in self.ring for pair in self._away(g)}
        self.links: list[Link] = []
        self.interfaces: dict[tuple[GateId, ZoneId], str] = {}
        self._connect(with_zones)

    def _away(self, gate: GateId) -> list[Pair]:
        """Pairs of zones a gate is named for although neither hangs on it."""
        return [p for p in self.named.get(gate, ()) if gate not in (self.gate_of[p[0]], self.gate_of[p[1]])]

    def _connect(self, with_zones: set[GateId]) -> None:
        self._link(DESK, "uplink", BACKBONE, DESK)
        for gate in (g for g in self.routing if g in with_zones):
            self._link(gate_space(gate), "uplink", BACKBONE, interface("g-", gate))
        for zone, own in self.gate_of.items():
            above = BACKBONE if own is None else gate_space(own)
            name = interface("z-", zone)
            self._link(zone_space(zone), "uplink", above, name)
            if own is not None:
                self.interfaces[own, zone] = name
        for zone in self.managed:
            self._link(zone_space(zone), "manage", BACKBONE, interface("m-", zone))
        stations = [BACKBONE, *map(gate_space, self.ring), BACKBONE]
        if self.ring:
            for one, other in pairwise(stations):
                self._link(one, "ring-out", other, "ring-in")

    def _link(self, one: str, one_interface: str, other: str, other_interface: str) -> None:
        self.links.append(
            Link(one=one, one_interface=one_interface, other=other, other_interface=other_interface, at=len(self.links))
        )

    def namespaces(self) -> Iterator[Namespace]:
        for zone in self.hospital.zones:
            yield self._space(zone_space(zone), Kind.ZONE, [*self._addresses(zone), *self._zone_routes(zone)])
        for gate in self.routing:
            yield self._gate(gate)
        yield self._space(DESK, Kind.DESK, list(self._default(DESK)))
        yield self._space(BACKBONE, Kind.BACKBONE, self._backbone_routes(), self._steering(BACKBONE, self.detour))

    def _space(self, name: str, kind: Kind, lines: Iterable[str], steering: str = "") -> Namespace:
        batch = ("link set lo up", *self._link_lines(name), *lines)
        return Namespace(name=name, kind=kind, batch=batch, steering=steering)

    def _link_lines(self, name: str) -> Iterator[str]:
        for space, own, addresses, _ in self._ends(name):
            if space == name:
                yield f"link set {own} up"
                yield f"addr add {addresses[0]}/30 dev {own}"
                yield f"addr add {addresses[1]}/126 dev {own} nodad"

    def _ends(self, name: str) -> Iterator[tuple[str, str, tuple[str, str], tuple[str, str]]]:
        """(namespace, interface, own addresses, the other side's) of each link a namespace has."""
        for link in self.links:
            here, there = link.addresses
            if link.one == name:
                yield link.one, link.one_interface, here, there
            if link.other == name:
                yield link.other, link.other_interface, there, here

    def _next(self, name: str, own: str) -> tuple[str, str]:
        return next(there for _, i, _, there in self._ends(name) if i == own)

    def _addresses(self, zone: ZoneId) -> Iterator[str]:
        told = [a for m in self.furnished.machines if m.zone == zone for a in m.addresses]
        told += [p.address for p in self.furnished.probers if p.zone == zone]
        for address in dict.fromkeys(told):
            yield f"addr add {address}/{128 if ':' in address else 32} dev lo{' nodad' * (':' in address)}"

    def _zone_routes(self, zone: ZoneId) -> Iterator[str]:
        yield from self._default(zone_space(zone))
        yield from self._desk_route(zone)

    def _desk_route(self, zone: ZoneId) -> Iterator[str]:
        """Answers to the desk go over the zone's own link for that, past every gate: gates refuse strange senders."""
        if zone in self.managed:
            desk = next(link for link in self.links if link.one == DESK)
            for own, hop in zip(desk.addresses[0], self._next(zone_space(zone), "manage"), strict=True):
                yield _route(_network(own), hop, "manage")

    def _default(self, name: str) -> Iterator[str]:
        yield from (_route("default", hop, "uplink") for hop in self._next(name, "uplink"))

    def _gate(self, gate: GateId) -> Namespace:
        name = gate_space(gate)
        own = [z for z, g in self.gate_of.items() if g == gate]
        lines = [line for zone in own for line in self._zone_route(name, zone, interface("z-", zone))]
        if own:
            lines += self._default(name)
        else:
            lines += [_route("default", hop, "ring-in") for hop in self._next(name, "ring-in")]
        if gate in self.ring:
            lines += self._rule("iif ring-in", ONWARD_TABLE)
            lines += [_route("default", hop, "ring-out", ONWARD_TABLE) for hop in self._next(name, "ring-out")]
        within = {p for p in self.detour if self.gate_of[p[0]] == gate and self.gate_of[p[1]] == gate}
        if within:
            lines += self._rule("fwmark 1", RING_TABLE)
            lines += [_route("default", hop, "uplink", RING_TABLE) for hop in self._next(name, "uplink")]
        return self._space(name, Kind.GATE, lines, self._steering(name, within))

    def _zone_route(self, name: str, zone: ZoneId, over: str) -> Iterator[str]:
        hops = self._next(name, over)
        for prefix in self.hospital.zones[zone].prefixes:
            yield _route(str(prefix), hops[0] if prefix.version == 4 else hops[1], over)

    def _backbone_routes(self) -> Iterator[str]:
        for zone, gate in self.gate_of.items():
            over = interface("z-", zone) if gate is None else interface("g-", gate)
            yield from self._zone_route(BACKBONE, zone, over)
        if self.ring:
            yield from self._rule("fwmark 1", RING_TABLE)
            for hop in self._next(BACKBONE, "ring-out"):
                yield _route("default", hop, "ring-out", RING_TABLE)

    @staticmethod
    def _rule(condition: str, table: int) -> Iterator[str]:
        yield f"rule add {condition} lookup {table} pref {table}"
        yield f"-6 rule add {condition} lookup {table} pref {table}"

    def _steering(self, name: str, pairs: set[Pair]) -> str:
        """Marks packets that must go another way: towards the ring, not those that come back from it."""
        if not pairs:
            return ""
        back = "ring-in" if name == BACKBONE else "uplink"
        both = sorted(pairs | {(b, a) for a, b in pairs})
        lines = ["table inet range_steering {"]
        for version in (4, 6):
            told = dict.fromkeys(
                f"{s} . {t}"
                for a, b in both
                for s in self.hospital.zones[a].prefixes
                for t in self.hospital.zones[b].prefixes
                if s.version == t.version == version
            )
            elements = f" elements = {{ {', '.join(told)} }}" if told else ""
            lines.append(
                f"set pairs{version} {{ type ipv{version}_addr . ipv{version}_addr; flags interval;{elements} }}"
            )
        lines += [
            "chain steer { type filter hook prerouting priority -150; policy accept;",
            f'iifname "{back}" return',
            "ip saddr . ip daddr @pairs4 meta mark set 1",
            "ip6 saddr . ip6 daddr @pairs6 meta mark set 1",
            "}",
            "}",
        ]
        return "\n".join(lines) + "\n"


def _network(address: str) -> str:
    return str(ip_interface(f"{address}/{126 if ':' in address else 30}").network)


def _route(target: str, hop: str, over: str, table: int | None = None) -> str:
    family = "-6 " if ":" in hop else ""
    return f"{family}route add {target} via {hop} dev {over}{'' if table is None else f' table {table}'}"


def _named_gates(hospital: Hospital, tiers: Tiers) -> dict[GateId, list[Pair]]:
    """Gate -> pairs of different zones that conduits which name it join."""
    found: dict[GateId, list[Pair]] = {}
    joined = joined_pairs(tiers)
    for conduit in hospital.conduits.values():
        if conduit.gate is None:
            continue
        for pair in joined[conduit.conduit]:
            if pair[0] != pair[1] and gate_between(hospital, conduit, pair) == conduit.gate:
                found.setdefault(conduit.gate, []).append(pair)
    return found


def _acted_inside(
    hospital: Hospital, routing: Collection[GateId], inside: Mapping[GateId, tuple[ZoneId, ...]]
) -> tuple[ZoneId, ...]:
    """Zones in whose namespace some gate acts: what contains them, or takes single hosts off at their own port."""
    found = {zone for zones in inside.values() for zone in zones}
    hosts = hospital.hosts
    found |= {h.zone for i, h in enumerate(hosts) if (g := hosts.quarantine_of(i)) is not None and g not in routing}
    return tuple(z for z in hospital.zones if z in found)
