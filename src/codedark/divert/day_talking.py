"""Events of one conversation, taken by the table: asked, yes, no, given up, ended, and time running out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from codedark.divert.board import Day, Gone, Kept
from codedark.divert.board_views import free_again
from codedark.divert.conversation import HOLDS, UNDER_WAY, Talk, TalkState
from codedark.divert.conversation_rules import RULES, When
from codedark.divert.day_effects import Effect, EntryKind
from codedark.divert.happening import Event, Tick
from codedark.divert.talk_events import (
    Accepted,
    Cancelled,
    Died,
    Marked,
    Offered,
    ProvisionallyAccepted,
    Refused,
    WentHome,
    Withdrawn,
)
from codedark.divert.turn import Impossible, Turn
from codedark.hospital.records import PatientId, SiteId

ANSWER_WITHIN_MIN = 30.0
"""Minutes an offer waits for an answer where nobody said another time."""


def _names_none_other(talk: Talk | None, event: Any) -> bool:
    return talk is not None and getattr(event, "to", None) in {None, talk.to}


_MET: Mapping[When, Callable[[Talk | None, Any], bool]] = {
    When.ALWAYS: lambda talk, event: True,
    When.SAME_PLACE: lambda talk, event: talk is not None and event.to == talk.to,
    When.NO_OTHER_PLACE: _names_none_other,
    When.WAS_SILENT: lambda talk, event: talk is not None and talk.silent and _names_none_other(talk, event),
    When.CREW_NAMED: lambda talk, event: event.crew is not None,
}


def ruled(turn: Turn, patient: PatientId) -> tuple[Talk | None, TalkState]:
    """A patient's conversation, and the state that the table leads to.

    Raises:
        Impossible: with the table's reason, or because nobody knows the patient.
    """
    turn.patient(patient)
    talk = turn.day.talk_of(patient)
    rule = RULES[turn.day.state_of(patient), turn.name]
    if rule.after is None or not _MET[rule.when](talk, turn.event):
        raise Impossible(f"{_stands(turn, patient, talk)}: {rule.no}")
    return talk, rule.after


def _stands(turn: Turn, patient: PatientId, talk: Talk | None) -> str:
    state = turn.day.state_of(patient)
    where = f" ({turn.day.name_of(talk.to)})" if talk is not None and talk.to else ""
    return f"{patient} stands at {state}{where}"


def moved(turn: Turn, before: Talk | None, after: Talk, what: str, *, why: str = "", by: str = "") -> None:
    """Keep a conversation's next state, with its entry."""
    turn.put(before, after, why=why, by=by)
    turn.entry(
        f"{after.patient}: {what}" + (f" ({why})" if why else ""),
        who=by,
        patient=after.patient,
        place=after.to or None,
        before=str(before.state if before is not None else TalkState.NOTHING),
        after=str(after.state),
    )


def offered(turn: Turn, event: Offered) -> None:
    """A doctor was asked: to where the plan says, or elsewhere, as whoever called chose."""
    turn.place(event.to)
    talk, after = ruled(turn, event.patient)
    if event.to == turn.day.patients[event.patient].site:
        raise Impossible(f"{event.patient} lies at {event.to}: offer another place")
    same = talk is not None and talk.open and talk.to == event.to
    pool = event.pool or (talk.pool if talk is not None and same else "") or _own_pool(turn, event.patient, event.to)
    expires = event.at_min + ANSWER_WITHIN_MIN if event.expires_min is None else event.expires_min
    if expires <= turn.day.minute:
        raise Impossible(f"the offer has run out at minute {expires:g}: name a later one, or enter what they said")
    start = talk if talk is not None and talk.open else Talk(patient=event.patient, to=event.to, pool=pool, state=after)
    told = replace(start, to=event.to, pool=pool, state=after, doctor=event.doctor, expires_min=expires)
    _plan_for(turn, event.patient)
    turn.change(excluded=turn.day.excluded - {(event.patient, event.to)})
    where = turn.day.name_of(event.to)
    what = f"offered to {where} ({pool or 'outside the list'}), until minute {expires:g}"
    moved(turn, talk, told, what, by=event.doctor)
    turn.replan(f"{event.patient} is offered to {where}")


