from __future__ import annotations

from codedark.depend.circuit import Circuit, NodeKind
from tests.depend.circuits import draw_circuit


def test_a_circuit_is_as_long_as_its_nodes() -> None:
    circuit: Circuit = draw_circuit(2, [(1, [0, 1], 0), (2, [0, 2], 0)])
    assert len(circuit) == 4 == len(circuit.names) == len(circuit.k) == len(circuit.order)
    assert circuit.indptr.tolist() == [0, 0, 0, 2, 4]
    assert circuit.kind.tolist() == [NodeKind.HOST] * 2 + [NodeKind.PART] * 2
