"""A record as one encrypted file, and back on another laptop: what is left when this one is stolen, drowned or dead.

A backup is an SQLite file, packed and checked in memory and encrypted as age does it: nothing of it lies unencrypted
on any disk, and with the identity the usual `age` and `sqlite3` open it without us. The device's key is never in it:
the laptop it is restored on writes with a key of its own. What was recorded after the backup is not in it; heads on
paper say which entries those are, and the mirror may still have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import apsw

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.entry import Head
from codedark.record.head_words import Witness, head_words
from codedark.record.merging import Chains, heads_of
from codedark.record.row import Row, Signer
from codedark.record.verifying import Finding, FindingKind, verify
from codedark.store.age_file import CannotOpen, decrypted, encrypted_for, is_age, locked, under_a_passphrase, unlocked
from codedark.store.ballast import BALLAST_BYTES
from codedark.store.folder import load_file
from codedark.store.incident_anew import Origin, check_place, put_together, sound_of
from codedark.store.incident_database import DAMAGED
from codedark.store.incident_log import IncidentLog
from codedark.store.incident_mirror import mirror_file, read_mirror
from codedark.store.incident_schema import INCIDENT, check_form, is_incident
from codedark.store.on_full_disk import world_failed
from codedark.store.snapshot import write_whole

MADE = "backed_up_at"
"""Key in the backup's own `meta`: when it was made, ISO 8601, UTC."""
BACKUP = "restored_from"
"""Key in the details of the entry a restored record begins with: SHA-256 of the backup."""
RECORD_BYTES_MAX = 2**30
"""What is read of a backup, a mirror or a bare record: some million entries; SQLite opens no more in memory."""
_NO_LOG = b"\x01\x01"
"""Bytes 18 and 19 of a database's header, where it has no write-ahead log: with one it does not open in memory."""
_STAMP = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A backup that was written and read again."""

    path: Path
    sha256: str
    heads: tuple[Head, ...]
    """Last entries in it, by device; what comes after them is not."""
    entries_count: int
    made_at: datetime
    findings: tuple[Finding, ...]
    """Faults of the record as it is: they are in the backup too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What lies in a backup."""

    incident: str
    chains: Chains
    made_at: str
    sha256: str
    """Of the encrypted file."""


def backup(log: IncidentLog, to: Path, *, recipients: Sequence[str] = (), passphrase: str = "") -> BackupMade:
    """Write a backup of a record, while others go on writing it.

    Args:
        to: folder on another medium; the file is named by incident and moment.
        recipients: public, `age1...`; each of their identities opens it alone.
        passphrase: instead of recipients: whoever knows it opens it.
    Raises:
        BadHospital: no such folder, no recipient, or the record is damaged (`salvage` first).
        OSError: it could not be written, or reads back otherwise; no half-written file is left.
    """
    made_at = datetime.now(UTC).replace(microsecond=0)
    _check_asked(to, recipients, passphrase)
    raw = _packed(log, made_at)
    chains, _ = read_plain(raw, str(log.folder))
    try:
        sealed = locked(raw, passphrase) if passphrase else encrypted_for(raw, recipients)
    except CannotOpen as wrong:
        raise _fault("recipient", str(wrong), "write it as it was printed: age1...") from None
    file = _free_name(to, f"{log.incident}-{made_at.strftime(_STAMP)}")
    write_whole(file, sealed)
    if len(sealed) > RECORD_BYTES_MAX:
        log.warn(f"{file} is larger than `restore` reads: `age -d` makes record.db of it, `merge` takes its folder")
    if file.read_bytes() != sealed:
        file.unlink()
        raise OSError(
            5, "the backup reads back otherwise than it was written; it was removed: try another medium", file
        )
    return BackupMade(
        path=file,
        sha256=sha256(sealed).hexdigest(),
        heads=heads_of(chains.rows),
        entries_count=len(chains.rows),
        made_at=made_at,
        findings=tuple(f for f in _verified(chains, log.incident, ()) if f.fault),
    )


def open_backup(file: Path, *, identity: str = "", passphrase: str = "") -> Opened:
    """What lies in a backup; nothing of it is believed yet.

    Raises:
        BadHospital: no such file, no backup, damaged, or it does not open with what was given; the text says which.
    """
    raw = load_file(file, RECORD_BYTES_MAX)
    if not is_age(raw):
        raise _fault(file, "no backup: it is not encrypted as backups are", "name the .age file")
    plain = _decrypted(file, raw, identity, passphrase)
    chains, meta = read_plain(plain, str(file))
    return Opened(
        incident=meta[INCIDENT], chains=chains, made_at=meta.get(MADE, "unknown"), sha256=sha256(raw).hexdigest()
    )


def restore(
    file: Path,
    folder: Path,
    *,
    role: str,
    device_name: str,
    identity: str = "",
    passphrase: str = "",
    heads: Sequence[Head | Witness] = (),
    mirror: Path | None = None,
    ballast_bytes: int = BALLAST_BYTES,
) -> IncidentLog:
    """Put a backup into a folder of this laptop, and open it.

    The laptop gets a key of its own, and its first entry says what was restored and what is missing.

    Args:
        folder: where nothing stands yet, or an empty folder.
        role: who restores.
        device_name: what people call this laptop.
        heads: from paper; what they witness and the backup lacks is named.
        mirror: folder of the mirror; what it has beyond the backup is taken over, and it is kept up from now on.
    Returns:
        The log, open. Its `warnings` say what is missing, and what was not sound and stayed out.
    Raises:
        BadHospital: the backup does not open, or something stands in the folder; nothing was made.
        OSError: the disk failed; nothing is left in the folder.
    """
    check_place(folder, mirror)
    opened = open_backup(file, identity=identity, passphrase=passphrase)
    chains = _with_mirror(opened, mirror)
    found = sound_of(chains, opened.incident)
    missing = missing_from(Chains(rows=found.rows, signers=found.signers), opened.incident, heads)
    text = _restored(opened, missing)
    origin = Origin(role=role, device_name=device_name, text=text, details={BACKUP: opened.sha256})
    log = put_together(folder, found, opened.incident, origin, mirror=mirror, ballast_bytes=ballast_bytes)
    for what in (*missing, *map(str, found.remarks)):
        log.warn(what)
    return log


def _restored(opened: Opened, missing: Sequence[str]) -> str:
    at = "; ".join(head_words(head) for head in heads_of(opened.chains.rows))
    lacks = f" Missing: {'; '.join(missing)}." if missing else ""
    return f"Restored on another laptop from the backup of {opened.made_at}, which ended at {at}.{lacks}"


def missing_from(chains: Chains, incident: str, heads: Sequence[Head | Witness]) -> tuple[str, ...]:
    """What the heads given, and what devices saw of each other, witness and these rows lack; in words."""
    said = []
    for finding in _verified(chains, incident, heads):
        if finding.kind in (FindingKind.CUT_OFF, FindingKind.MISSING, FindingKind.REPLACED):
            said.append(str(finding))
    return tuple(said)


def _with_mirror(opened: Opened, mirror: Path | None) -> Chains:
    """What is in the backup, and what the mirror has beyond it."""
    if mirror is None:
        return opened.chains
    file = mirror_file(mirror, opened.incident)
    if not file.is_file():
        return opened.chains
    read = read_mirror(load_file(file, RECORD_BYTES_MAX))
    signers = {signer.device: signer for signer in read.signers}
    return replace(
        opened.chains,
        rows=(*opened.chains.rows, *read.rows),
        signers={**signers, **opened.chains.signers},
    )


def _packed(log: IncidentLog, made_at: datetime) -> bytes:
    """The record as it is at this moment, packed and checked in memory."""
    noted = (MADE, f"{made_at:%Y-%m-%dT%H:%M:%SZ}")

    def copied(source: apsw.Connection) -> bytes:
        with closing(apsw.Connection(":memory:")) as memory:
            with memory.backup("main", source, "main") as steps:
                steps.step(-1)
            memory.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", noted)
            memory.execute("VACUUM")
            found = [str(row[0]) for row in memory.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                raise apsw.CorruptError("; ".join(found))
            return bytes(memory.serialize("main"))

    try:
        return log.database.ask(copied)
    except DAMAGED as failed:
        fix = "`codedark incident salvage` puts together what can be read; back that up"
        raise _fault(log.folder, f"the record is damaged and was not backed up ({failed})", fix) from None
    except apsw.Error as failed:
        raise world_failed(failed, log.database.file) from failed


def read_plain(raw: bytes, told: str) -> tuple[Chains, dict[str, str]]:
    """Rows and notes of a record's bytes as SQLite keeps them, without a log beside them.

    Raises:
        BadHospital: they cannot be read, or are of another program.
    """
    try:
        with closing(apsw.Connection(":memory:")) as memory:
            memory.deserialize("main", raw[:18] + _NO_LOG + raw[20:])
            memory.pragma("trusted_schema", False)
            check_form(memory, told)
            rows, aside = (
                tuple(
                    Row(*found)
                    for found in memory.execute(
                        f"SELECT device, seq, hash, header, signature, body, salt FROM {table} ORDER BY place"  # noqa: S608
                    )
                )
                for table in ("entries", "aside")
            )
            signers = [Signer(*found) for found in memory.execute("SELECT device, public, name FROM devices")]
            meta = {str(key): str(value) for key, value in memory.execute("SELECT key, value FROM meta")}
    except apsw.Error as failed:
        raise _fault(told, f"it opens, and holds no record that can be read ({failed})", "try an older one") from None
    if not is_incident(meta.get(INCIDENT, "")):
        raise _fault(told, "it does not say of which incident it is", "try an older one")
    return Chains(rows=rows, signers={signer.device: signer for signer in signers}, aside=aside), meta


def _decrypted(file: Path, raw: bytes, identity: str, passphrase: str) -> bytes:
    try:
        if under_a_passphrase(raw):
            if not passphrase:
                raise _fault(file, "it opens with a passphrase, and none was given", "give the passphrase")
            return unlocked(raw, passphrase)
        if not identity:
            raise _fault(file, "it opens with an identity, and none was given", "give the identity's file")
        return decrypted(raw, identity)
    except CannotOpen as wrong:
        raise _fault(
            file, f"does not open: {wrong}", "try another identity or passphrase, or an older backup"
        ) from None


def _check_asked(to: Path, recipients: Sequence[str], passphrase: str) -> None:
    faults = []
    if not to.is_dir():
        faults.append(Fault(file=str(to), message="no such folder", fix="plug the medium in, or correct the path"))
    if bool(recipients) == bool(passphrase):
        what = "recipients and a passphrase" if passphrase else "neither a recipient nor a passphrase"
        faults.append(Fault(file="backup", message=f"{what}: give one of the two", fix="name a recipient: age1..."))
    if faults:
        raise BadHospital(faults)


def _free_name(folder: Path, name: str) -> Path:
    """A name that is not taken: two backups within a second are two files."""
    tried, number = folder / f"{name}.age", 1
    while tried.exists():
        number += 1
        tried = folder / f"{name}-{number}.age"
    return tried


def _verified(chains: Chains, incident: str, heads: Sequence[Head | Witness]) -> tuple[Finding, ...]:
    publics = {device: signer.public for device, signer in chains.signers.items()}
    return verify(chains.rows, publics, heads, incident=incident)


def _fault(place: Path | str, message: str, fix: str) -> BadHospital:
    return BadHospital([Fault(file=str(place), message=message, fix=fix)])
