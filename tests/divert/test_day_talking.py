"""Asked, yes, no, given up: a conversation as it runs."""

from __future__ import annotations

from typing import Any

import pytest

from codedark.divert import day_events as ev
from codedark.divert.board import Day
from codedark.divert.conversation import Mark, TalkState
from codedark.divert.day import step
from codedark.divert.day_effects import Call
from codedark.hospital.words import Acuity
from tests.divert.days import fresh_day, planned, refusals, run, taken

S = TalkState
P: dict[str, Any] = {"patient": "p-6"}


def offered(**more: Any) -> Day:
    return taken(planned(fresh_day()), ev.Offered(**{"at_min": 10, "to": "mid", "doctor": "dr A", **P, **more}))


def why_not(day: Day, event: ev.Event) -> str:
    after, effects = step(day, event)
    told = refusals(effects)
    assert len(told) == 1, f"{event} was taken"
    assert after == step(day, ev.Tick(at_min=event.at_min))[0]
    return told[0]


def calls(effects: Any) -> list[tuple[str | None, str]]:
    return [(c.site, c.why) for c in effects if isinstance(c, Call)]


def test_an_offer_runs_from_proposed_to_accepted() -> None:
    day = taken(offered(), ev.ProvisionallyAccepted(at_min=12, doctor="dr B", why="if a bed is cleaned", **P))
    assert day.state_of("p-6") is S.PROVISIONAL
    talk = taken(day, ev.Accepted(at_min=15, **P)).talk_of("p-6")
    assert (talk.state, talk.doctor, talk.to, talk.pool) == (S.ACCEPTED, "dr B", "mid", "icu")
    assert talk.times == {S.PROPOSED: 0, S.OFFERED: 10, S.PROVISIONAL: 12, S.ACCEPTED: 15}


def test_a_second_hospital_is_not_asked_while_a_bed_is_held_at_the_first() -> None:
    day = offered()
    assert "nobody keeps two beds" in why_not(day, ev.Offered(at_min=11, to="near", doctor="dr", **P))
    day = taken(day, ev.Withdrawn(at_min=12, by="coordinator", **P), ev.Offered(at_min=13, to="near", doctor="dr", **P))
    assert day.talk_of("p-6").to == "near"


def test_the_same_hospital_may_be_given_more_time() -> None:
    day = taken(offered(expires_min=20), ev.Offered(at_min=15, to="mid", doctor="dr B", expires_min=50, **P))
    assert taken(day, ev.Tick(at_min=40)).state_of("p-6") is S.OFFERED
    assert day.lots["mid", "icu"].free == 1


@pytest.mark.parametrize(("minute", "state"), [(39.9, S.OFFERED), (40.0, S.REFUSED), (41.0, S.REFUSED)])
def test_whom_nobody_answers_in_half_an_hour_is_refused_by_silence(minute: float, state: TalkState) -> None:
    day, effects = step(offered(), ev.Tick(at_min=minute))
    assert day.state_of("p-6") is state
    assert (("p-6", "mid") in day.excluded) == (state is S.REFUSED) == bool(calls(effects))
    assert day.lots["mid", "icu"].free == (2 if state is S.REFUSED else 1)


def test_a_late_yes_is_taken_while_no_other_place_is_open() -> None:
    silent = taken(offered(), ev.Tick(at_min=45))
    day = taken(silent, ev.Accepted(at_min=46, **P))
    assert day.state_of("p-6") is S.ACCEPTED and ("p-6", "mid") not in day.excluded
    assert len([t for t in day.talks if t.patient == "p-6"]) == 1
    elsewhere = taken(silent, ev.Offered(at_min=46, to="near", doctor="dr", **P))
    assert "another hospital is named" in why_not(elsewhere, ev.Accepted(at_min=47, to="mid", **P))
    spoken = taken(offered(), ev.Refused(at_min=12, **P))
    assert "a late yes counts only after silence" in why_not(spoken, ev.Accepted(at_min=13, **P))


def test_a_provisional_yes_holds_until_its_minute() -> None:
    day = taken(offered(), ev.ProvisionallyAccepted(at_min=12, expires_min=60, **P))
    assert taken(day, ev.Tick(at_min=59)).state_of("p-6") is S.PROVISIONAL
    assert taken(day, ev.Tick(at_min=60)).state_of("p-6") is S.REFUSED
    forever = taken(offered(), ev.ProvisionallyAccepted(at_min=12, **P), ev.Tick(at_min=5000))
    assert forever.state_of("p-6") is S.PROVISIONAL


def test_a_yes_to_the_plan_without_an_offer_is_taken_and_to_nothing_is_not() -> None:
    assert taken(planned(fresh_day()), ev.Accepted(at_min=1, doctor="dr", **P)).state_of("p-6") is S.ACCEPTED
    assert "enter `offered` first" in why_not(fresh_day(), ev.Accepted(at_min=1, **P))


def test_a_no_gives_the_bed_back_or_says_that_there_is_none() -> None:
    assert taken(offered(), ev.Refused(at_min=11, **P)).lots["mid", "icu"].free == 2
    full = taken(offered(), ev.Refused(at_min=11, full=True, by="bed desk", **P))
    assert full.lots["mid", "icu"].free == 0 and full.lots["mid", "icu"].by == "bed desk"


