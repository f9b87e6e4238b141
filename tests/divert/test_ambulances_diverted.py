from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from codedark.divert.ambulances_diverted import Diverted, diverted_per_hour
from codedark.hospital.records import ServiceId


def entry(hour: int, minute: int, service: str = "ed", at: datetime | None = None, told_by: str = "triage") -> Diverted:
    return Diverted(
        at=at or datetime(2024, 3, 5, hour, minute, tzinfo=UTC), service=ServiceId(service), from_whom="112",
        to="Next door", why="no records", told_by=told_by,
    )  # fmt: skip


def counted(*entries: Diverted) -> list[tuple[int, str, int]]:
    return [(row.hour.hour, row.service, row.count) for row in diverted_per_hour(entries)]


def test_each_hour_and_service_is_counted_by_itself() -> None:
    told = (entry(8, 0), entry(7, 59), entry(7, 0), entry(7, 30, "icu"), entry(9, 0))
    assert counted(*told) == [(7, "ed", 2), (7, "icu", 1), (8, "ed", 1), (9, "ed", 1)]
    assert counted(*reversed(told)) == counted(*told)
    assert sum(count for _, _, count in counted(*told)) == len(told)


def test_hours_are_those_of_utc_whatever_zone_an_entry_is_told_in() -> None:
    brussels = datetime(2024, 3, 5, 8, 30, tzinfo=timezone(timedelta(hours=1)))
    assert counted(entry(0, 0, at=brussels)) == [(7, "ed", 1)]


def test_no_entry_counts_nothing() -> None:
    assert counted() == []


def test_an_entry_without_a_zone_or_a_teller_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        entry(0, 0, at=datetime(2024, 3, 5))  # noqa: DTZ001
    with pytest.raises(ValueError, match="told_by"):
        entry(7, 0, told_by=" ")
