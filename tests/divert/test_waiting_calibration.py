from __future__ import annotations

import pytest

from codedark.divert.department import Department
from codedark.divert.spillover import Arrivals
from codedark.divert.waiting import Playing, play
from codedark.divert.waiting_calibration import NOBODY, UsualDays, calibrated, of_size

USUAL = Arrivals(ambulances_per_h=0.6, walk_ins_per_h=1.9)
PLAYING = Playing(seed=7, days=14, warm_up_days=4, replications=4)


def test_what_is_known_of_usual_days_is_what_the_department_then_shows() -> None:
    known = UsualDays(wait_median_min=18.0, left_unseen_share=0.03, stay_admitted_median_min=400.0)
    fitted = calibrated(Department(places=12), USUAL, known, PLAYING)
    seen = play(fitted, USUAL, NOBODY, PLAYING)
    assert seen.wait_median_min == pytest.approx(18.0, rel=0.1)
    assert seen.left_unseen_share == pytest.approx(0.03, rel=0.2)
    assert seen.stay_admitted_median_min == pytest.approx(400.0, rel=0.1)
    assert fitted.places == 12 and fitted.treatment_sigma == Department(places=12).treatment_sigma


def test_a_department_of_another_size_is_as_crowded() -> None:
    its = Arrivals(ambulances_per_h=1.2, walk_ins_per_h=3.8)
    known = Department(places=23, treatment_min=140.0)
    assert of_size(known, its, its) == known
    half = of_size(known, its, USUAL)
    assert 23 / 2 < half.places < 23
    long = Playing(seed=1, replications=10)
    share = [play(d, a, NOBODY, long).left_unseen_share for d, a in ((known, its), (half, USUAL))]
    assert share[0] / 3 < share[1] < share[0] * 3


def test_wards_grow_in_proportion() -> None:
    its = Arrivals(ambulances_per_h=1.2, walk_ins_per_h=3.8)
    assert of_size(Department(places=23, ward_beds=100), its, USUAL).ward_beds == 50
