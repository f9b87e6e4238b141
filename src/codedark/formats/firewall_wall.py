"""A seal as an ordered list of plain lines, the same for every make: quarantine, what is refused anyway, keep, drop.

Each line has one address family, one protocol and named sets of addresses, so that a make only has to spell it.
A name from the hospital's tables reaches a text through `plain` alone: letters, digits, dot, dash, underscore.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from codedark.formats.firewall_record import WORD
from codedark.gap.gate_book import Cell, GateBook
from codedark.gap.gate_seal import GateSeal
from codedark.hospital.records import PortRange
from codedark.hospital.words import Protocol

Version = Literal[4, 6]
REMARK_MOST = 80
"""Characters of a remark; the shortest any make allows is 100, and the line's code stands before it."""
VERSIONS: tuple[Version, Version] = (4, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSet:
    """Addresses of one family under a name. No prefixes: every address of that family."""

    name: str
    """Unique within a wall, at most 24 characters; the family's name for every address."""
    version: Version
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a wall. Direction: who opens the connection."""

    code: str
    """`Q001` quarantine, `R001` refused by a conduit that denies, `K001` kept, `C001` control, `D001` dropped."""
    permits: bool
    version: Version
    sources: AddressSet
    targets: AddressSet
    protocol: Protocol
    ports: tuple[PortRange, ...]
    """Destination ports, of TCP and UDP alone; () is every port."""
    says: str
    """In plain words, for a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toward:
    """Where packets to a touched zone leave the gate."""

    zone: str
    interface: str
    """Empty: not told, or no word that an interface could be called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """A seal, ready to be spelled. The first line that matches a packet decides; what no line matches passes."""

    gate: str
    name: str
    """`CODEDARK-` and the seal's digest: every object made for it begins so."""
    lines: tuple[Line, ...]
    toward: tuple[Toward, ...]
    hidden: tuple[str, ...]
    """Hosts of kept conduits without an address, which are therefore cut."""

    def sets(self) -> tuple[AddressSet, ...]:
        """Every named set, once, in the order of the lines; those of every address left out."""
        every = (s for line in self.lines for s in (line.sources, line.targets))
        return tuple(dict.fromkeys(s for s in every if s.prefixes))

    def of(self, version: Version) -> tuple[Line, ...]:
        """The lines of one address family."""
        return tuple(line for line in self.lines if line.version == version)


def wall(book: GateBook, seal: GateSeal, refused: Iterable[Cell] = ()) -> Wall:
    """Put a seal into lines.

    Args:
        refused: what conduits that deny refuse; needed where a permit is final, so that keeping one conduit never opens
            what another forbids.
    Cost: linear in cells, ports and pairs of zones.
    """
    names = _Names(book)
    lines = [
        *_numbered("Q", _quarantine(names, seal)),
        *_numbered("R", (x for cell in refused if _touched(cell, seal) for x in _of_cell(names, cell, permits=False))),
        *_numbered("C", _control(names, seal)),
        *_numbered("K", (line for cell in seal.keep for line in _of_cell(names, cell, permits=True))),
        *_numbered("D", _dropped(names, book, seal)),
    ]
    zones = {z for pair in seal.touched for z in pair}
    return Wall(
        gate=plain(book.gate, 40),
        name=f"CODEDARK-{plain(seal.name, 12)}",
        lines=tuple(lines),
        toward=tuple(
            Toward(zone=names.zone(p.zone), interface=p.interface if re.fullmatch(WORD, p.interface) else "")
            for p in book.places
            if p.zone in zones or seal.quarantine
        ),
        hidden=tuple(plain(h, 60) for h in dict.fromkeys(h for c in book.conduits if c.pairs for h in c.untold)),
    )


def plain(text: str, most: int) -> str:
    r"""A word no command line can misread.

    >>> plain("ward 3; reload\n!", 12)
    'ward-3-reloa'
    """
    return re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9._-]+", "-", text)).strip("-._")[:most].strip("-._") or "x"


def of_version(prefixes: Iterable[str], version: Version) -> tuple[str, ...]:
    """Those of one address family."""
    return tuple(p for p in prefixes if (":" in p) == (version == 6))


def spelled_ports(ports: Iterable[PortRange]) -> str:
    """Ports in plain words: `80,443,8000-8010`; `any` for none."""
    return ",".join(map(str, ports)) or "any"


_RESERVED = re.compile(r"a\d+|any\d?|all|none|default")


