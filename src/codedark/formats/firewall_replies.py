"""What a gate that keeps no state must let back: the replies to what a seal keeps.

Without a state table a reply is told from a new connection by little: a TCP flag, an ICMP type, for UDP nothing but the
port it comes from. So a machine on the far side may send UDP from a kept port to any port of the near side; each such
line is named in a caution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from codedark.formats.firewall_wall import AddressSet, Line, Version
from codedark.hospital.records import PortRange
from codedark.hospital.words import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Packets that answer one kept line: its addresses turned round."""

    code: str
    """The code of the line it answers."""
    version: Version
    sources: AddressSet
    targets: AddressSet
    protocol: Protocol
    """TCP: only segments that open nothing. ICMP: only answers and errors."""
    source_ports: tuple[PortRange, ...]


def replies(lines: Iterable[Line]) -> Mapping[str, tuple[Reply, ...]]:
    """Code of a kept line -> its replies, each reply with the first line it answers.

    Errors on the way (too big, unreachable) are ICMP replies of it.
    """
    seen: set[tuple[object, ...]] = set()
    found: dict[str, list[Reply]] = {}
    for line in lines:
        for reply in _replies(line) if line.permits else ():
            key = (reply.sources, reply.targets, reply.protocol, reply.source_ports)
            if key not in seen:
                seen.add(key)
                found.setdefault(line.code, []).append(reply)
    return {code: tuple(every) for code, every in found.items()}


def _replies(line: Line) -> Iterator[Reply]:
    for protocol in _answering(line.protocol):
        yield Reply(
            code=line.code,
            version=line.version,
            sources=line.targets,
            targets=line.sources,
            protocol=protocol,
            source_ports=() if protocol is Protocol.ICMP else line.ports,
        )


def _answering(protocol: Protocol) -> tuple[Protocol, ...]:
    if protocol is Protocol.ANY:
        return (Protocol.TCP, Protocol.UDP, Protocol.ICMP)
    return (protocol,) if protocol is Protocol.ICMP else (protocol, Protocol.ICMP)


def reply_cautions(lines: Iterable[Line]) -> Iterator[str]:
    """Sentences on what replies leave open, where they leave anything open."""
    open_to = [x for x in lines if x.permits and x.protocol in {Protocol.UDP, Protocol.ANY}]
    wide = [x.code for x in open_to if not x.ports]
    narrow = [x.code for x in open_to if x.ports]
    if wide:
        yield f"{_some(wide)}: no ports are told, so any UDP from the far side passes back while the seal is on"
    if narrow:
        yield f"{_some(narrow)}: UDP from those ports of the far side passes back to any port while the seal is on"


def _some(codes: list[str]) -> str:
    shown = ", ".join(codes[:5])
    return f"{shown} and {len(codes) - 5} more" if len(codes) > 5 else shown
