"""A proposal that a person confirmed, as an assertion of its document; and in which kind of entry it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from codedark.record.assertion import Assertion, Attribution, Document, Source, Status, spanned
from codedark.record.edtf import When
from codedark.record.entry import Body, Decision, Draft, Entry, EntryKind
from codedark.record.fields import FIELD, Form
from codedark.record.reading.proposal import Proposal

CAME_FROM = "intake"
DOCUMENT = "document"
"""Key in the details of entries that came of reading a document: its name."""


def known_from(published: When, zone: str, retrieved_at: datetime) -> datetime:
    """From when on what a document says could be known: the beginning of its publication."""
    return published.earliest(zone) or retrieved_at


def asserted(
    one: Proposal, document: Document, known_at: datetime, by: str, attribution: Attribution | None = None
) -> Assertion:
    """A proposal as an assertion.

    Args:
        document: its text is the one the proposal was read from.
        by: who says so; what attackers claim is `attacker`'s, whoever prints it.
        attribution: None: `confirmed` where the document is the hospital's or an authority's own, else `reported`.
    Raises:
        ValueError: the document has no such place.

    >>> from datetime import UTC
    >>> from codedark.record.assertion import DocumentId
    >>> told = Document(
    ...     id=DocumentId("d-0"), kind="press", title="", publisher="", published=When("2026-03-03"),
    ...     retrieved_at=datetime(2026, 3, 3, tzinfo=UTC), lang="en", text="70 operations cancelled", sha256="")
    >>> one = Proposal(field="operations_cancelled", value=70, start=0, end=23, wording=told.text, rule="cancelled.en")
    >>> asserted(one, told, told.retrieved_at, "press").attribution
    <Attribution.REPORTED: 'reported'>
    """
    claimed = one.value == "claimed"
    usual = Attribution.CONFIRMED if document.kind == "official" else Attribution.REPORTED
    return Assertion(
        field=one.field,
        value=one.value,
        status=one.status,
        qualifier=one.qualifier,
        about=one.about,
        scope=one.scope,
        period=one.period,
        valid=one.valid,
        known_at=known_at,
        by="attacker" if claimed else by,
        attribution=Attribution.CLAIMED if claimed else attribution or usual,
        source=spanned(document, one.start, one.end),
        wording=one.wording,
        rule=one.rule,
        reason=_reason(one),
        details=_details(one),
    )


def _reason(one: Proposal) -> str:
    return f"counted from the day of publication: {one.wording}" if one.status is Status.INFERRED else ""


def _details(one: Proposal) -> dict[str, str]:
    also = " ".join(f"{start}-{end}" for start, end in one.also)
    return {**one.details, **({"also_at": also} if also else {})}


def kind_of(assertion: Assertion) -> EntryKind:
    """The kind of entry an assertion stands in.

    >>> from datetime import UTC
    >>> kind_of(Assertion(field="ed_status", value="open", known_at=datetime(2026, 3, 3, tzinfo=UTC)))
    <EntryKind.STATUS: 'status'>
    """
    field = FIELD.get(assertion.field)
    if field is not None and field.form is Form.COUNT:
        return EntryKind.COUNT
    return EntryKind.STATUS if field is not None and field.state else EntryKind.OBSERVATION


def drafts(
    document: Document, accepted: Iterable[Assertion], left_count: int, role: str, entries: Iterable[Entry]
) -> tuple[Draft, ...]:
    """What enters the log when somebody confirmed: the document, each assertion, and the decision that confirms them.

    What the log holds already does not enter again: the same document, and the same field said at the same place of it.

    Args:
        accepted: assertions of the document that were confirmed.
        left_count: proposals that were not.
        role: who confirms.
        entries: of the log, all of them.
    Returns:
        In order; empty: the log holds all of it already.
    """
    held = [entry.body for entry in entries if entry.body is not None]
    documents = {one.id for body in held for one in body.documents}
    said = {place_of(one) for body in held for one in body.assertions}
    new = [one for one in accepted if place_of(one) not in said]
    made = [] if document.id in documents else [_taken_in(document, role)]
    made += [_entry(one, document, role) for one in new]
    if new:
        made.append(_confirmed(document, new, left_count, role))
    return tuple(made)


def place_of(one: Assertion) -> tuple[object, ...]:
    """What makes two assertions of a document the same one: field, about, and place."""
    source = one.source or Source(document=None, start=0, end=0)  # type: ignore[arg-type]  # no document: no place
    return (source.document, one.field, one.about, source.start, source.end)


def _taken_in(document: Document, role: str) -> Draft:
    of = f" of {document.publisher}" if document.publisher else ""
    title = f": {document.title}" if document.title else ""
    return Draft(
        kind=EntryKind.MESSAGE,
        role=role,
        event_at=document.published,
        body=Body(
            text=f"Taken in: a document{of}, published {document.published}{title}.",
            documents=(document,),
            came_from=CAME_FROM,
            details={DOCUMENT: document.id},
        ),
    )


def _entry(one: Assertion, document: Document, role: str) -> Draft:
    field = FIELD.get(one.field)
    label = one.field if field is None else field.label
    period = None if one.period is None else one.period.when
    return Draft(
        kind=kind_of(one),
        role=role,
        event_at=one.valid or period or document.published,
        body=Body(
            text=f"{label}, as read: {one.wording or one.status}",
            assertions=(one,),
            came_from=CAME_FROM,
            details={DOCUMENT: document.id},
        ),
    )


def _confirmed(document: Document, new: Iterable[Assertion], left_count: int, role: str) -> Draft:
    names = [one.id for one in new]
    left = f"; {left_count} not" if left_count else ""
    return Draft(
        kind=EntryKind.DECISION,
        role=role,
        event_at=document.published,
        body=Body(
            text=f"Confirmed as read rightly: {len(names)} of what {document.id} says{left}.",
            decision=Decision(what="confirm", value="yes", why=f"read in {document.id}"),
            came_from=CAME_FROM,
            details={DOCUMENT: document.id, "assertions": " ".join(names)},
        ),
    )
