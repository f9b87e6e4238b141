"""An incident's log on a PostgreSQL server: several laptops write at once, each its own chain.

The laptop's key for the server lies in a folder of its own on this laptop, and is another than the one its file is
written with: when the server is gone the laptop goes on with its file, and the two chains can be laid together later
(`store.incident_merging`) without ever claiming one number twice. Beside the key lies the last entry the server
acknowledged: a server that comes back from an older backup is noticed, and a new chain begun.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes, token_hex
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from codedark.record.edtf import instant
from codedark.record.entry import SALT_BYTES, Body, DeviceId, Draft, Entry, EntryHash, EntryKind, Head
from codedark.record.merging import Chains, Merged
from codedark.record.opening import OPENED, About, about
from codedark.record.plain import NotThisForm
from codedark.record.row import Row, Signer, entry_of, row_of
from codedark.record.sealing import Moment, Pen, sealed
from codedark.store.incident_folder import Device
from codedark.store.postgres_rows import (
    add_aside,
    add_rows,
    add_signer,
    chains_in,
    erase,
    has,
    heads_in,
    rows_in,
    signers_in,
    take_turn,
)
from codedark.store.postgres_server import MaybeKept, Server

if TYPE_CHECKING:
    import psycopg

    Cursor = psycopg.Cursor[tuple[Any, ...]]

T = TypeVar("T")

MACHINE = "machine"
KEPT = "last-kept"
"""Beside the key: device, number and hash of the last entry the server acknowledged."""
LOOKED_FOR_S = 5.0
"""How long an entry is looked for after the server went away while committing it."""
SEVERAL = 3
"""So often a merge is tried again when another laptop changes the same chains meanwhile."""


class PostgresLog:
    """A `record.log.Log` on a server. Made by `open_at_server`; close it, or use `with`."""

    def __init__(self, server: Server, incident: str, device: Device | None, keys: Path | None) -> None:
        self.server = server
        self.incident = incident
        self.warnings: list[str] = []
        """What people must hear; whoever shows it empties it."""
        self._device = device
        self._keys = keys
        self._about: About | None = None

    @property
    def told(self) -> str:
        """The server's address without its password."""
        return self.server.place.told

    @property
    def device(self) -> DeviceId | None:
        """This laptop's name in the log; None: opened for reading alone."""
        return None if self._device is None else self._device.id

    @property
    def about(self) -> About:
        """What it is of. Raises ValueError: the entry that says so cannot be read."""
        if self._about is None:
            rows = self.server.run(lambda cursor: rows_in(cursor, self.incident, saying=f'"{OPENED}"'))
            self._about = about(self._read(rows))
        return self._about

    def entries(self) -> list[Entry]:
        """Every entry, all devices, in the order they arrived; one that cannot be read is left out, and said."""
        return self._read(self.rows())

    def saying(self, *words: str) -> list[Entry]:
        """Entries in whose body, as JSON, one of these stands (`"assertions":`), and those that were erased."""
        asked = [word.encode() for word in words]
        return self._read(row for row in self.rows() if row.body is None or any(word in row.body for word in asked))

    def rows(self) -> list[Row]:
        """Every entry as its bytes lie there, in the order they arrived: what `verify` judges."""
        return self.server.run(lambda cursor: rows_in(cursor, self.incident))

    def signers(self) -> tuple[Signer, ...]:
        """The devices that are known there."""
        return self.server.run(lambda cursor: signers_in(cursor, self.incident))

    def heads(self) -> tuple[Head, ...]:
        """The last entry of each device's chain, by device."""
        return self.server.run(lambda cursor: heads_in(cursor, self.incident))

    def append(self, draft: Draft) -> Entry:
        """Put a draft behind this laptop's chain; when this returns it is committed there.

        Raises:
            OSError: the server is unreachable, forgot what it acknowledged, or failed; nothing was kept.
            MaybeKept: it went away while committing and does not come back: look before it is typed again.
            BadHospital: it refuses us.
        """
        device = self._writing()
        made: list[Entry] = []

        def work(cursor: Cursor) -> Entry:
            take_turn(cursor, f"{self.incident} {device.id}")
            self._check_remembers(cursor, device)
            made.append(self._next(cursor, draft, device))
            return made[-1]

        try:
            entry = self.server.run(work)
        except MaybeKept as unsure:
            entry = self._looked_for(made[-1], unsure, device)
        self._note_kept(entry)
        return entry

    def chains(self) -> Chains:
        """All that lies there, at one moment."""

        def work(cursor: Cursor) -> Chains:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return chains_in(cursor, self.incident)

        return self.server.run(work)

    def merge(self, judged: Callable[[Chains], Merged]) -> Merged:
        """Take over what `judged` finds to be new, in one transaction; others' merges wait.

        Args:
            judged: what is to be added to what lies there.
        Raises:
            OSError: the server is unreachable, or another laptop keeps changing the same chains; nothing was taken.
        """
        import psycopg

        def work(cursor: Cursor) -> Merged:
            take_turn(cursor, f"{self.incident} merge")
            found = judged(chains_in(cursor, self.incident))
            self._take(cursor, found)
            return found

        for _ in range(SEVERAL):
            try:
                return self.server.run(_telling_collisions(work, psycopg.errors.UniqueViolation))
            except _Collided:
                continue
        raise OSError(errno.EAGAIN, "another laptop changes the same chains; nothing was taken: try again", self.told)

    def close(self) -> None:
        """Let go of it; what is there stays."""
        self.server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def warn(self, what: str) -> None:
        """Note what people must hear; the same once."""
        if what not in self.warnings:
            self.warnings.append(what)

    def introduce(self, name: str) -> None:
        """Make this laptop known: its key, and a first entry that carries it; nothing where it is known already."""
        device = self._writing()
        if any(head.device == device.id for head in self.heads()):
            return
        signer = Signer(device.id, device.public, name)
        self.server.run(lambda cursor: add_signer(cursor, self.incident, signer))
        body = Body(text=f"{name or 'A laptop'} began to write on the server.", details=device.details(name))
        self.append(Draft(kind=EntryKind.ACTION, role=MACHINE, event_at=instant(datetime.now(UTC)), body=body))

    def _writing(self) -> Device:
        if self._device is None:
            raise OSError(errno.EROFS, "opened for reading alone; nothing was recorded", self.told)
        return self._device

    def _next(self, cursor: Cursor, draft: Draft, device: Device) -> Entry:
        heads = heads_in(cursor, self.incident)
        own = next((head for head in heads if head.device == device.id), None)
        pen = Pen(incident=self.incident, device=device.id, sign=device.sign)
        seen = tuple(head for head in heads if head.device != device.id)
        entry = sealed(draft, pen, own, self._moment(), seen)
        add_rows(cursor, self.incident, [row_of(entry)])
        return entry

    def _moment(self) -> Moment:
        clock_ms = int(time.monotonic() * 1000)
        return Moment(recorded_at=datetime.now(UTC), clock_ms=clock_ms, salt=token_bytes(SALT_BYTES))

    def _check_remembers(self, cursor: Cursor, device: Device) -> None:
        """A server put back from an older backup, or another one under its name, must not get a number twice."""
        kept = read_kept(self._keys)
        if kept is not None and kept.device == device.id and not has(cursor, kept):
            what = (
                f"the server no longer has entry {kept.seq} of this laptop, which it acknowledged; nothing was written"
            )
            raise OSError(errno.ESTALE, f"{what}; nothing was written: open it again, a new chain is begun", self.told)

    def _looked_for(self, entry: Entry, unsure: MaybeKept, device: Device) -> Entry:
        """The entry, where the server comes back and has it."""

        def work(cursor: Cursor) -> bool:
            take_turn(cursor, f"{self.incident} {device.id}")  # the lost session may still be committing
            return has(cursor, Head(device=device.id, seq=entry.header.seq, hash=entry.hash))

        end = time.monotonic() + LOOKED_FOR_S
        while time.monotonic() < end:
            try:
                kept = self.server.run(work)
            except OSError:
                time.sleep(0.5)
                continue
            if kept:
                return entry
            raise OSError(errno.EIO, "the server went away before it committed; nothing was written", self.told)
        raise unsure

    def _note_kept(self, entry: Entry) -> None:
        if self._keys is not None:
            told = f"{entry.header.device} {entry.header.seq} {entry.hash}\n"
            beside = self._keys / f".{KEPT}.{token_hex(4)}"  # another process of this laptop may write it too
            try:
                beside.write_text(told)  # not synced: it outlives our own death, which is the common case
                beside.replace(self._keys / KEPT)
            except OSError as failed:  # what the server acknowledged stays acknowledged
                why = failed.strerror or str(failed)
                self.warn(f"{self._keys / KEPT} cannot be written ({why}): a server that forgets goes unnoticed")

    def _take(self, cursor: Cursor, found: Merged) -> None:
        for signer in found.signers.values():
            add_signer(cursor, self.incident, signer)
        add_rows(cursor, self.incident, found.rows)
        add_aside(cursor, self.incident, found.aside)
        erase(cursor, self.incident, found.erased)

    def _read(self, rows: Iterable[Row]) -> list[Entry]:
        made = []
        for row in rows:
            try:
                made.append(entry_of(row))
            except NotThisForm as wrong:
                said = f"entry {row.seq} of device {row.device} CANNOT BE READ and is left out ({wrong}): run verify"
                self.warn(said)
        return made


class _Collided(Exception):
    """Another laptop was faster."""


def read_kept(keys: Path | None) -> Head | None:
    """The last entry a server acknowledged to this laptop; None: none, or the note cannot be read."""
    if keys is None:
        return None
    try:
        device, seq, own = (keys / KEPT).read_text().split()
        return Head(device=DeviceId(device), seq=int(seq), hash=EntryHash(own))
    except (OSError, ValueError):
        return None


def _telling_collisions(work: Callable[[Cursor], T], kind: type[Exception]) -> Callable[[Cursor], T]:
    def told(cursor: Cursor) -> T:
        try:
            return work(cursor)
        except kind:
            raise _Collided from None

    return told
