"""An incident's record begun: every fault of what was asked first, then a record that is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from zoneinfo import ZoneInfo

import apsw

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.edtf import When
from codedark.record.entry import Draft
from codedark.record.opening import About, opening
from codedark.record.row import Signer, row_of
from codedark.record.sealing import Pen, sealed
from codedark.store.ballast import BALLAST_BYTES, make_ballast
from codedark.store.incident_database import make_database
from codedark.store.incident_folder import BALLAST, DATABASE, Device, draw_device, holds_incident, sync_folder
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.incident_mirror import Mirror, belongs_elsewhere, mirror_file
from codedark.store.incident_schema import BALLAST_BYTES as BALLAST_NOTED
from codedark.store.incident_schema import MIRROR
from codedark.store.moments import now
from codedark.store.on_full_disk import world_failed


def create_incident(
    folder: Path | str,
    *,
    title: str,
    organisation: str,
    timezone: str,
    languages: Sequence[str],
    role: str,
    device_name: str,
    mirror: Path | str | None = None,
    ballast_bytes: int = BALLAST_BYTES,
    exercise: bool = False,
    event_at: When | None = None,
) -> IncidentLog:
    """Begin the record of an incident in a folder, with the entry that opens it.

    Args:
        folder: made where it is missing; its parent must be there.
        timezone: of local times, such as `Europe/Brussels`.
        role: who opens it.
        device_name: what people call this laptop.
        mirror: folder on a second medium; None: no mirror.
        ballast_bytes: kept to be freed when the disk is full; 0: none.
        event_at: when it began; None: now.
    Raises:
        BadHospital: with every fault; nothing was made.
        OSError: the disk failed; no record lies there.
    """
    place = Path(folder).resolve()
    directory = None if mirror is None else Path(mirror).resolve()
    about = About(
        incident=token_hex(8),
        title=title.strip(),
        organisation=organisation.strip(),
        timezone=timezone,
        languages=tuple(languages),
        opened_at=datetime.now(UTC),
        exercise=exercise,
    )
    faults = [
        *_faults_of(about, role, device_name, ballast_bytes),
        *_faults_of_folder(place),
        *mirror_faults(directory),
    ]
    if faults:
        raise BadHospital(faults)
    place.mkdir(mode=0o700, exist_ok=True)
    device = draw_device(place)
    whole = make_ballast(place / BALLAST, ballast_bytes)
    noted = {BALLAST_NOTED: str(ballast_bytes)} | ({} if directory is None else {MIRROR: str(directory)})
    first_draft = opening(about, role, event_at)
    begin_record(place, about.incident, device, device_name, first_draft, noted)
    mirror_warnings: list[str] = []
    if directory is not None:
        begin_mirror(directory, about.incident, place, mirror_warnings.append)
    log = open_incident(place)
    for warning in mirror_warnings:
        log.warn(warning)
    if os.name == "posix" and place.stat().st_mode & 0o077:
        log.warn(f"others on this machine may enter {place}: `chmod 700` it, or they can take files of it away")
    if not whole:
        log.warn(f"the disk has no room for {ballast_bytes:,} bytes of ballast: nothing can be freed when it is full")
    return log


def begin_record(
    folder: Path, incident: str, device: Device, device_name: str, draft: Draft, noted: dict[str, str]
) -> None:
    """Make the record with its first entry, which carries this device's key.

    Args:
        noted: more for the table `meta`.
    Raises:
        OSError: the disk failed; no record lies there.
    """
    body = replace(draft.body, details={**draft.body.details, **device.details(device_name)})
    pen = Pen(incident=incident, device=device.id, sign=device.sign)
    first = row_of(sealed(replace(draft, body=body), pen, None, now()))
    file = folder / DATABASE
    try:
        make_database(file, incident, noted, Signer(device.id, device.public, device_name), first)
        sync_folder(folder)
    except apsw.Error as failed:
        raise world_failed(failed, file) from failed


def begin_mirror(directory: Path, incident: str, folder: Path, tell: Callable[[str], None]) -> None:
    """Make an empty mirror in a folder, or find the one that lies there.

    Args:
        folder: of the record; a mirror on the same disk is said.
    Raises:
        BadHospital: no such folder, not writable, or another incident's file lies there.
        OSError: it could not be made.
    """
    faults = mirror_faults(directory, incident)
    if faults:
        raise BadHospital(faults)
    Mirror(directory, incident).begin()
    with suppress(OSError):
        if directory.stat().st_dev == folder.stat().st_dev:
            tell(f"the mirror {directory} lies on the same disk as the record: it does not outlive it")


def mirror_faults(directory: Path | None, incident: str = "") -> list[Fault]:
    """What keeps a folder from holding a mirror."""
    if directory is None:
        return []
    if not directory.is_dir():
        return [_fault(directory, "no such folder for the mirror", "plug the medium in, or correct the path")]
    if not os.access(directory, os.W_OK | os.X_OK):
        return [_fault(directory, "the mirror cannot be written there", "choose a folder that can be written to")]
    file = mirror_file(directory, incident)
    if incident and belongs_elsewhere(file, incident):
        return [_fault(file, "holds entries of another incident", "choose another folder; nothing was written")]
    return []


def _faults_of(about: About, role: str, device_name: str, ballast_bytes: int) -> list[Fault]:
    asked = "incident open"
    told = {"title": about.title, "organisation": about.organisation, "role": role, "device name": device_name}
    faults = [_fault(asked, f"the {what} is empty", "name it") for what, said in told.items() if not said.strip()]
    try:
        ZoneInfo(about.timezone)
    except (KeyError, ValueError, OSError):
        faults.append(_fault(asked, f"'{about.timezone}' is no time zone", "write it as in Europe/Brussels"))
    if not about.languages:
        faults.append(_fault(asked, "no language", "name at least one, such as nl"))
    if ballast_bytes < 0:
        faults.append(_fault(asked, f"ballast of {ballast_bytes} bytes", "0 for none, or how many to keep"))
    return faults


def _faults_of_folder(folder: Path) -> list[Fault]:
    if folder.exists() and not folder.is_dir():
        return [_fault(folder, "a file, not a folder", "name a folder")]
    if holds_incident(folder):
        return [_fault(folder, "holds an incident already; nothing was changed", "name a new folder")]
    if not folder.parent.is_dir():
        return [_fault(folder.parent, "no such folder", "make it, or correct the path")]
    return []


def _fault(place: Path | str, message: str, fix: str) -> Fault:
    return Fault(file=str(place), message=message, fix=fix)
