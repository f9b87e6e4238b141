"""What a stretch of replications of one arm came to: a row each for what is judged one by one, sums for the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from codedark.drill.outcomes import COLUMNS

Floats = NDArray[np.float64]

MOMENTS: tuple[str, ...] = (
    "attack_min",
    "alarm_min",
    "decision_min",
    "cut_min",
    "cut_done_min",
    "first_lost_min",
    "last_lost_min",
    "restoration_min",
)
"""Columns of `Tally.moments`: minutes from the clock's start, infinite where it never comes. `attack_min`: the first
host is struck; `alarm_min`: somebody takes an alarm seriously; `cut_min`: the first thing is cut or off,
`cut_done_min`: the last; `first_lost_min`, `last_lost_min`: hosts destroyed; `restoration_min`: restoring begins."""

BIN_H = 6.0
"""Hours of one bin of `services_kept`."""

ROWS = ("outcomes", "moments")
"""Fields with a row a replication; all others are sums."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """n replications of one arm, in order; S services, O operations, C crews, Z zones, D days, B bins of `BIN_H`.

    Sums are over the n replications: divide by `len(tally)` for means. Two tallies are joined with `plus` in the order
    of their replications; the same chunks give the same bits, whoever played them.
    """

    outcomes: Floats
    """[n, len(outcomes.COLUMNS)]."""
    moments: Floats
    """[n, len(MOMENTS)]."""
    decided_day1: Floats
    """[O, S] operations of day one not done, by the service that decided: of all that failed it, lost first."""
    decided_total: Floats
    """[S] the same over all days."""
    cancelled_per_day: Floats
    """[D] operations not done on each calendar day; day 0 is the day of the clock's start."""
    cancelled_by_urgency: Floats
    """[3] over all days, in the order of `Urgency`."""
    services_kept: Floats
    """[B, S] share of the service kept: 1 up, its paper capacity on paper, else 0; mean over the bin's time."""
    lost_hours: Floats
    """[S, 2] service-hours lost, first cause the attacker / our own action."""
    hosts_lost_by_zone: Floats
    """[Z] hosts destroyed."""
    crews_still_h: Floats
    """[C] hours a crew stood still because a service it needs was gone."""

    def __len__(self) -> int:
        return len(self.outcomes)

    def outcome(self, name: str) -> Floats:
        """One column of `outcomes`, a number a replication; KeyError if there is none."""
        if name not in COLUMNS:
            raise KeyError(name)
        column: Floats = self.outcomes[:, COLUMNS.index(name)]
        return column

    def plus(self, other: Tally) -> Tally:
        """This stretch and the next one of the same arm."""
        joined = {
            f.name: np.concatenate([getattr(self, f.name), getattr(other, f.name)])
            if f.name in ROWS
            else getattr(self, f.name) + getattr(other, f.name)
            for f in fields(self)
        }
        return Tally(**joined)


def joined(parts: Iterable[Tally]) -> Tally:
    """All parts, in order. ValueError when there is none."""
    total: Tally | None = None
    for part in parts:
        total = part if total is None else total.plus(part)
    if total is None:
        raise ValueError("no tally to join: give at least one")
    return total


def empty_tally(n: int, *, services: int, operations: int, crews: int, zones: int, days: int, bins: int) -> Tally:
    """A tally of n replications with nothing counted yet."""
    return Tally(
        outcomes=np.zeros((n, len(COLUMNS))),
        moments=np.full((n, len(MOMENTS)), np.inf),
        decided_day1=np.zeros((operations, services)),
        decided_total=np.zeros(services),
        cancelled_per_day=np.zeros(days),
        cancelled_by_urgency=np.zeros(3),
        services_kept=np.zeros((bins, services)),
        lost_hours=np.zeros((services, 2)),
        hosts_lost_by_zone=np.zeros(zones),
        crews_still_h=np.zeros(crews),
    )
