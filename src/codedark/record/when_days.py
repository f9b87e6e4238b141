"""Days in a text: which phrases name one, and which day each is when the text was published on a known day.

A phrase that could be a day and is not one that can be resolved (every Tuesday, next Friday, the second day of nobody
knows what) is found as well, and resolved to nothing: else a shorter phrase inside it would be taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from codedark.record.when_words import WORDS, Words

_YEAR = r"(?:,?\s+(?P<y>(?:19|20)\d\d)(?!\d))?"
_D = r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
_BEFORE = r"(?:(?<=\bpre-)|(?<![\w.,/-]))"
NIGHT_TO = "auf den|auf|op|au|into"
"""Between the two days of a night: "in de nacht van 2 op 3 maart"."""
MONTHS_AHEAD_DAYS = 60
"""A date without a year lies at most so far after publication; else it is of the year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What relative days are counted from."""

    published: date | None
    """None: not known to the day; then only days with their year are resolved."""
    onset: date | None
    """Day the incident began, where that is known; days are counted from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A phrase that names a day or several."""

    start: int
    end: int
    rule: str
    first: date | None
    """None: recognised, and not to be resolved."""
    last: date | None = None
    part: str = ""
    """Part of the day: `morning`, `afternoon`, `evening`, `night`."""
    bare: bool = False
    """Whether only the direction of time makes it a certain day: a weekday alone."""

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first is not None and self.last in (None, self.first)


_Handler = Callable[["re.Match[str]", Words, Base], "tuple[date | None, date | None]"]
_Row = tuple[str, str, _Handler]
"""Rule, pattern, and what makes days of a match."""


def days(text: str, lang: str, base: Base) -> list[Day]:
    """Phrases for days in a text, in order, the longest where several begin alike; none lies within another."""
    words = WORDS[lang]
    found = sorted(_all(text, words, lang, base), key=lambda day: (day.start, -day.end, day.first is not None))
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _all(text: str, words: Words, lang: str, base: Base) -> Iterator[Day]:
    for rule, pattern, handler in _patterns(lang):
        for match in pattern.finditer(text):
            if words.capitals and _small(match):
                continue
            first, last = handler(match, words, base)
            groups = match.groupdict()
            yield Day(
                start=match.start(),
                end=match.end(),
                rule="date-without-year" if rule == "date" and _told(match, "y") is None else rule,
                first=first,
                last=last,
                part=_part(groups.get("part"), words),
                bare=rule in ("weekday", "day-of-month"),
            )


def _small(match: re.Match[str]) -> bool:
    """Whether a day's or month's name stands without its capital."""
    named = (told for name, told in match.groupdict().items() if name[0] in "wm" and name != "mo")
    return any(told is not None and told[:1].islower() for told in named)


def _part(told: str | None, words: Words) -> str:
    if not told:
        return ""
    return next(name for name, form in words.parts.items() if re.fullmatch(form, told.strip(), re.IGNORECASE))


@cache
def _patterns(lang: str) -> tuple[tuple[str, re.Pattern[str], _Handler], ...]:
    words = WORDS[lang]
    rows = (*_dates(words), *_weekdays(words), *_relative(words))
    return tuple(
        (rule, re.compile(f"{_BEFORE}(?:{form})(?!\\w)", re.IGNORECASE), handler) for rule, form, handler in rows
    )


def _weekday_forms(words: Words) -> tuple[str, str]:
    """A weekday, and the part of a day that may follow."""
    part = f"(?:['’]s)?(?:,?\\s*(?P<part>{'|'.join(words.parts.values())}))?"
    return f"(?P<w>{'|'.join(words.weekdays)})", part


def _dates(words: Words) -> Iterator[_Row]:
    w, part = _weekday_forms(words)
    month = f"(?P<m>{'|'.join(words.months)})"
    dates = "|".join(_renamed(form, n, month) for n, form in enumerate(words.date))
    to = f"(?:{words.span_to}|{NIGHT_TO}|{words.both})"
    first = f"{_D.replace('<d>', '<d2>')}(?:er|ste|de|e|st|nd|rd|th|\\.)?"
    goes_on = f"(?!\\s*(?:of\\s+)?(?:{'|'.join(words.months)})|\\s*{to}\\s*\\d)"
    numbers = r"(?P<d>\d{1,2})(?P<sep>[/.-])(?P<mo>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?![\d/-])"
    yield "iso-date", r"(?P<y>(?:19|20)\d\d)-(?P<mo>\d\d)-(?P<d>\d\d)(?![\d-])", _numeric
    yield "numeric-date", numbers, _numeric
    yield "date", f"(?:{w}{part}{words.dated_weekday})?(?:{dates})(?P<other>\\s+{words.other_year})?", _date
    yield "date-range", f"{first}\\s*{to}\\s*(?:{dates})", _date_range
    yield "month", f"{month}\\s+(?P<y>(?:19|20)\\d\\d)(?!\\d)", _month
    yield "day-of-month", f"(?:{w}{words.dated_weekday})?{words.day_number.format(d=_D)}{goes_on}", _day_of_month


def _weekdays(words: Words) -> Iterator[_Row]:
    w, part = _weekday_forms(words)
    week = f"(?:{words.last_week})"
    yield "habitual", words.habitual.format(w=f"(?:{'|'.join(words.weekdays)})"), _nothing
    yield "habitual", f"(?:{words.coming[0]})\\s+{w}\\b", _nothing
    yield "habitual", f"{w}{part}\\s+(?:{words.coming[1]})\\b", _nothing
    yield "weekday-last", f"(?:{words.last[0]})\\s+{w}{part}", _last_weekday
    yield "weekday-last", f"{w}{part}\\s+(?:{words.last[1]})", _last_weekday
    yield "weekday-last-week", f"{week}\\s+{w}{part}|{w.replace('<w>', '<w2>')}\\s+{week}", _last_week
    yield "weekday", f"{w}{part}", _weekday


def _relative(words: Words) -> Iterator[_Row]:
    part = _weekday_forms(words)[1]
    back = "|".join(f"(?P<back{n}>{form})" for n, (form, _) in enumerate(words.days_back))
    yield "days-back", f"(?:{back}){part}", _days_back
    yield "last-night", f"(?:{words.last_night})", _last_night
    yield "days-ago", words.ago.format(n=f"(?P<n>\\d{{1,2}}|{'|'.join(words.numbers)})"), _days_ago
    yield "nth-day", "|".join(_nth(form, n, words) for n, form in enumerate(words.nth_day)), _nth_day


def _renamed(form: str, number: int, month: str) -> str:
    """A form of a date with its groups numbered, since a pattern may name a group once."""
    day, names = _D.replace("<d>", f"<d_{number}>"), month.replace("<m>", f"<m_{number}>")
    return form.format(d=day, m=names, y=_YEAR.replace("<y>", f"<y_{number}>"))


def _nth(form: str, number: int, words: Words) -> str:
    ordinal = f"(?P<n_{number}>{'|'.join(words.ordinals)})"
    count = f"(?P<c_{number}>{'|'.join(words.counts)}|[1-7])(?![\\w.,])"
    return form.replace("{n}", ordinal).replace("{c}", count) + f"(?P<of_{number}>\\s+{words.nth_of})?"


def _told(match: re.Match[str], name: str) -> str | None:
    """A group by its name or one of its numbered forms."""
    groups = match.groupdict()
    return groups.get(name) or next((groups[g] for g in groups if g.startswith(f"{name}_") and groups[g]), None)


def _index(forms: tuple[str, ...], told: str) -> int:
    return next(n for n, form in enumerate(forms) if re.fullmatch(form, told, re.IGNORECASE))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nothing(_match: re.Match[str], _words: Words, _base: Base) -> tuple[None, None]:
    return None, None


def _numeric(match: re.Match[str], words: Words, _base: Base) -> tuple[date | None, date | None]:
    year, month, day = int(match["y"]), int(match["mo"]), int(match["d"])
    if "sep" in match.groupdict() and match["sep"] not in words.numeric and (day <= 12 or words.numeric):
        return None, None
    return _made(year, month, day), None


def _date(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    other = match.groupdict().get("other") and _told(match, "y") is None
    return None if other else _dated(match, words, base, _told(match, "d")), None


def _dated(match: re.Match[str], words: Words, base: Base, day: str | None) -> date | None:
    month, year, weekday = _told(match, "m"), _told(match, "y"), match.groupdict().get("w")
    if month is None or day is None:
        return None
    number = _index(words.months, month) + 1
    found = _made(int(year), number, int(day)) if year else _without_year(number, int(day), base.published)
    return found if found is None or weekday is None or _is(found, weekday, words) else None


def _without_year(month: int, day: int, published: date | None) -> date | None:
    if published is None:
        return None
    years = (published.year + 1, published.year, published.year - 1)
    dates = (_made(year, month, day) for year in years)
    return next((d for d in dates if d is not None and (d - published).days <= MONTHS_AHEAD_DAYS), None)


def _date_range(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    if re.search(rf"\d\.?\s*(?:{words.both})\s*\d", match[0], re.IGNORECASE):
        return None, None
    first, last = _dated(match, words, base, match["d2"]), _dated(match, words, base, _told(match, "d"))
    return (first, last) if first is not None and last is not None and first < last else (None, None)


def _month(match: re.Match[str], words: Words, _base: Base) -> tuple[date | None, date | None]:
    year, month = int(match["y"]), _index(words.months, match["m"]) + 1
    first = date(year, month, 1)
    return first, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _day_of_month(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    """The last such day that has come: of this month or, with its weekday named, of the one before."""
    day, weekday, published = int(match["d"]), match.groupdict().get("w"), base.published
    if published is None or not _stands_alone(match):
        return None, None
    this = _made(published.year, published.month, day)
    if this is not None and this <= published and (weekday is None or _is(this, weekday, words)):
        return this, None
    if weekday is None:
        return None, None
    before = published.replace(day=1) - timedelta(days=1)
    found = _made(before.year, before.month, day)
    return (found, None) if found is not None and _is(found, weekday, words) else (None, None)


_AFTER_A_DAY = re.compile(
    r"\s*(?:$|[,;:.!?)\]]|(?:at|around|in|when|after|by|was|were|the (?:hospital|servers)|and|om|rond|werd|werden|toen"
    r"|en|à|vers|et|um|gegen|wurde|wurden|und|als|morning|afternoon|evening)\b)",
    re.IGNORECASE,
)


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether no noun follows that the number would belong to: the 14th floor, le 14 rue."""
    return match.groupdict().get("w") is not None or _AFTER_A_DAY.match(match.string, match.end()) is not None


