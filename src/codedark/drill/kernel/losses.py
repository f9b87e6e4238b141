"""Service-hours, arrivals, ambulances, hosts: what is counted, compiled (twin: `plain_clinic`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import floor, inf

from codedark.drill.jit import njit
from codedark.drill.kernel.patients import without
from codedark.drill.kernel.rows import (
    ALARM,
    BIN_MIN,
    CUT,
    DECISION,
    DONE,
    DOWN,
    FIRST,
    FIRST_CAUSE,
    FIRST_STRUCK,
    HIT,
    HOURS,
    LAST,
    OUT,
    PAPER,
    UP,
    P,
)


@njit
def road(minute, first, last, else_service, else_min, service):
    """Road minutes to the nearest department open at a minute."""
    for j in range(first, last):
        s = else_service[j]
        if s < 0 or not (service[PAPER, s] <= minute < service[UP, s]):
            return else_min[j]
    return 0.0


@njit
def ambulance_min(first, last, end, capacity, per_h, else_service, else_min, s, mark, service):
    """Extra road minutes of one service's ambulances, to the nearest department still open."""
    back = min(service[UP, s], end)
    turn = min(service[PAPER, s], back)
    mark[0], mark[1], mark[2], marks = service[DOWN, s], turn, back, 3
    for j in range(first, last):
        other = else_service[j]
        if other >= 0:
            mark[marks] = min(max(service[PAPER, other], service[DOWN, s]), back)
            mark[marks + 1] = min(max(service[UP, other], service[DOWN, s]), back)
            marks += 2
    for m in range(1, marks):
        x, j = mark[m], m
        while j > 0 and mark[j - 1] > x:
            mark[j] = mark[j - 1]
            j -= 1
        mark[j] = x
    extra = 0.0
    for m in range(marks - 1):
        a, b = mark[m], mark[m + 1]
        if b > a:
            share = 1.0 - capacity if b <= turn else 1.0
            extra += (b - a) / 60.0 * share * per_h * road(a, first, last, else_service, else_min, service)
    return extra


@njit
def fill_bins(first, last, share, end, bins, s):
    """Add the share of each bin's time that lies between two minutes; the last bin ends with the horizon."""
    first = max(0.0, first)
    if last <= first or share == 0:
        return
    low = int(floor(first / BIN_MIN))  # noqa: RUF046 - floor gives a float when compiled
    high = min(int(floor(last / BIN_MIN)), bins.shape[1] - 1)  # noqa: RUF046
    if low == high:
        bins[s, low] += (last - first) * share / min(BIN_MIN, end - low * BIN_MIN)
        return
    bins[s, low] += ((low + 1) * BIN_MIN - first) * share / BIN_MIN
    for b in range(low + 1, high):
        bins[s, b] += share
    bins[s, high] += (last - high * BIN_MIN) * share / min(BIN_MIN, end - high * BIN_MIN)


@njit
def count_services(
    end, paper_capacity, arrivals_per_h, ambulances_per_h, else_start, else_service, else_min, told_before, p, mark,
    service, out, lost_hours, lost_bins,
):  # fmt: skip
    """Service-hours, arrivals, ambulances, and what was kept of each service over time."""
    first, last, extra = inf, 0.0, 0.0
    for s in range(service.shape[1]):
        if service[DOWN, s] >= end:
            continue
        back = min(service[UP, s], end)
        turn = min(service[PAPER, s], back)
        first, last = min(first, service[DOWN, s]), max(last, back)
        if service[FIRST_CAUSE, s] == 1:
            out[OUT.service_hours_lost_first_cause_attacker] += service[HOURS, s]
            lost_hours[s, 0] += service[HOURS, s]
        else:
            out[OUT.service_hours_lost_first_cause_own_action] += service[HOURS, s]
            lost_hours[s, 1] += service[HOURS, s]
        out[OUT.arrivals_turned_away] += arrivals_per_h[s] * service[HOURS, s]
        if ambulances_per_h[s] > 0:
            extra += ambulance_min(
                else_start[s], else_start[s + 1], end, paper_capacity[s], ambulances_per_h[s], else_service, else_min,
                s, mark, service,
            )  # fmt: skip
        fill_bins(service[DOWN, s], turn, 1.0 - paper_capacity[s], end, lost_bins, s)
        fill_bins(turn, back, 1.0, end, lost_bins, s)
    out[OUT.ambulance_extra_minutes] = extra * (p[P.transfer_reroute_share] if told_before else 1.0)
    if first < inf:
        out[OUT.recovery_days] = (last - first) / 1440.0


@njit
def count_crews(crew_start, crew_service, end, service, still_h):
    """Hours each crew stands still."""
    for c in range(len(still_h)):
        gone, back, _ = without(crew_service, crew_start[c], crew_start[c + 1], end, service)
        if gone < inf:
            still_h[c] += (back - gone) / 60.0


@njit
def count_hosts(housed_start, housed, flag, out, by_zone):
    """Hosts that have to be rebuilt."""
    for z in range(len(by_zone)):
        gone = 0
        for i in range(housed_start[z], housed_start[z + 1]):
            gone += flag[HIT, housed[i]]
        out[OUT.hosts_lost] += gone
        by_zone[z] += gone


@njit
def note_moments(course, begin, moments):
    """In the order of `tally.MOMENTS`."""
    moments[0], moments[1], moments[2], moments[3] = course[FIRST_STRUCK], course[ALARM], course[DECISION], course[CUT]
    moments[4], moments[5], moments[7] = course[DONE], course[FIRST], begin
    moments[6] = course[LAST] if course[LAST] > -inf else inf
