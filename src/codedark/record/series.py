"""Counts as series: whether periods add up to totals, where a period is missing, and which total is an old one quoted.

Authorities publish the same counter for each week and cumulatively; a page's running text may still carry last week's
total. Counts of one field, about and scope are laid on one line of time. Qualifiers are bounds ("at least 70" has no
upper one), so that only what cannot be true is called a contradiction. Nothing here changes a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from codedark.record.agreeing import bounds
from codedark.record.assertion import Assertion, AssertionId, PeriodKind, Status
from codedark.record.edtf import When
from codedark.record.fields import FIELD, Form
from codedark.record.view import Account, View


class SeriesKind(StrEnum):
    """What is found about a series."""

    RECONCILES = "reconciles"
    DOES_NOT_RECONCILE = "does-not-reconcile"
    """The periods sum to more than the total allows; or to less, with every period told."""
    UNREPORTED = "unreported"
    """The periods sum to less than the total, and a period is missing that can hold the rest."""
    GAP = "gap"
    """Between two periods nothing is told."""
    FALLS = "falls"
    """A later total is less than an earlier one."""
    PART_EXCEEDS = "part-exceeds"
    """A part of a period has more than the whole."""
    STALE_QUOTE = "stale-quote"
    """A later document still carries the total of an earlier one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFinding:
    """Something true of a series that a reader of the report should know."""

    kind: SeriesKind
    field: str
    about: str = ""
    scope: tuple[str, ...] = ()
    says: str
    """In plain words, with the numbers."""
    missing: tuple[float, float] | None = None
    """Least and most that is not accounted for; None: nothing, or not of that kind."""
    span: When | None = None
    """The time it is about."""
    rests_on: tuple[AssertionId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A count on the line of time."""

    assertion: Assertion
    start: datetime | None
    """Local, as `end` is. None: nobody told when the counting began."""
    end: datetime
    low: float
    high: float

    @property
    def span(self) -> str:
        return "" if self.assertion.period is None else str(self.assertion.period.when)


def reconcile(view: View, zone: str = "UTC") -> tuple[SeriesFinding, ...]:
    """Lay every count of a view on its line of time and say what adds up and what does not.

    Args:
        zone: name of the time zone periods are in.
    Returns:
        Findings in the order of the report's fields; no counts with periods: none.
    Cost: n log n in the accounts of a series, times its totals.
    """
    found: list[SeriesFinding] = []
    for series in _series(view):
        periods = _led(series, PeriodKind.PER_PERIOD, zone)
        stale = list(_stale(series, periods, zone))
        quoted = {one.rests_on[0] for one in stale}
        totals = _led([a for a in series if a.assertion.id not in quoted], PeriodKind.CUMULATIVE, zone)
        row, inside = _row(periods)
        found += [*_gaps(row), *_exceeding(inside), *_sums(row, totals), *_falling(totals), *stale]
    return tuple(found)


def _series(view: View) -> Iterator[list[Account]]:
    """Live accounts of counts, by field, about and scope, in the order of the view."""
    rows: dict[tuple[str, str, frozenset[str]], list[Account]] = {}
    for standing in view.standings:
        field = FIELD.get(standing.key.field)
        if field is None or field.form is not Form.COUNT:
            continue
        for account in standing.accounts:
            one = account.assertion
            if account.relation.alive and one.status.tells and one.status is not Status.NONE_KNOWN:
                rows.setdefault((one.field, one.about, frozenset(one.scope)), []).append(account)
    yield from rows.values()


def _led(series: Sequence[Account], kind: PeriodKind, zone: str) -> list[_Point]:
    """Counts of that kind, of each period the leading one, by their end."""
    best: dict[str, _Point] = {}
    for account in series:
        point = _point(account.assertion, kind, zone)
        if point is not None and (point.span not in best or account.relation.value == "leads"):
            best[point.span] = point
    return sorted(best.values(), key=lambda p: (p.end, p.span))


def _point(one: Assertion, kind: PeriodKind, zone: str) -> _Point | None:
    if one.period is None or one.period.kind is not kind or not _is_numbered(one):
        return None
    when = one.period.when
    start, end = _local(when.earliest(zone), zone), _local(when.latest(zone), zone)
    if end is None or (kind is PeriodKind.PER_PERIOD and start is None):
        return None
    if kind is PeriodKind.CUMULATIVE and "/" not in when:
        start = None  # "until the 12th": its beginning is not told
    low, high = bounds(one)
    return _Point(assertion=one, start=start, end=end, low=low, high=high)


def _local(at: datetime | None, zone: str) -> datetime | None:
    return None if at is None else at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _is_numbered(one: Assertion) -> bool:
    return one.value is not None and one.qualifier != "fraction"


def _row(periods: Sequence[_Point]) -> tuple[list[_Point], list[tuple[_Point, list[_Point]]]]:
    """Periods that follow each other without overlap, and for each the shorter ones that lie within it."""
    row: list[_Point] = []
    inside: list[tuple[_Point, list[_Point]]] = []
    for point in sorted(periods, key=lambda p: (_begun(p), -p.end.timestamp())):
        if not row or _begun(point) >= row[-1].end:
            row.append(point)
            inside.append((point, []))
        elif point.end <= row[-1].end:
            inside[-1][1].append(point)
    return row, inside


def _begun(point: _Point) -> datetime:
    if point.start is None:
        raise AssertionError("a count of a period has a beginning")
    return point.start


def _gaps(row: Sequence[_Point]) -> Iterator[SeriesFinding]:
    for one, other in pairwise(row):
        if one.end < _begun(other):
            span = _days(one.end, _begun(other))
            says = f"nothing is told of {span}, between {one.span} and {other.span}"
            yield _finding(SeriesKind.GAP, [one, other], says, span=span)


def _exceeding(inside: Sequence[tuple[_Point, list[_Point]]]) -> Iterator[SeriesFinding]:
    for whole, parts in inside:
        apart = _row(parts)[0]
        low = sum(part.low for part in apart)
        if apart and low > whole.high:
            says = f"parts of {whole.span} sum to {_number(low)}, all of it to {_said(whole)}"
            yield _finding(SeriesKind.PART_EXCEEDS, [whole, *apart], says, span=When(whole.span))


def _sums(row: Sequence[_Point], totals: Sequence[_Point]) -> Iterator[SeriesFinding]:
    """Periods up to each total against it, and between two totals against their difference."""
    for place, total in enumerate(totals):
        before = next((t for t in reversed(totals[:place]) if t.end < total.end and t.start == total.start), None)
        since = before.end if before is not None else total.start
        between = [p for p in row if p.end <= total.end and (since is None or _begun(p) >= since)]
        if between:
            yield _compared(between, total, before, since)


def _compared(between: Sequence[_Point], total: _Point, before: _Point | None, since: datetime | None) -> SeriesFinding:
    low, high = sum(p.low for p in between), sum(p.high for p in between)
    least = total.low - (0 if before is None else before.high)
    most = total.high - (0 if before is None else before.low)
    base = f", after {_said(before)} until {_until(before)}" if before is not None else ""
    sums = f"{_spans(between)} sum to {_range(low, high)}, the total until {_until(total)} says {_said(total)}{base}"
    on = [*between, total, *([before] if before is not None else [])]
    span = When(f"{_day(_begun(between[0]))}/{_day(total.end - timedelta(microseconds=1))}")
    if low <= most and high >= least:
        return _finding(SeriesKind.RECONCILES, on, sums, span=span)
    if low > most:
        extra = (max(0.0, low - most), max(0.0, high - least))
        says = f"does not reconcile: {sums} ({_range(*extra)} too many)"
        return _finding(SeriesKind.DOES_NOT_RECONCILE, on, says, missing=(-extra[1], -extra[0]), span=span)
    short = (max(0.0, least - high), max(0.0, most - low))
    holes = _holes(between, total, since)
    if holes:
        says = f"{sums}: {_range(*short)} not accounted for, or in what is not reported: {', '.join(holes)}"
        return _finding(SeriesKind.UNREPORTED, on, says, missing=short, span=span)
    says = f"does not reconcile: {sums} ({_range(*short)} not accounted for, or an unreported period)"
    return _finding(SeriesKind.DOES_NOT_RECONCILE, on, says, missing=short, span=span)


def _holes(between: Sequence[_Point], total: _Point, since: datetime | None) -> list[str]:
    """Spans up to the total of which no period tells."""
    edges = [since or _begun(between[0]), *(p.end for p in between)]
    starts = [*(_begun(p) for p in between), total.end]
    return [str(_days(end, start)) for end, start in zip(edges, starts, strict=True) if end < start]


def _falling(totals: Sequence[_Point]) -> Iterator[SeriesFinding]:
    for one, other in pairwise(totals):
        if other.high < one.low and one.start == other.start and one.end < other.end:
            says = f"the total falls from {_said(one)} until {_until(one)} to {_said(other)} until {_until(other)}"
            yield _finding(SeriesKind.FALLS, [one, other], says, missing=(other.low - one.high, other.high - one.low))


def _stale(series: Sequence[Account], periods: Sequence[_Point], zone: str) -> Iterator[SeriesFinding]:
    """Totals of a later document that repeat an earlier one's number although counting went on since."""
    points = [p for a in series if (p := _point(a.assertion, PeriodKind.CUMULATIVE, zone)) is not None]
    for account in series:
        one = account.assertion
        if not _is_numbered(one) or (one.period is not None and one.period.kind is not PeriodKind.CUMULATIVE):
            continue
        own = _point(one, PeriodKind.CUMULATIVE, zone)
        for old in points:
            if old.assertion.id == one.id or not _repeats(one, own, old):
                continue
            if evidence := _went_on(one, own, old, points, periods):
                says = f"{_said(old)} is quoted again, and is the total until {_until(old)}: {evidence[1]}"
                on = [one, old.assertion, evidence[0].assertion]
                span = None if one.period is None else one.period.when
                yield _finding(SeriesKind.STALE_QUOTE, on, says, span=span)
                break


def _repeats(one: Assertion, own: _Point | None, old: _Point) -> bool:
    """Whether a later document gives an earlier total's number, for a later moment or for none."""
    earlier = old.assertion
    another = one.source is None or earlier.source is None or one.source.document != earlier.source.document
    later = one.known_at > earlier.known_at and (own is None or own.end > old.end)
    return another and later and (one.value, one.qualifier) == (earlier.value, earlier.qualifier)


def _went_on(
    one: Assertion, own: _Point | None, old: _Point, points: Sequence[_Point], periods: Sequence[_Point]
) -> tuple[_Point, str] | None:
    """What shows that counting went on after the earlier total: another total, or a period that has some."""
    until = own.end if own is not None else None
    for point in points:
        beside = point.end == until if until is not None else _same_document(one, point.assertion)
        if beside and point.assertion.id != one.id and point.end > old.end and point.low > old.high:
            return point, f"until {_until(point)} it was {_said(point)}"
    for point in periods:
        if until is not None and _begun(point) >= old.end and point.end <= until and point.low > 0:
            return point, f"{point.span} has {_said(point)} more"
    return None


def _same_document(one: Assertion, other: Assertion) -> bool:
    return one.source is not None and other.source is not None and one.source.document == other.source.document


def _finding(
    kind: SeriesKind,
    on: Sequence[_Point | Assertion],
    says: str,
    *,
    missing: tuple[float, float] | None = None,
    span: When | None = None,
) -> SeriesFinding:
    rests_on = [one.assertion if isinstance(one, _Point) else one for one in on]
    first = rests_on[0]
    return SeriesFinding(
        kind=kind,
        field=first.field,
        about=first.about,
        scope=first.scope,
        says=says,
        missing=missing,
        span=span,
        rests_on=tuple(one.id for one in rests_on),
    )


# words


def _days(start: datetime, end: datetime) -> When:
    first, last = _day(start), _day(end - timedelta(microseconds=1))
    return When(first if first == last else f"{first}/{last}")


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"


def _until(point: _Point) -> str:
    return "" if point.assertion.period is None else point.assertion.period.when.end


def _spans(points: Sequence[_Point]) -> str:
    if len(points) == 1:
        return points[0].span
    return f"{len(points)} periods from {points[0].span.split('/')[0]} to {points[-1].span.split('/')[-1]}"


def _said(point: _Point) -> str:
    one = point.assertion
    if isinstance(one.value, tuple):
        return _range(point.low, point.high)
    words = {"at-least": "at least ", "at-most": "at most ", "about": "about "}
    return f"{words.get(one.qualifier or '', '')}{_number(one.value)}"


def _range(low: float, high: float) -> str:
    if low == high:
        return _number(low)
    return f"at least {_number(low)}" if high == float("inf") else f"{_number(low)} to {_number(high)}"


def _number(value: object) -> str:
    return (
        f"{value:g}"
        if isinstance(value, float) and value < 1e6
        else f"{int(value)}"
        if isinstance(value, float)
        else f"{value}"
    )
