"""One emergency department as a queue: its places, how long treatment takes, how long people wait before they leave.

A neighbour seldom tells these. What is taken instead is assumed, and calibrated on what is told of its usual days.
"""

from __future__ import annotations

from dataclasses import dataclass, field

USUAL_HOURS = tuple(24.0 * w / 25.0 for w in (*[0.55] * 2, *[0.4] * 5, 0.6, 0.95, *[1.45] * 12, 1.2, 1.0, 0.75))
"""Arrivals by hour of the day, mean 1. Assumed: a night at less than a third of the day. The census that follows swings
as national figures do (2.8-fold over a day, NHAMCS 2001)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """One emergency department. Defaults are assumed, each with what it leans on; one's own figures are better."""

    places: int
    """Treatment places with the people for them."""
    treatment_min: float = 160.0
    """Median minutes in a place until the decision to send home or admit; lognormal."""
    treatment_sigma: float = 0.7
    """Of its logarithm: the mean is then 1.28 medians, one in ten stays longer than 2.5."""
    registration_min: float = 10.0
    """Minutes from the door until somebody who walked in can be given a place at all: desk and triage."""
    patience_min: float = 2500.0
    """Mean minutes a walk-in waits before leaving; exponential: the share that leaves then grows in proportion to the
    wait, as seen by Lucas et al., Am J Emerg Med 2014;32:342-345. Inferred from them: 2 % left at mean waits of 45 to
    60 min."""
    admitted_ambulance: float = 0.4
    """Share of those brought by ambulance that is admitted."""
    admitted_walk_in: float = 0.2
    boarding_min: float = 120.0
    """Median minutes from the decision to admit until the patient leaves when a bed is free; lognormal."""
    boarding_sigma: float = 0.7
    ward_beds: int | None = None
    """Beds behind it for those it admits; None: there always is one."""
    ward_stay_h: float = 110.0
    """Mean hours in such a bed; lognormal."""
    ward_sigma: float = 0.9
    hour_weights: tuple[float, ...] = field(default=USUAL_HOURS)

    def __post_init__(self) -> None:
        if self.places < 1:
            raise ValueError(f"places={self.places}: at least one")
        if len(self.hour_weights) != 24 or min(self.hour_weights) < 0 or abs(sum(self.hour_weights) - 24) > 1e-6:
            raise ValueError("hour_weights: 24 weights of mean 1, none negative")
        if (
            min(self.treatment_min, self.patience_min, self.boarding_min, self.ward_stay_h) <= 0
            or self.registration_min < 0
        ):
            raise ValueError("minutes and hours of a department must be more than 0")
