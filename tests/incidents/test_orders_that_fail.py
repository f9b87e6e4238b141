"""What goes wrong on the way: forged alarms, gates that refuse, alarms taken back, plans that replace each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from codedark.gap.proving import ProofVerdict
from codedark.response import events as ev
from codedark.response.commands import AskApproval, Page, Prepare, PrintCards, Propose, Prove, SendOrder
from codedark.response.incident import Stage
from codedark.response.order import OrderAct
from tests.incidents.playbook import At, Like, Playbook, Wrote
from tests.response.people import LATER, OTHER_PLAN, PLAN
from tests.response.stories import (
    APPLIED,
    BEGIN,
    CUT,
    GATES,
    HELD,
    ORDERED,
    OTHER,
    PEOPLE,
    PLANNED,
    PROPOSED,
    PROVEN,
    RELEASING,
    START,
    A,
    B,
    C,
    alarm,
    answer,
    approved,
    order_at,
    proved,
    ready,
    t,
)

REFUSED = ev.Outcome.REFUSED


def test_a_forged_flood_fires_nothing_and_does_not_drown_who_decides() -> None:
    story = Playbook(BEGIN) >> alarm(t(0)) << Like(Propose, planned=PLANNED) << Like(AskApproval, act=OrderAct.CUT)
    for n in range(500):
        forged = replace(OTHER, plan=f"{n:012x}", name=f"zone:{n}")
        story = story >> alarm(t(0, 0.01 * n), forged) << Wrote("kept back")
    assert (
        story
        >> ev.Tick(at=t(0, 29))
        >> ev.Tick(at=t(0, 30))
        << Like(Propose, planned=replace(OTHER, plan=f"{499:012x}", name="zone:499"))
        << Like(AskApproval, act=OrderAct.CUT)
        >> ev.Tick(at=t(5))
    )
    assert story.incident.alarms_count == 501
    assert [cut.stage for cut in story.incident.cuts] == [Stage.PROPOSED, Stage.PROPOSED]


def test_the_same_alarm_again_asks_nobody_again() -> None:
    assert Playbook(PROPOSED) >> alarm(t(1)) << Wrote("alarm: plan zone:office") >> alarm(t(9))
    assert Playbook(PROVEN) >> alarm(t(9)) << At(PLAN, Stage.PROVEN, sealed=True)


def test_every_gate_refuses_and_people_are_told_with_cards_in_hand() -> None:
    assert (
        Playbook(ORDERED)
        >> answer(t(2, 1), A, CUT, REFUSED, why="plan not staged")
        >> answer(t(2, 1), B, CUT, REFUSED, why="plan not staged")
        >> answer(t(2, 1), C, CUT, REFUSED)
        << Wrote("no gate cut: gate-a: refused, plan not staged; gate-b: refused, plan not staged; gate-c: refused")
        << Like(PrintCards, gates=GATES)
        << Like(Page, role="duty-engineer")
        << Like(AskApproval, act=OrderAct.CUT)
        << At(PLAN, Stage.PROPOSED)
    )


def test_a_gate_that_cut_half_says_which_half() -> None:
    assert (
        Playbook(ORDERED)
        >> answer(t(2, 1), A, CUT)
        >> answer(t(2, 1), B, CUT, ev.Outcome.PARTLY, why="IPv4 alone")
        >> answer(t(2, 1), C, CUT)
        << Wrote("half done: gate-a, gate-c cut; gate-b: partly, IPv4 alone")
        << Like(PrintCards, gates=(B,))
        << Like(Page)
        << Prove(gates=GATES, plan=PLAN)
        >> proved(t(2, 2), A)
        >> proved(t(2, 2), B)
        >> proved(t(2, 2), C)
        << At(PLAN, Stage.APPLIED)
    )


def test_a_straggler_is_taken_in_and_everything_is_proven_anew() -> None:
    assert (
        Playbook(ORDERED)
        >> answer(t(2, 1), A, CUT, done_at=t(2, 1))
        >> answer(t(2, 1), B, CUT, done_at=t(2, 1))
        >> ev.Tick(at=t(2, 6))
        << Like(PrintCards, gates=(C,))
        << Like(Page)
        << Prove(gates=(A, B), plan=PLAN)
        >> answer(t(4), C, CUT, done_at=t(2, 1.25))
        << Wrote("answered late")
        << Prove(gates=GATES, plan=PLAN)
        >> proved(t(4, 1), A)
        >> proved(t(4, 1), B)
        >> proved(t(4, 1), C)
        << Like(AskApproval, act=OrderAct.HOLD)
        << At(PLAN, Stage.PROVEN, sealed=True)
    )


def test_an_answer_that_was_lost_is_found_by_packets() -> None:
    assert (
        Playbook(ORDERED)
        >> answer(t(2, 1), A, CUT)
        >> answer(t(2, 1), B, CUT)
        >> ev.Tick(at=t(2, 6))
        << Like(PrintCards, gates=(C,))
        << Like(Page)
        << Prove(gates=(A, B), plan=PLAN)
        >> proved(t(2, 7), A)
        >> proved(t(2, 7), B)
        >> proved(t(2, 7), C)
        << Like(AskApproval, act=OrderAct.HOLD)
        << At(PLAN, Stage.PROVEN, sealed=True)
    )


def test_skew_between_gates_is_said() -> None:
    story = Playbook(ORDERED)
    for n, gate in enumerate(GATES):
        story >> answer(t(2, 1), gate, CUT, done_at=t(2, 1) + n * timedelta(milliseconds=7))
    assert story << Prove(gates=GATES, plan=PLAN)
    assert ("skew_ms", "14.0") in [pair for entry in story.wrote for pair in entry.evidence]


def test_evidence_from_before_the_last_change_counts_for_nothing() -> None:
    assert (
        Playbook(APPLIED)
        >> proved(t(3), A, began_at=t(2, 0.1))
        << Wrote("taken before the last change there")
        << Prove(gates=(A,), plan=PLAN)
        << At(PLAN, Stage.APPLIED)
    )


def test_an_alarm_taken_back_before_anything_was_cut() -> None:
    assert (
        Playbook(PROPOSED)
        >> ev.AlarmWithdrawn(at=t(1), plan=PLAN, who="security-officer", why="a backup job")
        << Wrote("withdrew the alarm: a backup job")
        << At(PLAN, Stage.WITHDRAWN)
        >> approved(t(2), CUT, "commander")
        << Prepare(gates=GATES, plan=PLAN)
        << At(PLAN, Stage.AUTHORISED)
    )


def test_an_alarm_taken_back_afterwards_lets_nothing_go_by_itself() -> None:
    assert (
        Playbook(HELD)
        >> ev.AlarmWithdrawn(at=t(20), plan=PLAN, who="security-officer", why="a backup job")
        << Like(AskApproval, act=OrderAct.RELEASE)
        << At(PLAN, Stage.HELD, sealed=True)
    )


def test_a_second_plan_replaces_the_first_without_a_gap() -> None:
    """Both stand until the second is proven; only then are people asked whether the first may go."""
    cut = order_at(t(20), plan=OTHER_PLAN)
    release = order_at(t(22), OrderAct.RELEASE)
    assert (
        Playbook(HELD)
        >> alarm(t(19), OTHER)
        << Like(Propose, planned=OTHER)
        << Like(AskApproval, act=OrderAct.CUT, plan=OTHER_PLAN)
        >> approved(t(20), cut, "commander")
        << Prepare(gates=(A,), plan=OTHER_PLAN)
        >> ready(t(20, 1), A, plan=OTHER_PLAN)
        << Like(SendOrder, gates=(A,))
        >> answer(t(20, 1), A, cut)
        << Prove(gates=(A,), plan=OTHER_PLAN)
        << At(PLAN, Stage.HELD, sealed=True)
        >> proved(t(20, 2), A, plan=OTHER_PLAN)
        << Like(AskApproval, act=OrderAct.RELEASE, plan=PLAN)
        << Like(AskApproval, act=OrderAct.HOLD, plan=OTHER_PLAN)
        << At(OTHER_PLAN, Stage.PROVEN, sealed=True)
        >> approved(t(22), release, *PEOPLE)
        << Like(SendOrder, gates=GATES)
        >> answer(t(22, 1), A, release)
        >> answer(t(22, 1), B, release)
        >> answer(t(22, 1), C, release)
        << At(PLAN, Stage.PATH_OPEN)
        << At(OTHER_PLAN, Stage.PROVEN, sealed=True)
    )


def test_a_gate_that_does_not_let_go_is_named() -> None:
    release = order_at(t(60), OrderAct.RELEASE)
    assert (
        Playbook(RELEASING)
        >> answer(t(60, 1), A, release)
        >> answer(t(60, 1), B, release, REFUSED, why="clock not trusted")
        >> ev.Tick(at=t(60, 6))
        << Wrote("half done: gate-b, gate-c did not let go of zone:office")
        << Like(Page, role="duty-engineer")
        << Like(Prove, gates=(B, C))
        << At(PLAN, Stage.HELD)
        >> answer(t(61), C, release)
        << Wrote("answered late")
        << Like(Prove, gates=(B,))
        >> ev.DoneByHand(at=t(62), plan=PLAN, gate=B, who="technician", what="rule taken out", cut=False)
        << At(PLAN, Stage.PATH_OPEN)
    )


def test_an_alarm_while_letting_go_calls_a_person_and_a_cut_stops_it() -> None:
    again = order_at(t(60, 3))
    assert (
        Playbook(RELEASING)
        >> alarm(t(60, 1))
        << Like(Page, role="duty-engineer")
        >> approved(t(60, 3), again, "commander")
        << Wrote("the release stops where it is")
        << Like(SendOrder, gates=GATES)
        << At(PLAN, Stage.APPLIED)
    )


def test_break_glass_lost_calls_those_who_answer_for_patients() -> None:
    assert (
        Playbook(PROVEN)
        >> proved(t(3), A, ProofVerdict.BREAK_GLASS_LOST, why="ct to archive")
        << Like(Page, role="duty-engineer")
        << Like(Page, role="commander")
        << Like(Page, role="duty-engineer")
        << Like(Page, role="head-of-emergency")
        << Like(Page, role="chief-nurse")
        << At(PLAN, Stage.APPLIED)
    )


def test_an_order_on_a_plan_nobody_proposed_is_not_sent() -> None:
    assert (
        Playbook(BEGIN)
        >> approved(t(1), order_at(t(1), plan=OTHER_PLAN), "commander")
        << Wrote("which nobody proposed here")
        << Like(Page, role="duty-engineer")
    )


def test_a_clock_set_back_sets_nothing_back() -> None:
    story = Playbook(PROVEN) >> ev.Tick(at=START - timedelta(days=1))
    assert story
    assert story.incident.last_at == PROVEN.last_at


def test_a_plan_without_gates_goes_to_paper_at_once() -> None:
    none = replace(PLANNED, gates=())
    assert (
        Playbook(BEGIN)
        >> alarm(t(0), none)
        << Like(Propose)
        << Like(AskApproval)
        >> approved(t(2) + LATER, CUT, "commander")
        << Like(Page)
        << Like(AskApproval)
        << At(PLAN, Stage.PROPOSED)
    )
