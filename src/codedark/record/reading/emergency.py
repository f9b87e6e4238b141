"""The emergency department, and whether ambulances come to it."""

from __future__ import annotations

from codedark.record.reading.circumstances import no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import PATIENTS, counts_of, negated
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Mark, Tag

_ED = "ed_status"
_DIVERSION = "ambulance_diversion"


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of the emergency department and of ambulances."""
    _department(clause, seen)
    _ambulances(clause, seen)


def _department(clause: Clause, seen: Gathering) -> None:
    things = [m for m in (*clause.of(Tag.ED), *clause.about) if m.tag is Tag.ED]
    if not things:
        return
    state, at = _state(clause, seen)
    if not state:
        return
    reason = no_fact_because(clause, seen)
    if not reason and (clause.has(Tag.DENY) or (negated(clause) and state != "walk-in-only")):
        reason = "denied" if clause.has(Tag.DENY) else "negation"
    if reason:
        seen.decline(_ED, reason, [*things, *at])
        return
    reopened = state == "open" and clause.has(Tag.AGAIN)
    if reopened:
        seen.over.add((_ED, ""))
    seen.propose(_ED, state, [*things, *at], "ed-reopened" if reopened else f"ed-{state}")


def _state(clause: Clause, seen: Gathering) -> tuple[str, list[Mark]]:
    """The state and the words for it; empty: none is told."""
    on_foot, limited = clause.of(Tag.ON_FOOT), clause.of(Tag.LIMITED)
    if clause.has(Tag.CAPACITY):
        limited = [*limited, *clause.of(Tag.REDUCED)]
    if not on_foot and clause.has(Tag.ONLY) and seen.sentence is not None:
        on_foot = [m for c in seen.sentence.clauses if c.parent is clause for m in c.of(Tag.ON_FOOT)]
    if on_foot and (clause.has(Tag.ONLY) or _others_too(clause, seen)):
        return "walk-in-only", on_foot
    opened, again, closed = clause.of(Tag.OPEN), clause.of(Tag.AGAIN), clause.of(Tag.CLOSED)
    served = clause.of(Tag.RECEIVED) if not clause.has(Tag.AMBULANCE) else []
    served += clause.of(Tag.WORKS)
    if again and (opened or served) and not limited and not closed:
        return "open", [*again, *opened, *served]
    if limited:
        return "limited", limited
    closed = closed or _shut_at_the_end(clause, seen)
    if closed and not _of_beds(clause):
        return "closed", closed
    plain = opened and not closed and not clause.has(Tag.ONLY)
    return ("open", opened) if plain else ("", [])


def _shut_at_the_end(clause: Clause, seen: Gathering) -> list[Mark]:
    """German "zu" as the last word of a clause; elsewhere it is "to"."""
    if seen.sentence is None or seen.lang != "de" or seen.sentence.words[clause.places[-1]].text != "zu":
        return []
    return [Mark(Tag.CLOSED, clause.places[-1], clause.places[-1])]


def _others_too(clause: Clause, seen: Gathering) -> bool:
    return clause.has(Tag.WHOEVER) or (seen.sentence is not None and seen.sentence.has(Tag.DIVERT))


def _of_beds(clause: Clause) -> bool:
    return clause.has(Tag.BED)


def _ambulances(clause: Clause, seen: Gathering) -> None:
    said = _diverted(clause, seen)
    if said is None:
        return
    value, at = said
    reason = no_fact_because(clause, seen)
    if not reason and clause.has(Tag.DENY):
        reason = "denied"
    if reason:
        seen.decline(_DIVERSION, reason, at)
        return
    if not value:
        seen.over.add((_DIVERSION, ""))
    seen.propose(_DIVERSION, value, at, "diverted" if value else "received-again")


def _diverted(clause: Clause, seen: Gathering) -> tuple[bool, list[Mark]] | None:
    """Whether ambulances are taken elsewhere, and the words that say so; None: nothing is said of it."""
    vehicles = [m for m in (*clause.of(Tag.AMBULANCE, Tag.DISPATCH), *clause.about) if m.tag in _VEHICLES]
    divert, received, brought = clause.of(Tag.DIVERT), clause.of(Tag.RECEIVED), clause.of(Tag.BROUGHT)
    neg, department = negated(clause), clause.of(Tag.ED)
    patients = clause.of(*PATIENTS)
    if any(thing is not None for _, thing in counts_of(clause, PATIENTS, seen)):
        return None
    if divert and clause.has(Tag.LIFT) and not neg:
        return False, [*vehicles, *divert]
    again = clause.of(Tag.AGAIN)
    if vehicles and again and not neg and not (divert and clause.has(Tag.ELSEWHERE)) and not clause.has(Tag.GO_OUT):
        return False, [*vehicles, *again, *received]
    if vehicles and neg and (received or brought):
        return True, [*neg, *vehicles, *received, *brought]
    if neg and patients and brought and department:
        return True, [*neg, *patients, *brought, *department]
    if vehicles and divert:
        return (False, [*neg, *vehicles, *divert]) if _no_longer(clause, neg) else (True, [*vehicles, *divert])
    taken = clause.of(Tag.MOVE, Tag.BROUGHT)
    if vehicles and taken and clause.has(Tag.ELSEWHERE) and not neg:
        return True, [*vehicles, *taken]
    signed_off = [m for m in divert if _is_signing_off(m, seen)]
    return (True, [*department, *signed_off]) if department and signed_off else None


_VEHICLES = (Tag.AMBULANCE, Tag.DISPATCH)


def _no_longer(clause: Clause, neg: list[Mark]) -> bool:
    return bool(neg) or clause.has(Tag.ENDED)


def _is_signing_off(mark: Mark, seen: Gathering) -> bool:
    return seen.sentence is not None and seen.sentence.words[mark.last].text in ("abgemeldet", "abmelden", "divert")
