"""What a board knows of patients, places and roads."""

from __future__ import annotations

from datetime import timedelta
from math import inf

import pytest

from codedark.divert import day_events as ev
from codedark.divert.conversation import TalkState
from tests.divert.days import FALL, fresh_day, planned, taken

P = {"patient": "p-6"}


def test_a_board_begins_with_the_hospitals_own_numbers() -> None:
    day = fresh_day()
    assert day.lots["mid", "icu"].free == 2 and day.lots["mid", "icu"].by == "bed desk"
    assert len(day.patients) == 14 and day.state_of("p-1") is TalkState.NOTHING
    assert day.talk_of("p-1") is None


def test_the_last_conversation_counts() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="near", doctor="dr", **P), ev.Refused(at_min=2, **P))
    day = taken(day, ev.Offered(at_min=3, to="mid", doctor="dr", **P))
    assert [t.to for t in day.talks if t.patient == "p-6"] == ["near", "mid"]
    talk = day.talk_of("p-6")
    assert talk is not None and (talk.to, talk.state) == ("mid", TalkState.OFFERED)


def test_minutes_are_counted_from_the_fall() -> None:
    assert fresh_day().moment(90) == FALL + timedelta(minutes=90)
    assert fresh_day().moment(inf) is None


def test_a_road_is_as_told_last() -> None:
    day = fresh_day()
    assert day.road_min("home", "mid") == 20 and day.road_min("home", "home") == 0
    day = taken(day, ev.RoadChanged(at_min=1, from_="home", to="mid", minutes=33.0))
    assert day.road_min("home", "mid") == day.road_min("mid", "home") == 33
    day = taken(day, ev.RoadChanged(at_min=2, from_="home", to="mid", both_ways=False))
    assert day.road_min("home", "mid") is None and day.road_min("mid", "home") == 33


@pytest.mark.parametrize(("patient", "clinician"), [("p-3", "intensivist on duty"), ("p-1", "ward doctor 1")])
def test_the_wards_clinician_decides_else_whoever_entered_the_marks(patient: str, clinician: str) -> None:
    assert fresh_day().clinician_of(patient) == clinician


def test_a_place_is_called_by_its_name() -> None:
    day = taken(fresh_day(), ev.TypedIn(at_min=1, to="hut", name="Forest hut", minutes=9.0, agreed_by="ranger"))
    assert [day.name_of(p) for p in ("near", "home", "hut", "moon")] == [
        "Near hospital", "Home", "Forest hut", "moon",
    ]  # fmt: skip
    assert day.knows_place("hut") and not day.knows_place("moon")
