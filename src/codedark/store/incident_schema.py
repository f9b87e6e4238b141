"""The tables an incident lies in, and what they refuse: nothing recorded is changed, a body can only be emptied.

The triggers stop mistakes, not an owner of the file: who drops them is found by the chain (`record.verifying`).
"""

from __future__ import annotations

import re
from contextlib import closing
from functools import cache

import apsw

from codedark.hospital.faults import BadHospital, Fault

APPLICATION_ID = 0x4344524C
"""`CDRL`: tells any SQLite tool whose file it is."""
FORM = 1

INCIDENT = "incident"
_ID = re.compile(r"[0-9a-f]{16}")
MIRROR = "mirror"
"""Key in `meta`: folder of the mirror; no row: none."""
BALLAST_BYTES = "ballast_bytes"

_SCHEMA = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE devices (
    device TEXT PRIMARY KEY,
    public TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;
CREATE TABLE entries (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    header BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    body BLOB,
    salt BLOB CHECK (length(salt) = 16),
    UNIQUE (device, seq),
    CHECK ((body IS NULL) = (salt IS NULL))
) STRICT;
CREATE TABLE aside (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    body BLOB,
    salt BLOB
) STRICT;
CREATE TRIGGER entries_stay BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entries_are_only_erased BEFORE UPDATE ON entries
WHEN NEW.place IS NOT OLD.place OR NEW.device IS NOT OLD.device OR NEW.seq IS NOT OLD.seq OR NEW.hash IS NOT OLD.hash
  OR NEW.header IS NOT OLD.header OR NEW.signature IS NOT OLD.signature
  OR NEW.body IS NOT NULL OR NEW.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'of an entry only body and salt can be erased, both together'); END;
CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE place = NEW.place OR hash = NEW.hash
             OR (device = NEW.device AND seq = NEW.seq))
BEGIN SELECT RAISE(ABORT, 'an entry is there already'); END;
CREATE TRIGGER aside_stays BEFORE DELETE ON aside
BEGIN SELECT RAISE(ABORT, 'what was kept aside is never deleted'); END;
CREATE TRIGGER aside_is_not_changed BEFORE UPDATE ON aside
BEGIN SELECT RAISE(ABORT, 'what was kept aside is never changed'); END;
CREATE TRIGGER devices_stay BEFORE DELETE ON devices
BEGIN SELECT RAISE(ABORT, 'devices are never deleted'); END;
CREATE TRIGGER devices_are_not_changed BEFORE UPDATE ON devices
BEGIN SELECT RAISE(ABORT, 'devices are never changed'); END;
CREATE TRIGGER devices_are_not_replaced BEFORE INSERT ON devices
WHEN EXISTS (SELECT 1 FROM devices WHERE device = NEW.device)
BEGIN SELECT RAISE(ABORT, 'a device of that name is there already'); END;
"""
# REPLACE deletes without asking a DELETE trigger: hence the two on INSERT.


def make_tables(connection: apsw.Connection) -> None:
    """Make the tables in an empty database; the caller holds a transaction."""
    connection.execute(_SCHEMA)
    connection.pragma("application_id", APPLICATION_ID)
    connection.pragma("user_version", FORM)


def check_form(connection: apsw.Connection, file: str) -> None:
    """Make sure that a database is one of ours.

    Raises:
        BadHospital: another program's, or of a newer codedark.
        apsw.Error: it cannot be read; or its tables are others under our names: a view can make rows without end.
    """
    application, form = connection.pragma("application_id"), connection.pragma("user_version")
    if application != APPLICATION_ID:
        what, fix = "not a record of an incident", "name the folder of an incident"
        raise BadHospital([Fault(file=file, message=what, fix=fix)])
    if form != FORM:
        what = f"written in form {form}; this codedark reads form {FORM}"
        raise BadHospital([Fault(file=file, message=what, fix="use the codedark that wrote it")])
    if not _tables_of(connection) >= _our_tables():
        raise apsw.CorruptError("its tables are not those of a record")


def is_incident(text: str) -> bool:
    """Whether a text names an incident: files are called after it, so that it must be nothing else.

    >>> is_incident("0123456789abcdef"), is_incident("../../elsewhere")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


@cache
def _our_tables() -> frozenset[tuple[str, str, str]]:
    with closing(apsw.Connection(":memory:")) as memory:
        memory.execute(_SCHEMA)
        return _tables_of(memory)


def _tables_of(connection: apsw.Connection) -> frozenset[tuple[str, str, str]]:
    asked = "SELECT type, name, sql FROM sqlite_schema WHERE name IN ('meta', 'devices', 'entries', 'aside')"
    return frozenset((str(kind), str(name), str(sql)) for kind, name, sql in connection.execute(asked))


def settings_of(connection: apsw.Connection) -> None:
    """How every connection that writes is set up: what is committed outlives a power cut, what is erased is zeroed."""
    connection.set_busy_timeout(10_000)
    for name, value in _PRAGMAS:
        connection.pragma(name, value)


_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", "full"),
    ("fullfsync", True),  # on macOS a plain fsync leaves data in the drive's cache
    ("checkpoint_fullfsync", True),
    ("secure_delete", True),
    ("temp_store", "memory"),  # no file beside: a home may be read-only, a disk full
    ("trusted_schema", False),
)
