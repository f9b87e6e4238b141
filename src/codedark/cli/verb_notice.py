"""`codedark notice ...`: diversion notices on the day: issued, read out, acknowledged, told again, withdrawn, printed.

`issue HOSPITAL --down X --book FILE` issues notice 1, or an update of the notice that stands; `ack`, `repeat` and
`withdraw` enter what people did; `ambulance` enters one sent elsewhere; `show` says what is still to be told; `print`
makes the paper. The book is one file; people do the telling. See docs/reference/divert-notices.md.

With `--json`, of `issue` and `withdraw`: `{"book", "what", "notice": {"number", "kind", "replaces", "issued_at",
"issued_by", "addressees", "content", "ended_by", "acknowledged", "unacknowledged"}, "spoken": {LANG: text}, "seconds":
{LANG: n}, "numbers": [{"addressee", "whom", "number", "second"}], "notes": []}`; `what` is `first`, `update`,
`withdrawal`, `unchanged` or `nothing-to-tell`, and `notice` null where none stands. Of `ack`: `{"book", "number",
"addressee", "by_whom", "at", "already", "unacknowledged": []}`. Of `repeat`: `{"book", "number", "addressee", "at",
"by", "times"}`. Of `ambulance`: `{"book", "at", "service", "from_whom", "to", "why", "told_by", "ambulances_count"}`.
Of `show`: `{"book", "hospital", "timezone", "now", "standing": [notice], "unacknowledged": [{"number", "addressee",
"last_told_at", "due"}], "numbers", "ambulances": [{"hour", "service", "count"}], "ambulances_count"}`. Of `print`:
`{"book", "number", "file", "language", "pages"}`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, counted, nested, note, print_json
from codedark.cli.recording import RecordOption

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from codedark.cli.notice_issuing import Issued
    from codedark.divert.notice_kept import KeptBook
    from codedark.hospital.gathered import Gathered

app = nested("Diversion notices on the day: read out, acknowledged, replaced.")

_File = Annotated[Path, typer.Argument(help="The book of notices.")]
_Number = Annotated[str, typer.Argument(metavar="N", help="Number of the notice.")]
_Whom = Annotated[str, typer.Argument(help="The addressee, as the notice names them.")]
_At = Annotated[str, typer.Option("--at", help="When: 06:41, or a moment with its offset; left out: the clock.")]
_Lang = Annotated[
    list[str] | None, typer.Option("--lang", help="Language to read out: en, nl, fr, de; repeatable. Left out: en.")
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
WHO = "the name or the function"


@app.callback()
def _room() -> None:
    """Diversion notices on the day: read out, acknowledged, replaced."""


@app.command("issue")
def issue(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    book: Annotated[Path, typer.Option("--book", help="File of the book; made where there is none.")],
    down: Annotated[
        list[str] | None, typer.Option("--down", help="What is off: a host, zone, service, ... or `all`; repeatable.")
    ] = None,
    fell: Annotated[
        str, typer.Option("--fell", help="When it fell; left out: as the last notice says, else now.")
    ] = "",
    now: Annotated[str, typer.Option("--now", help="Issue as of then; left out: the clock.")] = "",
    until: Annotated[
        str, typer.Option("--until", help="When it ends, or `further`; left out: as the standing notice says.")
    ] = "",
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="WHOM", help="Whom it is told to; repeatable.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="The role that answers for it.")] = "incident commander",
    lang: _Lang = None,
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Issue notice 1, or an update that replaces the one that stands; print the text and whom to call."""
    from codedark.cli.notice_issuing import Done, Wanted, issue_notice

    issued = issue_notice(
        Wanted(
            folder=hospital, book=book, down=tuple(down or ()), fell=fell, now=now, until=until, to=tuple(to or ()),
            by=by, languages=lang,
        )
    )  # fmt: skip
    _answer(issued, book, json)
    _record(record, book, issued.kept)
    return ExitCode.NO if issued.what is Done.NOTHING else ExitCode.DONE


