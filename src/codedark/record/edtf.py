"""Moments as precisely as they are known, and no more: a day, a minute, about then, on or before, from then on.

The notation is a small part of EDTF (ISO 8601-2): `2026`, `2026-01`, `2026-03-03`, `2026-03-03T07:15`, the same with
seconds and an offset; `~` after it: about; `?`: uncertain; `%`: both. `A/B` is an interval, `../A` one that ends then
and whose beginning nobody knows, `A/..` one without a known end. Two things go beyond the standard, because logs need
them: a time of day without seconds, and `~` after a time of day. A time without an offset is the hospital's local time.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Self
from zoneinfo import ZoneInfo

OPEN = ".."
_UTC = "UTC"
_WRITE = "write 2026-03-03 or 2026-03-03T07:15; ~: about, ../DATE: on or before"
_LAST_YEAR = 9999
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
"""Beyond these an end, or a zone, lies where no clock can go: who writes 9999 means `..`."""
_NO_END_AT_ALL = ([OPEN], [OPEN, OPEN])
_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<fraction>\d{1,6}))?)?(?P<offset>Z|[+-]\d\d:\d\d)?)?)?)?"
    r"(?P<mark>[~?%]?)"
)


class When(str):
    """One moment or interval: its EDTF text, checked when made.

    >>> When("../2026-03-03").open_start, When("2026-03-03T07:15~").about
    (True, True)
    >>> When("3 March")
    Traceback (most recent call last):
    ValueError: '3 March' is no EDTF date: write 2026-03-03 or 2026-03-03T07:15; ~: about, ../DATE: on or before
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take a text that is EDTF. Raises ValueError: it is none, or ends before it begins."""
        parts = text.split("/")
        if len(parts) > 2 or parts in _NO_END_AT_ALL or not all(part == OPEN or _reads(part) for part in parts):
            raise ValueError(f"{text!r} is no EDTF date: {_WRITE}")
        if len(parts) == 2 and OPEN not in parts and _first(parts[0], _UTC) >= _last(parts[1], _UTC):
            raise ValueError(f"{text!r}: the interval ends before it begins")
        return super().__new__(cls, text)

    @property
    def start(self) -> str:
        """Text of the first point; `..`: not known."""
        return self.split("/")[0]

    @property
    def end(self) -> str:
        """Text of the last point; `..`: not known, or it goes on."""
        return self.split("/")[-1]

    @property
    def open_start(self) -> bool:
        """Whether nobody knows when it began."""
        return self.start == OPEN

    @property
    def open_end(self) -> bool:
        """Whether no end is known."""
        return self.end == OPEN

    @property
    def about(self) -> bool:
        """Whether a part of it is approximate or uncertain."""
        return any(part[-1:] in "~?%" for part in self.split("/"))

    def earliest(self, zone: str) -> datetime | None:
        """The first instant it can mean, aware UTC; None: open.

        Args:
            zone: name of the time zone local times are in.

        >>> str(When("2026-03-03").earliest("Europe/Brussels"))
        '2026-03-02 23:00:00+00:00'
        """
        return None if self.open_start else _first(self.start, zone)

    def latest(self, zone: str) -> datetime | None:
        """The end of what it can mean, exclusive, aware UTC; None: open.

        >>> str(When("2026-03-03").latest("Europe/Brussels"))
        '2026-03-03 23:00:00+00:00'
        """
        return None if self.open_end else _last(self.end, zone)


def instant(at: datetime) -> When:
    """An aware datetime as EDTF, in UTC, to the second.

    >>> instant(datetime(2026, 3, 3, 5, 30, tzinfo=UTC))
    '2026-03-03T05:30:00Z'
    """
    return When(f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z")


def _reads(point: str) -> bool:
    found = _POINT.fullmatch(point)
    if found is None:
        return False
    try:
        first = _first(point, _UTC)
        return 1 < int(found["year"]) < _LAST_YEAR or _FIRST <= first < _last(point, _UTC) <= _LAST
    except (ValueError, OverflowError):
        return False


def _first(point: str, zone: str) -> datetime:
    told = _told(point)
    fraction = int((told["fraction"] or "").ljust(6, "0") or 0)
    year, month, day, hour, minute, second = (int(told[part] or default) for part, default in _PARTS)
    local = datetime(year, month, day, hour, minute, second, fraction)  # noqa: DTZ001 (its zone is set in the next line)
    return local.replace(tzinfo=_zone(told["offset"], zone)).astimezone(UTC)


_PARTS = (("year", 1), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))


def _last(point: str, zone: str) -> datetime:
    """The end of a point's last named unit; a day ends at the next midnight of its zone, whatever its length."""
    told = _told(point)
    if told["hour"] is not None:
        unit = timedelta(seconds=1) if told["second"] is not None else timedelta(minutes=1)
        return _first(point, zone) + unit
    year, month, day = int(told["year"] or 0), int(told["month"] or 12), int(told["day"] or 0)
    day = day or calendar.monthrange(year, month)[1]
    midnight = datetime(year, month, day) + timedelta(days=1)  # noqa: DTZ001 (its zone is set in the next line)
    return midnight.replace(tzinfo=_zone(told["offset"], zone)).astimezone(UTC)


def _told(point: str) -> dict[str, str | None]:
    found = _POINT.fullmatch(point)
    if found is None:
        raise ValueError(f"{point!r} is no point in time")
    return found.groupdict()


def _zone(offset: str | None, zone: str) -> ZoneInfo | timezone:
    if offset is None:
        return ZoneInfo(zone)
    if offset == "Z":
        return UTC
    return timezone((1 if offset[0] == "+" else -1) * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:])))
