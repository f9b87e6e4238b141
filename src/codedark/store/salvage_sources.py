"""Every source of a damaged record searched, the best first: what SQLite reads of a copy, the mirror, the bare bytes.

Everything found here is a candidate: nothing is believed, nothing is written, and damage of any kind raises nothing.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.entry import header_hash, read_body, read_header
from codedark.record.plain import NotThisForm
from codedark.record.row import Row, Signer
from codedark.record.sound import gives
from codedark.store.incident_folder import DATABASE, DEVICE, DEVICE_NAME, DEVICE_PUBLIC, read_device
from codedark.store.incident_mirror import mirror_file, read_mirror
from codedark.store.incident_schema import MIRROR, is_incident
from codedark.store.sqlite_carving import Bytes, Value, records

_BLOCK = 4096
_FAILURES_MOST = 20_000
_NUMBER = rb"[\x01-\x06\x08\x09]"
_ENTRY = re.compile(rb"[\x08-\x10]\x00\x2d" + _NUMBER + rb"\x4c[\x80-\xff]*[\x00-\x7f]\x81\x0c")
"""Device of 16 characters, number, hash of 32 bytes, header, signature of 64: an entry as `incident_schema` has it."""
_DEVICE = re.compile(rb"[\x05\x06]\x2d\x81\x0d")
_NAMED = re.compile(rb"\x04\x2d" + _NUMBER + rb"[\x00-\x09][0-9a-f]{16}")
"""Device and number in the index over both."""
_NOTED = re.compile(rb"[\x03\x04]\x19[\x0d-\xff]+mirror")
_COUNTED = re.compile(rb"\x03\x1b[\x01-\x06]entries")


@dataclass(slots=True, kw_only=True)
class Found:
    """Candidates, and what names entries without having them."""

    sources: list[list[Row]] = field(default_factory=list)
    """What each source has, the best source first."""
    signers: dict[str, Signer] = field(default_factory=dict)
    """Devices whose key gives their name."""
    named: set[tuple[str, int]] = field(default_factory=set)
    """Device and number of entries an index names."""
    counted: int = 0
    """How many entries the file itself counted; 0: that cannot be read."""
    mirror: Path | None = None
    """Folder or file of the mirror; None: nothing says where it is."""
    notes: list[str] = field(default_factory=list)
    """What a person must know."""

    def rows(self) -> list[Row]:
        """Of all sources."""
        return [row for source in self.sources for row in source]


def gathered(folder: Path, mirror: Path | None) -> Found:
    """Search everything.

    Args:
        folder: of the damaged record; it is only read.
        mirror: its folder or file; None: where the damaged record says it is, if that can still be read.
    Raises:
        BadHospital: no record ever lay there.
    """
    file = folder / DATABASE
    if not file.exists() and not file.with_name(f"{DATABASE}-wal").exists() and mirror is None:
        fix = "name the damaged record's folder, or its mirror with --mirror"
        raise BadHospital([Fault(file=str(folder), message=f"no {DATABASE} lies there", fix=fix)])
    found = Found(mirror=mirror)
    lies = Bytes(file=_raw(file, found.notes), log=_raw(file.with_name(f"{DATABASE}-wal"), found.notes))
    _ask_sqlite(lies, found)
    carved = _search(lies, found)
    _read_mirror(found, [*carved, *found.rows()])
    found.sources.append(carved)
    with suppress(BadHospital, OSError):
        own = read_device(folder)
        found.signers.setdefault(own.id, Signer(own.id, own.public, "this laptop, before"))
    for row in found.rows():
        _know_from_words(found, row)
    return found


def _search(lies: Bytes, found: Found) -> list[Row]:
    """What lies anywhere in the bytes."""
    carved = [row for told in records(lies, _ENTRY, 8) if (row := _row(told[1:])) is not None]
    for told in records(lies, _DEVICE, 3):
        _know(found, told)
    found.named |= {(d, s) for d, s, _ in records(lies, _NAMED, 3) if isinstance(d, str) and isinstance(s, int)}
    found.counted = max(found.counted, _most(records(lies, _COUNTED, 2), lies.entries_most))
    if found.mirror is None:
        found.mirror = next((Path(str(told[1])) for told in records(lies, _NOTED, 2) if told[0] == "mirror"), None)
    return carved


def _raw(file: Path, notes: list[str]) -> bytes:
    """A file's bytes; blocks the medium no longer gives are zeros, and are told."""
    if not file.is_file():
        return b""
    made, bad = bytearray(), 0
    with file.open("rb", buffering=0) as opened:
        size = opened.seek(0, 2)
        while len(made) < size:
            opened.seek(len(made))
            try:
                block = opened.read(_BLOCK)
            except OSError:
                block, bad = b"", bad + 1
            made += block or bytes(min(_BLOCK, size - len(made)))
    if bad:
        notes.append(f"{file.name}: {bad:,} blocks of {_BLOCK} bytes cannot be read from the medium")
    return bytes(made)


def _ask_sqlite(lies: Bytes, found: Found) -> None:
    """What SQLite still reads of a copy, row by row around what it does not."""
    with tempfile.TemporaryDirectory(prefix="codedark-") as folder:
        copy = Path(folder) / DATABASE
        copy.write_bytes(lies.file)
        if lies.log:
            copy.with_name(f"{DATABASE}-wal").write_bytes(lies.log)
        try:
            with closing(apsw.Connection(str(copy))) as connection:
                connection.pragma("trusted_schema", False)
                _questions(connection, found, lies.entries_most)
        except apsw.Error as failed:
            found.notes.append(f"{DATABASE}: SQLite cannot open it ({failed}); its bytes were searched")


