"""An answer that is bytes: into a file, whole or not at all, or to stdout as it is."""

from __future__ import annotations

import sys
from pathlib import Path


def hand_out(out: Path | None, raw: bytes) -> None:
    """Write it to a file; without one, to stdout, behind whatever was printed before.

    Raises:
        OSError: it could not be written; an older file stays as it was.
    """
    if out is not None:
        from codedark.store.snapshot import write_whole

        write_whole(out, raw)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()
