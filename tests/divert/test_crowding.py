from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.divert.crowding import HELD_WITHIN_MIN, TYPICAL, TYPICAL_ARRIVALS, crowding, places_to_hold
from codedark.divert.spillover import Arrivals, Neighbour
from codedark.divert.waiting import Playing, play
from codedark.divert.waiting_calibration import NOBODY
from codedark.hospital.records import SiteId

QUICK = Playing(seed=1, days=14, warm_up_days=4, replications=4)


def neighbour(extra: Arrivals) -> Neighbour:
    before = Arrivals(ambulances_per_h=0.7, walk_ins_per_h=1.6)
    return Neighbour(
        site=SiteId("near"),
        name="Near",
        ours=False,
        travel_min=10.0,
        before=before,
        extra=extra,
        size_said="told by it",
    )


def test_the_typical_department_shows_the_usual_days_it_was_calibrated_on() -> None:
    seen = play(TYPICAL, TYPICAL_ARRIVALS, NOBODY, Playing(seed=11))
    assert seen.wait_median_min == pytest.approx(21.0, abs=6.0)
    assert seen.left_unseen_share == pytest.approx(158 / 6114, rel=0.25)
    assert seen.stay_admitted_median_min == pytest.approx(614.0, rel=0.05)
    assert seen.admitted / seen.arrivals == pytest.approx(1614 / 6114, rel=0.05)


def test_a_neighbour_waits_longer_and_more_places_hold_the_wait() -> None:
    (crowded,) = crowding([neighbour(Arrivals(ambulances_per_h=0.3, walk_ins_per_h=0.3))], QUICK)
    assert crowded.after.wait_median_min > crowded.before.wait_median_min + HELD_WITHIN_MIN
    assert crowded.places < crowded.places_to_hold < 2 * crowded.places


def test_who_gets_nobody_is_as_before_and_needs_no_place() -> None:
    (crowded,) = crowding([neighbour(NOBODY)], QUICK)
    assert crowded.after == crowded.before
    assert crowded.places_to_hold == crowded.places


def test_the_fewest_places_are_found() -> None:
    usual, extra = TYPICAL_ARRIVALS, Arrivals(ambulances_per_h=0.4, walk_ins_per_h=0.2)
    places = places_to_hold(TYPICAL, usual, extra, 21.0, QUICK)

    def wait(of: int) -> float:
        return play(replace(TYPICAL, places=of), usual, extra, QUICK).wait_median_min

    assert wait(places) <= 21.0 + HELD_WITHIN_MIN < wait(places - 1)
