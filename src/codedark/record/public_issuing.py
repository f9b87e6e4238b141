"""Statements that left the house: the entry that says so, and all of them read back.

Of each the log holds the hash, the language, whom it was for and the assertions it rested on, so that it can be asked
later whether what people read is still true (`public_reviewing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from codedark.record.assertion import AssertionId
from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, Entry, EntryHash, EntryKind, Sent
from codedark.record.public import Audience
from codedark.record.public_statement import Contact, ContactKind

REGIME, STAGE = "public", "statement"
NUMBER = "statement"
"""Key in the details of an entry that a statement left the house; its value is the statement's number."""
CORRECTS = "corrects"
"""Key: names of what it took back, apart by blanks."""
CONTACT = "contact_"
"""Before a kind of contact, the key of what was given of it; several stand on lines of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One statement that left."""

    number: int
    """0: it was written down without one."""
    sent: Sent
    entry: EntryHash
    role: str
    corrects: frozenset[AssertionId]
    contacts: tuple[Contact, ...] = ()

    @property
    def audience(self) -> Audience | None:
        """Whom it was for; None: readers this program does not know."""
        return Audience(self.sent.recipient) if self.sent.recipient in set(Audience) else None


def issued_statements(entries: Iterable[Entry], as_of: datetime) -> tuple[Issued, ...]:
    """Every statement to the public that had left by a moment, in order; an erased entry tells of none."""
    told = sorted(entries, key=lambda e: (e.header.recorded_at, e.header.device, e.header.seq))
    return tuple(
        Issued(
            number=int(entry.body.details.get(NUMBER, "0")),
            sent=sent,
            entry=entry.hash,
            role=entry.header.role,
            corrects=frozenset(AssertionId(one) for one in entry.body.details.get(CORRECTS, "").split()),
            contacts=tuple(_contacts(entry.body.details)),
        )
        for entry in told
        if entry.body is not None and (sent := entry.body.sent) is not None
        if (sent.regime, sent.stage) == (REGIME, STAGE) and sent.sent_at <= as_of
    )


def _contacts(details: Mapping[str, str]) -> Iterator[Contact]:
    for kind in ContactKind:
        told = details.get(f"{CONTACT}{kind}", "")
        yield from (Contact(kind=kind, text=text) for text in told.split("\n") if text)


def next_number(before: Iterable[Issued]) -> int:
    """The number the next statement gets, from 1."""
    return max((one.number for one in before), default=0) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A statement about to leave: its bytes, and what they rest on."""

    audience: Audience
    lang: str
    """Several languages in one file stand apart by blanks."""
    form: str
    sha256: str
    rests_on: tuple[AssertionId, ...]
    corrects: tuple[AssertionId, ...]
    as_of: datetime


def issue(leaving: Leaving, *, number: int, role: str, sent_at: datetime, contacts: Sequence[Contact] = ()) -> Draft:
    """The entry that a statement leaves the house; append it before the bytes are handed out.

    Args:
        contacts: what was given beside the record; kept so that a text that names it again passes the check.
    """
    correcting = f" It corrects {len(leaving.corrects)} of what was told before." if leaving.corrects else ""
    details = {
        NUMBER: str(number),
        "as_of": leaving.as_of.isoformat(),
        "format": leaving.form,
        **({CORRECTS: " ".join(leaving.corrects)} if leaving.corrects else {}),
        **{
            f"{CONTACT}{kind}": "\n".join(one.text for one in contacts if one.kind is kind)
            for kind in {one.kind: None for one in contacts}
        },
    }
    sent = Sent(
        regime=REGIME,
        stage=STAGE,
        recipient=leaving.audience.value,
        sent_at=sent_at,
        sha256=leaving.sha256,
        rests_on=leaving.rests_on,
        lang=leaving.lang,
    )
    return Draft(
        kind=EntryKind.MESSAGE,
        role=role,
        event_at=instant(sent_at),
        body=Body(
            text=f"Statement {number} to {leaving.audience.value} was issued.{correcting}", sent=sent, details=details
        ),
    )
