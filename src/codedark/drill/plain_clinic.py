"""From services lost to care lost, in plain Python: lists, patients, arrivals, ambulances, crews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import floor, inf

from codedark.drill.board import Board
from codedark.drill.board_clinical import OTHERS
from codedark.drill.parameters import AT
from codedark.drill.plain_attack import Row
from codedark.drill.plain_fall import Services
from codedark.drill.scenario import DAY_MIN


@dataclass(frozen=True, slots=True)
class Cancelled:
    """One operation that did not take place."""

    day: int
    """Calendar day; 0 is the day of the clock's start."""
    operation: int
    urgency: int
    service: int
    """The service that decided: of all that failed it, lost first."""


def cancelled(board: Board, told: Services) -> Iterator[Cancelled]:
    """Operations that do not take place, in the order of days and lists.

    One that has started when a service is lost finishes. One not started goes ahead only if each need is there from its
    start to its end (recovery: to the end of recovery): back before it starts, or carried on paper throughout, for the
    lines that fit the service's capacity on paper.
    """
    clinic = board.clinic
    for day in range(clinic.days):
        weekday = (clinic.weekday + day) % 7
        midnight = day * DAY_MIN - clinic.start_of_day_min
        for line in range(clinic.list_start[weekday], clinic.list_start[weekday + 1]):
            start = midnight + float(clinic.line_start_min[line])
            if 0 <= start < clinic.end_min:
                decided = _deciding(board, told, line, start, midnight)
                if decided >= 0:
                    yield Cancelled(day, int(clinic.line_operation[line]), int(clinic.line_urgency[line]), decided)


def _deciding(board: Board, told: Services, line: int, start: float, midnight: float) -> int:
    """The service that keeps the operation from taking place, or -1."""
    clinic, worst, first = board.clinic, -1, inf
    for i in range(clinic.need_start[line], clinic.need_start[line + 1]):
        s = int(clinic.need_service[i])
        until = midnight + float(clinic.need_until_min[i])
        there = start < told.lost[s] or start >= told.back[s]
        on_paper = bool(clinic.need_on_paper[i]) and min(until, told.back[s]) <= told.paper_end[s]
        if not there and not on_paper and told.lost[s] < first:
            worst, first = s, told.lost[s]
    return worst


@dataclass(slots=True)
class Patients:
    """What became of the in-patients."""

    hours_without: float = 0.0
    unplaced: int = 0
    moved: int = 0


def patients(board: Board, p: Row, told: Services) -> Patients:
    """Patients whose needs run out wait until they are moved or the need is back; the most acute are moved first."""
    clinic, outcome = board.clinic, Patients()
    beds = clinic.beds.copy()
    free = {c: 0.0 for c in range(len(clinic.crew_moves)) if clinic.crew_moves[c]}
    handling = p[AT["transfer.handling_min"]]
    waiting: list[tuple[int, float, int, float, float]] = []
    for i in range(len(clinic.patient_site)):
        needs = clinic.patient_service[clinic.patient_start[i] : clinic.patient_start[i + 1]].tolist()
        out, back, first = _without(board, told, needs)
        back = min(back, first + float(clinic.patient_stay_min[i]))
        if out >= back:
            continue
        ready = first + p[AT["transfer.decision_min"]]
        if clinic.patient_home[i]:
            outcome.hours_without += max(0.0, min(ready, back) - out) / 60.0
        elif ready >= back:
            outcome.hours_without += (back - out) / 60.0
        else:
            waiting.append((int(clinic.patient_acuity[i]), ready, i, out, back))
    for _, ready, i, out, back in sorted(waiting):
        bed = _bed(board, beds, i)
        departure, crew = min(((_rolling(board, told, c, max(ready, free[c])), c) for c in free), default=(inf, -1))
        until = back
        if bed is None:
            outcome.unplaced += 1
        elif departure < back:
            receiver, road = bed
            beds[receiver, clinic.patient_pool[i]] -= 1
            free[crew] = departure + handling + 2.0 * road
            until = min(back, departure + handling + road)
            outcome.moved += 1
        outcome.hours_without += max(0.0, until - out) / 60.0
    return outcome


