"""What is asked of the dispatch centre."""

from __future__ import annotations

from math import inf

from codedark.divert.conversation import Talk, TalkState
from codedark.divert.requests import Request, RequestState, request_for, request_for_any, request_sheet
from codedark.hospital.words import Acuity, Escort, Owner
from tests.divert.days import fallen
from tests.divert.plans import a_transfer


def test_a_request_asks_for_the_level_that_no_team_of_ours_brings() -> None:
    alone = request_for(a_transfer(escort=Escort.PHYSICIAN), 1, 20.0)
    along = request_for(a_transfer(escort=Escort.PHYSICIAN, escort_team="team-a"), 2, 20.0)
    assert (alone.level, along.level, along.escort_team) == (Escort.PHYSICIAN, Escort.NONE, "team-a")


def test_nobody_is_ready_before_the_request_is_made() -> None:
    assert request_for(a_transfer(depart_min=30.0), 1, 20.0).ready_min == 30.0
    assert request_for(a_transfer(depart_min=30.0), 1, 45.0).ready_min == 45.0


def test_a_crew_nobody_owns_is_asked_of_the_dispatch_centre() -> None:
    assert request_for(a_transfer(crew=None, owner=None), 1, 0.0).owner is Owner.EMERGENCY_112
    assert request_for(a_transfer(owner=Owner.PRIVATE), 1, 0.0).owner is Owner.PRIVATE


def test_where_the_plan_has_no_crew_any_that_will_do_is_asked_for() -> None:
    hospital, _ = fallen()
    patient = hospital.patients["p-3"]
    talk = Talk(patient=patient.patient, to="near", pool="icu", state=TalkState.ACCEPTED)
    asked = request_for_any(talk, patient, 4, 50.0, inf)
    assert (asked.crew, asked.from_, asked.to, asked.acuity) == (None, "home", "near", Acuity.CRITICAL)
    assert asked.level is Escort.PHYSICIAN, "nobody entered an escort: planned by acuity"


def test_the_sheet_has_those_that_wait_the_most_pressing_first() -> None:
    def asked(number: int, ready: float, state: RequestState = RequestState.REQUESTED) -> Request:
        from dataclasses import replace

        return replace(request_for(a_transfer(depart_min=ready), number, 0.0), state=state)

    sheet = request_sheet([asked(1, 40.0), asked(2, 20.0, RequestState.GRANTED), asked(3, 30.0)])
    assert [request.number for request in sheet] == [3, 1]
