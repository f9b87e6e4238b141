"""In-patients whose needs run out, their planned beds, and crews, compiled (twin: `plain_clinic`).

Plans are looked up, not made: where one is missing the kernel stops and says for which outage, and is called again
from that replication on (`jit.play`).
"""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import inf

from codedark.drill.jit import njit
from codedark.drill.kernel.rows import (
    AGAIN,
    DOWN,
    LEAVES,
    NO_ONE,
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
def outage_of(service_key, end, service):
    """The key of the services out of paper before they are back: exclusive or over those that matter."""
    key = NO_ONE
    for s in range(len(service_key)):
        if service[PAPER, s] < min(service[UP, s], end):
            key ^= service_key[s]
    return key


@njit
def page_of(key, pages_key):
    """Where the plan for an outage stands; -1: nobody has made it yet."""
    low, high = 0, len(pages_key)
    while low < high:
        middle = (low + high) // 2
        if pages_key[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low if low < len(pages_key) and pages_key[low] == key else -1


@njit
def ask_for(service_key, end, service, asked):
    """Say of which services an outage without a plan consists."""
    for s in range(len(service_key)):
        asked[s] = service[PAPER, s] < min(service[UP, s], end) and service_key[s] != NO_ONE


@njit
def line_up(waiting, queue, page, order):
    """Put who waits into the plan's order of departure; without a place in it, into that of the table."""
    for q in range(1, waiting):
        i, at = queue[q], q
        while at > 0 and order[page, queue[at - 1]] > order[page, i]:
            queue[at] = queue[at - 1]
            at -= 1
        queue[at] = i


@njit
def has_time(minute, length, crew, trips, driver, trip, needs, first, last, service):
    """First minute from `minute` on at which a crew can depart for so long, between the trips it has."""
    minute, moved = rolling(minute, needs, first, last, service), True
    while moved:
        moved = False
        for t in range(trips):
            if driver[t] == crew and minute < trip[AGAIN, t] and minute + length > trip[LEAVES, t]:
                minute, moved = rolling(trip[AGAIN, t], needs, first, last, service), True
    return minute


@njit
def first_crew(ready, length, level, crew_level, trips, driver, trip, crew_start, crew_service, service):
    """(departure, crew) of the crew that is enough and departs first; of those the least trained, then the first."""
    departure, crew = inf, -1
    for c in range(len(crew_level)):
        if crew_level[c] >= level:
            at = has_time(
                ready, length, c, trips, driver, trip, crew_service, crew_start[c], crew_start[c + 1], service
            )
            if at < departure or (crew >= 0 and at == departure and crew_level[c] < crew_level[crew]):
                departure, crew = at, c
    return departure, crew


@njit
def move_patients(
    end, patient_start, patient_service, home, stay_min, level, crew_start, crew_service, crew_level, service_key,
    pages_key, road_min, order, asked, p, service, patient, queue, driver, trip, out,
):  # fmt: skip
    """Patients whose needs run out wait until they are moved as planned for this outage, or the need is back.

    They are taken in the plan's order; who comes later in it goes earlier only where a crew has time in between.
    False: there is no plan for this outage yet, it stands in `asked`, and nothing else was written.
    """
    hours, waiting, trips, handling = 0.0, 0, 0, p[P.transfer_handling_min]
    for i in range(len(home)):
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
            queue[waiting] = i
            waiting += 1
    if waiting > 0:
        page = page_of(outage_of(service_key, end, service), pages_key)
        if page < 0:
            ask_for(service_key, end, service, asked)
            return False
        line_up(waiting, queue, page, order)
        for q in range(waiting):
            i = queue[q]
            until, road = patient[THERE, i], road_min[page, i]
            if road < 0.0:
                out[OUT.patients_unplaced] += 1
            else:
                length = handling + 2.0 * road
                departure, crew = first_crew(
                    patient[READY, i], length, level[i], crew_level, trips, driver, trip, crew_start, crew_service,
                    service,
                )  # fmt: skip
                if departure < until:
                    driver[trips], trip[LEAVES, trips], trip[AGAIN, trips] = crew, departure, departure + length
                    trips += 1
                    until = min(until, departure + handling + road)
            hours += max(0.0, until - patient[WITHOUT, i]) / 60.0
        out[OUT.critical_transfers] += trips
    out[OUT.patient_hours_without_need] = hours
    return True
