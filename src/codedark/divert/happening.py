"""What every event of a day has: the minute at which it happened."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from codedark.hospital.records import PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Anything that happens."""

    at_min: float
    """When it happened, minutes after the fall. Entered late, it counts from now on; the clock never goes back."""

    def __post_init__(self) -> None:
        if not isfinite(self.at_min) or self.at_min < 0:
            raise ValueError(f"at_min={self.at_min}: minutes after the fall, 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Event):
    """Time passes, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPatient(Event):
    """Something about one patient."""

    patient: PatientId
    """Reference of the patient, never a name."""
