"""What does not hold together in a book of notices that was kept: every fault, with its place in the JSON.

A book somebody mended by hand at night is read again only when each of its entries can be true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime

from codedark.divert.notices import Acknowledged, Notice, NoticeBook, NoticeKind, Repeated

Wrong = tuple[str, str, str]
"""(place such as `$.notices[0].replaces`, what is wrong, the fix)."""


def book_faults(book: NoticeBook) -> tuple[Wrong, ...]:
    """Every entry that cannot be true, in the order of the file; () where the book holds together.

    >>> book_faults(NoticeBook())
    ()
    """
    return (*_naive(book, "$"), *_of_notices(book), *_of_answers(book))


def _naive(record: object, place: str) -> Iterator[Wrong]:
    """Moments without an offset: nobody could say which came first."""
    if isinstance(record, datetime):
        if record.tzinfo is None:
            yield place, "a moment without its offset from UTC", "such as 2024-05-17T06:40:00+02:00"
    elif isinstance(record, tuple):
        for at, one in enumerate(record):
            yield from _naive(one, f"{place}[{at}]")
    elif is_dataclass(record):
        for field in fields(record):
            yield from _naive(getattr(record, field.name), f"{place}.{field.name}")


def _of_notices(book: NoticeBook) -> Iterator[Wrong]:
    ended: dict[int, int] = {}
    for at, one in enumerate(book.notices):
        place = f"$.notices[{at}]"
        if one.number != at + 1:
            yield f"{place}.number", f"is {one.number}", f"{at + 1}: numbers count up from 1 without gaps"
        if not one.addressees or not all(who.strip() for who in one.addressees):
            yield f"{place}.addressees", "nobody, or somebody without a name", "name whom it was told to"
        if not one.issued_by.strip():
            yield f"{place}.issued_by", "nobody answers for it", "the role that issued it"
        yield from _of_ending(book, at, one, ended)


def _of_ending(book: NoticeBook, at: int, one: Notice, ended: dict[int, int]) -> Iterator[Wrong]:
    """What a notice ends: nothing for a first, else one that stood before it and that nothing else ended."""
    place, number = f"$.notices[{at}].replaces", one.replaces
    if number is None:
        if one.kind is not NoticeKind.FIRST:
            yield place, f"an {one.kind} that ends nothing", "the number of the notice it ends"
        return
    if one.kind is NoticeKind.FIRST:
        yield place, f"a first notice that ends notice {number}", "null, or the kind `update`"
    if not 1 <= number <= at:
        yield place, f"ends notice {number}, which does not stand before it", "the number of an earlier notice"
        return
    before = book.notices[number - 1]
    if before.kind is NoticeKind.WITHDRAWAL:
        yield place, f"ends notice {number}, which is itself a withdrawal", "the number of a notice that held"
    if number in ended:
        yield place, f"ends notice {number}, which notice {ended[number]} ended", "the number of one that still held"
    if _before(one.issued_at, before.issued_at):
        yield f"$.notices[{at}].issued_at", f"earlier than notice {number} that it ends", "mend the time"
    ended.setdefault(number, one.number)


def _of_answers(book: NoticeBook) -> Iterator[Wrong]:
    """Acknowledgements and repetitions of notices that were never told to whom they name."""
    for at, told in enumerate(book.acknowledged):
        yield from _of_answer(book, told, f"$.acknowledged[{at}]", told.by_whom, "by_whom")
    for at, again in enumerate(book.repeated):
        yield from _of_answer(book, again, f"$.repeated[{at}]", again.by, "by")


def _of_answer(book: NoticeBook, one: Acknowledged | Repeated, place: str, who: str, field: str) -> Iterator[Wrong]:
    if not who.strip():
        yield f"{place}.{field}", "nobody is named", "name or function"
    if not 1 <= one.number <= len(book.notices):
        fix = f"a number from 1 to {len(book.notices)}" if book.notices else "there is no notice in the book"
        yield f"{place}.number", f"is {one.number}, and the book has no such notice", fix
        return
    notice = book.notices[one.number - 1]
    if one.addressee not in notice.addressees:
        fix = ", ".join(notice.addressees)
        yield f"{place}.addressee", f"'{one.addressee}' is no addressee of notice {one.number}", f"one of: {fix}"
    if _before(one.at, notice.issued_at):
        yield f"{place}.at", f"before notice {one.number} was issued", "mend the time"


def _before(one: datetime, other: datetime) -> bool:
    """Whether one moment lies before another; a moment without offset is told elsewhere and compared with nothing."""
    return one.tzinfo is not None and other.tzinfo is not None and one < other
