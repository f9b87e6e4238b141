"""One step: time first, then the event, whole or not at all."""

from __future__ import annotations

from datetime import datetime

import pytest

from codedark.divert import day as room
from codedark.divert import day_events as ev
from codedark.divert.conversation import TalkState
from codedark.divert.day import begin, entries, step
from codedark.divert.day_effects import EntryKind
from tests.divert.days import fallen, fresh_day, planned, taken


def test_a_fall_without_its_offset_is_no_moment() -> None:
    with pytest.raises(ValueError, match="offset from UTC"):
        begin(*fallen(), fell_at=datetime(2024, 3, 5, 6, 0))  # noqa: DTZ001


def test_the_clock_never_goes_back() -> None:
    day = taken(fresh_day(), ev.Tick(at_min=50), ev.Tick(at_min=20))
    assert day.minute == 50


def test_what_is_not_taken_changes_nothing_but_the_clock() -> None:
    day = planned(fresh_day())
    after, effects = step(day, ev.HandedOver(at_min=30, patient="p-6"))
    assert after == step(day, ev.Tick(at_min=30))[0] and after.minute == 30
    (entry,) = entries(effects)
    assert (entry.kind, entry.event, entry.patient) == (EntryKind.NOT_TAKEN, "handed-over", "p-6")


def test_time_passes_before_the_event_is_taken() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, patient="p-6", to="mid", doctor="dr", expires_min=9))
    _, effects = step(day, ev.Offered(at_min=10, patient="p-6", to="near", doctor="dr"))
    assert [(e.kind, e.event, e.at_min) for e in entries(effects)] == [
        (EntryKind.TIME, "expired", 9), (EntryKind.SAID, "offered", 10),
    ]  # fmt: skip


def test_the_board_handed_in_stays_as_it_was() -> None:
    day = planned(fresh_day())
    before = (day.talks, dict(day.lots), day.excluded, day.minute)
    step(day, ev.Offered(at_min=1, patient="p-6", to="mid", doctor="dr"))
    assert (day.talks, dict(day.lots), day.excluded, day.minute) == before


def test_the_views_a_planner_needs_are_here() -> None:
    for name in room.__all__:
        assert getattr(room, name) is not None
    assert planned(fresh_day()).state_of("p-6") is TalkState.PROPOSED
