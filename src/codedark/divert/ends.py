"""How a day ends for each patient: placed, home, staying, dead, or in the hands of a named clinician: all of them.

What people agreed comes before what the plan says, and what the plan says before nothing: whom neither speaks of is
handed to the clinician by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from codedark.divert.board import Day
from codedark.divert.conversation import Talk, TalkState
from codedark.hospital.records import PatientId, SiteId


class End(StrEnum):
    """Where a patient is at the end, or what is settled."""

    HANDED_OVER = "handed-over"
    ON_THE_WAY = "on-the-way"
    """Left for a place that agreed, or at its door."""
    AGREED = "agreed"
    """A place is agreed; the patient has not left."""
    OFFERED = "offered"
    """A place is asked for, or provisionally agreed."""
    PROPOSED = "proposed"
    """The plan has a place; nobody was called."""
    STAYS = "stays"
    """On a downtime procedure, or nothing the patient needs is lost."""
    KEPT = "kept"
    """A named person decided that the patient stays."""
    CAN_GO_HOME = "can-go-home"
    """A clinician said so; not gone yet."""
    WENT_HOME = "went-home"
    DIED = "died"
    UNPLACED = "unplaced"
    """No place: the named clinician decides."""


PLACED = frozenset({End.HANDED_OVER, End.ON_THE_WAY, End.AGREED})
"""A place is agreed, by people."""

_OF_STATE = {
    TalkState.HANDED_OVER: End.HANDED_OVER,
    TalkState.DEPARTED: End.ON_THE_WAY,
    TalkState.DIVERTED: End.ON_THE_WAY,
    TalkState.ARRIVED: End.ON_THE_WAY,
    TalkState.ACCEPTED: End.AGREED,
    TalkState.CREW_ASSIGNED: End.AGREED,
    TalkState.CREW_FAILED: End.AGREED,
    TalkState.OFFERED: End.OFFERED,
    TalkState.PROVISIONAL: End.OFFERED,
    TalkState.PROPOSED: End.PROPOSED,
    TalkState.ARRIVED_REFUSED: End.UNPLACED,
    TalkState.TURNED_BACK: End.UNPLACED,
    TalkState.DIED: End.DIED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEnd:
    """One patient at the end of a day. Ready to be printed, or written as JSON."""

    patient: PatientId
    end: End
    state: TalkState
    """Where the last conversation stands."""
    to: SiteId | None
    """Where; None: no place."""
    pool: str
    """Empty: no place, or one outside the list."""
    until_min: float | None
    """Until when care here holds, for whom stays; None: no end told, or not here."""
    clinician: str
    """Who decides about the patient while no place is agreed; empty: not ours any longer."""
    why: str


def end_of(day: Day, patient: PatientId) -> PatientEnd:
    """How it stands with one patient.

    Raises:
        KeyError: nobody by that reference was ever on the list.
    """
    day.patients[patient]
    talk = day.talk_of(patient)
    if (gone := day.gone.get(patient)) is not None:
        what = End.DIED if gone.died else End.WENT_HOME
        return _end(day, patient, what, talk, f"{what} at minute {gone.at_min:g}")
    if talk is not None and talk.state in _OF_STATE:
        said = talk.history[-1].why if talk.history else ""
        where = f"{talk.state}, {day.name_of(talk.to)}" if talk.to else str(talk.state)
        return _end(day, patient, _OF_STATE[talk.state], talk, said or where)
    if (kept := day.kept.get(patient)) is not None:
        return _end(day, patient, End.KEPT, talk, kept.why or "a person decided it", clinician=kept.by)
    return _as_planned(day, patient, talk)


def _as_planned(day: Day, patient: PatientId, talk: Talk | None) -> PatientEnd:
    plan = day.plan
    if plan is None:
        return _end(day, patient, End.UNPLACED, talk, "nothing is planned yet")
    for stays in plan.stay:
        if stays.patient == patient:
            until = stays.until_min if isfinite(stays.until_min) else None
            return _end(day, patient, End.STAYS, talk, stays.why, until_min=until)
    for home in plan.home:
        if home.patient == patient:
            return _end(day, patient, End.CAN_GO_HOME, talk, home.why)
    for lost in plan.unplaced:
        if lost.patient == patient:
            until = lost.until_min if isfinite(lost.until_min) else None
            return _end(day, patient, End.UNPLACED, talk, lost.why, until_min=until, clinician=lost.clinician)
    return _end(day, patient, End.UNPLACED, talk, "the plan does not speak of this patient")


def _end(
    day: Day,
    patient: PatientId,
    end: End,
    talk: Talk | None,
    why: str,
    *,
    until_min: float | None = None,
    clinician: str = "",
) -> PatientEnd:
    ours = end not in {End.HANDED_OVER, End.DIED, End.WENT_HOME}
    placed = talk is not None and (talk.holds or talk.state is TalkState.PROPOSED)
    return PatientEnd(
        patient=patient,
        end=end,
        state=day.state_of(patient),
        to=talk.to if talk is not None and placed else None,
        pool=talk.pool if talk is not None and placed else "",
        until_min=until_min,
        clinician=(clinician or day.clinician_of(patient)) if ours else "",
        why=why,
    )
