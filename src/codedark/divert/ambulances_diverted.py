"""Each ambulance sent elsewhere is an entry, so that afterwards somebody can say how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from codedark.hospital.records import ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Diverted:
    """One ambulance that went elsewhere."""

    at: datetime
    service: ServiceId
    """Of ours, that it was on its way to."""
    from_whom: str
    """Who sent it here: a dispatch centre, a hospital, an ambulance's own number."""
    to: str
    """Where it went; empty: not told."""
    why: str
    told_by: str
    """Who of ours told it."""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"at={self.at}: a moment of an ambulance needs its time zone")
        if not self.told_by.strip():
            raise ValueError("told_by='': name who told the ambulance")


@dataclass(frozen=True, slots=True, kw_only=True)
class DivertedInHour:
    """How many went elsewhere within one hour of the clock, by the service they were on their way to."""

    hour: datetime
    """Its beginning, UTC."""
    service: ServiceId
    count: int


def diverted_per_hour(entries: Iterable[Diverted]) -> tuple[DivertedInHour, ...]:
    """Count entries by hour of the clock (UTC) and service, in their order; hours with none are left out.

    >>> at = datetime(2024, 3, 5, 7, 59, tzinfo=UTC)
    >>> one = Diverted(at=at, service=ServiceId("ed"), from_whom="112", to="Next", why="no records", told_by="triage")
    >>> [(row.hour.hour, row.count) for row in diverted_per_hour([one, one])]
    [(7, 2)]
    """
    counted = Counter(
        (one.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0), one.service) for one in entries
    )
    return tuple(
        DivertedInHour(hour=hour, service=service, count=count) for (hour, service), count in sorted(counted.items())
    )
