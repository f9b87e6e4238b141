from __future__ import annotations

from codedark.depend.wires import Fallen, Wires
from tests.depend.circuits import draw_circuit


def test_only_what_falls_is_walked() -> None:
    wires = Wires(draw_circuit(3, [(1, [0], 0), (2, [1, 2], 0), (1, [3, 4], 0)]))
    assert wires.fall([0]) == {0, 3}
    assert wires.fall([0, 1]) == {0, 1, 3, 4, 5}
    assert wires.fall([]) == set()


def test_a_child_that_repeats_counts_as_often_as_it_stands_there() -> None:
    wires = Wires(draw_circuit(2, [(2, [0, 0, 1], 0)]))
    assert wires.fall([0]) == {0, 2}
    assert wires.fall([1]) == {1}


def test_the_reason_is_the_child_that_was_one_too_many() -> None:
    wires = Wires(draw_circuit(2, [(1, [0, 1], 0)]))
    assert wires.fall_in_time({0: 3.0, 1: 8.0})[2] == Fallen(8.0, 1)


def test_in_one_minute_the_shortest_chain_is_the_reason() -> None:
    wires = Wires(draw_circuit(2, [(1, [0], 0), (2, [2, 1], 0)]))
    assert wires.fall_in_time({0: 0.0, 1: 0.0})[3] == Fallen(0.0, 1)


def test_what_is_off_itself_gives_no_other_reason() -> None:
    wires = Wires(draw_circuit(1, [(1, [0], 0)]))
    assert wires.fall_in_time({0: 0.0, 1: 0.0})[1] == Fallen(0.0, None)
    assert wires.fall_in_time({0: 0.0, 1: 5.0})[1] == Fallen(0.0, 0)
