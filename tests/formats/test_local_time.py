from __future__ import annotations

from datetime import UTC, datetime, timedelta

from codedark.formats.local_time import day_and_clock, up_to_the_minute, wall_clock

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_the_clock_is_that_of_the_wall_and_the_day_stands_where_it_is_another() -> None:
    assert wall_clock(NOON, "Europe/Brussels", NOON) == "13:00"
    assert wall_clock(NOON + timedelta(hours=12), "Europe/Brussels", NOON) == "11 Mar 01:00"
    assert wall_clock(NOON + timedelta(days=365), "Europe/Brussels", NOON) == "10 Mar 2027 13:00"


def test_the_night_the_clocks_change_is_told_as_the_wall_tells_it() -> None:
    spring = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert wall_clock(spring, "Europe/Brussels", spring) == "01:30"
    assert wall_clock(spring + timedelta(hours=1), "Europe/Brussels", spring) == "03:30"


def test_nobody_knows_is_nothing() -> None:
    assert wall_clock(None, "UTC", NOON) == day_and_clock(None, "UTC") == ""
    assert up_to_the_minute(None) is None


def test_an_arrival_is_never_written_earlier_than_it_is() -> None:
    assert up_to_the_minute(NOON) == NOON
    assert up_to_the_minute(NOON + timedelta(seconds=1)) == NOON + timedelta(minutes=1)
    assert up_to_the_minute(NOON + timedelta(microseconds=1)) == NOON + timedelta(minutes=1)


def test_a_spreadsheet_gets_the_day_always() -> None:
    assert day_and_clock(NOON, "Europe/Brussels") == "2026-03-10 13:00"
