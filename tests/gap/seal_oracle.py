"""A slow, obvious judge of packets under a seal: from the tables and what postures mean, knowing nothing of books.

A flow is told by who opened it. What conduits carry is looked up row by row; what needs use is found by asking, for
every host and workplace, every application it needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from ipaddress import IPv4Address, IPv6Address

from codedark.gap.admin_paths import ADMINISTRATION_PORTS
from codedark.gap.posture import Posture, Seal
from codedark.hospital.records import Conduit, Hospital, Host, Port, Selector, Zone
from codedark.hospital.words import Action, ApplicationKind, Inside, Protocol, Purpose

NUMBER = {"icmp": Protocol.ICMP, "tcp": Protocol.TCP, "udp": Protocol.UDP}
INFRASTRUCTURE = {
    ApplicationKind.NAME_SERVICE,
    ApplicationKind.TIME,
    ApplicationKind.DIRECTORY,
    ApplicationKind.LICENCE,
    ApplicationKind.IDENTITY,
}


@dataclass(frozen=True, slots=True)
class Flow:
    """Packets of one connection, both ways: `source` opened it. `protocol` is tcp, udp, icmp, or another's number."""

    source: IPv4Address | IPv6Address
    target: IPv4Address | IPv6Address
    protocol: str
    port: int


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody's need of an application on one host, or where it is met."""

    wanted_by: str
    zone: str
    host: str | None
    application: str
    target_zone: str
    target_host: str | None


