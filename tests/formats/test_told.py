from __future__ import annotations

from datetime import UTC, datetime

import pytest

from codedark.formats import told


@pytest.mark.parametrize(
    "text", ["2026-01-13T06:32:00+0100", "2026-01-13T06:32:00+01:00", "2026-01-13T05:32:00Z", " 2026-01-13T05:32:00Z "]
)
def test_a_time_is_told_in_utc_however_its_offset_is_written(text: str) -> None:
    assert told.iso_time(text) == datetime(2026, 1, 13, 5, 32, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-01-13T06:32:00", "yesterday", "", None, 7, "0001-01-01T00:00:00+2300"])
def test_a_time_without_its_offset_or_sense_is_refused(text: object) -> None:
    with pytest.raises(told.NotTold):
        told.iso_time(text)


@pytest.mark.parametrize("text", ["nan", "inf", "-1e30", None, "x", [], "1e400"])
def test_seconds_outside_the_calendar_are_refused(text: object) -> None:
    with pytest.raises(told.NotTold):
        told.epoch_time(text)


def test_text_cannot_move_a_cursor_or_fill_a_screen() -> None:
    assert told.one_line("a\x1b[2Jb\nc\u202ed") == "a?[2Jb?c?d"
    assert len(told.one_line("x" * 5000)) == told.TEXT_MAX


@pytest.mark.parametrize("text", ["10.0.0.256", "", "-", None, 5, "host", "10.0.0.0/8"])
def test_what_is_no_address_is_none(text: object) -> None:
    assert told.address_of(text) is None


def test_a_zone_index_is_left_out() -> None:
    assert str(told.address_of("fe80::1%eth0")) == "fe80::1"


def test_a_line_at_the_limit_is_read_and_one_byte_more_is_not() -> None:
    assert told.too_long(b"x" * told.LINE_BYTES_MAX) is None
    assert told.too_long(b"x" * (told.LINE_BYTES_MAX + 1)) is not None
