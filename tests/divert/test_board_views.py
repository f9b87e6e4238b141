"""What a planner is shown."""

from __future__ import annotations

from typing import Any

from codedark.divert import day_events as ev
from codedark.divert.board import Day
from codedark.divert.board_views import (
    crew_free_of,
    crews_out_of,
    excluded_of,
    fixed_of,
    free_again,
    hospital_of,
    trip_times,
)
from codedark.hospital.records import Unknown
from tests.divert.days import fresh_day, planned, taken

P: dict[str, Any] = {"patient": "p-6"}


def on_road(**more: Any) -> Day:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="mid", doctor="dr", **P), ev.Accepted(at_min=2, **P))
    return taken(day, ev.Departed(at_min=10, crew="own-1", **P, **more))


def shown(day: Day, place: str, pool: str) -> Any:
    return next(r.free_staffed for r in hospital_of(day).free_beds if (r.hospital, r.pool) == (place, pool))


def test_counts_shown_hold_the_beds_that_fixed_places_take() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="mid", doctor="dr", **P))
    assert day.lots["mid", "icu"].free == 1
    assert shown(day, "mid", "icu") == 2
    assert [(f.to, f.pool, f.crew) for f in fixed_of(day)] == [("mid", "icu", None)]


def test_a_count_told_later_is_beside_what_was_promised() -> None:
    day = taken(on_road(), ev.BedsTold(at_min=20, hospital="mid", pool="icu", free=0, by="bed desk"))
    assert day.lots["mid", "icu"].free == 0 and shown(day, "mid", "icu") == 1


def test_an_unknown_count_stays_unknown() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="coast", doctor="dr", pool="icu", **P))
    assert isinstance(shown(day, "coast", "icu"), Unknown)


def test_beds_that_stand_in_no_list_are_as_many_as_were_promised() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="abbey", doctor="dr", pool="icu", **P))
    assert shown(day, "abbey", "icu") == 1


def test_who_was_handed_over_still_takes_the_bed_and_no_crew_for_long() -> None:
    day = taken(on_road(), ev.Arrived(at_min=30, **P), ev.HandedOver(at_min=40, **P))
    fixed = fixed_of(day)[0]
    assert (fixed.patient, fixed.crew, fixed.depart_min, fixed.arrive_min) == ("p-6", "own-1", 10, 30)
    assert "p-6" in hospital_of(day).patients
    assert crew_free_of(day) == {"own-1": 40 + 20 + 45}
    assert crew_free_of(taken(day, ev.CrewBack(at_min=70, crew="own-1"))) == {}


def test_who_is_on_the_road_without_a_place_is_nobodys_to_plan_and_the_crew_is_out() -> None:
    day = taken(on_road(), ev.ArrivedRefused(at_min=30, why="full", **P))
    assert "p-6" not in hospital_of(day).patients and not fixed_of(day)
    assert crews_out_of(day) == {"own-1"}
    assert ("p-6", "mid") in excluded_of(day)


def test_what_should_have_happened_and_has_not_is_expected_now() -> None:
    day = on_road()
    assert trip_times(day)["p-6"] == (10, 30)
    assert trip_times(taken(day, ev.Tick(at_min=55)))["p-6"] == (10, 55)


def test_a_crews_later_trip_follows_its_earlier_one() -> None:
    day = taken(on_road(), ev.Offered(at_min=11, patient="p-3", to="near", doctor="dr"))
    day = taken(day, ev.Accepted(at_min=12, patient="p-3"), ev.CrewAssigned(at_min=13, patient="p-3", crew="own-1"))
    first = free_again(day, day.talk_of("p-6"), 30)
    assert first == 30 + 20 + 45
    assert trip_times(day)["p-3"] == (first, first + 10)
    day = taken(day, ev.Delayed(at_min=20, arrive_min=60, **P))
    assert trip_times(day)["p-3"] == (first + 30, first + 40)


def test_roads_places_and_crews_of_today_are_shown() -> None:
    day = taken(fresh_day(), ev.RoadChanged(at_min=1, from_="home", to="near"))
    day = taken(day, ev.TypedIn(at_min=2, to="hut", name="Forest hut", minutes=9.0, agreed_by="ranger"))
    hospital = hospital_of(day)
    assert ("home", "near") not in hospital.travel and hospital.travel["home", "hut"].minutes == 9
    assert hospital.region["hut"].name == "Forest hut"
    assert not [row for row in hospital.free_beds if row.hospital == "hut"]


def test_who_stays_by_a_persons_decision_died_or_went_home_is_not_planned() -> None:
    day = taken(
        planned(fresh_day()),
        ev.Cancelled(at_min=1, patient="p-1", by="head physician"),
        ev.Died(at_min=2, patient="p-2"),
        ev.WentHome(at_min=3, patient="p-4"),
    )
    assert set(day.patients) - set(hospital_of(day).patients) == {"p-1", "p-2", "p-4"}
