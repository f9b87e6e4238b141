"""A moment is kept as precisely as it is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.record.edtf import When, instant

BRUSSELS = "Europe/Brussels"


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-03",
        "2026-03-03",
        "2026-03-03~",
        "2026-03-03?",
        "2026-03-03T07:15",
        "2026-03-03T07:15~",
        "2026-03-03T07:15:01.5Z",
        "2026-03-03T07:15+01:00",
        "../2026-03-03",
        "2026-03-03/..",
        "2026-03-03/2026-03-05",
        "2026-03-03T07:15/2026-03-03T09:00",
    ],
)
def test_a_moment_is_its_own_text(text: str) -> None:
    assert When(text) == text
    assert str(When(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "../..",
        "3 March",
        "2026-3-3",
        "2026-13",
        "2026-02-30",
        "2026-03-03T24:00",
        "2026-03-03T07",
        "2026-03-03 07:15",
        "2026-03-05/2026-03-03",
        "2026-03-03/2026-03-04/2026-03-05",
        "2026-03-03T07:15/",
        "/2026",
        "2026-03-03T07:15:61",
    ],
)
def test_what_is_no_moment_is_refused_with_the_way_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|ends before"):
        When(text)


def test_a_day_lasts_from_midnight_to_midnight_where_the_hospital_is() -> None:
    day = When("2026-03-03")
    assert day.earliest(BRUSSELS) == datetime(2026, 3, 2, 23, tzinfo=UTC)
    assert day.latest(BRUSSELS) == datetime(2026, 3, 3, 23, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-30", 24)])
def test_the_days_clocks_change_are_as_long_as_they_are(day: str, hours: int) -> None:
    first, last = When(day).earliest(BRUSSELS), When(day).latest(BRUSSELS)
    assert first is not None
    assert last is not None
    assert last - first == timedelta(hours=hours)


def test_a_month_and_a_year_end_with_their_last_day() -> None:
    assert When("2028-02").latest("UTC") == datetime(2028, 3, 1, tzinfo=UTC)
    assert When("2026").latest("UTC") == datetime(2027, 1, 1, tzinfo=UTC)


def test_an_offset_wins_over_the_zone() -> None:
    assert When("2026-03-03T07:15+05:00").earliest(BRUSSELS) == datetime(2026, 3, 3, 2, 15, tzinfo=UTC)
    assert When("2026-03-03T07:15-05:00").latest(BRUSSELS) == datetime(2026, 3, 3, 12, 16, tzinfo=UTC)


def test_an_open_side_has_no_instant() -> None:
    before, since = When("../2026-03-03"), When("2026-03-03/..")
    assert (before.open_start, before.open_end, before.earliest("UTC")) == (True, False, None)
    assert (since.open_start, since.open_end, since.latest("UTC")) == (False, True, None)


def test_about_is_seen_on_either_side() -> None:
    assert When("2026-03-03~/..").about
    assert When("2026-03-03/2026-03-05?").about
    assert not When("2026-03-03/2026-03-05").about


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_is_found_again_to_the_second(at: datetime) -> None:
    assert instant(at).earliest("UTC") == at.replace(microsecond=0)


@pytest.mark.parametrize("text", ["9999", "9999-12-31T23:59:59Z", "2026-03-03/9999", "0001-01-01T00:00+14:00", "0000"])
def test_a_year_at_the_end_of_what_a_clock_can_tell_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="no EDTF date"):
        When(text)


@pytest.mark.parametrize("text", ["9998-12-31T23:59:59-23:59", "9999-12-30T01:00:00Z", "0001-01-02T00:00:00Z"])
def test_the_last_and_the_first_year_have_ends_in_every_zone(text: str) -> None:
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        assert When(text).earliest(zone) and When(text[:10]).latest(zone) and When(text[:10]).earliest(zone)
