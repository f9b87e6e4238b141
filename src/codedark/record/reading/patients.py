"""Patients moved to other hospitals, patients waiting, and how many of either."""

from __future__ import annotations

from codedark.record.assertion import Qualifier
from codedark.record.reading.circumstances import may_fear, no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import (
    APPOINTMENTS,
    OPERATIONS,
    PATIENTS,
    PERSONS,
    counts_of,
    leaves_nothing,
    negated,
)
from codedark.record.reading.emergency import coming_by_ambulance
from codedark.record.reading.figures import Figure
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import words_in

_MOVED = "patients_transferred"
_WAITING = "patients_waiting"
_DIVERTED = "patients_diverted"


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of patients moved, taken elsewhere by ambulance, and waiting."""
    _moved(clause, seen)
    _diverted(clause, seen)
    _waiting(clause, seen)


def _moved(clause: Clause, seen: Gathering) -> None:
    events = clause.of(Tag.MOVE)
    nouns = clause.of(Tag.TRANSFERS)
    people = [m for m in (*clause.of(*PATIENTS), *clause.about) if m.tag in PATIENTS]
    counts = list(counts_of(clause, (*PATIENTS, Tag.TRANSFERS) if nouns else PATIENTS, seen)) if events or nouns else []
    counts = [c for c in counts if c[1] is not None or (events and not _of_others(clause))]
    if not events and clause.has(Tag.ELSEWHERE) and not clause.has(Tag.ED, Tag.AMBULANCE):
        events = clause.of(Tag.BROUGHT, Tag.RECEIVED, Tag.TAKES_IN)
        counts = list(counts_of(clause, PATIENTS, seen)) if events else []
        counts = [c for c in counts if c[1] is not None and _are_brought(clause, c[1], events)]
        if not counts:
            return
    if not people and not counts and events and _nobody_moved(clause, seen, events):
        return
    if not (events and (people or counts)) and not (nouns and (counts or people)):
        return
    at: list[Mark | Figure] = [*events, *nouns, *people, *(figure for figure, _ in counts)]
    if (clause.has(Tag.ED, Tag.AMBULANCE) or coming_by_ambulance(clause, seen)) and not counts:
        return  # that is where ambulances go, not who was moved
    if clause.has(Tag.ED) and not clause.has(Tag.ELSEWHERE, Tag.TRANSFERS) and clause.has(Tag.BROUGHT):
        return
    reason = no_fact_because(clause, seen) or ("may-happen" if may_fear(clause) else "")
    if clause.has(Tag.INTERNAL):
        reason = reason or "internal"
    if clause.has(Tag.DENY):
        reason = reason or "denied"
    if reason:
        seen.decline(_MOVED, reason, at)
        return
    neg = negated(clause)
    if neg and leaves_nothing(clause, _denied_people(clause, people, neg)):
        seen.propose(_MOVED, 0, [*neg, *at], "none-moved", Qualifier.EXACT)
    elif neg:
        seen.decline(_MOVED, "negation", [*neg, *at])
    elif counts:
        for figure, thing in counts:
            seen.count(_MOVED, figure, [*([thing] if thing else []), *(events[-1:] or nouns[-1:])], "moved")
    elif _of_others(clause) and not clause.has(Tag.ELSEWHERE):
        return
    elif any(m.tag is Tag.PATIENT for m in people) and (events or nouns):
        seen.propose(_MOVED, None, at, "some-moved", Qualifier.UNCOUNTED)
    elif any(m.tag is Tag.PATIENT_ONE for m in people) and events:
        _one_moved(clause, seen, [*people, *events])


def _are_brought(clause: Clause, thing: Mark, events: list[Mark]) -> bool:
    """Whether the patients are whom it happens to, not whom the hospital takes in from elsewhere."""
    ours = any(m.first < thing.first for m in clause.of(Tag.HOSPITAL))
    return clause.has(Tag.VERB) and not ours and any(thing.last < e.first for e in events)


def _nobody_moved(clause: Clause, seen: Gathering, events: list[Mark]) -> bool:
    """As in "nobody had to be moved": a zero, where the verb can be of patients only."""
    nobody = [] if seen.sentence is None else [n for n in clause.of(Tag.NONE) if _says_nobody(seen, n)]
    if not nobody or _of_others(clause) or clause.has(Tag.INTERNAL, Tag.DENY) or no_fact_because(clause, seen):
        return False
    seen.propose(_MOVED, 0, [*nobody, *events], "none-moved", Qualifier.EXACT)
    return True


def _says_nobody(seen: Gathering, mark: Mark) -> bool:
    return seen.sentence is not None and seen.sentence.words[mark.first].text in _NOBODY


_NOBODY = words_in("niemand nobody no-one personne")


def _denied_people(clause: Clause, people: list[Mark], neg: list[Mark]) -> list[Mark]:
    """Whom a denial can be of: patients, or one right behind it ("no patient")."""
    last = {n.last for n in neg}
    data = {m.first for m in clause.of(Tag.DATA, Tag.EHR)} | {m.last for m in clause.of(Tag.DATA, Tag.EHR)}
    return [m for m in people if m.tag is Tag.PATIENT or (m.first - 1 in last and m.last + 1 not in data)]


def _of_others(clause: Clause) -> bool:
    """Whether a clause is about operations or beds, where the verb means something else."""
    return clause.has(*OPERATIONS, *APPOINTMENTS, Tag.BED)


def _one_moved(clause: Clause, seen: Gathering, at: list[Mark]) -> None:
    if clause.has(Tag.ELSEWHERE) and seen.sentence is not None:
        before = seen.sentence.words[max(0, at[0].first - 2) : at[0].first]
        if any(word.text in _ONE for word in before):
            seen.propose(_MOVED, 1, at, "one-moved", Qualifier.EXACT)


_ONE = words_in("een één un une ein eine a one")


def _diverted(clause: Clause, seen: Gathering) -> None:
    """As in "Twelve patients were diverted to other hospitals": they never came in."""
    events = clause.of(Tag.DIVERT)
    if not events or clause.has(Tag.MOVE) or _of_others(clause) or may_fear(clause) or negated(clause):
        return
    counts = [c for c in counts_of(clause, PERSONS, seen) if c[1] is not None]
    at: list[Mark | Figure] = [*events, *(figure for figure, _ in counts)]
    reason = no_fact_because(clause, seen) if counts else ""
    if reason:
        seen.decline(_DIVERTED, reason, at)
        return
    for figure, thing in counts:
        seen.count(_DIVERTED, figure, [*([thing] if thing else []), *events[-1:]], "patients-diverted")


def _for_something(clause: Clause, events: list[Mark]) -> bool:
    """Whether they wait for an operation or an appointment, not in a waiting room."""
    return any(abs(t.first - e.last) <= _FOR for t in clause.of(*OPERATIONS, *APPOINTMENTS) for e in events)


_FOR = 4


def _waiting(clause: Clause, seen: Gathering) -> None:
    events = clause.of(Tag.WAIT)
    if not events:
        return
    counts = [c for c in counts_of(clause, PERSONS, seen) if c[1] is not None]
    if not counts or _for_something(clause, events):
        return
    at: list[Mark | Figure] = [*events, *(figure for figure, _ in counts)]
    reason = no_fact_because(clause, seen)
    neg = negated(clause)
    if reason or neg:
        seen.decline(_WAITING, reason or "negation", at)
        return
    for figure, thing in counts:
        seen.count(_WAITING, figure, [*([thing] if thing else []), *events[-1:]], "waiting")
