from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.drill.shapley import shapley


def by_every_order(value, k):
    """The slow, obvious one: put the defences up in every order and note what each adds."""
    credit = np.zeros(k)
    orders = list(permutations(range(k)))
    for order in orders:
        stands = 0
        for i in order:
            credit[i] += value[stands | 1 << i] - value[stands]
            stands |= 1 << i
    return credit / len(orders)


@pytest.mark.parametrize("k", range(6))
def test_credit_is_the_mean_over_every_order_of_putting_up(k):
    value = np.random.default_rng(k).normal(100, 30, 2**k)
    assert shapley(value) == pytest.approx(by_every_order(value, k))


@given(st.integers(0, 6), st.integers(0, 2**32))
def test_credits_add_up_to_the_whole_effect(k, seed):
    value = np.random.default_rng(seed).normal(0, 1e4, 2**k)
    assert shapley(value).sum() == pytest.approx(value[-1] - value[0], abs=1e-6)


def test_a_defence_that_adds_nothing_gets_nothing_and_two_alike_get_the_same():
    rng = np.random.default_rng(0)
    idle = rng.normal(size=4)[np.array([0, 1, 2, 3, 0, 1, 2, 3])]  # the third bit changes nothing
    assert shapley(idle)[2] == 0.0
    alike = np.array([9.0, 4.0, 4.0, 3.0])
    assert shapley(alike)[0] == shapley(alike)[1] == -3.0


def test_credit_of_a_mean_is_the_mean_of_the_credits():
    value = np.random.default_rng(1).normal(size=(8, 50, 3))
    assert shapley(value.mean(axis=1)) == pytest.approx(shapley(value).mean(axis=1))


@pytest.mark.parametrize("combinations", [3, 6, 128])
def test_a_missing_combination_is_refused(combinations):
    with pytest.raises(ValueError, match="combinations"):
        shapley(np.zeros(combinations))
