"""The file of an incident's entries: rows in and out, one transaction a change.

Each change finds the head of this device's chain itself, so that several processes of one laptop can write in turn.
What only asks goes through `incident_reading`, which leaves no trace on the disk.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import apsw

from codedark.record.entry import DeviceId, Entry, EntryHash, Head
from codedark.record.merging import Chains, Merged
from codedark.record.row import Row, Signer, row_of
from codedark.store.incident_reading import ask
from codedark.store.incident_schema import check_form, make_tables, settings_of

T = TypeVar("T")

Draw = Callable[[bytes | None, Head | None, tuple[Head, ...]], Entry]
"""Makes the next entry from the header of this device's last entry, its head, and the heads of the other devices."""

DAMAGED = (apsw.CorruptError, apsw.NotADBError)
"""What SQLite says of a file that is not as it was written."""

_ROW = "device, seq, hash, header, signature, body, salt"
_READ = f"CAST(device AS BLOB), {_ROW.removeprefix('device, ')}"
_HEADS = """SELECT e.device, e.seq, e.hash FROM devices AS d JOIN entries AS e
    ON e.device = d.device AND e.seq = (SELECT max(seq) FROM entries WHERE device = d.device) ORDER BY e.device"""
_LAST = "SELECT seq, hash, header FROM entries WHERE device = ? ORDER BY seq DESC LIMIT 1"
_ERASE = "UPDATE entries SET body = NULL, salt = NULL WHERE hash = ?"
_SIGNERS = "SELECT device, public, name FROM devices ORDER BY rowid"
_INSERT = f"INSERT INTO entries ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 (names of our own columns)


