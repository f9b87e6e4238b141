"""What every store of an incident's log can do, whichever lies below: one file on this laptop, or a server's tables."""

from __future__ import annotations

from typing import Protocol

from codedark.record.entry import Draft, Entry, Head
from codedark.record.opening import About


class Log(Protocol):
    """An incident's log while it is open."""

    @property
    def about(self) -> About:
        """What it is of."""

    def entries(self) -> list[Entry]:
        """Every entry, all devices, in the order they arrived here."""

    def saying(self, *words: str) -> list[Entry]:
        """Entries in whose body, as JSON, one of these stands (`"assertions":`), and those that were erased."""

    def heads(self) -> tuple[Head, ...]:
        """The last entry of each device's chain, by device."""

    def append(self, draft: Draft) -> Entry:
        """Put a draft behind this device's chain and keep it: when this returns, it outlives a power cut.

        Raises:
            OSError: it could not be kept; then nothing of it was.
        """
