"""The surgery lists, compiled: which operations do not take place, and who decided (twin: `plain_clinic`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import floor, inf

from codedark.drill.jit import inlined, njit
from codedark.drill.kernel.rows import (
    DOWN,
    OUT,
    PAPER,
    UP,
)


@inlined
def deciding(line, start, midnight, need_start, need_service, need_until_min, need_on_paper, service):
    """The service that keeps an operation from taking place, of all that fail it the first lost; -1: it takes place."""
    worst, first = -1, inf
    for i in range(need_start[line], need_start[line + 1]):
        s = need_service[i]
        if service[DOWN, s] <= start < service[UP, s] and service[DOWN, s] < first:
            until = min(midnight + need_until_min[i], service[UP, s])
            if not (need_on_paper[i] and until <= service[PAPER, s]):
                worst, first = s, service[DOWN, s]
    return worst


@njit
def settled(midnight, long, service):
    """How many services' turns lie before a midnight, if none lies within `long` minutes after it; -1: one does."""
    passed = 0
    for row in (DOWN, PAPER, UP):
        for s in range(service.shape[1]):
            if service[row, s] <= midnight:
                passed += 1
            elif service[row, s] <= midnight + long:
                return -1
    return passed


@njit
def cancel(
    end, day_start, weekday, days, day1_at, list_start, line_operation, line_start_min, line_urgency, need_start,
    need_service, need_until_min, need_on_paper, weight, week, service, out, per_day, by_urgency, decided_total,
    decided_day1,
):  # fmt: skip
    """Operations that do not take place.

    Weeks of the same are counted once: `week[weekday]` keeps what a list came to (the epoch it was counted in, then by
    urgency, then by deciding service), and it stands as long as nothing is lost, used up or back in between.
    """
    first, last, long = inf, 0.0, 1440.0
    for s in range(service.shape[1]):
        if service[DOWN, s] < end:
            first, last = min(first, service[DOWN, s]), max(last, min(service[UP, s], end))
    if first == inf:
        return
    for i in range(len(need_until_min)):
        long = max(long, need_until_min[i])
    week[:, 0] = -1
    day = max(0, int(floor((first + day_start) / 1440)))  # noqa: RUF046 - floor gives a float when compiled
    while day < days and day * 1440 - day_start < last:
        midnight, list_of = day * 1440 - day_start, (weekday + day) % 7
        counted = week[list_of]
        epoch = settled(midnight, long, service)
        if day == day1_at or midnight < 0 or midnight + 1440 > end:
            epoch = -1
        if epoch < 0 or counted[0] != epoch:
            counted[:] = 0
            counted[0] = epoch
            for line in range(list_start[list_of], list_start[list_of + 1]):
                start = midnight + line_start_min[line]
                if start < 0 or start >= end:
                    continue
                s = deciding(line, start, midnight, need_start, need_service, need_until_min, need_on_paper, service)
                if s >= 0:
                    counted[1 + line_urgency[line]] += 1
                    counted[4 + s] += 1
                    if day == day1_at:
                        out[OUT.operations_cancelled_day1] += 1
                        decided_day1[line_operation[line], s] += 1
        for urgency in range(3):
            out[OUT.operations_cancelled_total] += counted[1 + urgency]
            out[OUT.care_lost] += weight[urgency] * counted[1 + urgency]
            per_day[day] += counted[1 + urgency]
            by_urgency[urgency] += counted[1 + urgency]
        for s in range(service.shape[1]):
            decided_total[s] += counted[4 + s]
        day += 1
