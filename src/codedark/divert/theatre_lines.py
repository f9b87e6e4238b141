"""The theatre list of a day as lines: of the usual week, or of the snapshot where it holds that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from codedark.divert.census import Listed
from codedark.hospital.records import Hospital, Operation, OperationId, PatientId, ServiceId, SiteId
from codedark.hospital.words import Day, Urgency

WEEK = tuple(Day)


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreLine:
    """One operation on the list of one day, with what it takes."""

    operation: OperationId
    day: date
    start_min: int
    """Minutes after midnight, local time."""
    duration_min: int
    urgency: Urgency
    site: SiteId | None
    theatre: str
    """As the snapshot's list names it; empty: not told."""
    patient: PatientId | None
    due: date | None
    needs: tuple[ServiceId, ...]
    """All of them, from its start to its end."""
    recovery: ServiceId | None
    recovery_min: int
    needs_told: bool
    """False: no row of `operations` names it, so it is planned with all that operations of its site need."""

    @property
    def end_min(self) -> int:
        """Minutes after midnight at which it leaves the theatre; past 1440 that is the next day."""
        return self.start_min + self.duration_min

    def counts_on(self) -> dict[ServiceId, int]:
        """Service -> minutes after midnight until which it is counted on: the operation's end, or that of recovery.

        In the order of the row, recovery last.
        """
        until = dict.fromkeys(self.needs, self.end_min)
        if self.recovery is not None:
            until[self.recovery] = self.end_min + self.recovery_min
        return until


def theatre_lines(hospital: Hospital, day: date, listed: Iterable[Listed] = ()) -> tuple[TheatreLine, ...]:
    """The lines of one day, in the order of the table or of the list.

    Args:
        listed: `Census.theatre_list`; where it holds the day, it alone counts, and the usual week is left aside.
    """
    told = [one for one in listed if one.day == day]
    if told:
        return tuple(_of_list(hospital, one) for one in told)
    weekday = WEEK[day.weekday()]
    return tuple(_of_week(row, day) for row in hospital.operations.values() if weekday in row.days)


def _of_week(row: Operation, day: date) -> TheatreLine:
    return TheatreLine(
        operation=row.operation,
        day=day,
        start_min=row.start_min,
        duration_min=row.duration_min,
        urgency=row.urgency,
        site=row.site,
        theatre="",
        patient=None,
        due=row.due,
        needs=row.needs,
        recovery=row.recovery,
        recovery_min=row.recovery_min,
        needs_told=True,
    )


def _of_list(hospital: Hospital, one: Listed) -> TheatreLine:
    """A line of the snapshot, with the needs of the table's row, or of all rows of its site where it has none."""
    row = hospital.operations.get(one.operation)
    beside = [] if row is not None else [r for r in hospital.operations.values() if one.site in (None, r.site)]
    needs = row.needs if row is not None else tuple(dict.fromkeys(need for r in beside for need in r.needs))
    recoveries = [r for r in beside if r.recovery is not None] if row is None else [row]
    longest = max(recoveries, key=lambda r: r.recovery_min, default=None)
    return TheatreLine(
        operation=one.operation,
        day=one.day,
        start_min=one.start_min,
        duration_min=one.duration_min,
        urgency=one.urgency,
        site=one.site if one.site is not None else row.site if row is not None else None,
        theatre=one.theatre,
        patient=one.patient,
        due=None if row is None else row.due,
        needs=needs,
        recovery=None if longest is None else longest.recovery,
        recovery_min=0 if longest is None else longest.recovery_min,
        needs_told=row is not None,
    )
