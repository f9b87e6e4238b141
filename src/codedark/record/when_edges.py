"""Days of a text with what stands before and between them: since, before, from one to another; and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from codedark.record.when_days import NIGHT_TO, Base, Day, days
from codedark.record.when_words import WORDS, Words

LOOK_BACK_LETTERS = 60
"""How far before a day its "since" or "the night of" is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A day with what stands before it."""

    day: Day
    start: int
    edge: str = ""
    """`since`, `before`, `until`, `after`."""
    about: bool = False
    night: bool = False
    """Whether it is the night that ends on its last day."""
    ahead: bool = False
    """Whether it may be to come: alone it is nothing, as the end of "from Monday to Tuesday" it is."""


def phrases(text: str, lang: str, base: Base) -> list[Phrase]:
    """Days of a text, each with its edge; two that belong together are one."""
    bounds, words = clauses(text, lang), WORDS[lang]
    return _merged([_read(day, text, words, bounds) for day in days(text, lang, base)], text, words)


@cache
def _boundary(lang: str) -> re.Pattern[str]:
    return re.compile(rf"[;!?\n]|(?P<dot>\.)(?=\s|$)|(?<![\w-])(?:{WORDS[lang].clause})(?!\w)", re.IGNORECASE)


_ABBREVIATED = re.compile(
    r"(?:(?<![\w])(?:a\.m|p\.m|am|pm|jan|feb|mar|mrt|apr|aug|sept?|oct|okt|nov|dec|dez|janv|févr|avr|juil|ca|dr|prof|st|jl|ll|u)"
    r"|(?<!\d)\d{1,2})$",
    re.IGNORECASE,
)


def clauses(text: str, lang: str) -> list[int]:
    """Where clauses end."""
    return [m.start() for m in _boundary(lang).finditer(text) if m["dot"] is None or _ends(text, m.start())]


def _ends(text: str, place: int) -> bool:
    """Whether a full stop ends a sentence: not after an abbreviation or a number in the middle of one."""
    if not _ABBREVIATED.search(text, max(0, place - 8), place):
        return True
    after = text[place + 1 :].lstrip()
    return not after or (after[0].isupper() and not text[place - 1].isdigit())


def clause_of(place: int, bounds: Sequence[int]) -> int:
    """Number of the clause a place lies in, with the ends from `clauses`."""
    return bisect_right(bounds, place)


def _clause_text(text: str, place: int, bounds: Sequence[int]) -> str:
    number = clause_of(place, bounds)
    return text[bounds[number - 1] if number else 0 : bounds[number] if number < len(bounds) else len(text)]


@cache
def _prefixes(lang_words: Words) -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = ("negated", "since", "until", "before", "until_future", "from_future", "after", "about")
    filler = rf"(?:(?:{lang_words.filler})\s+)*"
    return tuple(
        (name, re.compile(rf"(?<![\w])(?:{getattr(lang_words, name)})[\s-]*{filler}$", re.IGNORECASE)) for name in names
    )


def before(text: str, place: int, words: Words) -> tuple[str, int]:
    """The word before a phrase that says which side of it is meant, the farthest-reaching; and where it begins."""
    low = max(0, place - LOOK_BACK_LETTERS)
    found = [(m.start(), name) for name, form in _prefixes(words) if (m := form.search(text, low, place))]
    if not found:
        return "", place
    start, name = min(found, key=lambda one: (one[0], one[1] != "until_future", one[1]))
    return name, start


def _read(day: Day, text: str, words: Words, bounds: Sequence[int]) -> Phrase:
    name, start = before(text, day.start, words)
    if name == "negated":
        return Phrase(day=replace(day, first=None), start=start)
    night = stands_before(text, day.start, words.night_to, words)
    if night and day.single:
        return Phrase(day=_night_before(day), start=night.start(), night=True)
    ahead = name in ("until_future", "from_future") and day.bare
    clause = _clause_text(text, day.start, bounds)
    future = _stands_in(words.future, clause) and not _stands_in(words.done, clause)
    if day.bare and ((future and name != "since") or _next_week(day, text, words)):
        return Phrase(day=replace(day, first=None), start=start)
    edges = {"since": "since", "from_future": "since", "until_future": "until"}
    about = bool(re.search(rf"(?<!\w)(?:{words.about})(?!\w)", text[start : day.start], re.IGNORECASE))
    edge = edges.get(name, name if name in ("before", "until", "after") else "")
    if edge == "since" and day.rule == "date-range":  # "from 2 to 4 March" has its end
        edge = ""
    return Phrase(day=day, start=start if edge or about else day.start, edge=edge, about=about, ahead=ahead)


def _stands_in(form: str, clause: str) -> bool:
    return re.search(rf"(?<!\w)(?:{form})(?!\w)", clause, re.IGNORECASE) is not None


def _next_week(day: Day, text: str, words: Words) -> bool:
    """Whether "next week" stands right before or behind a weekday."""
    behind = re.compile(rf"\s*,?\s*(?:of\s+)?(?:{words.next_week})(?!\w)", re.IGNORECASE).match(text, day.end)
    near = text[max(0, day.start - LOOK_BACK_LETTERS) : day.start].replace(",", " ")
    return behind is not None or stands_before(near, len(near), words.next_week, words) is not None


def _night_before(day: Day) -> Day:
    if day.first is None:
        return day
    return replace(day, first=day.first - timedelta(days=1), last=day.first, part="night", rule="night-to")


def _merged(found: Sequence[Phrase], text: str, words: Words) -> list[Phrase]:
    """Two days that stand together: from one to the other, the night between them, or one of the two."""
    left = list(found)
    made: list[Phrase] = []
    while left:
        one = left.pop(0)
        pair = _pair(one, left[0], text, words) if left else None
        if pair is not None:
            left.pop(0)
        made.append(pair or _by_itself(one, text, words))
    return made


def stands_before(text: str, place: int, form: str, words: Words) -> re.Match[str] | None:
    """Whether a word stands before a place, small words between them left out."""
    low = max(0, place - LOOK_BACK_LETTERS)
    return _ending(form, words.filler).search(text, low, place)


@cache
def _ending(form: str, filler: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{form})\s+(?:(?:{filler})\s+)*$", re.IGNORECASE)


def _by_itself(one: Phrase, text: str, words: Words) -> Phrase:
    """A day that no other stands beside: one to come is nothing, and "the night of Sunday" may end on Monday."""
    if one.ahead:
        return replace(one, day=replace(one.day, first=None))
    night = stands_before(text, one.day.start, words.night_from, words)
    if night is None or one.day.first is None or one.night:
        return one
    start, day = night.start(), one.day
    if day.rule == "date-range" and day.last == one.day.first + timedelta(days=1):
        return replace(one, start=start, night=True, edge="", day=replace(day, part="night", rule="night-of"))
    return replace(one, start=start, edge="", day=replace(day, part="night", last=None)) if day.single else one


def _pair(one: Phrase, other: Phrase, text: str, words: Words) -> Phrase | None:
    filler = rf"(?:(?:{words.filler})\s+)*"
    gap = text[one.day.end : other.day.start]

    def joined(form: str) -> bool:
        return re.fullmatch(rf"\s*(?:\d{{1,2}}\s+)?(?:{form})\s*{filler}", gap, re.IGNORECASE) is not None

    def opened(form: str) -> re.Match[str] | None:
        return stands_before(text, one.day.start, form, words)

    to = joined(words.span_to) or joined(NIGHT_TO)
    if to and (night := opened(words.night_from)):
        return _span(one, other, night.start(), night=True)
    if to and (opening := opened(words.span_from) or opened(words.until_future)):
        return _span(one, other, opening.start(), night=False)
    if joined(words.both) and (opening := opened(words.between)):
        return _span(one, other, opening.start(), night=False)
    if joined(words.either) and one.day.bare and other.day.bare and not joined(words.both):
        return Phrase(day=replace(one.day, first=None, end=other.day.end), start=one.start)
    return None


def _span(one: Phrase, other: Phrase, start: int, night: bool) -> Phrase:
    first, last = one.day.first, other.day.first
    if night and last is not None and first is not None and (first - last).days % 7 == 6:
        first = last - timedelta(days=1)
    whole = first is not None and last is not None and first < last and (not night or (last - first).days == 1)
    rule = "night-of" if night else f"{one.day.rule}-range"
    day = Day(
        start=one.day.start,
        end=other.day.end,
        rule=rule,
        first=first if whole else None,
        last=last if whole else None,
        part="night" if night else "",
    )
    return Phrase(day=day, start=start, night=night)
