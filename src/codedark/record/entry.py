"""One line of the log: a header that is chained and signed, and a body that can be erased without breaking the chain.

The header holds a *commitment*, the SHA-256 of a random salt and the body. Whoever erases body and salt leaves a header
that still chains, and that tells nobody what stood there: without the salt a guess cannot be checked against it.
Each *device* writes a chain of its own and is named by its key: those that were apart can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NewType

from codedark.record.assertion import Assertion, AssertionId, Document, Question, Withdrawal
from codedark.record.edtf import When
from codedark.record.plain import as_bytes, from_bytes

DeviceId = NewType("DeviceId", str)
"""First 8 bytes of the SHA-256 of the device's public key, 16 hexadecimal digits: its key proves its name."""
EntryHash = NewType("EntryHash", str)
"""SHA-256 of a header's bytes, 64 hexadecimal digits."""

FIRST_PREV = EntryHash("0" * 64)
"""What stands before a device's first entry."""
SALT_BYTES = 16
_HEADER = b"codedark entry v1\x00"
_BODY = b"codedark body v1\x00"
SIGNED = b"codedark entry signature v1\x00"
"""What a device signs is this and the 32 bytes of the hash: a signature given for an order is worth nothing here."""


class EntryKind(StrEnum):
    """What an entry tells of."""

    OBSERVATION = "observation"
    DECISION = "decision"
    ACTION = "action"
    MESSAGE = "message"
    """Said to others or by them; documents taken in, questions asked, notifications sent."""
    COUNT = "count"
    STATUS = "status"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something a role decided, in a form clocks and papers can be made from."""

    what: str
    """`aware`, `significant`, `personal-data-breach`, `high-risk`, `ended`, `confirm`, or another word."""
    value: str
    """`yes`, `no`, or another word."""
    at: datetime | None = None
    """The moment it speaks of, aware: when we became aware, when it ended. None: of none."""
    regime: str = ""
    """The rule pack it is for; empty: all."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A notification or statement that left the house; the text is kept elsewhere, its hash here."""

    regime: str
    """Name of a rule pack, or `public`."""
    stage: str
    """`early-warning`, `notification`, `progress`, `final`, `statement`."""
    recipient: str
    sent_at: datetime
    reference: str = ""
    """The number the recipient gave it; empty: none yet."""
    sha256: str
    """Of what was sent, as it was sent."""
    rests_on: tuple[AssertionId, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an entry says. At least a sentence; the rest where there is some."""

    text: str
    """One or two sentences, as people read them. No patient's and no person's name."""
    assertions: tuple[Assertion, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    documents: tuple[Document, ...] = ()
    questions: tuple[Question, ...] = ()
    decision: Decision | None = None
    sent: Sent | None = None
    came_from: str = ""
    """Part of this program it came from: `response`, `divert`, `gate`, `drill`, `intake`; empty: a person typed it."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What it rests on: plan, gate, evidence, counters, stages before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before a device puts it into its chain."""

    kind: EntryKind
    role: str
    """Who tells it: `incident-commander`, `emergency-physician`, `machine`, `gate NAME`. Never a person's name."""
    event_at: When
    """When it happened, as well as that is known."""
    body: Body
    links: tuple[EntryHash, ...] = ()
    """Entries it is about: what a correction corrects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry of a device's chain: who has it can tell whether a tail was cut off."""

    device: DeviceId
    seq: int
    hash: EntryHash


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What is chained: everything but the words."""

    incident: str
    """16 hexadecimal digits, drawn when the incident was opened."""
    device: DeviceId
    seq: int
    """From 1, without gaps."""
    event_at: When
    recorded_at: datetime
    """This device's clock, aware UTC; two devices' clocks may differ."""
    clock_ms: int
    """Milliseconds since the device started: shows when its clock was set."""
    kind: EntryKind
    role: str
    links: tuple[EntryHash, ...] = ()
    seen: tuple[Head, ...] = ()
    """Heads of other devices that this one held when it wrote: each is a witness to the others' tails."""
    commitment: str
    """From `committed`, 64 hexadecimal digits."""
    prev: EntryHash

    def raw(self) -> bytes:
        """What is hashed and kept."""
        return as_bytes(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as it lies in the log."""

    header: Header
    hash: EntryHash
    signature: str
    """Ed25519 over `SIGNED` and the hash, 128 hexadecimal digits."""
    body: Body | None
    """None: erased."""
    salt: str = ""
    """32 hexadecimal digits; empty: erased."""


def header_hash(raw: bytes) -> EntryHash:
    """The hash of a header's bytes, which the next entry of the device names as `prev`."""
    return EntryHash(sha256(_HEADER + raw).hexdigest())


def committed(body: bytes, salt: bytes) -> str:
    """What a header says of a body without giving it away.

    Args:
        body: `as_bytes` of it.
        salt: `SALT_BYTES` random bytes, drawn by whoever writes, anew for each body: else alike bodies would show.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"salt of {len(salt)} bytes: {SALT_BYTES} are needed")
    return sha256(_BODY + salt + body).hexdigest()


def device_id(public_hex: str) -> DeviceId:
    """The name of a device.

    >>> device_id("00" * 32)
    '66687aadf862bd77'
    """
    return DeviceId(sha256(bytes.fromhex(public_hex)).hexdigest()[:16])


def read_body(raw: bytes) -> Body:
    """A body from its bytes. Raises NotThisForm: it is none."""
    return from_bytes(Body, raw)


def read_header(raw: bytes) -> Header:
    """A header from its bytes. Raises NotThisForm: it is none."""
    return from_bytes(Header, raw)
