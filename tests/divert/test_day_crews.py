"""Who drives: ours are sent, others' are asked for, and none is in two places."""

from __future__ import annotations

from typing import Any

from codedark.divert import day_events as ev
from codedark.divert.board import Day
from codedark.divert.conversation import TalkState
from codedark.divert.day import merge
from codedark.divert.day_effects import Call, RequestCrew
from codedark.divert.requests import RequestState
from codedark.hospital.words import Owner
from tests.divert.days import SLOW, fresh_day, planned, run, taken
from tests.divert.test_day_talking import why_not

S = TalkState
P: dict[str, Any] = {"patient": "p-6"}


def agreed(patient: str = "p-6", to: str = "mid", day: Day | None = None) -> Day:
    day = planned(fresh_day()) if day is None else day
    return taken(day, ev.Offered(at_min=1, patient=patient, to=to, doctor="dr"), ev.Accepted(at_min=2, patient=patient))


def test_a_crew_of_ours_is_assigned_from_when_it_is_free() -> None:
    talk = taken(agreed(), ev.CrewAssigned(at_min=10, crew="own-1", escort_team="team-a", **P)).talk_of("p-6")
    assert (talk.state, talk.crew, talk.depart_min, talk.arrive_min) == (S.CREW_ASSIGNED, "own-1", 10, 30)
    assert talk.escort_team == "team-a"
    late = taken(
        agreed(), ev.CrewLate(at_min=5, crew="own-1", free_min=50), ev.CrewAssigned(at_min=10, crew="own-1", **P)
    )
    assert late.talk_of("p-6").depart_min == 50


def test_a_crew_of_others_is_asked_for_and_never_sent() -> None:
    assert "enter `crew-granted`" in why_not(agreed(), ev.CrewAssigned(at_min=10, crew="amb-1", **P))
    assert "enter `crew-assigned`" in why_not(agreed(), ev.CrewGranted(at_min=10, crew="own-1", **P))
    assert taken(agreed(), ev.CrewGranted(at_min=10, crew="amb-1", **P)).state_of("p-6") is S.CREW_ASSIGNED


def test_a_crew_in_no_table_may_be_lent_for_one_trip() -> None:
    day = taken(agreed(), ev.CrewGranted(at_min=10, crew="red-cross-7", by="dispatch", **P))
    assert day.lent["red-cross-7"].owner is Owner.EMERGENCY_112 and not day.lent["red-cross-7"].transfers
    assert "did you mean 'red-cross-7'" in why_not(day, ev.CrewBack(at_min=11, crew="red-cross7"))


def test_no_crew_is_sent_before_the_place_is_agreed() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="mid", doctor="dr", **P))
    assert "not agreed yet" in why_not(day, ev.CrewAssigned(at_min=2, crew="own-1", **P))


def test_a_second_trip_waits_until_the_crew_is_back() -> None:
    day = taken(agreed("p-3", "near", agreed()), ev.CrewAssigned(at_min=10, crew="own-1", **P))
    second = taken(day, ev.CrewAssigned(at_min=11, patient="p-3", crew="own-1"))
    assert second.talk_of("p-3").depart_min == 11 + 20 + 20 + 45, "there, back, and what it takes beside the road"
    told = why_not(day, ev.CrewAssigned(at_min=11, patient="p-3", crew="own-1", depart_min=60))
    assert "on the road with p-6 then" in told
    before = taken(day, ev.CrewAssigned(at_min=11, patient="p-3", crew="own-1", depart_min=500))
    assert before.talk_of("p-3").depart_min == 500


def test_a_trip_whose_road_nobody_told_needs_its_arrival() -> None:
    day = taken(agreed(), ev.RoadChanged(at_min=3, from_="home", to="mid"))
    day = taken(day, ev.Withdrawn(at_min=4, by="x", **P))
    day = taken(day, ev.Offered(at_min=5, to="mid", doctor="dr", **P), ev.Accepted(at_min=6, **P))
    assert "tell `arrive_min`" in why_not(day, ev.CrewAssigned(at_min=7, crew="own-1", **P))
    assert taken(day, ev.CrewAssigned(at_min=7, crew="own-1", arrive_min=70, **P)).talk_of("p-6").arrive_min == 70


