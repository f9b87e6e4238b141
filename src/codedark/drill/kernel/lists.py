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
def cancel(
    end, day_start, weekday, days, day1_at, list_start, line_operation, line_start_min, line_urgency, need_start,
    need_service, need_until_min, need_on_paper, weight, service, out, per_day, by_urgency, decided_total,
    decided_day1,
):  # fmt: skip
    """Operations that do not take place."""
    first, last = inf, 0.0
    for s in range(service.shape[1]):
        if service[DOWN, s] < end:
            first, last = min(first, service[DOWN, s]), max(last, min(service[UP, s], end))
    if first == inf:
        return
    day = max(0, int(floor((first + day_start) / 1440)))  # noqa: RUF046 - floor gives a float when compiled
    while day < days and day * 1440 - day_start < last:
        midnight = day * 1440 - day_start
        for line in range(list_start[(weekday + day) % 7], list_start[(weekday + day) % 7 + 1]):
            start = midnight + line_start_min[line]
            if start < 0 or start >= end:
                continue
            s = deciding(line, start, midnight, need_start, need_service, need_until_min, need_on_paper, service)
            if s < 0:
                continue
            out[OUT.operations_cancelled_total] += 1
            out[OUT.care_lost] += weight[line_urgency[line]]
            per_day[day] += 1
            by_urgency[line_urgency[line]] += 1
            decided_total[s] += 1
            if day == day1_at:
                out[OUT.operations_cancelled_day1] += 1
                decided_day1[line_operation[line], s] += 1
        day += 1
