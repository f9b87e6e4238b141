"""What came of one line of a detector, and its fields read without trust: times, addresses, text, digests."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_address

from codedark.gap.finding import Seen
from codedark.hospital.records import Address

LINE_BYTES_MAX = 1 << 20
"""No line is longer: an alert with its payload has some ten kilobytes."""
TEXT_MAX = 200
"""Characters of a title, a name or a rule that are kept."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sound line that tells of nothing suspicious, or of no machine: a flow record, a header, a comment."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that cannot be read: cut in the middle, spoiled, forged. The next one is read all the same."""

    reason: str


Reading = Seen | Skipped | Broken
Reader = Callable[[bytes, datetime], Reading]
"""A line without its line feed, and when it came in (aware UTC; for formats whose lines may tell no time)."""


class NotTold(ValueError):
    """A field that must be there is missing or means nothing; the reader answers `Broken`."""


def digest(raw: bytes) -> str:
    """SHA-256 of the raw text, in hex."""
    return sha256(raw).hexdigest()


def one_line(told: object) -> str:
    """Text as it may be shown: what would move a terminal's cursor is replaced, what is endless is cut.

    >>> one_line("sweep" + chr(27) + "[2J")
    'sweep?[2J'
    """
    text = str(told)[: TEXT_MAX + 1]
    text = "".join(letter if letter.isprintable() else "?" for letter in text).strip()
    return text if len(text) <= TEXT_MAX else f"{text[: TEXT_MAX - 3]}..."


def address_of(told: object) -> Address | None:
    """An address, or None where none is told; a zone index (`fe80::1%eth0`) is left out.

    >>> address_of("10.0.0.1"), address_of("-"), address_of(None)
    (IPv4Address('10.0.0.1'), None, None)
    """
    if not isinstance(told, str) or not told:
        return None
    try:
        return ip_address(told.strip().partition("%")[0])
    except ValueError:
        return None


_OFFSET = re.compile(r"[+-]\d{4}$")


def iso_time(told: object) -> datetime:
    """A time as ISO 8601 with its offset (`+0200`, `+02:00`, `Z`), in UTC.

    Raises:
        NotTold: it is none, or has no offset: an hour's error would seal the wrong minute.

    >>> iso_time("2022-02-08T11:33:00.175195-0500").isoformat()
    '2022-02-08T16:33:00.175195+00:00'
    """
    if not isinstance(told, str):
        raise NotTold("no time")
    text = told.strip()
    if _OFFSET.search(text):
        text = f"{text[:-2]}:{text[-2:]}"
    try:
        at = datetime.fromisoformat(text)
        if at.utcoffset() is None:
            raise NotTold(f"the time {one_line(told)} has no offset from UTC")
        return at.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise (wrong if isinstance(wrong, NotTold) else NotTold(f"no time: {one_line(told)}")) from None


def epoch_time(told: object) -> datetime:
    """A time as seconds since 1970, in UTC.

    Raises:
        NotTold: it is none, or lies outside the calendar.
    """
    try:
        return datetime.fromtimestamp(float(told), UTC)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, OSError):
        raise NotTold(f"no time: {one_line(told)}") from None


def too_long(raw: bytes) -> Broken | None:
    """What is answered to a line nobody should have written."""
    if len(raw) <= LINE_BYTES_MAX:
        return None
    return Broken(f"a line of {len(raw):,} bytes; at most {LINE_BYTES_MAX:,} are read")
