"""Our own way in: one JSON object a message, signed with a shared secret, fresh, and taken once.

    {"at": "2026-01-13T05:32:00Z", "detector": "edr", "rule": "R7", "title": "Credential dump", "severity": "high",
     "initiator": "10.10.0.12", "responder": "10.10.20.4"}

`confidence` (low, medium, high), `initiator_name` and `responder_name` may be told; `responder` may be left out.
Signed is HMAC-SHA-256 over the timestamp (seconds since 1970), a full stop, and the body (RFC 2104, FIPS 198-1).
docs/reference/watch.md has the recipe for a shell.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from codedark.formats.told import (
    Broken,
    NotTold,
    Reading,
    address_of,
    digest,
    iso_time,
    one_line,
    too_long,
)
from codedark.gap.finding import Confidence, Seen, Severity, ToldBy

FRESH_S = 300
"""Seconds a timestamp may lie before or after our clock."""
REMEMBERED_MAX = 100_000
"""Signatures kept so that none is taken twice; only messages with a right signature are kept, so only who has the
secret can fill it, and then nothing more is taken until some grow old."""
SECRET_BYTES_MIN = 16
TIMESTAMP_HEADER = "X-Codedark-Timestamp"
SIGNATURE_HEADER = "X-Codedark-Signature"


@dataclass(frozen=True, slots=True)
class Refused:
    """A message that is not taken, and why. `full`: there was nothing wrong with it."""

    reason: str
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Who may come in, and what came in lately. Changes by `admit`."""

    secret: bytes = field(repr=False)
    taken: Mapping[str, int] = field(default_factory=dict, repr=False)
    """Signature -> its timestamp, of the last `FRESH_S` on both sides."""

    def __post_init__(self) -> None:
        if len(self.secret) < SECRET_BYTES_MIN:
            raise ValueError(f"secret of {len(self.secret)} bytes: at least {SECRET_BYTES_MIN}, from a random source")


def sign(secret: bytes, timestamp_s: int, body: bytes) -> str:
    """The signature of a message, as its header carries it.

    >>> sign(b"sixteen bytes, y", 1767225600, b"{}")[:15]
    'sha256=d8eb86c1'
    """
    return "sha256=" + hmac.new(secret, b"%d." % timestamp_s + body, "sha256").hexdigest()


def admit(door: Door, timestamp: str, signature: str, body: bytes, at: datetime) -> tuple[Door, Refused | None]:
    """Judge one message: signature first, then its age, then whether it came before.

    Args:
        timestamp, signature: the two headers as they came; empty when absent.
        at: now, aware UTC.
    Returns:
        The door as it stands afterwards (unchanged after a refusal), and None or why it is refused.
    """
    text = timestamp.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        return door, Refused(f"no {TIMESTAMP_HEADER} in whole seconds since 1970")
    stamp = int(text)
    expected = sign(door.secret, stamp, body)
    if not hmac.compare_digest(expected.encode(), signature.strip().lower().encode()):
        return door, Refused("the signature does not fit the message and the secret")
    now_s = at.timestamp()
    if abs(now_s - stamp) > FRESH_S:
        return door, Refused(f"its timestamp is {now_s - stamp:+.0f} s from our clock; at most {FRESH_S} s either way")
    if expected in door.taken:
        return door, Refused("a message with this signature was taken already")
    taken = door.taken
    if len(taken) >= REMEMBERED_MAX:
        taken = {known: told for known, told in taken.items() if now_s - told <= FRESH_S}
        if len(taken) >= REMEMBERED_MAX:
            return door, Refused(f"{REMEMBERED_MAX:,} messages within {2 * FRESH_S} s: no more are taken", full=True)
    return replace(door, taken={**taken, expected: stamp}), None


class _Message(msgspec.Struct, forbid_unknown_fields=True):
    at: str
    detector: str
    rule: str
    title: str
    severity: str
    initiator: str | None = None
    responder: str | None = None
    initiator_name: str = ""
    responder_name: str = ""
    confidence: str | None = None


_DECODER = msgspec.json.Decoder(_Message)


def read_webhook(raw: bytes, received: datetime) -> Reading:
    """The body of one message; every field is checked, an unknown one is refused.

    >>> read_webhook(b'{"at": "2026-01-01T00:00:00Z"}', None).reason
    'not a message of ours: Object missing required field `detector`'
    """
    if (long := too_long(raw)) is not None:
        return long
    try:
        return _seen(_DECODER.decode(raw), digest(raw))
    except NotTold as missing:
        return Broken(str(missing))
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        return Broken(f"not a message of ours: {one_line(wrong)}")


def _seen(told: _Message, raw_digest: str) -> Seen:
    initiator, responder = address_of(told.initiator), address_of(told.responder)
    for name, text, address in (
        ("initiator", told.initiator, initiator),
        ("responder", told.responder, responder),
    ):
        if text and address is None:
            raise NotTold(f"{name} is no address: {one_line(text)}")
    if not any((initiator, responder, told.initiator_name, told.responder_name)):
        raise NotTold("neither initiator nor responder is told")
    if not told.detector.strip() or not told.rule.strip():
        raise NotTold("detector and rule must not be empty: they tell one signal from another")
    return Seen(
        at=iso_time(told.at),
        detector=one_line(told.detector),
        rule=one_line(told.rule),
        title=one_line(told.title),
        severity=_word(Severity, told.severity, "severity"),
        confidence=None if told.confidence is None else _word(Confidence, told.confidence, "confidence"),
        initiator=initiator,
        initiator_name=one_line(told.initiator_name),
        responder=responder,
        responder_name=one_line(told.responder_name),
        told_by=ToldBy.ROLES,
        digest=raw_digest,
    )


_Word = TypeVar("_Word", bound=StrEnum)


def _word(words: type[_Word], told: str, name: str) -> _Word:
    try:
        return words(told.strip().lower())
    except ValueError:
        raise NotTold(f"{name} is {one_line(told)!r}: one of {', '.join(words)}") from None
