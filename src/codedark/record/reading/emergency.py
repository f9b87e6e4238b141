"""The emergency department, and whether ambulances come to it."""

from __future__ import annotations

from codedark.record.reading.circumstances import no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import PATIENTS, counts_of, negated
from codedark.record.reading.gathering import Gathering
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import words_in

_ED = "ed_status"
_DIVERSION = "ambulance_diversion"


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of the emergency department and of ambulances."""
    _department(clause, seen)
    _ambulances(clause, seen)


def _department(clause: Clause, seen: Gathering) -> None:
    things = [m for m in (*clause.of(Tag.ED), *clause.about) if m.tag is Tag.ED]
    if not things and _walking_in(clause, seen):
        things = clause.of(*PATIENTS, Tag.PEOPLE)
    if not things:
        return
    state, at = _state(clause, seen)
    if not state:
        return
    reason = no_fact_because(clause, seen)
    if not reason and state in ("limited", "walk-in-only") and _asked_of_people(clause, seen):
        reason = "advice"
    if not reason and (clause.has(Tag.DENY) or (negated(clause) and state != "walk-in-only")):
        reason = "denied" if clause.has(Tag.DENY) else "negation"
    if reason:
        seen.decline(_ED, reason, [*things, *at])
        return
    reopened = state == "open" and clause.has(Tag.AGAIN)
    if reopened:
        seen.over.add((_ED, ""))
    seen.propose(_ED, state, [*things, *at], "ed-reopened" if reopened else f"ed-{state}")


def _walking_in(clause: Clause, seen: Gathering) -> bool:
    """As in "Patients who come by themselves are seen, ambulances are not accepted": the department, unnamed."""
    words = () if seen.sentence is None else seen.sentence.words
    taken = clause.has(Tag.BROUGHT, Tag.RECEIVED, Tag.OPEN) or any(words[p].text in _TREATED for p in clause.places)
    if not taken or not clause.has(Tag.ON_FOOT) or clause.has(Tag.AMBULANCE) or negated(clause):
        return False
    return _refused(seen) or (seen.sentence is not None and any(_diverts(c) for c in seen.sentence.clauses))


def _diverts(clause: Clause) -> bool:
    return clause.has(Tag.AMBULANCE) and clause.has(Tag.DIVERT) and not negated(clause)


_TREATED = words_in(
    "geholpen behandeld verzorgd gezien soignés soignées soigné examinés pris prises behandelt versorgt treated seen"
)


def _state(clause: Clause, seen: Gathering) -> tuple[str, list[Mark]]:
    """The state and the words for it; empty: none is told."""
    on_foot, limited = clause.of(Tag.ON_FOOT), clause.of(Tag.LIMITED)
    if clause.has(Tag.CAPACITY):
        limited = [*limited, *clause.of(Tag.REDUCED)]
    limited = limited or _gravest_only(clause, seen)
    if not on_foot and (clause.has(Tag.ONLY) or _refused(seen)) and seen.sentence is not None:
        on_foot = [m for c in seen.sentence.clauses if c.parent is clause for m in c.of(Tag.ON_FOOT)]
    if on_foot and (clause.has(Tag.ONLY) or _others_too(clause, seen)):
        return "walk-in-only", on_foot
    opened, again, closed = clause.of(Tag.OPEN), clause.of(Tag.AGAIN), clause.of(Tag.CLOSED)
    served = clause.of(Tag.RECEIVED) if not clause.has(Tag.AMBULANCE) else []
    served += clause.of(Tag.WORKS)
    turns = [*again, *(b for b in clause.of(Tag.BUT) if any(b.first < o.first for o in opened))]
    if turns and opened and (closed or limited) and all(m.last < turns[-1].first for m in (*closed, *limited)):
        return "open", [*turns, *opened]  # "shut since Monday, reopened"
    if again and (opened or served) and not limited and not closed:
        return "open", [*again, *opened, *served]
    if limited:
        return "limited", limited
    if clause.has(Tag.AMBULANCE):
        closed = [m for m in closed if m.last == m.first or not _refusing(m, seen)]
    closed = closed or _shut_at_the_end(clause, seen)
    if closed and not _of_beds(clause):
        return "closed", closed
    plain = opened and not closed and not clause.has(Tag.ONLY)
    return ("open", opened) if plain else ("", [])


def _gravest_only(clause: Clause, seen: Gathering) -> list[Mark]:
    """As in "takes in only patients in danger of their lives": a word for only, and one for how bad it is."""
    if seen.sentence is None or not clause.has(Tag.ONLY):
        return []
    words = seen.sentence.words
    return [Mark(Tag.LIMITED, p, p) for p in clause.places if words[p].text.startswith(_GRAVE)][:1]


_GRAVE = (
    "levensbedreig", "kritiek", "levensgevaar", "zwaarste", "ernstigste", "lebensbedroh", "lebensgefahr", "schwerst",
    "schwerkrank", "vital", "graves", "gravissimes", "life-threat", "critical", "sickest",
)  # fmt: skip


def _asked_of_people(clause: Clause, seen: Gathering) -> bool:
    """Whether people are asked to come in such cases only: that is advice, and the department's state stays open."""
    if seen.sentence is None:
        return False
    told = [clause, *([clause.parent] if clause.parent is not None else [])]
    return any(seen.sentence.words[p].text in _ASKS for c in told for p in c.places)


