"""Its stories stand in tests/incidents, its laws in tests/laws."""

from __future__ import annotations

from dataclasses import replace

from codedark.gap.posture import Posture
from codedark.response import events as ev
from codedark.response.commands import AskApproval, Propose
from codedark.response.incident import Pace, Stage
from codedark.response.machine import CUTS_MOST, begin, step
from codedark.response.mandate import Act, Office, Right
from tests.response.people import OTHER_PLAN, PLAN, make_mandate
from tests.response.stories import (
    BEGIN,
    FLOWS_BACK,
    HELD,
    OTHER,
    PATH_OPEN,
    PLANNED,
    PROPOSED,
    alarm,
    cut_of,
    run,
    t,
    written,
)


def test_whom_to_ask_follows_from_the_mandate() -> None:
    assert BEGIN.askers == ("commander", "duty-engineer", "head-of-emergency")
    assert BEGIN.confirmers == ("commander", "duty-engineer", "head-of-emergency", "chief-nurse")
    assert BEGIN.hold == make_mandate().hold


def test_where_nobody_is_enrolled_the_roles_are_asked_all_the_same() -> None:
    mandate = replace(
        make_mandate(),
        offices=(Office(role="engineer"),),
        rights=(Right(role="engineer", may=(Act.FIRE,), posture_max=Posture.DARK),),
    )
    assert begin(mandate, Pace(answer_s=1), duty="engineer").askers == ("engineer",)


def test_an_alarm_is_proposed_with_its_price() -> None:
    _, commands = run(BEGIN, alarm(t(0)))
    assert commands == [
        Propose(planned=PLANNED, why=("ws-12 beacons",)),
        AskApproval(act=commands[1].act, plan=PLAN, roles=BEGIN.askers),
    ]
    assert ("care_lost_per_h", "2") in written(BEGIN, alarm(t(0)))[1].evidence


def test_what_is_over_begins_anew() -> None:
    for over in (PATH_OPEN, FLOWS_BACK):
        again, commands = run(over, alarm(t(90)))
        assert cut_of(again).stage is Stage.PROPOSED
        assert len(again.cuts) == 1
        assert commands


def test_cuts_stand_side_by_side() -> None:
    both, _ = run(HELD, alarm(t(20), OTHER))
    assert (cut_of(both).stage, cut_of(both, OTHER_PLAN).stage) == (Stage.HELD, Stage.PROPOSED)


def test_a_proposal_kept_back_for_what_is_cut_by_now_is_not_made() -> None:
    asked_just_now, _ = run(BEGIN, alarm(t(0), OTHER))
    kept, _ = run(asked_just_now, alarm(t(0, 1)))
    assert kept.kept_back == PLANNED
    hand = ev.DoneByHand(at=t(0, 2), plan=PLAN, gate=PLANNED.gates[0], who="technician", what="cable", cut=True)
    assert run(kept, hand, ev.Tick(at=t(1)))[0].cut(PLAN) is not None
    standing, commands = run(replace(HELD, kept_back=PLANNED), ev.Tick(at=t(10, 3)))
    assert standing.kept_back is None
    assert not commands


def test_what_is_cut_is_never_forgotten_for_new_alarms() -> None:
    incident = HELD
    for n in range(CUTS_MOST + 20):
        incident, _ = step(incident, alarm(t(20 + n), replace(OTHER, plan=f"{n:012x}")))
    assert len(incident.cuts) == CUTS_MOST
    assert cut_of(incident).stage is Stage.HELD


def test_an_event_about_nothing_here_is_kept_and_does_nothing() -> None:
    event = ev.FlowsSeen(at=t(1), plan=OTHER_PLAN)
    incident, commands = run(PROPOSED, event)
    assert incident.cuts == PROPOSED.cuts
    assert commands == []
    assert "nobody proposed here" in written(PROPOSED, event)[0].what


def test_a_person_says_no() -> None:
    incident, _ = run(PROPOSED, ev.Declined(at=t(1), plan=PLAN, who="commander", why="a drill"))
    assert cut_of(incident).stage is Stage.WITHDRAWN
