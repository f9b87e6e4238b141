"""Operations and appointments that did not happen, in every way people say so: cancelled, put off, "geen operaties"."""

from __future__ import annotations

from collections.abc import Sequence

from codedark.record.assertion import Qualifier
from codedark.record.reading.circumstances import may_fear, no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import (
    APPOINTMENTS,
    COUNTABLE,
    OPERATIONS,
    PERSONS,
    counts_of,
    leaves_nothing,
    negated,
    thing_counted,
)
from codedark.record.reading.figures import Figure
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import words_in

_FIELDS = ((OPERATIONS, "operations_cancelled"), (APPOINTMENTS, "appointments_cancelled"))
_NEAR = 5
"""Words between "all" and what it is all of."""
_AFTER = 7
"""Where "all" comes later: "the operations of today and tomorrow are all off"."""


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of cancelled operations and appointments."""
    events = clause.of(Tag.CANCEL)
    _examinations(clause, seen, events)
    undone = clause.of(Tag.HAPPEN, Tag.OPERATE)
    for kind, name in _FIELDS:
        things = [m for m in (*clause.of(*kind), *clause.about) if m.tag in kind]
        counts = list(counts_of(clause, kind, seen))
        spoken = seen.last_field == name and clause.has(Tag.IT_IS)
        if not things and not counts and not (kind is OPERATIONS and clause.has(Tag.OPERATE)):
            continue
        if events and not (things or counts):
            continue
        if not events and not undone and not (spoken and counts) and not _none_there(clause, things):
            continue
        _told(clause, seen, name, _Said(things, counts, events, undone))


_EXAMINED = ((Tag.IMAGING, "imaging_cancelled"), (Tag.LABORATORY, "laboratory_cancelled"))


def _examinations(clause: Clause, seen: Gathering, events: Sequence[Mark]) -> None:
    """As in "45 scans were put off": a figure right before the word, and nothing that denies."""
    if not events or negated(clause) or clause.has(Tag.DENY, Tag.CORRECTED, Tag.WORKS, Tag.DOWN):
        return
    for figure in clause.figures:
        for tag, name in _EXAMINED:
            things = [m for m in clause.of(tag) if 0 < m.first - figure.last <= _ADJECTIVE]
            if not (things and figure.counts) or thing_counted(clause, figure) is not None or may_fear(clause):
                continue
            reason = no_fact_because(clause, seen)
            if reason:
                seen.decline(name, reason, [figure, things[0]])
            else:
                seen.count(name, figure, [things[0], *_nearest(events, figure)], "examinations-cancelled")


_ADJECTIVE = 2


class _Said:
    """What a clause says of one field."""

    def __init__(
        self,
        things: Sequence[Mark],
        counts: Sequence[tuple[Figure, Mark | None]],
        events: Sequence[Mark],
        undone: Sequence[Mark],
    ) -> None:
        self.things, self.counts, self.events, self.undone = things, counts, events, undone

    @property
    def at(self) -> list[Mark | Figure]:
        """All it rests on."""
        return [*self.things, *self.events, *self.undone, *(figure for figure, _ in self.counts)]


def _none_there(clause: Clause, things: Sequence[Mark]) -> bool:
    """As in "There are no operations": nothing but "are" and the denial."""
    if not any(m.tag in (Tag.OPERATION, Tag.APPOINTMENT) for m in things) or not clause.has(Tag.VERB):
        return False
    close = [n for n in clause.of(Tag.NEG, Tag.NONE) if any(n.last + 1 == t.first for t in things)]
    return bool(close) and not clause.has(Tag.PLANNED, Tag.REACH, Tag.WORKS, Tag.DOWN, Tag.MOVE, Tag.WAIT)


def _told(clause: Clause, seen: Gathering, name: str, said: _Said) -> None:
    reason = no_fact_because(clause, seen) or ("may-happen" if may_fear(clause) else "")
    neg = negated(clause)
    if not said.events and not neg and not clause.has(Tag.IT_IS):
        return
    was = seen.last_field
    seen.last_field, seen.last_field_age = name, 0
    if not said.events and said.undone and not neg:
        seen.last_field = was
        return
    if reason:
        seen.decline(name, reason, said.at)
    elif said.events and (clause.has(Tag.CORRECTED) or _corrected_later(clause, seen)):
        seen.decline(name, "corrected", said.at)
    elif said.events and neg and not _not_done(clause, said) and not _as_a_noun(clause, seen, said, neg):
        _not_cancelled(clause, seen, name, said, neg)
    elif not said.events and neg:
        _did_not_happen(clause, seen, name, said, neg)
    else:
        _cancelled(clause, seen, name, said)


def _as_a_noun(clause: Clause, seen: Gathering, said: _Said, neg: Sequence[Mark]) -> bool:
    """As in "The cancellation of 40 operations has no consequences": a noun takes it as done."""
    words = () if seen.sentence is None else seen.sentence.words
    for event in said.events:
        things = [t for t in said.things if event.last < t.first]
        of = {word.text for word in words[event.last : event.last + 2]} & _OF
        if of and things and event.first <= clause.places[0] + 3:
            return all(n.first > things[0].last for n in neg)
    return False


_OF = words_in("van de d' des du von der of")


def _corrected_later(clause: Clause, seen: Gathering) -> bool:
    """As in "At first 60 were reported; it was 48"."""
    if seen.sentence is None or not clause.has(Tag.AT_FIRST):
        return False
    after = seen.sentence.clauses[seen.sentence.clauses.index(clause) + 1 :]
    return any(c.has(Tag.IT_IS) and c.figures for c in after)


def _not_done(clause: Clause, said: _Said) -> bool:
    """As in "Cancelled and not done": the denial is of happening, not of cancelling."""
    return bool(said.undone) and clause.has(Tag.BUT)


def _not_cancelled(clause: Clause, seen: Gathering, name: str, said: _Said, neg: Sequence[Mark]) -> None:
    if clause.has(Tag.DENY):
        seen.decline(name, "denied", [*said.at, *neg])
    elif leaves_nothing(clause, said.things):
        seen.propose(name, 0, [*neg, *said.at], "none-cancelled", Qualifier.EXACT)
    else:
        seen.decline(name, "negation", [*said.at, *neg])


def _did_not_happen(clause: Clause, seen: Gathering, name: str, said: _Said, neg: Sequence[Mark]) -> None:
    counted = [c for c in said.counts if not _of_persons(clause, c[0])]
    if counted:
        for figure, thing in counted:
            seen.count(name, figure, [*([thing] if thing else []), *said.undone, *neg], "did-not-happen")
    elif _patients_called(clause, said):
        seen.count(name, _patients_called(clause, said)[0], [*said.things, *said.undone, *neg], "patients-put-off")
    elif leaves_nothing(clause, said.things) or not said.things or clause.has(Tag.OPERATE):
        seen.propose(name, None, [*said.things, *said.undone, *neg], "none-happen", Qualifier.ALL)
    elif any(m.tag in (Tag.OPERATION, Tag.APPOINTMENT) for m in said.things):
        every = _every(clause, said.things)
        qualifier = Qualifier.ALL if every else Qualifier.UNCOUNTED
        seen.propose(name, None, [*said.things, *said.undone, *neg], "did-not-happen", qualifier)


def _cancelled(clause: Clause, seen: Gathering, name: str, said: _Said) -> None:
    if clause.has(Tag.DENY):
        seen.decline(name, "denied", said.at)
        return
    if said.counts:
        for figure, thing in said.counts:
            seen.count(name, figure, [*([thing] if thing else []), *_nearest(said.events, figure)], "cancelled")
    elif _patients_called(clause, said):
        seen.count(name, _patients_called(clause, said)[0], said.at, "patients-put-off")
    elif not said.things or not said.events:
        return
    elif _every(clause, said.things):
        seen.propose(name, None, said.at, "all-cancelled", Qualifier.ALL)
    elif any(m.tag in (Tag.OPERATION, Tag.APPOINTMENT) for m in said.things) or clause.has(Tag.PARTIAL):
        seen.propose(name, None, said.at, "some-cancelled", Qualifier.UNCOUNTED)


def _nearest(events: Sequence[Mark], figure: Figure) -> list[Mark]:
    return [min(events, key=lambda e: abs(e.first - figure.first))] if events else []


def _every(clause: Clause, things: Sequence[Mark]) -> list[Mark]:
    """Words of totality right before the things, or after them ("wurden sämtlich abgesagt")."""
    firsts = [t.first for t in things if t.tag in COUNTABLE]
    return [
        m
        for m in clause.of(Tag.ALL)
        if any(0 < first - m.last <= _NEAR or 0 < m.first - first <= _AFTER for first in firsts)
        and not _other_thing(clause, m, firsts)
        and not _nearly(clause, m)
    ]


def _nearly(clause: Clause, every: Mark) -> bool:
    """As in "virtually all", "all but a handful": most, and nobody says how many."""
    before = any(m.last == every.first - 1 for m in clause.of(Tag.ABOUT))
    return before or any(m.first - every.last in (1, 2) for m in clause.of(Tag.BUT))


def _other_thing(clause: Clause, every: Mark, firsts: Sequence[int]) -> bool:
    """Whether "all" stands right before something else: "all patients whose operation ..."."""
    follows = [m for m in clause.marks if every.last < m.first <= every.last + 3 and m.tag in (*PERSONS, Tag.HOSPITAL)]
    return bool(follows) and all(follows[0].first < first for first in firsts)


def _of_persons(clause: Clause, figure: Figure) -> bool:
    thing = thing_counted(clause, figure)
    return thing is not None and thing.tag in PERSONS


def _patients_called(clause: Clause, said: _Said) -> list[Figure]:
    """As in "A hundred patients were told that their appointment is off": as many appointments as patients."""
    each = bool(said.things) and all(m.tag in (Tag.OPERATION_ONE, Tag.APPOINTMENT_ONE) for m in said.things)
    if not clause.has(Tag.THEIR) and not each:
        return []
    return [f for f in clause.figures if f.counts and _of_persons(clause, f)]
