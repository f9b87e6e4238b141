"""What correlation says: an alarm about suspects, or that a channel floods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from codedark.gap.suspects import Suspect
from codedark.hospital.records import ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """All that is above the rule at one moment, so that one answer can be given to all of it."""

    at: datetime
    """The end of the second in which it was decided; aware UTC."""
    suspects: tuple[Suspect, ...]
    zones: tuple[ZoneId, ...]
    """Where the suspects stand; without the place unknown."""
    findings: tuple[str, ...]
    """Digests of the findings that count, one a signal."""
    channels: tuple[str, ...]
    """The ways they came in: one alone may be in the intruder's hands."""
    first_at: datetime
    """When the earliest finding that counts was made."""
    strength: float
    """Of the strongest suspect, by the weights of the rule."""
    why: tuple[str, ...]
    """One sentence a suspect, then one a channel that floods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """A channel named more than it may: from here on, and until `until`, it is one signal and no more."""

    at: datetime
    channel: str
    findings_count: int
    """Findings of that channel in the second that tipped it."""
    until: datetime
    why: str
