"""Minimal cut sets against trying every set of things that can be off."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.cutsets import cut_sets
from codedark.depend.diagrams import Diagrams, OxiddDiagrams, PlainDiagrams
from codedark.depend.starting import holds
from tests.depend.circuits import circuits, goes_on

ENGINES = {"oxidd": lambda: OxiddDiagrams(20, room=1 << 14), "plain": PlainDiagrams}


def by_trying(circuit: Circuit, node: int, things: list[int], order: int) -> set[tuple[int, ...]]:
    """Every set that takes the node and holds no smaller one that does, smallest sets first."""
    found: set[tuple[int, ...]] = set()
    for size in range(order + 1):
        for chosen in combinations(things, size):
            if not any(set(smaller) <= set(chosen) for smaller in found) and not goes_on(circuit, chosen)[node]:
                found.add(chosen)
    return found


@pytest.mark.parametrize("engine", ENGINES)
@given(circuit=circuits(max_leaves=6, max_gates=6), order=st.integers(1, 3))
def test_cut_sets_are_what_trying_every_set_finds(engine: str, circuit: Circuit, order: int) -> None:
    make: Diagrams = ENGINES[engine]()
    things = [i for i in range(len(circuit)) if circuit.kind[i] == NodeKind.HOST]
    for found in cut_sets(circuit, circuit.service_at.tolist(), order, engine=make):
        assert set(found.sets) == by_trying(circuit, found.node, things, order)
        assert found.count_all == len(by_trying(circuit, found.node, things, len(things)))


@given(circuits(max_leaves=4, max_gates=5))
def test_gates_that_can_be_off_themselves_are_members_too(circuit: Circuit) -> None:
    things = list(range(len(circuit)))
    for found in cut_sets(circuit, circuit.service_at.tolist(), 2, over=list(NodeKind), engine=PlainDiagrams()):
        assert set(found.sets) == by_trying(circuit, found.node, things, 2)


@given(circuits(), st.integers(1, 3))
def test_a_cut_set_takes_its_node_and_no_part_of_it_does(circuit: Circuit, order: int) -> None:
    for found in cut_sets(circuit, circuit.service_at.tolist(), order, engine=PlainDiagrams()):
        for cut in found.sets:
            assert not holds(circuit, cut)[found.node]
            assert all(holds(circuit, set(cut) - {one})[found.node] for one in cut)


@given(circuits())
def test_sets_of_a_higher_order_come_on_top_of_those_of_a_lower(circuit: Circuit) -> None:
    nodes, engine = circuit.service_at.tolist(), PlainDiagrams()
    found = (cut_sets(circuit, nodes, order, engine=engine) for order in (1, 3))
    for low, high in zip(*found, strict=True):
        assert low.sets == tuple(s for s in high.sets if len(s) == 1)
        assert low.count_all == high.count_all
