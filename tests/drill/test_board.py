"""A board: one arm whole, the same after a journey, and refusing what cannot be."""

import pickle
from dataclasses import fields, replace

import numpy as np
import pytest

from codedark.drill.arms import arms_of
from codedark.drill.board import Board, compile_board
from codedark.drill.board_reach import MODES
from codedark.drill.outcomes import COLUMNS
from codedark.drill.parameters import Mode
from codedark.drill.scenario import Arm
from codedark.hospital.words import Policy
from tests.drill.clinic import bad_day, clinic

SCENARIO = bad_day()
ARMS = {arm.name: arm for arm in arms_of(SCENARIO).told}


def board_of(name, **more):
    return compile_board(clinic(*ARMS[name].defences), SCENARIO, ARMS[name], **more)


def test_axes_are_named_in_the_order_of_the_tables():
    board = board_of("today")
    assert board.zones == ("office", "wards", "servers")
    assert board.services == ("lab", "theatre", "ed")
    assert board.operations == ("hip", "knee", "acute")
    assert board.crews == ("m1", "a1")
    assert (board.hosts, board.mode, board.arm, board.defences) == (9, Mode.HUMAN, "today", ())


def test_operations_of_day_one_and_of_all_days_are_counted():
    board = board_of("today")
    assert board.operations_day1 == 3
    assert board.operations_total == 15 * 3 + 6  # three weeks of five and two days
    assert (board.day1_at, board.days) == (0, 21)
    saturday = replace(SCENARIO, clock=replace(SCENARIO.clock, day1=SCENARIO.clock.date_of(4)))
    assert compile_board(clinic(), saturday, ARMS["today"]).operations_day1 == 1


def test_an_arm_answers_as_it_says_or_as_the_hospital_does():
    assert board_of("today").policy is Policy.FULL_SHUTDOWN
    assert board_of("idle").policy is Policy.NONE
    isolating = Arm(name="x", response=Policy.ZONE_ISOLATION)
    assert compile_board(clinic(), SCENARIO, isolating).policy is Policy.ZONE_ISOLATION


def test_a_defence_is_in_the_arrays():
    today, fenced, copied = board_of("today"), board_of("fences"), board_of("copies")
    assert len(fenced.spread.edge_to) == len(today.spread.edge_to) - 1
    assert (copied.fall.restore_h.tolist(), copied.fall.offline_copy.tolist()) == ([20, 20, 5], [False, False, True])
    assert today.fall.restore_h.tolist() == [20, 20, 30]
    assert fenced.defences == ("fences",)


def test_a_tally_of_the_board_has_its_axes():
    tally = board_of("today").tally_of(4)
    assert tally.outcomes.shape == (4, len(COLUMNS))
    assert tally.decided_day1.shape == (3, 3)
    assert tally.cancelled_per_day.shape == (21,)
    assert tally.services_kept.shape == (21 * 4, 3)
    assert (len(tally.hosts_lost_by_zone), len(tally.crews_still_h)) == (3, 2)


def test_the_last_bin_may_be_a_part_of_one():
    late = replace(SCENARIO, clock=replace(SCENARIO.clock, start=SCENARIO.clock.start.replace(hour=7), horizon_days=1))
    assert compile_board(clinic(), late, ARMS["today"]).bins == 3  # 17 hours


def test_another_mode_or_no_pinning_stands_in_the_arrays_too():
    that_day = board_of("that-day")
    assert (that_day.answer.pinned_alarm_min, that_day.answer.pinned_cut_min) == (360, 365)
    drawn = replace(that_day, pinned=False, mode=Mode.NONE)
    assert np.isnan([drawn.answer.pinned_alarm_min, drawn.answer.pinned_cut_min]).all()
    assert MODES[drawn.spread.mode] is Mode.NONE
    assert MODES[that_day.spread.mode] is Mode.HUMAN
    assert that_day.answer.pinned_cut_min == 365


def test_a_board_travels():
    board = board_of("that-day")
    back = pickle.loads(pickle.dumps(board))  # noqa: S301 - our own bytes
    for f in fields(Board):
        here, there = getattr(board, f.name), getattr(back, f.name)
        if f.name == "transfers":
            assert here.page_of((0,)).road_min.tolist() == there.page_of((0,)).road_min.tolist()
        elif f.name in {"spread", "answer", "fall", "clinic"}:
            assert here._fields == there._fields
            for one, other in zip(here, there, strict=True):
                np.testing.assert_array_equal(one, other)
        else:
            assert here == there


def test_assumed_beds_are_those_of_the_percentage_and_are_said():
    assert board_of("today").transfers.page_of((0,)).road_min.tolist() == [-1]
    assumed = board_of("today", assume_beds_pct=0.5)  # of 200: one
    assert assumed.transfers.page_of((0,)).road_min.tolist() == [20]
    assert "0.5 %" in assumed.notes[0]


@pytest.mark.parametrize("percentage", [-0.1, 100.1, float("nan")])
def test_a_percentage_that_cannot_be_is_refused(percentage):
    with pytest.raises(ValueError, match="assume_beds_pct"):
        board_of("today", assume_beds_pct=percentage)


def test_the_ends_of_the_percentage_are_taken():
    assert board_of("today", assume_beds_pct=0).transfers.page_of((0,)).road_min.tolist() == [-1]
    assert board_of("today", assume_beds_pct=100).transfers.page_of((0,)).road_min.tolist() == [20]


def test_boards_of_the_same_patients_beds_and_crews_share_their_plans():
    today, fenced = board_of("today", assume_beds_pct=5), board_of("fences", assume_beds_pct=5)
    assert today.transfers.page_of((0,)) is fenced.transfers.page_of((0,))
    assert today.transfers.page_of((0,)) is not board_of("today", assume_beds_pct=6).transfers.page_of((0,))


def test_a_pinned_arm_of_a_scenario_that_pins_nothing_is_refused():
    with pytest.raises(ValueError, match=r"add \[pinned\]"):
        compile_board(clinic(), replace(SCENARIO, pinned=None), ARMS["that-day"])
