from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from codedark.divert.notice_faults import book_faults
from codedark.divert.notices import Acknowledged, NoticeBook, NoticeKind, acknowledge, repeat, update, withdraw
from tests.divert.telling import ISSUED, TO, content, issued

NAIVE = datetime(2024, 3, 5, 7)  # noqa: DTZ001


def whole() -> NoticeBook:
    """First, update, withdrawal; one acknowledged, one told again."""
    book, _ = issued()
    book, _ = update(book, 1, content("north-ehr"), ISSUED + timedelta(minutes=5), "commander")
    book, _ = withdraw(book, 2, ISSUED + timedelta(minutes=9), "commander")
    book = acknowledge(book, 1, TO[0], "dispatcher", ISSUED + timedelta(minutes=1))
    return repeat(book, 1, TO[1], ISSUED + timedelta(minutes=4), "triage")


def with_notice(at: int, **other: object) -> Callable[[NoticeBook], NoticeBook]:
    def change(book: NoticeBook) -> NoticeBook:
        notices = list(book.notices)
        notices[at] = replace(notices[at], **other)  # type: ignore[arg-type]
        return replace(book, notices=tuple(notices))

    return change


def with_answer(**other: object) -> Callable[[NoticeBook], NoticeBook]:
    def change(book: NoticeBook) -> NoticeBook:
        (one,) = book.acknowledged
        return replace(book, acknowledged=(replace(one, **other),))  # type: ignore[arg-type]

    return change


def test_a_book_the_functions_made_holds_together() -> None:
    assert book_faults(whole()) == ()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (with_notice(1, number=5), "$.notices[1].number"),
        (with_notice(0, addressees=()), "$.notices[0].addressees"),
        (with_notice(0, issued_by=" "), "$.notices[0].issued_by"),
        (with_notice(1, replaces=None), "$.notices[1].replaces"),
        (with_notice(1, kind=NoticeKind.FIRST), "$.notices[1].replaces"),
        (with_notice(1, replaces=2), "$.notices[1].replaces"),
        (with_notice(1, replaces=0), "$.notices[1].replaces"),
        (with_notice(2, replaces=1), "$.notices[2].replaces"),
        (with_notice(1, kind=NoticeKind.WITHDRAWAL), "$.notices[2].replaces"),
        (with_notice(1, issued_at=ISSUED - timedelta(minutes=1)), "$.notices[1].issued_at"),
        (with_notice(0, issued_at=NAIVE), "$.notices[0].issued_at"),
        (with_answer(at=NAIVE), "$.acknowledged[0].at"),
        (with_answer(at=ISSUED - timedelta(minutes=1)), "$.acknowledged[0].at"),
        (with_answer(number=4), "$.acknowledged[0].number"),
        (with_answer(number=0), "$.acknowledged[0].number"),
        (with_answer(addressee="Nobody"), "$.acknowledged[0].addressee"),
        (with_answer(by_whom=""), "$.acknowledged[0].by_whom"),
    ],
)
def test_an_entry_that_cannot_be_true_is_told_with_its_place(
    change: Callable[[NoticeBook], NoticeBook], place: str
) -> None:
    assert place in [at for at, _, _ in book_faults(change(whole()))]


def test_all_faults_are_told_at_once() -> None:
    bad = with_answer(by_whom="", number=9)(with_notice(0, issued_by="")(whole()))
    assert len(book_faults(bad)) == 3


def test_an_answer_in_an_empty_book_is_a_fault() -> None:
    alone = Acknowledged(number=1, addressee="112", by_whom="A", at=ISSUED)
    ((place, _, fix),) = book_faults(NoticeBook(acknowledged=(alone,)))
    assert place == "$.acknowledged[0].number" and "no notice" in fix
