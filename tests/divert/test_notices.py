from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from codedark.divert.ambulances_diverted import Diverted
from codedark.divert.notices import (
    NoticeBook,
    NoticeKind,
    acknowledge,
    divert_ambulance,
    issue,
    last_told,
    repeat,
    repeat_due,
    update,
    withdraw,
)
from codedark.hospital.records import ServiceId
from tests.divert.telling import ISSUED, TO, content, issued

NAIVE = datetime(2024, 3, 5, 7)  # noqa: DTZ001


def after(minutes: float) -> datetime:
    return ISSUED + timedelta(minutes=minutes)


def test_a_first_notice_has_number_one_and_holds() -> None:
    book, notice = issued()
    assert (notice.number, notice.kind, notice.replaces, notice.addressees) == (1, NoticeKind.FIRST, None, TO)
    assert book.standing(ISSUED) == (notice,) and book.named(1) is notice


def test_an_addressee_named_twice_is_told_once() -> None:
    _, notice = issue(NoticeBook(), content(), ("112", "112", "Near"), ISSUED, "commander")
    assert notice.addressees == ("112", "Near")


def test_an_update_takes_the_place_of_a_notice_and_says_everything_anew() -> None:
    book, _ = issued()
    newer = content("north-ehr", now_min=60.0)
    book, second = update(book, 1, newer, after(60), "commander")
    assert (second.number, second.kind, second.replaces, second.addressees) == (2, NoticeKind.UPDATE, 1, TO)
    assert book.standing(after(60)) == (second,) and book.ended_by(1) == second
    assert book.named(1).content == content() and second.content == newer


def test_a_withdrawal_leaves_nothing_standing_and_must_be_acknowledged_too() -> None:
    book, _ = issued()
    book = acknowledge(book, 1, "112 centre", "dispatcher", after(1))
    book, last = withdraw(book, 1, after(90), "commander")
    assert (last.kind, last.replaces, book.standing(after(90))) == (NoticeKind.WITHDRAWAL, 1, ())
    assert book.unacknowledged(2) == TO
    assert [(number, who) for number, who, _ in repeat_due(book, after(101))] == [
        (2, "112 centre"),
        (2, "Near hospital"),
    ]


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_ended_cannot_be_ended_again(number: int) -> None:
    book, _ = issued()
    book, _ = withdraw(book, 1, after(5), "commander")
    with pytest.raises(ValueError, match="notice"):
        update(book, number, content(), after(6), "commander")
    with pytest.raises(ValueError, match="notice"):
        withdraw(book, number, after(6), "commander")


def test_a_notice_that_is_not_in_the_book_is_said() -> None:
    book, _ = issued()
    for number in (0, 2, -1):
        with pytest.raises(KeyError, match="the book has 1"):
            acknowledge(book, number, "112 centre", "dispatcher", after(1))
        with pytest.raises(KeyError, match="the book has 1"):
            withdraw(book, number, after(1), "commander")


def test_an_acknowledgement_says_who_and_when_and_the_first_stands() -> None:
    book, _ = issued()
    book = acknowledge(book, 1, "112 centre", "dispatcher", after(2))
    book = acknowledge(book, 1, "112 centre", "somebody else", after(3))
    told = book.acknowledgement(1, "112 centre")
    assert told is not None and (told.by_whom, told.at) == ("dispatcher", after(2))
    assert book.unacknowledged(1) == ("Near hospital",) and len(book.acknowledged) == 1


def test_an_acknowledgement_that_cannot_be_is_refused_with_the_reason() -> None:
    book, _ = issued()
    with pytest.raises(ValueError, match="not addressed to 'Far hospital', but to 112 centre, Near hospital"):
        acknowledge(book, 1, "Far hospital", "nurse", after(1))
    with pytest.raises(ValueError, match="mend the time"):
        acknowledge(book, 1, "112 centre", "dispatcher", after(-1))
    with pytest.raises(ValueError, match="name who"):
        acknowledge(book, 1, "112 centre", "  ", after(1))
    with pytest.raises(ValueError, match="time zone"):
        acknowledge(book, 1, "112 centre", "dispatcher", NAIVE)


def test_who_does_not_acknowledge_is_told_again_every_ten_minutes() -> None:
    book, _ = issued()
    book = acknowledge(book, 1, "112 centre", "dispatcher", after(1))
    assert repeat_due(book, after(9.9)) == ()
    assert repeat_due(book, after(10)) == ((1, "Near hospital", ISSUED),)
    book = repeat(book, 1, "Near hospital", after(11), "switchboard")
    assert repeat_due(book, after(20)) == () and last_told(book, 1, "Near hospital") == after(11)
    assert repeat_due(book, after(21)) == ((1, "Near hospital", after(11)),)
    assert repeat_due(book, after(14), every_min=3) == ((1, "Near hospital", after(11)),)
    assert repeat_due(acknowledge(book, 1, "Near hospital", "nurse", after(22)), after(99)) == ()


def test_what_was_replaced_is_not_told_again_but_what_replaced_it_is() -> None:
    book, _ = issued()
    book, _ = update(book, 1, content(), after(5), "commander")
    assert {number for number, _, _ in repeat_due(book, after(30))} == {2}


def test_what_is_past_its_end_neither_stands_nor_is_told_again() -> None:
    book, _ = issued(until=after(30))
    assert book.standing(after(29)) and not book.standing(after(30))
    assert repeat_due(book, after(29)) and not repeat_due(book, after(30))
    ended, _ = withdraw(book, 1, after(40), "commander")
    assert repeat_due(ended, after(60))  # a withdrawal does not run out with what it withdraws


def test_a_notice_with_nothing_to_tell_or_nobody_to_tell_is_refused() -> None:
    book, _ = issued()
    nothing = replace(content(), services=(), doors=(), crews_out=(), flows=())
    with pytest.raises(ValueError, match="to end a notice, withdraw it"):
        issue(NoticeBook(), nothing, TO, ISSUED, "commander")
    with pytest.raises(ValueError, match="withdraw notice 1"):
        update(book, 1, nothing, after(1), "commander")
    with pytest.raises(ValueError, match="a notice to nobody"):
        issue(NoticeBook(), content(), (), ISSUED, "commander")
    with pytest.raises(ValueError, match="name who answers"):
        issue(NoticeBook(), content(), TO, ISSUED, "")
    with pytest.raises(ValueError, match="time zone"):
        issue(NoticeBook(), content(), TO, NAIVE, "commander")
    with pytest.raises(ValueError, match="mend the time"):
        withdraw(book, 1, after(-1), "commander")


def test_every_ambulance_is_an_entry_and_the_book_before_is_as_it_was() -> None:
    book, _ = issued()
    entry = Diverted(
        at=datetime(2024, 3, 5, 7, tzinfo=UTC), service=ServiceId("ed-n"), from_whom="112", to="South", why="no record",
        told_by="triage nurse",
    )  # fmt: skip
    assert divert_ambulance(divert_ambulance(book, entry), entry).diverted == (entry, entry)
    assert book.diverted == ()