def _without(board: Board, told: Services, needs: list[int]) -> tuple[float, float, float]:
    """(paper has run out, the last such need is back, the first such need was lost), within the horizon."""
    end, out, back, first = board.clinic.end_min, inf, 0.0, inf
    for s in needs:
        until = min(told.back[s], end)
        if told.paper_end[s] < until:
            out, back, first = min(out, told.paper_end[s]), max(back, until), min(first, told.lost[s])
    return out, back, first


def _bed(board: Board, beds: object, i: int) -> tuple[int, float] | None:
    """(receiving site, road minutes) of the nearest free bed of the patient's pool."""
    clinic = board.clinic
    site, pool = int(clinic.patient_site[i]), int(clinic.patient_pool[i])
    for j in range(clinic.near_start[site], clinic.near_start[site + 1]):
        if beds[clinic.near[j], pool] > 0:  # type: ignore[index]
            return int(clinic.near[j]), float(clinic.near_min[j])
    return None


def _rolling(board: Board, told: Services, crew: int, minute: float) -> float:
    """First minute from `minute` on at which the crew has what it needs."""
    clinic, moved = board.clinic, True
    while moved:
        moved = False
        for s in clinic.crew_service[clinic.crew_start[crew] : clinic.crew_start[crew + 1]].tolist():
            if told.paper_end[s] <= minute < told.back[s]:
                minute, moved = told.back[s], True
    return minute


def still_h(board: Board, told: Services, crew: int) -> float:
    """Hours a crew stands still: from the first of its needs out until the last is back."""
    clinic = board.clinic
    needs = clinic.crew_service[clinic.crew_start[crew] : clinic.crew_start[crew + 1]].tolist()
    out, back, _ = _without(board, told, needs)
    return (back - out) / 60.0 if out < inf else 0.0


def ambulance_min(board: Board, p: Row, told: Services, s: int) -> float:
    """Extra road minutes of one service's ambulances, all of them together: to the nearest department still open."""
    clinic = board.clinic
    end, lost = clinic.end_min, told.lost[s]
    span = range(clinic.else_start[s], clinic.else_start[s + 1])
    if lost >= end or not span or not clinic.ambulances_per_h[s]:
        return 0.0
    back = min(told.back[s], end)
    turn = min(told.paper_end[s], back)
    marks = {lost, turn, back}
    for j in span:
        other = int(clinic.else_service[j])
        if other != OTHERS:
            marks |= {t for t in (told.paper_end[other], told.back[other]) if lost < t < back}
    extra, edges = 0.0, sorted(marks)
    for a, b in pairwise(edges):
        share = 1.0 - float(board.fall.paper_capacity[s]) if b <= turn else 1.0
        extra += (b - a) / 60.0 * share * float(clinic.ambulances_per_h[s]) * _road(board, told, s, a)
    return extra * (p[AT["transfer.reroute_share"]] if clinic.told_before else 1.0)


def _road(board: Board, told: Services, s: int, minute: float) -> float:
    """Road minutes from a service's site to the nearest department open at a minute."""
    clinic = board.clinic
    for j in range(clinic.else_start[s], clinic.else_start[s + 1]):
        other = int(clinic.else_service[j])
        if other == OTHERS or not told.paper_end[other] <= minute < told.back[other]:
            return float(clinic.else_min[j])
    return 0.0


def lost_by_bin(board: Board, told: Services, s: int, bin_min: float) -> Iterator[tuple[int, float]]:
    """(bin, share of the bin's time lost) of one service; what is kept on paper counts as kept."""
    end = board.clinic.end_min
    if told.lost[s] >= end:
        return
    back = min(told.back[s], end)
    turn = min(told.paper_end[s], back)
    capacity = float(board.fall.paper_capacity[s])
    for first, last, share in ((told.lost[s], turn, 1.0 - capacity), (turn, back, 1.0)):
        for b in range(max(0, floor(first / bin_min)), board.bins):
            overlap = min(last, (b + 1) * bin_min) - max(first, b * bin_min)
            if overlap <= 0:
                break
            yield b, overlap * share / min(bin_min, end - b * bin_min)
