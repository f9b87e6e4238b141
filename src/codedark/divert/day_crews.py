"""Events of crews: who is to drive, who is lent, who does not come, who is late, who is back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from codedark.divert.board import Day
from codedark.divert.board_views import free_again, trip_times
from codedark.divert.conversation import UNDER_WAY, Talk, TalkState
from codedark.divert.conversation_rules import RULES
from codedark.divert.day_talking import moved, ruled
from codedark.divert.happening import Event
from codedark.divert.requests import Request, RequestState
from codedark.divert.trip_events import CrewAssigned, CrewBack, CrewDenied, CrewFailed, CrewGranted, CrewLate
from codedark.divert.turn import Impossible, Turn
from codedark.hospital.records import Crew, CrewId, PatientId
from codedark.hospital.spelling import Spelling
from codedark.hospital.words import Basis, CrewKind, Owner


def spoken_of(turn: Turn, patient: PatientId) -> tuple[Talk, TalkState]:
    """A patient's conversation about a place, and the state that the table leads to.

    Raises:
        Impossible: with the table's reason.
    """
    talk, after = ruled(turn, patient)
    if talk is None:  # pragma: no cover - the table refuses it
        raise Impossible("no place is spoken of")
    return talk, after


def known_crew(turn: Turn, crew: CrewId) -> Crew:
    """A crew of the tables, or lent today.

    Raises:
        Impossible: nobody knows it.
    """
    if (record := turn.day.crew_named(crew)) is None:
        known = [*turn.day.hospital.crews, *turn.day.lent]
        fix = Spelling(known).fix(crew, "a crew lent by others is entered as `crew-granted`")
        raise Impossible(f"no crew is known as '{crew}': {fix}")
    return record


def assigned(turn: Turn, event: CrewAssigned) -> None:
    """A crew of ours. Others' are asked for, not sent."""
    talk, after = spoken_of(turn, event.patient)
    record = known_crew(turn, event.crew)
    if record.owner is not Owner.OURS:
        raise Impossible(f"{event.crew} is not ours ({record.owner}): ask for it, and enter `crew-granted`")
    if event.crew in turn.day.crews_out:
        raise Impossible(f"{event.crew} is out ({turn.day.crews_out[event.crew]}): enter `crew-back` first")
    _takes(turn, talk, after, event, event.escort_team or talk.escort_team)


def granted(turn: Turn, event: CrewGranted) -> None:
    """A crew lent for this trip; where nobody asked in writing, they offered by themselves."""
    talk, after = spoken_of(turn, event.patient)
    request = _open_request(turn.day, event.patient)
    known = turn.day.crew_named(event.crew)
    if known is not None and known.owner is Owner.OURS:
        raise Impossible(f"{event.crew} is ours: enter `crew-assigned`")
    if known is None:
        turn.change(lent={**turn.day.lent, event.crew: _lent(event.crew, request)})
    _counted_on(turn, event.crew)
    if request is not None:
        turn.answer(request.number, RequestState.GRANTED, event.by)
    _takes(turn, talk, after, event, request.escort_team if request else talk.escort_team)


def _lent(crew: CrewId, request: Request | None) -> Crew:
    """A crew that stands in no table: lent for one trip, so no plan counts on it for others."""
    return Crew(
        crew=crew,
        kind=CrewKind.OTHER,
        owner=request.owner if request else Owner.EMERGENCY_112,
        site=None,
        needs=(),
        transfers=False,
        basis=Basis.STATED,
        source="lent for one trip during the day",
    )


def _open_request(day: Day, patient: PatientId) -> Request | None:
    waiting = (r for r in day.requests if r.patient == patient and r.state is RequestState.REQUESTED)
    return next(waiting, None)


def _counted_on(turn: Turn, crew: CrewId) -> None:
    """Whatever was known against it: it is there."""
    turn.change(
        crews_out={c: why for c, why in turn.day.crews_out.items() if c != crew},
        crew_free_min={c: free for c, free in turn.day.crew_free_min.items() if c != crew or free > turn.day.minute},
    )


def _takes(turn: Turn, talk: Talk, after: TalkState, event: CrewAssigned | CrewGranted, escort_team: str) -> None:
    """A crew bound by a trip, in its turn: never two trips at once."""
    if talk.crew == event.crew and talk.state is TalkState.CREW_ASSIGNED and event.depart_min is None:
        raise Impossible(f"{event.crew} is on it already")
    under_way = talk.state in UNDER_WAY
    depart, arrive = (talk.depart_min, talk.arrive_min) if under_way else _minutes(turn, talk, event)
    if under_way and event.arrive_min is not None:
        arrive = event.arrive_min
    if talk.crew != event.crew:
        turn.leave_crew(talk, None)
    told = replace(talk, state=after, crew=event.crew, escort_team=escort_team, depart_min=depart, arrive_min=arrive)
    by = getattr(event, "by", "")
    leaving = "takes over on the road" if under_way else f"is to leave at minute {depart:g}"
    moved(turn, talk, told, f"{event.crew} {leaving}", by=by)
    turn.replan(f"{event.crew} moves {talk.patient}")


