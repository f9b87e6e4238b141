"""The smallest board: a hospital with nothing in it and nobody attacking. What a kernel is compiled with."""

from __future__ import annotations

from datetime import date, datetime

from codedark.drill.board import Board, compile_board
from codedark.drill.parameters import Mode
from codedark.drill.scenario import Arm, Attack, Clock, Scenario
from codedark.hospital.reading import read
from codedark.hospital.words import Policy

_FILES = {
    "hospital.toml": b'[hospital]\nname = "Nothing"\n',
    "sites.csv": b"site,name,beds_recognised\nhome,Home,? nobody counts\n",
    "zones.csv": b"zone,kind\nroom,other\n",
    "hosts.csv": b"host,zone\n",
    "services.csv": b"service\n",
}


def blank_board() -> Board:
    """A board on which nothing can happen.

    >>> blank_board().hosts
    0
    """
    day = date(2000, 1, 1)
    scenario = Scenario(
        name="nothing",
        title="",
        source="",
        clock=Clock(start=datetime.combine(day, datetime.min.time()), day1=day, horizon_days=1),
        attack=Attack(mode=Mode.NONE),
    )
    return compile_board(read(_FILES), scenario, Arm(name="nothing", response=Policy.NONE))
