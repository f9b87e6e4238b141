"""What the commands of the live day rest on; the commands themselves are in test_gap_live.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codedark.cli.gap_acting import Wish, act_on, lacking_gates, refused, signed_order
from codedark.cli.gap_ready import get_ready
from codedark.hospital.records import GateId
from codedark.response.incident import Cut, GateStand, Incident, Planned, Stage, Word
from codedark.response.order import OrderAct
from tests.cli.test_gap_ready import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.stage()
    return made


def log(desk: Desk) -> str:
    return (desk.live / "log.jsonl").read_text()


def test_an_order_is_signed_by_everybody_and_judged_by_the_mandate(desk: Desk) -> None:
    ready = get_ready(desk.path, "office", desk.keys)
    signed, ruling = signed_order(ready, Wish(act=OrderAct.HOLD, hold_min=60))
    assert len(signed.keys) == 2 and ruling.yes
    alone = get_ready(desk.path, "office", desk.keys[:1])
    assert not signed_order(alone, Wish(act=OrderAct.HOLD, hold_min=60))[1].yes


def test_a_release_names_conduits_by_their_place_in_the_plan(desk: Desk) -> None:
    ready = get_ready(desk.path, "office", desk.keys)
    signed, _ = signed_order(ready, Wish(act=OrderAct.RELEASE, conduits=("stream", "admin")))
    names = [c for c, _ in ready.plan.seal.postures]
    assert [names[i] for i in signed.order.conduits] == ["admin", "stream"] and signed.order.hold_min == 0


def test_a_refusal_is_said_and_kept(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    ready = get_ready(desk.path, "office", desk.keys[:1])
    assert refused(ready, Wish(act=OrderAct.CUT), "not sent: because", json=False) == 1
    assert capsys.readouterr().err == "Not sent: because\n"
    assert "cut: not sent: because" in log(desk) and ready.plan.id in log(desk)


def test_where_no_gate_answers_a_hold_says_so(desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    def silent(controller: Any, word: str, bodies: Any, timeout_s: float | None = None) -> list[Any]:
        from codedark.gates.controller import GateAnswer

        return [GateAnswer(m, failed="no answer within 2 s") for m in controller.members if m.agent in bodies]

    monkeypatch.setattr("codedark.gates.controller.Controller.ask", silent)
    ready = get_ready(desk.path, "office", desk.keys)
    assert act_on(ready, Wish(act=OrderAct.HOLD, hold_min=60), json=False) == 1
    assert "no gate answers: g1: no answer within 2 s" in capsys.readouterr().err


def test_gates_that_are_not_whole_are_named_with_why() -> None:
    planned = Planned(
        plan="00ff00ff00ff",
        name="a",
        gates=(GateId("a"), GateId("b"), GateId("c")),
        conduits_count=1,
        posture=3,  # type: ignore[arg-type]
        care_lost_per_h=0.0,
    )
    gates = (
        GateStand(gate=GateId("a"), word=Word.APPLIED),
        GateStand(gate=GateId("b"), word=Word.REFUSED, why="no plan"),
        GateStand(gate=GateId("c"), word=Word.APPLIED, unanswered=True),
    )
    incident = Incident(cuts=(Cut(planned=planned, stage=Stage.APPLIED, gates=gates),))
    assert lacking_gates(incident, planned.plan) == {"b": "no plan", "c": "applied"}
    assert lacking_gates(incident, "0123456789ab") == {}