class Database:
    """`record.db`, opened for writing or for reading alone."""

    def __init__(self, file: Path, *, write: bool, vfs: str | None = None) -> None:
        """Open it; raises what SQLite raises (`apsw.Error`), and BadHospital where it is not ours.

        Args:
            vfs: another file layer below SQLite: tests let a disk fail with it.
        """
        self.file = file
        self.writes = write
        self._vfs = vfs
        self._connection = self._connected() if write else None

    def _connected(self) -> apsw.Connection:
        connection = apsw.Connection(str(self.file), flags=apsw.SQLITE_OPEN_READWRITE, vfs=self._vfs)
        try:
            if self._vfs is not None:
                connection.pragma("locking_mode", "exclusive")  # a file layer in Python has no shared memory
            settings_of(connection)
            check_form(connection, str(self.file))
        except BaseException:
            connection.close(True)
            raise
        return connection

    def close(self) -> None:
        """Let go of it; a second time does nothing."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(apsw.Error):  # a last checkpoint that fails loses nothing: the write-ahead log stays
                connection.close(True)

    def reopen(self) -> None:
        """Look at the file anew, as another process would see it. Raises `apsw.Error`; the next change tries again."""
        if self.writes:
            self.close()
            self._live()

    def _live(self) -> apsw.Connection:
        if self._connection is None:
            self._connection = self._connected()
        return self._connection

    def ask(self, work: Callable[[apsw.Connection], T]) -> T:
        """What `work` finds. Raises `apsw.Error`, or OSError (`incident_reading.ask`)."""
        try:
            return work(self._live()) if self.writes else ask(self.file, lambda c: self._checked(c, work))
        except UnicodeDecodeError as wrong:
            raise apsw.CorruptError(f"text that is no text ({wrong})") from wrong

    def _checked(self, connection: apsw.Connection, work: Callable[[apsw.Connection], T]) -> T:
        check_form(connection, str(self.file))
        return work(connection)

    def found(self, question: str, *told: Any) -> list[tuple[Any, ...]]:
        """Rows of an SQL question. Raises as `ask`."""
        return self.ask(lambda connection: connection.execute(question, told).fetchall())

    def rows(self, after: int = 0) -> list[Row]:
        """Every entry, in the order they arrived here; with `after`, those behind that place."""
        return self._rows("place > ?", after)

    def row(self, device: str, seq: int) -> Row | None:
        """One entry; None: it is not here."""
        return next(iter(self._rows("device = ? AND seq = ?", device, seq)), None)

    def saying(self, *words: str, erased: bool = False) -> list[Row]:
        """Entries in whose body one of these words stands, in the order they arrived; with `erased`, those without."""
        asked = ["instr(body, CAST(? AS BLOB)) > 0"] * len(words) + ["body IS NULL"] * erased
        return self._rows(" OR ".join(asked), *words)

    def _rows(self, where: str, *told: Any) -> list[Row]:
        asked = f"SELECT {_READ} FROM entries WHERE {where} ORDER BY place"  # noqa: S608 (our own words)
        return [_row(found) for found in self.found(asked, *told)]

    def last_place(self) -> int:
        """Place of the last entry; 0: none."""
        return int(self.found("SELECT coalesce(max(place), 0) FROM entries")[0][0])

    def hash_at(self, place: int) -> bytes:
        """Hash of the entry at a place; empty: none is there."""
        found = self.found("SELECT hash FROM entries WHERE place = ?", place)
        return bytes(found[0][0]) if found else b""

    def signers(self) -> tuple[Signer, ...]:
        """The devices that are known here, in the order they came."""
        return tuple(Signer(*found) for found in self.found(_SIGNERS))

    def meta(self) -> dict[str, str]:
        """What is noted of the log itself."""
        return {str(key): str(value) for key, value in self.found("SELECT key, value FROM meta")}

    def heads(self) -> tuple[Head, ...]:
        """The last entry of each known device's chain, by device."""
        return tuple(_head(*found) for found in self.found(_HEADS))

    def erased(self) -> frozenset[bytes]:
        """Hashes of the entries without a body."""
        return frozenset(found[0] for found in self.found("SELECT hash FROM entries WHERE body IS NULL"))

    def hashes(self) -> frozenset[bytes]:
        """Of every entry."""
        return frozenset(found[0] for found in self.found("SELECT hash FROM entries"))

    def has(self, own: bytes) -> bool:
        """Whether an entry of that hash is here."""
        return bool(self.found("SELECT 1 FROM entries WHERE hash = ?", own))

    def append(self, device: DeviceId, draw: Draw) -> Entry:
        """Put the entry that `draw` makes behind this device's chain; when this returns it outlives a power cut.

        Raises:
            apsw.Error: it was not committed, or so SQLite says.
        """
        with self._changing() as connection:
            last = connection.execute(_LAST, (device,)).fetchone()
            heads = tuple(_head(*found) for found in connection.execute(_HEADS))
            own = None if last is None else _head(device, last[0], last[1])
            entry = draw(None if last is None else last[2], own, tuple(h for h in heads if h.device != device))
            connection.execute(_INSERT, row_of(entry))
        return entry

    def chains(self) -> Chains:
        """All that lies here, at one moment."""
        return self.ask(_chains)

    def merge(self, judged: Callable[[Chains], Merged]) -> Merged:
        """Take over what `judged` finds to be new, given what lies here: all of it or none.

        Raises:
            apsw.Error: it was not committed.
        """
        with self._changing() as connection:
            found = judged(_chains(connection))
            _added(connection, found.signers.values(), found.rows)
            connection.executemany(_INSERT.replace("INTO entries", "INTO aside"), found.aside)
            connection.executemany(_ERASE, [(own,) for own in found.erased])
        return found

    def set_meta(self, key: str, value: str | None) -> None:
        """Note something of the log itself; None: no longer. Raises `apsw.Error`."""
        with self._changing() as connection:
            connection.execute("DELETE FROM meta WHERE key = ?", (key,))
            if value is not None:
                connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))

    def erase(self, own: bytes) -> None:
        """Empty the body of an entry; what held it is zeroed. A copy may stay in the write-ahead log: `empty_log`."""
        with self._changing() as connection:
            connection.execute(_ERASE, (own,))

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and cut it to nothing. Raises `apsw.Error`: a reader holds it."""
        self.ask(lambda connection: connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE))

    def bring_in(self) -> None:
        """Bring the write-ahead log into the file and sync both. Raises `apsw.Error`: a reader holds it."""
        self.ask(lambda connection: connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_FULL))

    def copy_to(self, file: Path) -> None:
        """A copy as it is at this moment, packed anew, while others go on writing. Raises `apsw.Error`."""
        self.ask(lambda connection: connection.execute("VACUUM INTO ?", (str(file),)))

    @contextmanager
    def _changing(self) -> Iterator[apsw.Connection]:
        if not self.writes:
            raise OSError(errno.EROFS, "opened for reading alone; nothing was changed", str(self.file))
        connection = self._live()
        with _transaction(connection):
            yield connection


def make_database(file: Path, incident: str, meta: dict[str, str], signer: Signer, first: Row) -> None:
    """A database with its first entry, whole or not at all.

    It is made under another name and renamed last: whatever happens on the way, no half-made record lies there.

    Raises:
        apsw.Error, OSError: the disk failed.
    """
    beside = file.with_name(f".{file.name}.new")
    _cleared(beside)
    connection = apsw.Connection(str(beside))
    try:
        settings_of(connection)
        with _transaction(connection):
            make_tables(connection)
            connection.executemany(
                "INSERT INTO meta (key, value) VALUES (?, ?)", {"incident": incident, **meta}.items()
            )
            _added(connection, [signer], [first])
    finally:
        connection.close(True)
    beside.chmod(0o600)
    beside.replace(file)


def _cleared(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


@contextmanager
def _transaction(connection: apsw.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(apsw.Error):
                connection.execute("ROLLBACK")
        raise


def _added(connection: apsw.Connection, signers: Iterable[Signer], rows: Iterable[Row]) -> None:
    known = {found[0] for found in connection.execute("SELECT device FROM devices")}
    for signer in signers:
        if signer.device not in known:
            connection.execute("INSERT INTO devices (device, public, name) VALUES (?, ?, ?)", signer)
    connection.executemany(_INSERT, rows)


def _chains(connection: apsw.Connection) -> Chains:
    def rows(table: str) -> tuple[Row, ...]:
        asked = f"SELECT {_READ} FROM {table} ORDER BY place"  # noqa: S608 (our own tables)
        return tuple(map(_row, connection.execute(asked)))

    signers = [Signer(*found) for found in connection.execute(_SIGNERS)]
    return Chains(rows=rows("entries"), signers={signer.device: signer for signer in signers}, aside=rows("aside"))


def _row(found: tuple[Any, ...]) -> Row:
    """A row as it was found; in a damaged file anything may stand anywhere, and what is no bytes is read as none."""
    device, seq, *parts = found
    own, header, signature, body, salt = (part if isinstance(part, bytes) else None for part in parts)
    told = device.decode("utf-8", "replace") if isinstance(device, bytes) else ""
    return Row(told, seq if isinstance(seq, int) else 0, own or b"", header or b"", signature or b"", body, salt)


def _head(device: str, seq: int, own: bytes) -> Head:
    return Head(device=DeviceId(device), seq=seq, hash=EntryHash(own.hex()))
