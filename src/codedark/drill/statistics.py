"""What n replications say, and how sure they are: luck and ignorance kept apart, never in one bar.

The drill draws the parameters nobody knows M times and plays each draw several times. Two errors follow:

- *Monte Carlo error* (`mc_ci95`): how far the mean of these n replications may lie from the mean of endlessly many with
  the same M draws. It comes from the spread *within* draws alone and goes to 0 with more replications.
- *Parameter ignorance* (`param_p05`, `param_p95`): how far the mean moves from draw to draw. More replications do not
  make it smaller; only knowing more does.

An outcome is an array x of n numbers; `draw` says for each replication which draw of the parameters it was played with.
Both arms of a comparison are played with the same luck and the same draws, so differences are taken one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Interval = tuple[float, float]
Floats = NDArray[np.float64]

TIE = 1e-9
"""Two outcomes closer than this are the same: sums of the same hours in another order differ in the last bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One outcome of one arm."""

    mean: float
    median: float
    mc_ci95: Interval | None
    """Of the mean: Monte Carlo error only, the parameters' draws as they fell. None with a single replication."""
    param_p05: float | None
    """Of the mean over what is not known; None with fewer than two draws of the parameters."""
    param_p95: float | None
    p05: float
    """Of the replications: one in twenty plays ends below. Luck and ignorance together."""
    p95: float
    median_ci95: Interval | None
    """Of the median, by order statistics; None where n is too small to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """One outcome with a defence minus the same luck without it. Below 0: the defence saves."""

    paired_mean: float
    ci95: Interval | None
    """Monte Carlo error only, as `Summary.mc_ci95`."""
    share_worse: float
    """Share of the replications in which this outcome was worse with the defence."""
    share_worse_ci95: Interval
    share_better: float
    param_p05: float | None
    param_p95: float | None
    p_value: float
    """Chance of a paired mean this far from 0 by Monte Carlo error alone; 1 where nothing differs."""


def summary(x: Floats, draw: NDArray[np.intp]) -> Summary:
    """Summarise one outcome of one arm.

    Args:
        x: n outcomes, n >= 1.
        draw: for each replication the index of its draw of the parameters; in play order.

    Raises:
        ValueError: no replication, or the two lengths differ.

    >>> s = summary(np.array([1.0, 2.0, 3.0, 10.0]), np.array([0, 0, 1, 1]))
    >>> s.mean, s.median
    (4.0, 2.5)
    """
    _check(x, draw)
    error, freedom = standard_error(x, draw)
    low, high = parameter_spread(x, draw)
    p05, median, p95 = np.quantile(x, (0.05, 0.5, 0.95), method="median_unbiased")
    mean = float(np.mean(x))
    return Summary(
        mean=mean,
        median=float(median),
        mc_ci95=_around(mean, error, freedom),
        param_p05=low,
        param_p95=high,
        p05=float(p05),
        p95=float(p95),
        median_ci95=quantile_ci95(x, 0.5),
    )


def paired(with_it: Floats, without: Floats, draw: NDArray[np.intp]) -> Paired:
    """Compare two arms played with the same luck, replication by replication.

    Raises:
        ValueError: no replication, or lengths differ: arms of unequal length are not paired.

    >>> p = paired(np.array([3.0, 3.0, 9.0, 3.0]), np.array([5.0, 5.0, 5.0, 5.0]), np.array([0, 0, 1, 1]))
    >>> p.paired_mean, p.share_worse, p.share_better
    (-0.5, 0.25, 0.75)
    """
    if len(with_it) != len(without):
        raise ValueError(f"{len(with_it)} replications against {len(without)}: arms must be played with the same luck")
    difference = with_it - without
    _check(difference, draw)
    error, freedom = standard_error(difference, draw)
    low, high = parameter_spread(difference, draw)
    mean, n = float(np.mean(difference)), len(difference)
    worse = int(np.count_nonzero(difference > TIE))
    return Paired(
        paired_mean=mean,
        ci95=_around(mean, error, freedom),
        share_worse=worse / n,
        share_worse_ci95=wilson95(worse, n),
        share_better=int(np.count_nonzero(difference < -TIE)) / n,
        param_p05=low,
        param_p95=high,
        p_value=_p_value(mean, error, freedom),
    )


def standard_error(x: Floats, draw: NDArray[np.intp]) -> tuple[float, int]:
    """Monte Carlo standard error of mean(x) with the draws held as they fell, and its degrees of freedom.

    The draws are strata: the variance of the mean is sum(n_m * s_m^2) / n^2. A draw played once has no spread of its
    own and borrows the pooled one. Where no draw was played twice, luck and ignorance cannot be told apart: the spread
    of all replications is taken, which is too wide, not too narrow. Degrees of freedom 0: nothing can be said.
    Source: stratified sampling, Cochran, Sampling Techniques, 3rd ed., 5.4.
    """
    n, count, squares = _within(x, draw)
    freedom = n - len(count)
    if freedom == 0:
        return (float(np.std(x, ddof=1)) / n**0.5, n - 1) if n > 1 else (0.0, 0)
    pooled = float(squares.sum()) / freedom
    spread = np.where(count > 1, squares / np.maximum(count - 1, 1), pooled)
    return float(np.sqrt((count * spread).sum())) / n, freedom


def parameter_spread(x: Floats, draw: NDArray[np.intp]) -> tuple[float, float] | tuple[None, None]:
    """5 % and 95 % of the mean outcome over the draws of what is not known, Monte Carlo noise taken out.

    The means of the draws scatter by ignorance *and* by the luck within each draw. Their distance from the common mean
    is shrunk by sqrt(between / (between + noise)), so that what is left has the variance of ignorance alone; where luck
    explains all of it, both ends are the mean. With few draws the ends are rough: 40 draws put two beyond each end.
    Source: variance-matching shrinkage, Louis, JASA 79 (1984) 393-398.
    """
    n, count, squares = _within(x, draw)
    if len(count) < 2:
        return None, None
    means = _sums(x, draw) / count
    seen = float(np.var(means, ddof=1))
    freedom = n - len(count)
    noise = float(np.mean(squares.sum() / freedom / count)) if freedom else 0.0
    kept = (max(0.0, seen - noise) / seen) ** 0.5 if seen > 0 else 0.0
    centre = float(np.mean(x))
    low, high = np.quantile(centre + kept * (means - means.mean()), (0.05, 0.95), method="median_unbiased")
    return float(low), float(high)


def wilson95(count: int, n: int) -> Interval:
    """95 % interval of a share by Wilson's score: it never leaves 0..1, and 0 of n is not "never".

    Source: Wilson, JASA 22 (1927) 209-212.

    >>> [round(x, 4) for x in wilson95(0, 2000)]
    [0.0, 0.0019]
    """
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"count={count}, n={n}: a share needs 0 <= count <= n and n >= 1")
    z = NormalDist().inv_cdf(0.975)
    share, weight = count / n, z * z / n
    centre = (share + weight / 2) / (1 + weight)
    half = z * (share * (1 - share) / n + weight / (4 * n)) ** 0.5 / (1 + weight)
    low = 0.0 if count == 0 else max(0.0, centre - half)
    return low, 1.0 if count == n else min(1.0, centre + half)


def quantile_ci95(x: Floats, q: float) -> Interval | None:
    """95 % interval of the q-quantile by order statistics: true whatever the distribution.

    None where n is too small for an interval to exist (the median needs n >= 6).

    >>> quantile_ci95(np.arange(1.0, 101.0), 0.5)
    (40.0, 61.0)
    """
    from scipy.special import bdtr

    n = len(x)
    below = bdtr(np.arange(n), n, q)  # P(at most i of n fall below the quantile)
    low, high = int(np.searchsorted(below, 0.025, side="right")), int(np.searchsorted(below, 0.975, side="left")) + 1
    if low < 1 or high > n:
        return None
    ordered = np.sort(x)
    return float(ordered[low - 1]), float(ordered[high - 1])


def holm(p_values: Sequence[float], level: float = 0.05) -> tuple[bool, ...]:
    """Which of several effects are clear of chance, the chance of one false *clear* among all of them kept at `level`.

    Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.

    >>> holm([0.01, 0.04, 0.03, 0.005])
    (True, False, False, True)
    """
    clear = [False] * len(p_values)
    for rank, i in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        if p_values[i] > level / (len(p_values) - rank):
            break
        clear[i] = True
    return tuple(clear)


def _check(x: Floats, draw: NDArray[np.intp]) -> None:
    if len(x) == 0 or len(x) != len(draw):
        raise ValueError(f"{len(x)} outcomes for {len(draw)} replications: one each, and at least one")


def _sums(x: Floats, draw: NDArray[np.intp]) -> Floats:
    """Sum of x a draw, draws never played left out."""
    sums = np.bincount(draw, weights=x)
    return np.asarray(sums[np.bincount(draw) > 0], np.float64)


def _within(x: Floats, draw: NDArray[np.intp]) -> tuple[int, Floats, Floats]:
    """N, replications a draw, and the squared distances from the draw's own mean, summed a draw."""
    played = np.bincount(draw)
    means = np.bincount(draw, weights=x) / np.maximum(played, 1)
    distance = x - means[draw]
    # A constant outcome leaves rounding, not spread.
    distance[np.abs(distance) <= 1e-12 * np.maximum(np.abs(x), 1.0)] = 0.0
    return len(x), played[played > 0].astype(np.float64), _sums(distance * distance, draw)


def _around(mean: float, error: float, freedom: int) -> Interval | None:
    from scipy.special import stdtrit

    if freedom == 0:
        return None
    half = float(stdtrit(freedom, 0.975)) * error
    return mean - half, mean + half


def _p_value(mean: float, error: float, freedom: int) -> float:
    from scipy.special import stdtr

    if freedom == 0 or abs(mean) <= TIE:
        return 1.0
    return 0.0 if error == 0.0 else float(2 * stdtr(freedom, -abs(mean) / error))
