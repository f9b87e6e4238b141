import numpy as np

from codedark.drill.board_reach import MODES
from codedark.drill.board_response import POLICIES
from codedark.drill.kernel import rows
from codedark.drill.luck import Purpose
from codedark.drill.outcomes import COLUMNS
from codedark.drill.parameters import AT, Mode
from codedark.hospital.words import Policy


def test_a_parameter_is_met_by_its_column():
    assert all(getattr(rows.P, name.replace(".", "_")) == column for name, column in AT.items())


def test_an_outcome_is_met_by_its_column():
    assert [getattr(rows.OUT, name) for name in COLUMNS] == list(range(len(COLUMNS)))


def test_a_purpose_keeps_its_frozen_number():
    assert all(getattr(rows.FOR, purpose.name) == np.uint64(int(purpose)) for purpose in Purpose)


def test_modes_and_policies_are_numbered_as_boards_number_them():
    assert [MODES[i] for i in (rows.WORM, rows.HUMAN, rows.NOBODY)] == [Mode.WORM, Mode.HUMAN, Mode.NONE]
    told = [POLICIES[i] for i in (rows.SILENT, rows.SHUTDOWN, rows.ISOLATION)]
    assert told == [Policy.NONE, Policy.FULL_SHUTDOWN, Policy.ZONE_ISOLATION]
