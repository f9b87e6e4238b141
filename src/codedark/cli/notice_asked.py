"""What somebody asks of `notice`: options and book checked all at once, moments in the hospital's own time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from codedark.cli.divert_asked import HOUR, moment

if TYPE_CHECKING:
    from codedark.divert.notice_kept import KeptBook
    from codedark.divert.notices import Notice, NoticeBook
    from codedark.hospital.gathered import Gathered
    from codedark.hospital.records import ServiceId
    from codedark.store.notice_file import BookInHand

T = TypeVar("T")


@contextmanager
def held(faults: Gathered, file: Path, *, new: bool = False) -> Iterator[BookInHand]:
    """The book, held; a damaged one is told together with the faults found so far.

    Raises:
        BadHospital: with everything that is wrong.
    """
    from codedark.hospital.faults import BadHospital
    from codedark.store.notice_file import book_in_hand

    with ExitStack() as stack:
        try:
            hand = stack.enter_context(book_in_hand(file, new=new))
        except BadHospital as bad:
            faults.faults.extend(bad.faults)
            faults.stop()
        yield hand


def collected(faults: Gathered, work: Callable[[], T]) -> T | None:
    """What `work` gives; None and its faults among the others when it met any."""
    from codedark.hospital.faults import BadHospital

    try:
        return work()
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return None


def said(faults: Gathered, option: str, text: str, what: str) -> str:
    """A text that must not be empty, its blanks as one."""
    told = " ".join(text.split())
    if not told:
        faults.add(option, "left out", what)
    elif not told.isprintable():
        faults.add(option, "letters that cannot be printed", "leave them out", value=repr(told))
    return told


def clock(zone: tzinfo) -> datetime:
    """Now, by this machine's clock."""
    return datetime.now(UTC).astimezone(zone).replace(microsecond=0)


def done_at(faults: Gathered, text: str, zone: tzinfo) -> datetime | None:
    """When something was done: the clock where nothing is told.

    An hour alone that is still to come is a fault: after midnight it is an hour of yesterday.
    """
    now = clock(zone)
    at = moment(faults, "--at", text, now, now)
    if at is not None and HOUR.fullmatch(text) and at > now:
        fix = f"with its date, such as {at:%Y-%m-%d}T{at:%H:%M}"
        faults.add("--at", f"still to come: it is {now:%H:%M} of {now:%Y-%m-%d}", fix, value=text)
    return at


def notice_named(faults: Gathered, book: NoticeBook, text: str) -> Notice | None:
    """A notice by its number as typed."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if 1 <= number <= len(book.notices):
        return book.notices[number - 1]
    fix = f"a number from 1 to {len(book.notices)}" if book.notices else "`codedark notice issue` issues the first"
    faults.add("N", "the book has no such notice", fix, value=text)
    return None


def not_before(faults: Gathered, text: str, at: datetime | None, notice: Notice | None) -> None:
    """Nothing is done with a notice before it was issued."""
    if at is not None and notice is not None and at < notice.issued_at:
        issued = notice.issued_at.astimezone(at.tzinfo)
        fix = "mend the time; an hour alone is of today"
        faults.add("--at", f"before notice {notice.number} was issued ({issued:%Y-%m-%d %H:%M})", fix, value=text)


def addressee_named(faults: Gathered, notice: Notice | None, text: str) -> str:
    """An addressee of a notice as typed; capitals and blanks do no harm, another name is a fault."""
    told = " ".join(text.split())
    if notice is None:
        return told
    same = [who for who in notice.addressees if who.casefold() == told.casefold()]
    if not same:
        from codedark.hospital.spelling import Spelling

        listed = "one of: " + ", ".join(f"'{who}'" for who in notice.addressees)
        fix = Spelling(notice.addressees).fix(told, listed)
        faults.add("WHOM", f"notice {notice.number} is not addressed to them", fix, value=text)
    return same[0] if same else told


def door_of(faults: Gathered, book: NoticeBook, text: str) -> ServiceId | None:
    """The service an ambulance was on its way to: as typed, by id or name; else the only door the notices name."""
    doors = {one.service: one.name for notice in book.notices for one in notice.content.doors}
    known = {one.service: one.name for notice in book.notices for one in notice.content.services} | doors
    told = " ".join(text.split()).casefold()
    found = [service for service, name in known.items() if told in (service.casefold(), name.casefold())]
    if not told and len(doors) == 1:
        found = list(doors)
    if found:
        return found[0]
    listed = ", ".join(doors or known) or "a service of a notice; the book has none yet"
    if told:
        faults.add("--service", "no notice of the book names it", f"one of: {listed}", value=text)
    else:
        faults.add("--service", f"left out, and the notices name {len(doors)} doors", f"one of: {listed}")
    return None


def paper_at(faults: Gathered, out: Path, book: Path) -> None:
    """Check that a paper can be written there, and not over the book."""
    if out.resolve() == book.resolve():
        faults.add("--out", "is the book itself", "name another file", value=str(out))
    elif out.is_dir():
        faults.add("--out", "a folder, not a file", "name the file in it", value=str(out))
    elif not out.parent.is_dir():
        faults.add("--out", "no such folder", "make the folder, or correct the path", value=str(out))


def languages_of(faults: Gathered, told: list[str] | None) -> tuple[str, ...]:
    """The languages asked for, once each; English where none is."""
    from codedark.divert.notice_words import TEXTS

    asked = dict.fromkeys(one for text in told or ["en"] for one in text.replace(",", " ").split())
    for one in asked:
        if one not in TEXTS:
            faults.add("--lang", "no notice is written in it", f"one of: {', '.join(TEXTS)}", value=one)
    return tuple(asked)


def entered(faults: Gathered, option: str, work: Callable[[], T]) -> T:
    """What an entry into the book gives; what the book refuses is a fault of an option.

    Raises:
        BadHospital: the book refused it; nothing was written.
    """
    try:
        return work()
    except (KeyError, ValueError) as wrong:
        message, _, fix = str(wrong.args[0]).rpartition(": ")
        faults.add(option, message or fix, fix if message else "name another")
        faults.stop()


def notice_of(hand: BookInHand) -> KeptBook:
    """The book that lies there, where one must."""
    if hand.kept is None:
        raise RuntimeError("a book was to be held that does not lie there")
    return hand.kept
