"""`--record INCIDENT`: what a verb does goes into the incident's record while it is done, and never holds it up.

A cut comes first. What is to be recorded is put into a queue, and a thread of its own writes it once nothing has come
for a second, or at the end: nothing is opened, hashed or written while orders are on their way. A record that cannot be
written (a full disk, no such folder, somebody else at it) stops nothing: it is said on standard error, with the command
that takes over later what the live log, the book of notices or a spool file holds meanwhile.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from codedark.cli.answer import note

if TYPE_CHECKING:
    from codedark.record.entry import Draft
    from codedark.record.entry import Entry as Kept
    from codedark.record.log import Log
    from codedark.response.entries import Entry

    class OpenLog(Log, Protocol):
        """A log that is open, with what it has to say, until it is closed."""

        warnings: list[str]

        def saying(self, *words: str) -> list[Kept]:
            """Entries in whose body, as JSON, one of these stands, and those that were erased."""

        def close(self) -> None:
            """Let go of it."""


QUIET_S = 1.0
"""So long nothing must have come before anything is written: a cut with its proof takes less."""
CLOSE_S = 10.0
"""Longest the end of a verb waits for the record; then it is said what is not in it."""
RETRY_S = 5.0
"""Between two attempts at a record that cannot be written."""
WAITING_MOST = 100_000
"""What waits beyond this is left to the later command."""
SPOOL = "not-recorded.jsonl"
_COMPARED = ('"origin":', '"assertions":')
"""Keys of the entries a new line is compared with: after ninety days few of a record have one."""

RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        envvar="CODEDARK_RECORD",
        metavar="INCIDENT",
        help="Also into the record of this incident, as it happens.",
    ),
]

_SERVER = re.compile(r"postgres(ql)?:/")
Opener = Callable[[str], "OpenLog"]
Make = Callable[[], "Iterable[Draft]"]


def open_record(place: str) -> OpenLog:
    """The record of an incident, for writing: this laptop's folder, which a server's record is synced from.

    Raises:
        BadHospital: there is none; or a server is named instead of the folder that goes on without it.
        OSError: it cannot be read or written.
    """
    from codedark.store.log_at import open_log_at

    return open_log_at(place)


def shown(place: str) -> str:
    """A place as it may stand on a screen: without what is told a server to let us in, wherever it stands in it.

    >>> shown("postgresql://anna:secret@db/record?password=secret"), shown("incidents/march")
    ('postgresql://...@db/record?...', 'incidents/march')
    """
    if not _SERVER.match(place):
        return place
    return re.sub(r"[?#].*", "?...", re.sub(r"//?.*@", "//...@", place))


@dataclass(frozen=True, slots=True)
class Later:
    """What makes up for a record that could not be written."""

    command: str
    """Behind `codedark incident take INCIDENT `; empty: only what is spooled can be taken later."""
    spool: Path | None = None
    """File that drafts go to which nothing else holds; None: the command's own source holds them all."""