def _own_pool(turn: Turn, patient: PatientId, to: SiteId) -> str:
    return "" if to in turn.day.typed_in else turn.day.patients[patient].pool


def _plan_for(turn: Turn, patient: PatientId) -> None:
    """A person speaks about a place again: what kept the patient from being planned is over."""
    if patient in turn.day.kept:
        turn.change(kept={p: kept for p, kept in turn.day.kept.items() if p != patient})


def answered_yes(turn: Turn, event: Accepted | ProvisionallyAccepted) -> None:
    """A yes; late ones are taken, and what silence had excluded is asked again."""
    talk, after = ruled(turn, event.patient)
    if talk is None:  # pragma: no cover - the table refuses it
        raise Impossible("no offer is open")
    expires = event.expires_min if isinstance(event, ProvisionallyAccepted) else None
    told = replace(
        talk,
        state=after,
        doctor=event.doctor or talk.doctor,
        expires_min=inf if expires is None else expires,
        silent=False,
    )
    turn.change(excluded=turn.day.excluded - {(talk.patient, talk.to)})
    what = "agreed by" if after is TalkState.ACCEPTED else "provisionally agreed by"
    late = ", late" if talk.silent else ""
    why = getattr(event, "why", "")
    moved(turn, talk, told, f"{what} {turn.day.name_of(talk.to)}{late}", why=why, by=told.doctor)
    turn.replan(f"{talk.patient} has a place")


def refused(turn: Turn, event: Refused) -> None:
    """A no, or a yes taken back; on the road it leaves the patient without a place."""
    talk, after = ruled(turn, event.patient)
    if talk is None:  # pragma: no cover - the table refuses it
        raise Impossible("no offer is open")
    said_no(turn, talk, after, full=event.full, why=event.why, by=event.by)


def said_no(turn: Turn, talk: Talk, after: TalkState, *, full: bool, why: str, by: str) -> None:
    """They will not take the patient. Where the patient is on the road, somebody must find a place now."""
    turn.change(excluded=turn.day.excluded | {(talk.patient, talk.to)})
    if after is not TalkState.ARRIVED_REFUSED:
        turn.leave_crew(talk, None)
    where = turn.day.name_of(talk.to)
    told = replace(talk, state=after, crew=talk.crew if after is TalkState.ARRIVED_REFUSED else None, silent=False)
    moved(turn, talk, told, f"refused by {where}", why=why, by=by or talk.doctor)
    if full:
        turn.full(talk)
    if after is TalkState.ARRIVED_REFUSED:
        nearest = _nearest(turn.day, talk)
        why = f"{talk.patient} is with the crew and refused at {where}; nearest with a bed told free: {nearest}"
        turn.call(None, turn.day.clinician_of(talk.patient), why, talk.patient)
    turn.replan(f"{where} refused {talk.patient}")


def _nearest(day: Day, talk: Talk, most: int = 3) -> str:
    """Places with a free bed of the patient's kind, by road from where the crew stands; for a person to call."""
    pool = day.patients[talk.patient].pool
    found = []
    for (place, kind), lot in day.lots.items():
        road = day.road_min(talk.to, place)
        if kind == pool and isinstance(lot.free, int) and lot.free > 0 and (talk.patient, place) not in day.excluded:
            found.append((inf if road is None else road, day.name_of(place)))
    told = [f"{name} ({road:g} min)" if road < inf else f"{name} (road not told)" for road, name in sorted(found)]
    return ", ".join(told[:most]) or "none is known"


def withdrawn(turn: Turn, event: Withdrawn) -> None:
    """We give the place back: they are told, and it is not proposed for this patient again unless somebody says so."""
    talk, after = ruled(turn, event.patient)
    if talk is None:  # pragma: no cover - the table refuses it
        raise Impossible("no place is spoken of")
    _not_needed(turn, talk)
    turn.leave_crew(talk, None)
    turn.change(excluded=turn.day.excluded | {(talk.patient, talk.to)})
    told = replace(talk, state=after, crew=None)
    moved(turn, talk, told, f"place at {turn.day.name_of(talk.to)} given back", why=event.why, by=event.by)
    turn.replan(f"{talk.patient} needs another place")


