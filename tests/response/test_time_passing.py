"""More of it is told in tests/incidents."""

from __future__ import annotations

from datetime import timedelta

from codedark.gap.proving import ProofVerdict
from codedark.response.commands import AskApproval, Extend, Page, Prove
from codedark.response.events import Tick
from codedark.response.incident import Stage, Word
from codedark.response.order import OrderAct
from tests.response.people import PLAN
from tests.response.stories import (
    GATES,
    HELD,
    HOLD,
    HOLDING,
    PATH_OPEN,
    PEOPLE,
    PROPOSED,
    PROVEN,
    A,
    answer,
    approved,
    cut_of,
    order_at,
    proved,
    run,
    t,
)

SECOND = timedelta(seconds=1)


def test_a_cut_is_proven_again_and_again_while_it_stands() -> None:
    incident, proofs = PROVEN, 0
    for second in range(2 * 60, 12 * 60):
        incident, commands = run(incident, Tick(at=t(0, second)))
        proofs += commands.count(Prove(gates=GATES, plan=PLAN))
    assert proofs == 9  # the first a minute after the one at 2:00.2, so at 3:01


def test_an_hour_without_a_tick_is_made_up_for_by_one() -> None:
    _, commands = run(HELD, Tick(at=t(70)))
    assert commands == [Prove(gates=GATES, plan=PLAN)]


def test_nothing_happens_to_what_is_not_cut() -> None:
    for incident in (PROPOSED, PATH_OPEN):
        after, commands = run(incident, Tick(at=t(10_000)))
        assert after.cuts == incident.cuts
        assert commands == []


def test_people_are_told_once_that_a_deadline_is_near() -> None:
    before, commands = run(PROVEN, Tick(at=t(22) - SECOND))
    assert not any(isinstance(command, Page) for command in commands)
    warned, commands = run(before, Tick(at=t(22)))
    assert [command.role for command in commands if isinstance(command, Page)] == list(PROVEN.confirmers)
    assert any(isinstance(command, AskApproval) for command in commands)
    assert not any(isinstance(command, Page) for command in run(warned, Tick(at=t(23)))[1])


def test_who_holds_it_is_not_told() -> None:
    _, commands = run(HELD, Tick(at=t(605)))
    assert not any(isinstance(command, Page) for command in commands)


def test_it_decays_at_its_deadline_and_not_a_second_before() -> None:
    assert cut_of(run(PROVEN, Tick(at=t(32) - SECOND))[0]).stage is Stage.PROVEN
    decayed, commands = run(PROVEN, Tick(at=t(32)))
    assert cut_of(decayed).stage is Stage.DECAYED
    assert {gate.word for gate in cut_of(decayed).gates} == {Word.DECAYED}
    assert any(isinstance(command, Page) for command in commands)


def test_a_hold_decays_at_its_own_deadline() -> None:
    assert cut_of(run(HELD, Tick(at=t(610) - SECOND))[0]).stage is Stage.HELD
    assert cut_of(run(HELD, Tick(at=t(610)))[0]).stage is Stage.DECAYED


def test_a_hold_on_its_way_when_the_deadline_comes_is_waited_for() -> None:
    hold = order_at(t(31, 58), OrderAct.HOLD, hold_min=600)
    on_its_way, _ = run(PROVEN, approved(t(31, 58), hold, *PEOPLE))
    waited, _ = run(on_its_way, Tick(at=t(32)))
    assert cut_of(waited).stage is Stage.PROVEN
    assert cut_of(run(waited, *(answer(t(32, 1), gate, hold) for gate in GATES))[0]).stage is Stage.HELD
    assert cut_of(run(waited, Tick(at=t(32, 3)))[0]).stage is Stage.DECAYED


def test_what_was_proven_of_a_gate_that_falls_silent_is_unknown() -> None:
    silent, _ = run(HOLDING, answer(t(10, 1), A, HOLD), Tick(at=t(10, 6)))
    assert [gate.verdict for gate in cut_of(silent).gates[1:]] == [ProofVerdict.UNKNOWN] * 2


def test_it_stands_on_while_forbidden_traffic_is_counted_and_is_proven_anew() -> None:
    counted, _ = run(PROVEN, proved(t(30), A, forbidden_count=5))
    incident, commands = run(counted, Tick(at=t(32)))
    assert commands == [Extend(gates=GATES, plan=PLAN, until=t(62)), Prove(gates=GATES, plan=PLAN)]
    assert (cut_of(incident).stage, cut_of(incident).deadline) == (Stage.APPLIED, t(62))


def test_it_stands_on_up_to_the_owners_maximum_and_then_everybody_is_called() -> None:
    incident, at = PROVEN, t(32)
    while cut_of(incident).stage is not Stage.DECAYED:
        began = at - timedelta(milliseconds=5)
        for gate in GATES:
            incident, _ = run(incident, proved(at - timedelta(milliseconds=1), gate, began_at=began, forbidden_count=1))
        incident, commands = run(incident, Tick(at=at))
        at += timedelta(minutes=30)
    assert at - timedelta(minutes=30) == t(2) + timedelta(hours=24)
    called = {command.role for command in commands if isinstance(command, Page)}
    assert called == {"duty-engineer", *PROVEN.confirmers}
