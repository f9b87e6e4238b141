"""What left the house, as it left: each text under the SHA-256 of its bytes, beside the record that names it.

The record holds hash and reference number; the text lies here, so that the log stays small and a text can be handed on.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from codedark.store.snapshot import write_whole

SENT = "sent"
"""Folder within an incident's."""


def keep_sent(incident: Path, raw: bytes) -> str:
    """Keep what was sent, readable by its owner alone, on the disk before this returns.

    Returns:
        Its SHA-256, 64 hexadecimal digits. Sent twice in the same bytes, it lies there once.
    Raises:
        OSError: it could not be kept.
    """
    digest = sha256(raw).hexdigest()
    folder = incident / SENT
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / digest
    if not file.exists() or file.read_bytes() != raw:
        write_whole(file, raw)
    return digest


def sent_file(incident: Path, digest: str) -> Path | None:
    """Where something sent lies; None: it is not here (another laptop sent it), or it is no longer what was sent."""
    file = incident / SENT / digest
    if not file.is_file() or sha256(file.read_bytes()).hexdigest() != digest:
        return None
    return file
