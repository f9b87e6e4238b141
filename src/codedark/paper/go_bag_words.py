"""How the go-bag says figures and names: as people read them by torch light, in as few letters as stay exact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from math import isfinite

from codedark.hospital.words import Day

_NUMBERED = re.compile(r"(.*?)(\d+)")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def spelled_minutes(minutes: float) -> str:
    """Minutes in the unit people use.

    >>> [spelled_minutes(m) for m in (0, 45, 90, 600, 20160, float("inf"))]
    ['at once', '45 min', '90 min', '10 h', '14 days', 'not within the horizon']
    """
    if not isfinite(minutes):
        return "not within the horizon"
    if minutes <= 0:
        return "at once"
    if minutes < 120:
        return f"{minutes:.3g} min"
    return f"{minutes / 60:.3g} h" if minutes < 2880 else f"{minutes / 1440:.3g} days"


def care(per_h: float) -> str:
    """Care lost an hour, to hundredths; what is less than half of one and more than nothing says so.

    >>> care(0.5549), care(0), care(0.001)
    ('0.55', '0.00', '< 0.01')
    """
    return "< 0.01" if 0 < per_h < 0.005 else f"{per_h:.2f}"


def spelled_date(day: date) -> str:
    """A date that cannot be read two ways.

    >>> spelled_date(date(2026, 1, 13))
    'Tuesday 13 January 2026'
    """
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday(day: Day) -> str:
    """A day of the week in full."""
    return _WEEKDAYS[tuple(Day).index(day)]


def weekdays(days: Iterable[Day]) -> str:
    """Days of the week; three or more in a row as from-to.

    >>> weekdays([Day.MON, Day.TUE, Day.WED, Day.SUN])
    'Monday to Wednesday, Sunday'
    """
    week = tuple(Day)
    runs: list[list[Day]] = []
    for at in sorted(week.index(day) for day in set(days)):
        if runs and week.index(runs[-1][-1]) == at - 1:
            runs[-1].append(week[at])
        else:
            runs.append([week[at]])
    said = (
        f"{weekday(run[0])} to {weekday(run[-1])}" if len(run) > 2 else ", ".join(map(weekday, run)) for run in runs
    )
    return ", ".join(said)


def sentence(text: str) -> str:
    """A cell's text as a sentence: a capital first, no full stop of its own last.

    >>> sentence("ask them. ")
    'Ask them'
    """
    bare = text.strip().rstrip(".")
    return f"{bare[:1].upper()}{bare[1:]}"


def in_threes(digits: str) -> str:
    """A plan's name in groups that can be read out.

    >>> in_threes("00ff00ff00ff")
    '00f f00 ff0 0ff'
    """
    return " ".join(digits[i : i + 3] for i in range(0, len(digits), 3))


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Names with commas; numbered runs as from-to, and past `most` entries the rest is counted.

    >>> listed(["hv-1", "hv-2", "hv-3", "san-1"])
    'hv-1 to hv-3, san-1'
    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    every = list(dict.fromkeys(names))
    entries = _runs(every)
    if most is None or len(entries) <= most:
        return ", ".join(text for text, _ in entries)
    shown = entries[:most]
    return f"{', '.join(text for text, _ in shown)} and {len(every) - sum(count for _, count in shown):,} more"


def _runs(names: Sequence[str]) -> list[tuple[str, int]]:
    """(text, how many names) of each entry: single names, and runs of three or more numbered one after the other."""
    found: list[list[str]] = []
    for before, name in pairwise(["", *names]):
        if found and _follows(before, name):
            found[-1].append(name)
        else:
            found.append([name])
    entries: list[tuple[str, int]] = []
    for run in found:
        if len(run) > 2:
            entries.append((f"{run[0]} to {run[-1]}", len(run)))
        else:
            entries += [(name, 1) for name in run]
    return entries


def _follows(before: str, name: str) -> bool:
    a, b = _NUMBERED.fullmatch(before), _NUMBERED.fullmatch(name)
    if a is None or b is None or a[1] != b[1]:
        return False
    return len(a[2]) <= len(b[2]) and int(b[2]) == int(a[2]) + 1


def counted(count: int, word: str) -> str:
    """A number and its word: one host, two hosts.

    >>> counted(1, "host"), counted(1200, "host")
    ('1 host', '1,200 hosts')
    """
    return f"{count:,} {word}{'s' * (count != 1)}"
