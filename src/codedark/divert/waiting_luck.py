"""Who comes when, needs how long, has how much patience: the luck of a waiting room, the same before and after.

Every draw is a function of seed, replication and what it is for (Philox, by counter); nothing is drawn *after*
something else. Those who would have come anyway come at the same minute with the same needs when others come beside
them, so the difference of two plays is made by the others alone.

Source: Salmon, Moraes, Dror, Shaw, *Parallel random numbers: as easy as 1, 2, 3*, SC 2011, in numpy's `Philox`;
arrivals by inversion of the summed rate, Cinlar 1975.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Coming(IntEnum):
    """Streams of arrivals. Numbers are frozen: a new one takes a new number."""

    AMBULANCE = 0
    WALK_IN = 1
    AMBULANCE_EXTRA = 2
    WALK_IN_EXTRA = 3


class For(IntEnum):
    """What a draw is for; numbers are frozen."""

    GAP = 0
    TREATMENT = 1
    PATIENCE = 2
    ADMITTED = 3
    BOARDING = 4
    STAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """n arrivals of one stream, in the order they come. Luck alone: nothing here is yet in minutes but `at_min`."""

    at_min: Floats
    treatment: Floats
    """Standard normal."""
    patience: Floats
    """Exponential of mean 1."""
    admitted: Floats
    """Uniform."""
    boarding: Floats
    """Standard normal."""
    stay: Floats
    """Standard normal."""


def stream(
    seed: int,
    replication: int,
    coming: Coming,
    per_h: float,
    hour_weights: Sequence[float],
    span_min: tuple[float, float],
) -> Stream:
    """Arrivals of one stream between two minutes, as a Poisson process whose rate follows the hour of the day.

    Args:
        seed: whose luck; any whole number.
        replication: which play.
        coming: which stream.
        per_h: mean rate; more of it draws the same people closer together, and others behind them.
        hour_weights: 24 weights of mean 1.
        span_min: from and until, minutes after a midnight.

    Returns:
        Those who come; none where the rate is 0.
    """
    start, end = span_min
    expected = per_h * (end - start) / 60.0
    drawn = int(expected + 8.0 * expected**0.5 + 16) if per_h > 0 else 0
    unit = np.cumsum(_exponential(_uniform(seed, replication, coming, For.GAP, drawn)))
    hours = np.arange(np.floor(start / 60.0), np.ceil(end / 60.0) + 1.0)
    rates = per_h * np.asarray(hour_weights, np.float64)[hours[:-1].astype(np.int64) % 24]
    summed = np.concatenate(([0.0], np.cumsum(rates)))
    begun = np.interp(start / 60.0, hours, summed)
    at_min = 60.0 * np.interp(begun + unit, summed, hours, right=np.inf) if per_h > 0 else unit
    at_min = at_min[at_min < end]
    n = len(at_min)
    return Stream(
        at_min=at_min,
        treatment=_normal(seed, replication, coming, For.TREATMENT, n),
        patience=_exponential(_uniform(seed, replication, coming, For.PATIENCE, n)),
        admitted=_uniform(seed, replication, coming, For.ADMITTED, n),
        boarding=_normal(seed, replication, coming, For.BOARDING, n),
        stay=_normal(seed, replication, coming, For.STAY, n),
    )


def _uniform(seed: int, replication: int, coming: Coming, purpose: For, n: int) -> Floats:
    """So many numbers strictly between 0 and 1; the first ones are the same however many are asked for."""
    # Key: the seed and whose draw; the counter then runs over the people of the stream alone.
    key = np.array([seed & (2**64 - 1), (replication << 16) | (int(coming) << 8) | int(purpose)], np.uint64)
    bits = np.random.Philox(key=key)
    words = bits.random_raw(n) if n else np.zeros(0, np.uint64)
    uniforms: Floats = ((words >> np.uint64(12)).astype(np.float64) + 0.5) / 2.0**52
    return uniforms


def _exponential(uniforms: Floats) -> Floats:
    return -np.log(uniforms)


def _normal(seed: int, replication: int, coming: Coming, purpose: For, n: int) -> Floats:
    """So many standard normal numbers (Box and Muller 1958), two uniforms each."""
    pairs = _uniform(seed, replication, coming, purpose, 2 * n)
    normals: Floats = np.sqrt(-2.0 * np.log(pairs[0::2])) * np.cos(2.0 * np.pi * pairs[1::2])
    return normals
