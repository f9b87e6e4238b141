"""The book of diversion notices: what was told to whom, who acknowledged it, what it replaces, what is withdrawn.

Nothing in the book is changed: a notice that no longer holds is replaced or withdrawn by a later one. Every function
takes the book and returns a new one; people do the telling.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from codedark.divert.ambulances_diverted import Diverted
from codedark.divert.notice_content import NoticeContent

REPEAT_MIN = 10.0
"""Minutes without acknowledgement after which a notice is told again."""


class NoticeKind(StrEnum):
    """What a notice does."""

    FIRST = "first"
    UPDATE = "update"
    """It says everything anew, and the notice it names no longer holds."""
    WITHDRAWAL = "withdrawal"
    """The notice it names no longer holds, and nothing stands in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice as it was issued."""

    number: int
    """In the book, from 1."""
    kind: NoticeKind
    replaces: int | None
    """Of an update or withdrawal: the notice that no longer holds."""
    issued_at: datetime
    issued_by: str
    """A role."""
    addressees: tuple[str, ...]
    """The 112 centre first, then neighbours, as they are called."""
    content: NoticeContent
    """Of a withdrawal: what no longer holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A notice told again to somebody who had not acknowledged it."""

    number: int
    addressee: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Somebody at an addressee said that a notice has arrived."""

    number: int
    addressee: str
    by_whom: str
    """Name or function of who said so."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBook:
    """All notices of one incident, and every ambulance sent elsewhere. Moments are aware."""

    notices: tuple[Notice, ...] = ()
    acknowledged: tuple[Acknowledged, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    diverted: tuple[Diverted, ...] = ()

    def named(self, number: int) -> Notice:
        """A notice by its number; KeyError: the book has none."""
        if not 1 <= number <= len(self.notices):
            raise KeyError(f"notice {number}: the book has {len(self.notices)}")
        return self.notices[number - 1]

    def ended_by(self, number: int) -> Notice | None:
        """The update or withdrawal that ended a notice; None: none did."""
        return next((one for one in self.notices if one.replaces == number), None)

    def standing(self, now: datetime) -> tuple[Notice, ...]:
        """Notices that hold: not replaced, not withdrawn, not past their end."""
        return tuple(
            one
            for one in self.notices
            if one.kind is not NoticeKind.WITHDRAWAL
            and self.ended_by(one.number) is None
            and (one.content.until is None or now < one.content.until)
        )

    def acknowledgement(self, number: int, addressee: str) -> Acknowledged | None:
        """The first acknowledgement of a notice by an addressee."""
        return next((one for one in self.acknowledged if (one.number, one.addressee) == (number, addressee)), None)

    def unacknowledged(self, number: int) -> tuple[str, ...]:
        """Addressees of a notice who have not acknowledged it."""
        return tuple(who for who in self.named(number).addressees if self.acknowledgement(number, who) is None)


def issue(
    book: NoticeBook, content: NoticeContent, addressees: Iterable[str], at: datetime, by: str
) -> tuple[NoticeBook, Notice]:
    """Put a first notice into the book.

    Args:
        addressees: whom it is told to; once each.
        at: when it was issued, with its time zone.
        by: the role that answers for it.
    Raises:
        ValueError: nothing to tell, nobody to tell it to, nobody who answers for it, or a moment without a time zone.
    """
    if content.empty:
        raise ValueError("every service is full: there is nothing to tell; to end a notice, withdraw it")
    return _written(book, NoticeKind.FIRST, None, content, tuple(dict.fromkeys(addressees)), at, by)


def update(book: NoticeBook, number: int, content: NoticeContent, at: datetime, by: str) -> tuple[NoticeBook, Notice]:
    """Replace a notice by one that says everything anew, to the same addressees.

    Raises:
        KeyError: no such notice.
        ValueError: it was replaced or withdrawn before, or is itself a withdrawal, or nothing is left to tell.
    """
    ended = _still_open(book, number)
    if content.empty:
        raise ValueError(f"every service is full: withdraw notice {number} instead of updating it")
    return _written(book, NoticeKind.UPDATE, number, content, ended.addressees, at, by)


def withdraw(book: NoticeBook, number: int, at: datetime, by: str) -> tuple[NoticeBook, Notice]:
    """End a notice with nothing in its place. The withdrawal is a notice of its own, to be acknowledged like any other.

    Raises:
        KeyError: no such notice.
        ValueError: it was replaced or withdrawn before, or is itself a withdrawal.
    """
    ended = _still_open(book, number)
    return _written(book, NoticeKind.WITHDRAWAL, number, ended.content, ended.addressees, at, by)


def acknowledge(book: NoticeBook, number: int, addressee: str, by_whom: str, at: datetime) -> NoticeBook:
    """Enter who said, when, that a notice has arrived. Said twice, the first stands.

    Raises:
        KeyError: no such notice.
        ValueError: it was not addressed to them, nobody is named, or it was said before the notice was issued.
    """
    notice = _addressed(book, number, addressee)
    _check(at, by_whom, "who acknowledged it")
    if at < notice.issued_at:
        raise ValueError(f"acknowledged at {at}, but notice {number} was issued at {notice.issued_at}: mend the time")
    if book.acknowledgement(number, addressee) is not None:
        return book
    entry = Acknowledged(number=number, addressee=addressee, by_whom=by_whom, at=at)
    return replace(book, acknowledged=(*book.acknowledged, entry))


def repeat(book: NoticeBook, number: int, addressee: str, at: datetime, by: str) -> NoticeBook:
    """Enter that a notice was told again.

    Raises:
        KeyError: no such notice.
        ValueError: it was not addressed to them, or nobody is named.
    """
    _addressed(book, number, addressee)
    _check(at, by, "who told it")
    return replace(book, repeated=(*book.repeated, Repeated(number=number, addressee=addressee, at=at, by=by)))


def repeat_due(book: NoticeBook, now: datetime, every_min: float = REPEAT_MIN) -> tuple[tuple[int, str, datetime], ...]:
    """(notice, addressee, last told at) of what must be told again: unacknowledged for too long, oldest first.

    A notice that was replaced or withdrawn is not told again: what replaced it is. One past its end is not either.
    """
    due = []
    for notice in book.notices:
        until = None if notice.kind is NoticeKind.WITHDRAWAL else notice.content.until
        if book.ended_by(notice.number) is not None or (until is not None and now >= until):
            continue
        for who in book.unacknowledged(notice.number):
            told = last_told(book, notice.number, who)
            if now - told >= timedelta(minutes=every_min):
                due.append((notice.number, who, told))
    return tuple(sorted(due, key=lambda one: (one[2], one[0], one[1])))


def last_told(book: NoticeBook, number: int, addressee: str) -> datetime:
    """When a notice was last told to an addressee: at its issue, or when it was repeated."""
    told = [one.at for one in book.repeated if (one.number, one.addressee) == (number, addressee)]
    return max([book.named(number).issued_at, *told])


def divert_ambulance(book: NoticeBook, entry: Diverted) -> NoticeBook:
    """Enter one ambulance that was sent elsewhere."""
    return replace(book, diverted=(*book.diverted, entry))


def _written(
    book: NoticeBook,
    kind: NoticeKind,
    replaces: int | None,
    content: NoticeContent,
    addressees: tuple[str, ...],
    at: datetime,
    by: str,
) -> tuple[NoticeBook, Notice]:
    _check(at, by, "who answers for the notice")
    if not addressees:
        raise ValueError("a notice to nobody: name the 112 centre and the neighbours it is told to")
    if replaces is not None and at < book.named(replaces).issued_at:
        raise ValueError(f"issued at {at}, before notice {replaces} that it ends: mend the time")
    notice = Notice(
        number=len(book.notices) + 1,
        kind=kind,
        replaces=replaces,
        issued_at=at,
        issued_by=by,
        addressees=addressees,
        content=content,
    )
    return replace(book, notices=(*book.notices, notice)), notice


def _still_open(book: NoticeBook, number: int) -> Notice:
    notice, ended = book.named(number), book.ended_by(number)
    if ended is not None:
        raise ValueError(f"notice {number} was ended by notice {ended.number}: name that one")
    if notice.kind is NoticeKind.WITHDRAWAL:
        raise ValueError(f"notice {number} withdraws another: issue a new one")
    return notice


def _addressed(book: NoticeBook, number: int, addressee: str) -> Notice:
    notice = book.named(number)
    if addressee not in notice.addressees:
        raise ValueError(f"notice {number} is not addressed to '{addressee}', but to {', '.join(notice.addressees)}")
    return notice


def _check(at: datetime, who: str, what: str) -> None:
    if at.tzinfo is None:
        raise ValueError(f"{at}: a moment of a notice needs its time zone")
    if not who.strip():
        raise ValueError(f"name {what}")
