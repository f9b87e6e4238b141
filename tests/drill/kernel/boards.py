"""Boards of the clinic for tests that play whole attacks."""

from __future__ import annotations

from functools import cache

import numpy as np

from codedark.drill.board import Board, compile_board
from codedark.drill.parameters import AT, latin_hypercube, ranges_of, values_at
from codedark.drill.scenario import Arm, Scenario
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.words import Policy
from tests.drill.clinic import bad_day, clinic

WORM = b"""
[clock]
start = "2024-03-05T00:00"
horizon_days = 21
[attack]
mode = "worm"
entry = ["office"]
onset_h = 3
contacts_per_h = { low = 2, mid = 6, high = 20 }
vulnerable_share = 0.8
[detection]
recognised_h = { low = 0.2, mid = 0.5, high = 1 }
[[arms]]
name = "one"
"""


@cache
def board_of(attack: str, policy: Policy) -> Board:
    """The clinic struck by people or by a worm."""
    return compile_board(clinic(), _scenario(attack), Arm(name="one", response=policy), 5)


def _scenario(attack: str) -> Scenario:
    if attack == "worm":
        return read_scenario("worm", WORM, clinic())
    return bad_day()


def values_of(attack: str, draws: int, **told: float) -> np.ndarray:
    """Parameters of the clinic, some of them fixed (`response__hold_h=3`)."""
    values = values_at(ranges_of(clinic(), _scenario(attack)), latin_hypercube(7, draws))
    for name, value in told.items():
        values[:, AT[name.replace("__", ".")]] = value
    return values
