"""A seal as one gate holds it: which pairs of networks are touched, and what still passes between them.

Between touched zones everything is refused that no conduit keeps: whoever cuts one conduit of a pair closes whatever
nobody told of as well. Both directions are touched, or a session picked up in its middle from the other side would
slip through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from ipaddress import ip_address, ip_network

import msgspec

from codedark.gap.admin_paths import ADMINISTRATION
from codedark.gap.gate_book import BookConduit, Cell, GateBook, Place, Prober
from codedark.gap.posture import Pair, Posture, Seal
from codedark.hospital.records import ConduitId, PortRange, ZoneId
from codedark.hospital.words import Protocol

PROBE_PORT = 47117
"""Where probers listen for tokens (UDP); in the dynamic range, so that no conduit names it by chance."""
CONTROL_PORT = 47118
"""Where the positive control passes from prober to prober (UDP): the one flow a seal adds."""
CANARY_PORTS_MOST = 8
"""Ports of cut conduits probed for each pair of zones, beside the probe port; lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A token to be sent from one prober to another; never to a clinical device."""

    from_zone: ZoneId
    to_zone: ZoneId
    source: str
    target: str
    protocol: Protocol
    port: int
    passes: bool
    """Whether it must arrive (break-glass, control) or must not."""
    conduit: ConduitId | None
    """The conduit it stands for; None: the probe port, or the control."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSeal:
    """One seal on one gate. `name` is its digest: the same content has the same name everywhere."""

    name: str
    touched: tuple[Pair, ...]
    """Ordered pairs, both directions of each."""
    keep: tuple[Cell, ...]
    watch: tuple[Cell, ...]
    quarantine: tuple[str, ...]
    """Addresses that neither send nor receive."""
    guarded: tuple[ZoneId, ...]
    """Zones on interfaces behind which every network is told: another's address coming from there is refused."""
    canaries: tuple[Canary, ...]

    @property
    def empty(self) -> bool:
        """Whether this gate has nothing to do."""
        return not (self.touched or self.watch or self.quarantine)


def gate_seal(book: GateBook, seal: Seal) -> GateSeal:
    """Say what one gate must hold for a seal; conduits that others cut are kept as the seal says.

    Cost: linear in the book.
    """
    at = dict(seal.postures)
    cut = {c.conduit: at.get(c.conduit, Posture.NORMAL) for c in book.conduits}
    cutting = [c for c in book.conduits if cut[c.conduit] >= Posture.NO_ADMINISTRATION]
    touched = _touched(book, cutting, seal)
    keep = tuple(_once(_kept(book, cut, touched)))
    watch = (c for c in book.conduits if cut[c.conduit] is Posture.WATCH and c.pairs)
    zones = {z for pair in touched for z in pair}
    hosts = dict(book.hosts)
    body = GateSeal(
        name="",
        touched=touched,
        keep=keep,
        watch=tuple(_once(cell for c in watch for cell in c.cells(Posture.WATCH))),
        quarantine=tuple(sorted(hosts[h] for h in seal.quarantine if h in hosts)),
        guarded=tuple(_guarded(book, zones)),
        canaries=tuple(_canaries(book, touched, cutting, keep)),
    )
    return replace(body, name=digest(body))


def digest(body: object) -> str:
    """Twelve hexadecimal digits of the SHA-256 of a record written one way only."""
    return sha256(msgspec.json.encode(body, order="deterministic")).hexdigest()[:12]


def _touched(book: GateBook, cutting: Iterable[BookConduit], seal: Seal) -> tuple[Pair, ...]:
    pairs = {pair for c in cutting for pair in c.pairs}
    pairs |= {(z, z) for z in seal.contain if z in book.contained}
    return tuple(sorted(pairs | {(b, a) for a, b in pairs}))


def _guarded(book: GateBook, touched: set[ZoneId]) -> Iterator[ZoneId]:
    """All zones of each interface on which a touched one hangs; none where a zone's networks are not told."""
    behind: dict[str, list[Place]] = {}
    for place in book.places:
        if place.interface:
            behind.setdefault(place.interface, []).append(place)
    for places in behind.values():
        if all(p.told for p in places) and any(p.zone in touched for p in places):
            yield from (p.zone for p in places)


