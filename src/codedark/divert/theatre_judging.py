"""Whether an operation can take place when services are lost, and which service decides.

As the drill judges it (`drill.plain_clinic.cancelled`): what has begun finishes; what has not begins only if each need
is there from its start to its end (recovery: to the end of recovery), back before it starts, or carried on paper
throughout for the lines that fit a service's capacity on paper. One thing is known here that nobody in the drill
knows: a service that will be lost *while* an operation runs which starts after the fall. It is not begun, unless paper
carries that service to the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import floor, inf

from codedark.divert.theatre_lines import TheatreLine
from codedark.hospital.records import ServiceId
from codedark.hospital.words import Urgency

URGENT_FIRST = (Urgency.EMERGENCY, Urgency.URGENT, Urgency.ELECTIVE)


@dataclass(frozen=True, slots=True)
class Loss:
    """When a service is lost, its paper used up, and it is back; minutes after the fall, infinite: not told."""

    lost_min: float
    paper_end_min: float
    back_min: float = inf


class Fate(StrEnum):
    """What becomes of a line by itself, before anybody looks for another place or another day."""

    DONE = "done"
    FINISHES = "finishes"
    GOES_AHEAD = "goes ahead"
    ON_PAPER = "on paper"
    FALLS = "falls"


@dataclass(frozen=True, slots=True)
class Judged:
    """The fate of one line, and the service that decided; None: nothing it needs is lost."""

    fate: Fate
    service: ServiceId | None
    while_on_table: bool = False
    """It falls only because that service would be lost while it runs."""


def minutes_after(fell_at: datetime, day: date, minute: float) -> float:
    """Minutes from the fall to a wall-clock minute of a local day; negative: before it.

    Args:
        fell_at: in the hospital's own time zone. With a zone, days of 23 and 25 hours are counted as they are.

    >>> minutes_after(datetime(2024, 3, 5, 6, 30), date(2024, 3, 5), 480)
    90.0
    """
    midnight = datetime.combine(day, time(0), tzinfo=fell_at.tzinfo)
    at = midnight + timedelta(minutes=minute)
    if fell_at.tzinfo is None:
        return (at - fell_at).total_seconds() / 60.0
    return (at.astimezone(UTC) - fell_at.astimezone(UTC)).total_seconds() / 60.0


def fitting(lines: Sequence[TheatreLine], capacity: Mapping[ServiceId, float]) -> list[frozenset[ServiceId]]:
    """For each line of one day, the services whose capacity on paper it still fits.

    Of all lines of the day that need a service, the share it keeps on paper, rounded down: emergencies first, then
    urgent ones, then by start and by name.
    """
    first = sorted(
        range(len(lines)), key=lambda i: (URGENT_FIRST.index(lines[i].urgency), lines[i].start_min, lines[i].operation)
    )
    needs = [line.counts_on() for line in lines]
    fits: list[set[ServiceId]] = [set() for _ in lines]
    for service in {service for one in needs for service in one}:
        wanting = [i for i in first if service in needs[i]]
        for i in wanting[: floor(capacity[service] * len(wanting) + 1e-9)]:
            fits[i].add(service)
    return [frozenset(one) for one in fits]


def judge(line: TheatreLine, losses: Mapping[ServiceId, Loss], fits: frozenset[ServiceId], fell_at: datetime) -> Judged:
    """The fate of one line.

    Args:
        losses: services that are lost; the others stay up.
        fits: from `fitting`.
        fell_at: in the hospital's own time zone.
    """
    start = minutes_after(fell_at, line.day, line.start_min)
    failing: list[tuple[float, bool, ServiceId]] = []
    paper: list[tuple[float, ServiceId]] = []
    finishing: list[tuple[float, ServiceId]] = []
    end = start + line.duration_min
    for service, until_wall in line.counts_on().items():
        until = start + (until_wall - line.start_min)
        end = max(end, until)
        loss = losses.get(service)
        if loss is None or start >= loss.back_min or until <= loss.lost_min:
            continue
        begun = start < loss.lost_min
        if begun and start < 0:
            finishing.append((loss.lost_min, service))
        elif service in fits and min(until, loss.back_min) <= loss.paper_end_min:
            paper.append((loss.paper_end_min, service))
        else:
            failing.append((loss.lost_min, begun, service))
    if start < 0 and end <= 0:
        return Judged(Fate.DONE, None)
    if failing:
        first = min(failing, key=lambda one: one[0])
        return Judged(Fate.FALLS, first[2], while_on_table=all(begun for _, begun, _ in failing))
    if finishing:
        return Judged(Fate.FINISHES, min(finishing, key=lambda one: one[0])[1])
    if paper:
        return Judged(Fate.ON_PAPER, min(paper, key=lambda one: one[0])[1])
    return Judged(Fate.GOES_AHEAD, None)
