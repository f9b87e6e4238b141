"""The clock of a live incident: the one place where time is read."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(slots=True)
class Clock:
    """This machine's time. `off_s` moves the wall clock, to try what a wrong one does."""

    off_s: float = 0.0

    def now(self) -> datetime:
        """The wall clock, aware UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.off_s)

    def uptime(self) -> float:
        """Seconds since boot, time asleep included: what no wrong clock moves, the same for every process."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def boot_id(self) -> str:
        """What tells this boot from the last."""
        try:
            return _BOOT_ID.read_text(encoding="ascii").strip()
        except OSError:
            return "unknown"
