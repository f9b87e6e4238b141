"""Which figure counts which thing: "70 geplande operaties", "the number of operations rose to 70", "62 were cancelled".

A figure belongs to the first countable thing after it, with only adjectives between. A bare one counts what was named
last. A total something is taken out of ("of the 38 planned, ...") counts nothing that happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from codedark.record.assertion import Qualifier
from codedark.record.reading.clauses import Clause
from codedark.record.reading.figures import Figure, Kind
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import words_in

OPERATIONS = (Tag.OPERATION, Tag.OPERATION_ONE)
APPOINTMENTS = (Tag.APPOINTMENT, Tag.APPOINTMENT_ONE)
PATIENTS = (Tag.PATIENT, Tag.PATIENT_ONE)
PERSONS = (*PATIENTS, Tag.PEOPLE)
BEDS = (Tag.BED,)
COUNTABLE = (*OPERATIONS, *APPOINTMENTS, *PERSONS, *BEDS, Tag.TRANSFERS)
_KINDRED = (OPERATIONS, APPOINTMENTS, PERSONS, BEDS, (Tag.TRANSFERS,))
_ADJECTIVES_MOST = 5
_OUT_OF = words_in("van of sur von parmi aus out")


def thing_counted(clause: Clause, figure: Figure) -> Mark | None:
    """The thing right after a figure; None: the figure stands bare."""
    for mark in clause.of(*COUNTABLE):
        if figure.last < mark.first <= figure.last + 1 + _ADJECTIVES_MOST:
            between = clause.between(figure.last, mark.first)
            if any(f.first in between for f in clause.figures) or _verb_between(clause, between):
                return None
            return mark
    return None


def _verb_between(clause: Clause, between: Iterable[int]) -> bool:
    inside = set(between)
    return any(m.first in inside and m.tag in (Tag.VERB, Tag.AND, Tag.MODAL, Tag.CAN) for m in clause.marks)


def is_total(clause: Clause, figure: Figure, words: Iterable[str]) -> bool:
    """Whether a figure is what others are taken out of: "of the 38 planned operations none ..."."""
    told = list(words)
    at = figure.first - 1
    if at >= 0 and told[at] in _ARTICLES:
        at -= 1
    if at < 0 or told[at] not in _OUT_OF:
        return told[figure.first - 1 : figure.first] == ["der"] and clause.has(Tag.NONE)
    inside = at != clause.places[0] and told[at] in ("van", "of", "von")
    return not inside or clause.has(Tag.NONE)


def is_bare(clause: Clause, figure: Figure, words: list[str]) -> bool:
    """Whether a figure without a thing may count the thing named before: what follows it is no noun of its own."""
    if figure.kind is not Kind.COUNT:
        return False
    after = figure.last + 1
    if after not in clause.places:
        return True
    if any(m.first in (after, after + 1) and m.tag in (Tag.HOSPITAL, Tag.ELSEWHERE) for m in clause.marks):
        return False
    if words[after] in _MAY_FOLLOW or (clause.has(Tag.COUNTER) and not clause.has(Tag.UNIT)):
        return True
    return any(m.first == after and m.tag in _TAGS_FOLLOW for m in clause.marks)


_TAGS_FOLLOW = (
    Tag.VERB, Tag.CANCEL, Tag.HAPPEN, Tag.TODAY, Tag.OTHERS, Tag.SUBSET, Tag.RELATIVE, Tag.KNOWN, Tag.MODAL, Tag.MOVE,
    Tag.SHUT_BEDS, Tag.AND, Tag.OF, Tag.CAN, Tag.WAIT, Tag.AGAIN, Tag.IT_IS,
)  # fmt: skip
_MAY_FOLLOW = words_in(
    "er in of op auf am an pour à du dans since sinds seit depuis im weitere wie already déjà al alleen were had so "
    "on per for gewoon pro aus ab statt weg flach uit af helemaal volledig uiteindelijk definitief alsnog meteen "
    "intussen "
    "finalement définitivement komplett ganz endgültig bereits letztlich schließlich entirely eventually already "
    "completely ultimately"
)


def counts_of(clause: Clause, kind: tuple[Tag, ...], seen: Gathering) -> Iterator[tuple[Figure, Mark | None]]:
    """The figures of a clause that count a kind of thing, each with the thing; None: it was named before."""
    if seen.sentence is None:
        return
    words = [word.text for word in seen.sentence.words]
    for figure in clause.figures:
        if not figure.counts or is_total(clause, figure, words) or denied(clause, figure):
            continue
        whole = _whole_of(clause, figure, words)
        if whole is not None:
            thing = thing_counted(clause, whole)
        elif any(_whole_of(clause, f, words) is figure for f in clause.figures):
            continue
        else:
            thing = thing_counted(clause, figure)
        if thing is not None:
            if thing.tag in kind and not (_is_subset(clause, figure) and not _day_after(clause, figure)):
                yield _bounded_after(clause, figure, thing), thing
        elif is_bare(clause, figure, words) and _meant(clause, figure, kind, seen):
            yield figure, None


_BOUNDS = (
    (Tag.AT_MOST, Qualifier.AT_MOST),
    (Tag.AT_LEAST, Qualifier.AT_LEAST),
    (Tag.ABOUT_AFTER, Qualifier.ABOUT),
)


def _bounded_after(clause: Clause, figure: Figure, thing: Mark) -> Figure:
    """With a bound that stands behind the thing: "dix patients au maximum"."""
    if figure.qualifier is not Qualifier.EXACT:
        return figure
    for tag, qualifier in _BOUNDS:
        for mark in clause.of(tag):
            ahead = any(f.first <= mark.last + 2 and f.first > mark.last for f in clause.figures)
            if mark.first == thing.last + 1 and not ahead:
                return replace(figure, qualifier=qualifier)
    return figure


def _whole_of(clause: Clause, figure: Figure, words: list[str]) -> Figure | None:
    """The figure that another is taken out of, right behind it: "80 of the 95"; None: it is not."""
    for other in clause.figures:
        between = words[figure.last + 1 : other.first]
        if other.first > figure.last and 0 < len(between) <= 2 and between[0] in _OUT_OF | _GENITIVES:
            return other if len(between) == 1 or between[1] in _ARTICLES else None
    return None


_ARTICLES = words_in("de les the den der des its their our ses leurs nos haar hun onze zijn ihrer seiner unserer ihren")
_GENITIVES = words_in("des de der ihrer seiner unserer")


def _meant(clause: Clause, figure: Figure, kind: tuple[Tag, ...], seen: Gathering) -> bool:
    """Whether a bare figure counts this kind: the thing named last before it, in the clause or before the clause."""
    named = [m for m in clause.of(*COUNTABLE) if m.first < figure.first] or clause.about
    countable = [m for m in named if m.tag in COUNTABLE]
    last = countable[-1].tag if countable else seen.last_noun
    if last is None or last not in kind:
        return False
    if _is_subset(clause, figure):
        return _day_after(clause, figure)
    return not _owned_already(clause, figure, kind)


def _owned_already(clause: Clause, figure: Figure, kind: tuple[Tag, ...]) -> bool:
    """Whether the thing of this clause has its own figure, and this one is not of another day."""
    for other in clause.figures:
        if other is not figure and other.counts:
            thing = thing_counted(clause, other)
            if thing is not None and thing.tag in kind and other.first < figure.first:
                said_of = clause.has(Tag.IT_IS) and figure.last >= clause.places[-1] - 1
                free = said_of or _day_after(clause, figure) or clause.has(Tag.OTHERS)
                return not free and not _out_of_it(clause, other)
    return False


def _out_of_it(clause: Clause, other: Figure) -> bool:
    return any(m.tag is Tag.OF and m.last in (other.first - 1, other.first - 2) for m in clause.marks)


def _is_subset(clause: Clause, figure: Figure) -> bool:
    return any(
        m.tag is Tag.SUBSET and m.last in (figure.first - 1, figure.last + 1, figure.last + 2) for m in clause.marks
    )


def _day_after(clause: Clause, figure: Figure) -> bool:
    days = clause.of(Tag.TODAY)
    return any(figure.last < m.first <= figure.last + 7 or 0 < figure.first - m.last <= 2 for m in days)


def denied(clause: Clause, figure: Figure) -> bool:
    """Whether a figure is set against another: "not 70 but 62"."""
    negs = [m for m in clause.of(Tag.NEG) if figure.first - 3 <= m.last < figure.first]
    if not negs:
        return False
    later = [f for f in clause.figures if f.first > figure.last]
    return any(figure.last < b.first < f.first for b in clause.of(Tag.BUT) for f in later)


_ONLY_MOST = 4
_DENYING = (Tag.CANCEL, Tag.SHUT_BEDS, Tag.CLOSED, Tag.LIMITED)
"""Events whose phrases may hold a "not": "not possible", "not staffed"."""


def negated(clause: Clause) -> list[Mark]:
    """What denies a clause, without the "not" of "not 70 but 62"."""
    against = {
        m for f in clause.figures if denied(clause, f) for m in clause.of(Tag.NEG) if f.first - 3 <= m.last < f.first
    }
    used = [m for m in clause.of(Tag.DOWN, Tag.NOT_OUT, Tag.UNCLEAR) if m.last > m.first]
    denials = {m.first for m in clause.of(Tag.NEG)}
    used += [m for m in clause.of(*_DENYING) if m.last > m.first and (m.first in denials or m.tag is Tag.CLOSED)]
    used += [m for m in clause.of(Tag.ONLY) if 0 < m.last - m.first <= _ONLY_MOST]  # French "ne tourne plus qu'à"
    return [
        m
        for m in clause.of(Tag.NEG, Tag.NONE)
        if m not in against and not any(u.first <= m.first <= u.last for u in used)
    ]


def leaves_nothing(clause: Clause, things: Iterable[Mark]) -> bool:
    """Whether none of the things is left: "geen enkele", or "no" right before one of them."""
    if clause.has(Tag.NONE):
        return True
    firsts = [thing.first for thing in things]
    return any(
        neg.last < first <= neg.last + 3
        and not any(m.first in range(neg.last + 1, first) and m.tag in (Tag.VERB, Tag.CANCEL) for m in clause.marks)
        for neg in clause.of(Tag.NEG)
        for first in firsts
        if neg.tag is Tag.NEG
    )
