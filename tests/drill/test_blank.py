"""The blank board: nothing stands on it, so nothing can be lost; the pure twin plays it."""

from dataclasses import replace

import numpy as np

from codedark.drill.blank import blank_board
from codedark.drill.parameters import NAMES, Mode
from codedark.drill.playing import play
from codedark.hospital.words import Policy


def test_there_is_nobody_and_nothing_on_it():
    board = blank_board()
    assert (board.hosts, board.services, board.operations, board.crews) == (0, (), (), ())
    assert (board.mode, board.policy, board.operations_total) == (Mode.NONE, Policy.NONE, 0)
    assert (board.days, board.bins) == (1, 4)


def test_whatever_attacks_it_loses_nothing():
    for mode in Mode:
        tally = play(replace(blank_board(), mode=mode), np.ones((1, len(NAMES))), 1, 0, 3, 3, compiled=False)
        assert len(tally) == 3
        assert not tally.outcomes.any(), mode
        assert not tally.cancelled_per_day.any()
