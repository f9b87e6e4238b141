"""From our door to theirs, or not."""

from __future__ import annotations

from typing import Any

from codedark.divert import day_events as ev
from codedark.divert.board import Day
from codedark.divert.conversation import TalkState
from codedark.divert.day_effects import Call
from tests.divert.days import planned, run, taken
from tests.divert.test_day_crews import agreed
from tests.divert.test_day_talking import why_not

S = TalkState
P: dict[str, Any] = {"patient": "p-6"}


def on_road() -> Day:
    return taken(agreed(), ev.Departed(at_min=10, crew="own-1", **P))


def test_a_trip_runs_to_the_hand_over() -> None:
    day = taken(on_road(), ev.Arrived(at_min=33, **P), ev.HandedOver(at_min=50, by="nurse there", **P))
    talk = day.talk_of("p-6")
    assert (talk.state, talk.depart_min, talk.arrive_min) == (S.HANDED_OVER, 10, 33)
    assert not talk.open and day.lots["mid", "icu"].free == 1
    assert "was handed over" in why_not(day, ev.TurnedBack(at_min=51, **P))


def test_a_hand_over_without_an_arrival_is_both() -> None:
    assert taken(on_road(), ev.HandedOver(at_min=41, **P)).talk_of("p-6").arrive_min == 41


def test_nobody_leaves_without_a_crew_or_a_place() -> None:
    assert "name the crew" in why_not(agreed(), ev.Departed(at_min=10, **P))
    day = taken(planned(agreed()), ev.Tick(at_min=11))
    assert "no place is agreed" in why_not(day, ev.Departed(at_min=12, patient="p-3", crew="own-1"))


def test_whoever_drives_is_there_whatever_was_known_of_the_crew() -> None:
    day = taken(agreed(), ev.CrewFailed(at_min=3, crew="own-2"), ev.CrewAssigned(at_min=4, crew="own-1", **P))
    day = taken(day, ev.Departed(at_min=10, crew="own-2", **P))
    assert day.talk_of("p-6").crew == "own-2" and not day.crews_out


def test_a_crew_on_the_road_does_not_leave_with_somebody_else() -> None:
    day = agreed("p-3", "near", on_road())
    assert "on the road with p-6" in why_not(day, ev.Departed(at_min=12, patient="p-3", crew="own-1"))


def test_a_delay_is_told_to_the_place() -> None:
    day, effects = run(on_road(), ev.Delayed(at_min=15, arrive_min=60, why="bridge", **P))
    assert day.talk_of("p-6").arrive_min == 60
    assert [c.why for c in effects if isinstance(c, Call)] == ["p-6 is there at minute 60"]
    assert "later than that" in why_not(on_road(), ev.Delayed(at_min=15, arrive_min=9, **P))


def test_whoever_turns_back_gives_the_bed_up_and_is_planned_again_once_back() -> None:
    day = taken(on_road(), ev.TurnedBack(at_min=20, why="worse", **P))
    assert day.lots["mid", "icu"].free == 2 and planned(day).state_of("p-6") is S.TURNED_BACK
    assert "enter `turned-back` first" in why_not(on_road(), ev.Returned(at_min=20, **P))
    day = taken(day, ev.Returned(at_min=35, **P))
    assert day.crew_free_min == {"own-1": 35} and planned(day).state_of("p-6") is S.PROPOSED


def test_whoever_is_diverted_has_one_place_and_it_is_the_new_one() -> None:
    day = taken(on_road(), ev.Diverted(at_min=20, to="near", doctor="dr C", why="nearer", **P))
    talk = day.talk_of("p-6")
    assert (talk.state, talk.to, talk.doctor, talk.crew) == (S.DIVERTED, "near", "dr C", "own-1")
    assert talk.arrive_min == 20 + 15 and day.lots["mid", "icu"].free == 2 and day.lots["near", "icu"].free == 0
    assert "on the way there already" in why_not(day, ev.Diverted(at_min=21, to="near", doctor="dr", **P))
    assert "`turned-back`" in why_not(day, ev.Diverted(at_min=21, to="home", doctor="dr", **P))
    assert "has not left" in why_not(agreed(), ev.Diverted(at_min=21, to="near", doctor="dr", **P))


def test_refused_at_the_door_the_patient_has_no_place_until_somebody_says_where_to() -> None:
    day = taken(on_road(), ev.ArrivedRefused(at_min=30, why="no bed", full=True, by="triage", **P))
    assert day.state_of("p-6") is S.ARRIVED_REFUSED and day.lots["mid", "icu"].free == 0
    assert planned(day).state_of("p-6") is S.ARRIVED_REFUSED
    on = taken(day, ev.Diverted(at_min=40, to="far", doctor="dr D", **P), ev.Arrived(at_min=80, **P))
    assert (on.talk_of("p-6").to, on.state_of("p-6")) == ("far", S.ARRIVED)
    after_all = taken(day, ev.HandedOver(at_min=45, **P))
    assert (after_all.talk_of("p-6").to, after_all.lots["mid", "icu"].free) == ("mid", 0)
    back = taken(day, ev.TurnedBack(at_min=40, **P), ev.Returned(at_min=60, **P))
    assert ("p-6", "mid") in back.excluded
