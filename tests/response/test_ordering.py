"""More of it is told in tests/incidents."""

from __future__ import annotations

from codedark.response import events as ev
from codedark.response.commands import AskApproval, Prepare, PrintCards, SendOrder
from codedark.response.incident import Stage, Word
from codedark.response.order import OrderAct
from tests.response.people import PLAN
from tests.response.stories import (
    AUTHORISED,
    CUT,
    DECAYED,
    GATES,
    HELD,
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
    ready,
    run,
    t,
)


def test_gates_are_asked_before_they_are_ordered() -> None:
    incident, commands = run(PROPOSED, approved(t(2), CUT, "commander"))
    assert commands == [Prepare(gates=GATES, plan=PLAN)]
    assert cut_of(incident).waiting == set(GATES)


def test_what_the_mandate_refuses_is_asked_of_those_who_may() -> None:
    incident, commands = run(PROPOSED, approved(t(2), CUT, "switchboard"))
    assert cut_of(incident).stage is Stage.PROPOSED
    assert [type(command) for command in commands] == [AskApproval]


def test_a_gate_that_is_not_ready_gets_its_cards_and_the_others_their_order() -> None:
    told = (ready(t(2, 1), A), ready(t(2, 1), B, "would lock itself out"), ready(t(2, 1), C))
    incident, commands = run(AUTHORISED, *told)
    assert commands[0] == PrintCards(gates=(B,), plan=PLAN, why="these gates are not ready")
    assert isinstance(commands[1], SendOrder)
    assert commands[1].gates == (A, C)
    stand = cut_of(incident).gate(B)
    assert stand is not None
    assert stand.word is Word.REFUSED


def test_a_gate_that_is_only_slow_is_ordered_all_the_same() -> None:
    _, commands = run(AUTHORISED, ready(t(2, 1), A), ev.Tick(at=t(2, 5)))
    assert isinstance(commands[0], SendOrder)
    assert commands[0].gates == GATES


def test_when_no_gate_is_ready_nothing_is_sent() -> None:
    incident, commands = run(AUTHORISED, *(ready(t(2, 1), gate, "no") for gate in GATES))
    assert not any(isinstance(command, SendOrder) for command in commands)
    assert cut_of(incident).stage is Stage.PROPOSED


def test_a_second_cut_while_one_is_on_its_way_is_not_sent() -> None:
    for incident in (AUTHORISED, ORDERED):
        after, commands = run(incident, approved(t(2, 2), order_at(t(2, 2)), "commander"))
        assert commands == []
        assert cut_of(after).order == cut_of(incident).order


def test_a_cut_that_stands_everywhere_is_not_sent_again() -> None:
    assert run(PROVEN, approved(t(5), order_at(t(5)), "commander"))[1] == []


def test_a_release_needs_something_that_stands() -> None:
    release = approved(t(3), order_at(t(3), OrderAct.RELEASE), *PEOPLE)
    for incident in (PROPOSED, AUTHORISED, ORDERED):
        after, commands = run(incident, release)
        assert commands == []
        assert cut_of(after).stage is cut_of(incident).stage


def test_a_hold_of_what_has_decayed_is_not_sent() -> None:
    hold = approved(t(40), order_at(t(40), OrderAct.HOLD, hold_min=600), *PEOPLE)
    after, commands = run(DECAYED, hold)
    assert commands == []
    assert cut_of(after).stage is Stage.DECAYED


def test_a_cut_anew_does_not_forget_that_posture_two_stands() -> None:
    again = order_at(t(40))
    authorised, _ = run(DECAYED, approved(t(40), again, "commander"))
    assert set(cut_of(authorised).holding) == set(GATES)
    failed, _ = run(authorised, *(ready(t(40, 1), gate, "no") for gate in GATES))
    assert cut_of(failed).stage is Stage.DECAYED
    declined, _ = run(authorised, ev.Declined(at=t(40, 1), plan=PLAN, who="commander", why="no"))
    assert cut_of(declined).stage is Stage.DECAYED


def test_a_release_overtakes_a_hold_nobody_answered_and_nothing_is_believed() -> None:
    release = order_at(t(10, 1), OrderAct.RELEASE)
    incident, commands = run(HOLDING, approved(t(10, 1), release, *PEOPLE))
    assert cut_of(incident).stage is Stage.RELEASING
    assert [type(command) for command in commands] == [SendOrder]
    assert all(gate.unanswered for gate in cut_of(incident).gates)


def test_gates_that_hold_are_the_only_ones_told_to_let_go() -> None:
    hand = ev.DoneByHand(at=t(20), plan=PLAN, gate=A, who="technician", what="opened", cut=False)
    _, commands = run(HELD, hand, approved(t(21), order_at(t(21), OrderAct.RELEASE), *PEOPLE))
    assert isinstance(commands[0], SendOrder)
    assert commands[0].gates == (B, C)


def test_the_same_release_again_reaches_those_who_did_not_answer() -> None:
    release = order_at(t(60), OrderAct.RELEASE)
    once, _ = run(HELD, approved(t(60), release, *PEOPLE), answer(t(60, 1), A, release), ev.Tick(at=t(60, 9)))
    assert cut_of(once).stage is Stage.HELD
    _, commands = run(once, approved(t(61), release, *PEOPLE))
    assert isinstance(commands[0], SendOrder)
    assert commands[0].gates == (B, C)
