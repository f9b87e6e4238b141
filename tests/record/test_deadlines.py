from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.deadlines import due_after, months_later, on_the_spot, on_the_wall, times_on_the_wall
from codedark.record.rule_pack import Span, Unit
from tests.record.clock_making import ZONE, at

DAY, THREE = Span(number=24, unit=Unit.HOURS), Span(number=72, unit=Unit.HOURS)
MONTH = Span(number=1, unit=Unit.MONTHS)


def _due(moment: str, span: Span) -> str:
    return on_the_spot(due_after(at(moment), span, ZONE), ZONE)


def test_aware_on_the_last_evening_of_january() -> None:
    aware = "2026-01-31T23:30+01:00"
    assert _due(aware, DAY) == "2026-02-01 23:30 +01:00"
    assert _due(aware, THREE) == "2026-02-03 23:30 +01:00"


def test_in_the_night_the_clock_is_put_forward_hours_are_still_hours() -> None:
    # 29 March 2026: 02:00 becomes 03:00. A day on the wall would be 25 hours too early or late; this is 24.
    assert _due("2026-03-28T12:00+01:00", DAY) == "2026-03-29 13:00 +02:00"
    assert _due("2026-03-28T12:00+01:00", THREE) == "2026-03-31 13:00 +02:00"
    assert _due("2026-03-29T01:59+01:00", DAY) == "2026-03-30 02:59 +02:00"
    assert _due("2026-03-29T03:00+02:00", DAY) == "2026-03-30 03:00 +02:00"


def test_in_the_night_the_clock_is_put_back_hours_are_still_hours() -> None:
    assert _due("2026-10-24T12:00+02:00", DAY) == "2026-10-25 11:00 +01:00"
    assert _due("2026-10-24T12:00+02:00", THREE) == "2026-10-27 11:00 +01:00"


def test_the_doubled_hour_is_two_hours() -> None:
    first, second = at("2026-10-25T02:30+02:00"), at("2026-10-25T02:30+01:00")
    assert due_after(second, DAY, ZONE) - due_after(first, DAY, ZONE) == timedelta(hours=1)
    assert _due("2026-10-25T02:30+02:00", DAY) == "2026-10-26 01:30 +01:00"
    assert _due("2026-10-25T02:30+01:00", DAY) == "2026-10-26 02:30 +01:00"


def test_a_deadline_that_falls_into_the_doubled_hour_shows_which_of_the_two() -> None:
    assert _due("2026-10-24T02:30+02:00", DAY) == "2026-10-25 02:30 +02:00"
    assert _due("2026-10-24T03:30+02:00", DAY) == "2026-10-25 02:30 +01:00"


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-01-31T09:00+01:00", "2026-02-28 09:00 +01:00"),
        ("2028-01-31T09:00+01:00", "2028-02-29 09:00 +01:00"),
        ("2100-01-31T09:00+01:00", "2100-02-28 09:00 +01:00"),
        ("2026-01-16T06:30+01:00", "2026-02-16 06:30 +01:00"),
        ("2026-03-31T12:00+02:00", "2026-04-30 12:00 +02:00"),
        ("2026-12-31T23:59+01:00", "2027-01-31 23:59 +01:00"),
        ("2026-03-15T12:00+01:00", "2026-04-15 12:00 +02:00"),
    ],
)
def test_a_month_is_the_calendars(sent: str, due: str) -> None:
    assert _due(sent, MONTH) == due


def test_the_day_of_the_month_is_that_of_the_hospital_not_of_utc() -> None:
    # In UTC it is still the 31st of January.
    assert _due("2026-02-01T00:30+01:00", MONTH) == "2026-03-01 00:30 +01:00"
    assert _due("2026-01-31T23:30+00:00", MONTH) == "2026-03-01 00:30 +01:00"


def test_a_month_that_ends_in_the_hour_left_out_ends_as_if_it_were_there() -> None:
    assert _due("2026-02-28T02:30+01:00", MONTH) == "2026-03-28 02:30 +01:00"
    assert _due("2026-03-01T02:30+01:00", Span(number=28, unit=Unit.DAYS)) == "2026-03-29 03:30 +02:00"


def test_a_month_that_ends_in_the_doubled_hour_ends_in_its_first() -> None:
    assert _due("2026-09-25T02:30+02:00", MONTH) == "2026-10-25 02:30 +02:00"


def test_days_are_the_calendars_too() -> None:
    assert _due("2026-03-28T12:00+01:00", Span(number=2, unit=Unit.DAYS)) == "2026-03-30 12:00 +02:00"


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        due_after(datetime.fromisoformat("2026-01-31T23:30"), DAY, ZONE)


def test_the_wall_shows_an_hour_never_once_or_twice() -> None:
    assert times_on_the_wall(datetime.fromisoformat("2026-03-29T02:30"), ZONE) == ()
    assert times_on_the_wall(datetime.fromisoformat("2026-10-25T02:30"), ZONE) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    assert times_on_the_wall(datetime.fromisoformat("2026-06-01T12:00"), ZONE) == (
        datetime(2026, 6, 1, 10, tzinfo=UTC),
    )


FIRST, LAST = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2039-12-31")
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@given(moments, st.integers(1, 500))
def test_hours_are_absolute_at_any_moment(moment: datetime, hours: int) -> None:
    assert due_after(moment, Span(number=hours, unit=Unit.HOURS), ZONE) - moment == timedelta(hours=hours)


@given(moments, st.integers(1, 24))
def test_months_never_leave_the_month_they_lead_to(moment: datetime, months: int) -> None:
    wall = moment.replace(tzinfo=None)
    later = months_later(wall, months)
    assert (later.year * 12 + later.month) - (wall.year * 12 + wall.month) == months
    assert later.day == wall.day or (later + timedelta(days=1)).day == 1


@given(moments)
def test_what_the_wall_shows_leads_back(moment: datetime) -> None:
    wall = at(on_the_spot(moment, ZONE).replace(" +", "+")).replace(tzinfo=None)
    shown = times_on_the_wall(wall, ZONE)
    assert moment.replace(second=0, microsecond=0) in shown
    assert on_the_wall(wall, ZONE) == shown[0]
