"""From lines to alarms: every source read, placed, correlated; whatever is refused is said.

`Watch.turn` is one round over sources that live; `replay` reads files that are whole, in the order of their times.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from codedark.formats.told import Broken, Reader, Skipped
from codedark.gap.finding import Finding, NotOurs, Seen, place
from codedark.gap.whereabouts import Whereabouts
from codedark.response.alarm import Alarm, Flood
from codedark.response.correlating import SECOND, Correlation, step, tick
from codedark.response.rule import Rule

CLOCK_TOLERANCE = timedelta(seconds=60)
"""A detector's time is believed so far from ours; beyond, a live finding counts from when it came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that came in and counts towards nothing, with the reason."""

    at: datetime
    channel: str
    reason: str
    digest: str = ""
    """Of the raw text, where it could be read at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something a person should mend: a file that cannot be read, a clock that is wrong."""

    at: datetime
    channel: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Lines of one channel: a file that is followed, a listener's inbox."""

    channel: str
    reader: Reader
    poll: Callable[[], list[bytes]]


Event = Finding | Refusal | Trouble | Alarm | Flood


class Watch:
    """What is watched, and what is remembered of it."""

    def __init__(self, where: Whereabouts, rule: Rule, emit: Callable[[Event], None]) -> None:
        """`emit` is told every event in order."""
        self.where, self.rule, self.emit = where, rule, emit
        self.state = Correlation()
        self.counts: Counter[str] = Counter()
        """lines, skipped, refused, findings, alarms, floods."""
        self._clocks_told: set[str] = set()

    def turn(self, sources: Iterable[Source], now: Callable[[], datetime]) -> int:
        """Read what each source has, and decide the second that has ended. Returns how many lines were read."""
        read = 0
        for source in sources:
            for raw in source.poll():
                read += 1
                self.take(source, raw, now())
        self._moved(*tick(self.rule, self.state, now()))
        return read

    def take(self, source: Source, raw: bytes, received: datetime) -> None:
        """One line of a live source."""
        seen = self._seen(source, raw, received)
        if seen is not None:
            self._placed(source.channel, self._on_our_clock(source.channel, seen, received), received)

    def replay(self, sources: Iterable[Source], now: datetime) -> None:
        """Read sources to their end, merged by time, each nearly in order already; decide every second on the way.

        A time that lies ahead of our clock is refused: it would make all that comes after it too old to count.
        """
        streams = [self._timed(source, now) for source in sources]
        last: datetime | None = None
        for at, _, channel, seen in heapq.merge(*streams):
            self._placed(channel, seen, at)
            last = at if last is None else max(last, at)
        if last is not None:
            self._moved(*tick(self.rule, self.state, last + SECOND))

    def refuse(self, at: datetime, channel: str, reason: str, digest: str = "") -> None:
        """Say that something counts towards nothing."""
        self.counts["refused"] += 1
        self.emit(Refusal(at=at, channel=channel, reason=reason, digest=digest))

    def _timed(self, source: Source, now: datetime) -> Iterator[tuple[datetime, str, str, Seen]]:
        while lines := source.poll():
            for raw in lines:
                seen = self._seen(source, raw, now)
                if seen is None:
                    continue
                if seen.at - now > CLOCK_TOLERANCE:
                    self.refuse(now, source.channel, f"its time {seen.at.isoformat()} lies ahead of ours", seen.digest)
                    continue
                yield seen.at, seen.digest, source.channel, seen

    def _seen(self, source: Source, raw: bytes, received: datetime) -> Seen | None:
        self.counts["lines"] += 1
        told = source.reader(raw, received)
        if isinstance(told, Skipped):
            self.counts["skipped"] += 1
            return None
        if isinstance(told, Broken):
            self.refuse(received, source.channel, told.reason)
            return None
        return told

    def _on_our_clock(self, channel: str, seen: Seen, received: datetime) -> Seen:
        off = received - seen.at
        if abs(off) <= CLOCK_TOLERANCE:
            return seen
        if channel not in self._clocks_told:
            self._clocks_told.add(channel)
            off_s = -off.total_seconds()
            what = f"its clock, or its log, is {off_s:+,.0f} s from ours: findings count from when they came in"
            self.emit(Trouble(at=received, channel=channel, what=what))
        return replace(seen, at=received)

    def _placed(self, channel: str, seen: Seen, at: datetime) -> None:
        found = place(self.where, seen, channel=channel)
        if isinstance(found, NotOurs):
            self.refuse(at, channel, found.reason, seen.digest)
            return
        self.counts["findings"] += 1
        # What is said is about the seconds before this finding, so it is said before it.
        self._moved(*step(self.rule, self.state, found))
        self.emit(found)

    def _moved(self, state: Correlation, said: tuple[Alarm | Flood, ...]) -> None:
        self.state = state
        for one in said:
            self.counts["alarms" if isinstance(one, Alarm) else "floods"] += 1
            self.emit(one)
