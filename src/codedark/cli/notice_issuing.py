"""`codedark notice issue`: the facts of one moment become notice 1, or an update of the notice that stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from codedark.cli.divert_asked import moment
from codedark.cli.notice_asked import clock, collected, entered, held, languages_of, said

if TYPE_CHECKING:
    from codedark.depend import Outage
    from codedark.divert.notice_content import NoticeContent
    from codedark.divert.notice_kept import KeptBook
    from codedark.divert.notices import Notice, NoticeBook
    from codedark.hospital.gathered import Gathered
    from codedark.hospital.records import Hospital

FURTHER = "further"
"""As `--until`: until further notice."""


class Done(StrEnum):
    """What came of it."""

    FIRST = "first"
    UPDATE = "update"
    WITHDRAWAL = "withdrawal"
    UNCHANGED = "unchanged"
    """The standing notice says the same; nothing was written."""
    NOTHING = "nothing-to-tell"
    """Every service is full; nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options as typed."""

    folder: Path
    book: Path
    down: tuple[str, ...]
    fell: str
    now: str
    until: str
    to: tuple[str, ...]
    by: str
    languages: list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What came of it, and what is to be said."""

    what: Done
    notice: Notice | None
    """The one that stands afterwards; None: none."""
    kept: KeptBook
    """The book afterwards."""
    languages: tuple[str, ...]
    notes: tuple[str, ...]


def issue_notice(told: Wanted) -> Issued:
    """Issue the first notice, or an update that replaces the one that stands; nothing where nothing is new.

    Raises:
        BadHospital: every fault of the options, the folder and the book; nothing was written.
        OSError: the disk failed, or another process does not let go of the book.
    """
    from codedark.cli.divert_asked import outage_of
    from codedark.hospital.gathered import Gathered
    from codedark.store.folder import load_hospital

    faults = Gathered()
    languages, by = languages_of(faults, told.languages), said(faults, "--by", told.by, "the role that answers for it")
    to = tuple(said(faults, "--to", one, "whom it is told to") for one in told.to)
    if not told.down:
        faults.add("--down", "nothing is down", "name what is off, for instance --down all", value="")
    hospital = collected(faults, lambda: load_hospital(told.folder))
    outage = collected(faults, lambda: outage_of(hospital, told.down)) if hospital and told.down else None
    with held(faults, told.book, new=True) as hand:
        if hospital is None:
            faults.stop()
        kept = _of_this(faults, hand.kept, hospital, told.book)
        at, facts = _facts(faults, told, hospital, outage, kept.book)
        done = _done(faults, hospital, kept, to, at, by, facts)
        if done.kept is not kept:
            hand.put(done.kept)
        return replace(done, languages=languages)


def _of_this(faults: Gathered, kept: KeptBook | None, hospital: Hospital, file: Path) -> KeptBook:
    """The book, or an empty one; the book of another hospital is a fault."""
    from codedark.divert.notice_kept import KeptBook
    from codedark.divert.notices import NoticeBook

    settings = hospital.settings.hospital
    if kept is None:
        return KeptBook(hospital=settings.name, timezone=settings.timezone, numbers=(), book=NoticeBook())
    if kept.hospital != settings.name:
        faults.add(
            "--book", f"the book of {kept.hospital}, not of {settings.name}", "name another file", value=str(file)
        )
    return kept


_Facts = Callable[[], "NoticeContent"]


def _facts(
    faults: Gathered, told: Wanted, hospital: Hospital, outage: Outage | None, book: NoticeBook
) -> tuple[datetime, NoticeContent]:
    """(when it is issued, what it says). What a standing notice said of the fall and the end holds until told anew.

    Raises:
        BadHospital: every fault found so far.
    """
    from codedark.divert.inflows_lost import inflows_lost
    from codedark.divert.notice_content import notice_content
    from codedark.divert.service_status import service_status

    zone = ZoneInfo(hospital.settings.hospital.timezone)
    now = moment(faults, "--now", told.now, clock(zone), clock(zone))
    before, last = _standing(book, now), _last(book)
    since = now if last is None else last.content.since.astimezone(zone)
    fell = moment(faults, "--fell", told.fell, since, now)
    until = _until(faults, told.until, now, None if before is None else before.content.until)
    if now is not None and fell is not None and now < fell:
        fix = "a moment at or after --fell; both with their offset, or both as hours of today"
        faults.add("--now", f"before the fall ({fell:%Y-%m-%d %H:%M})", fix, value=told.now or f"{now:%H:%M}")
    faults.stop_if_any()
    assert now is not None and fell is not None and outage is not None
    minutes = (now - fell).total_seconds() / 60.0
    statuses = service_status(hospital, outage, minutes)
    lost = inflows_lost(hospital, outage, statuses, minutes)
    # In UTC: minutes are added to it, and an hour may be put forward or back meanwhile.
    return now, notice_content(hospital, statuses, lost, fell.astimezone(UTC), until=until)


def _standing(book: NoticeBook, now: datetime | None) -> Notice | None:
    standing = () if now is None else book.standing(now)
    return standing[-1] if standing else None


def _last(book: NoticeBook) -> Notice | None:
    """The newest notice, standing or past its end, of the same fall; None: there is none, or it was withdrawn."""
    from codedark.divert.notices import NoticeKind

    last = book.notices[-1] if book.notices else None
    return None if last is None or last.kind is NoticeKind.WITHDRAWAL else last


def _until(faults: Gathered, text: str, now: datetime | None, unless: datetime | None) -> datetime | None:
    if text == FURTHER:
        return None
    until = moment(faults, "--until", text, now, now) if text else unless
    if text and until is not None and now is not None and until <= now:
        faults.add("--until", "over before the notice is issued", "a later moment, with its date", value=text)
    return until


def _done(
    faults: Gathered,
    hospital: Hospital,
    kept: KeptBook,
    to: tuple[str, ...],
    at: datetime,
    by: str,
    content: NoticeContent,
) -> Issued:
    """The book with the notice in it; the same book where there is nothing to tell, or nothing new."""
    from codedark.divert.notice_addressees import addressees_of, called, numbers_of, receiving, update_to
    from codedark.divert.notices import issue

    named = tuple(called(hospital, one) for one in to)
    before = _standing(kept.book, at)
    if content.empty:
        return _same(Done.NOTHING, kept, before)
    if before is None:
        last = _last(kept.book)
        whom = named or (*(() if last is None else last.addressees), *addressees_of(hospital, content))
        book, notice = entered(faults, "--now", lambda: issue(kept.book, content, whom, at, by))
        what = Done.FIRST
    else:
        old = receiving(hospital, before.content)
        further = named or tuple(one for one in receiving(hospital, content) if one not in old)
        if content == before.content and not set(further) - set(before.addressees):
            return _same(Done.UNCHANGED, kept, before)
        book, notice = entered(faults, "--now", lambda: update_to(kept.book, before.number, content, further, at, by))
        what = Done.UPDATE
    others = [one.number for one in book.standing(at) if one.number != notice.number]
    notes = tuple(f"notice {number} of this book stands too: withdraw it" for number in others)
    numbers = numbers_of(hospital, notice.addressees)
    newer = {one.addressee for one in numbers}
    older = tuple(one for one in kept.numbers if one.addressee not in newer)
    return Issued(
        what=what, notice=notice, kept=replace(kept, numbers=(*older, *numbers), book=book), languages=(), notes=notes
    )


def _same(what: Done, kept: KeptBook, before: Notice | None) -> Issued:
    return Issued(what=what, notice=before, kept=kept, languages=(), notes=())
