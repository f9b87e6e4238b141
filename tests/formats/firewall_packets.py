"""Packets, and what a seal says about them: the oracle that the texts of every make are held against.

Written from the words of `gap.gate_seal`, not from the renderers: it walks zones and cells, one packet at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from codedark.gap.gate_book import Cell, GateBook
from codedark.gap.gate_seal import GateSeal
from codedark.hospital.words import Protocol

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "icmp6": 58, "gre": 47}


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """One packet. `opens`: the first of a connection, or a request; else an answer."""

    source: IPv4Address | IPv6Address
    target: IPv4Address | IPv6Address
    protocol: str
    """`tcp`, `udp`, `icmp` (of either family) or `gre`."""
    source_port: int = 0
    target_port: int = 0
    opens: bool = True

    @property
    def version(self) -> int:
        return self.source.version

    @property
    def number(self) -> int:
        """The protocol's number in the header."""
        return NUMBERS["icmp6" if self.protocol == "icmp" and self.version == 6 else self.protocol]

    def answer(self) -> Packet:
        """A packet that answers this one."""
        return Packet(
            source=self.target,
            target=self.source,
            protocol=self.protocol,
            source_port=self.target_port,
            target_port=self.source_port,
            opens=False,
        )


def packet(source: str, target: str, protocol: str, port: int = 0, *, source_port: int = 50000) -> Packet:
    """The first packet of a connection."""
    return Packet(
        source=ip_address(source),
        target=ip_address(target),
        protocol=protocol,
        source_port=source_port if port else 0,
        target_port=port,
    )


def inside(address: IPv4Address | IPv6Address, prefixes: Iterable[str]) -> bool:
    """Whether an address lies in one of these prefixes."""
    return any(ip_network(p).version == address.version and address in ip_network(p) for p in prefixes)


def lets_open(book: GateBook, seal: GateSeal, one: Packet, refused: Iterable[Cell] = ()) -> bool:
    """Whether a seal lets a connection be opened."""
    if quiet(seal, one):
        return False
    if not touched(book, seal, one):
        return True
    if any(carries(cell, one) for cell in refused if (cell.from_zone, cell.to_zone) in seal.touched):
        return False
    return kept(seal, one)


def lets_pass(book: GateBook, seal: GateSeal, one: Packet) -> bool:
    """Whether a gate without a state table lets a packet pass: one that opens, or one that may be an answer."""
    if quiet(seal, one):
        return False
    if not touched(book, seal, one) or kept(seal, one):
        return True
    if one.protocol == "icmp":
        return (not one.opens and any(_ends(cell, one.answer()) for cell in seal.keep)) or _answers_control(seal, one)
    answers = kept(seal, one.answer())
    return answers and one.protocol in {"tcp", "udp"} and (not one.opens or one.protocol == "udp")


def quiet(seal: GateSeal, one: Packet) -> bool:
    """Whether a quarantined host sends or receives it."""
    return str(one.source) in seal.quarantine or str(one.target) in seal.quarantine


def touched(book: GateBook, seal: GateSeal, one: Packet) -> bool:
    """Whether it goes between zones that the seal touches."""
    at = {p.zone: p.prefixes for p in book.places}
    return any(inside(one.source, at[a]) and inside(one.target, at[b]) for a, b in seal.touched)


def kept(seal: GateSeal, one: Packet) -> bool:
    """Whether a kept cell, or the control, carries it."""
    return any(carries(cell, one) for cell in seal.keep) or any(
        c.passes
        and c.conduit is None
        and (ip_address(c.source), ip_address(c.target)) == (one.source, one.target)
        and (str(c.protocol), c.port) == (one.protocol, one.target_port)
        for c in seal.canaries
    )


def _answers_control(seal: GateSeal, one: Packet) -> bool:
    return not one.opens and any(
        c.passes and c.conduit is None and (ip_address(c.target), ip_address(c.source)) == (one.source, one.target)
        for c in seal.canaries
    )


def _ends(cell: Cell, one: Packet) -> bool:
    return inside(one.source, cell.sources) and inside(one.target, cell.targets)


def carries(cell: Cell, one: Packet) -> bool:
    """Whether a cell carries it. A cell of any protocol that names ports is TCP and UDP."""
    if not _ends(cell, one):
        return False
    if cell.protocol is Protocol.ANY and not cell.ports:
        return True
    protocols = {"tcp", "udp"} if cell.protocol is Protocol.ANY else {str(cell.protocol)}
    if one.protocol not in protocols:
        return False
    return one.protocol == "icmp" or not cell.ports or any(r.first <= one.target_port <= r.last for r in cell.ports)
