import math

import numpy as np
import pytest

from codedark.drill import luck
from codedark.drill.luck import Purpose

u64 = np.uint64


@pytest.mark.parametrize("owner", [0, 7, luck.key_of("ws-1"), 2**64 - 1])
@pytest.mark.parametrize("seed", [0, 1, 2**64 - 1])
def test_a_draw_is_the_draw_of_plain_luck(kernel, seed, owner):
    told = kernel.philox(u64(seed), u64(owner), u64(41), u64(int(Purpose.PUSH)))
    assert [int(word) for word in told] == list(luck.draw(seed, owner, 41, Purpose.PUSH))


def test_two_uniforms_are_those_of_plain_luck(kernel):
    assert kernel.uniforms(u64(5), u64(9), u64(3), u64(2)) == luck.uniforms(5, 9, 3, Purpose.SPREAD)


def test_lanes_draw_what_single_draws_draw(kernel):
    owners = np.array([luck.key_of(f"h{i}") for i in range(20)], np.uint64)
    first, second = np.zeros(20, np.uint64), np.zeros(20, np.uint64)
    kernel.draw_lanes(owners, u64(8), u64(2), u64(1), first, second)
    for i, owner in enumerate(owners.tolist()):
        assert (kernel.unit(first[i]), kernel.unit(second[i])) == luck.uniforms(8, owner, 2, Purpose.ENTRY)


def test_a_normal_number_is_that_of_plain_luck(kernel):
    assert kernel.normal(0.3, 0.6) == luck.normal(0.3, 0.6)


@pytest.mark.parametrize("n", [0, 1, 2, 50, 400])
def test_keys_are_sorted_and_what_stands_beside_them_is_left_alone(kernel, n):
    rng = np.random.default_rng(n)
    key = rng.integers(0, 2**64, n + 4, dtype=np.uint64)
    before, spare, bucket = key.copy(), np.zeros_like(key), np.zeros(n + 5, np.int32)
    kernel.sort_keys(key, spare, 2, n + 2, bucket)
    assert np.array_equal(key[2 : n + 2], np.sort(before[2 : n + 2]))
    assert np.array_equal(key[[0, 1, n + 2, n + 3]], before[[0, 1, n + 2, n + 3]])


def test_keys_alike_in_front_are_sorted_too(kernel):
    key = np.array([5, 3, 9, 3, 1], np.uint64)
    kernel.sort_keys(key, np.zeros_like(key), 0, 5, np.zeros(6, np.int32))
    assert key.tolist() == [1, 3, 3, 5, 9]


@pytest.mark.parametrize("n", [1, 2, 7, 17, 60, 300])
def test_the_rank_th_smallest_is_that_of_sorting(kernel, n):
    rng = np.random.default_rng(n)
    numbers = np.exp(rng.normal(size=n)) if n > 60 else rng.integers(0, 10, n).astype(float)
    for rank in range(n):
        assert kernel.smallest(numbers.copy(), n, rank, np.zeros(n, np.int32)) == np.sort(numbers)[rank]
    numbers[::3] = np.inf
    assert kernel.smallest(numbers.copy(), n, n - 1, np.zeros(n, np.int32)) == np.inf


def test_the_logarithm_of_many_is_that_of_one_to_the_last_digits(kernel):
    rng = np.random.default_rng(4)
    numbers = np.concatenate([[0, 1, 2**51, 2**52 - 1, 2**52 - 2], rng.integers(0, 2**52, 500)])
    x = numbers + 0.5
    kernel.minus_log(x, np.zeros(len(x), np.uint64), len(x))
    told = np.array([-math.log((int(number) + 0.5) / 2**52) for number in numbers])
    assert np.allclose(x, told, rtol=2e-15, atol=1e-15)
