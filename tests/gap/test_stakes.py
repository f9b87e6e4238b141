"""The rows say of what falls, when, and what that costs exactly what `depend` says."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark.depend.care import CareLines, care_lost_per_h
from codedark.depend.circuit import Circuit
from codedark.depend.times import loss_times
from codedark.depend.wires import Wires
from codedark.gap import stakes
from codedark.gap.program import Program
from codedark.gap.stakes import Stakes
from tests.depend.circuits import circuits, draw_circuit

HORIZON_MIN = 4.0


def _lines(services: int, needs: list[list[int]], paper: list[float], kept: list[float]) -> CareLines:
    return CareLines(
        kind=np.full(len(needs), 5, np.int8),
        rate_per_h=np.ones(len(needs)),
        weight_per_h=np.arange(1.0, len(needs) + 1),
        indptr=np.cumsum([0, *map(len, needs)]).astype(np.int32),
        services=np.array([s for need in needs for s in need], np.int32),
        paper_min=np.array(paper[:services], np.float64),
        paper_capacity=np.array(kept[:services], np.float64),
        horizon_h=HORIZON_MIN / 60,
    )


def _solved(circuit: Circuit, lines: CareLines, off: set[int], at_stake: set[int]) -> tuple[float, Program]:
    """Least care lost with these leaves off and all of `at_stake` written as unknowns."""
    losses = SimpleNamespace(wires=Wires(circuit), lines=lines, circuit=circuit)
    program = Program()
    own = {i: program.column(low=float(i not in off), high=float(i not in off)) for i in at_stake}
    Stakes(program, losses, own, range(len(circuit))).price()  # type: ignore[arg-type]
    return program.solve().objective, program


def _said_by_depend(circuit: Circuit, lines: CareLines, off: set[int]) -> float:
    own = np.full(len(circuit), np.inf)
    own[list(off)] = 0.0
    at = loss_times(circuit, own).at_min[circuit.service_at]
    return care_lost_per_h(lines, at).total_per_h


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_price_of_any_loss_is_what_depend_says(data: st.DataObject) -> None:
    circuit = data.draw(circuits())
    leaves, services = len(circuit.host_at), len(circuit.service_at)
    extra = data.draw(st.sets(st.integers(0, len(circuit) - 1), max_size=2))
    at_stake = set(range(leaves)) | extra
    off = data.draw(st.sets(st.sampled_from(sorted(at_stake))))
    needs = data.draw(
        st.lists(st.lists(st.integers(0, services - 1), min_size=1, max_size=3, unique=True), min_size=1, max_size=3)
    )
    paper = data.draw(st.lists(st.sampled_from([0.0, 1.0, 3.0, 9.0]), min_size=services, max_size=services))
    kept = data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=services, max_size=services))
    lines = _lines(services, needs, paper, kept)
    assert _solved(circuit, lines, off, at_stake)[0] == pytest.approx(_said_by_depend(circuit, lines, off), abs=1e-5)


@pytest.mark.parametrize(("n", "k", "binaries"), [(4, 4, 0), (4, 1, 0), (6, 3, 0), (8, 4, 1)])
def test_integers_are_spent_only_on_wide_choices(n: int, k: int, binaries: int) -> None:
    circuit = draw_circuit(n, [(k, list(range(n)), 0)])
    lines = _lines(1, [[0]], [0], [0])
    for gone in range(n + 1):
        care, program = _solved(circuit, lines, set(range(gone)), set(range(n)))
        assert sum(program.integer) == binaries
        assert care == pytest.approx(float(n - gone < k))


def test_a_choice_among_things_on_paper_takes_the_one_that_lasts_longest() -> None:
    circuit = draw_circuit(2, [(1, [0], 1), (1, [1], 3), (1, [2, 3], 0)])
    lines = _lines(3, [[2]], [0, 0, 0], [0, 0, 0])
    care, program = _solved(circuit, lines, {0, 1}, {0, 1})
    assert care == pytest.approx(1 - 3 / HORIZON_MIN), "not 1 - (1 + 3) / 4: shares of two do not add up"
    assert sum(program.integer) == 2


def test_what_cannot_fall_is_no_unknown() -> None:
    circuit = draw_circuit(3, [(1, [0, 1], 0), (2, [2, 3], 0)])
    lines = _lines(2, [[0], [1]], [0, 0], [0, 0])
    losses = SimpleNamespace(wires=Wires(circuit), lines=lines, circuit=circuit)
    program = Program()
    found = Stakes(program, losses, {0: program.column()}, range(len(circuit)))  # type: ignore[arg-type]
    assert set(found.worst) == {0}


def test_a_chain_of_single_needs_is_one_unknown() -> None:
    circuit = draw_circuit(1, [(1, [0], 0), (1, [1], 0), (1, [2], 0)])
    losses = SimpleNamespace(wires=Wires(circuit), lines=_lines(3, [[2]], [0] * 3, [0] * 3), circuit=circuit)
    program = Program()
    leaf = program.column(integer=True)
    found = Stakes(program, losses, {0: leaf}, range(len(circuit)))  # type: ignore[arg-type]
    assert set(found.column.values()) == {leaf}


def test_a_kept_service_holds_the_leaf_up() -> None:
    circuit = draw_circuit(2, [(2, [0, 1], 0)])
    losses = SimpleNamespace(wires=Wires(circuit), lines=_lines(1, [[0]], [0], [0]), circuit=circuit)
    program = Program()
    own = {i: program.column(cost=1.0, integer=True) for i in (0, 1)}
    found = Stakes(program, losses, own, range(len(circuit)))  # type: ignore[arg-type]
    found.keep(0)
    solved = program.solve()
    assert solved.values is not None and solved.values[[own[0], own[1]]].tolist() == [1.0, 1.0]


def test_the_bound_on_written_out_sets_is_what_its_text_says() -> None:
    from math import comb

    assert comb(6, 2) <= stakes.SETS_MAX < comb(8, 3)
