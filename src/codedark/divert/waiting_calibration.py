"""Make a department wait as it is known to wait on usual days, and nothing else: what comes later is then predicted.

Three figures of usual days fix three things nobody tells: the median wait fixes how long treatment holds a place (for
the places given), the share that leaves unseen fixes patience, the median stay of those admitted fixes boarding. Each
is found by halving the interval with the same luck each time; since each moves the others a little, the three are gone
through again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, sqrt

from codedark.divert.department import Department
from codedark.divert.spillover import Arrivals
from codedark.divert.waiting import Playing, Waiting, play

NOBODY = Arrivals(ambulances_per_h=0.0, walk_ins_per_h=0.0)
ROUNDS, HALVINGS = 5, 12
"""Rounds over the three figures, and steps of each: a factor of 20 halved 12 times is within 0.1 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDays:
    """What is known of usual days."""

    wait_median_min: float
    left_unseen_share: float
    stay_admitted_median_min: float


def calibrated(department: Department, usual: Arrivals, known: UsualDays, playing: Playing) -> Department:
    """The same department with treatment, patience and boarding such that its usual days are as known.

    Where wards are told (`ward_beds`), the stay in them is fitted in place of the minutes of boarding.

    Args:
        department: its places, shapes and shares stay as they are.
        usual: what comes in an hour.
        known: the three figures.
        playing: seed and lengths; another seed gives parameters that differ by its noise.

    Returns:
        The department. A figure that no value reaches gives the nearest end; play it to see.

    Cost: 180 plays.
    """
    for _ in range(ROUNDS):
        for part in (PATIENCE, BOARDING if department.ward_beds is None else WARD_STAY, TREATMENT):
            department = _fitted(department, part, part.known(known), usual, playing)
    return department


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One parameter, and the figure that rises with it."""

    ends: tuple[float, float]
    put: Callable[[Department, float], Department]
    seen: Callable[[Waiting], float]
    known: Callable[[UsualDays], float]


TREATMENT = _Part(
    ends=(20.0, 400.0),
    put=lambda department, value: replace(department, treatment_min=value),
    seen=lambda waiting: waiting.wait_median_min,
    known=lambda known: known.wait_median_min,
)
# More patience, fewer leave: the figure falls where the parameter rises, so both are turned round.
PATIENCE = _Part(
    ends=(20.0, 20000.0),
    put=lambda department, value: replace(department, patience_min=value),
    seen=lambda waiting: -waiting.left_unseen_share,
    known=lambda known: -known.left_unseen_share,
)
BOARDING = _Part(
    ends=(5.0, 2000.0),
    put=lambda department, value: replace(department, boarding_min=value),
    seen=lambda waiting: waiting.stay_admitted_median_min,
    known=lambda known: known.stay_admitted_median_min,
)
WARD_STAY = replace(BOARDING, put=lambda department, value: replace(department, ward_stay_h=value))


def _fitted(department: Department, part: _Part, wanted: float, usual: Arrivals, playing: Playing) -> Department:
    """The department with one parameter such that its figure is as wanted."""
    low, high = part.ends
    for _ in range(HALVINGS):
        middle = sqrt(low * high)
        if part.seen(play(part.put(department, middle), usual, NOBODY, playing)) < wanted:
            low = middle
        else:
            high = middle
    return part.put(department, sqrt(low * high))


def of_size(department: Department, its: Arrivals, usual: Arrivals) -> Department:
    """A department as crowded as this one, for another number of arrivals.

    Places beyond the mean number in treatment grow with its square root, which keeps the chance of waiting as it is
    whatever the size; wards grow in proportion.

    Args:
        department: the one that is known.
        its: what comes to it in an hour.
        usual: what comes to the other.

    Source: Halfin and Whitt, *Heavy-traffic limits for queues with many exponential servers*, Oper Res 1981;29:567-588.

    >>> small = of_size(Department(places=30), Arrivals(ambulances_per_h=1, walk_ins_per_h=4),
    ...                 Arrivals(ambulances_per_h=0.5, walk_ins_per_h=2))
    >>> 15 < small.places < 30
    True
    """
    held, here = _places_held(department, its), _places_held(department, usual)
    spare = (department.places - held) / sqrt(held) if held > 0 else 0.0
    beds = department.ward_beds
    scale = usual.per_h / its.per_h if its.per_h > 0 else 1.0
    return replace(
        department,
        places=max(1, round(here + spare * sqrt(here))),
        ward_beds=None if beds is None else max(1, round(beds * scale)),
    )


def _places_held(department: Department, arrivals: Arrivals) -> float:
    """Places held on average if nobody waited and nobody left: arrivals times the mean minutes in a place."""
    treated_h = _mean_h(department.treatment_min, department.treatment_sigma)
    boards_h = _mean_h(department.boarding_min, department.boarding_sigma)
    admitted_per_h = (
        arrivals.ambulances_per_h * department.admitted_ambulance
        + arrivals.walk_ins_per_h * department.admitted_walk_in
    )
    return arrivals.per_h * treated_h + admitted_per_h * boards_h


def _mean_h(median_min: float, sigma: float) -> float:
    return median_min * exp(sigma * sigma / 2.0) / 60.0
