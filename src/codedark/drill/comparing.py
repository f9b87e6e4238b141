"""What was recorded elsewhere beside what was played here, effect by effect.

The two hospitals differ, so that neither figure is wrong because of the other. Side by side they show what in one's own
answer is of the usual size, and what wants a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.recorded_effect import Measure, RecordedEffect
from codedark.drill.statistics import Summary

DAY_H = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedHere:
    """The figure of one arm. Where only means were kept, `p05` and `p95` are None."""

    mean: float
    p05: float | None = None
    p95: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One effect, and the arms' figures for it."""

    effect: RecordedEffect
    unit: str
    played: Mapping[str, PlayedHere]
    """Arm -> its figure; {}: the drill has none for it."""
    why_not: str = ""
    """Why nothing is laid beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How one service fared in one arm: share kept, a bin of `bin_h` hours each from the clock's start."""

    service: str
    arrivals_per_h: float
    shares: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmFigures:
    """What of an arm is compared."""

    name: str
    outcomes: Mapping[str, Summary]
    """Outcomes and activities."""
    cancelled_per_day: Sequence[float]
    """From day one to the end of the horizon."""
    services: Sequence[Kept]


def compared(
    effects: Iterable[RecordedEffect], arms: Sequence[ArmFigures], day1_h: float, bin_h: float
) -> tuple[Compared, ...]:
    """Lay the arms' figures beside each effect, in the order of the effects.

    Args:
        day1_h: hours from the clock's start to midnight of day one.
        bin_h: hours of one bin of `Kept.shares`; a share at an hour is that of the bin it falls into.
    """
    return tuple(_compared(effect, arms, day1_h, bin_h) for effect in effects)


def _compared(effect: RecordedEffect, arms: Sequence[ArmFigures], day1_h: float, bin_h: float) -> Compared:
    if effect.measure is None:
        return Compared(effect=effect, unit="", played={}, why_not="the drill has no such figure")
    unit = UNIT[effect.measure]
    if effect.measure is Measure.KEPT_PCT and not effect.services:
        return Compared(effect=effect, unit=unit, played={}, why_not="no service of ours is of that kind")
    told = {arm.name: _OF[effect.measure](effect, arm, day1_h, bin_h) for arm in arms}
    played = {name: figure for name, figure in told.items() if figure is not None}
    why_not = "" if played else "the span lies outside what was played, or is none of whole days"
    return Compared(effect=effect, unit=unit, played=played, why_not=why_not)


UNIT: Mapping[Measure, str] = MappingProxyType(
    {
        Measure.OPERATIONS: "operations",
        Measure.TRANSFERS: "patients",
        Measure.ARRIVALS: "arrivals",
        Measure.KEPT_PCT: "% kept",
        Measure.DAYS_BACK: "days",
    }
)


def _operations(effect: RecordedEffect, arm: ArmFigures, day1_h: float, bin_h: float) -> PlayedHere | None:
    if effect.from_h is None or effect.to_h is None:
        return None
    first, last = effect.from_h / DAY_H, effect.to_h / DAY_H
    if first % 1 or last % 1 or not 0 <= first < last <= len(arm.cancelled_per_day):
        return None
    if (first, last) == (0, 1):
        return _summed(arm, Outcome.OPERATIONS_CANCELLED_DAY1)
    return PlayedHere(mean=sum(arm.cancelled_per_day[int(first) : int(last)]))


def _kept_pct(effect: RecordedEffect, arm: ArmFigures, day1_h: float, bin_h: float) -> PlayedHere | None:
    here = [one for one in arm.services if one.service in effect.services]
    at = -1 if effect.from_h is None else int((day1_h + effect.from_h) // bin_h)
    if not here or not all(0 <= at < len(one.shares) for one in here):
        return None
    weights = [one.arrivals_per_h for one in here]
    weights = weights if sum(weights) > 0 else [1.0] * len(here)
    kept = sum(weight * one.shares[at] for weight, one in zip(weights, here, strict=True)) / sum(weights)
    return PlayedHere(mean=100.0 * kept)


def _summed(arm: ArmFigures, name: str) -> PlayedHere:
    told = arm.outcomes[name]
    return PlayedHere(mean=told.mean, p05=told.p05, p95=told.p95)


_Figure = Callable[[RecordedEffect, ArmFigures, float, float], "PlayedHere | None"]
_OF: Mapping[Measure, _Figure] = MappingProxyType(
    {
        Measure.OPERATIONS: _operations,
        Measure.TRANSFERS: lambda effect, arm, day1_h, bin_h: _summed(arm, Activity.CRITICAL_TRANSFERS),
        Measure.ARRIVALS: lambda effect, arm, day1_h, bin_h: _summed(arm, Outcome.ARRIVALS_TURNED_AWAY),
        Measure.KEPT_PCT: _kept_pct,
        Measure.DAYS_BACK: lambda effect, arm, day1_h, bin_h: _summed(arm, Outcome.RECOVERY_DAYS),
    }
)
