"""A draft into a device's chain: header, commitment, hash, signature. Clock, salt and key are brought along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from codedark.record.entry import (
    FIRST_PREV,
    SIGNED,
    DeviceId,
    Draft,
    Entry,
    Head,
    Header,
    committed,
    header_hash,
)
from codedark.record.plain import as_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What a device writes with."""

    incident: str
    device: DeviceId
    sign: Callable[[bytes], bytes]
    """Ed25519 with the device's key: bytes to 64 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What only the world can give: the clocks, and luck."""

    recorded_at: datetime
    clock_ms: int
    salt: bytes


def sealed(draft: Draft, pen: Pen, last: Head | None, moment: Moment, seen: tuple[Head, ...] = ()) -> Entry:
    """Put a draft behind the last entry of a device's chain.

    Args:
        last: head of this device's own chain; None: it has none yet.
        seen: heads of the other devices' chains that lie here.
    Returns:
        The entry; nothing is kept anywhere yet.
    Raises:
        ValueError: `last` is another device's, or a clock without offset.
    """
    if last is not None and last.device != pen.device:
        raise ValueError(f"last={last.device}: the head of another device than {pen.device}")
    if moment.recorded_at.tzinfo is None:
        raise ValueError(f"recorded_at={moment.recorded_at}: an aware time is needed")
    header = Header(
        incident=pen.incident,
        device=pen.device,
        seq=1 if last is None else last.seq + 1,
        event_at=draft.event_at,
        recorded_at=moment.recorded_at,
        clock_ms=moment.clock_ms,
        kind=draft.kind,
        role=draft.role,
        links=draft.links,
        seen=seen,
        commitment=committed(as_bytes(draft.body), moment.salt),
        prev=FIRST_PREV if last is None else last.hash,
    )
    own = header_hash(header.raw())
    signature = pen.sign(SIGNED + bytes.fromhex(own))
    return Entry(header=header, hash=own, signature=signature.hex(), body=draft.body, salt=moment.salt.hex())


def head_of(entry: Entry) -> Head:
    """The head of a chain that ends with this entry."""
    return Head(device=entry.header.device, seq=entry.header.seq, hash=entry.hash)
