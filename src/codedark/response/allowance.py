"""What may be fired with nobody asked: plans marked automatic, under a limit of care lost in 24 hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutHeld:
    """A cut as the ledger has it. `released_at` None: it is held still."""

    plan: str
    fired_at: datetime
    released_at: datetime | None
    care_lost_per_h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What a signed mandate leaves to the machine, as it stands now. The default leaves nothing."""

    plans_marked_automatic: frozenset[str] = frozenset()
    """Names of prepared plans: `zone:NAME`, or `unknown`."""
    care_limit_24h: float = 0.0
    """Care that cuts fired alone may cost within 24 hours, in the units of `hospital.toml` [care]."""
    care_spent_24h: float = 0.0
    """Care already lost to cuts within the last 24 hours, those still held counted up to now: `care_spent`."""
    care_held_per_h: float = 0.0
    """Care an hour that cuts still held go on costing."""
    hold_h: float = 1.0
    """Hours a cut stands before people must have confirmed it."""
    channels_least: int = 2
    """Distinct channels an alarm must rest on: who forges one detector fires nothing."""

    def __post_init__(self) -> None:
        figures = (self.care_limit_24h, self.care_spent_24h, self.care_held_per_h, self.hold_h)
        if not all(figure >= 0 for figure in figures):
            raise ValueError(f"{self}: care and hours cannot be negative")


def care_spent(cuts: Iterable[CutHeld], at: datetime) -> tuple[float, float]:
    """Care lost to cuts within the 24 hours before `at`, and the care an hour that those still held go on costing.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    >>> old = CutHeld(plan="unknown", fired_at=noon - 30 * timedelta(hours=1), released_at=None, care_lost_per_h=0.5)
    >>> care_spent([old], noon)
    (12.0, 0.5)
    """
    spent = held = 0.0
    for cut in cuts:
        until = at if cut.released_at is None else min(cut.released_at, at)
        hours = (until - max(cut.fired_at, at - DAY)) / timedelta(hours=1)
        spent += max(hours, 0.0) * cut.care_lost_per_h
        if cut.fired_at <= at and (cut.released_at is None or cut.released_at > at):
            held += cut.care_lost_per_h
    return spent, held
