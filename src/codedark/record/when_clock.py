"""Times of day in a text. Without a day beside it a time is of no use, and nobody's guess is taken for one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from codedark.record.when_words import WORDS

_H = r"(?P<h>[01]?\d|2[0-3])(?!\d)"
_MIN = r"(?P<min>[0-5]\d)(?!\d)"
_BEFORE = r"(?<![\w.,:/-])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day."""

    start: int
    end: int
    hour: int
    minute: int
    part: str = ""
    """Part of the day it is said to lie in."""
    certain: bool = True
    """Whether it is said which half of the day it lies in: 6:30 in English may be the evening's."""
    fixed: bool = False
    """Whether a part of the day that stands elsewhere cannot change its hour."""


def clocks(text: str, lang: str) -> list[Clock]:
    """Times in a text, in order; a number of hours that is a duration is none."""
    words = WORDS[lang]
    duration = re.compile(rf"(?:{words.not_a_clock})\s+$", re.IGNORECASE)
    half_told = re.compile(rf"(?:{words.between}|{words.span_from})\s+\d+\s*(?:{words.both}|{words.span_to})\s*$", re.I)
    found: list[Clock] = []
    for pattern in _patterns(lang):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            at = match.start("at") if groups.get("at") else None
            start = match.start("h")
            if duration.search(text, max(0, (at if at is not None else start) - 40), at if at is not None else start):
                continue
            if half_told.search(text, max(0, start - 40), start):
                continue
            if clock := _clock(match, lang, start):
                found.append(clock)
    return _apart(sorted(found, key=lambda clock: (clock.start, -clock.end)))


def _apart(found: list[Clock]) -> list[Clock]:
    kept: list[Clock] = []
    for clock in found:
        if not kept or clock.start >= kept[-1].end:
            kept.append(clock)
    return kept


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    words = WORDS[lang]
    part = "(?P<part>" + "|".join(words.clock_parts.values()) + ")"
    forms = (
        form.replace("{h}", _H).replace("{min}", _MIN).replace("{at}", words.at).replace("{part}", part)
        for form in words.clock
    )
    return tuple(re.compile(f"{_BEFORE}(?:{form})(?![\\w%])", re.IGNORECASE) for form in forms)


def _clock(match: re.Match[str], lang: str, start: int) -> Clock | None:
    groups = match.groupdict()
    hour, minute = int(match["h"]), int(groups.get("min") or 0)
    half, part = (groups.get("half") or "").lower(), _part(groups.get("part"), lang)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    elif part:
        shifted = in_part(hour, part)
        if shifted is None:
            return None
        hour = shifted
    fixed = bool(half or part) or hour > 12 or match["h"].startswith("0")
    certain = fixed or lang != "en"
    return Clock(start=start, end=match.end(), hour=hour, minute=minute, part=part, certain=certain, fixed=fixed)


def _part(told: str | None, lang: str) -> str:
    if not told:
        return ""
    forms = WORDS[lang].clock_parts
    return next(name for name, form in forms.items() if re.fullmatch(form, told, re.IGNORECASE))


HOURS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (17, 24)}
"""Of each part of a day, wide on purpose: whatever lies in it lies in these hours, the second excluded."""


def in_part(hour: int, part: str) -> int | None:
    """An hour as of that part of a day, on a clock of twelve or of twenty-four hours; None: it cannot be.

    >>> in_part(6, "evening"), in_part(18, "evening"), in_part(18, "morning"), in_part(3, "night")
    (18, 18, None, 3)
    """
    if part == "night":
        return hour if hour >= 18 or hour < 8 else None
    low, high = HOURS[part]
    return next((h for h in (hour, hour + 12) if low <= h < high and h < 24), None)
