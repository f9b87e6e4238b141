"""Names of rows and columns, as numbers the compiler folds in: `host[LOST, h]`, `p[P.attack_push_min]`.

Working arrays are overwritten by every replication.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np

from codedark.drill import luck
from codedark.drill.board_reach import MODES
from codedark.drill.board_response import POLICIES
from codedark.drill.luck import Purpose
from codedark.drill.outcomes import COLUMNS
from codedark.drill.parameters import NAMES, Mode
from codedark.drill.tally import BIN_H
from codedark.hospital.words import Policy

WORM, HUMAN, NOBODY = (MODES.index(mode) for mode in (Mode.WORM, Mode.HUMAN, Mode.NONE))
SILENT, SHUTDOWN, ISOLATION = (POLICIES.index(p) for p in (Policy.NONE, Policy.FULL_SHUTDOWN, Policy.ZONE_ISOLATION))
P: Any = namedtuple("P", [name.replace(".", "_") for name in NAMES])(*range(len(NAMES)))
OUT: Any = namedtuple("OUT", COLUMNS)(*range(len(COLUMNS)))
FOR: Any = namedtuple("FOR", [p.name for p in Purpose])(*[np.uint64(int(p)) for p in Purpose])  # type: ignore[arg-type]
M0, M1, W0, W1, MASK = (np.uint64(x) for x in (luck.M0, luck.M1, luck.W0, luck.W1, luck.MASK))
U6, U12, U26, U32, U38, NO_ONE = (np.uint64(x) for x in (6, 12, 26, 32, 38, 0))
FRACTION, ONE_HALF = np.int64(2**52 - 1), np.int64(1022 << 52)
"""Of a number in 64 bits: its digits, and the rest of a number from a half to one."""
LN_2, SQRT_HALF = 0.6931471805599453, 0.7071067811865476
HOST_BITS = np.uint64(2**20 - 1)
"""Hosts a sort key has room for; the other 44 bits are the draw."""
BIN_MIN = BIN_H * 60

# Rows of the working arrays: `host[LOST, h]`. Each replication overwrites them.
STRUCK, GONE, OFF, LOST, BACK, SPARE = range(6)  # host, float[6, n]
CAUSE, HIT, APART, BASE = range(4)  # flag, uint8[4, n]
NUMBER, WEAK, KEY, SPARE_KEY, GOING = range(5)  # key, uint64[5, n]
VISIT, EACH, FELT, PRESSURE, THRESHOLD, WAIT = range(6)  # klass, float[6, c]; from FELT on by pressure group
DISTANCE, WALK, ALIVE, HEAD, TAIL, INFECTED, ENTERED, WIDE = range(8)  # rank, int32[8, c]; HEAD, TAIL by group
OWN_LOST, OWN_BACK, NODE_LOST, NODE_BACK = range(4)  # node, float[4, q]
OWN, NODE = range(2)  # by, uint8[2, q]
DOWN, PAPER, UP, HOURS, FIRST_CAUSE = range(5)  # service, float[5, S]
READY, WITHOUT, THERE = range(3)  # patient, float[3, patients]
LEAVES, AGAIN = range(2)  # trip, float[2, patients]: a crew leaves our door, and can leave it again; in order of giving
ALARM, DECISION, CUT, DONE, FIRST, LAST, FIRST_STRUCK = range(7)  # course, float[7]
PINNED_ALARM, PINNED_CUT, WITHIN, WEEKDAY, DAY_START, NIGHT_FROM, NIGHT_TO, WEEKEND = range(8)  # clock, float[8]
