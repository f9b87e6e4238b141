"""Which unknown moves the answer: each figure nobody knows alone at its low and high end, all others at their middle.

The luck is the same in every play, so what moves is the figure. One at a time shows no joint effects: two unknowns that
only together do harm both look harmless here. The spread over all of them is `param_p05`, `param_p95`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.drill.board import Board
from codedark.drill.outcomes import Outcome
from codedark.drill.parameters import PARAMETERS
from codedark.drill.result import Swing
from codedark.drill.tally import Tally
from codedark.hospital.settings import Range

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The plays one arm's tornado takes: its own board again and again, each with one row of values."""

    board: Board
    ranges: Sequence[Range]
    moving: tuple[int, ...]
    """Columns of the parameters that count and have a spread."""

    @property
    def values(self) -> list[Floats]:
        """float[1, P] for each play: all at the middle, then low and high of each moving parameter."""
        middle = np.array([[r.mid for r in self.ranges]])
        plays = [middle]
        for at in self.moving:
            for end in (self.ranges[at].low, self.ranges[at].high):
                row = middle.copy()
                row[0, at] = end
                plays.append(row)
        return plays


def ends_of(board: Board, ranges: Sequence[Range], counting: Sequence[int]) -> Ends:
    """What to play for one arm; a parameter known exactly is left out: it cannot move anything."""
    return Ends(board=board, ranges=ranges, moving=tuple(at for at in counting if ranges[at].low < ranges[at].high))


def swings_of(ends: Ends, tallies: Sequence[Tally]) -> tuple[Swing, ...]:
    """What each parameter moves, for every outcome; the widest first within each outcome.

    Args:
        ends: what was played.
        tallies: one for each of `ends.values`, in that order.

    Raises:
        ValueError: not as many tallies as plays.
    """
    if len(tallies) != 1 + 2 * len(ends.moving):
        raise ValueError(f"{len(tallies)} tallies for {1 + 2 * len(ends.moving)} plays: one each")
    told: list[Swing] = []
    for outcome in Outcome:
        means = [float(tally.outcome(outcome).mean()) for tally in tallies]
        swings = [_swing(ends, outcome, i, means) for i in range(len(ends.moving))]
        told.extend(sorted(swings, key=lambda swing: -swing.width))
    return tuple(told)


def _swing(ends: Ends, outcome: Outcome, i: int, means: Sequence[float]) -> Swing:
    parameter, told = PARAMETERS[ends.moving[i]], ends.ranges[ends.moving[i]]
    return Swing(
        parameter=parameter.name,
        unit=parameter.unit,
        arm=ends.board.arm,
        outcome=outcome.value,
        low=told.low,
        high=told.high,
        at_low=means[1 + 2 * i],
        at_mid=means[0],
        at_high=means[2 + 2 * i],
    )
