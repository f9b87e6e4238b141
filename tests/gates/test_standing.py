from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from codedark.gap.posture import Posture
from codedark.gates.controller import GateAnswer, Member
from codedark.gates.standing import as_told, forgotten, released_at
from codedark.hospital.records import GateId
from codedark.response.incident import Cut, GateStand, Incident, Planned, Stage, Word

NOW = 1_800_000_000.0
G1, G2 = GateId("g1"), GateId("g2")
PLAN = Planned(
    plan="00ff00ff00ff",
    name="office",
    gates=(G1, G2),
    conduits_count=3,
    posture=Posture.BREAK_GLASS,
    care_lost_per_h=1.0,
)


def holding(**more: Any) -> dict[str, Any]:
    told = {"plan": PLAN.plan, "until": NOW + 600, "confirmed": False, "released": [], "cut_on": True, "left_on": True}
    return told | more


def says(gate: GateId, *held: dict[str, Any], agent: str = "") -> GateAnswer:
    member = Member(gate=gate, agent=agent or str(gate), address=("10.0.0.1", 1))
    return GateAnswer(member, {"wall": NOW, "held": list(held)})


def silent(gate: GateId, agent: str = "") -> GateAnswer:
    return GateAnswer(Member(gate=gate, agent=agent or str(gate), address=("10.0.0.1", 1)), failed="no answer")


def told(*answers: GateAnswer, incident: Incident | None = None) -> Cut | None:
    return as_told(incident or Incident(), PLAN, answers).cut(PLAN.plan)


def words(cut: Cut | None) -> list[Word]:
    assert cut is not None
    return [gate.word for gate in cut.gates]


def test_what_no_gate_holds_is_no_cut() -> None:
    assert told(says(G1), says(G2)) is None


def test_what_gates_hold_is_the_cut_whoever_fired_it() -> None:
    cut = told(says(G1, holding()), says(G2, holding(until=NOW + 300)))
    assert words(cut) == [Word.APPLIED, Word.APPLIED]
    assert cut is not None and cut.stage is Stage.APPLIED and not cut.confirmed
    assert cut.deadline == datetime.fromtimestamp(NOW + 300, UTC)


def test_a_cut_is_confirmed_where_every_gate_says_so() -> None:
    one, both = holding(confirmed=True), holding(confirmed=True)
    confirmed = told(says(G1, one), says(G2, both))
    assert confirmed is not None and confirmed.confirmed and confirmed.stage is Stage.HELD
    half = told(says(G1, one), says(G2, holding()))
    assert half is not None and not half.confirmed and half.stage is Stage.APPLIED


def test_a_cut_past_its_deadline_has_decayed() -> None:
    over = holding(cut_on=False, until=NOW - 1)
    cut = told(says(G1, over), says(G2, over))
    assert words(cut) == [Word.DECAYED, Word.DECAYED] and cut is not None and cut.stage is Stage.DECAYED


def test_what_was_flushed_a_moment_ago_counts_as_cut() -> None:
    """The gate mends it; its deadline says that it should stand."""
    assert words(told(says(G1, holding(cut_on=False)), says(G2)))[0] is Word.APPLIED


def test_a_gate_that_let_go_is_open_beside_one_that_holds() -> None:
    assert words(told(says(G1, holding()), says(G2))) == [Word.APPLIED, Word.NOTHING_YET]


def test_half_a_pair_is_half_a_cut_and_is_named() -> None:
    cut = told(says(G1, holding(), agent="a"), says(G1, agent="b"), says(G2))
    assert words(cut)[0] is Word.PARTLY and cut is not None and cut.gates[0].why == "not at b"


def test_a_silent_gate_is_sent_the_order_too_and_its_silence_is_said() -> None:
    cut = told(says(G1, holding()), silent(G2))
    assert words(cut) == [Word.APPLIED, Word.APPLIED]
    assert cut is not None and cut.gates[1].unanswered and "no answer" in cut.gates[1].why and G2 in cut.holding


def test_a_silent_gate_keeps_the_word_that_is_remembered() -> None:
    gates = (GateStand(gate=G1), GateStand(gate=G2, word=Word.DECAYED))
    before = Incident(cuts=(Cut(planned=PLAN, stage=Stage.DECAYED, gates=gates),))
    assert words(told(says(G1), silent(G2), incident=before)) == [Word.NOTHING_YET, Word.DECAYED]


def test_silence_alone_is_no_cut() -> None:
    assert told(silent(G1), silent(G2)) is None


def test_conduits_let_go_are_those_that_every_member_let_go() -> None:
    answers = [says(G1, holding(released=[0, 1]), agent="a"), says(G1, holding(released=[1, 2]), agent="b"), says(G2)]
    assert released_at(answers, PLAN.plan) == {G1: frozenset({1})}
    cut = told(*answers)
    assert cut is not None and cut.gates[0].released == {1}


def test_other_plans_stay_as_they_are() -> None:
    gates = (GateStand(gate=G1, word=Word.APPLIED),)
    other = Cut(planned=Planned(**{**_fields(PLAN), "plan": "0123456789ab"}), stage=Stage.APPLIED, gates=gates)
    mine = Cut(planned=PLAN, stage=Stage.PROVEN, gates=gates)
    incident = Incident(cuts=(other, mine))
    assert as_told(incident, PLAN, [says(G1), says(G2)]).cuts == (other,)
    assert forgotten(incident, PLAN.plan).cuts == (other,)


def _fields(planned: Planned) -> dict[str, Any]:
    return {name: getattr(planned, name) for name in Planned.__slots__}
