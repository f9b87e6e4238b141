"""Beds and crews: two patients, one need lost at 100 and back at 2000, paper until 160."""

from math import inf

import numpy as np
import pytest

from codedark.drill.parameters import AT, NAMES

i4 = np.int32


def move(
    kernel, *, beds=(5,), crews=(True,), acuity=(0, 0), home=(False, False), stay=(inf, inf), decision=60.0, back=2000.0
):
    service = np.zeros((5, 2))
    service[kernel.DOWN], service[kernel.PAPER], service[kernel.UP] = (100.0, inf), (160.0, inf), (back, 0.0)
    p, out = np.zeros(len(NAMES)), np.zeros(13)
    p[AT["transfer.decision_min"]], p[AT["transfer.handling_min"]] = decision, 30.0
    n, c = 2, len(crews)
    kernel.move_patients(
        10_000.0, np.array([0, 1, 2], i4), np.array([0, 0], i4), np.array(acuity, i4), np.array(home), np.array(stay),
        np.zeros(n, i4), np.zeros(n, i4), np.array([[b] for b in beds], np.int64), np.array([0, len(beds)], i4),
        np.arange(len(beds), dtype=i4), 20.0 * (1 + np.arange(len(beds), dtype=float)), np.zeros(c + 1, i4),
        np.zeros(0, i4),
        np.array(crews, np.bool_), p, np.zeros((len(beds), 1), np.int64), service, np.zeros((3, n)), np.zeros(n, i4),
        np.zeros(c), out,
    )  # fmt: skip
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
    assert move(kernel, crews=(True, True)) == (2 * 50, 0, 2)


def test_a_crew_that_moves_nobody_is_no_crew(kernel):
    assert move(kernel, crews=(False,)) == (2 * 1840, 0, 0)


def test_the_next_bed_is_taken_when_the_nearest_is_full(kernel):
    assert move(kernel, beds=(1, 1), crews=(True, True)) == (50 + 70, 0, 2)


def test_for_whom_there_is_no_bed_is_unplaced_and_waits(kernel):
    assert move(kernel, beds=(1,)) == (50 + 1840, 1, 1)


def test_the_more_acute_is_moved_first(kernel):
    leaving_soon = (400.0, inf)
    assert move(kernel, beds=(1,), acuity=(1, 0), stay=leaving_soon) == (50 + 340, 1, 1)
    assert move(kernel, beds=(1,), acuity=(0, 1), stay=leaving_soon) == (50 + 1840, 1, 1)


def test_nobody_is_moved_when_the_need_is_back_first(kernel):
    assert move(kernel, decision=60.0, back=150.0) == (0, 0, 0)
    assert move(kernel, decision=600.0, back=400.0) == (2 * 240, 0, 0)


def test_who_can_go_home_goes_at_the_decision(kernel):
    assert move(kernel, home=(True, True), decision=90.0) == (2 * 30, 0, 0)


def test_who_would_have_left_is_not_counted_longer(kernel):
    assert move(kernel, beds=(0,), stay=(120.0, 120.0)) == (2 * 60, 2, 0)


@pytest.mark.parametrize(("minute", "rolls"), [(0.0, 0.0), (50.0, 80.0), (80.0, 80.0)])
def test_a_crew_stands_still_while_a_need_of_it_is_gone(kernel, minute, rolls):
    service = np.zeros((5, 1))
    service[kernel.DOWN], service[kernel.PAPER], service[kernel.UP] = 10.0, 40.0, 80.0
    assert kernel.rolling(minute, np.zeros(1, i4), 0, 1, service) == rolls
