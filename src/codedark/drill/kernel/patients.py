"""In-patients whose needs run out, beds and crews, compiled (twin: `plain_clinic`)."""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import inf

from codedark.drill.jit import njit
from codedark.drill.kernel.rows import (
    DOWN,
    OUT,
    PAPER,
    READY,
    THERE,
    UP,
    WITHOUT,
    P,
)


@njit
def without(needs, first, last, end, service):
    """(paper of a need has run out, the last such need is back, the first such need was lost) of one who needs them."""
    gone, back, lost = inf, 0.0, inf
    for j in range(first, last):
        s = needs[j]
        until = min(service[UP, s], end)
        if service[PAPER, s] < until:
            gone, back, lost = min(gone, service[PAPER, s]), max(back, until), min(lost, service[DOWN, s])
    return gone, back, lost


@njit
def rolling(minute, needs, first, last, service):
    """First minute from `minute` on at which a crew has what it needs."""
    moved = True
    while moved:
        moved = False
        for j in range(first, last):
            s = needs[j]
            if service[PAPER, s] <= minute < service[UP, s]:
                minute, moved = service[UP, s], True
    return minute


@njit
def line_up(i, waiting, queue, acuity, patient):
    """Insert a patient in the order of acuity, then of time, then of the table; the new length."""
    at = waiting
    while at > 0:
        other = queue[at - 1]
        if acuity[other] < acuity[i] or (acuity[other] == acuity[i] and patient[READY, other] <= patient[READY, i]):
            break
        queue[at] = other
        at -= 1
    queue[at] = i
    return waiting + 1


@njit
def move_patients(
    end, patient_start, patient_service, acuity, home, stay_min, site_of, pool_of, free_beds, near_start, near,
    near_min, crew_start, crew_service, crew_moves, p, beds, service, patient, queue, crew_at, out,
):  # fmt: skip
    """Patients whose needs run out wait until they are moved or the need is back; the most acute are moved first."""
    beds[:] = free_beds
    crew_at[:] = 0.0
    hours, waiting, handling = 0.0, 0, p[P.transfer_handling_min]
    for i in range(len(site_of)):
        gone, back, lost = without(patient_service, patient_start[i], patient_start[i + 1], end, service)
        back = min(back, lost + stay_min[i])
        if gone >= back:
            continue
        patient[READY, i], patient[WITHOUT, i], patient[THERE, i] = lost + p[P.transfer_decision_min], gone, back
        if home[i]:
            hours += max(0.0, min(patient[READY, i], back) - gone) / 60.0
        elif patient[READY, i] >= back:
            hours += (back - gone) / 60.0
        else:
            waiting = line_up(i, waiting, queue, acuity, patient)
    for q in range(waiting):
        i = queue[q]
        bed, until = -1, patient[THERE, i]
        for j in range(near_start[site_of[i]], near_start[site_of[i] + 1]):
            if beds[near[j], pool_of[i]] > 0:
                bed = j
                break
        if bed < 0:
            out[OUT.patients_unplaced] += 1
        else:
            departure, crew = inf, -1
            for c in range(len(crew_moves)):
                if crew_moves[c]:
                    at = max(patient[READY, i], crew_at[c])
                    at = rolling(at, crew_service, crew_start[c], crew_start[c + 1], service)
                    if at < departure:
                        departure, crew = at, c
            if departure < until:
                beds[near[bed], pool_of[i]] -= 1
                crew_at[crew] = departure + handling + 2.0 * near_min[bed]
                until = min(until, departure + handling + near_min[bed])
                out[OUT.critical_transfers] += 1
        hours += max(0.0, until - patient[WITHOUT, i]) / 60.0
    out[OUT.patient_hours_without_need] = hours
