"""What acting on an alarm costs when nobody is there: the price every quick answer pays between attacks.

The arm's own board is played with no attacker: an alarm at some moment of the week, the arm's decision and cut, the
clearing `false_alarms.clear_h` later. Times a year are `false_alarms.per_year` of the same draw, so that an arm which
lowers one or shortens the other is credited for it, and their spread is carried through.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from codedark.drill.board import Board
from codedark.drill.outcomes import Outcome
from codedark.drill.parameters import AT, Mode
from codedark.drill.result import FalseAlarmCost
from codedark.drill.statistics import summary
from codedark.drill.tally import Tally

Floats = NDArray[np.float64]


def quiet_board(board: Board) -> Board:
    """The same arm with nobody attacking: what `compile_board` makes of it for a scenario of mode *none*.

    The alarm may come from any host, at any moment of `detection.alarm_within_h`; times pinned to the attack's own
    morning do not hold. The arm's plans, dear to solve, are kept.
    """
    anywhere = board.spread._replace(entry=np.zeros(0, np.int32))
    return replace(board, mode=Mode.NONE, pinned=False, spread=anywhere)


def cost_of(tally: Tally, values: Floats, draw: NDArray[np.intp]) -> FalseAlarmCost:
    """Care lost a year to false alarms.

    Args:
        tally: n replications of a `quiet_board`.
        values: float[M, P] of that arm.
        draw: row of `values` each replication was played with.

    Raises:
        ValueError: no replication.
    """
    each = tally.outcome(Outcome.CARE_LOST)
    per_year = values[draw, AT["false_alarms.per_year"]]
    told = summary(each * per_year, draw)
    return FalseAlarmCost(
        care_lost_per_year=told.mean,
        mc_ci95=told.mc_ci95,
        param_p05=told.param_p05,
        param_p95=told.param_p95,
        care_lost_each=float(each.mean()),
        per_year=float(per_year.mean()),
    )
