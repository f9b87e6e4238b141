"""The floor of an emergency department, event by event: who gets a place when, and who leaves when.

A place is free again; a patient is ready for a ward; a bed on a ward is free again: three events, and arrivals between
them in the order of time. Nothing is drawn here: luck has become minutes before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from codedark.divert.department import Department


class Person(NamedTuple):
    """One who comes, with luck turned into minutes."""

    joins_at: float
    """When a place can first be given."""
    at: float
    by_ambulance: bool
    leaves_at: float
    treatment: float
    admitted: bool
    boarding: float
    stay: float


_PLACE, _DECIDED, _BED = 0, 1, 2
"""Events: a place is free again; a patient is ready for a ward; a bed on a ward is free again."""


class _Floor:
    """The department as it stands at one moment of a play."""

    def __init__(self, department: Department) -> None:
        self.places = department.places
        self.beds = inf if department.ward_beds is None else float(department.ward_beds)
        self.events: list[tuple[float, int, int]] = []
        self.ambulances: deque[int] = deque()
        self.walk_ins: deque[int] = deque()
        self.boarders: deque[int] = deque()

    def next_waiting(self, people: Sequence[Person], now: float) -> int | None:
        """Who is taken next; those whose patience has ended are gone."""
        if self.ambulances:
            return self.ambulances.popleft()
        while self.walk_ins:
            i = self.walk_ins.popleft()
            if people[i].leaves_at > now:
                return i
        return None


def served(department: Department, people: Sequence[Person]) -> tuple[list[float], list[float]]:
    """Play those who come through one department.

    Args:
        department: its places and the beds behind it.
        people: in the order of `joins_at`.

    Returns:
        When each got a place, and when each left it for home or a ward; infinite for who left unseen.
    """
    floor = _Floor(department)
    taken, left = [inf] * len(people), [inf] * len(people)

    def begin(i: int, now: float) -> None:
        floor.places -= 1
        taken[i] = now
        person = people[i]
        ready = now + person.treatment + (person.boarding if person.admitted else 0.0)
        heappush(floor.events, (ready, _DECIDED if person.admitted else _PLACE, i))

    def leave(i: int, now: float) -> None:
        left[i] = now
        floor.places += 1
        following = floor.next_waiting(people, now)
        if following is not None:
            begin(following, now)

    def to_ward(i: int, now: float) -> None:
        floor.beds -= 1
        heappush(floor.events, (now + people[i].stay, _BED, i))
        leave(i, now)

    def happen(now: float, event: int, i: int) -> None:
        if event == _PLACE:
            leave(i, now)
        elif event == _DECIDED and floor.beds < 1:
            floor.boarders.append(i)
        elif event == _DECIDED:
            to_ward(i, now)
        else:
            floor.beds += 1
            if floor.boarders:
                to_ward(floor.boarders.popleft(), now)

    for i, person in enumerate(people):
        while floor.events and floor.events[0][0] <= person.joins_at:
            happen(*heappop(floor.events))
        if person.leaves_at <= person.joins_at:
            continue
        if floor.places > 0:
            begin(i, person.joins_at)
        else:
            (floor.ambulances if person.by_ambulance else floor.walk_ins).append(i)
    while floor.events:
        happen(*heappop(floor.events))
    return taken, left
