from __future__ import annotations

import pytest

from codedark.divert.search_luck import BLOCK, SearchLuck


def drawn(seed: int, count: int) -> list[float]:
    luck = SearchLuck(seed)
    return [luck.random() for _ in range(count)]


def test_the_same_seed_draws_the_same_over_several_blocks() -> None:
    assert drawn(3, 2 * BLOCK + 5) == drawn(3, 2 * BLOCK + 5)


def test_another_seed_draws_others_and_no_block_is_drawn_twice() -> None:
    assert drawn(3, 10) != drawn(4, 10)
    numbers = drawn(3, 2 * BLOCK)
    assert numbers[:BLOCK] != numbers[BLOCK:] and len(set(numbers)) == 2 * BLOCK


def test_they_lie_in_the_half_open_unit_interval_and_are_spread() -> None:
    numbers = drawn(0, 20_000)
    assert min(numbers) >= 0 and max(numbers) < 1
    assert abs(sum(numbers) / len(numbers) - 0.5) < 0.02


def test_a_seed_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError):
        SearchLuck(-1)
