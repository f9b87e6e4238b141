"""How long do people wait where more of them come? One emergency department as a queue, played minute by minute.

Who arrives waits for a treatment place; ambulances are taken first, then who walked in, each in the order they came.
Who walked in leaves when patience ends before a place is free: left without being seen. Treatment holds the place; who
is admitted holds it on, first while a bed is made ready (boarding), then until one is free where the wards are told.
So it is M(t)/G/c with two classes and abandonment, before a second queue, and no formula is known for it: it is played.

It is a model of one department with all its doctors and nurses as `places`. Nobody works faster when it is full, nobody
is called in, no ambulance is turned away because of the queue, no acuity but *came by ambulance*.

Source: the queue as in Wiler, Bolandifar, Griffey, Poirier, Olsen, Acad Emerg Med 2013;20:939-946.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf
from typing import NamedTuple

import numpy as np

from codedark.divert.department import Department
from codedark.divert.spillover import Arrivals
from codedark.divert.waiting_floor import Person, served
from codedark.divert.waiting_luck import Coming, Floats, Stream, stream

DAY_MIN = 1440.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What was seen over the days counted, all plays together. Counts are a play's mean."""

    arrivals: float
    ambulances: float
    left_unseen: float
    """People who walked in and left without being seen."""
    admitted: float
    wait_median_min: float
    """From the door to a place, of those who got one."""
    wait_p90_min: float
    stay_admitted_median_min: float
    """From the door until leaving for a ward, of those admitted."""
    census_mean: float
    """People in the department at a moment, waiting ones included."""
    waiting_mean: float
    """People in the waiting room at a moment."""

    @property
    def left_unseen_share(self) -> float:
        """Of all who came."""
        return self.left_unseen / self.arrivals if self.arrivals else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """How it is played."""

    seed: int
    days: int = 28
    """Days that are counted; what comes more comes from their first minute."""
    warm_up_days: int = 14
    """Days before them, as usual, until the queue has forgotten that it began empty."""
    replications: int = 20


def play(department: Department, usual: Arrivals, extra: Arrivals, playing: Playing) -> Waiting:
    """Play one department with its usual arrivals and, over the days counted, some more.

    Args:
        department: the queue.
        usual: what comes in an hour, on average over the day.
        extra: what comes beside it; the usual ones come at the same minutes with the same needs whatever this is.
        playing: seed and lengths.

    Returns:
        What was seen over the days counted.

    Cost: about 2.5 microseconds an arrival; 20 plays of 42 days with 110 arrivals a day take 0.25 s.

    >>> alone = play(Department(places=9), Arrivals(ambulances_per_h=0.1, walk_ins_per_h=0.2),
    ...              Arrivals(ambulances_per_h=0, walk_ins_per_h=0), Playing(seed=1, days=2, replications=2))
    >>> alone.wait_p90_min, alone.left_unseen
    (10.0, 0.0)
    """
    plays = [_play_once(department, usual, extra, playing, r) for r in range(playing.replications)]
    waits = np.concatenate([p.waits for p in plays])
    stays = np.concatenate([p.stays_admitted for p in plays])
    n, minutes = float(playing.replications), playing.days * DAY_MIN * playing.replications
    return Waiting(
        arrivals=sum(p.arrivals for p in plays) / n,
        ambulances=sum(p.ambulances for p in plays) / n,
        left_unseen=sum(p.left_unseen for p in plays) / n,
        admitted=len(stays) / n,
        wait_median_min=_quantile(waits, 0.5),
        wait_p90_min=_quantile(waits, 0.9),
        stay_admitted_median_min=_quantile(stays, 0.5),
        census_mean=sum(p.there_min for p in plays) / minutes,
        waiting_mean=sum(p.waiting_min for p in plays) / minutes,
    )


def _quantile(values: Floats, q: float) -> float:
    return float(np.quantile(values, q)) if len(values) else 0.0


