"""When a text says that something happened: an interval and the rule that gave it, or nothing.

A closed resolver: it knows some phrases of four languages (`when_words`) and no others, and it never invents. A part of
a day is an interval; a time without a day in its clause is nothing; a weekday in a clause about what is to come is
nothing; two days of which it was one are nothing. The date of publication is needed: "on Tuesday" is read from it.

On a night when clocks change, a local time that does not exist gives its day alone (`no-such-clock` in the rule), and
one that comes twice gives the interval from the first to the second, with their offsets (`clock-twice`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from codedark.record.edtf import When
from codedark.record.when_clock import HOURS, Clock, clocks, in_part
from codedark.record.when_days import Base, Day
from codedark.record.when_edges import Phrase, before, clause_of, clauses, phrases, stands_before
from codedark.record.when_words import WORDS, Words

NEAR_LETTERS = 15
"""Where a clause names several days, a time belongs to one only so close to it, and twice as far from the next."""
_NIGHT = ("18:00", "08:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A phrase of a text and when it means."""

    start: int
    end: int
    when: When
    rule: str
    """What gave it, parts joined by `+`: `weekday+clock`."""


def said_when(text: str, lang: str, published: When, zone: str, onset: When | None = None) -> tuple[Said, ...]:
    """Find when a text says things happened.

    Args:
        lang: `nl`, `fr`, `de` or `en`.
        published: when the text was; known to the day, or only dates with their year are resolved.
        zone: name of the time zone local times are in.
        onset: when the incident began; without it "the first day" is nothing.
    Returns:
        Each phrase that could be resolved, in order of the text, local times without an offset. Often: none.
    Raises:
        KeyError: a language it does not know.
    Cost: some twenty patterns over the text.

    >>> said_when("Servers were shut down on Tuesday at 06:30.", "en", When("2024-05-15"), "Europe/Brussels")
    (Said(start=26, end=42, when='2024-05-14T06:30', rule='weekday+clock'),)
    """
    words, base = WORDS[lang], Base(published=_day(published, zone), onset=None if onset is None else _day(onset, zone))
    found = phrases(text, lang, base)
    times = [_timed(clock, text, words) for clock in clocks(text, lang) if not _inside(clock, found)]
    return tuple(_said(text, found, times, clauses(text, lang), zone, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    clock: Clock
    start: int
    edge: str = ""
    about: bool = False


def _day(when: When, zone: str) -> date | None:
    """The day something was, where it is known to the day."""
    if when.open_start or when.open_end or when.about:
        return None
    first, end = when.earliest(zone), when.latest(zone)
    if first is None or end is None or end - first > timedelta(hours=25):
        return None
    local, last = first.astimezone(ZoneInfo(zone)), (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
    return local.date() if local.date() == last.date() else None


# times


def _timed(clock: Clock, text: str, words: Words) -> _Time:
    name, start = before(text, clock.start, words)
    edges = {"since": "since", "from_future": "since", "until_future": "until", "until": "until", "before": "until"}
    about = bool(re.search(rf"(?<!\w)(?:{words.about})(?!\w)", text[start : clock.start], re.IGNORECASE))
    edge = "after" if name == "after" and not about else edges.get(name, "")
    edge = "" if about and edge == "until" else edge
    return _Time(clock=clock, start=start if edge or about else clock.start, edge=edge, about=about)


def _inside(clock: Clock, found: Sequence[Phrase]) -> bool:
    return any(phrase.day.start < clock.end and clock.start < phrase.day.end for phrase in found)


def _said(
    text: str, found: Sequence[Phrase], times: Sequence[_Time], bounds: Sequence[int], zone: str, words: Words
) -> Iterator[Said]:
    there: dict[int, list[int]] = {}
    for number, phrase in enumerate(found):
        there.setdefault(clause_of(phrase.day.start, bounds), []).append(number)
    of: dict[int | None, list[_Time]] = {}
    for time in times:
        of.setdefault(_day_for(time, found, there.get(clause_of(time.clock.start, bounds), [])), []).append(time)
    made: list[Said] = []
    for number, phrase in enumerate(found):
        own = of.get(number, [])
        made += list(_with_times(text, phrase, own, zone, words)) if own else _alone(phrase)
    yield from sorted(made, key=lambda said: said.start)


def _day_for(time: _Time, found: Sequence[Phrase], there: Sequence[int]) -> int | None:
    """Which day a time is of: the only one in its clause, or the one right beside it."""
    if len(there) == 1:
        return there[0]
    gaps = {n: max(found[n].day.start - time.clock.end, time.start - found[n].day.end) for n in there}
    nearest = sorted((gap, n) for n, gap in gaps.items())[:2]
    if not nearest or nearest[0][0] > NEAR_LETTERS or 2 * nearest[0][0] >= nearest[1][0]:
        return None
    return nearest[0][1]


def _alone(phrase: Phrase) -> list[Said]:
    interval = _interval(phrase)
    if interval is None:
        return []
    rule = phrase.day.rule + (f"+{phrase.day.part}" if phrase.day.part and not phrase.night else "")
    return [_whole(phrase.start, phrase.day.end, *interval, phrase.edge, phrase.about, rule, phrase.day)]


def _interval(phrase: Phrase) -> tuple[str, str] | None:
    """First and last point of a day, a part of one, or several days, as EDTF."""
    day = phrase.day
    if day.first is None:
        return None
    if day.rule == "month":
        return f"{day.first:%Y-%m}", f"{day.first:%Y-%m}"
    last = day.last or day.first
    if day.rule in ("last-night", "night-of", "night-to"):
        return f"{day.first}T{_NIGHT[0]}", f"{last}T{_NIGHT[1]}"
    if day.part == "night":
        return f"{day.first}T00:00", f"{day.first + timedelta(days=1)}T{_NIGHT[1]}"
    if day.part:
        low, high = HOURS[day.part]
        return f"{day.first}T{low:02}:00", f"{day.first}T{high - 1:02}:59"
    return f"{day.first}", f"{last}"


def _with_times(text: str, phrase: Phrase, own: Sequence[_Time], zone: str, words: Words) -> Iterator[Said]:
    merged = _between(text, own, words)
    if merged is not None and (both := [_moment(phrase, time, zone) for time in own]) and all(both):
        first, last = (point for point in both if point is not None)
        rule = f"{phrase.day.rule}+clock-range"
        start, end = min(phrase.start, merged), max(phrase.day.end, own[-1].clock.end)
        if first[0] < last[1]:
            yield Said(start=start, end=end, when=When(f"{first[0]}/{last[1]}"), rule=rule)
        return
    for time in own:
        if (point := _moment(phrase, time, zone)) is None:
            continue
        start, end = min(phrase.start, time.start), max(phrase.day.end, time.clock.end)
        edge, about = phrase.edge or time.edge, phrase.about or time.about
        certain = time.clock.certain or bool(phrase.day.part)
        yield _whole(start, end, point[0], point[1], edge, about, f"{phrase.day.rule}{point[2]}", phrase.day, certain)


def _between(text: str, own: Sequence[_Time], words: Words) -> int | None:
    """Where "between 6.30 and 7.15" begins, when two times stand so; None: they do not."""
    if len(own) != 2:
        return None
    gap = text[own[0].clock.end : own[1].clock.start]
    opening = stands_before(text, own[0].clock.start, f"{words.between}|{words.span_from}", words)
    joined = re.fullmatch(rf"\s*(?:{words.both}|{words.span_to})\s*", gap, re.IGNORECASE)
    return opening.start() if opening and joined else None


def _moment(phrase: Phrase, time: _Time, zone: str) -> tuple[str, str, str] | None:
    """A time on a day: first and last point and what happened to the rule. None: they contradict each other."""
    day, clock = phrase.day, time.clock
    on, hour = _on(day, clock)
    if on is None or hour is None:
        return None
    certain = "" if clock.certain or day.part else "-uncertain"
    local = datetime(on.year, on.month, on.day, hour, clock.minute)  # noqa: DTZ001 (its zone is asked in the next line)
    offsets = _offsets(local, zone)
    if not offsets:
        return f"{on}", f"{on}", "+no-such-clock"
    point = f"{local:%Y-%m-%dT%H:%M}"
    if len(offsets) == 2:
        return point + offsets[0], point + offsets[1], "+clock-twice"
    return point, point, f"+clock{certain}"


def _on(day: Day, clock: Clock) -> tuple[date | None, int | None]:
    if day.first is None:
        return None, None
    if day.part == "night":
        if day.last is None:
            return (day.first, clock.hour) if clock.hour >= 18 else (None, None)
        return (day.first if clock.hour >= 17 else day.last if clock.hour <= 9 else None), clock.hour
    if not day.single:
        return None, None
    if not day.part:
        return day.first, clock.hour
    hour = in_part(clock.hour, day.part)
    return day.first, None if clock.fixed and hour != clock.hour else hour


def _offsets(local: datetime, zone: str) -> list[str]:
    """Offsets a local time has: one; none where clocks were put forward over it; two where they were put back."""
    found: list[str] = []
    for fold in (0, 1):
        aware = local.replace(tzinfo=ZoneInfo(zone), fold=fold)
        there = aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        offset = f"{aware:%z}"
        offset = f"{offset[:3]}:{offset[3:]}"
        if there == local and offset not in found:
            found.append(offset)
    return found


def _whole(
    start: int, end: int, first: str, last: str, edge: str, about: bool, rule: str, day: Day, certain: bool = True
) -> Said:
    """A phrase with its edge: since, before, until, after, and the mark of what is about or uncertain."""
    mark = {(True, True): "~", (False, False): "?", (True, False): "%", (False, True): ""}[about, certain]
    if edge in ("since", "after"):
        text = f"{first}{mark}/.."
    elif edge == "before" and "T" not in last and day.first is not None and day.rule != "month":
        text = f"../{day.first - timedelta(days=1)}"
    elif edge in ("until", "before"):
        text = f"../{last}{mark}"
    elif first == last:
        text = f"{first}{mark}"
    else:
        text = f"{first}{mark}/{last}{mark}"
    rule += f"+{edge}" if edge else ""
    return Said(start=start, end=end, when=When(text), rule=rule + ("+about" if about else ""))
