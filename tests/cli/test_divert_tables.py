"""What the verb cannot show of `divert_tables`; the rest is looked at in test_verb_divert.py."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf

from codedark.cli.divert_tables import clock

SIX = datetime(2024, 5, 17, 6, tzinfo=UTC)


def test_a_minute_is_a_time_of_day_and_no_end_is_nothing() -> None:
    assert (clock(SIX, 32), clock(SIX, 1440), clock(SIX, inf)) == ("06:32", "06:00 +1", "")
