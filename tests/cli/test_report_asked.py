from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from codedark.cli.report_asked import Words, check_words, moment, span_min, understood
from codedark.hospital.gathered import Gathered
from codedark.record.report import ReportKind
from codedark.record.reporting import LogShown
from tests.record.report_making import entries

ZONE = "Europe/Brussels"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03-04", datetime(2026, 3, 3, 23, tzinfo=UTC), datetime(2026, 3, 4, 22, 59, 59, 999999, tzinfo=UTC)),
        ("2026-03", datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 3, 31, 21, 59, 59, 999999, tzinfo=UTC)),
        ("2026-03-04T06:30", datetime(2026, 3, 4, 5, 30, tzinfo=UTC), datetime(2026, 3, 4, 5, 30, tzinfo=UTC)),
        ("2026-03-04 06:30", datetime(2026, 3, 4, 5, 30, tzinfo=UTC), datetime(2026, 3, 4, 5, 30, tzinfo=UTC)),
        ("2026-03-04T06:30Z", datetime(2026, 3, 4, 6, 30, tzinfo=UTC), datetime(2026, 3, 4, 6, 30, tzinfo=UTC)),
    ],
)
def test_a_date_has_two_ends_and_a_time_one(text: str, first: datetime, last: datetime) -> None:
    faults = Gathered()
    assert moment(faults, "--x", text, ZONE) == first
    assert moment(faults, "--x", text, ZONE, ending=True) == last
    assert not faults.faults


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-03-04~", "../2026-03-04", "2026-03-04T25:00"])
def test_what_is_no_one_moment_is_a_fault(text: str) -> None:
    faults = Gathered()
    assert moment(faults, "--as-of", text, ZONE) is None
    assert [fault.value for fault in faults.faults] == [text]


def test_spans_are_read() -> None:
    assert [span_min(text) for text in ("12h", "90min", "2d", "", "12")] == [720, 90, 2880, 0, 0]


def wanted(**more: str) -> object:
    faults = Gathered()
    words = Words(**more)  # type: ignore[arg-type]
    check_words(faults, words)
    return understood(faults, words, ZONE, ("xx", "fr"), entries(), NOW)


def test_left_out_it_is_now_in_the_first_language_there_are_words_for() -> None:
    told = understood(Gathered(), Words(), ZONE, ("xx", "fr"), entries(), NOW)
    assert told is not None
    assert (told.as_of, told.lang, told.kind, told.log) == (NOW, "fr", ReportKind.SITUATION, LogShown.ALL)
    assert understood(Gathered(), Words(), ZONE, ("xx",), entries(), NOW).lang == "en"  # type: ignore[union-attr]


def test_a_clock_that_went_back_hides_nothing() -> None:
    told = understood(Gathered(), Words(), ZONE, (), entries(), NOW - timedelta(days=365))
    assert told is not None and told.as_of == max(entry.header.recorded_at for entry in entries())


def test_a_handover_is_a_kind_with_a_span() -> None:
    told = understood(Gathered(), Words(kind="handover"), ZONE, (), entries(), NOW)
    assert told is not None and told.kind is ReportKind.HANDOVER
    assert told.start == told.since == NOW - timedelta(hours=12) and told.log is LogShown.DECISIONS


def test_with_a_fault_nothing_is_wanted() -> None:
    assert wanted(kind="rumour") is None
    assert wanted(start="2026-03-05", end="2026-03-04") is None


def test_a_day_asked_for_is_meant_to_its_end_and_a_log_from_its_beginning() -> None:
    words = Words(as_of="2026-03-04", since="2026-03-03", start="2026-03-03", end="2026-03-04")
    told = understood(Gathered(), words, ZONE, (), entries(), NOW)
    assert told is not None and told.since is not None and told.end is not None
    assert [(at.day, at.hour) for at in (told.as_of, told.since, told.end)] == [(4, 22), (3, 22), (4, 22)]
    assert told.start == datetime(2026, 3, 2, 23, tzinfo=UTC)
