import numpy as np
import pytest

from codedark.drill.statistics import (
    holm,
    paired,
    parameter_spread,
    quantile_ci95,
    standard_error,
    summary,
    wilson95,
)


def nested(rng, outer, inner, between, within):
    """Means of the draws, outcomes, and which draw each belongs to; skewed luck, as losses are."""
    means = 50 + between * rng.standard_normal(outer)
    luck = within * (rng.exponential(1.0, (outer, inner)) - 1)
    return means, (means[:, None] + luck).ravel(), np.repeat(np.arange(outer), inner)


def test_the_monte_carlo_interval_covers_the_mean_of_the_draws_as_often_as_it_says():
    rng = np.random.default_rng(1)
    hit = 0
    for _ in range(600):
        means, x, draw = nested(rng, outer=20, inner=25, between=30.0, within=5.0)
        low, high = summary(x, draw).mc_ci95
        hit += low <= means.mean() <= high
    assert 0.92 <= hit / 600 <= 0.975


def test_ignorance_does_not_widen_the_monte_carlo_interval():
    rng = np.random.default_rng(2)
    _, narrow, draw = nested(rng, outer=40, inner=50, between=0.0, within=5.0)
    wide = narrow + 1000.0 * draw
    assert standard_error(wide, draw)[0] == pytest.approx(standard_error(narrow, draw)[0])
    assert parameter_spread(wide, draw)[1] - parameter_spread(wide, draw)[0] > 30_000


def test_more_replications_shrink_the_monte_carlo_error_and_not_the_ignorance():
    rng = np.random.default_rng(3)
    spread, error = {}, {}
    for inner in (10, 1000):
        _, x, draw = nested(rng, outer=200, inner=inner, between=10.0, within=20.0)
        low, high = parameter_spread(x, draw)
        spread[inner], error[inner] = high - low, standard_error(x, draw)[0]
    assert error[10] / error[1000] == pytest.approx(10, rel=0.1)
    assert spread[10] == pytest.approx(2 * 1.645 * 10, rel=0.2)
    assert spread[1000] == pytest.approx(2 * 1.645 * 10, rel=0.2)


def test_luck_alone_is_not_shown_as_ignorance():
    rng = np.random.default_rng(4)
    widths, naive = [], []
    for _ in range(50):
        _, x, draw = nested(rng, outer=40, inner=10, between=0.0, within=5.0)
        low, high = parameter_spread(x, draw)
        widths.append(high - low)
        naive.append(np.subtract(*np.quantile(x.reshape(40, 10).mean(axis=1), (0.95, 0.05))))
    assert np.median(widths) < 0.35 * np.median(naive)


def test_a_constant_outcome_has_no_error_and_no_spread():
    s = summary(np.full(100, 70.0), np.repeat(np.arange(4), 25))
    assert (s.mean, s.median, s.mc_ci95, s.param_p05, s.param_p95) == (70.0, 70.0, (70.0, 70.0), 70.0, 70.0)


def test_a_single_replication_gives_a_mean_and_says_nothing_of_its_error():
    s = summary(np.array([3.0]), np.array([0]))
    assert (s.mean, s.mc_ci95, s.param_p05, s.median_ci95) == (3.0, None, None, None)


def test_one_draw_says_nothing_of_ignorance():
    s = summary(np.arange(10.0), np.zeros(10, np.intp))
    assert s.param_p05 is None
    assert s.mc_ci95 is not None


def test_draws_played_once_take_the_whole_spread_rather_than_none():
    x = np.array([1.0, 2.0, 3.0, 4.0])
    error, freedom = standard_error(x, np.arange(4))
    assert (error, freedom) == (pytest.approx(np.std(x, ddof=1) / 2), 3)


def test_an_unfinished_draw_counts_by_its_replications():
    x, draw = np.array([0.0, 2.0, 0.0, 2.0, 7.0]), np.array([0, 0, 1, 1, 2])
    assert summary(x, draw).mean == pytest.approx(11 / 5)
    assert standard_error(x, draw)[0] == pytest.approx((2 * 2.0 + 2 * 2.0 + 1 * 2.0) ** 0.5 / 5)


def test_pairing_cancels_the_luck_both_arms_share():
    rng = np.random.default_rng(5)
    _, without, draw = nested(rng, outer=20, inner=20, between=10.0, within=50.0)
    p = paired(without - 1.0, without, draw)
    assert p.paired_mean == pytest.approx(-1.0)
    assert p.ci95 == (pytest.approx(-1.0), pytest.approx(-1.0))
    assert (p.share_worse, p.share_better, p.p_value) == (0.0, 1.0, 0.0)
    assert p.share_worse_ci95[1] == pytest.approx(0.0095, abs=0.0003)


def test_a_defence_that_changes_nothing_is_neither_worse_nor_better_nor_clear():
    x, draw = np.arange(10.0), np.repeat([0, 1], 5)
    p = paired(x + 1e-12, x, draw)
    assert (p.share_worse, p.share_better, p.p_value) == (0.0, 0.0, 1.0)


def test_arms_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="same luck"):
        paired(np.zeros(3), np.zeros(2), np.zeros(3, np.intp))


def test_no_replication_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        summary(np.zeros(0), np.zeros(0, np.intp))


@pytest.mark.parametrize(
    ("count", "n", "low", "high"), [(0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0), (5, 20, 0.1119, 0.4687)]
)
def test_wilson_gives_the_textbook_intervals(count, n, low, high):
    assert wilson95(count, n) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_an_interval_by_order_statistics_covers_the_median_of_a_skewed_outcome():
    rng = np.random.default_rng(6)
    hit = 0
    for _ in range(400):
        low, high = quantile_ci95(rng.exponential(1.0, 61), 0.5)
        hit += low <= np.log(2) <= high
    assert 0.93 <= hit / 400 <= 0.99


def test_five_replications_give_no_interval_of_the_median_and_six_do():
    assert quantile_ci95(np.arange(5.0), 0.5) is None
    assert quantile_ci95(np.arange(6.0), 0.5) == (0.0, 5.0)


def test_holm_stops_at_the_first_effect_that_may_be_chance():
    assert holm([0.04]) == (True,)
    assert holm([0.04, 0.04]) == (False, False)
    assert holm([0.02, 0.04]) == (True, True)
    assert holm([]) == ()
