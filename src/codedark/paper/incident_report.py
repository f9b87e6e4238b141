"""The report of an incident on A4: what happened, how we know, and the heads that people countersign on the last page.

Every page names the report, its moment, its marking (TLP) and, of an exercise, that nothing of it happened. What was
inferred, assumed or is disputed carries that word on grey: it is read without colour, and by a screen reader. The
document says its language, so that it is pronounced in it.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from codedark.paper.incident_report_log import log_days
from codedark.paper.incident_report_tables import OPEN_HEADS, differing_groups, head_cards, open_rows
from codedark.paper.incident_report_words import PAPER_WORDS, paper_word
from codedark.paper.marked_runs import mark_samples, marked_runs
from codedark.paper.pages import set_pages
from codedark.record.date_words import moment_alone
from codedark.record.report import Report
from codedark.record.report_said import SaidLine, SaidReport, SaidSection
from codedark.record.report_texts import word

TEMPLATE = "incident_report.typ"
EDGE_MOST = 110
"""Characters of a title in head and foot of a page."""
CONTENTS_FROM = 80
"""Lines of log from which a report has a table of contents."""


def incident_report_pdf(report: Report, said: SaidReport, lang: str) -> bytes:
    """Set a report as PDF.

    Args:
        report: from `reporting.report`.
        said: the same report in words, from `report_saying.said`.
        lang: of `said`.
    Returns:
        A4 pages, tagged (PDF/UA-1) and lasting (PDF/A-2a): the same for the same report.
    Raises:
        KeyError: no such language.
    Cost: 10 to 20 ms a page; benchmarks/results/incident_report.md.
    """
    day = report.head.generated_at.astimezone(ZoneInfo(said.timezone)).date()
    return set_pages(TEMPLATE, report_data(report, said, lang), title=said.title, day=day)


def report_data(report: Report, said: SaidReport, lang: str) -> dict[str, Any]:
    """The report as the template names it: texts alone."""
    last = sorted(said.sections, key=lambda one: one.key == "heads")  # the others keep their order
    return {
        "lang": lang,
        "kind": said.kind,
        "tlp": said.tlp,
        "exercise": said.exercise,
        "colon": said.colon,
        "organisation": shortened(report.head.organisation),
        "incident": said.incident,
        "foot": shortened(said.title),
        "asof": f"{word(lang, 'head', 'as-of')} {moment_alone(report.head.as_of, lang, said.timezone)}",
        "head": [_line(line, lang) for line in said.head],
        "words": dict(PAPER_WORDS[lang]),
        "marks": mark_samples(lang),
        "sourced": any(one.key == "notes" for one in last),
        "contents": len(report.log) >= CONTENTS_FROM,
        "sections": [_section(one, report, lang) for one in last],
    }


def shortened(text: str, most: int = EDGE_MOST) -> str:
    """A text for a place that has room for so many characters.

    >>> shortened("a short one"), len(shortened("w" * 500))
    ('a short one', 110)
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _section(one: SaidSection, report: Report, lang: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "heading": one.heading,
        "sentences": [_line(line, lang) for line in one.sentences],
        "lines": [_line(line, lang) for line in one.lines],
        "sections": [_section(below, report, lang) for below in one.sections],
        **_shaped(one, report, lang),
    }


def _shaped(one: SaidSection, report: Report, lang: str) -> dict[str, Any]:
    """What a section has that paper shapes in its own way."""
    zone = report.head.timezone
    if one.key == "unknowns" and report.opens:
        columns = [paper_word(lang, key) for key in OPEN_HEADS]
        return {"shape": "opens", "columns": columns, "rows": open_rows(report, lang)}
    if one.key == "heads":
        return {"shape": "heads", "cards": head_cards(report.head.heads, lang)}
    if one.table is None:
        return {"shape": "lines"}
    columns = list(one.table.columns)
    if one.key == "log":
        form = paper_word(lang, "log-form", zone=zone)
        return {"shape": "log", "columns": columns, "form": form, "days": log_days(report.log, one.table, lang, zone)}
    return {"shape": "differing", "columns": columns, "groups": differing_groups(one.table, lang)}


def _line(line: SaidLine, lang: str) -> dict[str, Any]:
    return {
        "label": line.label,
        "value": marked_runs(line.value, lang),
        "mark": line.mark,
        "plain": not line.bare,
        "silent": line.bare and not line.accounts,
        "beside": [marked_runs(beside, lang) for beside in line.beside],
        "notes": [str(note) for note in line.notes],
        "account": line.rests_on[0] if line.accounts and line.rests_on else "",
        "rests_on": list(line.rests_on),
    }
