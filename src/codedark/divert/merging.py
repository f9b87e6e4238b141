"""A new plan put on the board: its proposals beside what is agreed or asked, and the crews it counts on asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from codedark.divert.board import Day
from codedark.divert.conversation import HOLDS, Talk, TalkState
from codedark.divert.day_effects import Effect, EntryKind, RequestCrew
from codedark.divert.happening import Tick
from codedark.divert.requests import Request, RequestState, request_for, request_for_any
from codedark.divert.transfer_plan import GoesHome, Stays, Transfer, TransferPlan, Unplaced
from codedark.divert.turn import Turn
from codedark.hospital.records import PatientId
from codedark.hospital.words import Owner

ASK_AGAIN_MIN = 30.0
"""Minutes after which those who had no crew for a trip are asked once more."""


def merge(day: Day, plan: TransferPlan) -> tuple[Day, tuple[Effect, ...]]:
    """Put a new plan on the board: its proposals, beside what is agreed or asked, which stay as they are.

    A proposal nobody was told of is replaced or dropped without a word to anybody; one that stays the same keeps its
    conversation. Crews of others that the plan counts on for agreed transfers are asked for, each once.

    Returns:
        The board with `plan` on it, and what follows: entries, requests, whom to call about patients left without a
        place who had one before.
    """
    turn = Turn(day, Tick(at_min=day.minute), "proposed", EntryKind.PLANNED)
    proposed = {transfer.patient: transfer for transfer in plan.transfers}
    for talk in day.talks:
        if talk.state is TalkState.PROPOSED and talk.patient not in proposed:
            _dropped(turn, talk)
    for transfer in plan.transfers:
        _proposed(turn, transfer)
    _left_without(turn, plan)
    turn.change(plan=_settled(turn.day, plan))
    for transfer in plan.transfers:
        _crew_asked(turn, transfer, day.plan)
    for one in plan.unplaced:
        _any_crew_asked(turn, one)
    return turn.day, tuple(turn.effects)


def _dropped(turn: Turn, talk: Talk) -> None:
    turn.change(talks=tuple(t for t in turn.day.talks if t is not talk))
    turn.name = "dropped"
    turn.entry(
        f"{talk.patient} is no longer proposed to {turn.day.name_of(talk.to)}",
        who="plan",
        patient=talk.patient,
        place=talk.to,
        before=str(TalkState.PROPOSED),
    )


def _proposed(turn: Turn, transfer: Transfer) -> None:
    talk = turn.day.talk_of(transfer.patient)
    standing = TalkState.NOTHING if talk is None else talk.state
    if standing in HOLDS or not _may_be_planned(turn.day, transfer.patient):
        return
    if talk is not None and standing is TalkState.PROPOSED and (talk.to, talk.pool) == (transfer.to, transfer.pool):
        same = replace(talk, depart_min=transfer.depart_min, arrive_min=transfer.arrive_min)
        turn.change(talks=tuple(same if t is talk else t for t in turn.day.talks))
        return
    if talk is not None and standing is TalkState.PROPOSED:
        turn.change(talks=tuple(t for t in turn.day.talks if t is not talk))
    new = Talk(
        patient=transfer.patient,
        to=transfer.to,
        pool=transfer.pool,
        state=TalkState.PROPOSED,
        depart_min=transfer.depart_min,
        arrive_min=transfer.arrive_min,
    )
    turn.name = "proposed"
    turn.put(None, new, why=transfer.why, by="plan")
    turn.entry(
        f"{transfer.patient} is proposed to {turn.day.name_of(transfer.to)} ({transfer.pool}): {transfer.why}",
        who="plan",
        patient=transfer.patient,
        place=transfer.to,
        before=str(standing),
        after=str(TalkState.PROPOSED),
    )


def _may_be_planned(day: Day, patient: PatientId) -> bool:
    known = patient in day.patients and patient not in day.gone and patient not in day.kept
    return known and day.state_of(patient) not in {
        TalkState.ARRIVED_REFUSED, TalkState.TURNED_BACK, TalkState.HANDED_OVER, TalkState.DIED,
    }  # fmt: skip


def _settled(day: Day, plan: TransferPlan) -> TransferPlan:
    """The plan without a second word about patients who have a place: people spoke, and that counts."""

    def others(told: tuple[_One, ...]) -> tuple[_One, ...]:
        return tuple(one for one in told if day.state_of(one.patient) not in HOLDS)

    return replace(plan, stay=others(plan.stay), home=others(plan.home), unplaced=others(plan.unplaced))


_One = TypeVar("_One", Stays, GoesHome, Unplaced)


def _left_without(turn: Turn, plan: TransferPlan) -> None:
    """Whom the plan can place no longer: a named clinician is called, once."""
    before = {one.patient for one in turn.day.plan.unplaced} if turn.day.plan is not None else set()
    turn.name = "unplaced"
    for one in plan.unplaced:
        if one.patient not in before and turn.day.state_of(one.patient) not in HOLDS:
            turn.entry(f"no place for {one.patient}: {one.why}", who="plan", patient=one.patient)
            turn.call(None, one.clinician, f"no place for {one.patient}: {one.why}", one.patient)


def _crew_asked(turn: Turn, transfer: Transfer, before: TransferPlan | None) -> None:
    """A crew for an agreed place: ours is told to whoever sends it, others' are asked for.

    One request a patient is open at a time, whichever crew a later plan would rather have: nobody is asked twice for
    the same trip, nor soon again by those who said no.
    """
    day = turn.day
    if day.state_of(transfer.patient) not in {TalkState.ACCEPTED, TalkState.CREW_FAILED}:
        return
    if transfer.owner is Owner.OURS:
        was = next((t.crew for t in before.transfers if t.patient == transfer.patient), None) if before else None
        if was != transfer.crew or transfer.patient not in _agreed_in(before):
            turn.tell("crews", f"{transfer.crew} is to move {transfer.patient} at minute {transfer.depart_min:g}")
        return
    _ask(turn, request_for(transfer, len(day.requests) + 1, day.minute))


def _any_crew_asked(turn: Turn, one: Unplaced) -> None:
    """A place is agreed, and the plan has no crew for it: any is asked for."""
    day = turn.day
    talk = day.talk_of(one.patient)
    if talk is not None and talk.state in {TalkState.ACCEPTED, TalkState.CREW_FAILED}:
        number = len(day.requests) + 1
        _ask(turn, request_for_any(talk, day.patients[one.patient], number, day.minute, one.until_min))


def _ask(turn: Turn, asked: Request) -> None:
    for told in turn.day.requests:
        soon = turn.day.minute < (told.answered_min or 0.0) + ASK_AGAIN_MIN
        refused = told.state is RequestState.REFUSED and told.owner is asked.owner and soon
        if told.patient == asked.patient and (told.state is RequestState.REQUESTED or refused):
            return
    turn.change(requests=(*turn.day.requests, asked))
    turn.effects.append(RequestCrew(request=asked))


def _agreed_in(plan: TransferPlan | None) -> frozenset[PatientId]:
    return frozenset() if plan is None else frozenset(t.patient for t in plan.transfers if t.frozen)
