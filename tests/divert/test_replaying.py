"""A day played to its end."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from codedark.cli.answer import print_json
from codedark.divert import day_events as ev
from codedark.divert.board import Day
from codedark.divert.day_effects import Call, EntryKind, Notify, Replan, RequestCrew
from codedark.divert.ends import End
from codedark.divert.replaying import planner_with, play, summary, told
from codedark.divert.requests import request_for
from codedark.divert.transfer_plan import TransferPlan
from tests.divert.days import FALL, SLOW, fresh_day, nearest_first, random_day
from tests.divert.plans import a_transfer

P: dict[str, Any] = {"patient": "p-6"}
STORY = (
    ev.Offered(at_min=5, to="near", doctor="dr A", **P),
    ev.Refused(at_min=9, why="no bed for her", **P),
    ev.Offered(at_min=10, to="mid", doctor="dr B", **P),
    ev.Accepted(at_min=14, **P),
    ev.CrewAssigned(at_min=15, crew="own-1", **P),
    ev.Departed(at_min=22, **P),
    ev.Departed(at_min=23, **P),
    ev.AmbulanceDiverted(at_min=30, to="near", ride="r-1"),
    ev.Arrived(at_min=44, **P),
    ev.HandedOver(at_min=50, **P),
)


def test_a_story_is_told_in_order_and_counted() -> None:
    played = play(fresh_day(), STORY, SLOW)
    said = [e.event for e in played.entries if e.kind is EntryKind.SAID]
    assert said == [
        "offered", "refused", "offered", "accepted", "crew-assigned", "departed", "ambulance-diverted", "arrived",
        "handed-over",
    ]  # fmt: skip
    assert [e.what for e in played.not_taken] == ["p-6 stands at departed (Mid hospital): the patient has left already"]
    facts = summary(played)
    assert (facts.events_count, facts.events_not_taken_count, facts.ambulances_diverted_count) == (10, 1, 1)
    assert (facts.placed_count, facts.offers_refused_count, facts.ends_count["handed-over"]) == (1, 1, 1)
    assert facts.patients_count == 14 == sum(facts.ends_count.values())
    assert set(facts.ends_count) == {str(end) for end in End}


def test_a_plan_is_made_at_the_beginning_and_after_what_changes_it_alone() -> None:
    assert play(fresh_day(), (), SLOW).replans_count == 1
    assert play(fresh_day(), (ev.Tick(at_min=5), ev.AmbulanceDiverted(at_min=6)), SLOW).replans_count == 1
    assert play(fresh_day(), STORY[:1], SLOW).replans_count == 2
    assert play(fresh_day(), (ev.HandedOver(at_min=1, **P),), SLOW).replans_count == 1


def test_the_planner_is_shown_the_board_as_it_is() -> None:
    seen: list[dict[str, Any]] = []

    def spy(hospital: Any, outage: Any, **told: Any) -> TransferPlan:
        seen.append({"patients": set(hospital.patients), **told})
        told.pop("assume_beds_pct")
        return nearest_first(hospital, outage, **told)

    play(fresh_day(), STORY[:6], planner_with(spy, assume_beds_pct=5.0))
    assert seen[0]["assume_beds_pct"] == 5.0 and seen[0]["fell_at"] == FALL and seen[0]["before"] is None
    last = seen[-1]
    assert last["now_min"] == 22 and ("p-6", "near") in last["excluded"]
    assert [(f.patient, f.to, f.crew) for f in last["fixed"]] == [("p-6", "mid", "own-1")]


def test_whoever_watches_sees_every_board() -> None:
    boards: list[Day] = []
    played = play(fresh_day(), STORY, SLOW, boards.append)
    assert len(boards) == played.events_count + played.replans_count
    assert boards[-1] == played.day


def test_a_summary_can_be_written_as_json_whatever_happened(capsys: Any) -> None:
    print_json(summary(play(fresh_day(), random_day(11, 120), SLOW)))
    out = capsys.readouterr().out
    assert '"ends": [' in out and all(f'"{f.name}"' in out for f in fields(type(summary(play(fresh_day(), (), SLOW)))))


def test_every_effect_is_a_line_for_people() -> None:
    asked = RequestCrew(request=request_for(a_transfer(), 7, 1.0))
    assert told(asked) == "ask 112 for amb-1: p-1, home to near, request 7"
    assert told(Notify(whom="crew own-1", what="the trip is off")) == "tell crew own-1: the trip is off"
    assert told(Call(site=None, whom="dispatch", number="555-0111", why="x")) == "call dispatch (555-0111): x"
    assert told(Replan(why="x")) == ""
    lines = [told(effect) for effect in play(fresh_day(), STORY, SLOW).effects]
    assert all(lines) and any(line.startswith("not taken: ") for line in lines)
