"""A report as a form: title, sections in their order, items with what each says and how it is known.

Formats read a file into it and write it out again (`formats.report_markdown`); the report of a record is made as one.
What a file says beyond what we understand stays in it as text, each block with how it stood there (`Written`), so that
a file read and written again is the same file. Spans count characters of the text, the byte order mark left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from codedark.record.assertion import Status


class Kind(StrEnum):
    """What a block of a section is."""

    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    VERBATIM = "verbatim"
    """Between fences: nothing in it is read."""
    RULE = "rule"
    """A line across the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing an item says."""

    value: str = ""
    """Without inline markup and without the words that gave the status; empty: the status says all there is."""
    status: Status = Status.STATED
    reason: str = ""
    """The report's own reason for the status: "as disruptions were ongoing on the 14th"."""
    words: str = ""
    """All of it as it stood, without inline markup; empty in a form that was never read from a file."""
    start: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        if self.status is Status.STATED and not self.value:
            raise ValueError("status='stated' without a value: what is stated? Leave it out, or give another status")
        if self.reason != one_line(self.reason):
            raise ValueError(f"reason={self.reason!r}: write it on one line, with one_line()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a block stood in the file: its very characters, with the blank lines after it, and how deep it stood."""

    raw: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A bullet or a paragraph: "Sector: Healthcare"."""

    label: str = ""
    """Empty: none."""
    told: tuple[Told, ...] = ()
    """What it says, the main thing first; further ones are the report's own guesses beside it ("though likely ...").
    Empty: a label alone, over bullets that follow it."""
    kind: Kind = Kind.BULLET
    depth: int = 0
    """Of bullets: how many it stands under."""
    start: int = 0
    end: int = 0
    written: Written | None = None

    def __post_init__(self) -> None:
        if self.kind is Kind.VERBATIM:
            return
        for text in (self.label, *(one.value for one in self.told)):
            if text != one_line(text):
                raise ValueError(f"{text!r}: write it on one line, with one_line()")

    @property
    def value(self) -> str:
        """The main thing it says; empty: nothing, or a status alone."""
        return self.told[0].value if self.told else ""

    @property
    def status(self) -> Status | None:
        """How the main thing is known; None: it says nothing."""
        return self.told[0].status if self.told else None

    @property
    def reason(self) -> str:
        """Why the main thing has that status."""
        return self.told[0].reason if self.told else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what stands under it, and the headings under it."""

    heading: str
    """As it stands, without inline markup."""
    key: str = ""
    """Its name in `record.report_words`; empty: a section we do not know, kept as it is."""
    depth: int = 2
    """How many `#`; the title has the fewest."""
    items: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    start: int = 0
    end: int = 0
    written: Written | None = None

    def walked(self) -> Iterator[Section]:
        """This section and all below it, in the order of the file."""
        yield self
        for section in self.sections:
            yield from section.walked()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """A whole report."""

    teaser: str = ""
    """What stands before the title, as it stands; not part of the analysis and never read as facts."""
    root: Section
    """The title, what stands right under it, and every section. Without a title its heading is empty."""
    lang: str = "en"
    """Language of most of its headings: `nl`, `fr`, `de`, `en`."""
    bom: bool = False
    """Whether the file begins with a byte order mark."""

    @property
    def title(self) -> str:
        """The title; empty: the file has none."""
        return self.root.heading

    def walked(self) -> Iterator[Section]:
        """Every section, the title's first, in the order of the file."""
        return self.root.walked()

    def of(self, key: str) -> tuple[Section, ...]:
        """Sections of that name; a file may have several, or none."""
        return tuple(section for section in self.walked() if section.key == key)


def one_line(text: str) -> str:
    r"""A text with every run of white space made one space.

    >>> one_line("  Servers were\n shut down ")
    'Servers were shut down'
    """
    return " ".join(text.split())


def item(label: str, value: str = "", status: Status = Status.STATED, reason: str = "", *, depth: int = 0) -> Item:
    """A bullet that says one thing, or, with neither value nor another status than stated, a label alone.

    >>> item("Vector", status=Status.UNKNOWN, reason="asked on 14 January").status
    <Status.UNKNOWN: 'unknown'>
    """
    value, says = one_line(value), bool(value.strip()) or status is not Status.STATED
    told = (Told(value=value, status=status, reason=one_line(reason)),) if says else ()
    return Item(label=one_line(label), told=told, depth=depth)


def paragraph(text: str) -> Item:
    """A paragraph that states something."""
    return Item(told=(Told(value=one_line(text)),), kind=Kind.PARAGRAPH)


def as_told(form: ReportForm) -> ReportForm:
    """The same without where and how it stood in a file: two reports that say the same are equal so."""
    return replace(form, teaser="", bom=False, root=_bare(form.root))


def _bare(section: Section) -> Section:
    return replace(
        section,
        items=tuple(_bare_item(item) for item in section.items),
        sections=tuple(_bare(below) for below in section.sections),
        start=0,
        end=0,
        written=None,
    )


def _bare_item(item: Item) -> Item:
    told = tuple(replace(one, words="", start=0, end=0) for one in item.told)
    return replace(item, told=told, start=0, end=0, written=None)
