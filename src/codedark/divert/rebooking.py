"""Operations that fell, into free theatre time: as many as possible, the urgent and the overdue first, exactly.

One assignment of operations to slots is solved to the optimum: first as many as possible, each weighed by its urgency;
then the least waiting, a day past the due date counting `LATE_FACTOR` more, and who gets no slot waiting until the day
after the last one; then the least time left unused. What is left of a slot is a slot again, and the rest is assigned
anew until nothing more fits: each round is optimal, the rounds together need not be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from codedark.divert.free_slots import TURNOVER_MIN, FreeSlot
from codedark.divert.theatre_lines import TheatreLine
from codedark.hospital.words import Urgency

LATE_FACTOR = 5.0
"""What a day after the due date weighs against a day of waiting; as in transfers."""
_UNUSED = 1e-8
"""A minute left unused only breaks ties."""


@dataclass(frozen=True, slots=True)
class Rebooked:
    """One operation in a slot: it starts when the slot does."""

    line: TheatreLine
    slot: FreeSlot
    """Cut to the operation's own length."""
    waits_days: int
    late_days: int
    """Past its due date; 0: in time, or no due date is told."""


def rebook(
    lines: Iterable[TheatreLine],
    slots: Iterable[FreeSlot],
    weight: Mapping[Urgency, float],
    allowed: Callable[[TheatreLine, FreeSlot], bool] = lambda line, slot: True,
    *,
    turnover_min: int = TURNOVER_MIN,
) -> tuple[Rebooked, ...]:
    """Assign operations to free slots.

    Args:
        lines: operations that wait.
        slots: free time; a slot serves an operation that needs its theatres, is no longer than it, and stood on the
            list of an earlier day.
        weight: what a day of waiting weighs, more than 0.
        allowed: whether an operation may take a slot at all (its needs are back by then).
    Returns:
        Those that got one, by day and start. The order of the arguments changes nothing.
    Cost: rounds of cubic assignment; 200 operations into 1,000 slots within a second.
    Source: rectangular linear assignment, Crouse 2016, as in scipy.

    >>> rebook([], [], {})
    ()
    """
    waiting = sorted(lines, key=lambda line: (line.day, line.start_min, line.operation))
    free, booked = sorted(slots), list[Rebooked]()
    while waiting and free:
        pairs = _assigned(waiting, free, weight, allowed)
        if not pairs:
            break
        for i, j in pairs:
            booked.append(_booked(waiting[i], free[j]))
        rest = [_left(free[j], waiting[i], turnover_min) for i, j in pairs]
        taken_lines, taken_slots = {i for i, _ in pairs}, {j for _, j in pairs}
        waiting = [line for i, line in enumerate(waiting) if i not in taken_lines]
        free = sorted(
            [slot for j, slot in enumerate(free) if j not in taken_slots] + [slot for slot in rest if slot is not None]
        )
    return tuple(sorted(booked, key=lambda one: (one.slot, one.line.operation)))


def _assigned(
    lines: Sequence[TheatreLine],
    slots: Sequence[FreeSlot],
    weight: Mapping[Urgency, float],
    allowed: Callable[[TheatreLine, FreeSlot], bool],
) -> list[tuple[int, int]]:
    """(line, slot) of one optimal assignment; beside each slot there is a way of getting none."""
    from scipy.optimize import linear_sum_assignment

    n, m = len(lines), len(slots)
    costs = np.array([[_cost(line, slot, weight, allowed) for slot in slots] for line in lines], np.float64)
    told = costs[np.isfinite(costs)]
    if not told.size:
        return []
    after = max(slot.day for slot in slots) + timedelta(days=1)
    none = np.array([weight[line.urgency] * _days(line, after) for line in lines])
    many = (max(float(told.max()), float(none.max())) + 1.0) * n
    table: NDArray[np.float64] = np.full((n, m + n), many * n * 100.0)
    table[:, :m] = np.where(np.isfinite(costs), costs, table[:, :m])
    lightest = min(weight[line.urgency] for line in lines)
    for i, line in enumerate(lines):
        table[i, m + i] = none[i] + many * weight[line.urgency] / lightest
    rows, columns = linear_sum_assignment(table)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if j < m and np.isfinite(costs[i, j])]


def _cost(
    line: TheatreLine,
    slot: FreeSlot,
    weight: Mapping[Urgency, float],
    allowed: Callable[[TheatreLine, FreeSlot], bool],
) -> float:
    """Weighted days; infinite: it cannot be there."""
    fits = slot.service in line.needs and line.duration_min <= slot.length_min and slot.day > line.day
    if not fits or not allowed(line, slot):
        return np.inf
    return weight[line.urgency] * _days(line, slot.day) + _UNUSED * (slot.length_min - line.duration_min)


def _days(line: TheatreLine, day: date) -> float:
    """Days of waiting, those past the due date counting `LATE_FACTOR` more."""
    return (day - line.day).days + LATE_FACTOR * late_days(line, day)


def late_days(line: TheatreLine, day: date) -> int:
    """Days past the due date; 0: in time, or no due date is told."""
    return 0 if line.due is None else max(0, (day - line.due).days)


def _booked(line: TheatreLine, slot: FreeSlot) -> Rebooked:
    return Rebooked(
        line=line,
        slot=replace(slot, length_min=line.duration_min),
        waits_days=(slot.day - line.day).days,
        late_days=late_days(line, slot.day),
    )


def _left(slot: FreeSlot, line: TheatreLine, turnover_min: int) -> FreeSlot | None:
    """What an operation leaves of a slot."""
    used = line.duration_min + turnover_min
    if slot.length_min <= used:
        return None
    return replace(slot, start_min=slot.start_min + used, length_min=slot.length_min - used)