def _not_needed(turn: Turn, talk: Talk) -> None:
    if talk.state in HOLDS and talk.to:
        turn.call(talk.to, talk.doctor, f"{talk.patient} does not need the place any longer", talk.patient)


def cancelled(turn: Turn, event: Cancelled) -> None:
    """A named person decides that the patient stays."""
    if not event.by.strip():
        raise Impossible("nobody is named: enter `by`, the person who answers for the patient")
    _ended(turn, event, f"not moved, as {event.by} decided", event.why)
    turn.change(kept={**turn.day.kept, event.patient: Kept(by=event.by, why=event.why)})


def went_home(turn: Turn, event: WentHome) -> None:
    """The patient left for home."""
    _ended(turn, event, "went home", "")
    turn.change(gone={**turn.day.gone, event.patient: Gone(died=False, at_min=event.at_min, by=event.by)})


def died(turn: Turn, event: Died) -> None:
    """The patient died; a crew under way comes back."""
    talk = turn.day.talk_of(event.patient)
    if talk is not None and talk.state in UNDER_WAY:
        turn.leave_crew(talk, free_again(turn.day, talk, event.at_min))
    _ended(turn, event, "died", "")
    turn.change(gone={**turn.day.gone, event.patient: Gone(died=True, at_min=event.at_min, by=event.by)})


def _ended(turn: Turn, event: Cancelled | WentHome | Died, what: str, why: str) -> None:
    talk, after = ruled(turn, event.patient)
    if talk is not None and talk.open:
        _not_needed(turn, talk)
        if talk.state not in UNDER_WAY:
            turn.leave_crew(talk, None)
        told = replace(talk, state=after, crew=None)
    else:
        told = Talk(patient=event.patient, to=SiteId(""), pool="", state=after)
    moved(turn, talk, told, what, why=why, by=event.by)
    turn.replan(f"{event.patient} {what}")


def marked(turn: Turn, event: Marked) -> None:
    """Record, medication, family: the first time counts."""
    talk, _ = ruled(turn, event.patient)
    if talk is None:  # pragma: no cover - the table refuses it
        raise Impossible("no place is spoken of")
    if any(mark is event.mark for mark, _ in talk.marks):
        raise Impossible(f"{event.patient}: {event.mark} is marked already")
    told = replace(talk, marks=(*talk.marks, (event.mark, event.at_min)))
    moved(turn, talk, told, f"{event.mark} {'told' if event.mark == 'family' else 'sent along'}", by=event.by)


def expired(day: Day, minute: float) -> tuple[Day, tuple[Effect, ...]]:
    """What time alone does: offers whose minute has come are refused by silence."""
    effects: list[Effect] = []
    for talk in [t for t in day.open_talks if t.expires_min <= minute]:
        if (talk.state, "expired") not in RULES or RULES[talk.state, "expired"].after is None:
            continue
        turn = Turn(day, Tick(at_min=talk.expires_min), "expired", EntryKind.TIME)
        where = day.name_of(talk.to)
        turn.change(excluded=day.excluded | {(talk.patient, talk.to)})
        moved(turn, talk, replace(talk, state=TalkState.REFUSED, silent=True), f"{where} did not answer in time")
        why = f"the offer of {talk.patient} has run out: another place is looked for"
        turn.call(talk.to, talk.doctor, why, talk.patient)
        turn.replan(f"{where} did not answer")
        day, effects = turn.day, [*effects, *turn.effects]
    return day, tuple(effects)


HANDLERS: Mapping[type[Event], Callable[[Turn, Any], None]] = {
    Offered: offered,
    Accepted: answered_yes,
    ProvisionallyAccepted: answered_yes,
    Refused: refused,
    Withdrawn: withdrawn,
    Cancelled: cancelled,
    WentHome: went_home,
    Died: died,
    Marked: marked,
}
