"""The words of one entry erased for privacy: the entry stays in the chain, and another says who erased it and why.

What is gone: the row's bytes, zeroed in the file; the write-ahead log, cut to nothing; the line of the mirror, the file
replaced. What is not: backups made before, the records of devices that were merged before (the next merge takes the
words there too), paper; and on flash storage the old blocks, until the drive reuses them. A drive that was encrypted
from the start is the only answer to the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.edtf import instant
from codedark.record.entry import Body, DeviceId, Draft, Entry, EntryHash, EntryKind
from codedark.record.erasure import ERASED
from codedark.record.opening import OPENED
from codedark.record.row import Row, entry_of
from codedark.store.incident_folder import DEVICE_PUBLIC
from codedark.store.incident_log import IncidentLog

REMAINS = (
    "backups made before still hold the words, so do mirrors set aside, devices merged before until they are merged"
    " again, and paper;"
    " on flash storage old blocks stay until the drive reuses them"
)
"""What erasing does not reach; every verb says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased."""

    correction: Entry
    """The entry that says so."""
    mirror_too: bool
    """Whether it is gone from the mirror; False: its medium is away, and opening the record when it is back does it."""
    remains: str = REMAINS


def erase(log: IncidentLog, device: str, seq: int, *, role: str, why: str) -> Erased:
    """Erase body and salt of one entry, in the record and in its mirror.

    The entry that says so comes first: should the laptop die between the two, `verify` finds words that should be gone.

    Args:
        device: whose entry, the beginning of its name is enough.
        seq: its number in that device's chain.
        role: who erases it; never a person's name.
        why: the ground, not the words: "names a patient".
    Raises:
        BadHospital: there is no such entry, it was erased, or it opens the incident or carries a device's key.
        OSError: the disk failed; what was done of it is said by `verify`.
    """
    row = _row(log, device, seq)
    faults = [*_faults(row, role, why)]
    if faults:
        raise BadHospital([Fault(file=f"{log.folder}", message=what, fix=fix) for what, fix in faults])
    own = EntryHash(row.hash.hex())
    said = next((entry for entry in log.entries() if _says(entry, own)), None)
    correction = said or log.append(_correction(row, own, role, why))
    return Erased(correction=correction, mirror_too=log.erase_body(row.hash))


def _row(log: IncidentLog, device: str, seq: int) -> Row:
    named = [signer.device for signer in log.signers() if device and signer.device.startswith(device)]
    row = log.row(DeviceId(named[0]), seq) if len(named) == 1 else None
    if row is None:
        what = f"no entry {seq} of device {device}" if named else f"no device {device}"
        what = f"{len(named)} devices begin with {device}" if len(named) > 1 else what
        raise BadHospital([Fault(file=str(log.folder), message=what, fix="`codedark incident log` lists them")])
    return row


def _faults(row: Row, role: str, why: str) -> list[tuple[str, str]]:
    faults = [] if role.strip() else [("nobody is said to erase it", "name the role")]
    if not why.strip():
        faults.append(("no ground is given", "say why, never what"))
    if row.body is None:
        return [*faults, (f"entry {row.seq} of {row.device} was erased before", "nothing is to be done")]
    body = entry_of(row).body
    details = {} if body is None else body.details
    if OPENED in details:
        faults.append((f"entry {row.seq} opens the incident and cannot be erased", "correct it by another entry"))
    elif DEVICE_PUBLIC in details:
        faults.append((f"entry {row.seq} carries a device's key and cannot be erased", "correct it by another entry"))
    elif ERASED in details:
        faults.append((f"entry {row.seq} says what was erased and cannot be erased", "correct it by another entry"))
    return faults


def _says(entry: Entry, own: EntryHash) -> bool:
    return entry.body is not None and entry.body.details.get(ERASED) == own and own in entry.header.links


def _correction(row: Row, own: EntryHash, role: str, why: str) -> Draft:
    return Draft(
        kind=EntryKind.CORRECTION,
        role=role,
        event_at=instant(datetime.now(UTC)),
        links=(own,),
        body=Body(
            text=f"The words of entry {row.seq} of device {row.device} were erased: {why.strip()}",
            came_from="store",
            details={ERASED: own},
        ),
    )
