"""One event being taken: beds, conversations, requests and whom to tell."""

from __future__ import annotations

import pytest

from codedark.divert import day_events as ev
from codedark.divert.board import Day
from codedark.divert.conversation import Talk, TalkState
from codedark.divert.day_effects import Call, Replan
from codedark.divert.turn import Impossible, Turn
from tests.divert.days import fresh_day, taken

TICK = ev.Tick(at_min=5.0)


def a_talk(state: TalkState, **more: object) -> Talk:
    return Talk(**{"patient": "p-3", "to": "mid", "pool": "icu", "state": state, **more})


def free(day: Day, place: str = "mid", pool: str = "icu") -> object:
    return day.lots[place, pool].free


def test_a_place_spoken_for_takes_a_bed_and_one_given_back_returns_it() -> None:
    turn = Turn(fresh_day(), TICK)
    talk = turn.put(None, a_talk(TalkState.OFFERED))
    assert talk.takes_bed and free(turn.day) == 1
    talk = turn.put(talk, a_talk(TalkState.ACCEPTED, takes_bed=True))
    assert free(turn.day) == 1
    turn.put(talk, a_talk(TalkState.WITHDRAWN, takes_bed=True))
    assert free(turn.day) == 2


def test_a_yes_beyond_the_count_takes_no_bed_and_gives_none_back() -> None:
    turn = Turn(taken(fresh_day(), ev.BedsTold(at_min=1, hospital="mid", pool="icu", free=0, by="desk")), TICK)
    talk = turn.put(None, a_talk(TalkState.ACCEPTED))
    assert not talk.takes_bed and free(turn.day) == 0
    turn.put(talk, a_talk(TalkState.REFUSED))
    assert free(turn.day) == 0


def test_another_place_for_the_same_conversation_moves_the_bed() -> None:
    turn = Turn(fresh_day(), TICK)
    talk = turn.put(None, a_talk(TalkState.DEPARTED, crew="own-1"))
    turn.put(talk, a_talk(TalkState.DIVERTED, to="near", crew="own-1", takes_bed=True))
    assert free(turn.day) == 2 and free(turn.day, "near") == 0


def test_a_conversation_that_is_over_is_kept_and_a_new_one_begins() -> None:
    turn = Turn(fresh_day(), ev.Offered(at_min=1, patient="p-3", to="mid", doctor="dr"))
    over = turn.put(None, a_talk(TalkState.REFUSED))
    turn.put(over, a_talk(TalkState.OFFERED, to="near"))
    assert [t.state for t in turn.day.talks] == [TalkState.REFUSED, TalkState.OFFERED]


def test_a_new_plan_is_asked_for_once() -> None:
    turn = Turn(fresh_day(), TICK)
    turn.replan("one")
    turn.replan("two")
    assert turn.effects == [Replan(why="one")]


def test_nobodys_number_is_invented() -> None:
    turn = Turn(fresh_day(), TICK)
    turn.call("mid", "", "why")
    turn.call(None, "dispatch", "why")
    assert [(c.whom, c.number) for c in turn.effects if isinstance(c, Call)] == [
        ("bed coordinator", ""), ("dispatch", ""),
    ]  # fmt: skip


def test_a_name_nobody_knows_is_answered_with_the_nearest() -> None:
    turn = Turn(fresh_day(), TICK)
    with pytest.raises(Impossible, match="did you mean 'p-13'"):
        turn.patient("p13")
    with pytest.raises(Impossible, match="did you mean 'abbey'"):
        turn.place("abey")
