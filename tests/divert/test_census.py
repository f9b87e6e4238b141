from __future__ import annotations

from datetime import UTC, datetime, timedelta

from codedark.divert.census import Census

NOON = datetime(2024, 5, 17, 12, tzinfo=UTC)


def test_the_age_is_counted_from_when_it_was_taken() -> None:
    assert Census(taken_at=NOON, patients=()).age_min(NOON + timedelta(minutes=90)) == 90


def test_a_clock_that_runs_behind_makes_nothing_younger_than_now() -> None:
    assert Census(taken_at=NOON, patients=()).age_min(NOON - timedelta(minutes=5)) == 0
