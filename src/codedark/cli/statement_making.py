"""A statement made, held against the record once more, written in its form, and issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.cli.statement_asked import Wanted
    from codedark.record.entry import Entry
    from codedark.record.opening import About
    from codedark.record.public import Sifted
    from codedark.record.public_check import Slip
    from codedark.record.public_issuing import Issued, Leaving
    from codedark.record.public_reviewing import Shift
    from codedark.record.public_saying import Asked
    from codedark.record.public_statement import Statement
    from codedark.record.view import View
    from codedark.store.incident_log import IncidentLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a statement is made from, and what is known beside it."""

    about: About
    view: View
    sifted: Sifted
    asked: Asked
    issued: tuple[Issued, ...]
    shifts: tuple[Shift, ...]

    def statement(self, lang: str) -> Statement:
        """The statement in one language."""
        from codedark.record.public_saying import statement

        return statement(self.asked, lang)

    def slips(self, statements: Sequence[Statement]) -> tuple[Slip, ...]:
        """What of them may not be told; of our own making there is none."""
        from codedark.record.public_check import check_statement

        return tuple(slip for one in statements for slip in check_statement(one, self.view))


def make(entries: Sequence[Entry], about: About, wanted: Wanted) -> Made:
    """Everything a statement to some readers is made from."""
    from codedark.record.public import sift
    from codedark.record.public_issuing import issued_statements
    from codedark.record.public_reviewing import corrections_due, review
    from codedark.record.public_saying import Asked
    from codedark.record.view import view

    seen = view(entries, wanted.as_of)
    sifted = sift(seen, wanted.audience, about.timezone)
    issued = issued_statements(entries, wanted.as_of)
    shifts = review(issued, seen, about.timezone)
    asked = Asked(
        sifted=sifted,
        organisation=about.organisation,
        incident=about.incident,
        zone=about.timezone,
        as_of=wanted.as_of,
        exercise=about.exercise,
        contacts=wanted.contacts,
        next_at=wanted.next_at,
        corrections=corrections_due(shifts, wanted.audience),
    )
    return Made(about=about, view=seen, sifted=sifted, asked=asked, issued=issued, shifts=shifts)


def rendered(statements: Sequence[Statement], form: str) -> bytes:
    """Statements in one file. Raises KeyError: no such form."""
    if form == "pdf":
        from codedark.paper.public_sheet import public_sheet_pdf

        return public_sheet_pdf(statements)
    if form == "html":
        from codedark.paper.public_page import public_page

        return public_page(statements)
    from codedark.formats.public_markdown import markdown, plain_text

    return {"md": markdown, "txt": plain_text}[form](statements)


def issue_bytes(log: IncidentLog, made: Made, raw: bytes, leaving: Leaving, role: str) -> tuple[int, Entry]:
    """Keep what leaves, and enter it in the log; (number, entry). Nothing is handed out before this returns.

    Raises:
        OSError: it could not be kept; no entry names it then.
    """
    from codedark.cli.notify_asked import clock
    from codedark.record.public_issuing import issue, next_number
    from codedark.store.sent_files import keep_sent

    digest = keep_sent(log.folder, raw)
    assert digest == leaving.sha256
    number = next_number(made.issued)
    sent_at = max(clock(), made.view.as_of)
    draft = issue(leaving, number=number, role=role, sent_at=sent_at, contacts=made.asked.contacts)
    return number, log.append(draft)


def leaving(made: Made, statements: Sequence[Statement], raw: bytes, form: str) -> Leaving:
    """What is written down of statements that leave in one file."""
    from hashlib import sha256

    from codedark.record.public_issuing import Leaving

    rests_on = dict.fromkeys(own for one in statements for own in one.rests_on)
    corrects = dict.fromkeys(own for one in statements for own in one.corrects)
    return Leaving(
        audience=made.sifted.audience,
        lang=" ".join(one.lang for one in statements),
        form=form,
        sha256=sha256(raw).hexdigest(),
        rests_on=tuple(rests_on),
        corrects=tuple(corrects),
        as_of=made.view.as_of,
    )
