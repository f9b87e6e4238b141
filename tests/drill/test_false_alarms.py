import numpy as np
import pytest

from codedark.drill.board import compile_board
from codedark.drill.false_alarms import cost_of, quiet_board
from codedark.drill.judging import draw_of
from codedark.drill.parameters import AT, NAMES, Mode
from tests.drill.clinic import everything
from tests.drill.tallies import tally_with


def values(*per_year):
    table = np.zeros((len(per_year), len(NAMES)))
    table[:, AT["false_alarms.per_year"]] = per_year
    return table


def test_the_cost_of_a_year_is_how_often_times_how_much_of_the_same_draw():
    cost = cost_of(tally_with(4, care_lost=[10, 20, 30, 50]), values(1.0, 3.0), draw_of(4, 2, 2))
    assert cost.care_lost_per_year == pytest.approx((10 + 20 + 90 + 150) / 4)
    assert (cost.care_lost_each, cost.per_year) == (27.5, 2.0)
    assert cost.mc_ci95[0] < cost.care_lost_per_year < cost.mc_ci95[1]


def test_an_arm_that_does_nothing_pays_nothing():
    cost = cost_of(tally_with(4), values(1.0, 3.0), draw_of(4, 2, 2))
    assert (cost.care_lost_per_year, cost.mc_ci95) == (0.0, (0.0, 0.0))


def test_nobody_attacks_a_quiet_board_and_no_time_of_the_attack_holds():
    scenario, arms, hospitals = everything()
    board = compile_board(hospitals[()], scenario, next(arm for arm in arms.told if arm.pinned))
    quiet = quiet_board(board)
    assert (quiet.mode, quiet.pinned, len(quiet.spread.entry)) == (Mode.NONE, False, 0)
    assert np.isnan(quiet.answer.pinned_cut_min)
    assert not np.isnan(board.answer.pinned_cut_min)
    assert (board.mode, len(board.spread.entry)) == (Mode.HUMAN, 3)
