from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from codedark.cli import notice_asked
from codedark.cli.notice_asked import (
    addressee_named,
    clock,
    done_at,
    door_of,
    entered,
    held,
    languages_of,
    not_before,
    notice_named,
    paper_at,
    said,
)
from codedark.divert.notices import NoticeBook
from codedark.hospital.faults import BadHospital
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import ServiceId
from tests.divert.telling import ISSUED, TO, issued

ZONE = ZoneInfo("Europe/Brussels")


@pytest.fixture
def ten_past_midnight(monkeypatch: pytest.MonkeyPatch) -> datetime:
    now = datetime(2024, 5, 17, 0, 10, tzinfo=ZONE)
    monkeypatch.setattr(notice_asked, "clock", now.astimezone)
    return now


def test_left_out_is_now_by_the_clock_of_this_machine() -> None:
    faults = Gathered()
    at = done_at(faults, "", ZONE)
    assert at is not None and abs(at - datetime.now(UTC)) < timedelta(minutes=1) and at.utcoffset() is not None
    assert at.microsecond == 0 and clock(ZONE).tzinfo is ZONE and faults.faults == []


def test_an_hour_is_of_today_in_the_hospitals_own_time(ten_past_midnight: datetime) -> None:
    faults = Gathered()
    assert done_at(faults, "00:05", ZONE) == datetime(2024, 5, 16, 22, 5, tzinfo=UTC)
    assert done_at(faults, "00:10", ZONE) == ten_past_midnight
    assert done_at(faults, "2024-05-16T23:55", ZONE) == datetime(2024, 5, 16, 21, 55, tzinfo=UTC)
    assert faults.faults == []


def test_after_midnight_an_hour_of_yesterday_needs_its_date(ten_past_midnight: datetime) -> None:
    faults = Gathered()
    done_at(faults, "23:55", ZONE)
    assert ["still to come" in one.message for one in faults.faults] == [True]


def test_nothing_is_done_with_a_notice_before_it_was_issued() -> None:
    faults, (_, notice) = Gathered(), issued()
    not_before(faults, "", ISSUED, notice)
    not_before(faults, "", None, notice)
    not_before(faults, "", ISSUED, None)
    assert faults.faults == []
    not_before(faults, "06:00", ISSUED - timedelta(seconds=1), notice)
    assert len(faults.faults) == 1


@pytest.mark.parametrize("text", ["", "  ", "a\x1b[2Jb"])
def test_a_text_that_is_none_is_a_fault(text: str) -> None:
    faults = Gathered()
    said(faults, "--by", text, "name somebody")
    assert [one.file for one in faults.faults] == ["--by"]


def test_blanks_of_a_text_are_one() -> None:
    faults = Gathered()
    assert said(faults, "--by", " An  van Dam ", "") == "An van Dam" and faults.faults == []


@pytest.mark.parametrize("text", ["0", "2", "-1", "one", "", "\N{SUPERSCRIPT ONE}", "9" * 5000])
def test_a_number_that_is_no_notice_is_a_fault(text: str) -> None:
    faults, (book, _) = Gathered(), issued()
    assert notice_named(faults, book, text) is None and len(faults.faults) == 1


def test_a_notice_is_named_by_its_number() -> None:
    faults, (book, notice) = Gathered(), issued()
    assert notice_named(faults, book, "1") is notice and notice_named(faults, book, "01") is notice
    assert faults.faults == []
    assert notice_named(faults, NoticeBook(), "1") is None and "issue" in faults.faults[0].fix


def test_an_addressee_is_named_as_people_type() -> None:
    faults, (_, notice) = Gathered(), issued()
    assert addressee_named(faults, notice, " 112  CENTRE ") == TO[0] and faults.faults == []
    addressee_named(faults, notice, "police")
    assert all(who in faults.faults[0].fix for who in TO)
    addressee_named(faults, None, "police")
    assert len(faults.faults) == 1


def test_languages_come_once_each_and_all_that_are_none_are_told() -> None:
    faults = Gathered()
    assert languages_of(faults, None) == ("en",)
    assert languages_of(faults, ["nl,fr", "nl"]) == ("nl", "fr") and faults.faults == []
    languages_of(faults, ["es", "it"])
    assert [one.value for one in faults.faults] == ["es", "it"]


def test_a_door_is_the_only_one_or_must_be_named() -> None:
    faults, (book, _) = Gathered(), issued()
    assert door_of(faults, book, "") == ServiceId("ed-n")
    assert door_of(faults, book, "emergency north") == ServiceId("ed-n") == door_of(faults, book, "ed-n")
    assert faults.faults == []
    both, _ = issued("north-ehr", "south-ehr")
    assert door_of(faults, both, "") is None and "ed-n, ed-s" in faults.faults[0].fix
    assert door_of(faults, both, "ed-s") == ServiceId("ed-s")
    assert door_of(faults, NoticeBook(), "") is None and door_of(faults, both, "bakery") is None
    assert len(faults.faults) == 3


def test_a_paper_never_takes_the_place_of_the_book(tmp_path: Path) -> None:
    book = tmp_path / "book.json"
    for out in (book, tmp_path / "." / "book.json", tmp_path, tmp_path / "none" / "x.pdf"):
        faults = Gathered()
        paper_at(faults, out, book)
        assert len(faults.faults) == 1, out
    paper_at(faults := Gathered(), tmp_path / "x.pdf", book)
    assert faults.faults == []


@pytest.mark.parametrize(
    ("wrong", "message", "fix"),
    [
        (ValueError("it was ended: name that one"), "it was ended", "name that one"),
        (KeyError("odd"), "odd", "name another"),
    ],
)
def test_what_the_book_refuses_is_a_fault_with_its_fix(wrong: Exception, message: str, fix: str) -> None:
    def refuse() -> None:
        raise wrong

    work: Callable[[], None] = refuse
    with pytest.raises(BadHospital) as bad:
        entered(Gathered(), "N", work)
    (fault,) = bad.value.faults
    assert (fault.message, fault.fix) == (message, fix)


def test_a_book_that_is_not_there_is_told_with_the_other_faults(tmp_path: Path) -> None:
    faults = Gathered()
    said(faults, "--by", "", "name somebody")
    with pytest.raises(BadHospital) as bad, held(faults, tmp_path / "none.json"):
        pytest.fail("it was held")
    assert [one.file for one in bad.value.faults] == ["--by", str(tmp_path / "none.json")]
