"""Everything an article proposes: facts with when they were, moments, indicators, techniques, families."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from codedark.record.assertion import Period, PeriodKind, Status
from codedark.record.edtf import When
from codedark.record.families import spot_families
from codedark.record.fields import FIELD, Form
from codedark.record.indicators import NOBODY, Own, Seen, spot
from codedark.record.indicators import Kind as IndicatorKind
from codedark.record.reading.gathering import merged
from codedark.record.reading.particulars import with_particulars
from codedark.record.reading.proposal import NOT_TOLD, OwnNames, Proposal, Reading
from codedark.record.reading.proposing import read_article
from codedark.record.techniques import spot_techniques
from codedark.record.when_said import Said, said_when

_STANDING = frozenset({"patients_waiting", "beds_closed", "capacity_pct", "backlog"})
"""Counts of a moment, not of a span."""
_ABSOLUTE = frozenset({"iso-date", "numeric-date", "date", "month"})
"""Rules that read a date as it stands; any other counts from the publication, and is our inference."""
_NOTICED = MappingProxyType(
    {
        "nl": r"merkte\w*|opgemerkt|ontdek\w+|vastgesteld|stelde\w* .{0,40}vast|opgemerkt",
        "fr": r"détecté\w*|constaté\w*|découvert\w*|remarqué\w*",
        "de": r"bemerk\w+|entdeck\w+|fiel\w* .{0,60}auf|festgestellt|aufgefallen",
        "en": r"detect\w+|discovered|noticed|spotted|alarm was raised|raised the alarm",
    }
)
"""Words for noticing the disruption: with a time in the clause they say when."""


def propose(
    text: str,
    lang: str | None,
    published: When,
    own: OwnNames = NOT_TOLD,
    zone: str = "UTC",
    indicators: Own = NOBODY,
) -> Reading:
    """Read an article completely.

    Args:
        text: as people read it, without markup.
        lang: `nl`, `fr`, `de` or `en`; None: told from its little words.
        published: when it was; "on Tuesday" is counted from it.
        own: the hospital's own names.
        zone: name of the time zone local times are in.
        indicators: what of addresses and domains is the hospital's own or a supplier's.
    Returns:
        Proposals in the order of the text, each on its words, and what was seen and left out.
    Raises:
        UnsureLanguage: `lang` is None and the words do not decide.
        ValueError: `lang` is none of ours, or there is no such zone.
    Cost: linear in the text; benchmarks/bench_intake.py.

    >>> told = propose("The hospital cancelled 70 operations on Tuesday.", "en", When("2024-05-15"))
    >>> told.proposals[0].period.when
    '2024-05-14'
    """
    read = read_article(text, lang, published, own)
    said = _said(text, read.lang, published, zone)
    noticed = _noticed(read.lang)
    told = [with_particulars(one, text, read.lang, own) for one in read.proposals]
    dated = [_dated(one, said, published, noticed, text) for one in told]
    more = [*_moments(text, read, said), *_named(text, own, indicators)]
    return replace(read, proposals=tuple(merged([*dated, *more])))


_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
_PARAGRAPH_MOST = 4_000
"""Letters that are looked at for days at once: their cost grows faster than the text."""


def _said(text: str, lang: str, published: When, zone: str) -> list[Said]:
    """When things are said to have been, paragraph by paragraph."""
    found: list[Said] = []
    for start, end in _pieces(text):
        for one in said_when(text[start:end], lang, published, zone):
            found.append(replace(one, start=one.start + start, end=one.end + start))
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in _PARAGRAPH.finditer(text):
        start = paragraph.start()
        while paragraph.end() - start > _PARAGRAPH_MOST:
            stop = text.rfind(". ", start, start + _PARAGRAPH_MOST) + 1 or start + _PARAGRAPH_MOST
            yield start, stop
            start = stop
        yield start, paragraph.end()


@cache
def _noticed(lang: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_NOTICED[lang]})", re.IGNORECASE)


def _dated(one: Proposal, said: Sequence[Said], published: When, noticed: re.Pattern[str], text: str) -> Proposal:
    """With its span of time: the one its clause names, of several the one nearest to its figure."""
    field = FIELD.get(one.field)
    told = _only(said, *one.clause) if one.figure is None else _closest(said, one.clause, one.figure)
    if field is None or told is None:
        return one
    if field.form is not Form.COUNT:
        return replace(one, valid=_day_of(told.when) if noticed.search(text, *one.clause) else told.when)
    return replace(one, period=_period(one.field, told.when, published))


def _day_of(when: When) -> When:
    """The day alone: "noticed it at 6.30 on Tuesday and shut down its servers" tells no time of the second."""
    return When(when[:10]) if when[10:11] == "T" and "/" not in when else when


def _period(field: str, when: When, published: When) -> Period:
    """The span of a count: "since Tuesday" counts from then to the publication, all of it."""
    if field in _STANDING:
        return Period(when=when, kind=PeriodKind.INSTANT)
    if not when.open_end:
        return Period(when=when)
    try:
        until = When(f"{when.start}/{published.end}")
    except ValueError:
        until = when  # of the day of publication itself
    return Period(when=until, kind=PeriodKind.CUMULATIVE)


def _inside(said: Sequence[Said], span: tuple[int, int]) -> list[Said]:
    first = bisect_left(said, span[0], key=lambda one: one.start)
    last = bisect_left(said, span[1], key=lambda one: one.start)
    return [one for one in said[first:last] if one.end <= span[1]]


def _only(said: Sequence[Said], start: int, end: int) -> Said | None:
    """The one moment a clause names; None: none, or several."""
    inside = _inside(said, (start, end))
    return inside[0] if len({one.when for one in inside}) == 1 else None


def _closest(said: Sequence[Said], clause: tuple[int, int], figure: tuple[int, int]) -> Said | None:
    inside = _inside(said, clause)
    return min(inside, key=lambda one: max(one.start - figure[1], figure[0] - one.end), default=None)


def _moments(text: str, read: Reading, said: Sequence[Said]) -> Iterator[Proposal]:
    """When it was noticed, and when the servers were switched off."""
    seen = _noticed(read.lang)
    for one in read.proposals:
        told = _only(said, *one.clause)
        if one.field == "servers_shutdown" and told is not None and not seen.search(text, *one.clause):
            yield _moment("servers_shutdown_at", told, text, "servers-off-at")
    for told in said:
        start, end = _sentence(text, told)
        if "T" in told.when and seen.search(text, start, end) and _nearest(text, told, seen, start, end):
            yield _moment("discovered_at", told, text, "noticed-at")
            return


def _nearest(text: str, told: Said, seen: re.Pattern[str], start: int, end: int) -> bool:
    """Whether the word for noticing stands with this time, without a comma and another time between."""
    word = next((m for m in seen.finditer(text, start, end)), None)
    if word is None:
        return False
    between = text[min(told.end, word.end()) : max(told.start, word.start())]
    return "," not in between and ";" not in between


def _sentence(text: str, told: Said) -> tuple[int, int]:
    """About the sentence a moment stands in: from the full stop before it to the one after it."""
    start = max(text.rfind(". ", 0, told.start), text.rfind("\n", 0, told.start)) + 1
    ends = [place for place in (text.find(". ", told.end), text.find("\n", told.end)) if place >= 0]
    return start, min(ends, default=len(text))


def _moment(name: str, told: Said, text: str, rule: str) -> Proposal:
    relative = any(part not in _ABSOLUTE and part != "clock" for part in told.rule.split("+"))
    return Proposal(
        field=name,
        value=str(told.when),
        status=Status.INFERRED if relative else Status.STATED,
        start=told.start,
        end=told.end,
        wording=text[told.start : told.end],
        rule=f"{rule}+{told.rule}",
    )


def _named(text: str, own: OwnNames, indicators: Own) -> Iterator[Proposal]:
    """Indicators meant as such, techniques of ATT&CK, and families named as such: each value once."""
    found: list[Proposal] = []
    mine = Own(networks=indicators.networks, domains=indicators.domains | {d.lower() for d in own.domains})
    for spotted in spot(text, mine):
        if spotted.meant and spotted.kind is not IndicatorKind.TECHNIQUE:
            details = {"kind": spotted.kind.value, "seen": Seen.CLAIMED.value}
            found.append(_value("indicator", spotted.value, spotted.start, spotted.end, text, "indicator", details))
    for technique in spot_techniques(text):
        about = (
            technique.technique.tactics[0] if technique.technique is not None and technique.technique.tactics else ""
        )
        one = _value("technique", technique.id, technique.start, technique.end, text, technique.rule, {})
        found.append(replace(one, about=about))
    for family in spot_families(text):
        found.append(_value("malware_family", family.name, family.start, family.end, text, family.rule, {}))
    seen: set[tuple[str, object]] = set()
    for one in found:
        if (one.field, one.value) not in seen:
            seen.add((one.field, one.value))
            yield one


def _value(name: str, value: str, start: int, end: int, text: str, rule: str, details: dict[str, str]) -> Proposal:
    return Proposal(field=name, value=value, start=start, end=end, wording=text[start:end], rule=rule, details=details)
