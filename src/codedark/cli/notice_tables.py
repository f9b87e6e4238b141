"""What `notice` answers: the text to read out, whom to tell at which number, what is still to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codedark.cli.answer import counted, say, table
from codedark.divert.notices import NoticeKind, last_told, repeat_due

if TYPE_CHECKING:
    from codedark.divert.notice_kept import KeptBook
    from codedark.divert.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An addressee who has not acknowledged a notice that is to be known."""

    number: int
    addressee: str
    last_told_at: datetime
    due: bool
    """Whether it is to be told again."""


def silent(kept: KeptBook, now: datetime) -> tuple[Silent, ...]:
    """Who has not acknowledged what stands, or what withdrew it: whoever was told longest ago first."""
    book = kept.book
    due = {(number, who) for number, who, _ in repeat_due(book, now)}
    standing = {one.number for one in book.standing(now)}
    heard = [n for n in book.notices if n.number in standing or n.kind is NoticeKind.WITHDRAWAL]
    found = [
        Silent(
            number=notice.number,
            addressee=who,
            last_told_at=last_told(book, notice.number, who),
            due=(notice.number, who) in due,
        )
        for notice in heard
        for who in book.unacknowledged(notice.number)
    ]
    return tuple(sorted(found, key=lambda one: (one.last_told_at, one.number)))


def said_json(kept: KeptBook, notice: Notice, languages: Iterable[str]) -> dict[str, Any]:
    """One notice, its text in each language with the seconds it takes, the numbers of its addressees."""
    from codedark.divert.notice_json import notice_as_json
    from codedark.divert.notice_texts import seconds_to_read, spoken_notice

    texts = {language: spoken_notice(notice, language, kept.zone) for language in languages}
    return {
        "notice": notice_as_json(notice, kept.book),
        "spoken": texts,
        "seconds": {language: round(seconds_to_read(text), 1) for language, text in texts.items()},
        "numbers": [one for one in kept.numbers if one.addressee in notice.addressees],
    }


def show_said(kept: KeptBook, notice: Notice, languages: Iterable[str], file: Path) -> None:
    """The text to be read out, and whom to call; then how what they answer is entered."""
    from codedark.divert.notice_texts import seconds_to_read, spoken_notice

    for language in languages:
        text = spoken_notice(notice, language, kept.zone)
        print(f"\nRead out ({language}, {seconds_to_read(text):.0f} s):")
        say(text, indent="  ")
    print("\nTell:")
    table(("whom", "who answers", "number", "if nobody answers"), _numbers(kept, notice.addressees))
    print(f"Who has repeated the number and said a name: codedark notice ack {file} {notice.number} WHOM --by NAME")


def _numbers(kept: KeptBook, addressees: Sequence[str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for who in addressees:
        known = [one for one in kept.numbers if one.addressee == who]
        rows += [(who, "" if one.whom == who else one.whom, one.number, one.second) for one in known]
        if not known:
            rows.append((who, "", "none in telephones.csv", ""))
    return rows


def show_json(kept: KeptBook, file: Path, now: datetime) -> dict[str, Any]:
    """The object of `notice show --json`."""
    from codedark.divert.ambulances_diverted import diverted_per_hour
    from codedark.divert.notice_json import notice_as_json

    return {
        "book": str(file),
        "hospital": kept.hospital,
        "timezone": kept.timezone,
        "now": now,
        "standing": [notice_as_json(one, kept.book) for one in kept.book.standing(now)],
        "unacknowledged": silent(kept, now),
        "numbers": kept.numbers,
        "ambulances": diverted_per_hour(kept.book.diverted),
        "ambulances_count": len(kept.book.diverted),
    }


def show_book(kept: KeptBook, now: datetime) -> None:
    """What stands, who has not acknowledged it, what is to be told again, how many ambulances went elsewhere."""
    from codedark.divert.notice_texts import moment_said

    zone = kept.zone
    print(f"{kept.hospital}: notices as of {moment_said(now, zone)}")
    standing = kept.book.standing(now)
    if not standing:
        print(f"No notice stands ({counted(len(kept.book.notices), 'notice')} in the book).")
    else:
        rows = [_row(kept, one) for one in standing]
        table(("notice", "issued", "by", "until", "acknowledged"), rows, title="Standing")
    _show_silent(kept, silent(kept, now))
    _show_ambulances(kept)


def _row(kept: KeptBook, one: Notice) -> tuple[str, ...]:
    from codedark.divert.notice_texts import moment_said

    until = one.content.until
    end = "further notice" if until is None else moment_said(until, kept.zone)
    ends = "" if one.replaces is None else f", replaces {one.replaces}"
    heard = len(one.addressees) - len(kept.book.unacknowledged(one.number))
    issued = moment_said(one.issued_at, kept.zone)
    return f"{one.number}{ends}", issued, one.issued_by, end, f"{heard} of {len(one.addressees)}"


def _show_silent(kept: KeptBook, rows: tuple[Silent, ...]) -> None:
    from codedark.divert.notice_texts import moment_said

    if not rows:
        if kept.book.notices:
            print("Nobody is left to acknowledge.")
        return
    cells = [
        (
            str(one.number),
            one.addressee,
            moment_said(one.last_told_at, kept.zone),
            "NOW" if one.due else "",
            "; ".join(
                _called(number.number, number.second) for number in kept.numbers if number.addressee == one.addressee
            ),
        )
        for one in rows
    ]
    table(("notice", "not acknowledged", "last told", "tell again", "number"), cells, right=("notice",))


def _called(number: str, second: str) -> str:
    return f"{number}, else {second}" if second else number


def _show_ambulances(kept: KeptBook) -> None:
    from codedark.divert.ambulances_diverted import diverted_per_hour

    entries = kept.book.diverted
    if not entries:
        print("No ambulance sent elsewhere is entered.")
        return
    rows = [
        (f"{one.hour.astimezone(kept.zone):%d/%m %H:%M}", one.service, str(one.count))
        for one in diverted_per_hour(entries)
    ]
    title = f"{counted(len(entries), 'ambulance')} sent elsewhere"
    table(("hour from", "on the way to", "ambulances"), rows, right=("ambulances",), title=title)