class _Names:
    """Names of sets: a zone's own where the addresses are the zone's, else `a1`, `a2` ... in the order they are met."""

    def __init__(self, book: GateBook) -> None:
        self._zones: dict[str, str] = {}
        for place in book.places:
            self._zones[place.zone] = self._free(plain(place.zone, 20))
        self._named: dict[tuple[str, ...], str] = {}
        for place in book.places:
            for version in VERSIONS:
                self._named.setdefault(of_version(place.prefixes, version), self._zones[place.zone])
        self._next = count(1)

    def _free(self, wanted: str) -> str:
        """The name, or one like it, so that no two are alike even where case is not told apart."""
        taken = {name.lower() for name in self._zones.values()}
        choices = (wanted, *(f"{wanted[:16]}-{k}" for k in range(2, 1000)))
        # Never the shape of the names made below, nor a word that platforms keep for themselves.
        return next(n for n in choices if n.lower() not in taken and not _RESERVED.fullmatch(n.lower()))

    def zone(self, zone: str) -> str:
        return self._zones.get(zone) or plain(zone, 20)

    def set(self, prefixes: Iterable[str], version: Version) -> AddressSet:
        own = of_version(prefixes, version)
        if own not in self._named:
            self._named[own] = f"a{next(self._next)}"
        suffix = "" if version == 4 else "-6"
        return AddressSet(name=self._named[own] + suffix, version=version, prefixes=own)


def every(version: Version) -> AddressSet:
    """Every address of a family."""
    return AddressSet(name=f"any{version}", version=version, prefixes=())


@dataclass(frozen=True, slots=True)
class _Body:
    """A line before it is numbered."""

    permits: bool
    version: Version
    sources: AddressSet
    targets: AddressSet
    protocol: Protocol
    ports: tuple[PortRange, ...]
    says: str


def _numbered(letter: str, bodies: Iterable[_Body]) -> Iterator[Line]:
    for number, b in enumerate(dict.fromkeys(bodies), 1):
        yield Line(
            code=f"{letter}{number:03}",
            permits=b.permits,
            version=b.version,
            sources=b.sources,
            targets=b.targets,
            protocol=b.protocol,
            ports=b.ports,
            says=b.says,
        )


def _quarantine(names: _Names, seal: GateSeal) -> Iterator[_Body]:
    for version in VERSIONS:
        quiet = tuple(f"{a}/{32 if version == 4 else 128}" for a in of_version(seal.quarantine, version))
        if quiet:
            hosts, anyone = names.set(quiet, version), every(version)
            yield _Body(False, version, hosts, anyone, Protocol.ANY, (), "quarantined hosts send nothing")
            yield _Body(False, version, anyone, hosts, Protocol.ANY, (), "quarantined hosts receive nothing")


def _touched(cell: Cell, seal: GateSeal) -> bool:
    return (cell.from_zone, cell.to_zone) in seal.touched


def _of_cell(names: _Names, cell: Cell, *, permits: bool) -> Iterator[_Body]:
    # Ports belong to TCP and UDP; a conduit of any protocol that names ports is those two.
    protocols = (Protocol.TCP, Protocol.UDP) if cell.protocol is Protocol.ANY and cell.ports else (cell.protocol,)
    ends = f"{names.zone(cell.from_zone)} to {names.zone(cell.to_zone)}"
    for version in VERSIONS:
        sources, targets = names.set(cell.sources, version), names.set(cell.targets, version)
        if sources.prefixes and targets.prefixes:
            for protocol in protocols:
                ports = () if protocol is Protocol.ICMP else cell.ports
                says = f"{ends} {protocol} {spelled_ports(ports)}"[:REMARK_MOST]
                yield _Body(permits, version, sources, targets, protocol, ports, says)


def _control(names: _Names, seal: GateSeal) -> Iterator[_Body]:
    """The one flow a seal adds: the positive control, from prober to prober."""
    for c in seal.canaries:
        if c.passes and c.conduit is None:
            version: Version = 6 if ":" in c.source else 4
            length = 32 if version == 4 else 128
            source, target = (names.set((f"{end}/{length}",), version) for end in (c.source, c.target))
            says = f"control {names.zone(c.from_zone)} to {names.zone(c.to_zone)}"
            yield _Body(True, version, source, target, c.protocol, (PortRange(c.port, c.port),), says)


def _dropped(names: _Names, book: GateBook, seal: GateSeal) -> Iterator[_Body]:
    for a, b in seal.touched:
        for version in VERSIONS:
            ends = [names.set(book.place(z).prefixes, version) for z in (a, b)]
            if all(end.prefixes for end in ends):
                says = f"{names.zone(a)} to {names.zone(b)} everything else"
                yield _Body(False, version, ends[0], ends[1], Protocol.ANY, (), says)
