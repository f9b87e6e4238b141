"""A replication in plain Python, from the foothold to care lost: the kernel's oracle, and its stand-in without numba.

`play` has the signature of the compiled one and gives the same numbers, some thousand times slower. A test replays
replications here and there and compares; another replays the fall of services through `depend`.
"""

from __future__ import annotations

from math import inf

import numpy as np
from numpy.typing import NDArray

from codedark.drill.board import Board
from codedark.drill.outcomes import COLUMNS, Activity, Outcome
from codedark.drill.plain_attack import Course, Row, play_course
from codedark.drill.plain_clinic import ambulance_min, cancelled, lost_by_bin, patients, still_h
from codedark.drill.plain_fall import ATTACKER, Services, services_of
from codedark.drill.tally import BIN_H, Tally
from codedark.hospital.words import Policy

Floats = NDArray[np.float64]


def play(board: Board, values: Floats, seed: int, start: int, stop: int, inner: int) -> Tally:
    """Play replications start..stop; arguments as in `playing.play`."""
    tally = board.tally_of(stop - start)
    for row, r in enumerate(range(start, stop)):
        replicate(board, values[min(r // inner, len(values) - 1)].tolist(), seed, r, tally, row)
    return tally


def replicate(board: Board, p: Row, seed: int, r: int, tally: Tally, row: int) -> None:
    """Play replication r and write it into row `row` of a tally, and its share into the sums."""
    course = play_course(board, p, seed, r)
    told = services_of(board, p, course)
    hours = [told.hours(board, s) for s in range(len(board.services))]
    net = 0.0
    if board.policy is not Policy.NONE:
        alone = services_of(board, p, play_course(board, p, seed, r, answered=False))
        net = sum(hours) - sum(alone.hours(board, s) for s in range(len(board.services)))
    out = dict.fromkeys(COLUMNS, 0.0)
    for one in cancelled(board, told):
        out[Outcome.OPERATIONS_CANCELLED_TOTAL] += 1
        tally.cancelled_per_day[one.day] += 1
        tally.cancelled_by_urgency[one.urgency] += 1
        tally.decided_total[one.service] += 1
        out[Outcome.CARE_LOST] += float(board.clinic.weight_operation[one.urgency])
        if one.day == board.day1_at:
            out[Outcome.OPERATIONS_CANCELLED_DAY1] += 1
            tally.decided_day1[one.operation, one.service] += 1
    people = patients(board, p, told)
    out[Outcome.PATIENT_HOURS_WITHOUT_NEED] = people.hours_without
    out[Outcome.PATIENTS_UNPLACED] = people.unplaced
    out[Activity.CRITICAL_TRANSFERS] = people.moved
    _count_services(board, p, told, hours, out, tally)
    out[Outcome.SERVICE_HOURS_LOST_NET] = net
    out[Outcome.CARE_LOST] += (
        board.clinic.weight_patient_h * people.hours_without
        + board.clinic.weight_arrival * out[Outcome.ARRIVALS_TURNED_AWAY]
        + board.clinic.weight_service_h
        * (out[Outcome.SERVICE_HOURS_LOST_ATTACKER] + out[Outcome.SERVICE_HOURS_LOST_OWN])
    )
    for h in (h for h in range(board.hosts) if course.hit(h)):
        out[Activity.HOSTS_LOST] += 1
        tally.hosts_lost_by_zone[board.spread.zone_of_host[h]] += 1
    for c in range(len(board.crews)):
        tally.crews_still_h[c] += still_h(board, told, c)
    tally.outcomes[row] = [out[name] for name in COLUMNS]
    tally.moments[row] = _moments(course, told)


def _count_services(
    board: Board, p: Row, told: Services, hours: list[float], out: dict[str, float], tally: Tally
) -> None:
    end, first, last = board.clinic.end_min, inf, 0.0
    tally.services_kept[:] += 1.0
    for s, lost_h in enumerate(hours):
        if told.lost[s] >= end:
            continue
        first, last = min(first, told.lost[s]), max(last, min(told.back[s], end))
        by_attacker = told.cause[s] == ATTACKER
        out[Outcome.SERVICE_HOURS_LOST_ATTACKER if by_attacker else Outcome.SERVICE_HOURS_LOST_OWN] += lost_h
        tally.lost_hours[s, 0 if by_attacker else 1] += lost_h
        out[Outcome.ARRIVALS_TURNED_AWAY] += float(board.clinic.arrivals_per_h[s]) * lost_h
        out[Outcome.AMBULANCE_EXTRA_MINUTES] += ambulance_min(board, p, told, s)
        for b, share in lost_by_bin(board, told, s, BIN_H * 60):
            tally.services_kept[b, s] -= share
    out[Outcome.RECOVERY_DAYS] = (last - first) / 1440.0 if first < inf else 0.0


def _moments(course: Course, told: Services) -> list[float]:
    """In the order of `tally.MOMENTS`."""
    gone = [course.lost(h)[0] for h in range(len(course.off)) if course.hit(h)]
    struck = [course.struck[h] for h in range(len(course.off)) if course.hit(h)]
    return [
        min(struck, default=inf),
        course.alarm,
        course.decision,
        course.cut,
        course.cut_done,
        min(gone, default=inf),
        max(gone, default=inf),
        told.restoring,
    ]
