from __future__ import annotations

import pytest

from codedark.gates.range.building import Built
from codedark.gates.range.gatehouse import start_agents, start_probers
from codedark.gates.range.kernel import enter_network, own_folder
from codedark.gates.range.laptop import Laptop, local_time, must, told_by
from codedark.gates.range.readiness import Ready
from codedark.gates.range.staff import staff_of
from codedark.gates.range.topology import DESK
from codedark.response.order import OrderAct
from tests.gates.range.conftest import InWorld

pytestmark = pytest.mark.needs("ip")


def test_agents_answer_at_the_desk_and_take_an_order(in_small: InWorld, ready: Ready) -> None:
    plan = ready.plan("zone:office")
    assert plan is not None

    def look(built: Built) -> dict[str, object]:
        enter_network(built.networks[DESK])
        staff = staff_of(None, local_time(ready))
        members, agents = start_agents(built, ready.posts, staff, own_folder())
        probers = start_probers(built, ready.furnished, members)
        said: list[tuple[str, str]] = []
        laptop = Laptop(ready, staff, members, lambda who, what: said.append((who, what)))
        laptop.stage(ready.plans)
        laptop.prepare(plan)
        answers = laptop.send(laptop.sign(OrderAct.CUT, plan), plan)
        held = {g: s for g, s in ready.seals(plan.seal) if not s.empty}
        evidence = laptop.evidence(plan, held)
        again = laptop.controller.order(b"no order at all")
        assert agents
        assert probers
        return {
            "members": [str(m.agent) for m in members],
            "done": [str(a.member.agent) for a in answers if a.done is not None],
            "received": told_by(answers, "wall", "received_uptime_s") is not None,
            "on": {e.agent: e.on for e in evidence},
            "again": [a.refused for a in again],
            "said": said,
        }

    told = in_small(look)
    assert told["members"] == ["wall", "inner", "between", "ports/office"]
    assert told["done"] == ["wall", "between", "ports/office"]
    assert told["on"] == {"wall": True, "between": True, "ports/office": True}
    assert told["received"]
    assert all(told["again"])
    assert [who for who, _ in told["said"]] == ["duty engineer"]


def test_all_or_said() -> None:
    must([], "anything")
