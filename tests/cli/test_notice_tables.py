from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from codedark.cli.notice_tables import said_json, show_book, show_json, show_said, silent
from codedark.divert.ambulances_diverted import Diverted
from codedark.divert.notice_addressees import NumberToCall
from codedark.divert.notice_kept import KeptBook
from codedark.divert.notices import NoticeBook, acknowledge, divert_ambulance, repeat, update, withdraw
from codedark.hospital.records import ServiceId
from tests.divert.telling import ISSUED, TO, content, issued

FILE = Path("book.json")


def kept(book: NoticeBook) -> KeptBook:
    number = NumberToCall(addressee=TO[0], whom="dispatcher", number="000 11", second="000 12")
    return KeptBook(hospital="Two Rivers", timezone="Europe/Brussels", numbers=(number,), book=book)


def test_whoever_is_silent_for_ten_minutes_is_due_and_longest_silence_comes_first() -> None:
    book, _ = issued()
    book = repeat(book, 1, TO[0], ISSUED + timedelta(minutes=5), "triage")
    rows = silent(kept(book), ISSUED + timedelta(minutes=10))
    assert [(one.addressee, one.due) for one in rows] == [(TO[1], True), (TO[0], False)]
    assert not any(one.due for one in silent(kept(book), ISSUED + timedelta(minutes=9.9)))
    book = acknowledge(book, 1, TO[1], "An", ISSUED + timedelta(minutes=11))
    assert [one.addressee for one in silent(kept(book), ISSUED + timedelta(minutes=12))] == [TO[0]]


def test_only_what_stands_and_withdrawals_are_still_to_be_heard() -> None:
    book, _ = issued()
    book, _ = update(book, 1, content("north-ehr"), ISSUED + timedelta(minutes=5), "boss")
    assert {one.number for one in silent(kept(book), ISSUED + timedelta(minutes=6))} == {2}
    book, _ = withdraw(book, 2, ISSUED + timedelta(minutes=7), "boss")
    assert {one.number for one in silent(kept(book), ISSUED + timedelta(minutes=8))} == {3}
    ending, _ = issued(until=ISSUED + timedelta(minutes=30))
    assert len(silent(kept(ending), ISSUED + timedelta(minutes=29))) == 2
    assert silent(kept(ending), ISSUED + timedelta(minutes=30)) == ()


def test_the_text_comes_with_its_seconds_and_only_the_numbers_of_its_addressees() -> None:
    book, notice = issued()
    answered = said_json(kept(book), notice, ("nl", "de"))
    assert list(answered["spoken"]) == ["nl", "de"] and 0 < answered["seconds"]["nl"] < 60
    assert [one.number for one in answered["numbers"]] == ["000 11"]
    assert answered["notice"]["unacknowledged"] == list(TO)


def test_people_see_whom_to_call_and_who_has_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    book, notice = issued()
    show_said(kept(book), notice, ("fr",), FILE)
    out = capsys.readouterr().out
    for words in ("Read out (fr,", "dispatcher", "000 11", "000 12", "none in telephones.csv", "ack book.json 1"):
        assert words in out, words


def test_an_empty_book_says_that_nothing_stands(capsys: pytest.CaptureFixture[str]) -> None:
    show_book(kept(NoticeBook()), ISSUED)
    out = capsys.readouterr().out
    assert "No notice stands (0 notices in the book)" in out and "No ambulance" in out and "Nobody" not in out


def test_when_all_have_acknowledged_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    book, _ = issued()
    for who in TO:
        book = acknowledge(book, 1, who, "An", ISSUED)
    show_book(kept(book), ISSUED)
    out = capsys.readouterr().out
    assert "Nobody is left to acknowledge" in out and "2 of 2" in out


def test_ambulances_stand_by_hours_of_the_hospitals_own_clock(capsys: pytest.CaptureFixture[str]) -> None:
    book, _ = issued()
    entry = Diverted(at=ISSUED, service=ServiceId("ed-n"), from_whom="112", to="", why="x", told_by="y")
    book = divert_ambulance(divert_ambulance(book, entry), entry)
    show_book(kept(book), ISSUED)
    out = capsys.readouterr().out
    local = ISSUED.astimezone(kept(book).zone)
    assert f"{local:%d/%m %H}:00" in out and "2 ambulances sent elsewhere" in out
    answered = show_json(kept(book), FILE, ISSUED)
    assert answered["ambulances_count"] == 2 and [one.count for one in answered["ambulances"]] == [2]