class _Played(NamedTuple):
    """One play, over the days counted."""

    arrivals: int
    ambulances: int
    left_unseen: int
    waits: Floats
    stays_admitted: Floats
    there_min: float
    waiting_min: float


def _people(
    department: Department, usual: Arrivals, extra: Arrivals, playing: Playing, replication: int
) -> list[Person]:
    """All who come in one play, in the order they come."""
    counted_from = playing.warm_up_days * DAY_MIN
    # A day beyond the last that is counted: who comes at its end must not wait before an empty street.
    end = counted_from + (playing.days + 1) * DAY_MIN
    rates = (
        (Coming.AMBULANCE, usual.ambulances_per_h, 0.0),
        (Coming.WALK_IN, usual.walk_ins_per_h, 0.0),
        (Coming.AMBULANCE_EXTRA, extra.ambulances_per_h, counted_from),
        (Coming.WALK_IN_EXTRA, extra.walk_ins_per_h, counted_from),
    )
    people: list[Person] = []
    for coming, per_h, start in rates:
        luck = stream(playing.seed, replication, coming, per_h, department.hour_weights, (start, end))
        people += _in_minutes(department, luck, by_ambulance=coming in (Coming.AMBULANCE, Coming.AMBULANCE_EXTRA))
    return sorted(people)


def _in_minutes(department: Department, luck: Stream, *, by_ambulance: bool) -> Sequence[Person]:
    share = department.admitted_ambulance if by_ambulance else department.admitted_walk_in
    treatment = department.treatment_min * np.exp(department.treatment_sigma * luck.treatment)
    boarding = department.boarding_min * np.exp(department.boarding_sigma * luck.boarding)
    sigma = department.ward_sigma
    stay = 60.0 * department.ward_stay_h * exp(-sigma * sigma / 2.0) * np.exp(sigma * luck.stay)
    patience = np.full(len(luck.at_min), inf) if by_ambulance else department.patience_min * luck.patience
    joins = luck.at_min + (0.0 if by_ambulance else department.registration_min)
    columns = (joins, luck.at_min, luck.at_min + patience, treatment, luck.admitted < share, boarding, stay)
    return [
        Person(joined, at, by_ambulance, leaves, treated, admitted, boards, stays)
        for joined, at, leaves, treated, admitted, boards, stays in zip(*(c.tolist() for c in columns), strict=True)
    ]


def _play_once(department: Department, usual: Arrivals, extra: Arrivals, playing: Playing, replication: int) -> _Played:
    people = _people(department, usual, extra, playing, replication)
    taken, left = served(department, people)
    return _counted(people, taken, left, playing)


def _counted(people: Sequence[Person], taken: Sequence[float], left: Sequence[float], playing: Playing) -> _Played:
    """What is seen of those who came over the days counted."""
    start = playing.warm_up_days * DAY_MIN
    end = start + playing.days * DAY_MIN
    at = np.array([p.at for p in people], np.float64)
    got, out = np.array(taken, np.float64), np.array(left, np.float64)
    gave_up = np.array([p.leaves_at for p in people], np.float64)
    unseen = ~np.isfinite(got)
    waited_until = np.where(unseen, gave_up, got)
    gone = np.where(unseen, gave_up, out)
    counted = (at >= start) & (at < end)
    admitted = np.array([p.admitted for p in people], bool) & ~unseen & counted
    return _Played(
        arrivals=int(counted.sum()),
        ambulances=sum(p.by_ambulance for p in people if start <= p.at < end),
        left_unseen=int((unseen & counted).sum()),
        waits=(got - at)[counted & ~unseen],
        stays_admitted=(out - at)[admitted],
        there_min=_within(at, gone, start, end),
        waiting_min=_within(at, waited_until, start, end),
    )


def _within(start: Floats, end: Floats, low: float, high: float) -> float:
    """Minutes of the spells that lie between two moments, all together."""
    return float(np.maximum(0.0, np.minimum(end, high) - np.maximum(start, low)).sum())
