"""How it ends for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.divert import day_events as ev
from codedark.divert.ends import End, end_of
from tests.divert.days import fresh_day, planned, taken
from tests.divert.test_day_crews import agreed
from tests.divert.test_day_driving import on_road

P: dict[str, Any] = {"patient": "p-6"}


@pytest.mark.parametrize(
    ("event", "end", "to"),
    [
        (None, End.ON_THE_WAY, "mid"),
        (ev.HandedOver(at_min=40, **P), End.HANDED_OVER, "mid"),
        (ev.ArrivedRefused(at_min=40, why="full", **P), End.UNPLACED, None),
        (ev.TurnedBack(at_min=40, **P), End.UNPLACED, None),
        (ev.Died(at_min=40, **P), End.DIED, None),
    ],
)
def test_an_end_on_the_road(event: Any, end: End, to: str | None) -> None:
    told = end_of(on_road() if event is None else taken(on_road(), event), "p-6")
    assert (told.end, told.to) == (end, to) and told.why
    assert bool(told.clinician) == (end not in {End.HANDED_OVER, End.DIED})


@pytest.mark.parametrize(
    ("event", "end", "clinician"),
    [
        (ev.Tick(at_min=3), End.AGREED, "intensivist on duty"),
        (ev.Cancelled(at_min=3, by="head physician", **P), End.KEPT, "head physician"),
        (ev.WentHome(at_min=3, by="ward doctor", **P), End.WENT_HOME, ""),
        (ev.Refused(at_min=3, **P), End.PROPOSED, "intensivist on duty"),
    ],
)
def test_an_end_before_the_road(event: Any, end: End, clinician: str) -> None:
    told = end_of(planned(taken(agreed(), event)), "p-6")
    assert (told.end, told.clinician) == (end, clinician)


def test_who_stays_has_no_infinite_minute() -> None:
    day = planned(taken(fresh_day(), ev.ServiceBack(at_min=1, service="record")))
    told = end_of(day, "p-1")
    assert (told.end, told.until_min, told.to) == (End.STAYS, None, None)
    home = planned(taken(fresh_day(), ev.CanGoHome(at_min=1, patient="p-1", by="ward doctor")))
    assert end_of(home, "p-1").end is End.CAN_GO_HOME


def test_without_a_plan_and_without_a_word_everybody_is_a_named_clinicians() -> None:
    told = end_of(fresh_day(), "p-3")
    assert (told.end, told.clinician, told.why) == (End.UNPLACED, "intensivist on duty", "nothing is planned yet")
    with pytest.raises(KeyError):
        end_of(fresh_day(), "ghost")
