"""A report in one language: headings, lines with their marks, tables; what every format prints, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from codedark.record.assertion import AssertionId, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """One line: a label, what is said, and the mark it may not be printed without."""

    label: str
    """Empty: none."""
    value: str
    """With unit, time and details; empty: the mark or the status says all there is."""
    status: Status | None = None
    """None: it is no account of the record: a header, a command."""
    bare: bool = False
    """Whether the value only puts the status into words."""
    own: Status | None = None
    """Of the account that leads, where another one contradicts it and `status` says so; else the same or None."""
    reason: str = ""
    """Of the status, without brackets."""
    mark: str = ""
    """Status and reason in brackets, where the value may not stand without; empty: it may."""
    beside: tuple[str, ...] = ()
    """Smaller lines below: who says so, in which words, who says otherwise."""
    notes: tuple[int, ...] = ()
    """Numbers of footnotes."""
    rests_on: tuple[AssertionId, ...] = ()
    accounts: tuple[AssertionId, ...] = ()
    """Every account of this line, also those that do not lead: where links to them lead."""

    @property
    def text(self) -> str:
        """Value and mark."""
        return " ".join(part for part in (self.value, self.mark) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidTable:
    """Rows of cells under heads."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first cell may be empty: the row belongs to the one above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidSection:
    """A heading and what stands under it."""

    key: str
    heading: str
    sentences: tuple[SaidLine, ...] = ()
    """Running text, each sentence with what it rests on."""
    lines: tuple[SaidLine, ...] = ()
    table: SaidTable | None = None
    sections: tuple[SaidSection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidReport:
    """A whole report in one language."""

    lang: str
    title: str
    kind: str
    """`Situation report 3`."""
    tlp: str
    """`TLP:AMBER`."""
    exercise: str
    """On every page of an exercise; empty: it is none."""
    head: tuple[SaidLine, ...]
    sections: tuple[SaidSection, ...]
    incident: str
    timezone: str
    colon: str
    """What stands between a label and its value: French sets it apart."""
