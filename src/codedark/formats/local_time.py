"""Moments as people at the hospital read them: the clock on their wall, with the day where it is not today."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def wall_clock(at: datetime | None, zone: str, today: datetime) -> str:
    """A moment as on the wall, without the seconds; with its day when that is not today's, with its year likewise.

    Args:
        at: aware; None: nobody knows, and nothing is written.
        zone: name of a time zone, `hospital.toml` [hospital] timezone.
        today: aware; the moment the page was made.

    >>> from datetime import UTC
    >>> noon = datetime(2024, 5, 17, 12, tzinfo=UTC)
    >>> wall_clock(noon, "Europe/Brussels", noon), wall_clock(noon + timedelta(hours=11), "Europe/Brussels", noon)
    ('14:00', '18 May 01:00')
    >>> wall_clock(None, "UTC", noon)
    ''
    """
    if at is None:
        return ""
    there, here = at.astimezone(ZoneInfo(zone)), today.astimezone(ZoneInfo(zone))
    clock = f"{there:%H:%M}"
    if there.date() == here.date():
        return clock
    day = f"{there.day} {MONTHS[there.month - 1]}"
    return f"{day} {clock}" if there.year == here.year else f"{day} {there.year} {clock}"


def day_and_clock(at: datetime | None, zone: str) -> str:
    """A moment with its day, as spreadsheets sort it.

    >>> from datetime import UTC
    >>> day_and_clock(datetime(2024, 5, 17, 12, tzinfo=UTC), "Europe/Brussels")
    '2024-05-17 14:00'
    """
    return "" if at is None else f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def up_to_the_minute(at: datetime | None) -> datetime | None:
    """The next whole minute: an arrival is never written earlier than it is.

    >>> up_to_the_minute(datetime(2024, 5, 17, 12, 0, 1))
    datetime.datetime(2024, 5, 17, 12, 1)
    """
    if at is None or not (at.second or at.microsecond):
        return at
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)
