"""Which operations are running at a minute of the clinical calendar: what a cut must never surprise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from codedark.hospital.records import Hospital, Operation, OperationId, ServiceId, SiteId
from codedark.hospital.words import Day, Urgency

DAY_MIN = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An operation that by the list is going on."""

    operation: OperationId
    site: SiteId | None
    urgency: Urgency
    minutes_left: int
    loses: tuple[ServiceId, ...]
    """Of the services it needs, those a plan takes away."""


def running(hospital: Hospital, at_local: datetime, lost: Iterable[ServiceId] = ()) -> tuple[Running, ...]:
    """Operations on the list at this minute, in the order of their table; one that began yesterday may still run.

    The list is a plan of a usual week. An emergency operation that nobody planned is not on it, so an empty answer
    is no proof that the theatres are empty.

    Args:
        at_local: by the wall clock of the hospital; its offset, if it has one, is not looked at.
        lost: services a plan takes away.
    """
    gone = frozenset(lost)
    minute = at_local.hour * 60 + at_local.minute
    today, yesterday = at_local.weekday(), (at_local.weekday() - 1) % 7
    found = []
    for row in hospital.operations.values():
        left = max(_left(row, today, minute), _left(row, yesterday, minute + DAY_MIN))
        if left > 0:
            loses = tuple(need for need in row.needs if need in gone)
            found.append(
                Running(operation=row.operation, site=row.site, urgency=row.urgency, minutes_left=left, loses=loses)
            )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Part of a usual week in which a theatre is in use. It names no operation and no patient."""

    weekday: int
    """0 is Monday."""
    start_min: int
    """Minutes after midnight, local time."""
    duration_min: int


def slots(hospital: Hospital) -> tuple[Slot, ...] | None:
    """The week of the theatres, as a gate may know it; None: nobody told the list, and there are theatres."""
    if has_theatres(hospital) and not hospital.operations:
        return None
    week = tuple(Day)
    told = {
        (week.index(day), row.start_min, row.duration_min) for row in hospital.operations.values() for day in row.days
    }
    return tuple(Slot(weekday=day, start_min=start, duration_min=lasts) for day, start, lasts in sorted(told))


def slots_in_use(week: Iterable[Slot] | None, at_local: datetime) -> int | None:
    """How many slots are running at a minute; None: not known, which is never taken for none.

    >>> monday_eight = datetime(2026, 1, 12, 8, 30)
    >>> slots_in_use([Slot(weekday=0, start_min=480, duration_min=60)], monday_eight), slots_in_use(None, monday_eight)
    (1, None)
    """
    if week is None:
        return None
    minute = at_local.hour * 60 + at_local.minute
    days = {at_local.weekday(): minute, (at_local.weekday() - 1) % 7: minute + DAY_MIN}
    return sum(
        slot.weekday in days and slot.start_min <= days[slot.weekday] < slot.start_min + slot.duration_min
        for slot in week
    )


def _left(row: Operation, weekday: int, minute: int) -> int:
    """Minutes until an operation of that weekday ends, `minute` after its midnight; 0 when it does not run."""
    if tuple(Day)[weekday] not in row.days or not row.start_min <= minute < row.start_min + row.duration_min:
        return 0
    return row.start_min + row.duration_min - minute


def has_theatres(hospital: Hospital) -> bool:
    """Whether anybody is operated here at all."""
    return any(service.theatres for service in hospital.services.values())