@app.command("withdraw")
def withdraw(
    file: _File,
    number: _Number,
    by: Annotated[str, typer.Option("--by", help="The role that answers for it.")] = "",
    at: _At = "",
    lang: _Lang = None,
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """End a notice with nothing in its place: a notice of its own, to be read out and acknowledged."""
    from codedark.cli.notice_asked import (
        done_at,
        entered,
        held,
        languages_of,
        not_before,
        notice_named,
        notice_of,
        said,
    )
    from codedark.cli.notice_issuing import Done, Issued
    from codedark.divert.notices import withdraw as withdrawn

    faults = _faults()
    languages, who = languages_of(faults, lang), said(faults, "--by", by, "the role that answers for it")
    with held(faults, file) as hand:
        kept = notice_of(hand)
        when, named = done_at(faults, at, kept.zone), notice_named(faults, kept.book, number)
        not_before(faults, at, when, named)
        faults.stop_if_any()
        assert when is not None and named is not None
        after, notice = entered(faults, "N", lambda: withdrawn(kept.book, named.number, when, who))
        kept = _put(hand.put, replace(kept, book=after))
    _answer(Issued(what=Done.WITHDRAWAL, notice=notice, kept=kept, languages=languages, notes=()), file, json)
    _record(record, file, kept)
    return ExitCode.DONE


@app.command("ack")
def ack(
    file: _File,
    number: _Number,
    whom: _Whom,
    by: Annotated[str, typer.Option("--by", help="Who there acknowledged it: name or function.")] = "",
    at: _At = "",
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Enter who at an addressee said that a notice has arrived. Said twice, the first stands."""
    from codedark.cli.notice_asked import (
        addressee_named,
        done_at,
        entered,
        held,
        not_before,
        notice_named,
        notice_of,
        said,
    )
    from codedark.divert.notices import acknowledge

    faults = _faults()
    who = said(faults, "--by", by, f"{WHO} of who acknowledged it")
    with held(faults, file) as hand:
        kept = notice_of(hand)
        when, named = done_at(faults, at, kept.zone), notice_named(faults, kept.book, number)
        not_before(faults, at, when, named)
        addressee = addressee_named(faults, named, whom)
        faults.stop_if_any()
        assert when is not None and named is not None
        after = entered(faults, "--at", lambda: acknowledge(kept.book, named.number, addressee, who, when))
        already = after is kept.book
        kept = kept if already else _put(hand.put, replace(kept, book=after))
    entry = kept.book.acknowledgement(named.number, addressee)
    assert entry is not None
    left = kept.book.unacknowledged(named.number)
    if json:
        told = {"number": entry.number, "addressee": addressee, "by_whom": entry.by_whom, "at": entry.at}
        print_json({"book": str(file), **told, "already": already, "unacknowledged": left})
        _record(record, file, kept)
        return ExitCode.DONE
    ended = kept.book.ended_by(named.number)
    if ended is not None:
        note(f"Notice {named.number} no longer holds: notice {ended.number} ended it. Tell them that one.")
    had = "had acknowledged" if already else "acknowledged"
    print(f"{addressee} {had} notice {entry.number} at {_said(kept, entry.at)}: {entry.by_whom}")
    print(f"Not yet: {', '.join(left)}" if left else f"Everybody has acknowledged notice {entry.number}.")
    _record(record, file, kept)
    return ExitCode.DONE


@app.command("repeat")
def repeat(
    file: _File,
    number: _Number,
    whom: _Whom,
    by: Annotated[str, typer.Option("--by", help="Who of ours told it again.")] = "",
    at: _At = "",
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Enter that a notice was told again to somebody who has not acknowledged it."""
    from codedark.cli.notice_asked import (
        addressee_named,
        done_at,
        entered,
        held,
        not_before,
        notice_named,
        notice_of,
        said,
    )
    from codedark.divert.notices import repeat as repeated

    faults = _faults()
    who = said(faults, "--by", by, f"{WHO} of who told it again")
    with held(faults, file) as hand:
        kept = notice_of(hand)
        when, named = done_at(faults, at, kept.zone), notice_named(faults, kept.book, number)
        not_before(faults, at, when, named)
        addressee = addressee_named(faults, named, whom)
        faults.stop_if_any()
        assert when is not None and named is not None
        after = entered(faults, "--at", lambda: repeated(kept.book, named.number, addressee, when, who))
        kept = _put(hand.put, replace(kept, book=after))
    times = sum((one.number, one.addressee) == (named.number, addressee) for one in after.repeated)
    if json:
        told = {"number": named.number, "addressee": addressee, "at": when, "by": who, "times": times}
        print_json({"book": str(file), **told})
        _record(record, file, kept)
        return ExitCode.DONE
    ended = after.ended_by(named.number)
    if ended is not None:
        note(f"Notice {named.number} no longer holds: notice {ended.number} ended it. Tell them that one.")
    print(f"notice {named.number} told again to {addressee} at {_said(kept, when)}, {counted(times, 'time')}")
    _record(record, file, kept)
    return ExitCode.DONE


@app.command("ambulance")
def ambulance(
    file: _File,
    from_: Annotated[str, typer.Option("--from", help="Who sent it here: a dispatch centre, a hospital, a crew.")] = "",
    to: Annotated[str, typer.Option("--to", help="Where it went; left out: not told.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why it went elsewhere.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who of ours told it.")] = "",
    service: Annotated[
        str, typer.Option("--service", help="Ours that it was on its way to; left out: the only door of the notices.")
    ] = "",
    at: _At = "",
    record: RecordOption = None,
    json: _Json = False,
) -> int:
    """Enter one ambulance that was sent elsewhere: each is an entry, and afterwards they can be counted."""
    from codedark.cli.notice_asked import done_at, door_of, held, notice_of, said
    from codedark.divert.ambulances_diverted import Diverted
    from codedark.divert.notices import divert_ambulance

    faults = _faults()
    whom = said(faults, "--from", from_, "who sent it here, such as '112'")
    because = said(faults, "--why", why, "why it went elsewhere")
    who = said(faults, "--by", by, f"{WHO} of who told it")
    where = said(faults, "--to", to, "") if to else ""
    with held(faults, file) as hand:
        kept = notice_of(hand)
        when, door = done_at(faults, at, kept.zone), door_of(faults, kept.book, service)
        faults.stop_if_any()
        assert when is not None and door is not None
        entry = Diverted(at=when, service=door, from_whom=whom, to=where, why=because, told_by=who)
        twice = entry in kept.book.diverted
        kept = _put(hand.put, replace(kept, book=divert_ambulance(kept.book, entry)))
    count = len(kept.book.diverted)
    if json:
        from msgspec import to_builtins

        print_json({"book": str(file), **to_builtins(entry), "ambulances_count": count})
    else:
        print(f"entered     {_said(kept, when)}, on its way to {door}, went to {where or '(not told)'}; {count} in all")
    if twice:
        note("The same entry stood already; it is counted as another ambulance.")
    _record(record, file, kept)
    return ExitCode.DONE


@app.command("show")
def show(
    file: _File,
    now: Annotated[str, typer.Option("--now", help="As of then; left out: the clock.")] = "",
    json: _Json = False,
) -> int:
    """What stands, who has not acknowledged it, what is to be told again, how many ambulances went elsewhere."""
    from codedark.cli.divert_asked import moment
    from codedark.cli.notice_asked import clock
    from codedark.cli.notice_tables import show_book, show_json
    from codedark.store.notice_file import read_book

    faults, kept = _faults(), read_book(file)
    when = moment(faults, "--now", now, clock(kept.zone), clock(kept.zone))
    faults.stop_if_any()
    assert when is not None
    if json:
        print_json(show_json(kept, file, when))
    else:
        show_book(kept, when)
    return ExitCode.DONE


@app.command("print")
def print_notice(
    file: _File,
    number: _Number,
    out: Annotated[Path, typer.Option("--out", help="PDF to write.")],
    lang: Annotated[str, typer.Option("--lang", help="Its language: en, nl, fr, de.")] = "en",
    json: _Json = False,
) -> int:
    """One notice on paper, with a box for each addressee; those who acknowledged it are filled in."""
    from codedark.cli.notice_asked import collected, languages_of, notice_named, paper_at
    from codedark.paper.divert_notice import notice_page
    from codedark.paper.typesetting import pages_of
    from codedark.store.notice_file import read_book
    from codedark.store.snapshot import write_whole

    faults = _faults()
    languages = languages_of(faults, [lang])
    if len(languages) > 1:
        faults.add("--lang", "more than one", "print it once for each", value=lang)
    paper_at(faults, out, file)
    kept = collected(faults, lambda: read_book(file))
    named = None if kept is None else notice_named(faults, kept.book, number)
    faults.stop_if_any()
    assert kept is not None and named is not None
    pdf = notice_page(kept.book, named.number, language=languages[0], zone=kept.zone)
    write_whole(out, pdf, 0o644)
    pages = pages_of(pdf)
    if json:
        told = {"number": named.number, "file": str(out), "language": languages[0], "pages": pages}
        print_json({"book": str(file), **told})
    else:
        print(f"written     {out}: {counted(pages, 'page')}, notice {named.number} ({languages[0]})")
    return ExitCode.DONE


def _answer(issued: Issued, file: Path, json: bool) -> None:
    """What came of `issue` or `withdraw`: as one object, or as a person reads it."""
    from codedark.cli.notice_tables import said_json, show_said

    kept, notice = issued.kept, issued.notice
    if json:
        empty: dict[str, object] = {"notice": None, "spoken": {}, "seconds": {}, "numbers": []}
        told = empty if notice is None else said_json(kept, notice, issued.languages)
        print_json({"book": str(file), "what": issued.what, **told, "notes": issued.notes})
        return
    print(_heading(issued, file))
    for line in issued.notes:
        note(line)
    if notice is not None and issued.what in ("first", "update", "withdrawal"):
        show_said(kept, notice, issued.languages, file)


def _heading(issued: Issued, file: Path) -> str:
    notice = issued.notice
    if notice is None:
        return "Every service is full: there is nothing to tell, and nothing was written."
    if issued.what == "unchanged":
        at = _said(issued.kept, notice.issued_at)
        return f"nothing changed since notice {notice.number} ({at}): it stands, and nothing was written."
    if issued.what == "nothing-to-tell":
        return (
            f"Every service is full, and notice {notice.number} stands: codedark notice withdraw {file} {notice.number}"
        )
    ends = "" if notice.replaces is None else f", ends notice {notice.replaces}"
    return f"notice {notice.number}    {issued.what}{ends}; {notice.issued_by}, {_said(issued.kept, notice.issued_at)}"


def _said(kept: KeptBook, at: datetime) -> str:
    from codedark.divert.notice_texts import moment_said

    return moment_said(at, kept.zone)


def _record(record: str | None, file: Path, kept: KeptBook) -> None:
    """The book as it is now into an incident's record, where one is named: what that lacks. After the answer."""
    from codedark.cli.recording import recording

    with recording(record, f"--notices {file}") as keep:
        if keep is not None:
            from codedark.response.recorded_notices import recorded_notices

            keep.put(lambda: recorded_notices(kept.book))


def _put(put: Callable[[KeptBook], None], kept: KeptBook) -> KeptBook:
    put(kept)
    return kept


def _faults() -> Gathered:
    from codedark.hospital.gathered import Gathered

    return Gathered()