def test_a_no_while_the_patient_is_on_the_road_calls_the_clinician_with_the_nearest_beds() -> None:
    day = taken(offered(), ev.Accepted(at_min=11, **P), ev.Departed(at_min=12, crew="own-1", **P))
    day, effects = run(day, ev.Refused(at_min=20, why="admission stop", **P))
    assert day.state_of("p-6") is S.ARRIVED_REFUSED and day.talk_of("p-6").crew == "own-1"
    (site, why), = calls(effects)  # fmt: skip
    assert site is None and why.endswith("Near hospital (15 min), Far hospital (25 min)")


def test_a_place_given_back_is_told_and_not_proposed_again() -> None:
    day = taken(offered(), ev.Accepted(at_min=11, **P), ev.CrewAssigned(at_min=12, crew="own-1", **P))
    day, effects = run(day, ev.Withdrawn(at_min=13, by="coordinator", why="closer bed", **P))
    assert calls(effects) == [("mid", "p-6 does not need the place any longer")]
    assert day.talk_of("p-6").crew is None and not day.with_crew("own-1")
    assert planned(day).talk_of("p-6").to != "mid"


def test_a_named_person_may_cancel_and_no_plan_overrules_it() -> None:
    assert "nobody is named" in why_not(offered(), ev.Cancelled(at_min=11, by=" ", **P))
    day = planned(taken(offered(), ev.Cancelled(at_min=11, by="head physician", **P)))
    assert day.state_of("p-6") is S.CANCELLED and day.kept["p-6"].by == "head physician"
    assert day.lots["mid", "icu"].free == 2
    again = planned(taken(day, ev.PlanAgain(at_min=20, **P)))
    assert again.state_of("p-6") is S.PROPOSED
    by_hand = taken(day, ev.Offered(at_min=20, to="near", doctor="dr", **P))
    assert by_hand.state_of("p-6") is S.OFFERED and not by_hand.kept


def test_on_the_road_nobody_withdraws_or_cancels_and_it_is_said_what_to_do() -> None:
    day = taken(offered(), ev.Accepted(at_min=11, **P), ev.Departed(at_min=12, crew="own-1", **P))
    for event in (
        ev.Withdrawn(at_min=13, by="x", **P),
        ev.Cancelled(at_min=13, by="x", **P),
        ev.WentHome(at_min=13, **P),
    ):
        assert "`turned-back`" in why_not(day, event)


def test_a_death_ends_it_wherever_the_patient_is_and_frees_the_crew() -> None:
    day = taken(offered(), ev.Accepted(at_min=11, **P), ev.Departed(at_min=12, crew="own-1", **P))
    day, effects = run(day, ev.Died(at_min=20, by="physician aboard", **P))
    assert day.state_of("p-6") is S.DIED and day.gone["p-6"].died and "p-6" not in {t.patient for t in day.open_talks}
    assert calls(effects) == [("mid", "p-6 does not need the place any longer")]
    assert day.crew_free_min["own-1"] == 20 + 20 + 45
    assert "the patient died" in why_not(day, ev.Offered(at_min=21, to="near", doctor="dr", **P))
    at_home = taken(fresh_day(), ev.Died(at_min=3, patient="p-1"))
    assert at_home.state_of("p-1") is S.DIED


def test_whoever_went_home_is_nobodys_to_move() -> None:
    day = taken(offered(), ev.WentHome(at_min=11, by="ward doctor", **P))
    assert day.lots["mid", "icu"].free == 2 and not day.gone["p-6"].died
    assert "went home" in why_not(day, ev.Offered(at_min=12, to="near", doctor="dr", **P))


def test_marks_are_made_once_and_also_after_the_hand_over() -> None:
    day = taken(offered(), ev.Marked(at_min=11, mark=Mark.FAMILY, **P))
    assert "marked already" in why_not(day, ev.Marked(at_min=12, mark=Mark.FAMILY, **P))
    day = taken(
        day, ev.Accepted(at_min=12, **P), ev.Departed(at_min=13, crew="own-1", **P), ev.HandedOver(at_min=40, **P)
    )
    day = taken(day, ev.Marked(at_min=50, mark=Mark.RECORD, **P))
    assert day.talk_of("p-6").marks == ((Mark.FAMILY, 11), (Mark.RECORD, 50))
    assert day.state_of("p-6") is S.HANDED_OVER


def test_an_offer_that_has_run_out_before_it_is_entered_is_no_offer() -> None:
    late = taken(planned(fresh_day()), ev.Tick(at_min=100))
    assert "has run out" in why_not(late, ev.Offered(at_min=50, to="mid", doctor="dr", **P))


def test_nobody_is_offered_to_where_the_patient_lies() -> None:
    assert "offer another place" in why_not(fresh_day(), ev.Offered(at_min=1, to="home", doctor="dr", **P))


def test_a_patient_who_worsens_while_a_place_is_agreed_keeps_it_and_they_are_asked() -> None:
    day = taken(offered(), ev.Accepted(at_min=11, **P))
    day, effects = run(day, ev.PatientChanged(at_min=12, by="physician", acuity=Acuity.HIGH, **P))
    assert calls(effects) == [("mid", "p-6: acuity high; will the place still do?")]
    assert planned(day).talk_of("p-6").state is S.ACCEPTED
