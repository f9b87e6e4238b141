"""Keys of tests that close and open backups."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codedark.store.age_file import new_identity


@dataclass(frozen=True, slots=True)
class BackupKeys:
    """An identity's file and its recipient."""

    identity: Path
    recipient: str


def backup_keys(folder: Path, name: str = "identity") -> BackupKeys:
    """New ones, the identity in a file as `codedark snapshot key` leaves it."""
    secret, recipient = new_identity()
    file = folder / name
    file.write_text(f"{secret}\n", encoding="ascii")
    return BackupKeys(identity=file, recipient=recipient)
