from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.divert.pull import PROPORTIONAL, Pull, shared_out

NEAR_FAR = {("us", "near"): 10.0, ("us", "far"): 20.0}
SIZES = {"near": 4.0, "far": 4.0}


def test_by_size_alone_everybody_gets_s_over_one_minus_s_more() -> None:
    there, nowhere = shared_out({"us": 25.0}, {"a": 50.0, "b": 25.0}, {}, PROPORTIONAL)
    assert nowhere == 0
    assert [there["a"] / 50.0, there["b"] / 25.0] == pytest.approx([0.25 / 0.75] * 2, rel=1e-15)


@given(shut=st.floats(0.01, 100), sizes=st.lists(st.floats(0.01, 100), min_size=1, max_size=8), parts=st.integers(1, 4))
def test_by_size_alone_it_is_so_for_any_sizes_and_any_split_of_what_is_shut(
    shut: float, sizes: list[float], parts: int
) -> None:
    doors = {f"d{i}": size for i, size in enumerate(sizes)}
    there, nowhere = shared_out({f"s{i}": shut / parts for i in range(parts)}, doors, {}, PROPORTIONAL)
    s = shut / (shut + sum(sizes))
    assert nowhere == 0
    assert [there[d] / size for d, size in doors.items()] == pytest.approx([s / (1 - s)] * len(doors), rel=1e-9)


def test_twice_as_far_draws_a_quarter_with_exponent_two() -> None:
    there, _ = shared_out({"us": 5.0}, SIZES, NEAR_FAR, Pull(exponent=2))
    assert there == {"near": 4.0, "far": 1.0}


def test_an_infinite_exponent_sends_everybody_to_the_nearest_and_ties_are_shared_by_size() -> None:
    there, _ = shared_out({"us": 5.0}, SIZES, NEAR_FAR, Pull(exponent=inf))
    assert there == {"near": 5.0, "far": 0.0}
    both = {("us", "near"): 10.0, ("us", "far"): 10.0}
    there, _ = shared_out({"us": 6.0}, {"near": 4.0, "far": 8.0}, both, Pull(exponent=inf))
    assert there == pytest.approx({"near": 2.0, "far": 4.0})


def test_a_full_door_sends_the_rest_on_and_what_nobody_takes_is_told() -> None:
    nearest = Pull(exponent=inf, ceiling=0.5)
    there, nowhere = shared_out({"us": 3.0}, SIZES, NEAR_FAR, nearest)
    assert (there, nowhere) == ({"near": 2.0, "far": 1.0}, 0.0)
    there, nowhere = shared_out({"us": 5.0}, SIZES, NEAR_FAR, nearest)
    assert (there, nowhere) == ({"near": 2.0, "far": 2.0}, pytest.approx(1.0))


def test_nobody_goes_further_than_within_or_where_no_road_is_told() -> None:
    there, nowhere = shared_out({"us": 5.0}, {**SIZES, "unknown": 9.0}, NEAR_FAR, Pull(exponent=0, within_min=15))
    assert (there, nowhere) == ({"near": 5.0, "far": 0.0, "unknown": 0.0}, 0.0)
    assert shared_out({"us": 5.0}, SIZES, {}, Pull(exponent=1)) == ({"near": 0.0, "far": 0.0}, 5.0)


@given(
    turned_away=st.dictionaries(st.sampled_from("xyz"), st.floats(0, 50), min_size=1),
    sizes=st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 50), min_size=1),
    exponent=st.sampled_from([0.0, 0.7, 2.0, 40.0, inf]),
    ceiling=st.sampled_from([0.0, 0.1, 0.64, 3.0, inf]),
    minutes=st.lists(st.floats(0, 200), min_size=18, max_size=18),
)
def test_nobody_is_lost_no_door_is_over_its_ceiling_and_order_plays_no_part(
    turned_away: dict[str, float], sizes: dict[str, float], exponent: float, ceiling: float, minutes: list[float]
) -> None:
    road = {(s, d): minutes[6 * i + j] for i, s in enumerate("xyz") for j, d in enumerate("abcdef")}
    pull = Pull(exponent=exponent, within_min=150.0, ceiling=ceiling)
    there, nowhere = shared_out(turned_away, sizes, road, pull)
    assert sum(there.values()) + nowhere == pytest.approx(sum(turned_away.values()), rel=1e-9, abs=1e-9)
    assert all(0 <= there[d] <= ceiling * sizes[d] * (1 + 1e-9) for d in sizes if sizes[d] > 0)
    assert all(there[d] == 0 for d in sizes if sizes[d] == 0)
    turned = dict(reversed(turned_away.items())), dict(reversed(sizes.items()))
    assert shared_out(*turned, road, pull) == (there, nowhere)


def test_a_negative_rule_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="ceiling=-1"):
        Pull(exponent=1, ceiling=-1)
