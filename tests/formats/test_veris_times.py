"""Spans between two moments, no more exact than both."""

from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.formats.export_told import Item
from codedark.formats.veris_times import lasted, span_between, when_of
from codedark.record.assertion import Status
from codedark.record.view import view
from tests.record.making import START, log, said

ZONE = "Europe/Brussels"


def _item(when: str | None, field: str = "onset_at") -> Item:
    status = Status.STATED if when else Status.UNKNOWN
    (standing,) = view(log([said(field, when, status=status)]), START + timedelta(days=1)).standings
    return Item(account=standing.accounts[0], standing=standing)


@pytest.mark.parametrize(
    ("first", "second", "span"),
    [
        ("2026-03-01", "2026-03-03", {"unit": "Days", "value": 2}),
        ("2026-03-01", "2026-03-01", {"unit": "Unknown"}),
        ("2026-03-03", "2026-03-01", {"unit": "Unknown"}),
        ("2026-03", "2026-04-02", {"unit": "Unknown"}),
        ("2026-03-28T12:00", "2026-03-29T12:00", {"unit": "Hours", "value": 23}),
        ("2026-03-01T12:00", "2026-03-01T12:40", {"unit": "Minutes", "value": 40}),
        ("2026-03-01T12:00", "2026-03-11T12:00", {"unit": "Days", "value": 10}),
        ("../2026-03-01", "2026-03-03", {"unit": "Unknown"}),
        (None, "2026-03-03", {"unit": "Unknown"}),
    ],
)
def test_a_span_is_as_exact_as_its_ends(first: str | None, second: str, span: dict[str, object]) -> None:
    assert span_between(_item(first), _item(second), ZONE) == span


def test_it_lasted_from_beginning_to_end() -> None:
    begin, end = _item("2026-03-01"), _item("2026-03-21", "ended_at")
    assert lasted({"onset_at": begin, "ended_at": end}, ZONE) == ({"unit": "Days", "value": 20}, (begin, end))
    assert lasted({"onset_at": begin}, ZONE) == ({"unit": "Unknown"}, ())


def test_what_is_no_moment_is_none() -> None:
    assert when_of(_item(None)) is None
    assert when_of(_item("one night in March")) is None
