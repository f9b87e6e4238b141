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


def _left(row: Operation, weekday: int, minute: int) -> int:
    """Minutes until an operation of that weekday ends, `minute` after its midnight; 0 when it does not run."""
    if tuple(Day)[weekday] not in row.days or not row.start_min <= minute < row.start_min + row.duration_min:
        return 0
    return row.start_min + row.duration_min - minute


def has_theatres(hospital: Hospital) -> bool:
    """Whether anybody is operated here at all."""
    return any(service.theatres for service in hospital.services.values())
