from __future__ import annotations

import numpy as np
import pytest

from codedark.divert.waiting_luck import Coming, stream

FLAT = (1.0,) * 24
DAYS = (0.0, 400 * 1440.0)


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    one, same, other = (stream(seed, 0, Coming.WALK_IN, 3.0, FLAT, DAYS) for seed in (5, 5, 6))
    assert np.array_equal(one.at_min, same.at_min) and np.array_equal(one.patience, same.patience)
    assert not np.array_equal(one.at_min[:50], other.at_min[:50])
    another = stream(5, 1, Coming.WALK_IN, 3.0, FLAT, DAYS)
    assert not np.array_equal(one.at_min[:50], another.at_min[:50])


def test_more_of_them_are_the_same_people_closer_together() -> None:
    few, many = (stream(1, 0, Coming.AMBULANCE, rate, FLAT, DAYS) for rate in (1.0, 2.0))
    n = 200
    assert np.allclose(many.at_min[:n], few.at_min[:n] / 2.0)
    assert np.array_equal(many.treatment[:n], few.treatment[:n])


def test_arrivals_are_as_many_as_the_rate_says_and_follow_the_hours() -> None:
    weights = (0.0,) * 6 + (2.0,) * 6 + (1.0,) * 12
    came = stream(2, 0, Coming.WALK_IN, 4.0, weights, DAYS)
    expected = 4.0 * 24 * 400
    assert abs(len(came.at_min) - expected) < 5 * expected**0.5
    by_hour = np.bincount((came.at_min // 60).astype(int) % 24, minlength=24) / 400
    assert by_hour[:6].sum() == 0
    assert by_hour[6:12] == pytest.approx(8.0, rel=0.1)
    assert by_hour[12:] == pytest.approx(4.0, rel=0.1)


def test_gaps_are_exponential_and_draws_have_the_shape_they_say() -> None:
    came = stream(3, 0, Coming.WALK_IN_EXTRA, 4.0, FLAT, DAYS)
    gaps = np.diff(came.at_min)
    assert gaps.mean() == pytest.approx(15.0, rel=0.03) and gaps.std() == pytest.approx(15.0, rel=0.04)
    assert came.treatment.mean() == pytest.approx(0.0, abs=0.02) and came.treatment.std() == pytest.approx(
        1.0, abs=0.02
    )
    assert came.patience.mean() == pytest.approx(1.0, abs=0.02)
    assert abs(np.corrcoef(came.treatment, came.patience)[0, 1]) < 0.03


def test_they_begin_where_they_are_told_and_no_rate_is_nobody() -> None:
    later = stream(1, 0, Coming.WALK_IN, 3.0, FLAT, (1440.0, 2880.0))
    assert later.at_min.min() >= 1440.0 and later.at_min.max() < 2880.0
    assert len(stream(1, 0, Coming.WALK_IN, 0.0, FLAT, DAYS).at_min) == 0
