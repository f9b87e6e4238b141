"""The key that turns patients into references within one incident's record, kept beside that record.

It is another key than the snapshot's: a reference in a record, which is printed and handed on, is not the one on the
ward sheet. Whoever has it and a list of patients can find out which is whose; it never travels with a backup.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from secrets import token_bytes

FILE = "patients.key"


def patients_key(place: str) -> bytes:
    """The key of an incident on this laptop, drawn when first needed.

    For a record on a server there is no folder to keep it in: each time another key is drawn, and a patient is another
    reference. What counts are made from is not the reference, so that nothing is counted twice.

    Raises:
        OSError: it could not be read or kept.
        ValueError: what lies there is no key.
    """
    from codedark.divert.reference import KEY_BYTES
    from codedark.store.snapshot import write_whole

    folder = Path(place)
    if "://" in place or not folder.is_dir():
        return token_bytes(KEY_BYTES)
    file = folder / FILE
    with suppress(FileNotFoundError):
        key = file.read_bytes()
        if len(key) != KEY_BYTES:
            raise ValueError(f"{file}: {len(key)} bytes, a key has {KEY_BYTES}: put back a copy, or move it away")
        return key
    key = token_bytes(KEY_BYTES)
    write_whole(file, key, 0o600)
    return key
