"""Which kind of attack it is, whether the emergency plan runs, and whether patients came to harm."""

from __future__ import annotations

from codedark.record.assertion import Status
from codedark.record.reading.circumstances import no_fact_because
from codedark.record.reading.clauses import Clause
from codedark.record.reading.counting import PATIENTS, negated
from codedark.record.reading.gathering import Gathering, neighbours
from codedark.record.reading.tags import Mark, Tag
from codedark.record.reading.tokens import words_in

_ATTACK = "attack_type"
_PLAN = "emergency_plan"
_HARM = "harm"
_KINDS = ((Tag.RANSOMWARE, "ransomware"), (Tag.DDOS, "ddos"), (Tag.PHISHING, "phishing"))


def read(clause: Clause, seen: Gathering) -> None:
    """What a clause says of the attack, the plan and harm."""
    _kind(clause, seen)
    _plan(clause, seen)
    _harm(clause, seen)


def _kind(clause: Clause, seen: Gathering) -> None:
    sentence = seen.sentence
    if sentence is None:
        return
    near = neighbours(sentence, clause)
    asked = clause.of(Tag.ATTACK_KIND) or _kind_asked(clause)
    if asked and any(c.has(Tag.UNCLEAR) for c in near):
        reason = no_fact_because(clause, seen)
        if not reason:
            seen.propose(_ATTACK, None, asked, "attack-unknown", status=Status.UNKNOWN)
        return
    for tag, value in _KINDS:
        named = clause.of(tag)
        if not named:
            continue
        reason = no_fact_because(clause, seen) or ("denied" if negated(clause) or clause.has(Tag.DENY) else "")
        if not reason and any(c.has(Tag.UNCLEAR) or _whether(c) for c in near):
            reason = "not-known"
        if reason:
            seen.decline(_ATTACK, reason, named)
        else:
            seen.propose(_ATTACK, value, named[:1], f"attack-{value}")


def _kind_asked(clause: Clause) -> list[Mark]:
    """A word for kind close to one for the attack."""
    for kind in clause.of(Tag.KIND_WORD):
        for attack in clause.of(Tag.ATTACK):
            if abs(attack.first - kind.last) <= _CLOSE:
                return [kind, attack]
    return []


_CLOSE = 5


def _whether(clause: Clause) -> bool:
    return any(m.first == clause.opener and m.tag is Tag.WHETHER for m in clause.marks)


def _plan(clause: Clause, seen: Gathering) -> None:
    plan = [m for m in (*clause.of(Tag.PLAN), *clause.about) if m.tag is Tag.PLAN]
    begun, ended = clause.of(Tag.ACTIVATE), clause.of(Tag.LIFT)
    if not plan or not (begun or ended):
        return
    reason = no_fact_because(clause, seen) or ("negation" if negated(clause) or clause.has(Tag.DENY) else "")
    if not reason and ended:
        reason = "solved"
        seen.over.add((_PLAN, ""))
    if reason:
        seen.decline(_PLAN, reason, [*plan, *begun, *ended])
    else:
        seen.propose(_PLAN, True, [*plan, *begun], "plan-activated")


def _harm(clause: Clause, seen: Gathering) -> None:
    harm = clause.of(Tag.HARM)
    sentence = seen.sentence
    if not harm or sentence is None:
        return
    near = neighbours(sentence, clause)
    people = [m for m in (*clause.of(*PATIENTS, Tag.PEOPLE), *clause.about) if m.tag in (*PATIENTS, Tag.PEOPLE)]
    neg = [n for c in near if c is clause or c.has(Tag.EVIDENCE, Tag.KNOWN) for n in negated(c)]
    suspected = any(c.has(Tag.SUSPECT, Tag.UNCLEAR) or _whether(c) for c in near)
    at = [*harm, *people]
    reason = no_fact_because(clause, seen)
    if not people and not (_nobody(neg, seen) or suspected):
        return
    if reason:
        seen.decline(_HARM, reason, at)
    elif suspected:
        seen.propose(_HARM, "suspected", [*at, *clause.of(Tag.SUSPECT)], "harm-suspected")
    elif neg and _denies_harm(clause, near, neg, harm):
        seen.propose(
            _HARM, None, [*at, *[n for n in neg if n in clause.marks]], "no-harm-known", status=Status.NONE_KNOWN
        )
    elif not neg and people and sentence.has(Tag.BECAUSE_OF_IT, Tag.ATTACK):
        seen.propose(_HARM, "confirmed", at, "harm-confirmed")


def _nobody(neg: list[Mark], seen: Gathering) -> bool:
    if seen.sentence is None:
        return False
    return any(seen.sentence.words[n.first].text in _NOBODY for n in neg)


_NOBODY = words_in("personne niemand anyone nobody no-one none personne niemandem")


def _denies_harm(clause: Clause, near: list[Clause], neg: list[Mark], harm: list[Mark]) -> bool:
    """Whether the denial is of the harm: in its clause, or in one that governs it."""
    return any(n in clause.marks for n in neg) or any(c.has(Tag.EVIDENCE, Tag.KNOWN) for c in near) or bool(harm)
