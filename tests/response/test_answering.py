"""More of it is told in tests/incidents."""

from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.response import events as ev
from codedark.response.commands import Page, Prove, SendOrder
from codedark.response.incident import Stage, Word
from codedark.response.order import OrderAct
from tests.response.people import PLAN
from tests.response.stories import (
    APPLIED,
    AUTHORISED,
    CUT,
    DECAYED,
    GATES,
    HELD,
    HOLD,
    HOLDING,
    ORDERED,
    PEOPLE,
    PROPOSED,
    PROVEN,
    A,
    B,
    C,
    answer,
    approved,
    cut_of,
    order_at,
    proved,
    run,
    t,
)


def hand(at_min: float, gate: str = A, *, cut: bool) -> ev.DoneByHand:
    return ev.DoneByHand(at=t(at_min), plan=PLAN, gate=gate, who="technician", what="cable", cut=cut)  # type: ignore[arg-type]


def test_it_decays_where_it_decays_first() -> None:
    until = [t(32), t(31), t(33)]
    told = [answer(t(2, 1), gate, CUT, deadline=d) for gate, d in zip(GATES, until, strict=True)]
    assert cut_of(run(ORDERED, *told)[0]).deadline == t(31)


def test_a_doubled_answer_changes_nothing() -> None:
    again, commands = run(PROVEN, answer(t(3), A, CUT, done_at=t(2, 0.15)))
    assert cut_of(again) == cut_of(PROVEN)
    assert commands == []


def test_an_answer_to_another_order_is_not_believed_and_the_gate_proven_anew() -> None:
    incident, commands = run(PROVEN, answer(t(3), A, order_at(t(1))))
    assert commands == [Prove(gates=(A,), plan=PLAN)]
    assert not cut_of(incident).sealed


def test_a_gate_that_contradicts_itself_is_proven_anew() -> None:
    incident, commands = run(PROVEN, answer(t(3), A, CUT, ev.Outcome.REFUSED, why="what?"))
    assert commands == [Prove(gates=(A,), plan=PLAN)]
    stand = cut_of(incident).gate(A)
    assert stand is not None
    assert stand.word is Word.APPLIED


def test_a_gate_that_refused_and_then_says_it_cut_is_believed_and_proven() -> None:
    told = (answer(t(2, 1), A, CUT), answer(t(2, 1), B, CUT, ev.Outcome.REFUSED, why="busy"), answer(t(2, 1), C, CUT))
    incident, commands = run(ORDERED, *told, answer(t(2, 2), B, CUT))
    stand = cut_of(incident).gate(B)
    assert stand is not None
    assert stand.word is Word.APPLIED
    assert commands == [Prove(gates=GATES, plan=PLAN)]


def test_a_gate_that_cut_after_all_is_never_ignored() -> None:
    """It was silent, people gave up and said no; then its answer comes."""
    gone = (ev.Tick(at=t(2, 9)), ev.Declined(at=t(3), plan=PLAN, who="commander", why="given up"))
    incident, commands = run(ORDERED, *gone, answer(t(4), B, CUT))
    assert cut_of(incident).stage is Stage.APPLIED
    assert [type(command) for command in commands] == [Page, Prove]


def test_a_hold_that_not_every_gate_took_is_no_hold() -> None:
    told = (answer(t(10, 1), A, HOLD), answer(t(10, 1), B, HOLD, ev.Outcome.REFUSED, why="clock"))
    incident, commands = run(HOLDING, *told, answer(t(10, 1), C, HOLD))
    assert cut_of(incident).stage is Stage.APPLIED
    assert not cut_of(incident).confirmed
    assert isinstance(commands[0], Page)
    assert "gate-b" in commands[0].why


def test_the_last_gate_that_takes_the_hold_late_makes_it_one() -> None:
    late = (answer(t(10, 1), A, HOLD), answer(t(10, 1), B, HOLD), ev.Tick(at=t(10, 9)))
    incident, _ = run(HOLDING, *late)
    assert cut_of(incident).stage is Stage.APPLIED
    assert cut_of(run(incident, answer(t(11), C, HOLD))[0]).stage is Stage.HELD


