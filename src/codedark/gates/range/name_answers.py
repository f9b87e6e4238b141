"""A name service small enough to read: one question, address records back (RFC 1035, RFC 3596). Bytes to bytes."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from ipaddress import ip_address

_HEADER = struct.Struct("!HHHHHH")
_QUESTION_END = struct.Struct("!HH")
_A, _AAAA, _ANY, _IN = 1, 28, 255, 1
_RESPONSE, _AUTHORITATIVE, _NO_SUCH_NAME, _NOT_UNDERSTOOD = 0x8000, 0x0400, 3, 1
_TTL_S = 60
_LABEL_MOST = 63


def question(number: int, name: str, kind: int = _A) -> bytes:
    """Ask for the addresses of a name.

    >>> asked(question(7, "pacs.hospital"))
    (7, 'pacs.hospital', 1)
    """
    labels = b"".join(bytes([len(part)]) + part for part in name.encode("idna").split(b".") if part)
    return _HEADER.pack(number, 0x0100, 1, 0, 0, 0) + labels + b"\0" + _QUESTION_END.pack(kind, _IN)


def asked(packet: bytes) -> tuple[int, str, int] | None:
    """(number, name in lower case, kind) of a question; None: not a question we understand."""
    if len(packet) < _HEADER.size or _HEADER.unpack_from(packet)[2] != 1:
        return None
    read = _name(packet, _HEADER.size)
    if read is None or len(packet) < read[1] + _QUESTION_END.size:
        return None
    return _HEADER.unpack_from(packet)[0], read[0], _QUESTION_END.unpack_from(packet, read[1])[0]


def _name(packet: bytes, at: int) -> tuple[str, int] | None:
    """A name without pointers, and where it ends."""
    labels: list[str] = []
    while at < len(packet):
        size = packet[at]
        if size == 0:
            return ".".join(labels), at + 1
        if size > _LABEL_MOST or at + 1 + size > len(packet):
            return None
        labels.append(packet[at + 1 : at + 1 + size].decode("latin-1").lower())
        at += 1 + size
    return None


def answer(packet: bytes, addresses: Mapping[str, Sequence[str]]) -> bytes | None:
    """What a name service says to a packet; a name is looked up whole, then by its first label. None: say nothing."""
    told = asked(packet)
    if told is None:
        return None
    number, name, kind = told
    end = packet.index(b"\0", _HEADER.size) + 1 + _QUESTION_END.size
    known = addresses.get(name, addresses.get(name.partition(".")[0]))
    records = [r for a in known or () if (r := _record(a, kind)) is not None]
    flags = _RESPONSE | _AUTHORITATIVE | (_NO_SUCH_NAME if known is None else 0)
    return _HEADER.pack(number, flags, 1, len(records), 0, 0) + packet[_HEADER.size : end] + b"".join(records)


def _record(address: str, kind: int) -> bytes | None:
    packed = ip_address(address).packed
    own = _A if len(packed) == 4 else _AAAA
    if kind not in {own, _ANY}:
        return None
    return struct.pack("!HHHIH", 0xC00C, own, _IN, _TTL_S, len(packed)) + packed


def addresses_in(packet: bytes, number: int) -> tuple[str, ...] | None:
    """Addresses in an answer to question `number`; None: it is none, or says there is no such name.

    >>> addresses_in(answer(question(7, "pacs.x"), {"pacs": ["10.0.0.9"]}), 7)
    ('10.0.0.9',)
    """
    if len(packet) < _HEADER.size:
        return None
    told, flags, questions, count = _HEADER.unpack_from(packet)[:4]
    if told != number or not flags & _RESPONSE or flags & 0xF or questions != 1:
        return None
    read = _name(packet, _HEADER.size)
    if read is None:
        return None
    at, found = read[1] + _QUESTION_END.size, []
    for _ in range(count):
        if at + 12 > len(packet):
            return None
        size = struct.unpack_from("!H", packet, at + 10)[0]
        found.append(str(ip_address(packet[at + 12 : at + 12 + size])))
        at += 12 + size
    return tuple(found)
