"""The switch as raw netlink: one message batch of a few hundred bytes, built beforehand, sent in one call.

libnftables takes half a millisecond to parse and evaluate the same few elements; this takes a tenth of it, and what is
sent can be hashed and signed with the plan. Only elements of plain sets are written, nothing else is spoken here.
Source: linux/netfilter/nf_tables.h and nfnetlink.h (numbers of messages and attributes).
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from os import strerror

NETLINK_NETFILTER = 12
_SUBSYSTEM = 10
_BATCH_BEGIN, _BATCH_END = 0x10, 0x11
_NEW_ELEMENT, _DELETE_ELEMENT = (_SUBSYSTEM << 8) | 12, (_SUBSYSTEM << 8) | 14
_REQUEST, _ACK, _CREATE = 0x1, 0x4, 0x400
_NESTED = 0x8000
_FAMILY = {"inet": 1, "bridge": 7}
_TABLE, _SET, _ELEMENTS, _ELEMENT, _KEY, _VALUE, _TIMEOUT = 1, 2, 3, 1, 1, 1, 4
ETHER_TYPE = {"ip": 0x0800, "ip6": 0x86DD}
_ERROR = 0x2
_GET_GENERATION = (_SUBSYSTEM << 8) | 16


class SwitchRefused(OSError):
    """The kernel refused the batch: nothing of it was done."""


@dataclass(frozen=True, slots=True)
class Change:
    """Elements of one set to add (renewing those that are there), or to delete."""

    set_name: str
    ether_types: tuple[str, ...]
    timeout_s: float | None = None
    """Until the kernel lets go; None: until somebody does."""
    renew: bool = True
    """Whether an element that is there gets the new timeout; False leaves it as it is."""


def batch(family: str, table: str, changes: Iterable[Change]) -> bytes:
    """One transaction that puts elements into plain sets.

    Adding what is already there succeeds and renews nothing, so a change that renews adds, deletes and adds again: all
    of it takes effect at one instant.
    """
    messages: list[tuple[int, bytes]] = []
    for change in changes:
        plain = _elements(family, table, change.set_name, change.ether_types, None)
        if change.renew:
            messages += [(_NEW_ELEMENT, plain), (_DELETE_ELEMENT, plain)]
        messages.append((_NEW_ELEMENT, _elements(family, table, change.set_name, change.ether_types, change.timeout_s)))
    whole = _message(_BATCH_BEGIN, _REQUEST, 0, _begin())
    for k, (kind, body) in enumerate(messages, 1):
        flags = _REQUEST | (_CREATE if kind == _NEW_ELEMENT else 0) | (_ACK if k == len(messages) else 0)
        whole += _message(kind, flags, k, body)
    return whole + _message(_BATCH_END, _REQUEST, len(messages) + 1, _begin())


class SwitchSocket:
    """An open netlink socket: kept open, because opening one takes longer than firing."""

    def __init__(self) -> None:
        """Open in the network namespace of this thread."""
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
        self._socket.bind((0, 0))
        self._socket.settimeout(2.0)

    def close(self) -> None:
        """Close it."""
        self._socket.close()

    def __enter__(self) -> SwitchSocket:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def generation(self) -> int:
        """Number of the rule set in this namespace: it grows with every change anybody commits, with nothing else."""
        self._socket.send(_message(_GET_GENERATION, _REQUEST, 0, struct.pack("!BBH", 0, 0, 0)))
        data = self._socket.recv(65536)
        return int(struct.unpack_from("!I", data, 16 + 4 + 4)[0])

    def send(self, prepared: bytes) -> None:
        """Do one batch; back when the kernel has committed it.

        Raises:
            SwitchRefused: with what the kernel said.
            TimeoutError: no answer within two seconds.
        """
        self._socket.send(prepared)
        while True:
            for kind, code in _answers(self._socket.recv(65536)):
                if kind == _ERROR and code:
                    raise SwitchRefused(-code, f"nftables refused the switch: {strerror(-code)}")
                if kind == _ERROR:
                    return


def _answers(data: bytes) -> Iterable[tuple[int, int]]:
    at = 0
    while at + 16 <= len(data):
        size, kind = struct.unpack_from("=IH", data, at)
        yield kind, struct.unpack_from("=i", data, at + 16)[0] if kind == _ERROR else 0
        at += (size + 3) & ~3


def _begin() -> bytes:
    return struct.pack("!BBH", 0, 0, _SUBSYSTEM)


def _message(kind: int, flags: int, sequence: int, body: bytes) -> bytes:
    return struct.pack("=IHHII", 16 + len(body), kind, flags, sequence, 0) + body


def _attribute(kind: int, value: bytes) -> bytes:
    size = 4 + len(value)
    return struct.pack("=HH", size, kind) + value + b"\0" * (-size % 4)


def _elements(family: str, table: str, set_name: str, ether_types: tuple[str, ...], timeout_s: float | None) -> bytes:
    told = b"".join(_element(ETHER_TYPE[kind], timeout_s) for kind in ether_types)
    return (
        struct.pack("!BBH", _FAMILY[family], 0, 0)
        + _attribute(_TABLE, table.encode() + b"\0")
        + _attribute(_SET, set_name.encode() + b"\0")
        + _attribute(_ELEMENTS | _NESTED, told)
    )


def _element(ether_type: int, timeout_s: float | None) -> bytes:
    key = _attribute(_KEY | _NESTED, _attribute(_VALUE, struct.pack("!H", ether_type)))
    if timeout_s is not None:
        key += _attribute(_TIMEOUT, struct.pack("!Q", max(1, round(timeout_s * 1000))))
    return _attribute(_ELEMENT | _NESTED, key)
