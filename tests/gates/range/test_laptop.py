from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.gates.controller import GateAnswer, Member
from codedark.gates.range.laptop import Laptop, NotDone, local_time, must, told_by
from codedark.gates.range.readiness import Ready
from codedark.gates.range.staff import staff_of
from codedark.hospital.records import GateId
from codedark.response.order import OrderAct

WALL = Member(gate=GateId("wall"), agent="wall", address=("192.0.2.1", 1))


def test_an_agent_that_did_not_is_named_with_why() -> None:
    with pytest.raises(NotDone, match="1 of 1 agents did not stage the plans: wall: no such gate"):
        must([GateAnswer(WALL, failed="no such gate")], "stage the plans")


def test_a_gates_own_figure_is_found() -> None:
    answers = [GateAnswer(WALL, told={"done": {"fired_uptime_s": 3.5}})]
    assert told_by(answers, "wall", "fired_uptime_s") == 3.5
    assert told_by(answers, "inner", "fired_uptime_s") is None


def test_nobody_may_and_nothing_is_sent(ready: Ready) -> None:
    staff = staff_of(None, local_time(ready))
    said: list[str] = []
    laptop = Laptop(ready, staff, (WALL,), lambda who, what: said.append(what))
    laptop.staff = replace(staff, people={})
    plan = ready.plan("zone:office")
    assert plan is not None
    with pytest.raises(NotDone, match=r"nobody may cut plan .* now"):
        laptop.sign(OrderAct.CUT, plan)
    assert said == []


def test_who_may_lay_plans_ready_must_be_there(ready: Ready) -> None:
    staff = replace(staff_of(None, local_time(ready)), people={})
    with pytest.raises(NotDone, match="nobody may lay plans ready"):
        Laptop(ready, staff, (), lambda who, what: None)
