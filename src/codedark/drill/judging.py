"""From tallies to the answer: summaries of each arm, paired effects of each defence, credit, what decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.drill.arms import Arms
from codedark.drill.board import Board
from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.result import ArmTold, Deciding, Effect, FalseAlarmCost, ServiceTold
from codedark.drill.scenario import Arm
from codedark.drill.shapley import shapley
from codedark.drill.statistics import Interval, Paired, holm, paired, summary
from codedark.drill.tally import Tally
from codedark.hospital.records import Hospital
from codedark.hospital.words import Urgency

Floats = NDArray[np.float64]
BINS = 20
"""Bars of a histogram, where the outcome differs at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One arm as it was played."""

    arm: Arm
    hospital: Hospital
    """With the arm's defences."""
    board: Board
    tally: Tally
    false_alarms: FalseAlarmCost | None


def draw_of(runs: int, inner: int, draws: int) -> NDArray[np.intp]:
    """Which draw of the parameters each replication was played with (see `playing.play`).

    >>> draw_of(5, 2, 3).tolist()
    [0, 0, 1, 1, 2]
    """
    return np.minimum(np.arange(runs) // inner, draws - 1).astype(np.intp)


def bins_of(tallies: Iterable[Tally], outcome: str) -> tuple[float, ...]:
    """Edges that hold the outcome of every arm, so that their histograms compare."""
    values = np.concatenate([tally.outcome(outcome) for tally in tallies])
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-9:
        return (low, low + 1.0)
    return tuple(float(edge) for edge in np.linspace(low, high, BINS + 1))


def told_of(one: Played, draw: NDArray[np.intp], primary: str, bins: Sequence[float]) -> ArmTold:
    """One arm, told."""
    tally, n = one.tally, len(one.tally)
    counts, _ = np.histogram(tally.outcome(primary), bins)
    return ArmTold(
        name=one.arm.name,
        title=one.arm.title or one.arm.name,
        defences=one.arm.defences,
        response=one.board.policy.value,
        pinned=one.arm.pinned,
        outcomes={outcome.value: summary(tally.outcome(outcome), draw) for outcome in Outcome},
        activity={activity.value: summary(tally.outcome(activity), draw) for activity in Activity},
        false_alarms=one.false_alarms,
        distribution=tuple(float(count) / n for count in counts),
        deciding=_deciding(one, n),
        cancelled_per_day=_floats(tally.cancelled_per_day[one.board.day1_at :] / n),
        cancelled_before_day1=float(tally.cancelled_per_day[: one.board.day1_at].sum()) / n,
        cancelled_by_urgency=dict(
            zip([u.value for u in Urgency], _floats(tally.cancelled_by_urgency / n), strict=True)
        ),
        services=_services(one, n),
        crews_still_h=dict(zip(_crews(one), _floats(tally.crews_still_h / n), strict=True)),
    )


def _deciding(one: Played, n: int) -> tuple[Deciding, ...]:
    decided = one.tally.decided_day1 / n
    names = [service.name for service in one.hospital.services.values()]
    told = [
        Deciding(
            service=service,
            name=names[at] or service,
            operations_mean=float(decided[:, at].sum()),
            operations={
                one.board.operations[o]: float(decided[o, at]) for o in np.flatnonzero(decided[:, at]).tolist()
            },
        )
        for at, service in enumerate(one.board.services)
        if decided[:, at].any()
    ]
    return tuple(sorted(told, key=lambda d: -d.operations_mean))


def _services(one: Played, n: int) -> tuple[ServiceTold, ...]:
    hours, kept = one.tally.lost_hours / n, one.tally.services_kept / n
    return tuple(
        ServiceTold(
            service=service,
            name=record.name or service,
            arrivals_per_h=record.arrivals_per_h,
            hours_lost_attacker=float(hours[at, 0]),
            hours_lost_own_action=float(hours[at, 1]),
            kept=_floats(kept[:, at]),
        )
        for at, (service, record) in enumerate(zip(one.board.services, one.hospital.services.values(), strict=True))
    )


def _crews(one: Played) -> list[str]:
    return [f"{name} ({crew.kind.value})" for name, crew in one.hospital.crews.items()]


def _floats(values: Floats) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def effects_of(pairs: Sequence[tuple[str, Tally, Tally]], draw: NDArray[np.intp]) -> tuple[Effect, ...]:
    """Paired effects on every outcome, Holm over all of them.

    Args:
        pairs: name of the defence, the tally with it, the tally without it.
        draw: row of the parameters of each replication.
    """
    rows: list[tuple[str, str, Paired]] = [
        (name, outcome.value, paired(with_it.outcome(outcome), without.outcome(outcome), draw))
        for name, with_it, without in pairs
        for outcome in Outcome
    ]
    clear = holm([told.p_value for _, _, told in rows])
    return tuple(
        Effect(defence=name, outcome=outcome, told=told, clear=sure)
        for (name, outcome, told), sure in zip(rows, clear, strict=True)
    )


def pairs_of(
    arms: Arms, tallies: Mapping[str, Tally]
) -> tuple[list[tuple[str, Tally, Tally]], list[tuple[str, Tally, Tally]], list[tuple[str, Tally, Tally]]]:
    """What is compared with what: each alone against none, each on top of all others, all against none.

    A comparison whose arms were not played is left out.
    """
    none, every = (arms.combination[0], arms.combination[-1]) if arms.defences else (None, None)
    alone, last, together = [], [], []
    for i, defence in enumerate(arms.defences):
        alone.append((defence, arms.alone(i), none))
        last.append((defence, every, arms.all_but(i)))
    if len(arms.defences) > 1:
        together.append((every or "", every, none))
    return _both(alone, tallies), _both(last, tallies), _both(together, tallies)


def _both(
    pairs: Iterable[tuple[str, str | None, str | None]], tallies: Mapping[str, Tally]
) -> list[tuple[str, Tally, Tally]]:
    return [(name, tallies[a], tallies[b]) for name, a, b in pairs if a is not None and b is not None]


def credit_of(
    arms: Arms, tallies: Mapping[str, Tally], draw: NDArray[np.intp]
) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, Interval | None]]]:
    """Shapley credit of each defence in each outcome, and its Monte Carlo interval; ({}, {}) unless all were played.

    The value is linear, so each replication has its own credits and their mean and error are told as any other.
    """
    names = [name for name in arms.combination if name is not None]
    if not arms.complete:
        return {}, {}
    credit: dict[str, dict[str, float]] = {}
    ends: dict[str, dict[str, Interval | None]] = {}
    for outcome in Outcome:
        shares = shapley(np.stack([tallies[name].outcome(outcome) for name in names]))
        told = [summary(share, draw) for share in shares]
        credit[outcome.value] = {d: t.mean for d, t in zip(arms.defences, told, strict=True)}
        ends[outcome.value] = {d: t.mc_ci95 for d, t in zip(arms.defences, told, strict=True)}
    return credit, ends
