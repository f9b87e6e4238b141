"""Logs of one incident laid together, wherever the other lies: another laptop's folder, a mirror, a backup, a server.

What comes in proves itself (`record.merging`); what stands against ours is kept aside and named. Either both lie here
afterwards, or nothing was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.head_words import DEVICE_DIGITS
from codedark.record.merging import AnotherIncident, Chains, Merged, Remark, merged
from codedark.record.row import Signer
from codedark.store.age_file import is_age
from codedark.store.folder import load_file
from codedark.store.incident_backup import RECORD_BYTES_MAX, open_backup, read_plain
from codedark.store.incident_folder import DATABASE, holds_incident
from codedark.store.incident_log import open_incident
from codedark.store.incident_mirror import mirror_file, read_mirror

ALL = "all"
"""Vouches for every device."""
_SQLITE = b"SQLite format 3\x00"
_KINDS = "a folder of an incident, a mirror (.jsonl), a backup (.age) or a record.db"


class Mergeable(Protocol):
    """A log that others can be laid into: a folder's, or a server's."""

    @property
    def incident(self) -> str:
        """16 hexadecimal digits."""

    def chains(self) -> Chains:
        """All that lies there, at one moment."""

    def merge(self, judged: Callable[[Chains], Merged]) -> Merged:
        """Take over what is found to be new, all of it or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeMade:
    """What laying another log into this one brought."""

    entries_count: int
    """New here."""
    signers: tuple[Signer, ...]
    """Devices that were not known here."""
    aside_count: int
    """Entries of the other that stand against ours, or have lost their words; kept aside."""
    erased_count: int
    """Entries whose words went, because one that came along says that they were erased."""
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...] = ()
    """Of the other: lines or entries that cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A log as it was found elsewhere."""

    told: str
    chains: Chains
    notes: tuple[str, ...] = ()


def merge(log: Mergeable, other: Mergeable | Path | Other, *, identity: str = "", passphrase: str = "") -> MergeMade:
    """Lay another log of the same incident into this one. Twice is once, and the order of several changes nothing.

    Args:
        other: an open log, what `find_log` found, or where one lies; a path is only read.
        identity, passphrase: what opens it, where it is a backup.
    Raises:
        BadHospital: there is no log there, or it is of another incident; nothing was changed.
        OSError: it could not be read, or what is new could not be kept; nothing was changed.
    """
    there = _found(log.incident, other, identity, passphrase)
    found = log.merge(lambda here: _merged(here, there, log.incident))
    return MergeMade(
        entries_count=len(found.rows),
        signers=tuple(found.signers.values()),
        aside_count=len(found.aside),
        erased_count=len(found.erased),
        remarks=found.remarks,
        notes=there.notes,
    )


def sync(one: Mergeable, other: Mergeable) -> tuple[MergeMade, MergeMade]:
    """Let two logs have all of each other's: what came into the first, and into the second.

    Raises:
        BadHospital, OSError: as `merge`. Where the second half fails the first stays: it is true by itself, and syncing
            again goes on from there.
    """
    return merge(one, other), merge(other, one)


def find_log(place: Path, incident: str = "", *, identity: str = "", passphrase: str = "") -> Other:
    """A log wherever it lies, as rows; nothing of it is believed yet.

    Args:
        incident: which mirror is meant in a folder that holds several; empty: any.
    Raises:
        BadHospital: there is none.
    """
    if place.is_dir():
        return _in_folder(place, incident)
    raw = load_file(place, RECORD_BYTES_MAX)
    if is_age(raw):
        return Other(told=str(place), chains=open_backup(place, identity=identity, passphrase=passphrase).chains)
    if raw.startswith(_SQLITE):
        if place.name == DATABASE and place.with_name(f"{DATABASE}-wal").exists():
            return _in_folder(place.parent, incident)  # what is in its log belongs to it
        return Other(told=str(place), chains=read_plain(raw, str(place))[0])
    return _mirror(place, raw)


def check_same(log: Mergeable, there: Other) -> None:
    """Refuse a log of another incident, before anybody is asked about its devices.

    Raises:
        BadHospital: it is of another.
    """
    _merged(log.chains(), there, log.incident)


def _merged(here: Chains, there: Other, incident: str) -> Merged:
    try:
        return merged(here, there.chains, incident)
    except AnotherIncident as wrong:
        raise _fault(there.told, str(wrong), "name a log of the same incident") from None


def strangers(here: Chains, there: Chains, accepted: Sequence[str] = ()) -> tuple[Signer, ...]:
    """Devices that would come in and that nobody here knows: whoever writes with one can erase words of ours.

    Args:
        accepted: beginnings of device names a person vouches for, 8 digits or more; `all`: every one.
    """
    if ALL in accepted:
        return ()
    vouched = [one for one in accepted if len(one) >= DEVICE_DIGITS]
    new = (signer for device, signer in sorted(there.signers.items()) if device not in here.signers)
    return tuple(signer for signer in new if not any(signer.device.startswith(one) for one in vouched))


def _found(incident: str, other: Mergeable | Path | Other, identity: str, passphrase: str) -> Other:
    if isinstance(other, Other):
        return other
    if isinstance(other, Path):
        return find_log(other, incident, identity=identity, passphrase=passphrase)
    if other.incident != incident:
        what = f"a log of incident {other.incident}, and this one is of {incident}; nothing was taken"
        raise _fault("merge", what, "name a log of the same incident")
    return Other(told="the other log", chains=other.chains())


def _in_folder(folder: Path, incident: str) -> Other:
    if holds_incident(folder):
        with closing(open_incident(folder, write=False)) as log:
            return Other(told=str(folder), chains=log.chains(), notes=tuple(log.warnings))
    mirrors = sorted(folder.glob("*.jsonl"))
    wanted = mirror_file(folder, incident)
    if wanted in mirrors:
        return _mirror(wanted, load_file(wanted, RECORD_BYTES_MAX))
    if mirrors and not incident:
        return _mirror(mirrors[0], load_file(mirrors[0], RECORD_BYTES_MAX))
    what = f"no log of incident {incident} lies there" if mirrors else "no log lies there"
    raise _fault(folder, what, f"name {_KINDS}")


def _mirror(file: Path, raw: bytes) -> Other:
    read = read_mirror(raw)
    if not read.rows:
        raise _fault(file, "no entry can be read of it", f"name {_KINDS}")
    notes = []
    if read.damaged:
        lines = ", ".join(map(str, read.damaged[:5])) + (" and more" if len(read.damaged) > 5 else "")
        notes.append(f"{file}: damaged in line {lines}; what stood there is left out")
    if read.torn:
        notes.append(f"{file}: its last line is cut off and is left out")
    signers = {signer.device: signer for signer in read.signers}
    return Other(told=str(file), chains=Chains(rows=tuple(read.rows), signers=signers), notes=tuple(notes))


def _fault(place: Path | str, message: str, fix: str) -> BadHospital:
    return BadHospital([Fault(file=str(place), message=message, fix=fix)])
