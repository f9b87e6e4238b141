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
    """Patients whose needs run out wait until they are moved as planned for this outage, or the need is back.

    The plan says which bed, and in which order; who drives is whoever is enough and can depart first on the day. Who
    comes later in the plan goes earlier only where a crew has time in between.
    """
    clinic, outcome = board.clinic, Patients()
    handling = p[AT["transfer.handling_min"]]
    waiting: list[tuple[int, float, float, float]] = []
    for i in range(len(clinic.patient_home)):
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
            waiting.append((i, ready, out, back))
    if not waiting:
        return outcome
    page = board.transfers.page_of(_out_of_paper(board, told))
    trips: list[list[tuple[float, float]]] = [[] for _ in board.crews]
    for i, ready, out, back in sorted(waiting, key=lambda one: (page.order[one[0]], one[0])):
        road, until = float(page.road_min[i]), back
        length = handling + 2.0 * road
        departure, crew = _first_crew(board, told, int(clinic.patient_level[i]), ready, length, trips)
        if road < 0:
            outcome.unplaced += 1
        elif departure < back:
            trips[crew].append((departure, departure + length))
            until = min(back, departure + handling + road)
            outcome.moved += 1
        outcome.hours_without += max(0.0, until - out) / 60.0
    return outcome


def _out_of_paper(board: Board, told: Services) -> Iterator[int]:
    """Services whose paper runs out before they are back, within the horizon."""
    for s in range(len(board.services)):
        if told.paper_end[s] < min(told.back[s], board.clinic.end_min):
            yield s


def _first_crew(
    board: Board, told: Services, level: int, ready: float, length: float, trips: list[list[tuple[float, float]]]
) -> tuple[float, int]:
    """(departure, crew) of the crew that is enough and departs first; of those the least trained, then the first."""
    enough = [(c, aboard) for c, aboard in enumerate(board.clinic.crew_level.tolist()) if aboard >= level]
    departures = [(_has_time(board, told, c, ready, length, trips[c]), aboard, c) for c, aboard in enough]
    departure, _, crew = min(departures, default=(inf, 0, -1))
    return departure, crew


def _has_time(
    board: Board, told: Services, crew: int, ready: float, length: float, trips: list[tuple[float, float]]
) -> float:
    """First minute from `ready` on at which a crew can depart for so long, between the trips it has."""
    minute = _rolling(board, told, crew, ready)
    for leaves, again in sorted(trips):
        if minute < again and minute + length > leaves:
            minute = _rolling(board, told, crew, again)
    return minute


def _without(board: Board, told: Services, needs: list[int]) -> tuple[float, float, float]:
    """(paper has run out, the last such need is back, the first such need was lost), within the horizon."""
    end, out, back, first = board.clinic.end_min, inf, 0.0, inf
    for s in needs:
        until = min(told.back[s], end)
        if told.paper_end[s] < until:
            out, back, first = min(out, told.paper_end[s]), max(back, until), min(first, told.lost[s])
    return out, back, first


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
