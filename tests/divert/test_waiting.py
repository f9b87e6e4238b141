from __future__ import annotations

from math import exp, factorial

import numpy as np
import pytest

from codedark.divert.department import Department
from codedark.divert.spillover import Arrivals
from codedark.divert.waiting import Playing, play

NOBODY = Arrivals(ambulances_per_h=0.0, walk_ins_per_h=0.0)
FLAT = (1.0,) * 24
SHORT = Playing(seed=1, days=10, warm_up_days=2, replications=6)


def small(**told: object) -> Department:
    return Department(**{"places": 6, "treatment_min": 100.0, "patience_min": 300.0, **told})  # type: ignore[arg-type]


USUAL = Arrivals(ambulances_per_h=0.6, walk_ins_per_h=1.9)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert play(small(), USUAL, NOBODY, SHORT) == play(small(), USUAL, NOBODY, SHORT)
    assert play(small(), USUAL, NOBODY, SHORT) != play(small(), USUAL, NOBODY, Playing(seed=2, days=10))


def test_a_queue_with_no_patience_asked_waits_as_erlang_says() -> None:
    # M/G/1 by Pollaczek and Khinchine: mean wait = rho S (1 + cv2) / (2 (1 - rho)); lognormal sigma 0.7.
    department = Department(
        places=1, treatment_min=20.0, treatment_sigma=0.7, registration_min=0.0, hour_weights=FLAT,
        admitted_ambulance=0.0, admitted_walk_in=0.0,
    )  # fmt: skip
    mean, cv2 = 20.0 * exp(0.7**2 / 2), exp(0.7**2) - 1
    per_h = 60.0 * 0.7 / mean
    seen = play(
        department, Arrivals(ambulances_per_h=per_h, walk_ins_per_h=0.0), NOBODY,
        Playing(seed=3, days=200, warm_up_days=20, replications=10),
    )  # fmt: skip
    # The mean number waiting is arrivals an hour times the mean wait (Little).
    assert 60.0 * seen.waiting_mean / per_h == pytest.approx(0.7 * mean * (1 + cv2) / (2 * 0.3), rel=0.06)


def test_with_many_places_the_share_that_waits_is_erlang_c() -> None:
    c, a = 8, 6.0
    department = Department(
        places=c, treatment_min=60.0, treatment_sigma=1e-9, hour_weights=FLAT, admitted_ambulance=0.0
    )
    seen = play(
        department, Arrivals(ambulances_per_h=a, walk_ins_per_h=0.0), NOBODY,
        Playing(seed=4, days=100, warm_up_days=10, replications=8),
    )  # fmt: skip
    top = a**c / factorial(c) * c / (c - a)
    erlang_c = top / (sum(a**k / factorial(k) for k in range(c)) + top)
    # With even treatment the mean wait is about half of the exponential's: Cosmetatos' correction is 5 % here.
    half = erlang_c * 60.0 / (c - a) / 2.0
    assert 60.0 * seen.waiting_mean / a == pytest.approx(half, rel=0.15)


def test_more_arrivals_wait_longer_and_leave_more_often_with_the_same_luck() -> None:
    before = play(small(), USUAL, NOBODY, SHORT)
    after = play(small(), USUAL, Arrivals(ambulances_per_h=0.2, walk_ins_per_h=0.3), SHORT)
    assert after.arrivals > before.arrivals and after.ambulances > before.ambulances
    assert after.wait_p90_min > before.wait_p90_min
    assert after.left_unseen_share > before.left_unseen_share
    assert after.census_mean > before.census_mean


def test_those_who_come_anyway_come_whatever_comes_beside_them() -> None:
    quiet = play(small(places=60), USUAL, NOBODY, SHORT)
    extra = play(small(places=60), USUAL, Arrivals(ambulances_per_h=0.4, walk_ins_per_h=0.0), SHORT)
    added = extra.arrivals - quiet.arrivals
    assert added == pytest.approx(extra.ambulances - quiet.ambulances)
    assert added == pytest.approx(0.4 * 24 * 10, rel=0.2)


def test_more_places_never_wait_longer() -> None:
    waits = [play(small(places=c, registration_min=0.0), USUAL, NOBODY, SHORT).waiting_mean for c in range(4, 12)]
    assert waits == sorted(waits, reverse=True)
    assert waits[-1] < waits[0] / 20


def test_ambulances_wait_less_than_people_who_walk_in() -> None:
    only = play(small(places=5), Arrivals(ambulances_per_h=2.0, walk_ins_per_h=0.0), NOBODY, SHORT)
    mixed = play(small(places=5), Arrivals(ambulances_per_h=0.0, walk_ins_per_h=2.0), NOBODY, SHORT)
    assert only.left_unseen == 0 < mixed.left_unseen


def test_the_desk_is_the_least_a_walk_in_waits() -> None:
    seen = play(small(places=60), Arrivals(ambulances_per_h=0.0, walk_ins_per_h=1.0), NOBODY, SHORT)
    assert seen.wait_median_min == pytest.approx(10.0) == seen.wait_p90_min


def test_full_wards_hold_those_admitted_in_the_department() -> None:
    free = play(small(), USUAL, NOBODY, SHORT)
    full = play(small(ward_beds=40, ward_stay_h=110.0), USUAL, NOBODY, Playing(seed=1, days=40, warm_up_days=20))
    assert full.stay_admitted_median_min > 2 * free.stay_admitted_median_min


def test_an_empty_department_is_told_as_nobody() -> None:
    seen = play(small(), NOBODY, NOBODY, SHORT)
    assert (seen.arrivals, seen.wait_median_min, seen.left_unseen_share, seen.census_mean) == (0, 0, 0, 0)
    assert np.isfinite(seen.stay_admitted_median_min)