def _questions(connection: apsw.Connection, found: Found, entries_most: int) -> None:
    def asked(question: str, *told: int) -> list[tuple[Value, ...]]:
        return _answers(connection, question, told)

    damage = asked("PRAGMA integrity_check(5)")
    if not damage:
        found.notes.append(f"{DATABASE}: SQLite cannot read it; its bytes were searched")
    elif damage[0][0] != "ok":
        found.notes.append(f"{DATABASE}: " + "; ".join(str(row[0]).replace("\n", " ") for row in damage))
    for told in asked("SELECT device, public, name FROM devices"):
        _know(found, told)
    found.counted = _most(asked("SELECT seq FROM sqlite_sequence WHERE name = 'entries'"), entries_most)
    noted = asked(f"SELECT value FROM meta WHERE key = '{MIRROR}'")  # noqa: S608 (our own word)
    if found.mirror is None and noted and isinstance(noted[0][0], str):
        found.mirror = Path(noted[0][0])
    last = max(found.counted, _most(asked("SELECT max(place) FROM entries"), entries_most))
    rows = _by_halves(connection, 1, last)
    found.sources.append([row for told in rows if (row := _row(told)) is not None])


def _most(told: Iterable[Sequence[Value]], entries_most: int) -> int:
    """The largest number, last of its row, that can be a count of entries; 0: none."""
    numbers = (row[-1] for row in told)
    return max((n for n in numbers if isinstance(n, int) and 0 <= n <= entries_most), default=0)


def _answers(connection: apsw.Connection, question: str, told: Sequence[int]) -> list[tuple[Value, ...]]:
    """As many rows as come before it fails."""
    made: list[tuple[Value, ...]] = []
    with suppress(apsw.Error, UnicodeDecodeError):
        made.extend(connection.execute(question, tuple(told)))
    return made


def _by_halves(connection: apsw.Connection, first: int, last: int) -> Iterator[tuple[Value, ...]]:
    """Entries by their place: a range that fails is halved, until the damaged ones alone are left out."""
    question = """SELECT device, seq, hash, header, signature, body, salt FROM entries
        WHERE place BETWEEN ? AND ? ORDER BY place"""
    waiting, failures = [(first, last)], 0
    while waiting and failures < _FAILURES_MOST:
        low, high = waiting.pop()
        if low > high:
            continue
        try:
            made: list[tuple[Any, ...]] = connection.execute(question, (low, high)).fetchall()
        except (apsw.Error, UnicodeDecodeError):
            failures += 1
            middle = (low + high) // 2
            waiting += [(middle + 1, high), (low, middle)] if low < high else []
        else:
            yield from made


def _read_mirror(found: Found, known: Iterable[Row]) -> None:
    if found.mirror is None:
        return
    file = _mirror_in(found.mirror, incident_of(known), found.notes) if found.mirror.is_dir() else found.mirror
    if not file.is_file():
        found.notes.append(f"the mirror {file} is not there: plug its medium in and salvage again")
        return
    read = read_mirror(_raw(file, found.notes))
    if read.damaged:
        found.notes.append(f"the mirror {file}: {len(read.damaged):,} of its lines cannot be read")
    found.sources.append(read.rows)
    for signer in read.signers:
        _know(found, signer)


def _mirror_in(folder: Path, incident: str, notes: list[str]) -> Path:
    """The mirror's file in its folder; where nothing says of which incident, the only one there."""
    there = sorted(folder.glob("*.jsonl"))
    if incident or len(there) != 1:
        if not incident and there:
            notes.append(f"{folder} holds several mirrors and nothing else says which is meant: name the file itself")
        return mirror_file(folder, incident)
    return there[0]


def _row(told: Sequence[Value]) -> Row | None:
    """A candidate as a row; None: its columns are of other kinds."""
    device, seq, own, header, signature, body, salt = told
    kinds = (isinstance(device, str), isinstance(seq, int), *(isinstance(x, bytes) for x in (own, header, signature)))
    if not all(kinds) or not all(x is None or isinstance(x, bytes) for x in (body, salt)):
        return None
    return Row(device, seq, own, header, signature, body, salt)  # type: ignore[arg-type]


def _know(found: Found, told: Sequence[Value]) -> None:
    """A device, where its key gives its name."""
    device, public, name = map(str, told)
    if gives(public, device):
        found.signers.setdefault(device, Signer(device, public, name))


def _know_from_words(found: Found, row: Row) -> None:
    """A device from the details of its first entry."""
    if row.body is None or DEVICE_PUBLIC.encode() not in row.body:
        return
    with suppress(NotThisForm):
        details = read_body(row.body).details
        _know(found, (details.get(DEVICE, ""), details.get(DEVICE_PUBLIC, ""), details.get(DEVICE_NAME, "")))


def incident_of(rows: Iterable[Row]) -> str:
    """The incident most whole headers name; empty: there is none."""
    named: Counter[str] = Counter()
    for row in rows:
        if header_hash(row.header) == row.hash.hex():
            with suppress(NotThisForm):
                named[read_header(row.header).incident] += 1
    named = Counter({incident: count for incident, count in named.items() if is_incident(incident)})
    return named.most_common(1)[0][0] if named else ""
