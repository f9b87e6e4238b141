"""How much of what all defences save together is owed to each: the Shapley value, exact over every combination.

Credit one at a time is wrong: what a defence adds depends on which others stand already. The Shapley value is the mean
of what it adds over every order in which the defences could have been put up; the credits add up to the whole effect.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

DEFENCES_MAX = 6
"""2**6 = 64 arms; beyond that the drill takes too long before the credit does."""


def shapley(value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share out value[all] - value[none] among k defences.

    Linear in `value`: given whole replications, the credit of each replication comes out, and its spread can be told.

    Args:
        value: what each combination costs, first axis 2**k long and indexed by bits: bit i is set where defence i
            stands. Further axes (replications, outcomes) are kept.

    Returns:
        Credits, first axis k. Negative: the defence lowers the cost.

    Raises:
        ValueError: the first axis is no power of two, or k is above `DEFENCES_MAX`.

    Cost: k * 2**(k-1) differences.
    Source: Shapley, A value for n-person games, Contributions to the Theory of Games II (1953) 307-317.

    >>> shapley(np.array([10.0, 6.0, 8.0, 2.0]))  # none, first, second, both
    array([-5., -3.])
    """
    combinations = len(value)
    k = combinations.bit_length() - 1
    if combinations != 1 << k or k > DEFENCES_MAX:
        raise ValueError(f"{combinations} combinations: 2**k for k from 0 to {DEFENCES_MAX} defences are needed")
    credit = np.zeros((k, *value.shape[1:]))
    for without in range(combinations - 1):
        stand = without.bit_count()
        orders = factorial(stand) * factorial(k - stand - 1)
        for i in range(k):
            if not without >> i & 1:
                credit[i] += orders * (value[without | 1 << i] - value[without])
    return credit / factorial(k)
