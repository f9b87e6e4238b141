"""What a gate seal lets through is what the tables and the postures say, packet by packet."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark.gap.gate_book import gate_books
from codedark.gap.gate_seal import gate_seal
from codedark.gap.tiers import tiers
from tests.gap.seal_oracle import SealOracle
from tests.gap.seal_worlds import GateJudge, flows, hospitals, seals


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_gate_seal_lets_through_what_the_tables_and_postures_say(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    books = gate_books(tiers(hospital), {}, [])
    oracle = SealOracle(hospital)
    one = data.draw(seals(hospital))
    for gate, book in books.items():
        held = gate_seal(book, one)
        judge = GateJudge(held, book)
        for flow in flows(hospital):
            said = judge.lets_through(flow)
            assert said == oracle.passes(flow, one, gate), f"{gate} says {said} of {flow}\n{one}\n{held}"
