"""Where an incident lies on this laptop, and the key this laptop signs with.

A folder holds `record.db` (every entry), `device.key` (this laptop's, never in a backup: whoever restores draws one of
their own) and `ballast` (bytes to give up when the disk is full). A mirror lies elsewhere, on a second medium.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.hospital.faults import BadHospital, Fault
from codedark.record.entry import DeviceId, device_id
from codedark.store.snapshot import write_whole

DATABASE = "record.db"
KEY = "device.key"
BALLAST = "ballast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What a laptop writes with: its name, the key others check it by, and its hand."""

    id: DeviceId
    public: str
    """64 hexadecimal digits."""
    sign: Callable[[bytes], bytes]
    """Ed25519: bytes to 64 bytes."""

    def details(self, name: str) -> dict[str, str]:
        """For the details of a device's first entry, so that its key is chained and signed like all else."""
        return {DEVICE: self.id, DEVICE_PUBLIC: self.public, DEVICE_NAME: name}


DEVICE = "device"
DEVICE_PUBLIC = "device_public"
"""Key in the details of an entry that carries a device's key; such an entry cannot be erased."""
DEVICE_NAME = "device_name"


def holds_incident(folder: Path) -> bool:
    """Whether an incident lies there."""
    return (folder / DATABASE).exists()


def database_of(folder: Path) -> Path:
    """The file of a folder's entries.

    Raises:
        BadHospital: there is none.
    """
    if not holds_incident(folder):
        what = f"holds no incident ({DATABASE} is not there)" if folder.is_dir() else "no such folder"
        fix = "correct the path; `codedark incident open` begins a record, `restore` makes one from a backup"
        raise BadHospital([Fault(file=str(folder), message=what, fix=fix)])
    return folder / DATABASE


def draw_device(folder: Path) -> Device:
    """Draw a key for this laptop and keep it where its owner alone reads it.

    Raises:
        OSError: it could not be kept.
    """
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    write_whole(folder / KEY, pem, 0o600)
    return _device(private)


def read_device(folder: Path) -> Device:
    """This laptop's device.

    Raises:
        BadHospital: the key is missing, or is none.
    """
    file = folder / KEY
    fix = "restore the latest backup into a new folder: it gets a key of its own"
    try:
        private = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except FileNotFoundError:
        raise BadHospital([Fault(file=str(file), message="this laptop's key is missing", fix=fix)]) from None
    except (ValueError, TypeError):
        raise BadHospital([Fault(file=str(file), message="damaged: no private key", fix=fix)]) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise BadHospital([Fault(file=str(file), message="a key of another kind than Ed25519", fix=fix)])
    return _device(private)


def _device(private: Ed25519PrivateKey) -> Device:
    public = private.public_key().public_bytes_raw().hex()
    return Device(id=device_id(public), public=public, sign=private.sign)


def sync_folder(folder: Path) -> None:
    """Make names in a folder outlive a power cut, where the system can (Windows opens no folder)."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
