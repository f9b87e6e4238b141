"""Moments in four languages, as precisely as they are known: a day, about then, on or before, from then on.

Two forms: standing alone ("Tuesday 3 March 2026, about 06:30") and in a sentence ("on Tuesday 3 March 2026 at about
06:30"). Times are said in the incident's zone; where a clock shows the same time twice, its offset is said too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from codedark.record.edtf import When, instant
from codedark.record.report_texts import word

KEPT = 8192
"""Moments a long report says again and again are put into words once."""


@lru_cache(maxsize=KEPT)
def when_alone(when: When, lang: str, zone: str) -> str:
    """A moment or interval standing alone.

    >>> when_alone(When("2026-03-03T06:30~"), "en", "Europe/Brussels")
    'Tuesday 3 March 2026, about 06:30'
    >>> when_alone(When("../2026-03-03"), "de", "Europe/Brussels")
    'spätestens am Dienstag, 3. März 2026'
    """
    return _said(when, lang, zone, _alone)


@lru_cache(maxsize=KEPT)
def when_in_sentence(when: When, lang: str, zone: str) -> str:
    """A moment or interval as part of a sentence, after the verb.

    >>> when_in_sentence(When("2026-03-03"), "fr", "Europe/Brussels")
    'le mardi 3 mars 2026'
    """
    return _said(when, lang, zone, _on)


@lru_cache(maxsize=KEPT)
def moment_alone(at: datetime, lang: str, zone: str) -> str:
    """An instant with day and time, standing alone; seconds are left out."""
    return when_alone(_minute(at), lang, zone)


def moment_in_sentence(at: datetime, lang: str, zone: str) -> str:
    """An instant with day and time, as part of a sentence."""
    return when_in_sentence(_minute(at), lang, zone)


def known_alone(at: datetime, lang: str, zone: str) -> str:
    """Since when something could be known, standing alone; of a midnight its day: pages often name no hour.

    >>> known_alone(datetime(2026, 3, 2, 23, tzinfo=UTC), "en", "Europe/Brussels")
    'Tuesday 3 March 2026'
    """
    return when_alone(_known(at, zone), lang, zone)


def known_in_sentence(at: datetime, lang: str, zone: str) -> str:
    """Since when something could be known, as part of a sentence; of a midnight its day."""
    return when_in_sentence(_known(at, zone), lang, zone)


def _known(at: datetime, zone: str) -> When:
    local = at.astimezone(ZoneInfo(zone))
    return When(f"{local:%Y-%m-%d}") if (local.hour, local.minute) == (0, 0) else _minute(at)


def _minute(at: datetime) -> When:
    return When(f"{instant(at)[:16]}Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A point in time in words."""

    day: str
    """With its weekday, or the month alone, or the year alone."""
    clock: str
    """Empty: no time of day is known."""
    about: bool
    uncertain: bool
    unit: str
    """The smallest one named: `day`, `month` or `year`."""


_TEXT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d).*?(Z|[+-]\d\d:\d\d)?)?)?)?[~?%]?")


def _point(text: str, lang: str, zone: str) -> _Point:
    found = _TEXT.fullmatch(text)
    assert found is not None, text
    year, month, day, hour, minute, offset = found.groups()
    mark, clock = text[-1], ""
    if offset is not None:
        year, month, day, hour, minute, clock = _local(text, lang, zone)
    elif hour is not None:
        clock = word(lang, "date", "clock", h=_hour(hour, lang), m=minute)
    return _Point(
        day=_day(lang, year, month, day),
        clock=clock,
        about=mark in "~%",
        uncertain=mark in "?%",
        unit="year" if month is None else "month" if day is None else "day",
    )


def _local(text: str, lang: str, zone: str) -> tuple[str, str, str, str, str, str]:
    """(year, month, day, hour, minute, clock) of an instant in a zone."""
    local = datetime.fromisoformat(text.rstrip("~?%")).astimezone(ZoneInfo(zone))
    hour, minute = f"{local:%H}", f"{local:%M}"
    clock = word(lang, "date", "clock", h=_hour(hour, lang), m=minute)
    if _twice(local):
        clock += f" ({local:%z})".replace("00)", ":00)")
    return f"{local:%Y}", f"{local:%m}", f"{local:%d}", hour, minute, clock


def _twice(local: datetime) -> bool:
    """Whether a clock on the wall shows this time twice that night."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _hour(hour: str, lang: str) -> str:
    return str(int(hour)) if lang == "fr" else hour


def _day(lang: str, year: str, month: str | None, day: str | None) -> str:
    if month is None:
        return year
    name = word(lang, "month", str(int(month)))
    if day is None:
        return word(lang, "date", "month", month=name, y=year)
    weekday = datetime(int(year), int(month), int(day), tzinfo=UTC).weekday()
    first = "1er" if lang == "fr" and int(day) == 1 else str(int(day))
    return word(lang, "date", "day", weekday=word(lang, "weekday", str(weekday)), d=first, month=name, y=year)


def _alone(point: _Point, lang: str) -> str:
    if point.clock:
        key = "point-about-clock" if point.about else "point-clock"
        return word(lang, "date", key, day=point.day, clock=point.clock)
    if not point.about:
        return point.day
    return word(lang, "date", "point-about" if point.unit == "day" else "point-about-month", day=point.day)


def _on(point: _Point, lang: str) -> str:
    if point.clock:
        return word(lang, "date", "on-about-clock" if point.about else "on-clock", day=point.day, clock=point.clock)
    if point.about:
        return word(lang, "date", "on-about" if point.unit == "day" else "on-about-month", day=point.day)
    return word(lang, "date", f"on-{point.unit}", day=point.day)


def _the(point: _Point, lang: str) -> str:
    """As after "since" and "between"."""
    alone = _alone(point, lang)
    return word(lang, "date", "the-day", day=alone) if point.unit == "day" and not point.about else alone


def _said(when: When, lang: str, zone: str, form: Callable[[_Point, str], str]) -> str:
    start = None if when.open_start else _point(when.start, lang, zone)
    end = _point(when.end, lang, zone) if "/" in when and not when.open_end else None
    if "/" not in when and start is not None:
        said = form(start, lang)
    elif start is None and end is not None:
        said = word(lang, "date", "before", on=_on(end, lang), point=_alone(end, lang))
    elif start is not None and end is None:
        said = word(lang, "date", "since", the=_the(start, lang))
    else:
        assert start is not None
        assert end is not None
        the = _the(start, lang)
        closed = f"{the}," if lang == "de" and ", " in the else the  # a date set between commas ends with one
        said = word(lang, "date", "between", the=closed, the_end=_the(end, lang))
    uncertain = any(point is not None and point.uncertain for point in (start, end))
    return word(lang, "date", "uncertain", when=said) if uncertain else said