def _minutes(turn: Turn, talk: Talk, event: CrewAssigned | CrewGranted) -> tuple[float, float]:
    """When the trip is: as told, else as planned, else after the crew's other trips.

    Raises:
        Impossible: it would be under way with somebody else, or nobody knows how long the road is.
    """
    day = turn.day
    others = [t for t in day.with_crew(event.crew) if t.patient != talk.patient]
    times = trip_times(day)
    free = max([day.crew_free_min.get(event.crew, 0.0), day.minute])
    spans = [(times[t.patient][0], free_again(day, t, times[t.patient][1]), t) for t in others if t.patient in times]
    if astray := next((t for t in others if t.patient not in times), None):
        raise Impossible(f"{event.crew} is on the road with {astray.patient}")
    road = planned_road(day, talk)
    if event.depart_min is None:
        depart = max([free, *(end for _, end, _ in spans)])
    else:
        depart = max(event.depart_min, event.at_min)
    if event.arrive_min is not None:
        road = event.arrive_min - depart
    if road is None or road < 0:
        raise Impossible(f"from {day.patients[talk.patient].site} to {talk.to}: tell `arrive_min`, after the departure")
    trial = replace(talk, depart_min=depart, arrive_min=depart + road)
    ends = free_again(day, trial, depart + road)
    if clash := next((t for start, end, t in spans if depart < end and start < ends), None):
        raise Impossible(f"{event.crew} is to be on the road with {clash.patient} then: name a later `depart_min`")
    return depart, depart + road


def planned_road(day: Day, talk: Talk) -> float | None:
    """Road minutes to the place, else what the trip was planned to take."""
    road = day.road_min(day.patients[talk.patient].site, talk.to)
    if road is None and talk.depart_min is not None and talk.arrive_min is not None:
        return talk.arrive_min - talk.depart_min
    return road


def denied(turn: Turn, event: CrewDenied) -> None:
    """No crew of others for this trip: not counted on until they say so."""
    talk, after = spoken_of(turn, event.patient)
    request = _open_request(turn.day, event.patient)
    if request is None and talk.state is not TalkState.CREW_ASSIGNED:
        raise Impossible(f"{event.patient}: no crew of others is asked for")
    crew = talk.crew or (request.crew if request else None)
    if talk.crew is not None and known_crew(turn, talk.crew).owner is Owner.OURS:
        raise Impossible(f"{talk.crew} is ours: enter `crew-failed`")
    if request is not None:
        turn.answer(request.number, RequestState.REFUSED, f"{event.by}: {event.why}".strip(": "))
    if crew is not None and event.until_min is not None:
        turn.change(crew_free_min={**turn.day.crew_free_min, crew: event.until_min})
    elif crew is not None:
        turn.change(crews_out={**turn.day.crews_out, crew: event.why or "not lent"})
    told = replace(talk, state=after, crew=None if after is TalkState.CREW_FAILED else talk.crew)
    moved(turn, talk, told, "no crew of others", why=event.why, by=event.by)
    turn.replan(f"no crew of others for {event.patient}")


def failed(turn: Turn, event: CrewFailed) -> None:
    """A crew is out. Trips to come need another; a patient aboard waits for one, and somebody must send it now."""
    known_crew(turn, event.crew)
    if event.crew in turn.day.crews_out:
        raise Impossible(f"{event.crew} is out already")
    turn.change(crews_out={**turn.day.crews_out, event.crew: event.why or "failed"})
    turn.entry(f"{event.crew} cannot go on" + (f": {event.why}" if event.why else ""))
    for talk in turn.day.with_crew(event.crew):
        after = RULES[talk.state, "crew-failed"].after or talk.state
        told = replace(talk, state=after, crew=None if after is TalkState.CREW_FAILED else talk.crew)
        moved(turn, talk, told, f"{event.crew} failed", why=event.why)
        if talk.state in UNDER_WAY and talk.state is not TalkState.ARRIVED:
            why = f"{event.crew} stands still with {talk.patient} aboard, on the way to {turn.day.name_of(talk.to)}"
            turn.call(None, "dispatch", why, talk.patient)
    turn.replan(f"{event.crew} failed")


def late(turn: Turn, event: CrewLate) -> None:
    """A crew is free later than thought; its trips to come move."""
    known_crew(turn, event.crew)
    turn.change(crew_free_min={**turn.day.crew_free_min, event.crew: event.free_min})
    turn.entry(f"{event.crew} is free at minute {event.free_min:g}" + (f": {event.why}" if event.why else ""))
    turn.replan(f"{event.crew} is late")


def back(turn: Turn, event: CrewBack) -> None:
    """A crew is free again, at its post."""
    known_crew(turn, event.crew)
    bound = next((t for t in turn.day.with_crew(event.crew) if t.state in UNDER_WAY), None)
    if bound is not None:
        raise Impossible(f"{event.crew} is on the road with {bound.patient}: say first what became of the patient")
    turn.change(
        crews_out={c: why for c, why in turn.day.crews_out.items() if c != event.crew},
        crew_free_min={c: free for c, free in turn.day.crew_free_min.items() if c != event.crew},
    )
    turn.entry(f"{event.crew} is free")
    turn.replan(f"{event.crew} is free")


HANDLERS: Mapping[type[Event], Callable[[Turn, Any], None]] = {
    CrewAssigned: assigned,
    CrewGranted: granted,
    CrewDenied: denied,
    CrewFailed: failed,
    CrewLate: late,
    CrewBack: back,
}