class Recording:
    """Takes what is to be recorded and returns at once; a thread of its own writes."""

    def __init__(self, place: str, later: Later, opener: Opener = open_record) -> None:
        self.place, self.later = place, later
        self.shown = shown(place)
        self._open = opener
        self._log: OpenLog | None = None
        self._held: list[Kept] = []
        """What of the record a new line is compared with; read when it is opened."""
        self._waiting: deque[Make] = deque()
        self._dropped_count = 0
        self._wake = threading.Condition()
        self._last_put = 0.0
        self._ended = False
        self._finished = threading.Event()
        self._thread: threading.Thread | None = None
        self.failed = ""
        """Why nothing can be written just now; empty: it can."""

    def heard(self, entry: Entry) -> None:
        """One entry of a live incident's log. Costs an append to a list."""

        def make() -> tuple[Draft, ...]:
            from codedark.response.recorded import recorded

            return (recorded(entry),)

        self.put(make)

    def put(self, make: Make) -> None:
        """Record what `make` gives; it is called later, in the other thread. Raises nothing."""
        with self._wake:
            if len(self._waiting) >= WAITING_MOST:
                self._dropped_count += 1
                return
            self._waiting.append(make)
            self._last_put = time.monotonic()
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="record", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self, wait_s: float = CLOSE_S) -> bool:
        """Write what is left; whether all is in the record. What is not is spooled where nothing else holds it."""
        with self._wake:
            self._ended = True
            self._wake.notify()
            begun = self._thread is not None
        try:
            if begun:
                self._finished.wait(wait_s)
        finally:  # also where somebody presses Ctrl-C at this very moment: what is left is spooled and said
            with self._wake:
                left, self._waiting = list(self._waiting), deque()
            if left or self._dropped_count:
                self._say_left(left)
        return not left and not self._dropped_count

    # The other thread

    def _write(self) -> None:
        try:
            while self._due():
                if not self._one():
                    if self._ended:
                        break
                    self._pause()
        finally:
            with suppress(Exception):
                self._close_log()
            self._finished.set()

    def _due(self) -> bool:
        """Wait until there is something to write and nothing has come for a while; False: the end, and nothing left."""
        with self._wake:
            while not self._ended:
                quiet = self._last_put + QUIET_S - time.monotonic()
                if self._waiting and quiet <= 0:
                    return True
                self._wake.wait(quiet if self._waiting else None)
            return bool(self._waiting)

    def _pause(self) -> None:
        with self._wake:
            if not self._ended:
                self._wake.wait_for(lambda: self._ended, RETRY_S)

    def _one(self) -> bool:
        """Record what waits first; whether that worked. It leaves the queue only once it is kept."""
        with self._wake:
            if not self._waiting:
                return True
            make = self._waiting[0]
        try:
            self._keep(make)
        except Exception as failed:  # whatever it is, it must not reach what this runs beside
            self._broke(failed)
            return False
        with self._wake:
            if self._waiting and self._waiting[0] is make:
                self._waiting.popleft()
        if self.failed:
            self.failed = ""
            note(f"The record is written again: {self.shown}")
        return True

    def _keep(self, make: Make) -> None:
        from codedark.response.recorded_origin import sifted

        if self._log is None:
            self._log = self._open(self.place)
            self._held = self._log.saying(*_COMPARED)
            said(self._log)
        for draft in sifted(make(), self._held).new:
            self._held.append(self._log.append(draft))
            said(self._log)

    def _broke(self, failed: Exception) -> None:
        with suppress(Exception):
            self._close_log()
        why = str(failed).rstrip(".") or type(failed).__name__
        if why != self.failed:
            note(f"NOT RECORDED for now ({self.shown}): {why}. What is being done goes on.")
        self.failed = why

    def _close_log(self) -> None:
        log, self._log = self._log, None
        if log is not None:
            log.close()

    # What could not be recorded

    def _say_left(self, left: list[Make]) -> None:
        drafts = _made(left)
        dropped_count = self._dropped_count
        count = (len(left) if drafts is None else len(drafts)) + dropped_count
        why = self.failed or "the record did not answer in time"
        held = self.later.command
        if self.later.spool is not None:
            spooled = drafts is not None and _spooled(drafts, self.later.spool)
            held = f"--spooled {self.later.spool}" if spooled else ""
        note(f"NOT RECORDED: {'1 entry' if count == 1 else f'{count} entries'} in {self.shown}: {why}.")
        if held and self.later.spool is not None and dropped_count:
            note(f"{dropped_count} of them came faster than they could be kept and are LOST: note what stands above.")
        if held:
            lost = "The rest is kept" if dropped_count and self.later.spool is not None else "Nothing is lost"
            note(f"{lost}; once the record can be written: codedark incident take {self.shown} {held}")
        else:
            note("They could not be kept elsewhere either: note what stands above on paper.")


def said(log: OpenLog) -> None:
    """Say once what a log has to say: its mirror gone, its ballast freed."""
    while log.warnings:
        note(f"RECORD: {log.warnings.pop(0)}")


def _made(left: Iterable[Make]) -> list[Draft] | None:
    """What is left, as drafts; None: one of them cannot be made."""
    try:
        return [draft for make in left for draft in make()]
    except Exception:  # the caller says how many there were, and that they are not kept
        return None


def _spooled(drafts: Iterable[Draft], spool: Path) -> bool:
    """Drafts as JSON lines, on the disk; whether that worked."""
    from codedark.record.plain import as_bytes

    try:
        lines = b"".join(as_bytes(draft) + b"\n" for draft in drafts)
        spool.parent.mkdir(parents=True, exist_ok=True)
        # No link is followed: where it is laid down may be anybody's folder.
        handle = os.open(spool, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            if os.write(handle, lines) < len(lines):
                return False
            os.fsync(handle)
        finally:
            os.close(handle)
    except Exception:  # the last resort of a last resort: the caller says that it failed
        return False
    return True


@contextmanager
def recording(
    place: str | None, command: str, spool: Path | None = None, opener: Opener = open_record
) -> Iterator[Recording | None]:
    """Record while something is done; None where nobody asked for it. At the end what is left is written, or said.

    Args:
        place: as `--record` has it.
        command: how the same is taken later: `--live HOSPITAL`.
        spool: where drafts go that no log of the verb's own holds.
    """
    if not place:
        yield None
        return
    one = Recording(place, Later(command, spool), opener)
    try:
        yield one
    finally:
        one.close()
