"""What an incident is, told by the first entry of its log: title, organisation, time zone, languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from codedark.record.edtf import When, instant
from codedark.record.entry import Body, Draft, Entry, EntryKind

OPENED = "opened"
"""Key in the details of the entry that opens an incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a log is of."""

    incident: str
    """16 hexadecimal digits."""
    title: str
    organisation: str
    timezone: str
    """Name of the zone local times are in."""
    languages: tuple[str, ...] = ("en",)
    opened_at: datetime
    exercise: bool = False
    """Nothing of it happened: printed on every page."""


def opening(about: About, role: str, event_at: When | None = None) -> Draft:
    """The first entry of a log."""
    told = "An exercise was opened" if about.exercise else "The record of an incident was opened"
    return Draft(
        kind=EntryKind.ACTION,
        role=role,
        event_at=event_at or instant(about.opened_at),
        body=Body(
            text=f"{told}: {about.title}.",
            details={
                OPENED: about.incident,
                "title": about.title,
                "organisation": about.organisation,
                "timezone": about.timezone,
                "languages": " ".join(about.languages),
                "exercise": "yes" if about.exercise else "no",
            },
        ),
    )


def about(entries: Iterable[Entry]) -> About:
    """What a log is of: the earliest opening entry in it.

    Raises:
        ValueError: none of the entries opens an incident, or it was erased.
    """
    opened = [e for e in entries if e.body is not None and OPENED in e.body.details]
    if not opened:
        raise ValueError("no entry opens an incident here")
    first = min(opened, key=lambda e: (e.header.recorded_at, e.header.device))
    details = first.body.details if first.body is not None else {}
    return About(
        incident=first.header.incident,
        title=details["title"],
        organisation=details["organisation"],
        timezone=details["timezone"],
        languages=tuple(details["languages"].split()),
        opened_at=first.header.recorded_at,
        exercise=details["exercise"] == "yes",
    )
