"""What is said about an incident, by whom, and how we know: the one form facts take here, contradictory ones too.

Statuses and the open forms (`unknown` is not `not-mentioned`) follow the incident reports this room was made from; they
mark for each fact whether it was stated, inferred or unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NewType

from codedark.record.edtf import When
from codedark.record.plain import as_bytes

AssertionId = NewType("AssertionId", str)
"""`a-` and 12 hexadecimal digits of the SHA-256 of what it says: said twice in the same words, it is the same."""
DocumentId = NewType("DocumentId", str)
"""`d-` and 12 hexadecimal digits of the SHA-256 of the document's bytes."""

Value = str | bool | int | float | tuple[str | int | float, ...] | None
"""What is asserted; several codes, or the two ends of a range, are a tuple. Its form is the field's (`record.fields`).
None: the status or the qualifier says all there is."""


class Status(StrEnum):
    """How a value is known, or in which way it is not."""

    STATED = "stated"
    INFERRED = "inferred"
    """By a rule of ours, from inputs that are named."""
    ASSUMED = "assumed"
    """The source itself guesses: "likely"."""
    UNKNOWN = "unknown"
    """The source says that it is not known."""
    NOT_DETAILED = "not-detailed"
    """Named, without detail."""
    NOT_MENTIONED = "not-mentioned"
    """Looked for, and absent."""
    NONE_KNOWN = "none-known"
    """Asserted to be absent, as far as known then."""
    DISPUTED = "disputed"
    """Two accounts that are alive contradict each other, or the source says that it is contested."""
    WITHHELD = "withheld"
    """Known to the source and not told, for legal reasons or by its marking."""
    NOT_APPLICABLE = "not-applicable"

    @property
    def tells(self) -> bool:
        """Whether it tells something of the world, not only of what is missing."""
        return self in _TELLING

    @property
    def marked(self) -> bool:
        """Whether no rendering may print the value without the status beside it."""
        return self in (Status.INFERRED, Status.ASSUMED, Status.DISPUTED)


_TELLING = frozenset({Status.STATED, Status.INFERRED, Status.ASSUMED, Status.NONE_KNOWN, Status.DISPUTED})


