from types import SimpleNamespace

import numpy as np
import pytest

from codedark.drill.outcomes import Outcome
from codedark.drill.parameters import AT, PARAMETERS
from codedark.drill.tornado import ends_of, swings_of
from codedark.hospital.settings import Range
from tests.drill.tallies import tally_with

PUSH, HOLD, START = AT["attack.push_min"], AT["response.hold_h"], AT["restoration.start_h"]


def ends(**ranges):
    told = [Range.exactly(1.0) for _ in PARAMETERS]
    for at, spread in ((PUSH, Range(10, 20, 40)), (HOLD, Range(1, 2, 3)), (START, Range.exactly(5))):
        told[at] = spread
    return ends_of(SimpleNamespace(arm="today"), told, (PUSH, HOLD, START))


def test_one_unknown_moves_at_a_time_and_the_others_stay_in_the_middle():
    plays = ends().values
    assert len(plays) == 1 + 2 * 2
    assert all(row.shape == (1, len(PARAMETERS)) for row in plays)
    assert [(row[0, PUSH], row[0, HOLD]) for row in plays] == [(20, 2), (10, 2), (40, 2), (20, 1), (20, 3)]
    assert {row[0, START] for row in plays} == {5.0}


def test_what_is_known_exactly_is_not_played():
    assert START not in ends().moving


def test_the_widest_swing_comes_first_in_every_outcome():
    lost = [50, 48, 51, 30, 90]
    tallies = [tally_with(3, operations_cancelled_total=x, recovery_days=100 - x) for x in lost]
    swings = swings_of(ends(), tallies)
    total = [s for s in swings if s.outcome == Outcome.OPERATIONS_CANCELLED_TOTAL]
    assert [(s.parameter, s.at_low, s.at_mid, s.at_high, s.width) for s in total] == [
        ("response.hold_h", 30.0, 50.0, 90.0, 60.0),
        ("attack.push_min", 48.0, 50.0, 51.0, 3.0),
    ]
    assert (total[0].low, total[0].high, total[0].unit, total[0].arm) == (1, 3, "h", "today")
    days = [s for s in swings if s.outcome == Outcome.RECOVERY_DAYS]
    assert (days[0].at_low, days[0].at_high, days[0].width) == (70.0, 10.0, 60.0)
    assert len(swings) == 2 * len(Outcome)


def test_a_play_that_is_missing_is_refused():
    with pytest.raises(ValueError, match="one each"):
        swings_of(ends(), [tally_with(3)] * 4)


def test_the_middle_row_is_not_changed_by_the_ends():
    plays = ends().values
    plays[1][0, PUSH] = 99.0
    assert np.array_equal(plays[0], ends().values[0])
