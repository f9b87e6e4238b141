"""One file of a folder replaced whole: whatever happens in between, the old one or the new one lies there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path | str, raw: bytes) -> None:
    """Write a file beside the old one, let it reach the disk, and rename it; its permissions stay as they were.

    Raises:
        OSError: the world failed (disk full, no permission); the old file is left as it was, and nothing beside it.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     replace_file(Path(folder) / "zones.csv", b"zone,kind")
    ...     [file.name for file in Path(folder).iterdir()]
    ['zones.csv']
    """
    file = Path(path)
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(raw)
            new.flush()
            os.fsync(new.fileno())
        beside.chmod(mode)
        beside.replace(file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
