"""The rules of one chain as the kernel holds them, as a digest: to see at once whether anybody changed them.

Listing a chain through libnftables fetches every set of its table first, a quarter of a second where many seals are
staged; asking for the rules of one chain alone takes a tenth of a millisecond.
Source: linux/netfilter/nf_tables.h (numbers of messages and attributes).
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from hashlib import sha256

from codedark.gates.netlink_switch import NETLINK_NETFILTER

_GET_CHAIN, _GET_RULE = (10 << 8) | 4, (10 << 8) | 7
_REQUEST, _DUMP = 0x1, 0x300
_ERROR, _DONE = 0x2, 0x3
_TABLE, _NAME_OF_RULES, _NAME_OF_CHAIN = 1, 2, 3
_EXPRESSIONS = 4
_HOOK, _POLICY, _TYPE = 4, 5, 7
_FAMILY = {"inet": 1, "bridge": 7}
_KIND = 0x3FFF
"""The upper two bits of an attribute's number say how it is written, not what it is."""


def chain_digest(family: str, table: str, chain: str) -> str:
    """Digest of a chain: where it hooks in, and its rules in their order, counters and handles left out.

    Raises:
        OSError: there is no such chain in this namespace.
    """
    parts = sha256()
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as sock:
        sock.bind((0, 0))
        sock.settimeout(2.0)
        names = _text(_TABLE, table)
        for _, data in _asked(sock, _GET_CHAIN, 0, family, names + _text(_NAME_OF_CHAIN, chain)):
            told = dict(_attributes(data))
            parts.update(b"".join(told.get(kind, b"-") for kind in (_HOOK, _POLICY, _TYPE)))
        for _, data in _asked(sock, _GET_RULE, _DUMP, family, names + _text(_NAME_OF_RULES, chain)):
            parts.update(b"rule" + dict(_attributes(data)).get(_EXPRESSIONS, b""))
    return parts.hexdigest()


def _text(kind: int, value: str) -> bytes:
    data = value.encode() + b"\0"
    return struct.pack("=HH", 4 + len(data), kind) + data + b"\0" * (-len(data) % 4)


def _asked(sock: socket.socket, kind: int, flags: int, family: str, attributes: bytes) -> Iterator[tuple[int, bytes]]:
    """Ask, and give each message of the answer with its attributes."""
    body = struct.pack("!BBH", _FAMILY[family], 0, 0) + attributes
    sock.send(struct.pack("=IHHII", 16 + len(body), kind, _REQUEST | flags, 1, 0) + body)
    while True:
        data = sock.recv(1 << 20)
        at = 0
        while at + 16 <= len(data):
            size, said = struct.unpack_from("=IH", data, at)
            if said == _DONE:
                return
            if said == _ERROR:
                code = -struct.unpack_from("=i", data, at + 16)[0]
                raise OSError(code, "no such chain")
            yield said, data[at + 20 : at + size]
            at += (size + 3) & ~3
        if not flags:
            return


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(data):
        size, kind = struct.unpack_from("=HH", data, at)
        if size < 4:
            return
        yield kind & _KIND, data[at + 4 : at + size]
        at += (size + 3) & ~3
