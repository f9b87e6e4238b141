"""Planned beds and crews: two patients, one need lost at 100 and back at 2000, paper until 160."""

from math import inf

import numpy as np
import pytest

from codedark.drill.parameters import AT, NAMES

i4, u8 = np.int32, np.uint64
KEY = 7


def move(
    kernel, *, road=(20.0, 20.0), order=(0, 1), crews=(0,), level=(0, 0), home=(False, False), stay=(inf, inf),
    decision=60.0, back=2000.0, lost=(100.0, 100.0), planned=KEY, crew_needs=(),
):  # fmt: skip
    """Each patient has a need of their own, lost at `lost`; crews (by level) need the services in `crew_needs`."""
    service = np.zeros((5, 2))
    service[kernel.DOWN] = lost
    service[kernel.PAPER], service[kernel.UP] = service[kernel.DOWN] + 60.0, back
    p, out = np.zeros(len(NAMES)), np.zeros(13)
    p[AT["transfer.decision_min"]], p[AT["transfer.handling_min"]] = decision, 30.0
    asked = np.zeros(2, np.bool_)
    done = kernel.move_patients(
        10_000.0, np.array([0, 1, 2], i4), np.array([0, 1], i4), np.array(home), np.array(stay), np.array(level, i4),
        len(crew_needs) * np.arange(len(crews) + 1, dtype=i4), np.array(crew_needs * len(crews), i4),
        np.array(crews, i4), np.array([KEY ^ 1, 1], u8), np.array([planned], u8), np.array([road]),
        np.array([order], i4), asked, p, service, np.zeros((3, 2)), np.zeros(2, i4), np.zeros(2, i4),
        np.zeros((2, 2)), out,
    )  # fmt: skip
    if not done:
        return asked.tolist(), out.any()
    return (
        round(out[kernel.OUT.patient_hours_without_need] * 60),
        int(out[kernel.OUT.patients_unplaced]),
        int(out[kernel.OUT.critical_transfers]),
    )


def test_one_crew_moves_one_after_the_other(kernel):
    first, crew_free = 160 + 30 + 20, 160 + 30 + 40
    second = crew_free + 30 + 20
    assert move(kernel) == (first - 160 + second - 160, 0, 2)


def test_two_crews_move_both_at_once(kernel):
    assert move(kernel, crews=(0, 0)) == (2 * 50, 0, 2)


def test_a_crew_that_moves_nobody_is_no_crew(kernel):
    assert move(kernel, crews=(-1,)) == (2 * 1840, 0, 0)


def test_a_crew_of_too_low_a_level_cannot_drive(kernel):
    assert move(kernel, crews=(1,), level=(1, 2)) == (50 + 1840, 0, 1)
    assert move(kernel, crews=(2,), level=(1, 2)) == move(kernel)


def test_of_crews_that_depart_together_the_least_trained_goes(kernel):
    for crews in ((2, 0), (0, 2)):  # the first goes with level 0, so that level 2 is there for the second
        assert move(kernel, crews=crews, level=(0, 2)) == (2 * 50, 0, 2)


def test_each_goes_as_far_as_the_plan_says(kernel):
    assert move(kernel, road=(20.0, 40.0), crews=(0, 0)) == (50 + 70, 0, 2)


def test_for_whom_nobody_found_a_bed_is_unplaced_and_waits(kernel):
    assert move(kernel, road=(20.0, -1.0)) == (50 + 1840, 1, 1)


def test_who_stands_first_in_the_plan_is_moved_first(kernel):
    leaving_soon = (400.0, inf)
    both = move(kernel, stay=leaving_soon)
    assert both == (50 + 120, 0, 2)
    assert move(kernel, stay=leaving_soon, road=(120.0, 20.0), order=(0, 1)) == (150 + 320, 0, 2)
    assert move(kernel, stay=leaving_soon, road=(120.0, 20.0), order=(1, 0)) == (220 + 50, 0, 2)


def test_who_comes_later_in_the_plan_goes_earlier_where_a_crew_has_time(kernel):
    late = (1000.0, 100.0)  # the first in the plan is ready at 1060, the second at 160
    assert move(kernel, lost=late) == (50 + 50, 0, 2)
    nearly = (170.0, 100.0)  # ready at 230, and the second would be back just then
    assert move(kernel, lost=nearly) == (50 + 50, 0, 2)
    too_near = (169.0, 100.0)  # ready at 229: the crew waits for the first and takes the second from 299 on
    assert move(kernel, lost=too_near) == (50 + (299 + 50 - 160), 0, 2)


def test_a_crew_departs_when_what_it_needs_is_back(kernel):
    assert move(kernel, crews=(0, 0), crew_needs=(0,), back=1000.0) == (2 * 840, 0, 0)
    assert move(kernel, crews=(0, 0), crew_needs=(0,), back=(500.0, 1000.0)) == (340 + 340 + 50, 0, 1)


def test_nobody_is_moved_when_the_need_is_back_first(kernel):
    assert move(kernel, decision=60.0, back=150.0) == (0, 0, 0)
    assert move(kernel, decision=600.0, back=400.0) == (2 * 240, 0, 0)


def test_who_can_go_home_goes_at_the_decision(kernel):
    assert move(kernel, home=(True, True), decision=90.0) == (2 * 30, 0, 0)


def test_who_would_have_left_is_not_counted_longer(kernel):
    assert move(kernel, road=(-1.0, -1.0), stay=(120.0, 120.0)) == (2 * 60, 2, 0)


def test_an_outage_without_a_plan_is_asked_for_and_nothing_is_counted(kernel):
    assert move(kernel, planned=5) == ([True, True], False)
    assert move(kernel, planned=5, lost=(100.0, inf)) == ([True, False], False)
    assert move(kernel, planned=KEY ^ 1, lost=(100.0, inf), road=(20.0, -1.0)) == (50, 0, 1)


def test_no_plan_is_asked_for_where_nobody_waits(kernel):
    assert move(kernel, planned=5, home=(True, True)) == (2 * 0, 0, 0)


@pytest.mark.parametrize(("key", "page"), [(3, 0), (5, 1), (9, 2), (2, -1), (4, -1), (10, -1)])
def test_a_plan_is_found_by_its_key(kernel, key, page):
    assert kernel.page_of(u8(key), np.array([3, 5, 9], u8)) == page
    assert kernel.page_of(u8(key), np.array([], u8)) == -1


@pytest.mark.parametrize(("minute", "rolls"), [(0.0, 0.0), (50.0, 80.0), (80.0, 80.0)])
def test_a_crew_stands_still_while_a_need_of_it_is_gone(kernel, minute, rolls):
    service = np.zeros((5, 1))
    service[kernel.DOWN], service[kernel.PAPER], service[kernel.UP] = 10.0, 40.0, 80.0
    assert kernel.rolling(minute, np.zeros(1, i4), 0, 1, service) == rolls
