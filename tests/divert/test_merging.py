"""A new plan beside what people agreed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from codedark.divert import day_events as ev
from codedark.divert.conversation import TalkState
from codedark.divert.day import entries, merge
from codedark.divert.day_effects import Call, Notify, RequestCrew
from codedark.divert.transfer_plan import Stays, Unplaced
from codedark.hospital.words import Owner
from tests.divert.days import SLOW, fresh_day, planned, taken
from tests.divert.plans import a_transfer
from tests.divert.test_day_crews import agreed

S = TalkState
P: dict[str, Any] = {"patient": "p-6"}


def test_a_proposal_that_stays_the_same_says_nothing_again() -> None:
    day = planned(fresh_day())
    again, effects = merge(day, SLOW(day))
    assert again == day and not effects


def test_a_proposal_nobody_was_told_of_goes_without_a_call() -> None:
    day = planned(fresh_day())
    plan = SLOW(day)
    gone = replace(plan, transfers=tuple(t for t in plan.transfers if t.patient != "p-6"))
    after, effects = merge(day, gone)
    assert after.state_of("p-6") is S.NOTHING
    assert [(e.event, e.patient) for e in entries(effects)] == [("dropped", "p-6")]
    assert not [e for e in effects if isinstance(e, Call)]


def test_what_is_agreed_stays_whatever_a_plan_says() -> None:
    day = agreed()
    wild = replace(SLOW(day), transfers=(a_transfer(patient="p-6", to="far", pool="ward"),))
    after, _ = merge(day, wild)
    assert after.talk_of("p-6") == day.talk_of("p-6")


def test_nobody_is_proposed_who_is_astray_dead_home_kept_or_unknown() -> None:
    day = taken(
        agreed(),
        ev.Departed(at_min=5, crew="own-1", **P),
        ev.TurnedBack(at_min=6, **P),
        ev.Died(at_min=6, patient="p-1"),
        ev.WentHome(at_min=6, patient="p-2"),
        ev.Cancelled(at_min=6, patient="p-4", by="head physician"),
    )
    wild = tuple(a_transfer(patient=p, to="far") for p in ("p-6", "p-1", "p-2", "p-4", "ghost"))
    after, _ = merge(day, replace(SLOW(day), transfers=wild))
    assert not [t for t in after.talks if t.state is S.PROPOSED]


def test_a_clinician_is_called_once_about_somebody_without_a_place() -> None:
    day = taken(fresh_day(), *(ev.BedsTold(at_min=1, hospital=h, pool=p, free=0, by="d") for h, p in fresh_day().lots))
    day, effects = merge(day, SLOW(day))
    assert sum(isinstance(e, Call) for e in effects) == 14
    _, again = merge(day, SLOW(day))
    assert not again


def test_a_crew_of_ours_is_named_once_and_one_of_others_is_asked_for() -> None:
    day = agreed()
    plan = SLOW(day)
    ours = next(t for t in plan.transfers if t.patient == "p-6")
    named = replace(plan, transfers=(replace(ours, crew="own-2", owner=Owner.OURS),))
    day, effects = merge(day, named)
    assert [e.what for e in effects if isinstance(e, Notify)] == [f"own-2 is to move p-6 at minute {ours.depart_min:g}"]
    assert not [e for e in merge(day, named)[1] if isinstance(e, Notify | RequestCrew)]
    _, effects = merge(day, replace(plan, transfers=(replace(ours, crew="amb-1", owner=Owner.EMERGENCY_112),)))
    assert [e.request.crew for e in effects if isinstance(e, RequestCrew)] == ["amb-1"]


def test_an_agreed_place_without_a_crew_asks_for_any() -> None:
    day = agreed()
    lost = Unplaced(patient="p-6", site="home", why="no crew is left", clinician="x", until_min=60.0)
    day, effects = merge(day, replace(SLOW(day), transfers=(), unplaced=(lost,)))
    assert [(e.request.crew, e.request.to) for e in effects if isinstance(e, RequestCrew)] == [(None, "mid")]
    assert not [e for e in effects if isinstance(e, Call)] and not day.plan.unplaced


def test_a_plan_says_no_second_word_about_who_has_a_place() -> None:
    day = agreed()
    stays = tuple(Stays(patient=p, site="home", until_min=90.0, service=None, why="") for p in ("p-6", "p-1"))
    day, _ = merge(day, replace(SLOW(day), stay=stays))
    assert [s.patient for s in day.plan.stay] == ["p-1"]
