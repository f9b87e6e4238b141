"""A report of ours in the form that reports are exchanged in, so that whoever reads it finds statuses where ours are.

What has no place of its own in that form (who says so, other accounts, the log) stands as bullets below or in sections
after the known ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from codedark.formats.report_markdown_written import write
from codedark.record.assertion import Status
from codedark.record.report_form import Item, ReportForm, Section, item, paragraph
from codedark.record.report_said import SaidLine, SaidReport, SaidSection, SaidTable
from codedark.record.report_words import SECTIONS

BETWEEN = " | "
"""Stands between the cells of a row."""


def report_markdown(said: SaidReport) -> bytes:
    """A report as Markdown, UTF-8, that `formats.report_markdown.read` reads back with its statuses.

    Args:
        said: from `record.report_saying.said`.
    """
    return write(as_form(said))


def as_form(said: SaidReport) -> ReportForm:
    """A report in one language as a form."""
    above = [paragraph(said.exercise)] if said.exercise else []
    items = (*above, *(one for line in said.head for one in _items(line)))
    sections = tuple(_section(section, 2) for section in said.sections)
    return ReportForm(root=Section(heading=said.title, depth=1, items=items, sections=sections), lang=said.lang)


def _section(section: SaidSection, depth: int) -> Section:
    sentences = [
        paragraph(f"{one.value} [{', '.join(one.rests_on)}]" if one.rests_on else one.value)
        for one in section.sentences
    ]
    lines = [one for line in section.lines for one in _items(line)]
    rows = [] if section.table is None else list(_rows(section.table))
    return Section(
        heading=section.heading,
        key=section.key if section.key in SECTIONS else "",
        depth=depth,
        items=(*sentences, *lines, *rows),
        sections=tuple(_section(below, depth + 1) for below in section.sections),
    )


def _items(line: SaidLine) -> Iterator[Item]:
    """A line, and below it what stands beside it."""
    status = line.status or Status.STATED
    if status is Status.STATED:
        yield item(line.label, line.text)
    elif line.bare and status is Status.DISPUTED and line.own is Status.NONE_KNOWN:
        yield item(line.label, "", line.own, line.mark.removeprefix("(").removesuffix(")"))
    else:
        yield item(line.label, "" if line.bare else line.value, status, line.reason)
    yield from (item("", below, depth=1) for below in line.beside)


def _rows(table: SaidTable) -> Iterator[Item]:
    for row in table.rows:
        to_sign = [] if row[-1] else [f"{table.columns[-1]} ................"]
        said = BETWEEN.join([*(cell for cell in row if cell), *to_sign])
        yield item("", said, depth=0 if row[0] else 1)