def _kept(book: GateBook, at: dict[ConduitId, Posture], touched: Iterable[Pair]) -> Iterator[Cell]:
    """What passes between touched zones, and between those that packets do not tell from them."""
    alike = {p.zone: None for p in book.places if not p.told}
    seen = {(alike.get(a, a), alike.get(b, b)) for a, b in touched}
    for c in book.conduits:
        for cell in c.cells(at[c.conduit]):
            if (alike.get(cell.from_zone, cell.from_zone), alike.get(cell.to_zone, cell.to_zone)) in seen:
                yield cell


def _once(cells: Iterable[Cell]) -> Iterator[Cell]:
    yield from dict.fromkeys(cells)


def _canaries(
    book: GateBook, touched: tuple[Pair, ...], cutting: list[BookConduit], keep: tuple[Cell, ...]
) -> Iterator[Canary]:
    at: dict[ZoneId, list[Prober]] = {}
    for p in book.probers:
        at.setdefault(p.zone, []).append(p)
    for pair in touched:
        ends = [(a, b) for a in at.get(pair[0], ()) for b in at.get(pair[1], ()) if _can_speak(a, b)]
        if ends:
            yield from _between(pair, *ends[0], cutting, keep)


def _can_speak(one: Prober, other: Prober) -> bool:
    return one.address != other.address and (":" in one.address) == (":" in other.address)


def _between(
    pair: Pair, source: Prober, target: Prober, cutting: list[BookConduit], keep: tuple[Cell, ...]
) -> Iterator[Canary]:
    def canary(protocol: Protocol, port: int, conduit: ConduitId | None, *, passes: bool) -> Canary:
        return Canary(
            from_zone=pair[0],
            to_zone=pair[1],
            source=source.address,
            target=target.address,
            protocol=protocol,
            port=port,
            passes=passes,
            conduit=conduit,
        )

    yield canary(Protocol.UDP, CONTROL_PORT, None, passes=True)
    if not _open(keep, pair, source, target, Protocol.UDP, PROBE_PORT):
        yield canary(Protocol.UDP, PROBE_PORT, None, passes=False)
    wanted: dict[tuple[Protocol, int], ConduitId] = {}
    for conduit in cutting:
        for cell in conduit.cells(Posture.WATCH):
            if (cell.from_zone, cell.to_zone) == pair:
                for asked in _ports(cell.protocol, cell.ports):
                    wanted.setdefault(asked, conduit.conduit)
    for (protocol, port), name in sorted(wanted.items())[:CANARY_PORTS_MOST]:
        yield canary(protocol, port, name, passes=_open(keep, pair, source, target, protocol, port))


def _ports(protocol: Protocol, ranges: tuple[PortRange, ...]) -> Iterator[tuple[Protocol, int]]:
    """The first port of each range; of every port those that machines are administered by, which posture 2 closes."""
    for p in (Protocol.TCP, Protocol.UDP) if protocol is Protocol.ANY else (protocol,):
        if p is not Protocol.ICMP:
            yield from ((p, r.first) for r in ranges or dict(ADMINISTRATION.parts)[p])


def _open(keep: tuple[Cell, ...], pair: Pair, source: Prober, target: Prober, protocol: Protocol, port: int) -> bool:
    """Whether what is kept lets this token through anyway."""
    return any(
        (cell.from_zone, cell.to_zone) == pair
        and cell.protocol in {protocol, Protocol.ANY}
        and (not cell.ports or any(r.first <= port <= r.last for r in cell.ports))
        and within(source.address, cell.sources)
        and within(target.address, cell.targets)
        for cell in keep
    )


def within(address: str, prefixes: Iterable[str]) -> bool:
    """Whether an address lies in one of these prefixes."""
    known = ip_address(address)
    return any(known.version == net.version and known in net for net in map(ip_network, prefixes))
