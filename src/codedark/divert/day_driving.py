"""Events of the road: who left, who is late, who turned back or goes on elsewhere, who arrived, and who took over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from codedark.divert.board_views import free_again
from codedark.divert.conversation import UNDER_WAY, TalkState
from codedark.divert.day_crews import known_crew, planned_road, spoken_of
from codedark.divert.day_talking import moved, said_no
from codedark.divert.happening import Event
from codedark.divert.trip_events import (
    Arrived,
    ArrivedRefused,
    Delayed,
    Departed,
    Diverted,
    HandedOver,
    Returned,
    TurnedBack,
)
from codedark.divert.turn import Impossible, Turn


def departed(turn: Turn, event: Departed) -> None:
    """The patient left our door. Whoever drives is there, whatever was known of the crew."""
    talk, after = spoken_of(turn, event.patient)
    crew = talk.crew if event.crew is None else event.crew
    if crew is None:  # pragma: no cover - the table refuses it
        raise Impossible("no crew is assigned")
    known_crew(turn, crew)
    bound = next((t for t in turn.day.with_crew(crew) if t.state in UNDER_WAY), None)
    if bound is not None:
        raise Impossible(f"{crew} is on the road with {bound.patient}: say first what became of the patient")
    road = planned_road(turn.day, talk)
    arrive = event.at_min + road if event.arrive_min is None and road is not None else event.arrive_min
    if arrive is None or arrive < event.at_min:
        raise Impossible(f"no road to {talk.to} is told: tell `arrive_min`, after the departure")
    if talk.crew not in (None, crew):
        turn.leave_crew(talk, None)
    turn.change(
        crews_out={c: why for c, why in turn.day.crews_out.items() if c != crew},
        crew_free_min={c: free for c, free in turn.day.crew_free_min.items() if c != crew},
    )
    told = replace(talk, state=after, crew=crew, depart_min=event.at_min, arrive_min=arrive)
    moved(turn, talk, told, f"left for {turn.day.name_of(talk.to)} with {crew}")
    turn.call(talk.to, talk.doctor, f"{talk.patient} is on the way, there at minute {arrive:g}", talk.patient)
    turn.replan(f"{talk.patient} left")


def delayed(turn: Turn, event: Delayed) -> None:
    """Another minute of arrival."""
    talk, after = spoken_of(turn, event.patient)
    if talk.depart_min is None or event.arrive_min < talk.depart_min:
        raise Impossible(f"{event.patient} leaves at minute {talk.depart_min or 0:g}: arrival is later than that")
    told = replace(talk, state=after, arrive_min=event.arrive_min)
    moved(turn, talk, told, f"there at minute {event.arrive_min:g}", why=event.why)
    if talk.state is not TalkState.TURNED_BACK:
        turn.call(talk.to, talk.doctor, f"{talk.patient} is there at minute {event.arrive_min:g}", talk.patient)
    turn.replan(f"{event.patient} is delayed")


def turned_back(turn: Turn, event: TurnedBack) -> None:
    """On the way back to us; the place is given up."""
    talk, after = spoken_of(turn, event.patient)
    if talk.state is not TalkState.ARRIVED_REFUSED:
        turn.call(talk.to, talk.doctor, f"{talk.patient} does not come", talk.patient)
    moved(turn, talk, replace(talk, state=after), "turned back", why=event.why, by=event.by)
    turn.call(None, turn.day.clinician_of(talk.patient), f"{talk.patient} is brought back", talk.patient)
    turn.replan(f"{event.patient} turned back")


def returned(turn: Turn, event: Returned) -> None:
    """Back at our door, and planned for again; the crew is free."""
    talk, after = spoken_of(turn, event.patient)
    turn.leave_crew(talk, event.at_min)
    moved(turn, talk, replace(talk, state=after, crew=None), "back with us")
    turn.replan(f"{event.patient} is back")


def diverted(turn: Turn, event: Diverted) -> None:
    """On the road to another place that agreed."""
    turn.place(event.to)
    talk, after = spoken_of(turn, event.patient)
    if event.to == talk.to and talk.state in {TalkState.DEPARTED, TalkState.DIVERTED}:
        raise Impossible(f"{event.patient} is on the way there already")
    if event.to == turn.day.patients[event.patient].site:
        raise Impossible(f"{event.to} is where the patient came from: enter `turned-back`")
    if talk.holds:
        turn.call(talk.to, talk.doctor, f"{talk.patient} goes elsewhere", talk.patient)
    pool = event.pool or ("" if event.to in turn.day.typed_in else turn.day.patients[event.patient].pool)
    road = turn.day.road_min(talk.to, event.to)
    guess = event.at_min + road if road is not None else max(talk.arrive_min or 0.0, event.at_min)
    arrive = guess if event.arrive_min is None else max(event.arrive_min, event.at_min)
    told = replace(talk, to=event.to, pool=pool, state=after, doctor=event.doctor, arrive_min=arrive)
    turn.change(excluded=turn.day.excluded - {(talk.patient, event.to)})
    moved(turn, talk, told, f"goes on to {turn.day.name_of(event.to)}", why=event.why, by=event.doctor)
    turn.replan(f"{event.patient} goes on to {event.to}")


def arrived(turn: Turn, event: Arrived) -> None:
    """At the door there."""
    talk, after = spoken_of(turn, event.patient)
    arrive = max(event.at_min, talk.depart_min or 0.0)
    moved(turn, talk, replace(talk, state=after, arrive_min=arrive), f"at {turn.day.name_of(talk.to)}")
    turn.replan(f"{event.patient} arrived")


def arrived_refused(turn: Turn, event: ArrivedRefused) -> None:
    """At their door, and not taken."""
    talk, after = spoken_of(turn, event.patient)
    told = replace(talk, arrive_min=event.at_min) if talk.state is not TalkState.ARRIVED else talk
    turn.change(talks=tuple(told if t is talk else t for t in turn.day.talks))
    said_no(turn, told, after, full=event.full, why=event.why, by=event.by)


def handed_over(turn: Turn, event: HandedOver) -> None:
    """Theirs now; the crew comes back."""
    talk, after = spoken_of(turn, event.patient)
    turn.leave_crew(talk, free_again(turn.day, talk, event.at_min))
    on_road = talk.state in {TalkState.DEPARTED, TalkState.DIVERTED}
    arrive = event.at_min if on_road else talk.arrive_min
    told = replace(talk, state=after, arrive_min=max(arrive or 0.0, talk.depart_min or 0.0))
    moved(turn, talk, told, f"taken over by {turn.day.name_of(talk.to)}", by=event.by)
    turn.change(excluded=turn.day.excluded - {(talk.patient, talk.to)})
    turn.replan(f"{event.patient} is handed over")


HANDLERS: Mapping[type[Event], Callable[[Turn, Any], None]] = {
    Departed: departed,
    Delayed: delayed,
    TurnedBack: turned_back,
    Returned: returned,
    Diverted: diverted,
    Arrived: arrived,
    ArrivedRefused: arrived_refused,
    HandedOver: handed_over,
}
