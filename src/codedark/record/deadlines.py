"""From a moment to a deadline: hours are absolute, days and months are the calendar's at the hospital.

A deadline that a rule of law would put later (the end of that day, the next working day) is left where the plain count
puts it: whoever keeps the earlier one keeps both.
"""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from codedark.record.rule_pack import Span, Unit


def due_after(at: datetime, span: Span, zone: str) -> datetime:
    """When a span that starts at a moment has run out, in UTC.

    Args:
        at: aware.
        span: hours are counted on the clock that never jumps; days and months on the wall of `zone`.
        zone: name of the hospital's time zone.
    Raises:
        ValueError: `at` has no offset.

    >>> aware = datetime.fromisoformat("2026-01-31T23:30+01:00")
    >>> str(due_after(aware, Span(number=1, unit=Unit.MONTHS), "Europe/Brussels"))
    '2026-02-28 22:30:00+00:00'
    """
    if at.tzinfo is None:
        raise ValueError(f"at={at}: write it with its offset")
    if span.unit is Unit.HOURS:
        return at.astimezone(UTC) + timedelta(hours=span.number)
    wall = at.astimezone(ZoneInfo(zone))
    if span.unit is Unit.DAYS:
        return on_the_wall(wall.replace(tzinfo=None) + timedelta(days=span.number), zone)
    return on_the_wall(months_later(wall.replace(tzinfo=None), span.number), zone)


def months_later(wall: datetime, months: int) -> datetime:
    """The same day and time some months on; the last day of the month where it has no such day.

    >>> months_later(datetime(2028, 1, 31, 12), 1), months_later(datetime(2026, 12, 15), 2)
    (datetime.datetime(2028, 2, 29, 12, 0), datetime.datetime(2027, 2, 15, 0, 0))
    """
    year, month = divmod(wall.year * 12 + wall.month - 1 + months, 12)
    day = min(wall.day, calendar.monthrange(year, month + 1)[1])
    return wall.replace(year=year, month=month + 1, day=day)


def on_the_wall(wall: datetime, zone: str) -> datetime:
    """The instant at which a wall clock shows a time, in UTC.

    In autumn an hour comes twice: the first is meant, so that nobody is late by trusting it. In spring one is left out:
    the time is read as if the clock had not been put forward (as RFC 5545 reads it).
    """
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def times_on_the_wall(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Every instant at which a wall clock shows a time: none in the hour left out in spring, two in autumn's.

    >>> [len(times_on_the_wall(datetime(2026, month, day, 2, 30), "Europe/Brussels"))
    ...  for month, day in ((3, 29), (10, 25), (6, 1))]
    [0, 2, 1]
    """
    there = ZoneInfo(zone)
    both = {wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(at for at in both if at.astimezone(there).replace(tzinfo=None, fold=0) == wall))


def on_the_spot(at: datetime, zone: str) -> str:
    """A moment as the hospital's wall shows it, with its offset: twice a year the offset is what tells two hours apart.

    >>> on_the_spot(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Brussels")
    '2026-10-25 02:30 +01:00'
    """
    offset = f"{at.astimezone(ZoneInfo(zone)):%z}"
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"
