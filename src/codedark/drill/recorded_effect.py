"""What was recorded of an incident elsewhere, as a scenario carries it: what, from when, on which services of ours.

An effect drives nothing: the attack and the arm's response do. It is what the drill's own figures are laid beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codedark.drill.service_kinds import ServiceKind
from codedark.hospital.records import ServiceId

HOURS_MOST = 20 * 366 * 24
"""Furthest an effect lies from day one: what a record has further away is taken as not told."""
FIGURE_MOST = 1e9


class Measure(StrEnum):
    """Which figure of the drill an effect is laid beside."""

    OPERATIONS = "operations"
    """Operations lost from `from_h` to `to_h`: whole days."""
    TRANSFERS = "transfers"
    """In-patients moved to another hospital, over the horizon."""
    ARRIVALS = "arrivals"
    """Emergency arrivals turned away, over the horizon: ambulances, and who comes alone."""
    KEPT_PCT = "kept-pct"
    """Percent of its `services` kept at `from_h`, each weighed alike; of emergency departments by their arrivals."""
    DAYS_BACK = "days-back"
    """Days from the first service lost to the last one back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEffect:
    """One effect on one kind of service."""

    what: str
    """Field of the record: `operations_cancelled`."""
    kind: ServiceKind
    services: tuple[ServiceId, ...]
    """Ours of that kind; (): none. Where a file does not name them: all of the kind."""
    said: str
    """For people: `at least 70`, `limited`."""
    about: str = ""
    from_h: float | None = None
    """Hours after midnight of the clock's `day1`; None: not told."""
    to_h: float | None = None
    figure: float | None = None
    """None: a word, or nobody counted."""
    figure_to: float | None = None
    """Of a range: its end."""
    measure: Measure | None = None
    """None: the drill has no such figure."""
    assertion: str = ""
    """Name of the assertion in the record."""
    status: str = ""
    """How it is known: `stated`, `inferred`, ..."""
    source: str = ""
