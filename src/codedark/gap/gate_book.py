"""What one gate must know to hold any seal: the packets of every conduit in every posture, as addresses and ports.

A book is made on the laptop, signed, and lies on the gate. It names zones, conduits and probers, no patient, no service
and no application: an intruder who reads a gate learns what its rules would tell him anyway.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from itertools import product
from typing import TypeVar

import numpy as np

from codedark.gap.posture import Pair, Posture
from codedark.gap.tiers import Tiers
from codedark.gap.walls import pairs_joined
from codedark.hospital.records import (
    Conduit,
    ConduitId,
    GateId,
    Hospital,
    HostId,
    PortRange,
    Prefix,
    Selector,
    Zone,
    ZoneId,
)
from codedark.hospital.words import Action, Inside, OnExpiry, Protocol
from codedark.reach import matches

STAGED = (Posture.WATCH, Posture.NO_ADMINISTRATION, Posture.BREAK_GLASS)
"""Postures at which something of a conduit may pass; dark lets nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Packets that one piece of a conduit lets from one zone into another. Direction: who opens the connection."""

    from_zone: ZoneId
    to_zone: ZoneId
    sources: tuple[str, ...]
    """Prefixes, IPv4 and IPv6."""
    targets: tuple[str, ...]
    protocol: Protocol
    ports: tuple[PortRange, ...]
    """Destination ports; () is every port."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookConduit:
    """One conduit as a gate sees it."""

    conduit: ConduitId
    pairs: tuple[Pair, ...]
    """Pairs of zones (from, to) between which this gate is the one that cuts it; () where another gate is."""
    kept: tuple[tuple[Posture, tuple[Cell, ...]], ...]
    """What passes at each posture of `STAGED`; at `DARK` nothing does."""
    break_glass: bool
    clinical_owner: str
    on_expiry: OnExpiry
    untold: tuple[HostId, ...]
    """Hosts it names, by themselves or by role, without an address: between touched zones nothing of theirs passes."""

    def cells(self, posture: Posture) -> tuple[Cell, ...]:
        """What passes at a posture."""
        return dict(self.kept).get(max(posture, Posture.WATCH), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A zone as a gate tells it: by addresses, and by the interface it hangs on where that is told."""

    zone: ZoneId
    prefixes: tuple[str, ...]
    """Its networks; for a zone of which none is told, everything that is no other zone's."""
    told: bool
    interface: str
    """Name of the gate's interface towards it; empty: behind another, or not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prober:
    """A small machine in a zone that sends and receives tokens. Never a clinical device, never the gate itself."""

    zone: ZoneId
    host: HostId
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateBook:
    """Everything one gate needs to hold any seal of this hospital."""

    hospital: str
    hospital_sha256: str
    gate: GateId
    places: tuple[Place, ...]
    conduits: tuple[BookConduit, ...]
    hosts: tuple[tuple[HostId, str], ...]
    """(host, address) of those this gate can quarantine."""
    contained: tuple[ZoneId, ...]
    """Zones whose own hosts this gate can keep apart."""
    probers: tuple[Prober, ...]

    def place(self, zone: str) -> Place:
        """A zone by name; StopIteration if this gate knows none of that name."""
        return next(p for p in self.places if p.zone == zone)


def gate_books(
    tiers: Tiers, interfaces: Mapping[tuple[GateId, ZoneId], str], probers: Iterable[Prober]
) -> Mapping[GateId, GateBook]:
    """Make the book of every gate.

    Args:
        tiers: from `tiers.tiers(hospital)`.
        interfaces: (gate, zone) -> name of the interface, where it is told.
        probers: one or more a zone; zones without one can be cut, but not proven.
    Returns:
        Gate -> its book, for each gate of the hospital.
    Cost: one pass over the edges of `reach`, one cell a conduit, posture and pair of zones.
    """
    ground = Addresses(tiers.hospital)
    joined = joined_pairs(tiers)
    rows = [_Row(ground, tiers, c, joined[c.conduit]) for c in tiers.hospital.conduits.values()]
    probing = tuple(probers)
    return {gate: _book(ground, gate, rows, interfaces, probing) for gate in tiers.hospital.gates}


def joined_pairs(tiers: Tiers) -> Mapping[ConduitId, tuple[Pair, ...]]:
    """Conduit -> pairs of zones (from, to) that its row joins; deny rows join nothing.

    A row by prefix joins also zones of whose told hosts none stands in the prefix: others there may.
    """
    hospital, reach = tiers.hospital, tiers.ground.reach
    zones = hospital.hosts.zone_ids
    by_row = pairs_joined(reach, len(tiers.ground.hospital.conduits), len(zones))
    found: dict[ConduitId, list[Pair]] = {c: [] for c in hospital.conduits}
    names = tuple(hospital.conduits)
    for row, pairs in enumerate(by_row):
        found[names[int(tiers.owner[row])]] += [(zones[a], zones[b]) for a, b in pairs]
    ground = Addresses(hospital)
    for c in hospital.conduits.values():
        if c.action is Action.ALLOW and (c.from_.prefix is not None or c.to.prefix is not None):
            one, other = ([z for z in hospital.zones if ground.may_mean(s, z)] for s in (c.from_, c.to))
            found[c.conduit] += [(a, b) for a, b in product(one, other) if a != b]
    return {c: tuple(dict.fromkeys(pairs)) for c, pairs in found.items()}


def gate_between(hospital: Hospital, conduit: Conduit, pair: Pair) -> GateId | None:
    """The gate that cuts a conduit between two zones: its own, else the quicker of the two zones'; None: there is none.

    Inside one zone it is what contains the zone; where the inside is open none is, for closing a row there would close
    nothing that is not open anyway. Containment is another measure.
    """
    source, target = hospital.zones[pair[0]], hospital.zones[pair[1]]
    if source.zone == target.zone and source.inside is Inside.OPEN:
        return None
    if conduit.gate is not None:
        return conduit.gate
    if source.zone == target.zone:
        return source.contain
    choices = [g for g in (source.gate, target.gate) if g is not None]
    return min(choices, key=lambda g: hospital.gates[g].fire_min) if choices else None


def gated_pairs(tiers: Tiers) -> Mapping[ConduitId, tuple[Pair, ...]]:
    """`joined_pairs` of the conduits that gates can cut whole: one stands between every pair of zones they join.

    A seal that names another closes nothing there, and must not be priced as if it did.
    """
    hospital = tiers.hospital
    found = {}
    for conduit, pairs in joined_pairs(tiers).items():
        between = [pair for pair in pairs if pair[0] != pair[1]]
        if between and all(gate_between(hospital, hospital.conduits[conduit], pair) for pair in between):
            found[conduit] = pairs
    return found


class _Row:
    """One conduit with its cells, once for all gates."""

    def __init__(self, ground: Addresses, tiers: Tiers, conduit: Conduit, pairs: tuple[Pair, ...]) -> None:
        self.conduit, self.pairs = conduit, pairs
        self.gates: dict[GateId, list[Pair]] = {}
        for pair in pairs:
            gate = gate_between(tiers.hospital, conduit, pair)
            if gate is not None:
                self.gates.setdefault(gate, []).append(pair)
        allows = conduit.action is Action.ALLOW
        rows = {p: tiers.kept(conduit.conduit, p) if allows else () for p in STAGED}
        self.kept = tuple((p, tuple(ground.cells(rows[p], pairs))) for p in STAGED)
        self.untold = tuple(dict.fromkeys(h for p in STAGED for row in rows[p] for h in ground.untold(row)))

    def seen_by(self, gate: GateId) -> BookConduit:
        return BookConduit(
            conduit=self.conduit.conduit,
            pairs=tuple(self.gates.get(gate, ())),
            kept=self.kept,
            break_glass=self.conduit.break_glass,
            clinical_owner=self.conduit.clinical_owner,
            on_expiry=self.conduit.on_expiry,
            untold=self.untold,
        )


def _book(
    ground: Addresses,
    gate: GateId,
    rows: list[_Row],
    interfaces: Mapping[tuple[GateId, ZoneId], str],
    probers: tuple[Prober, ...],
) -> GateBook:
    hospital = ground.hospital
    contained = tuple(z.zone for z in hospital.zones.values() if z.contain == gate)
    cut = {frozenset(p) for row in rows for p in row.gates.get(gate, ())} | {frozenset({z}) for z in contained}
    alike = {z.zone for z in hospital.zones.values() if not z.prefixes}
    seen = {_seen(p, alike) for p in cut}
    relevant = [row for row in rows if any(_seen(p, alike) in seen for p in row.pairs)]
    zones = {z for pair in cut for z in pair}
    if zones & alike:
        zones |= alike
    hosts = hospital.hosts
    quarantined = [i for i in range(len(hosts)) if hosts.quarantine_of(i) == gate]
    return GateBook(
        hospital=hospital.settings.hospital.name,
        hospital_sha256=hospital.sha256,
        gate=gate,
        places=tuple(
            Place(
                zone=z.zone,
                prefixes=ground.of_zone(z.zone),
                told=bool(z.prefixes),
                interface=interfaces.get((gate, z.zone), ""),
            )
            for z in hospital.zones.values()
            if z.zone in zones or (gate, z.zone) in interfaces
        ),
        conduits=tuple(row.seen_by(gate) for row in relevant),
        hosts=tuple((hosts.ids[i], str(address)) for i in quarantined if (address := hosts.address_of(i)) is not None),
        contained=contained,
        probers=tuple(p for p in probers if p.zone in zones),
    )


def _seen(pair: Iterable[ZoneId], alike: Container[ZoneId]) -> frozenset[ZoneId | None]:
    """A pair as packets tell it: zones of which no network is told look the same."""
    return frozenset(None if z in alike else z for z in pair)


class Addresses:
    """Selectors as prefixes, zone by zone."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.chosen = cache(lambda selector: matches(selector, hospital.hosts))
        self.of_zone = cache(self._of_zone)
        self.elsewhere = tuple(str(p) for p in elsewhere(hospital.zones.values()))

    def cells(self, rows: Iterable[Conduit], pairs: tuple[Pair, ...]) -> Iterator[Cell]:
        """What rows let through between these pairs of zones."""
        for row in rows:
            for a, b in pairs:
                sources, targets = self.of(row.from_, a), self.of(row.to, b)
                if sources and targets:
                    yield Cell(
                        from_zone=a,
                        to_zone=b,
                        sources=sources,
                        targets=targets,
                        protocol=row.protocol,
                        ports=() if row.protocol is Protocol.ICMP else row.ports,
                    )

    def untold(self, row: Conduit) -> Iterator[HostId]:
        """Hosts a row names one by one or by their role of which no address is told."""
        hosts = self.hospital.hosts
        for selector in (row.from_, row.to):
            if selector.host is not None or selector.role is not None:
                without = self.chosen(selector) & (hosts.address_family == 0)
                yield from (hosts.ids[i] for i in np.flatnonzero(without).tolist())

    def _of_zone(self, zone: ZoneId) -> tuple[str, ...]:
        # Told networks of one zone may lie within each other; sets in the kernel refuse that.
        return collapsed(self.hospital.zones[zone].prefixes) or self.elsewhere

    def of(self, selector: Selector, zone: ZoneId) -> tuple[str, ...]:
        """The prefixes of a selector within one zone."""
        if selector.zone is not None and selector.zone != zone:
            return ()
        if selector.prefix is not None:
            return tuple(self._within(selector.prefix, zone))
        if selector.host is None and selector.role is None:
            return self.of_zone(zone)
        hosts = self.hospital.hosts
        index = list(hosts.zone_ids).index(zone)
        at = np.flatnonzero(self.chosen(selector) & (hosts.zone_at == index)).tolist()
        return collapsed(ip_network(address) for i in at if (address := hosts.address_of(i)) is not None)

    def may_mean(self, selector: Selector, zone: ZoneId) -> bool:
        """Whether a selector chooses anybody in a zone, told or not, with an address or without."""
        hosts = self.hospital.hosts
        if selector.prefix is None and (selector.host is not None or selector.role is not None):
            return bool((self.chosen(selector) & (hosts.zone_at == hosts.zone_ids.index(zone))).any())
        return bool(self.of(selector, zone))

    def _within(self, prefix: Prefix, zone: ZoneId) -> Iterator[str]:
        for text in self.of_zone(zone):
            own = ip_network(text)
            if own.version == prefix.version and own.overlaps(prefix):
                yield str(own if own.prefixlen >= prefix.prefixlen else prefix)


def collapsed(networks: Iterable[Prefix]) -> tuple[str, ...]:
    """The same addresses in as few prefixes as possible, IPv4 first.

    >>> collapsed([ip_network("10.0.0.0/32"), ip_network("10.0.0.1/32")])
    ('10.0.0.0/31',)
    """
    every = list(networks)
    four = collapse_addresses(n for n in every if isinstance(n, IPv4Network))
    six = collapse_addresses(n for n in every if isinstance(n, IPv6Network))
    return tuple(str(n) for n in (*four, *six))


def elsewhere(zones: Iterable[Zone]) -> tuple[Prefix, ...]:
    """Every address that lies in no network of any zone.

    >>> elsewhere([])
    (IPv4Network('0.0.0.0/0'), IPv6Network('::/0'))
    """
    left: list[Prefix] = [IPv4Network("0.0.0.0/0"), IPv6Network("::/0")]
    for taken in (p for z in zones for p in z.prefixes):
        left = [part for own in left for part in _minus(own, taken)]
    return tuple(left)


def _minus(own: Prefix, taken: Prefix) -> Iterator[Prefix]:
    if isinstance(own, IPv4Network) and isinstance(taken, IPv4Network):
        yield from _less(own, taken)
        return
    if isinstance(own, IPv6Network) and isinstance(taken, IPv6Network):
        yield from _less(own, taken)
        return
    yield own


_P = TypeVar("_P", IPv4Network, IPv6Network)


def _less(own: _P, taken: _P) -> Iterator[_P]:
    if not own.overlaps(taken):
        yield own
    elif taken.prefixlen > own.prefixlen:
        yield from own.address_exclude(taken)
