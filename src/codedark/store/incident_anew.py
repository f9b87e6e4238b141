"""A record put together again in a folder of its own, from rows that were kept elsewhere: a backup, a damaged file.

Only rows that prove themselves come in, in the order they lay in before. The laptop gets a key of its own and writes a
first entry that says where all this comes from: whoever goes on with another's key would one day give a number twice.
The folder is made beside and renamed last, so that it is there whole or not at all.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import apsw

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.record.merging import Chains, Merged, merged
from codedark.record.row import Row, Signer
from codedark.store.ballast import make_ballast
from codedark.store.folder import check_new
from codedark.store.incident_database import Database, make_database
from codedark.store.incident_folder import BALLAST, DATABASE, Device, draw_device, sync_folder
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.incident_making import mirror_faults
from codedark.store.incident_schema import BALLAST_BYTES
from codedark.store.on_full_disk import world_failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the first entry of the new folder says."""

    role: str
    """Who put it together again."""
    device_name: str
    """What people call the laptop it lies on now."""
    text: str
    details: Mapping[str, str] = field(default_factory=dict)


def check_place(folder: Path, mirror: Path | None, incident: str = "") -> None:
    """Raise `BadHospital`, with every fault, unless a new folder may be made there."""
    faults: list[Fault] = mirror_faults(mirror, incident)
    try:
        check_new(folder)
    except BadHospital as bad:
        faults += bad.faults
    if not folder.resolve().parent.is_dir():
        faults.append(
            Fault(file=str(folder.parent), message="no such folder", fix="make the folder, or correct the path")
        )
    if faults:
        raise BadHospital(faults)


def put_together(
    folder: Path,
    found: Merged,
    incident: str,
    origin: Origin,
    *,
    mirror: Path | None,
    ballast_bytes: int,
) -> IncidentLog:
    """Make the folder, and open it.

    Args:
        folder: where nothing stands yet, or an empty folder.
        found: what was kept and proved itself (`sound_of`).
        mirror: folder on a second medium; None: no mirror.
        ballast_bytes: kept to be freed when the disk is full; 0: none.
    Raises:
        BadHospital: something stands there, or no row proves itself.
        OSError: the disk failed; nothing is left there.
    """
    check_place(folder, mirror, incident)
    place = folder.resolve()
    if not found.rows:
        fix = "try another backup, the mirror, or another device"
        raise BadHospital([Fault(file=str(folder), message="no entry proves itself; nothing was made", fix=fix)])
    beside = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        _filled(beside, found, incident, origin, ballast_bytes)
        if place.exists():
            place.rmdir()
        beside.rename(place)
        sync_folder(place.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    log = open_incident(place)
    if mirror is not None:
        log.mirror_to(mirror)
    return log


def sound_of(chains: Chains, incident: str) -> Merged:
    """What of a log proves itself, in the order it lay in; what does not is told in the remarks.

    Raises:
        AnotherIncident: an entry is whole, and of another incident.
    """
    return in_order(merged(Chains(rows=(), signers={}), chains, incident), chains)


def in_order(found: Merged, chains: Chains) -> Merged:
    """The same, its rows in the order they lay in before."""
    places = {row.hash: place for place, row in reversed(list(enumerate(chains.rows)))}
    last = len(places)
    return replace(found, rows=tuple(sorted(found.rows, key=lambda row: places.get(row.hash, last))))


def _filled(folder: Path, found: Merged, incident: str, origin: Origin, ballast_bytes: int) -> None:
    device = draw_device(folder)
    make_ballast(folder / BALLAST, ballast_bytes)
    file = folder / DATABASE
    signers = {**found.signers, device.id: Signer(device.id, device.public, origin.device_name)}
    try:
        make_database(file, incident, {BALLAST_BYTES: str(ballast_bytes)}, *_first(found))
        database = Database(file, write=True)
        try:
            database.merge(lambda _: replace(found, rows=found.rows[1:], signers=signers, erased=()))
        finally:
            database.close()
    except apsw.Error as failed:
        raise world_failed(failed, file) from failed
    with open_incident(folder) as log:
        log.append(_beginning(origin, device))


def _first(found: Merged) -> tuple[Signer, Row]:
    first = found.rows[0]
    return found.signers[first.device], first


def _beginning(origin: Origin, device: Device) -> Draft:
    body = Body(
        text=origin.text,
        came_from="store",
        details={**origin.details, **device.details(origin.device_name)},
    )
    return Draft(kind=EntryKind.ACTION, role=origin.role, event_at=instant(datetime.now(UTC)), body=body)
