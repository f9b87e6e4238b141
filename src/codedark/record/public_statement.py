"""A statement to the public, in one language: sentences, and for each what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from codedark.record.assertion import AssertionId
from codedark.record.public import Audience


class Kind(StrEnum):
    """What a sentence is."""

    FACT = "fact"
    """It says what the record says, and names the assertions."""
    ADVICE = "advice"
    """What to do; it states nothing of the incident beyond what it rests on."""
    ABSENT = "absent"
    """That something cannot be said yet."""
    CONTACT = "contact"
    """Where news appears, when it is planned: given by whoever issues the statement, not by the record."""
    CORRECTION = "correction"
    """What an earlier statement said, and what is right."""
    FRAME = "frame"
    """As of when; that only what is confirmed stands here."""


class ContactKind(StrEnum):
    """What a contact is."""

    NEWS = "news"
    TELEPHONE = "telephone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where people find news or ask; never invented, never from the record."""

    kind: ContactKind
    text: str
    """One line, as it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One or two sentences that belong together."""

    kind: Kind
    text: str
    rests_on: tuple[AssertionId, ...] = ()
    corrects: tuple[AssertionId, ...] = ()
    """Of a correction: what was told and is no longer stood by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading and what stands under it."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A whole statement in one language."""

    audience: Audience
    lang: str
    title: str
    organisation: str
    incident: str
    exercise: str
    """On every page of an exercise; empty: it is none."""
    as_of: datetime
    zone: str
    head: tuple[Sentence, ...]
    parts: tuple[Part, ...]
    contacts: tuple[Contact, ...]
    next_at: datetime | None
    """When the next one is planned; None: nobody said."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of them, in order."""
        return (*self.head, *(one for part in self.parts for one in part.sentences))

    @property
    def rests_on(self) -> tuple[AssertionId, ...]:
        """What it is made from, each once."""
        return tuple(dict.fromkeys(own for one in self.sentences for own in one.rests_on))

    @property
    def corrects(self) -> tuple[AssertionId, ...]:
        """What it takes back, each once."""
        return tuple(dict.fromkeys(own for one in self.sentences for own in one.corrects))