def _is(day: date, weekday: str, words: Words) -> bool:
    return day.weekday() == _index(words.weekdays, weekday)


def _weekday(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    """The last such day up to publication; named on that very weekday it is that day, as newspapers write."""
    if base.published is None:
        return None, None
    return base.published - timedelta(days=(base.published.weekday() - _index(words.weekdays, match["w"])) % 7), None


def _last_weekday(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    found, _ = _weekday(match, words, base)
    return (found - timedelta(days=7) if found is not None and found == base.published else found), None


def _last_week(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    if base.published is None:
        return None, None
    monday = base.published - timedelta(days=base.published.weekday() + 7)
    return monday + timedelta(days=_index(words.weekdays, match["w"] or match["w2"])), None


def _days_back(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    back = next(count for n, (_, count) in enumerate(words.days_back) if match[f"back{n}"])
    tonight = back == 0 and _part(match.groupdict().get("part"), words) == "night"
    return (None if base.published is None or tonight else base.published - timedelta(days=back)), None


def _last_night(_match: re.Match[str], _words: Words, base: Base) -> tuple[date | None, date | None]:
    return (None, None) if base.published is None else (base.published - timedelta(days=1), base.published)


def _days_ago(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    told = match["n"]
    count = int(told) if told.isdigit() else _index(words.numbers, told) + 2
    return (None if base.published is None else base.published - timedelta(days=count)), None


def _nth_day(match: re.Match[str], words: Words, base: Base) -> tuple[date | None, date | None]:
    """Counted from the day it began; nothing while nobody knows that day, or where it is the first day of else what."""
    if base.onset is None or _told(match, "of"):
        return None, None
    ordinal, count = _told(match, "n"), _told(match, "c")
    if ordinal is not None:
        return base.onset + timedelta(days=_index(words.ordinals, ordinal)), None
    if count is None:
        return None, None
    number = int(count) if count.isdigit() else _index(words.counts, count) + 1
    return base.onset + timedelta(days=number - 1), None
