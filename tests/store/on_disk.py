"""Incidents on a disk for tests: begun, written to, judged by what lies there, and tampered with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from codedark.record.entry import Draft, Entry, device_id
from codedark.record.finding import Finding
from codedark.record.merging import Merged
from codedark.record.row import Signer, row_of
from codedark.record.sealing import Moment, Pen, sealed
from codedark.record.verifying import differences, verify
from codedark.store.incident_folder import DATABASE
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.incident_making import create_incident
from codedark.store.incident_mirror import read_mirror
from tests.record.making import START, draft, key, said

ROOT = Path(__file__).resolve().parents[2]
SMALL = 2**16
"""Ballast of tests, bytes."""


def begin(folder: Path, **more: Any) -> IncidentLog:
    """An incident with a little ballast and no mirror, unless told."""
    asked: dict[str, Any] = {
        "title": "Disruption at Sint-Lucia",
        "organisation": "Sint-Lucia",
        "timezone": "Europe/Brussels",
        "languages": ("nl", "en"),
        "role": "incident-commander",
        "device_name": "command post 1",
        "ballast_bytes": SMALL,
    }
    return create_incident(folder, **{**asked, **more})


def begin_mirrored(tmp_path: Path, **more: Any) -> IncidentLog:
    """An incident in `inc` with a mirror in `stick`, which lies on the same disk here: that warning is taken away."""
    stick = tmp_path / "stick"
    stick.mkdir(exist_ok=True)
    log = begin(tmp_path / "inc", mirror=stick, **more)
    log.warnings = [warning for warning in log.warnings if "same disk" not in warning]
    return log


def told(count: int, text: str = "As told.") -> Draft:
    """A draft that says a number."""
    return draft(said("operations_cancelled", count), text=text)


def write(log: IncidentLog, count: int) -> list[Entry]:
    """So many entries."""
    return [log.append(told(n)) for n in range(count)]


def foreign(incident: str, number: int = 5) -> Merged:
    """An entry of another device in the same incident, as a merge brings it."""
    private = key(number)
    public = private.public_key().public_bytes_raw().hex()
    other = Pen(incident=incident, device=device_id(public), sign=private.sign)
    row = row_of(sealed(told(1), other, None, Moment(recorded_at=START, clock_ms=0, salt=bytes([number]) * 16)))
    return Merged(rows=(row,), signers={row.device: Signer(row.device, public, "ward 3")})


def verified(log: IncidentLog) -> tuple[Finding, ...]:
    """Every finding, every signature looked at."""
    publics = {signer.device: signer.public for signer in log.signers()}
    return verify(log.rows(), publics, incident=log.incident, every_signature=True)


def acknowledged(entries: Iterable[Entry]) -> list[tuple[str, int, str]]:
    """What an append that returned promised: device, number, hash."""
    return [(e.header.device, e.header.seq, e.hash) for e in entries]


def faults(folder: Path, promised: Iterable[tuple[str, int, str]] = ()) -> list[str]:
    """What is wrong with a record and its mirror, and what of the promised is not there."""
    with open_incident(folder, write=False) as log:
        found: list[Finding] = [f for f in verified(log) if f.fault]
        here = {(row.device, row.seq, row.hash.hex()) for row in log.rows()}
        if log.mirror_path is not None:
            found += differences(log.rows(), read_mirror(log.mirror_path.read_bytes()).rows)
    lost = [f"acknowledged and lost: {one}" for one in promised if one not in here]
    return [*map(str, found), *lost]


def names(folder: Path) -> dict[str, tuple[int, int]]:
    """Files of a folder with size and moment of change."""
    return {f.name: (f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(folder.iterdir())}


def tamper(folder: Path, *statements: str) -> None:
    """Change the tables as an owner of the file can, with another SQLite and without the triggers."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
