"""Free time in the theatres of the days to come: the gaps that the lists of the usual week leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from codedark.divert.theatre_lines import WEEK, TheatreLine, theatre_lines
from codedark.hospital.records import Hospital, ServiceId
from codedark.hospital.words import Urgency

TURNOVER_MIN = 20
"""Minutes between two operations in one theatre."""
SHORTEST_MIN = 15


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FreeSlot:
    """Time in one theatre that nothing on the list takes. Whether it is staffed is not told."""

    day: date
    start_min: int
    """Minutes after midnight, local time: from when an operation may start."""
    length_min: int
    """Until when it must be over."""
    service: ServiceId
    """The theatres it belongs to."""


def free_slots(hospital: Hospital, first: date, days: int, *, turnover_min: int = TURNOVER_MIN) -> tuple[FreeSlot, ...]:
    """The gaps of the usual week on some days to come.

    Later weeks are planned as this one, so most of their time is taken. A theatre counts on a weekday on which the list
    uses it for more than emergencies, from the first planned start to the last planned end of its service that day.

    Args:
        first: first day looked at.
        days: how many days.
    Returns:
        In the order of days, starts and services.
    Cost: n log n in the lines of a week, and a step for each gap.
    """
    week = {weekday: _gaps(hospital, weekday, turnover_min) for weekday in range(len(WEEK))}
    found = []
    for ahead in range(days):
        day = first + timedelta(days=ahead)
        found += [
            FreeSlot(day=day, start_min=start, length_min=length, service=service)
            for start, length, service in week[day.weekday()]
        ]
    return tuple(sorted(found))


def _gaps(hospital: Hospital, weekday: int, turnover_min: int) -> list[tuple[int, int, ServiceId]]:
    """(start, length, theatres) of the gaps of one weekday."""
    monday = date(2024, 1, 1)
    lines = theatre_lines(hospital, monday + timedelta(days=weekday))
    gaps = []
    for service in hospital.services.values():
        here = [line for line in lines if service.service in line.needs] if service.theatres else []
        planned = [line for line in here if line.urgency is not Urgency.EMERGENCY]
        if planned:
            opens, closes = min(line.start_min for line in planned), max(line.end_min for line in planned)
            for theatre in _theatres(here):
                if any(line.urgency is not Urgency.EMERGENCY for line in theatre):
                    gaps += [
                        (start, length, service.service)
                        for start, length in _between(theatre, opens, closes, turnover_min)
                    ]
    return gaps


def _theatres(lines: list[TheatreLine]) -> list[list[TheatreLine]]:
    """Lines laid out over as few theatres as they take, each into the one that was free the shortest time."""
    theatres: list[list[TheatreLine]] = []
    for line in sorted(lines, key=lambda line: (line.start_min, line.end_min, line.operation)):
        free = [theatre for theatre in theatres if theatre[-1].end_min <= line.start_min]
        if free:
            max(free, key=lambda theatre: theatre[-1].end_min).append(line)
        else:
            theatres.append([line])
    return theatres


def _between(theatre: list[TheatreLine], opens: int, closes: int, turnover_min: int) -> list[tuple[int, int]]:
    """(start, length) of what is free in one theatre between its lines, less the time to change over."""
    edges = [
        (opens, theatre[0].start_min - turnover_min),
        *((a.end_min + turnover_min, b.start_min - turnover_min) for a, b in pairwise(theatre)),
        (theatre[-1].end_min + turnover_min, closes),
    ]
    inside = [(max(start, opens), min(end, closes)) for start, end in edges]
    return [(start, end - start) for start, end in inside if end - start >= SHORTEST_MIN]
