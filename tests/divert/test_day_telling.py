"""Patients, beds, places, services, roads, and ambulances sent on, as people tell of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from codedark.divert import day_events as ev
from codedark.divert.board_views import hospital_of
from codedark.divert.conversation import TalkState
from codedark.divert.day import entries
from codedark.divert.day_effects import Call, Notify
from codedark.hospital.records import Unknown
from codedark.hospital.words import Acuity, Demand, Escort
from tests.divert.days import FALL, fresh_day, planned, run, taken
from tests.divert.test_day_crews import agreed
from tests.divert.test_day_talking import why_not

S = TalkState
P: dict[str, Any] = {"patient": "p-6"}


def test_a_count_has_who_told_it_and_when() -> None:
    day = taken(fresh_day(), ev.BedsTold(at_min=20, hospital="coast", pool="icu", free=3, by="bed desk"))
    row = next(r for r in hospital_of(day).free_beds if (r.hospital, r.pool) == ("coast", "icu"))
    assert (row.free_staffed, row.confirmed_by, row.confirmed_at) == (3, "bed desk", FALL + timedelta(minutes=20))
    gone = taken(day, ev.BedsTold(at_min=30, hospital="coast", pool="icu", free=Unknown("no answer"), by="us"))
    assert gone.lots["coast", "icu"].free == Unknown("no answer")
    assert gone.lots["coast", "icu"].confirmed_at is None


@pytest.mark.parametrize(
    ("told", "why"),
    [({"free": -1}, "0 or more"), ({"by": " "}, "nobody is named"), ({"hospital": "narnia"}, "no hospital is known")],
)
def test_a_count_that_means_nothing_is_not_taken(told: dict[str, Any], why: str) -> None:
    usual = {"at_min": 1, "hospital": "near", "pool": "icu", "free": 1, "by": "desk"}
    assert why in why_not(fresh_day(), ev.BedsTold(**{**usual, **told}))


def test_a_new_count_lets_those_be_asked_again_who_had_only_not_answered() -> None:
    day = taken(planned(fresh_day()), ev.Offered(at_min=1, to="mid", doctor="dr", **P), ev.Tick(at_min=60))
    day = taken(day, ev.Offered(at_min=61, to="near", doctor="dr", **P), ev.Refused(at_min=62, **P))
    assert {("p-6", "mid"), ("p-6", "near")} <= day.excluded
    for place in ("mid", "near"):
        day = taken(day, ev.BedsTold(at_min=70, hospital=place, pool="icu", free=1, by="desk"))
    assert ("p-6", "mid") not in day.excluded and ("p-6", "near") in day.excluded


def typed(**more: Any) -> ev.TypedIn:
    usual = {"at_min": 5, "to": "convent", "name": "Convent infirmary", "minutes": 25, "agreed_by": "sister Anna"}
    return ev.TypedIn(**{**usual, **more})


def test_a_place_outside_the_list_is_agreed_by_a_named_person_and_takes_no_bed() -> None:
    day = taken(planned(fresh_day()), typed(**P), ev.Departed(at_min=9, crew="own-1", **P))
    talk = day.talk_of("p-6")
    assert (talk.to, talk.pool, talk.doctor, talk.state) == ("convent", "", "sister Anna", S.DEPARTED)
    assert talk.arrive_min == 9 + 25 and not talk.takes_bed
    assert not [key for key in day.lots if key[0] == "convent"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"agreed_by": ""}, "`agreed_by`"), ({"name": " "}, "`name`"), ({"minutes": 0}, "more than 0"),
        ({"to": "near"}, "on the list"),
    ],
)  # fmt: skip
def test_a_place_nobody_agreed_with_is_none(told: dict[str, Any], why: str) -> None:
    assert why in why_not(fresh_day(), typed(**told))


def test_one_short_name_is_one_place_and_it_can_be_offered_or_driven_to_later() -> None:
    day = taken(planned(fresh_day()), typed())
    assert "Convent infirmary already" in why_not(day, typed(name="Convent school"))
    assert "has no count" in why_not(day, ev.BedsTold(at_min=6, hospital="convent", pool="icu", free=1, by="x"))
    offered = taken(day, ev.Offered(at_min=6, to="convent", doctor="sister Anna", **P))
    assert offered.talk_of("p-6").pool == ""
    road = taken(agreed(day=day), ev.Departed(at_min=10, crew="own-1", **P))
    road = taken(road, ev.Diverted(at_min=20, to="convent", doctor="sister Anna", **P))
    assert road.talk_of("p-6").pool == ""
    assert "withdrawn" in why_not(agreed(day=day), typed(at_min=9, **P))


def test_what_a_clinician_enters_is_kept_with_the_role() -> None:
    change = ev.PatientChanged(
        at_min=5, patient="p-1", by="intensivist", acuity=Acuity.CRITICAL, pool="icu", escort=Escort.PHYSICIAN,
        needs=("monitors",), demands=(Demand.VENTILATOR,),
    )  # fmt: skip
    day = taken(planned(fresh_day()), change)
    patient = day.patients["p-1"]
    assert (patient.pool, patient.needs, patient.demands, patient.entered_by) == (
        "icu", ("monitors",), (Demand.VENTILATOR,), "intensivist",
    )  # fmt: skip
    assert planned(day).talk_of("p-1").pool == "icu"
    assert "nothing of it is new" in why_not(day, change)
    assert "no service is known" in why_not(day, ev.PatientChanged(at_min=6, patient="p-1", by="x", needs=("oracle",)))
    assert "nobody is named" in why_not(day, ev.PatientChanged(at_min=6, patient="p-1", by="", pool="ward"))


def test_a_crew_that_is_to_come_is_told_what_changed() -> None:
    day = taken(agreed(), ev.CrewAssigned(at_min=10, crew="own-1", **P))
    _, effects = run(day, ev.PatientChanged(at_min=11, by="intensivist", escort=Escort.PHYSICIAN, **P))
    assert [e.whom for e in effects if isinstance(e, Notify)] == ["crew own-1"]


def test_who_can_go_home_keeps_the_place_until_a_person_gives_it_back() -> None:
    day, effects = run(agreed(), ev.CanGoHome(at_min=11, by="ward doctor", **P))
    assert day.state_of("p-6") is S.ACCEPTED and day.patients["p-6"].can_go_home is True
    assert [c.why for c in effects if isinstance(c, Call)] == ["p-6: can go home; will the place still do?"]
    assert "nothing of it is new" in why_not(day, ev.CanGoHome(at_min=12, by="ward doctor", **P))
    road = taken(agreed(), ev.Departed(at_min=10, crew="own-1", **P))
    assert "`turned-back` first" in why_not(road, ev.CanGoHome(at_min=12, by="ward doctor", **P))


def test_somebody_new_is_planned_for() -> None:
    usual: dict[str, Any] = {
        "at_min": 5, "patient": "n-1", "site": "home", "pool": "ward", "acuity": Acuity.HIGH, "needs": ("record",),
        "by": "triage",
    }  # fmt: skip
    day = planned(taken(fresh_day(), ev.NewPatient(**usual)))
    assert day.state_of("n-1") is S.PROPOSED and isinstance(day.patients["n-1"].escort, Unknown)
    assert "on the list already" in why_not(day, ev.NewPatient(**usual))
    assert "no campus" in why_not(day, ev.NewPatient(**{**usual, "patient": "n-2", "site": "near"}))


def test_a_service_that_is_back_stops_plans_and_asks_about_places_that_are_agreed() -> None:
    day = agreed("p-1", "near")
    day, effects = run(day, ev.ServiceBack(at_min=30, service="record", by="system engineer"))
    assert any("nothing that p-1 needs is lost any longer" in c.why for c in effects if isinstance(c, Call))
    day = planned(day)
    assert day.state_of("p-1") is S.ACCEPTED and day.state_of("p-2") is S.NOTHING
    assert "is not lost" in why_not(day, ev.ServiceBack(at_min=31, service="record"))
    day = planned(taken(day, ev.ServiceGone(at_min=40, service="record")))
    assert day.state_of("p-2") is S.PROPOSED
    assert "lost already" in why_not(day, ev.ServiceGone(at_min=41, service="record"))


def test_a_closed_road_is_planned_around() -> None:
    closed = taken(fresh_day(), *(ev.RoadChanged(at_min=1, from_="home", to=to) for to in ("near", "mid")))
    assert {t.to for t in planned(closed).open_talks if t.pool == "icu"} == {"far"}
    assert "one place to another" in why_not(closed, ev.RoadChanged(at_min=2, from_="near", to="near", minutes=3))


def test_somebody_can_say_afterwards_how_many_ambulances_went_elsewhere() -> None:
    day, effects = run(
        fresh_day(),
        ev.AmbulanceDiverted(at_min=3, to="near", ride="r-17", why="stroke", by="dispatch"),
        ev.AmbulanceDiverted(at_min=4, count=3),
    )
    assert day.ambulances_diverted_count == 4 == sum(e.count for e in entries(effects))
    assert next(entries(effects)).what == "an ambulance (ride r-17) sent on to Near hospital: stroke"
    assert "counted already" in why_not(day, ev.AmbulanceDiverted(at_min=5, ride="r-17"))
    assert "one ambulance" in why_not(day, ev.AmbulanceDiverted(at_min=5, ride="r-18", count=2))
    assert "1 or more" in why_not(day, ev.AmbulanceDiverted(at_min=5, count=0))


def test_what_was_never_left_out_cannot_be_asked_again() -> None:
    assert "was not left out" in why_not(fresh_day(), ev.AskAgain(at_min=1, hospital="near", **P))
