"""The scenario's clock: minute 0 is its start, days are calendar days."""

from dataclasses import FrozenInstanceError
from datetime import date, datetime

import pytest

from codedark.drill.parameters import Mode
from codedark.drill.scenario import Attack, Clock, Detection, Scenario


def clock(start="2024-03-05T22:30", day1="2024-03-06", days=3):
    return Clock(start=datetime.fromisoformat(start), day1=date.fromisoformat(day1), horizon_days=days)


def test_the_horizon_ends_at_a_midnight():
    assert clock().start_of_day_min == 22 * 60 + 30
    assert clock().end_min == 90 + 2 * 1440
    assert clock(start="2024-03-05T00:00").end_min == 3 * 1440


def test_days_are_calendar_days_the_day_of_the_start_is_nought():
    assert clock().day1_at == 1
    assert clock(day1="2024-03-05").day1_at == 0
    assert [clock().date_of(day).isoformat() for day in (0, 1, 27)] == ["2024-03-05", "2024-03-06", "2024-04-01"]


def test_minutes_count_from_the_start_and_are_negative_before():
    assert clock().minute_of(datetime.fromisoformat("2024-03-06T00:00")) == 90
    assert clock().minute_of(datetime.fromisoformat("2024-03-05T22:00")) == -30


def test_the_wall_clock_knows_no_summer_time():
    spring = clock(start="2024-03-30T00:00")  # clocks go forward in much of Europe that night
    assert spring.minute_of(datetime.fromisoformat("2024-04-01T00:00")) == 2 * 1440


def test_a_scenario_that_says_little_takes_nights_and_weekends_and_pins_nothing():
    scenario = Scenario(name="s", title="", source="", clock=clock(), attack=Attack(mode=Mode.NONE))
    usual = Detection(night_from_min=1200, night_to_min=420, weekend=True, alarm_within_h=168.0)
    assert scenario.detection == usual
    assert (scenario.pinned, scenario.arms, scenario.combinations, dict(scenario.told)) == (None, (), None, {})
    assert (scenario.attack.entry, scenario.attack.ports, scenario.attack.effort_redirected) == ((), (), False)


def test_a_scenario_is_not_changed_after_it_was_read():
    with pytest.raises(FrozenInstanceError):
        clock().horizon_days = 9  # type: ignore[misc]
