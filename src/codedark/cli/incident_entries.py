"""The log line by line, for `codedark incident show --entries`: which entries, as text a person reads, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from codedark.cli.answer import say

if TYPE_CHECKING:
    from codedark.record.edtf import When
    from codedark.record.entry import Entry

LATE = timedelta(minutes=15)
"""Written down this much later than it happened, an entry says when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which entries are wanted; empty: any."""

    since: datetime | None
    until: datetime
    role: str
    kind: str
    last_count: int | None

    def of(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of a log that are wanted; the last so many by when they were written down."""
        found = [entry for entry in entries if self._wants(entry)]
        if self.last_count is None:
            return found
        last = {entry.hash for entry in sorted(found, key=lambda e: e.header.recorded_at)[-self.last_count :]}
        return [entry for entry in found if entry.hash in last]

    def _wants(self, entry: Entry) -> bool:
        header = entry.header
        return (
            header.recorded_at <= self.until
            and (self.since is None or header.recorded_at >= self.since)
            and self.role in ("", header.role)
            and self.kind in ("", header.kind)
        )


def say_entries(shown: list[Entry], zone: str) -> None:
    """A heading for each day and a paragraph for each entry, in the order things happened."""
    from codedark.record.merging import timeline

    if not shown:
        say("No such entry.")
    heading = ""
    for entry in timeline(shown, zone):
        day = _day(entry.header.event_at, zone)
        if day != heading:
            heading = day
            say(day)
        say(_line(entry, zone), indent="  ", hanging="        ")


def entry_plain(entry: Entry) -> dict[str, object]:
    """An entry as JSON has it."""
    header, body = entry.header, entry.body
    return {
        "device": header.device,
        "seq": header.seq,
        "hash": entry.hash,
        "event_at": str(header.event_at),
        "recorded_at": header.recorded_at,
        "kind": header.kind,
        "role": header.role,
        "text": None if body is None else body.text,
        "links": list(header.links),
        "came_from": "" if body is None else body.came_from,
        "assertions": [] if body is None else [one.id for one in body.assertions],
        "erased": body is None,
    }


def _line(entry: Entry, zone: str) -> str:
    """When, which entry, who, what; the names of what it asserts; when it was written down, where that was late."""
    header, body = entry.header, entry.body
    what = "(its words were erased)" if body is None else body.text
    names = "" if body is None or not body.assertions else f" [{', '.join(one.id for one in body.assertions)}]"
    return (
        f"{_clock(header.event_at, zone)} {header.device[:8]}#{header.seq} {header.role}, {header.kind}: {what}{names}"
        f"{_late(entry, zone)}"
    )


def _late(entry: Entry, zone: str) -> str:
    header = entry.header
    end = header.event_at.latest(zone)
    if end is None or header.recorded_at - end < LATE:
        return ""
    return f" (written down {header.recorded_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M})"


def _day(when: When, zone: str) -> str:
    """The local day something happened on; of something on or before a day, that day; of an interval its first."""
    known = when.earliest(zone)
    return when.end[:10] if known is None else f"{known.astimezone(ZoneInfo(zone)):%Y-%m-%d}"


def _clock(when: When, zone: str) -> str:
    """The hour as well as it is known; anything else as it was told."""
    first = when.earliest(zone)
    if first is None or "T" not in when or "/" in when:
        return "--:--" if len(when) == len("2026-03-03") else str(when)
    return f"{first.astimezone(ZoneInfo(zone)):%H:%M}{when[-1] if when.about else ''}"
