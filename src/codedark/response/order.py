"""An order: one act on one plan, in about 20 bytes, so that it can be signed, sent, and read out by telephone.

    byte  0      version (high four bits), act (two bits), reason given (one bit), 0
    bytes 1-6    plan
    bytes 7-10   issued at, seconds since 1970 (UTC)
    bytes 11-12  valid, seconds
    bytes 13-14  hold, minutes
    bytes 15-18  nonce
    then         number of conduits, and the distance from each index to the next, as numbers of 7 bits a byte

What is written has one form only: a payload that says the same in other bytes is refused.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

VERSION = 1
PLAN_BYTES, NONCE_BYTES = 6, 4
CONDUITS_MOST = 4096
_HEAD = struct.Struct(">B6sIHH4s")
_SHORT_MAX = 0xFFFF


class OrderAct(StrEnum):
    """What an order does."""

    CUT = "cut"
    HOLD = "hold"
    """Let a cut stand until `issued_at` + `hold_min`."""
    RELEASE = "release"


_CODES = (OrderAct.CUT, OrderAct.HOLD, OrderAct.RELEASE)


class BadOrder(ValueError):
    """Bytes, or spoken words, that are no order; says what is wrong with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One act on one staged plan. Reasons and names travel beside it; what it does stands in it."""

    act: OrderAct
    plan: str
    """12 hexadecimal digits: the digest by which every gate knows the plan."""
    conduits: tuple[int, ...] = ()
    """To release: indexes into the plan's conduits in their sorted order, increasing; () is all of them."""
    issued_at: datetime
    """Aware UTC, whole seconds."""
    valid_s: int
    """Seconds after `issued_at` in which it is taken."""
    hold_min: int = 0
    """Minutes after `issued_at` until the cut decays; 0 for a release."""
    nonce: bytes
    """Drawn by whoever issues it: two orders never share one."""
    reason_given: bool = False

    def __post_init__(self) -> None:
        if len(self.plan) != 2 * PLAN_BYTES or set(self.plan) - set("0123456789abcdef"):
            raise ValueError(f"plan={self.plan!r}: {2 * PLAN_BYTES} hexadecimal digits, lower case")
        if len(self.nonce) != NONCE_BYTES:
            raise ValueError(f"nonce of {len(self.nonce)} bytes: {NONCE_BYTES} are needed")
        if self.issued_at.utcoffset() != timedelta(0) or self.issued_at.microsecond:
            raise ValueError(f"issued_at={self.issued_at}: aware UTC, whole seconds")
        if not 0 <= self.issued_at.timestamp() < 2**32:
            raise ValueError(f"issued_at={self.issued_at}: from 1970 to 2106")
        if not 0 < self.valid_s <= _SHORT_MAX:
            raise ValueError(f"valid_s={self.valid_s}: from 1 to {_SHORT_MAX}")
        if not (self.hold_min == 0 if self.act is OrderAct.RELEASE else 0 < self.hold_min <= _SHORT_MAX):
            raise ValueError(f"hold_min={self.hold_min}: 0 for a release, otherwise from 1 to {_SHORT_MAX}")
        if self.conduits and self.act is not OrderAct.RELEASE:
            raise ValueError(f"conduits={self.conduits}: only a release names some")
        if any(b <= a for a, b in zip((-1, *self.conduits), self.conduits, strict=False)):
            raise ValueError(f"conduits={self.conduits}: increasing, from 0")
        if len(self.conduits) > CONDUITS_MOST or any(index >= CONDUITS_MOST for index in self.conduits):
            raise ValueError(f"conduits={self.conduits[:5]}...: at most {CONDUITS_MOST}")

    @property
    def digest(self) -> str:
        """16 hexadecimal digits of its payload's SHA-256: what a gate remembers an order by."""
        return sha256(encode(self)).hexdigest()[:16]

    @property
    def expires_at(self) -> datetime:
        """Until when it is taken."""
        return self.issued_at + timedelta(seconds=self.valid_s)


def encode(order: Order) -> bytes:
    """The payload: what is signed, 20 bytes and one a conduit.

    >>> when = datetime(2026, 3, 3, 5, 32, tzinfo=UTC)
    >>> cut = Order(act=OrderAct.CUT, plan="00ff00ff00ff", issued_at=when, valid_s=600, hold_min=30, nonce=b"abcd")
    >>> len(encode(cut)), decode(encode(cut)) == cut
    (20, True)
    """
    first = VERSION << 4 | _CODES.index(order.act) << 2 | order.reason_given << 1
    seconds = int(order.issued_at.timestamp())
    head = _HEAD.pack(first, bytes.fromhex(order.plan), seconds, order.valid_s, order.hold_min, order.nonce)
    steps = (b - a for a, b in zip((-1, *order.conduits), order.conduits, strict=False))
    return head + b"".join(_number(n) for n in (len(order.conduits), *steps))


def decode(payload: bytes) -> Order:
    """The order of a payload, and nothing beside it.

    Raises:
        BadOrder: cut short, too long, of another version, impossible, or written in another form.
    """
    order, used = decode_first(payload)
    if used != len(payload):
        raise BadOrder(f"{len(payload) - used} bytes follow the order")
    return order


def decode_first(raw: bytes) -> tuple[Order, int]:
    """The order at the beginning of some bytes, and how many bytes it takes. Raises BadOrder as `decode`."""
    if len(raw) <= _HEAD.size:
        raise BadOrder(f"{len(raw)} bytes: an order has at least {_HEAD.size + 1}")
    first, plan, seconds, valid_s, hold_min, nonce = _HEAD.unpack_from(raw)
    if first >> 4 != VERSION:
        raise BadOrder(f"written in version {first >> 4}; version {VERSION} is read here")
    if first & 1 or (first >> 2 & 3) >= len(_CODES):
        raise BadOrder(f"no act is written as {first & 0xF:#x}")
    conduits, used = _conduits(raw, _HEAD.size)
    try:
        order = Order(
            act=_CODES[first >> 2 & 3],
            plan=plan.hex(),
            conduits=conduits,
            issued_at=datetime.fromtimestamp(seconds, UTC),
            valid_s=valid_s,
            hold_min=hold_min,
            nonce=nonce,
            reason_given=bool(first & 2),
        )
    except ValueError as wrong:
        raise BadOrder(str(wrong)) from None
    if encode(order) != raw[:used]:
        raise BadOrder("not written in the one form an order has")
    return order, used


def _number(n: int) -> bytes:
    """A number as 7 bits a byte, lowest first; the high bit says that more follows."""
    written = bytearray()
    while n > 0x7F:
        written.append(n & 0x7F | 0x80)
        n >>= 7
    return bytes([*written, n])


def _conduits(raw: bytes, at: int) -> tuple[tuple[int, ...], int]:
    """The indexes that stand from a place on, and the place after them."""
    count, at = _read_number(raw, at)
    if count > CONDUITS_MOST:
        raise BadOrder(f"{count} conduits; at most {CONDUITS_MOST}")
    indexes, index = [], -1
    for _ in range(count):
        step, at = _read_number(raw, at)
        index += step
        indexes.append(index)
    return tuple(indexes), at


def _read_number(raw: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in (0, 7, 14):
        if at >= len(raw):
            break
        byte, at = raw[at], at + 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise BadOrder("its list of conduits is cut short")