def test_a_crew_that_fails_leaves_its_trips_without_one_and_is_out() -> None:
    day = taken(
        agreed(), ev.CrewAssigned(at_min=10, crew="own-1", **P), ev.CrewFailed(at_min=11, crew="own-1", why="flat")
    )
    assert day.state_of("p-6") is S.CREW_FAILED and day.crews_out == {"own-1": "flat"}
    assert "enter `crew-back` first" in why_not(day, ev.CrewAssigned(at_min=12, crew="own-1", **P))
    assert "out already" in why_not(day, ev.CrewFailed(at_min=12, crew="own-1"))
    day = taken(day, ev.CrewBack(at_min=20, crew="own-1"), ev.CrewAssigned(at_min=21, crew="own-1", **P))
    assert day.state_of("p-6") is S.CREW_ASSIGNED


def test_a_crew_that_fails_with_a_patient_aboard_is_relieved_on_the_road() -> None:
    day = taken(agreed(), ev.Departed(at_min=10, crew="own-1", **P))
    day, effects = run(day, ev.CrewFailed(at_min=15, crew="own-1", why="engine"))
    assert [c.whom for c in effects if isinstance(c, Call)] == ["dispatch"]
    assert day.state_of("p-6") is S.DEPARTED
    day = taken(day, ev.CrewGranted(at_min=20, crew="amb-2", arrive_min=55, **P))
    assert (day.talk_of("p-6").crew, day.talk_of("p-6").arrive_min, day.state_of("p-6")) == ("amb-2", 55, S.DEPARTED)


def test_a_crew_on_the_road_is_not_back_before_it_is_said_what_became_of_the_patient() -> None:
    day = taken(agreed(), ev.Departed(at_min=10, crew="own-1", **P))
    assert "on the road with p-6" in why_not(day, ev.CrewBack(at_min=20, crew="own-1"))


def asked(day: Day) -> tuple[Day, list[RequestCrew]]:
    day, effects = merge(day, SLOW(day))
    return day, [e for e in effects if isinstance(e, RequestCrew)]


def only_others() -> Day:
    """No crew of ours can go."""
    return taken(fresh_day(), *(ev.CrewFailed(at_min=0, crew=f"own-{n}") for n in (1, 2, 3)))


def test_one_request_a_patient_is_open_at_a_time() -> None:
    day, first = asked(agreed(day=planned(only_others())))
    assert [r.request.number for r in first] == [1]
    assert not asked(day)[1] and not asked(taken(day, ev.CrewLate(at_min=3, crew="amb-1", free_min=90)))[1]
    granted = taken(day, ev.CrewGranted(at_min=9, crew="mug-1", by="dispatch", **P))
    assert [r.state for r in granted.requests] == [RequestState.GRANTED]


def test_who_had_no_crew_is_asked_again_after_half_an_hour_and_not_before() -> None:
    day, _ = asked(agreed(day=planned(only_others())))
    day = taken(day, ev.CrewDenied(at_min=10, why="all out", by="dispatch", until_min=20, **P))
    assert day.requests[0].answer == "dispatch: all out" and day.state_of("p-6") is S.ACCEPTED
    assert not asked(taken(day, ev.Tick(at_min=39)))[1]
    assert len(asked(taken(day, ev.Tick(at_min=40)))[1]) == 1


def test_a_refusal_without_an_end_keeps_the_crew_out() -> None:
    day, _ = asked(agreed(day=planned(only_others())))
    crew = day.requests[0].crew
    assert crew in taken(day, ev.CrewDenied(at_min=10, **P)).crews_out
    assert taken(day, ev.CrewDenied(at_min=10, until_min=70, **P)).crew_free_min == {crew: 70}
    assert "no crew of others is asked for" in why_not(agreed(), ev.CrewDenied(at_min=10, **P))


def test_a_crew_that_was_lent_can_be_taken_back_before_it_leaves() -> None:
    day = taken(agreed(), ev.CrewGranted(at_min=10, crew="amb-1", **P), ev.CrewDenied(at_min=12, why="accident", **P))
    assert day.state_of("p-6") is S.CREW_FAILED and "amb-1" in day.crews_out


def test_a_request_nobody_needs_any_longer_is_dropped_and_they_are_told() -> None:
    day, _ = asked(agreed(day=planned(only_others())))
    day, effects = run(day, ev.Withdrawn(at_min=10, by="coordinator", **P))
    assert day.requests[0].state is RequestState.DROPPED
    assert any("request 1 is no longer needed" in str(e) for e in effects)
