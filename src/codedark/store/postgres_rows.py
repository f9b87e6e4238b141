"""One incident in a server's tables: every question and every change, each within a transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from codedark.record.entry import DeviceId, EntryHash, Head
from codedark.record.merging import Chains
from codedark.record.row import Row, Signer

if TYPE_CHECKING:
    import psycopg

    Cursor = psycopg.Cursor[tuple[Any, ...]]

_ROW = "device, seq, hash, header, signature, body, salt"
_HEADS = """SELECT d.device, e.seq, e.hash FROM codedark.devices AS d CROSS JOIN LATERAL (
    SELECT seq, hash FROM codedark.entries WHERE incident = d.incident AND device = d.device ORDER BY seq DESC LIMIT 1
    ) AS e WHERE d.incident = %s ORDER BY d.device"""
_ROWS = f"SELECT {_ROW} FROM codedark.entries WHERE incident = %s"  # noqa: S608 (names of our own columns)
_ASIDE = f"SELECT {_ROW} FROM codedark.aside WHERE incident = %s ORDER BY place"  # noqa: S608
_INSERT = f"INSERT INTO codedark.entries (incident, {_ROW}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
_INSERT_ASIDE = _INSERT.replace("codedark.entries", "codedark.aside") + " ON CONFLICT DO NOTHING"
_INSERT_DEVICE = (
    "INSERT INTO codedark.devices (incident, device, public, name) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_ERASE = "UPDATE codedark.entries SET body = NULL, salt = NULL WHERE incident = %s AND hash = %s"
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def rows_in(cursor: Cursor, incident: str, saying: str = "") -> list[Row]:
    """Every entry in the order they arrived; with `saying`, those in whose body that word stands."""
    if saying:
        return _asked(cursor, f"{_ROWS} AND position(%s::bytea IN body) > 0 ORDER BY place", incident, saying.encode())
    return _asked(cursor, f"{_ROWS} ORDER BY place", incident)


def signers_in(cursor: Cursor, incident: str) -> tuple[Signer, ...]:
    """The devices that are known, in the order they came."""
    asked = "SELECT device, public, name FROM codedark.devices WHERE incident = %s ORDER BY came"
    return tuple(Signer(*found) for found in cursor.execute(asked, (incident,)))


def heads_in(cursor: Cursor, incident: str) -> tuple[Head, ...]:
    """The last entry of each device's chain, by device."""
    found = cursor.execute(_HEADS, (incident,)).fetchall()
    return tuple(Head(device=DeviceId(d), seq=seq, hash=EntryHash(own.hex())) for d, seq, own in found)


def has(cursor: Cursor, head: Head) -> bool:
    """Whether that very entry is there."""
    asked = "SELECT 1 FROM codedark.entries WHERE device = %s AND seq = %s AND hash = %s"
    return cursor.execute(asked, (head.device, head.seq, bytes.fromhex(head.hash))).fetchone() is not None


def chains_in(cursor: Cursor, incident: str) -> Chains:
    """All of an incident."""
    return Chains(
        rows=tuple(rows_in(cursor, incident)),
        signers={signer.device: signer for signer in signers_in(cursor, incident)},
        aside=tuple(_asked(cursor, _ASIDE, incident)),
    )


def add_signer(cursor: Cursor, incident: str, signer: Signer) -> None:
    """Make a device known; nothing where it is."""
    cursor.execute(_INSERT_DEVICE, (incident, *signer))


def add_rows(cursor: Cursor, incident: str, rows: Iterable[Row]) -> None:
    """Add entries. Raises psycopg.errors.UniqueViolation: one stands there."""
    cursor.executemany(_INSERT, [(incident, *row) for row in rows])


def add_aside(cursor: Cursor, incident: str, rows: Iterable[Row]) -> None:
    """Keep entries aside; nothing where they are."""
    cursor.executemany(_INSERT_ASIDE, [(incident, *row) for row in rows])


def erase(cursor: Cursor, incident: str, hashes: Iterable[bytes]) -> None:
    """Empty the bodies of entries."""
    cursor.executemany(_ERASE, [(incident, own) for own in hashes])


def take_turn(cursor: Cursor, of: str) -> None:
    """Wait until no other session has the turn of that name; it ends with the transaction."""
    cursor.execute(_TURN, (of,))


def _asked(cursor: Cursor, question: str, *told: Any) -> list[Row]:
    return [Row(*found) for found in cursor.execute(question.encode(), told, binary=True)]