class SealOracle:
    """Judges flows of one hospital, written for reading."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.hosts = list(hospital.hosts)
        # The same few questions are asked of thousands of packets.
        for name in ("zones_of", "joins", "touched", "_carried_by", "_row_has", "_ends", "_listens", "_offered"):
            setattr(self, name, cache(getattr(self, name)))
        self.needs = list(self._needs())
        self.glass = set(self._closure())
        """(conduit, need): what stays at posture 3 beside the break-glass conduits themselves."""

    # Whether a flow passes

    def passes(self, flow: Flow, seal: Seal, gate: str) -> bool:
        """Whether a gate under a seal lets this flow through."""
        if any(self._off(address, seal, gate) for address in (flow.source, flow.target)):
            return False
        pairs = [(a, b) for a in self.zones_of(flow.source) for b in self.zones_of(flow.target)]
        if not any(self.touched(a, b, seal, gate) for a, b in pairs):
            return True
        return any(
            self.joins(c, a, b) and self._passes_at(c, seal.posture_of(c.conduit), flow, a, b)
            for a, b in pairs
            for c in self._allows()
        )

    def _off(self, address: object, seal: Seal, gate: str) -> bool:
        return any(h.host in seal.quarantine and h.quarantine == gate and h.address == address for h in self.hosts)

    def zones_of(self, address: IPv4Address | IPv6Address) -> list[str]:
        """The zone in whose network it lies, else all of which no network is told."""
        own = [z.zone for z in self.hospital.zones.values() if any(address in p for p in z.prefixes)]
        return [*own] or [z.zone for z in self.hospital.zones.values() if not z.prefixes]

    def touched(self, a: str, b: str, seal: Seal, gate: str) -> bool:
        """Whether the gate judges packets between these zones, whoever opened."""
        if a == b and a in seal.contain and self._zone(a).contain == gate:
            return True
        return any(
            seal.posture_of(c.conduit) >= Posture.NO_ADMINISTRATION
            and self.joins(c, x, y)
            and self.gate_of(c, x, y) == gate
            for c in self._allows()
            for x, y in ((a, b), (b, a))
        )

    def gate_of(self, c: Conduit, a: str, b: str) -> str | None:
        """Which gate closes a conduit between two zones."""
        one, other = self._zone(a), self._zone(b)
        if a == b:
            return None if one.inside is Inside.OPEN else c.gate or one.contain
        gates = [g for g in (one.gate, other.gate) if g is not None]
        return c.gate or min(gates, key=lambda g: self.hospital.gates[g].fire_min, default=None)

    def joins(self, c: Conduit, a: str, b: str) -> bool:
        """Whether somebody in a may mean somebody else in b."""
        if a != b:
            return self._may_mean(c.from_, self._zone(a)) and self._may_mean(c.to, self._zone(b))
        within = [h for h in self.hosts if h.zone == a]
        return any(
            x.host != y.host and self._means(c.from_, x) and self._means(c.to, y) for x in within for y in within
        )

    def _passes_at(self, c: Conduit, posture: Posture, flow: Flow, a: str, b: str) -> bool:
        if posture is Posture.DARK or not self._row_has(c, flow, a, b):
            return False
        if posture <= Posture.WATCH:
            return True
        if any(name == c.conduit and self._is_of(flow, need, c) for name, need in self.glass):
            return True
        if c.break_glass:
            return True
        if posture is Posture.BREAK_GLASS or (flow.protocol not in NUMBER and c.protocol is Protocol.ANY):
            # Postures above 1 know tcp, udp and icmp; other transports have no word in the tables.
            return (
                posture is not Posture.BREAK_GLASS
                and flow.protocol not in NUMBER
                and not c.ports
                and not self._has_administration(c)
            )
        if not self._administrative(c, flow):
            return True
        return any(self._carried_by(n, c) and self._is_of(flow, n, c) for n in self.needs) or self._offered(c, flow)

    # What a row is

    def _allows(self) -> Iterator[Conduit]:
        return (c for c in self.hospital.conduits.values() if c.action is Action.ALLOW)

    def _zone(self, name: str) -> Zone:
        return next(z for z in self.hospital.zones.values() if z.zone == name)

    def _row_has(self, c: Conduit, flow: Flow, a: str, b: str) -> bool:
        return (
            self._selects(c.from_, flow.source, a)
            and self._selects(c.to, flow.target, b)
            and self._speaks(c.protocol, [(r.first, r.last) for r in c.ports], flow)
        )

    def _speaks(self, protocol: Protocol, ports: list[tuple[int, int]], flow: Flow) -> bool:
        if protocol is Protocol.ICMP:
            return flow.protocol == "icmp"
        if protocol is Protocol.ANY and not ports:
            return True
        spoken = {"tcp", "udp"} if protocol is Protocol.ANY else {str(protocol)}
        return flow.protocol in spoken and (not ports or any(f <= flow.port <= e for f, e in ports))

    def _selects(self, s: Selector, address: IPv4Address | IPv6Address, zone: str) -> bool:
        if s.everything or (s.zone is not None and s.role is None and s.prefix is None):
            return s.zone in {None, zone}
        if s.prefix is not None:
            return address in s.prefix
        return any(h.address == address and h.zone == zone and self._means(s, h) for h in self.hosts)

    def _means(self, s: Selector, h: Host) -> bool:
        return (
            s.host in {None, h.host}
            and s.zone in {None, h.zone}
            and s.role in {None, h.role}
            and (s.prefix is None or (h.address is not None and h.address in s.prefix))
        )

    def _may_mean(self, s: Selector, zone: Zone) -> bool:
        if s.everything or (s.zone == zone.zone and s.role is None):
            return True
        if s.prefix is not None:
            if zone.prefixes:
                return any(p.version == s.prefix.version and p.overlaps(s.prefix) for p in zone.prefixes)
            return any(not self._in_some_zone(address) for address in (s.prefix[0], s.prefix[-1])) or any(
                self._means(s, h) for h in self.hosts if h.zone == zone.zone
            )
        return any(self._means(s, h) for h in self.hosts if h.zone == zone.zone)

    def _in_some_zone(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in p for z in self.hospital.zones.values() for p in z.prefixes)

    # What is administrative

    def _administrative(self, c: Conduit, flow: Flow) -> bool:
        return c.purpose is Purpose.ADMINISTRATION or (
            flow.protocol in NUMBER and (NUMBER[flow.protocol], flow.port) in ADMINISTRATION_PORTS
        )

    def _has_administration(self, c: Conduit) -> bool:
        return c.purpose is Purpose.ADMINISTRATION or any(
            self._speaks(c.protocol, [(r.first, r.last) for r in c.ports], Flow(*[IPv4Address(0)] * 2, str(p), n))
            for p, n in ADMINISTRATION_PORTS
        )

    def _offered(self, c: Conduit, flow: Flow) -> bool:
        return c.purpose is not Purpose.ADMINISTRATION and any(
            app.ports
            and h.host in app.runs_on.names()
            and h.address == flow.target
            and self._means(c.to, h)
            and self._listens(app.ports, flow)
            for app in self.hospital.applications.values()
            for h in self.hosts
        )

    def _listens(self, ports: tuple[Port, ...], flow: Flow) -> bool:
        if not ports:
            return flow.protocol in NUMBER
        return any(
            self._speaks(p.protocol, [] if p.number is None else [(p.number, p.number)], flow)
            and flow.protocol in NUMBER
            for p in ports
        )

    # What needs use

    def _needs(self) -> Iterator[Need]:
        applications = self.hospital.applications
        for service in self.hospital.services.values():
            for zone in service.worked_from.names():
                for name in service.needs.names():
                    yield from self._of_application(service.service, zone, None, name)
        for app in applications.values():
            starts: list[tuple[str, str | None]] = [
                (h.zone, h.host) for h in self.hosts if h.host in app.runs_on.names()
            ]
            if not starts and app.zone is not None:
                starts = [(app.zone, None)]
            for zone, host in starts:
                for name in app.needs.names():
                    yield from self._of_application(app.application, zone, host, name)

    def _of_application(self, who: str, zone: str, host: str | None, name: str) -> Iterator[Need]:
        app = next((a for a in self.hospital.applications.values() if a.application == name), None)
        if app is None:
            return
        for h in self.hosts:
            if h.host in app.runs_on.names() and h.host != host:
                yield Need(who, zone, host, name, h.zone, h.host)
        if not app.runs_on.parts and app.zone not in {None, zone}:
            yield Need(who, zone, host, name, str(app.zone), None)

    def _carried_by(self, need: Need, c: Conduit) -> bool:
        app = next(a for a in self.hospital.applications.values() if a.application == need.application)
        return (
            self._serves(c.from_, need.zone, need.host)
            and self._serves(c.to, need.target_zone, need.target_host)
            and any(
                self._speaks(c.protocol, [(r.first, r.last) for r in c.ports], flow) and self._listens(app.ports, flow)
                for flow in _SAMPLE
            )
        )

    def _serves(self, s: Selector, zone: str, host: str | None) -> bool:
        if host is not None:
            return self._means(s, next(h for h in self.hosts if h.host == host))
        within = [h for h in self.hosts if h.zone == zone]
        if s.everything or (s.zone == zone and s.role is None) or any(self._means(s, h) for h in within):
            return True
        networks = self._zone(zone).prefixes
        return (
            not within
            and s.prefix is not None
            and (not networks or any(p.version == s.prefix.version and p.overlaps(s.prefix) for p in networks))
        )

    def _is_of(self, flow: Flow, need: Need, c: Conduit) -> bool:
        """Whether a flow is of a need, as far as the conduit carries it."""
        app = next(a for a in self.hospital.applications.values() if a.application == need.application)
        return (
            self._ends(need.zone, need.host, flow.source)
            and self._ends(need.target_zone, need.target_host, flow.target)
            and self._listens(app.ports, flow)
        )

    def _ends(self, zone: str, host: str | None, address: IPv4Address | IPv6Address) -> bool:
        if host is not None:
            return any(h.host == host and h.address == address for h in self.hosts)
        return zone in self.zones_of(address)

    # What a break-glass conduit stands on

    def _closure(self) -> Iterator[tuple[str, Need]]:
        for c in self._allows():
            if c.break_glass:
                wanted = [n for n in self.needs if self._carried_by(n, c)]
                stands_on: set[Need] = set()
                while wanted:
                    fresh = set(self._stands_on(wanted.pop())) - stands_on
                    stands_on |= fresh
                    wanted += fresh
                yield from (
                    (other.conduit, n) for n in stands_on for other in self._allows() if self._carried_by(n, other)
                )

    def _stands_on(self, need: Need) -> Iterator[Need]:
        kinds = {a.application: a.kind for a in self.hospital.applications.values()}
        for other in self.needs:
            if kinds[other.application] not in INFRASTRUCTURE:  # type: ignore[index]
                continue
            if other.wanted_by == need.application:
                yield other
                if need.host is None and other.target_zone != need.zone:
                    yield replace(other, wanted_by=need.wanted_by, zone=need.zone, host=None)
            if other.wanted_by == need.wanted_by and (other.zone, other.host) == (need.zone, need.host):
                yield other


def _samples() -> Iterator[Flow]:
    nowhere = IPv4Address(0)
    yield from (Flow(nowhere, nowhere, p, n) for p in ("tcp", "udp") for n in (1, 22, 53, 104, 443, 445, 3389, 60000))
    yield Flow(nowhere, nowhere, "icmp", 0)


_SAMPLE = tuple(_samples())
"""One flow of every kind that the worlds' rows tell apart."""
