"""What only the world can give an entry: this laptop's clocks, and a salt."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from secrets import token_bytes

from codedark.record.entry import SALT_BYTES, read_header
from codedark.record.plain import NotThisForm
from codedark.record.sealing import Moment


def now() -> Moment:
    """The clocks as they stand, and a salt drawn anew."""
    return Moment(
        recorded_at=datetime.now(UTC), clock_ms=time.monotonic_ns() // 1_000_000, salt=token_bytes(SALT_BYTES)
    )


def now_after(last_header: bytes | None, tell: Callable[[str], None]) -> Moment:
    """The same; a clock that stands before this device's last entry is told and kept as it is.

    Args:
        last_header: bytes of the header of that entry; None: it has none.
    """
    moment = now()
    if last_header is not None:
        with suppress(NotThisForm):
            before = read_header(last_header).recorded_at
            if moment.recorded_at < before:
                tell(
                    f"this laptop's CLOCK WAS SET BACK: it says {moment.recorded_at:%Y-%m-%d %H:%M:%S} UTC; the last"
                    f" entry was recorded at {before:%Y-%m-%d %H:%M:%S}. Entries keep its time as it is; set it right"
                )
    return moment
