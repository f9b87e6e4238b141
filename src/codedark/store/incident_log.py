"""An incident's log on this laptop: what `append` returned outlives kill -9, a power cut and a full disk.

*Acknowledged* means: committed to the database and, where a mirror is set and its medium is there, written to it and
synced. What cannot be done that way is said in `warnings`, which every verb prints: nothing is dropped in silence.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import apsw

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.edtf import instant
from codedark.record.entry import Body, DeviceId, Draft, Entry, EntryKind, Head
from codedark.record.merging import Chains, Merged
from codedark.record.opening import OPENED, About, about
from codedark.record.row import Row, Signer, entry_of
from codedark.record.sealing import Pen, sealed
from codedark.store.ballast import again, freed_said
from codedark.store.incident_database import DAMAGED, Database
from codedark.store.incident_folder import BALLAST, Device, database_of, read_device
from codedark.store.incident_mirroring import Mirroring
from codedark.store.incident_schema import BALLAST_BYTES, INCIDENT, MIRROR, is_incident
from codedark.store.moments import now_after
from codedark.store.on_full_disk import opened_with_room, with_room, world_failed
from codedark.store.one_at_a_time import one_at_a_time

T = TypeVar("T")

NOTE_WAIT_S = 0.5
"""So long the end waits for its turn to note how far the mirror was compared."""
MACHINE = "machine"
"""Role of entries nobody typed."""


class IncidentLog:
    """A `record.log.Log` in a folder. Made by `open_incident` and `create_incident`; close it, or use `with`.

    It belongs to one thread; others, and other processes, open the folder for themselves and write in turn.
    """

    def __init__(self, folder: Path, database: Database, device: Device | None, freed_bytes: int = 0) -> None:
        self.folder = folder
        self.database = database
        self.warnings: list[str] = []
        """What people must hear: ballast freed, mirror gone or behind, clock set back. Whoever shows it empties it."""
        self._device = device
        self._about: About | None = None
        self._closed = False
        self._freed_bytes = 0
        self._say_freed(freed_bytes)
        noted = database.meta()
        self.incident = noted[INCIDENT]
        """16 hexadecimal digits."""
        if not is_incident(self.incident):
            raise ValueError("it does not say of which incident it is")
        self._ballast_bytes = int(noted.get(BALLAST_BYTES, 0))
        self._mirroring = self._mirrored(noted.get(MIRROR))

    @property
    def device(self) -> DeviceId | None:
        """This laptop's name in the log; None: opened for reading alone."""
        return None if self._device is None else self._device.id

    @property
    def writes(self) -> bool:
        """Whether it takes entries; else `append` raises OSError."""
        return self._device is not None

    @property
    def mirror_path(self) -> Path | None:
        """File of the mirror; None: there is none."""
        return self._mirroring.path

    @property
    def about(self) -> About:
        """What it is of. Raises ValueError: the entry that says so cannot be read."""
        if self._about is None:
            self._about = about(self._read(self._world(lambda: self.database.saying(f'"{OPENED}":'))))
        return self._about

    def entries(self) -> list[Entry]:
        """Every entry, all devices, in the order they arrived here; one that cannot be read is left out, and said."""
        return self._read(self._world(self.database.rows))

    def saying(self, *words: str) -> list[Entry]:
        """Entries in whose body, as JSON, one of these stands (`"assertions":`), and those that were erased.

        Cost: a pass over the bytes; what does not hold one is not made into an entry, which is what takes the time.
        """
        return self._read(self._world(lambda: self.database.saying(*words, erased=True)))

    def _read(self, rows: Iterable[Row]) -> list[Entry]:
        made = []
        for row in rows:
            try:
                made.append(entry_of(row))
            except ValueError as wrong:
                said = f"entry {row.seq} of device {row.device} CANNOT BE READ and is left out ({wrong})"
                self.warn(f"{said}: `codedark incident verify` says more")
        return made

    def rows(self) -> list[Row]:
        """Every entry as its bytes lie there, in the order they arrived: what `verify` judges."""
        return self._world(self.database.rows)

    def row(self, device: str, seq: int) -> Row | None:
        """One entry as its bytes lie there; None: it is not here."""
        return self._world(lambda: self.database.row(device, seq))

    def signers(self) -> tuple[Signer, ...]:
        """The devices that are known here."""
        return self._world(self.database.signers)

    def heads(self) -> tuple[Head, ...]:
        """The last entry of each device's chain, by device."""
        return self._world(self.database.heads)

    def append(self, draft: Draft) -> Entry:
        """Put a draft behind this device's chain and keep it: when this returns, it outlives a power cut.

        Raises:
            OSError: it could not be kept; then nothing of it was, and the chain is as before. Where a disk took the
                bytes and failed to sync them nobody can know; then it says so.
        """
        if self._device is None:
            raise OSError(errno.EROFS, "opened for reading alone; nothing was recorded", str(self.folder))
        with self._turn():
            entry = self._kept(draft, self._device)
            self._follow_mirror()
            self._mirroring.bring_up()
            self._note_freed(self._device)
        return entry

    def chains(self) -> Chains:
        """All that lies here, at one moment."""
        return self._world(self.database.chains)

    def merge(self, judged: Callable[[Chains], Merged]) -> Merged:
        """Take over what `judged` finds to be new, given what lies here: all of it or none.

        Raises:
            OSError: it could not be kept; nothing of it was.
        """
        with self._turn():
            self._mirroring.forget()  # before: who dies between the two must find words to erase when he opens it next
            found = self._with_room(lambda: self.database.merge(judged))
            if found.erased:
                self._clear_out()
            self._mirroring.erase(frozenset(found.erased))
            self._mirroring.bring_up()
        return found

    def mirror_to(self, directory: Path | None) -> None:
        """Set another folder for the mirror and write everything to it; None: no mirror.

        Raises:
            BadHospital: no such folder, or another incident's file lies there.
            OSError: it could not be written.
        """
        from codedark.store.incident_making import begin_mirror

        if directory is not None:
            directory = directory.resolve()
            begin_mirror(directory, self.incident, self.folder, self.warn)
        noted = None if directory is None else str(directory)
        with self._turn():
            self._with_room(lambda: self.database.set_meta(MIRROR, noted))
            self._mirroring = self._mirrored(noted)
            self._mirroring.bring_up()

    def erase_body(self, own: bytes) -> bool:
        """Erase one body here and in the mirror; whether it is gone from both. Rules stand in `store.erasing`.

        Raises:
            OSError: it could not be done.
        """
        with self._turn():
            self._mirroring.forget()
            self._with_room(lambda: self.database.erase(own))
            self._clear_out()
            return self._mirroring.erase(frozenset({own}))

    def _clear_out(self) -> None:
        """Let no copy of erased words stay in the write-ahead log; a reader in the way only puts that off."""
        with suppress(apsw.Error):
            self.database.empty_log()

    def settle(self) -> None:
        """What opening does: mirror and database made alike, ballast made again where there is room."""
        with self._turn():
            if again(self.folder / BALLAST, self._ballast_bytes):
                self.warn("the ballast had been given up; the disk has room again, and it is back")
            self._mirroring.bring_up()

    def warn(self, what: str) -> None:
        """Note what people must hear; the same once."""
        if what not in self.warnings:
            self.warnings.append(what)

    def _kept(self, draft: Draft, device: Device) -> Entry:
        drawn: list[Entry] = []

        def draw(last_header: bytes | None, last: Head | None, others: tuple[Head, ...]) -> Entry:
            pen = Pen(incident=self.incident, device=device.id, sign=device.sign)
            drawn[:] = [sealed(draft, pen, last, now_after(last_header, self.warn), others)]
            return drawn[0]

        def kept() -> Entry | None:
            return drawn[0] if drawn and self.database.has(bytes.fromhex(drawn[0].hash)) else None

        return self._with_room(lambda: self.database.append(device.id, draw), kept)

    def _with_room(self, work: Callable[[], T], kept: Callable[[], T | None] = lambda: None) -> T:
        return with_room(self.database, self.folder / BALLAST, work, freed=self._say_freed, kept=kept)

    def _say_freed(self, freed_bytes: int) -> None:
        if freed_bytes:
            self._freed_bytes += freed_bytes
            self.warn(f"THE DISK IS FULL: {freed_said(freed_bytes)} Free some space now")

    def _note_freed(self, device: Device) -> None:
        """The entry of its own that ballast was freed; once, for a second time there is none left to free."""
        if self._freed_bytes:
            with suppress(OSError):  # what was asked for is kept, and the warning stands; the next entry tries again
                self._kept(_freed(self._freed_bytes), device)
                self._freed_bytes = 0
                self._mirroring.bring_up()

    def _follow_mirror(self) -> None:
        """Another process may have set another mirror."""
        with suppress(apsw.Error):
            noted = self.database.meta().get(MIRROR)
            if (noted and Path(noted)) != self._mirroring.directory:
                self._mirroring = self._mirrored(noted)

    def _mirrored(self, noted: str | None) -> Mirroring:
        return Mirroring(self.database, self.incident, Path(noted) if noted else None, self.warn)

    def _turn(self) -> AbstractContextManager[None]:
        return one_at_a_time(self.database.file)

    def _world(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except apsw.Error as failed:
            raise world_failed(failed, self.database.file) from failed

    def close(self) -> None:
        """Let go of it; what is in it stays. A second time does nothing."""
        if self.writes and not self._closed:
            with suppress(OSError, apsw.Error), one_at_a_time(self.database.file, NOTE_WAIT_S):
                self._mirroring.note_down()
        self._closed = True
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()


def open_incident(folder: Path | str, *, write: bool = True, vfs: str | None = None) -> IncidentLog:
    """Open the log in a folder.

    Opened for reading alone, nothing is written there, not even beside it. A damaged record is opened that way whatever
    was asked, and says so in `warnings`.

    Args:
        vfs: another file layer below SQLite: tests let a disk fail with it.
    Raises:
        BadHospital: no incident lies there, this laptop's key is missing, or nothing of the record can be read.
        OSError: the disk failed.
    Cost: a pass over the whole file, to see whether it is damaged, and over what of the mirror was not compared before:
        0.1 s with 180,000 entries, 2.4 s where all of the mirror is compared (benchmarks/bench_incident_log.py).
    """
    place = Path(folder).resolve()
    file = database_of(place)
    device = read_device(place) if write else None
    try:
        damage = _damage(file)
        log = _opened(place, file, None if damage else device, vfs)
    except (*DAMAGED, KeyError, ValueError) as failed:
        what, fix = f"damaged, and nothing of it can be read ({failed})", "codedark incident salvage"
        raise BadHospital([Fault(file=str(file), message=what, fix=fix)]) from failed
    except apsw.Error as failed:
        raise world_failed(failed, file) from failed
    if damage:
        log.warn(f"THE RECORD IS DAMAGED ({damage}): opened for reading alone. `codedark incident salvage` saves it")
    return log


def _opened(folder: Path, file: Path, device: Device | None, vfs: str | None) -> IncidentLog:
    if device is None:
        return IncidentLog(folder, Database(file, write=False), None)
    database, freed_bytes = opened_with_room(file, folder / BALLAST, vfs)
    try:
        log = IncidentLog(folder, database, device, freed_bytes)
        log.settle()
    except BaseException:
        database.close()
        raise
    return log


def _damage(file: Path) -> str:
    """What SQLite finds wrong with a file's structure, before anything opens it for writing; empty: nothing."""
    found = [str(row[0]) for row in Database(file, write=False).found("PRAGMA quick_check(3)")]
    return "" if found == ["ok"] else "; ".join(found)


def _freed(freed_bytes: int) -> Draft:
    return Draft(
        kind=EntryKind.ACTION,
        role=MACHINE,
        event_at=instant(datetime.now(UTC)),
        body=Body(
            text=f"The disk was full: {freed_said(freed_bytes)}",
            came_from="store",
            details={"ballast_freed_bytes": str(freed_bytes)},
        ),
    )