def test_a_cut_signed_by_two_persons_is_held_once_it_is_proven() -> None:
    order = order_at(t(2), hold_min=600)
    authorised, _ = run(PROPOSED, approved(t(2), order, *PEOPLE))
    told = [ev.GateReady(at=t(2), plan=PLAN, gate=gate, ready=True) for gate in GATES]
    told2 = [answer(t(2, 1), gate, order, deadline=t(602)) for gate in GATES]
    incident, _ = run(authorised, *told, *told2, *(proved(t(2, 2), gate) for gate in GATES))
    assert cut_of(incident).stage is Stage.HELD
    assert cut_of(incident).deadline == t(602)


def test_a_conduit_let_go_leaves_the_rest_held_and_to_be_proven() -> None:
    release = order_at(t(20), OrderAct.RELEASE, conduits=(1,))
    incident, commands = run(HELD, approved(t(20), release, *PEOPLE), *(answer(t(20, 1), g, release) for g in GATES))
    cut = cut_of(incident)
    assert (cut.stage, cut.sealed) == (Stage.HELD, False)
    assert {gate.released for gate in cut.gates} == {frozenset({1})}
    assert commands == [Prove(gates=GATES, plan=PLAN)]


def test_what_is_let_go_bit_by_bit_is_let_go() -> None:
    incident = DECAYED
    for minute, conduits in ((40, (0, 1)), (41, (2, 3))):
        release = order_at(t(minute), OrderAct.RELEASE, conduits=conduits)
        told = (answer(t(minute, 1), gate, release) for gate in GATES)
        incident, _ = run(incident, approved(t(minute), release, *PEOPLE), *told)
    assert cut_of(incident).stage is Stage.PATH_OPEN


@pytest.mark.parametrize("incident", [PROPOSED, HELD, APPLIED])
def test_what_a_person_cuts_by_hand_counts_and_is_proven(incident: object) -> None:
    after, commands = run(incident, hand(20, cut=True))  # type: ignore[arg-type]
    stand = cut_of(after).gate(A)
    assert stand is not None
    assert stand.word is Word.BY_HAND
    assert cut_of(after).stage in {Stage.APPLIED, Stage.HELD}
    assert isinstance(commands[-1], Prove)


def test_a_cable_pulled_before_any_order_has_no_deadline() -> None:
    after, _ = run(PROPOSED, hand(1, cut=True))
    assert cut_of(after).deadline is None
    assert cut_of(run(after, ev.Tick(at=t(10_000)))[0]).stage is Stage.APPLIED


def test_what_is_opened_by_hand_at_every_gate_is_open() -> None:
    incident = HELD
    for gate in GATES:
        assert cut_of(incident).stage is Stage.HELD
        incident, _ = run(incident, hand(20, gate, cut=False))
    assert cut_of(incident).stage is Stage.PATH_OPEN


def test_a_hand_that_was_waited_for_settles_it() -> None:
    cut, _ = run(ORDERED, answer(t(2, 1), A, CUT), answer(t(2, 1), B, CUT), hand(2.1, C, cut=True))
    assert cut_of(cut).stage is Stage.APPLIED
    fired, commands = run(AUTHORISED, hand(2.01, A, cut=True), hand(2.01, B, cut=True), hand(2.01, C, cut=True))
    assert cut_of(fired).stage is Stage.ORDERED
    assert isinstance(commands[0], SendOrder)


def test_an_unknown_gate_changes_nothing() -> None:
    after, commands = run(PROVEN, answer(t(3), "gate-x", CUT), hand(3, "gate-y", cut=False))  # type: ignore[arg-type]
    assert cut_of(after) == cut_of(PROVEN)
    assert commands == []


def test_a_deadline_nobody_told_is_the_orders_own() -> None:
    assert cut_of(APPLIED).deadline == CUT.issued_at + timedelta(minutes=30)
