"""What a report of an incident holds before any language is chosen: standings by section, what changed, what is open.

A report is a view as of a moment, set in sections. It keeps the accounts whole (status, source, wording), so that every
rendering can mark what was inferred, guessed or contradicted; `record.report_said` puts it into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from codedark.record.assertion import AssertionId, Document, DocumentId, Status
from codedark.record.changes import Change
from codedark.record.edtf import When
from codedark.record.entry import DeviceId, EntryHash, EntryKind, Head
from codedark.record.pillars import Check, Measured, Pillar
from codedark.record.report_summary import SummarySentence
from codedark.record.series import SeriesFinding
from codedark.record.view import Standing


class ReportKind(StrEnum):
    """What a report is for."""

    SITUATION = "situation"
    FINAL = "final"
    HANDOVER = "handover"
    """From one shift to the next: what is open, what was decided, what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """What stands above the sections."""

    incident: str
    title: str
    organisation: str
    kind: ReportKind
    number: int
    """Of a situation report, from 1; 0: of none that is numbered."""
    issued: bool
    """Whether the log holds an entry that it left the house; else it is a draft."""
    as_of: datetime
    generated_at: datetime
    timezone: str
    languages: tuple[str, ...]
    tlp: str
    exercise: bool
    entered_later_count: int
    """Accounts of this view that were written down after `as_of`."""
    heads: tuple[Head, ...]
    """The last entry of each device's chain, to be countersigned on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a section: a field, and all that is said about it."""

    field: str
    about: str = ""
    standing: Standing | None = None
    """None: the record says nothing about it, not even that it is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section, or one below it (`timeline/initial-access`)."""

    key: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A place in a document, as a footnote."""

    number: int
    document: DocumentId
    start: int
    end: int
    """The same as `start`: the document as a whole."""
    told: Document | None
    """None: the log names the document and does not hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something not known, or asked: whom, and whether somebody has told."""

    field: str
    about: str
    status: Status | None
    """How it is not known; None: it is, or only asked."""
    whom: str = ""
    """Empty: nobody was asked."""
    asked_at: datetime | None = None
    due_at: datetime | None = None
    answered_at: datetime | None = None
    """None: still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A lesson or recommendation, with what measures it."""

    row: Row
    pillar: Pillar | None
    """None: its words name none."""
    checks: tuple[Check, ...]
    measured: tuple[Measured, ...]
    """What the model or a drill says; empty: run the checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """A notification or statement that left the house."""

    regime: str
    stage: str
    recipient: str
    due_at: datetime | None
    """None: no clock told."""
    sent_at: datetime
    reference: str
    sha256: str
    rests_on: tuple[AssertionId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """An entry as one line: time, role, what was done."""

    event_at: When
    recorded_at: datetime
    late: bool
    """Written down after the moment the report speaks of."""
    kind: EntryKind
    role: str
    text: str
    """Empty: erased."""
    device: DeviceId
    seq: int
    hash: EntryHash


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """The part of the log a report shows; None: from its beginning, to the moment it speaks of."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report, in no language yet."""

    head: ReportHead
    summary: tuple[SummarySentence, ...]
    parts: tuple[Part, ...]
    advice: tuple[Advice, ...]
    changes: tuple[Change, ...]
    changes_since: datetime | None
    """The moment changes are counted from; None: not asked, or no report before."""
    notified: tuple[Notified, ...]
    opens: tuple[Open, ...]
    beside: tuple[Standing, ...]
    """About which more than one account was given that do not say the same."""
    series: tuple[SeriesFinding, ...]
    """Where counts do not add up."""
    log: tuple[LogLine, ...]
    log_spell: Spell
    notes: tuple[Note, ...]

    def rows_of(self, key: str) -> tuple[Row, ...]:
        """The lines of one section. Raises KeyError: there is none of that name."""
        for part in self.parts:
            if part.key == key:
                return part.rows
        raise KeyError(f"section '{key}': there are {', '.join(part.key for part in self.parts)}")
