"""The record, and the hospital of a doctest."""

from __future__ import annotations

import numpy as np

from codedark.reach import allow_all_for_test, closure, written


def test_allow_all_lets_everybody_through() -> None:
    reach = allow_all_for_test([2, 0, 3])
    assert reach.size.tolist() == [2, 0, 3]
    assert reach.class_of.tolist() == [0, 0, 2, 2, 2]
    assert {written(p) for p in reach.port_sets} == {"any"}
    pairs = set(zip(reach.edge_from.tolist(), reach.edge_to.tolist(), strict=True))
    assert pairs == {(a, b) for a in range(3) for b in range(3)}
    assert closure(reach).held_from(np.array([0])).all()
