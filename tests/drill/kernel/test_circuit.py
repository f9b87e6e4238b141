"""The circuit against `depend.times`, which knows nothing of boards."""

from math import inf

import numpy as np
import pytest

from codedark.depend import compile as compile_circuit
from codedark.depend.times import spells
from codedark.drill.board_fall import compile_fall
from tests.making import make_hospital

CIRCLE = make_hospital(
    hosts="host,zone\na1,office\na2,office\nb1,office\nb2,office\nb3,office\nc1,office\n",
    applications="""
        application,kind,runs_on,needs
        a,directory,a1 and a2,b
        b,name-service,"2 of (b1, b2, b3)",a
        c,clinical,c1,a and b
        """,
    services="""
        service,needs,paper_min,paper_capacity
        s,c,90,0.5
        t,s or c,0,0
        u,t and a,30,0.2
        """,
)


@pytest.mark.parametrize("seed", range(40))
def test_every_node_is_lost_and_back_as_depend_says(kernel, seed):
    circuit = compile_circuit(CIRCLE)
    fall = compile_fall(CIRCLE, circuit)
    rng = np.random.default_rng(seed)
    q, m = len(fall.k), len(circuit)
    number = {int(n): i for i, n in circuit.host_at.items()}
    own_lost, own_back, cause = np.full(m, inf), np.zeros(m), np.ones(m, np.int8)
    for node in number:
        if rng.random() < 0.6:
            own_lost[node], own_back[node] = rng.integers(0, 200), rng.integers(100, 600)
            cause[node] = rng.integers(1, 3)
    told = spells(circuit, own_lost, own_back, cause)
    node, by = np.zeros((4, q)), np.full((2, q), 2, np.uint8)
    node[kernel.OWN_LOST] = inf
    for old, host in number.items():
        i = fall.node_of_host[host]
        node[kernel.OWN_LOST, i], node[kernel.OWN_BACK, i], by[kernel.OWN, i] = own_lost[old], own_back[old], cause[old]
    kernel.run_circuit(
        fall.k, fall.child_start, fall.child, fall.delay_min, fall.stretch_start, fall.circular, node, by, np.zeros(9)
    )
    for s, old in enumerate(circuit.service_at):
        i = fall.service_node[s]
        assert node[kernel.NODE_LOST, i] == told.lost_min[old]
        assert node[kernel.NODE_BACK, i] == told.back_min[old]
        if told.lost_min[old] < inf:
            assert by[kernel.NODE, i] == told.cause[old]


def test_the_circle_is_a_stretch_of_its_own():
    fall = compile_fall(CIRCLE, compile_circuit(CIRCLE))
    lengths = np.diff(fall.stretch_start)
    assert (fall.circular == (lengths > 1)).sum() >= 1
    assert fall.circular.any()
    assert fall.stretch_start[-1] == len(fall.k)


def test_services_are_read_with_what_paper_keeps(kernel):
    node, by = np.array([[0.0] * 3, [0.0] * 3, [60.0, inf, 0.0], [300.0, 0.0, 99999.0]]), np.ones((2, 3), np.uint8)
    service = np.zeros((5, 3))
    total = kernel.read_services(
        np.array([0, 1, 2], np.int32), np.array([60.0, 0.0, 0.0]), np.array([0.5, 0.0, 0.0]), 600.0, node, by, service
    )
    assert service[kernel.HOURS].tolist() == [0.5 * 1 + 3, 0, 10]
    assert total == 13.5
