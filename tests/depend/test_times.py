from __future__ import annotations

import numpy as np
import pytest

from codedark.depend.times import NEVER, NO_CAUSE, loss_times, return_times, spells
from tests.depend.circuits import draw_circuit


def at(circuit, values: dict[int, float], otherwise: float) -> np.ndarray:
    array = np.full(len(circuit), otherwise)
    for i, value in values.items():
        array[i] = value
    return array


def test_all_of_falls_with_the_first_and_any_of_with_the_last() -> None:
    circuit = draw_circuit(3, [(3, [0, 1, 2], 0), (1, [0, 1, 2], 0), (2, [0, 1, 2], 0)])
    lost = loss_times(circuit, at(circuit, {0: 5.0, 1: 20.0, 2: 9.0}, NEVER))
    assert lost.at_min[3:].tolist() == [5.0, 20.0, 9.0]


def test_all_of_is_back_with_the_last_and_any_of_with_the_first() -> None:
    circuit = draw_circuit(3, [(3, [0, 1, 2], 0), (1, [0, 1, 2], 0), (2, [0, 1, 2], 0)])
    back = return_times(circuit, at(circuit, {0: 50.0, 1: 20.0, 2: 90.0}, 0.0))
    assert back[3:].tolist() == [90.0, 20.0, 50.0]


def test_a_need_never_lost_counts_as_back_from_the_beginning() -> None:
    circuit = draw_circuit(2, [(1, [0, 1], 0), (2, [0, 1], 0)])
    assert return_times(circuit, at(circuit, {0: 50.0}, 0.0))[2:].tolist() == [0.0, 50.0]


def test_paper_adds_up_along_a_chain() -> None:
    circuit = draw_circuit(1, [(1, [0], 30), (1, [1], 0), (1, [2], 60)])
    assert loss_times(circuit, at(circuit, {0: 10.0}, NEVER)).at_min.tolist() == [10.0, 40.0, 40.0, 100.0]


def test_the_cause_is_that_of_the_loss_that_tipped_it() -> None:
    circuit = draw_circuit(3, [(2, [0, 1, 2], 0), (1, [0, 1, 2], 0)])
    lost = loss_times(circuit, at(circuit, {0: 5.0, 1: 20.0, 2: 9.0}, NEVER), np.array([1, 2, 3, 0, 0], np.int8))
    assert lost.cause[3:].tolist() == [3, 2]


def test_in_one_minute_the_lower_label_is_named() -> None:
    circuit = draw_circuit(2, [(2, [0, 1], 0), (1, [0, 1], 0)])
    for labels, all_of, any_of in (([1, 2, 0, 0], 1, 2), ([2, 1, 0, 0], 1, 2)):
        lost = loss_times(circuit, at(circuit, {0: 5.0, 1: 5.0}, NEVER), np.array(labels, np.int8))
        assert lost.cause[2:].tolist() == [all_of, any_of]


def test_what_is_never_lost_has_no_cause() -> None:
    circuit = draw_circuit(1, [(1, [0], 0)])
    lost = loss_times(circuit, np.full(2, NEVER), np.array([3, 3], np.int8))
    assert np.isinf(lost.at_min).all()
    assert lost.cause.tolist() == [NO_CAUSE, NO_CAUSE]


def test_a_circle_falls_when_one_of_it_is_pushed_and_comes_back_with_it() -> None:
    circuit = draw_circuit(2, [(2, [0, 3], 0), (2, [1, 2], 0)])
    assert loss_times(circuit, np.full(4, NEVER)).at_min.tolist() == [NEVER] * 4
    assert loss_times(circuit, at(circuit, {1: 7.0}, NEVER)).at_min.tolist() == [NEVER, 7.0, 7.0, 7.0]
    assert return_times(circuit, at(circuit, {1: 99.0}, 0.0)).tolist() == [0.0, 99.0, 99.0, 99.0]


def test_a_node_may_be_lost_on_its_own_account_though_it_has_needs() -> None:
    circuit = draw_circuit(1, [(1, [0], 0)])
    assert loss_times(circuit, at(circuit, {0: 9.0, 1: 4.0}, NEVER)).at_min.tolist() == [9.0, 4.0]
    assert return_times(circuit, at(circuit, {0: 9.0, 1: 40.0}, 0.0)).tolist() == [9.0, 40.0]


def test_who_is_back_before_the_paper_ran_out_never_was_lost() -> None:
    circuit = draw_circuit(1, [(1, [0], 0), (1, [1], 30), (1, [2], 0)])
    spell = spells(circuit, at(circuit, {0: 10.0}, NEVER), at(circuit, {0: 40.0}, 0.0))
    assert spell.lost_min.tolist() == [10.0, 10.0, NEVER, NEVER]
    assert spell.back_min.tolist() == [40.0, 40.0, 0.0, 0.0]
    later = spells(circuit, at(circuit, {0: 10.0}, NEVER), at(circuit, {0: 40.5}, 0.0))
    assert later.lost_min.tolist() == [10.0, 10.0, 40.0, 40.0]


def test_an_array_of_the_wrong_length_is_refused() -> None:
    circuit = draw_circuit(1, [(1, [0], 0)])
    with pytest.raises(ValueError, match="an array of 3 for 2 nodes"):
        loss_times(circuit, np.zeros(3))
    with pytest.raises(ValueError, match="an array of 1 for 2 nodes"):
        return_times(circuit, np.zeros(1))
    with pytest.raises(ValueError, match="an array of 1 for 2 nodes"):
        loss_times(circuit, np.zeros(2), np.zeros(1, np.int8))