_ASKS = words_in(
    "vraagt vragen gevraagd verzocht verzoekt oproept priés prié priées invités invitées invite prie gebeten bittet "
    "bitten aufgerufen appelliert asked asks asking urged urges urging please opgeroepen"
)


def _refusing(mark: Mark, seen: Gathering) -> bool:
    """Whether words for closed are "takes no more", which may be of ambulances."""
    return seen.sentence is not None and seen.sentence.words[mark.first].text in _TAKES


_TAKES = words_in("n' ne neemt nimmt nehmen no stopped")


def _shut_at_the_end(clause: Clause, seen: Gathering) -> list[Mark]:
    """German "zu" as the last word of a clause; elsewhere it is "to"."""
    if seen.sentence is None or seen.lang != "de" or seen.sentence.words[clause.places[-1]].text != "zu":
        return []
    return [Mark(Tag.CLOSED, clause.places[-1], clause.places[-1])]


def _others_too(clause: Clause, seen: Gathering) -> bool:
    return clause.has(Tag.WHOEVER) or (seen.sentence is not None and (seen.sentence.has(Tag.DIVERT) or _refused(seen)))


def _refused(seen: Gathering) -> bool:
    """Whether the sentence says that ambulances are not taken in."""
    clauses = () if seen.sentence is None else seen.sentence.clauses
    return any(c.has(Tag.AMBULANCE) and c.has(Tag.RECEIVED, Tag.BROUGHT) and negated(c) for c in clauses)


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
    vehicles = vehicles or coming_by_ambulance(clause, seen)
    divert, received, brought = clause.of(Tag.DIVERT), clause.of(Tag.RECEIVED), clause.of(Tag.BROUGHT)
    neg, department = negated(clause), clause.of(Tag.ED)
    patients = clause.of(*PATIENTS)
    if any(thing is not None for _, thing in counts_of(clause, PATIENTS, seen)):
        return None
    if divert and clause.has(Tag.LIFT) and not neg:
        return False, [*vehicles, *divert]
    again = clause.of(Tag.AGAIN)
    vague = not clause.has(Tag.AMBULANCE) and not (received or brought or divert)
    gone = clause.has(Tag.GO_OUT) or (divert and clause.has(Tag.ELSEWHERE))
    if vehicles and again and not neg and not gone and not vague:
        return False, [*vehicles, *again, *received]
    if vehicles and neg and (received or brought):
        return True, [*neg, *vehicles, *received, *brought]
    unable = [
        m for m in clause.of(Tag.DOWN) if seen.sentence is not None and seen.sentence.words[m.first].text in _UNABLE
    ]
    if vehicles and unable and received:
        return True, [*unable, *vehicles, *received]
    still = clause.of(Tag.STILL)
    if vehicles and still and not divert and not neg and not clause.has(Tag.MOVE, Tag.GO_OUT, Tag.ONLY):
        to_them = received or (clause.of(Tag.OPEN) if department and _open_to(clause, seen, vehicles) else [])
        if to_them:
            return False, [*vehicles, *still, *to_them]
    if neg and patients and brought and department:
        return True, [*neg, *patients, *brought, *department]
    if vehicles and divert:
        return (False, [*neg, *vehicles, *divert]) if _no_longer(clause, neg) else (True, [*vehicles, *divert])
    taken = clause.of(Tag.MOVE, Tag.BROUGHT)
    if vehicles and taken and clause.has(Tag.ELSEWHERE) and not neg:
        return True, [*vehicles, *taken]
    if divert and clause.has(Tag.HOSPITAL) and not neg and not patients and _on_divert(divert, seen):
        return True, divert
    signed_off = [m for m in divert if _is_signing_off(m, seen)]
    return (True, [*department, *signed_off]) if department and signed_off else None


def coming_by_ambulance(clause: Clause, seen: Gathering) -> list[Mark]:
    """As in "Patients who come by ambulance are taken ...": the vehicle of a relative clause about whom this one is."""
    whole = [] if seen.sentence is None else seen.sentence.clauses
    if not clause.has(*PATIENTS, Tag.PEOPLE, Tag.WHOEVER):
        return []
    return [m for c in whole if c.relative and c.parent is clause for m in c.of(Tag.AMBULANCE)]


_VEHICLES = (Tag.AMBULANCE, Tag.DISPATCH)


_UNABLE = words_in("unable incapable impossible unmöglich onmogelijk")


def _open_to(clause: Clause, seen: Gathering, vehicles: list[Mark]) -> bool:
    """As in "open to ambulances": for whom the door is open."""
    if seen.sentence is None:
        return False
    words = seen.sentence.words
    return any(v.first and words[v.first - 1].text in _OPEN_TO for v in vehicles for _ in clause.of(Tag.OPEN))


_OPEN_TO = words_in("to for voor aux für les den the")


def _no_longer(clause: Clause, neg: list[Mark]) -> bool:
    return bool(neg) or clause.has(Tag.ENDED)


def _on_divert(divert: list[Mark], seen: Gathering) -> bool:
    """English "on divert", of the house."""
    words = () if seen.sentence is None else seen.sentence.words
    return any(m.last > m.first and words[m.first].text == "on" for m in divert)


def _is_signing_off(mark: Mark, seen: Gathering) -> bool:
    return seen.sentence is not None and seen.sentence.words[mark.last].text in ("abgemeldet", "abmelden", "divert")