class Qualifier(StrEnum):
    """How a count is meant."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ABOUT = "about"
    RANGE = "range"
    """The value is two numbers, least and most."""
    FRACTION = "fraction"
    """The value is a share, 0 to 1: "a third"."""
    ALL = "all"
    """No number: every one."""
    UNCOUNTED = "uncounted"
    """No number: it happened, and nobody says how often."""

    @property
    def numbered(self) -> bool:
        """Whether a number stands beside it."""
        return self not in (Qualifier.ALL, Qualifier.UNCOUNTED)


class Attribution(StrEnum):
    """How far a source stands by it, best first."""

    CONFIRMED = "confirmed"
    """By whoever is in a position to know: the hospital, a prosecutor, ourselves."""
    REPORTED = "reported"
    """By press or others, without saying who confirmed it."""
    CLAIMED = "claimed"
    """By the attacker, or an anonymous voice."""


class PeriodKind(StrEnum):
    """What span of time a count is of."""

    INSTANT = "instant"
    """Standing at a moment: patients waiting."""
    PER_PERIOD = "per-period"
    """Within the period alone: operations of one day."""
    CUMULATIVE = "cumulative"
    """From the beginning until the period's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The span a count is of."""

    when: When
    kind: PeriodKind = PeriodKind.PER_PERIOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where in a document something is said."""

    document: DocumentId
    start: int
    """First character, counted from 0 in the document's text."""
    end: int
    """After the last one; the same as `start`: the document as a whole."""
    quote_sha256: str = ""
    """Of the characters in between, UTF-8, so that a changed document is noticed. Empty: no text is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """One thing said about one field."""

    field: str
    """Name in `record.fields`."""
    value: Value = None
    status: Status = Status.STATED
    qualifier: Qualifier | None = None
    """Of counts alone."""
    about: str = ""
    """Which one it is, where a field has several: a service, a system, a tactic. Empty: the hospital as a whole."""
    scope: tuple[str, ...] = ()
    """Sites it holds for; empty: not restricted to any."""
    period: Period | None = None
    """Of counts; None: the source names no span."""
    valid: When | None = None
    """When it holds in the world; None: not told."""
    known_at: datetime
    """From when on it could be known: publication of the source, or the moment it was seen. Aware UTC."""
    by: str = ""
    """Who says so: `hospital`, `prosecutor`, `press`, `attacker`, a role of ours. Never a person's name."""
    attribution: Attribution = Attribution.REPORTED
    source: Source | None = None
    """None: our own observation."""
    wording: str = ""
    """The source's own words, kept beside the code that stands for them."""
    rule: str = ""
    """Name of the rule that gave it. Required where inferred; also set where a rule read it out of a text."""
    reason: str = ""
    """The source's own reason for an inference or a guess: "as disruptions were ongoing on the 14th"."""
    inputs: tuple[AssertionId, ...] = ()
    """What it was inferred from."""
    supersedes: tuple[AssertionId, ...] = ()
    """Assertions it replaces, by the same source or in its knowledge."""
    details: Mapping[str, str] = made(default_factory=dict)
    """More of the same thing: `acuity`, `destination`, `aided_by`, `kind` (elective, urgent)."""

    def __post_init__(self) -> None:
        if not self.field:
            raise ValueError("field='': an assertion is about something")
        if self.known_at.tzinfo is None:
            raise ValueError(f"known_at={self.known_at}: write it with its offset")
        if self.status is Status.INFERRED and not (self.rule or self.reason):
            raise ValueError(f"{self.field}: inferred by no rule and for no reason; name one")
        if self.qualifier is Qualifier.RANGE and not _two_numbers(self.value):
            raise ValueError(f"{self.field}: value={self.value!r}: a range is two numbers, least first")
        if self.qualifier is not None and not self.qualifier.numbered and self.value is not None:
            raise ValueError(f"{self.field}: value={self.value!r}: with {self.qualifier} there is no number")

    @property
    def id(self) -> AssertionId:
        """Its name: of what it says, not of when it was entered."""
        return AssertionId("a-" + sha256(as_bytes(self)).hexdigest()[:12])


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An assertion no longer stood by. It stays readable; nothing to the public may rest on it."""

    of: AssertionId
    why: str
    by: str
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something unknown, and whom we asked. Answered by any later assertion that tells something of that field."""

    field: str
    about: str = ""
    whom: str
    """A role or an office, never a person's name."""
    asked_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text something is read from."""

    id: DocumentId
    kind: str
    """`own-log`, `press`, `official`, `report`."""
    title: str
    publisher: str
    published: When
    """Required: relative words ("on Tuesday") are read from it."""
    retrieved_at: datetime
    lang: str
    """`nl`, `fr`, `de`, `en`."""
    text: str = ""
    """What spans are counted in; empty: not kept."""
    sha256: str
    """Of the bytes as they came."""
    tlp: str = "CLEAR"
    url: str = ""


def document_id(raw: bytes) -> DocumentId:
    """The name of a document.

    >>> document_id(b"Seventy operations were cancelled.")
    'd-be5f31683910'
    """
    return DocumentId("d-" + sha256(raw).hexdigest()[:12])


def spanned(document: Document, start: int, end: int) -> Source:
    """A place in a document, with the mark of its words.

    Raises:
        ValueError: there is no such place.
    """
    if not 0 <= start <= end <= len(document.text):
        raise ValueError(f"span [{start}, {end}]: the document has {len(document.text)} characters")
    quote = document.text[start:end]
    return Source(document=document.id, start=start, end=end, quote_sha256=sha256(quote.encode()).hexdigest())


def changed(assertion: Assertion, **changes: object) -> Assertion:
    """The same with some parts replaced: another assertion, with another name."""
    return replace(assertion, **changes)  # type: ignore[arg-type]


def _two_numbers(value: Value) -> bool:
    if not isinstance(value, tuple) or len(value) != 2:
        return False
    low, high = value
    return isinstance(low, int | float) and isinstance(high, int | float) and low <= high
