"""Keep the picture of who lies where while ADT messages come in: acknowledged when on the disk, lost by no crash.

What is kept of a message is its event without names (`formats.hl7_adt.Event`), encrypted, so that the machine that
listens holds nothing a thief could read. After a restart the picture is made again from the spool, which takes the
identity; without it the picture begins anew, and says so.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, tzinfo

import msgspec

from codedark.formats.hl7_ack import Code, acknowledged
from codedark.formats.hl7_adt import AdtReading, Event, read_adt
from codedark.formats.hl7_standing import Standing, after
from codedark.gates.inbox import Record
from codedark.hospital.faults import Fault
from codedark.store.spool import Spool

_EVENTS = msgspec.json.Decoder(list[Event])
"""Built once: two threads that meet a type for the first time at once crash the process (msgspec 0.21)."""
_NOT_FOLLOWED = frozenset({"training", "debugging"})


class CensusListener:
    """Events taken so far, on the disk and here. `begin` first; `answer` is called from the listener's thread."""

    def __init__(
        self,
        spool: Spool,
        key: bytes,
        zone: tzinfo,
        now: Callable[[], datetime],
        record: Record,
        *,
        authority: str = "",
    ) -> None:
        self._spool, self._key, self._zone, self._now, self._record = spool, key, zone, now, record
        self._authority = authority
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self.damage: list[str] = []
        """What of an earlier run's spool could not be read."""
        self.unread = 0
        """Segments of an earlier run that wait for the identity."""
        self.answered: Counter[Code] = Counter()
        self.passed_over: Counter[str] = Counter()
        """Kind of message -> how many were not followed."""
        self.heard_at: datetime | None = None
        """When a message was last taken; after a restart the time of the newest event. None: never."""
        self.since = now()
        """When the events held here begin: earlier admissions nobody told us of."""

    def begin(self, identity: str | None, earlier: AdtReading | None = None) -> None:
        """Make the picture of an earlier run again, and begin a new segment.

        Args:
            identity: opens the spool; None: nothing is read back, and what lies there stays.
            earlier: messages from files, to begin with.
        Raises:
            OSError: the disk failed.
        """
        found = list(earlier.events) if earlier is not None else []
        if identity is not None:
            for raw in self._spool.read(identity, self.damage):
                found.extend(self._decoded(raw))
        else:
            self.unread = len(self._spool.segments())
        if found:
            self._events = found
            self.heard_at = max((event.at for event in found if event.at <= self._now()), default=None)
            self.since = min((event.at for event in found if event.merged is None), default=self.since)
        self.roll()

    def _decoded(self, raw: bytes) -> list[Event]:
        try:
            return _EVENTS.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
            self.damage.append(f"a record holds no events ({wrong})")
            return []

    def answer(self, raw: bytes) -> bytes:
        """Take one message: its events are on the disk when this says `AA`."""
        now = self._now()
        read = read_adt("message", raw, self._key, self._zone, authority=self._authority)
        code, why, faults = self._judged(read)
        if code is Code.TAKEN and read.events:
            try:
                with self._lock:
                    self._spool.append(msgspec.json.encode(read.events))
                    self._events.extend(read.events)
                    self.heard_at = now
            except OSError as failed:
                code, why = Code.ERROR, f"cannot be kept: {failed.strerror or failed}"
                self._record(f"a message was answered AE: {why}")
        elif code is Code.TAKEN:
            self.heard_at = now
        self.answered[code] += 1
        self.passed_over.update(read.others)
        if code is Code.ERROR and faults:
            self._record(f"a message was answered AE: {faults[0]}")
        return acknowledged(raw, code, now, faults, why)

    def _judged(self, read: AdtReading) -> tuple[Code, str, list[Fault]]:
        if read.messages == 0:
            return Code.ERROR, "no message stands in the frame: it begins with no MSH segment", []
        if read.others and not read.events:
            return (Code.TAKEN if set(read.others) <= _NOT_FOLLOWED else Code.REJECTED), "", []
        if read.faults and not read.events:
            return Code.ERROR, "", read.faults
        return Code.TAKEN, "", []

    def standing(self) -> Standing:
        """The picture now."""
        with self._lock:
            return after(self._events)

    def roll(self) -> None:
        """Begin a new segment with the whole picture, so that older ones may go.

        Raises:
            OSError: the disk failed; the older segments are still there, and go on.
        """
        with self._lock:
            events = list(after(self._events).as_events(self._now()))
            self._spool.roll(msgspec.json.encode(events), self._now())
            self._events = events

    def close(self) -> None:
        """Let go of the spool."""
        with self._lock:
            self._spool.close()
