"""Beds closed, and what share of its work the hospital still does."""

from __future__ import annotations

from codedark.record.assertion import Qualifier
from codedark.record.reading.circumstances import may_fear, no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import BEDS, counts_of, leaves_nothing, negated
from codedark.record.reading.figures import Figure, Kind
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import words_in

_BEDS = "beds_closed"
_CAPACITY = "capacity_pct"
_LOWERED = 6
"""Words between capacity and the word that says it is lower."""
_NEAR = 7
"""Words between a percentage and what it is a percentage of."""
_AT = 3
"""Words between "runs at" and its percentage."""


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of beds and capacity."""
    _beds(clause, seen)
    _capacity(clause, seen)


def _beds(clause: Clause, seen: Gathering) -> None:
    events = clause.of(Tag.SHUT_BEDS)
    things = [m for m in (*clause.of(*BEDS), *clause.about) if m.tag in BEDS]
    if not events:
        return
    counts = list(counts_of(clause, BEDS, seen))
    if not things and not counts:
        return
    at: list[Mark | Figure] = [*events, *things, *(figure for figure, _ in counts)]
    reason = no_fact_because(clause, seen) or ("may-happen" if may_fear(clause) else "")
    neg = negated(clause)
    if not reason and clause.has(Tag.AGAIN) and clause.has(Tag.OPEN):
        reason = "solved"
    if reason:
        seen.decline(_BEDS, reason, at)
    elif neg and leaves_nothing(clause, things):
        seen.propose(_BEDS, 0, [*neg, *at], "no-beds-closed", Qualifier.EXACT)
    elif neg or clause.has(Tag.DENY):
        seen.decline(_BEDS, "negation", [*neg, *at])
    elif counts:
        for figure, thing in counts:
            seen.count(_BEDS, figure, [*([thing] if thing else []), *events[-1:]], "beds-closed")
    else:
        seen.propose(_BEDS, None, at, "beds-closed", Qualifier.UNCOUNTED)


def _capacity(clause: Clause, seen: Gathering) -> None:
    things = clause.of(Tag.CAPACITY)
    if not things or clause.has(Tag.ED):
        return
    figure = _percentage(clause, things)
    things = [m for m in things if figure is not None or not _is_verb(m, clause)]
    lowered = [m for m in clause.of(Tag.REDUCED) if any(abs(m.first - t.first) <= _LOWERED for t in things)]
    if figure is None and not lowered:
        return
    at: list[Mark | Figure] = [*things[:1], *([figure] if figure else lowered)]
    reason = no_fact_because(clause, seen) or ("may-happen" if may_fear(clause) else "")
    if not reason and (negated(clause) or (clause.has(Tag.AGAIN) and figure is None)):
        reason = "negation" if negated(clause) else "solved"
    if reason:
        seen.decline(_CAPACITY, reason, at)
    elif figure is not None:
        value, qualifier = _percent(figure)
        seen.propose(_CAPACITY, value, at, "capacity", qualifier)
    elif (
        seen.sentence is not None
        and {seen.sentence.words[p].text for p in (lowered[0].first, lowered[0].last)} & _HALVES
    ):
        seen.propose(_CAPACITY, 50, at, "half-capacity", Qualifier.EXACT)
    else:
        seen.propose(_CAPACITY, None, at, "capacity-reduced", Qualifier.UNCOUNTED)


_HALVES = words_in("halve half halbe halben halber gehalveerd gehalveerde halbiert halved moitié")


def _percentage(clause: Clause, things: list[Mark]) -> Figure | None:
    """The percentage or share of capacity, not of something else named between."""
    for figure in clause.figures:
        if figure.kind not in (Kind.PERCENT, Kind.SHARE):
            continue
        for thing in things:
            if thing.last > thing.first and _is_verb(thing, clause) and not 0 < figure.first - thing.last <= _AT:
                continue
            after = 0 < thing.first - figure.last <= _NEAR
            before = figure.first > thing.last and not any(m.first == figure.last + 1 for m in clause.of(Tag.OF))
            if after or before:
                return figure
    return None


def _is_verb(thing: Mark, clause: Clause) -> bool:
    """Whether capacity is told by a verb: "runs at 70 per cent"."""
    return any(m.first == thing.first for m in clause.of(Tag.WORKS, Tag.VERB))


def _percent(figure: Figure) -> tuple[int | tuple[int, int], Qualifier]:
    if isinstance(figure.value, tuple):
        return (int(figure.value[0]), int(figure.value[1])), Qualifier.RANGE
    told = figure.value or 0.0
    if figure.kind is Kind.SHARE:
        return round(told * 100), Qualifier.EXACT
    return int(told), figure.qualifier
