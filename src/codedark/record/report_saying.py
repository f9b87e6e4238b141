"""A report put into words, section by section; `report_lines` says one account, this sets them in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from codedark.record.date_words import moment_alone
from codedark.record.head_words import head_words
from codedark.record.report import Report, ReportKind
from codedark.record.report_lines import Speaker, advice_line, change_line, differing_rows, row_line
from codedark.record.report_parts import UNDER
from codedark.record.report_rows import log_row, note_line, notified_line, open_line, series_line
from codedark.record.report_said import SaidLine, SaidReport, SaidSection, SaidTable
from codedark.record.report_summary import sentence_said
from codedark.record.report_texts import heading, word

HANDED_OVER = ("summary", "changes", "unknowns", "clinical", "notifications", "differing", "log", "heads", "notes")
"""Sections of a handover between shifts."""


def said(report: Report, lang: str) -> SaidReport:
    """A report in a language.

    Args:
        report: from `reporting.report`.
        lang: a key of `report_texts.TEXTS`.
    Raises:
        KeyError: no such language.
    """
    speaker, head = Speaker(report=report, lang=lang), report.head
    title = word(lang, "head", "title", title=head.title)
    sections = [section(speaker) for section in _SECTIONS]
    wanted = [one for one in sections if one is not None]
    if head.kind is ReportKind.HANDOVER:
        wanted = [one for key in HANDED_OVER for one in wanted if one.key == key]
    return SaidReport(
        lang=lang,
        title=title,
        kind=_kind(speaker),
        tlp=f"TLP:{head.tlp}",
        exercise=word(lang, "head", "exercise") if head.exercise else "",
        head=tuple(_head(speaker)),
        sections=tuple(wanted),
        incident=head.incident,
        timezone=head.timezone,
        colon=word(lang, "number", "colon"),
    )


def _kind(speaker: Speaker) -> str:
    head = speaker.report.head
    draft = head.kind is ReportKind.SITUATION and not head.issued
    key = "situation-draft" if draft else head.kind.value
    return word(speaker.lang, "report", key, number=head.number)


def _head(speaker: Speaker) -> Iterator[SaidLine]:
    head, lang = speaker.report.head, speaker.lang
    told = {
        "kind": _kind(speaker),
        "organisation": head.organisation,
        "as-of": moment_alone(head.as_of, lang, head.timezone),
        "generated": moment_alone(head.generated_at, lang, head.timezone),
        "tlp": f"TLP:{head.tlp}",
        "incident": head.incident,
        "languages": ", ".join(head.languages),
    }
    yield from (SaidLine(label=word(lang, "head", key), value=value) for key, value in told.items())
    later = head.entered_later_count
    if later:
        yield SaidLine(label="", value=word(lang, "head", "later.one" if later == 1 else "later.many", n=later))
    yield SaidLine(label="", value=word(lang, "phrase", "free-text"))


def _section(speaker: Speaker, key: str, lines: Sequence[SaidLine] = (), table: SaidTable | None = None) -> SaidSection:
    """A section; one without anything says so."""
    empty = not lines and (table is None or not table.rows)
    none = SaidLine(label="", value=word(speaker.lang, "phrase", "none-recorded"))
    return SaidSection(
        key=key,
        heading=heading(speaker.lang, key),
        lines=(none,) if empty else tuple(lines),
        table=None if empty else table,
    )


def _summary(speaker: Speaker) -> SaidSection:
    zone = speaker.report.head.timezone
    sentences = tuple(
        SaidLine(label="", value=sentence_said(sentence, speaker.lang, zone), rests_on=sentence.rests_on)
        for sentence in speaker.report.summary
    )
    return SaidSection(key="summary", heading=heading(speaker.lang, "summary"), sentences=sentences)


def _changes(speaker: Speaker) -> SaidSection | None:
    report, lang = speaker.report, speaker.lang
    if report.changes_since is None:
        return None
    since = word(lang, "phrase", "since-report", at=moment_alone(report.changes_since, lang, report.head.timezone))
    lines = [change_line(speaker, change) for change in report.changes]
    none = [SaidLine(label="", value=word(lang, "phrase", "no-change"))]
    return _section(speaker, "changes", [SaidLine(label="", value=since), *(lines or none)])


def _part(key: str) -> Callable[[Speaker], SaidSection | None]:
    def section(speaker: Speaker) -> SaidSection:
        rows = speaker.report.rows_of(key)
        return _section(speaker, key, [row_line(speaker, row) for row in rows])

    return section


def _timeline(speaker: Speaker) -> SaidSection:
    below = tuple(_part(key)(speaker) for key in UNDER)
    return SaidSection(
        key="timeline",
        heading=heading(speaker.lang, "timeline"),
        sections=tuple(section for section in below if section is not None),
    )


def _advised(key: str, field: str) -> Callable[[Speaker], SaidSection | None]:
    def section(speaker: Speaker) -> SaidSection:
        lines = [advice_line(speaker, one) for one in speaker.report.advice if one.row.field == field]
        return _section(speaker, key, lines)

    return section


def _notifications(speaker: Speaker) -> SaidSection:
    return _section(speaker, "notifications", [notified_line(speaker, one) for one in speaker.report.notified])


def _unknowns(speaker: Speaker) -> SaidSection:
    return _section(speaker, "unknowns", [open_line(speaker, one) for one in speaker.report.opens])


def _differing(speaker: Speaker) -> SaidSection:
    rows = tuple(row for standing in speaker.report.beside for row in differing_rows(speaker, standing))
    columns = tuple(word(speaker.lang, "column", key) for key in ("what", "said", "who", "stands"))
    return _section(speaker, "differing", table=SaidTable(columns=columns, rows=rows))


def _series(speaker: Speaker) -> SaidSection | None:
    lines = [series_line(speaker, finding) for finding in speaker.report.series]
    return _section(speaker, "series", lines) if lines else None


def _log(speaker: Speaker) -> SaidSection | None:
    report, lang = speaker.report, speaker.lang
    if not report.log:
        return None
    columns = tuple(word(lang, "column", key) for key in ("event", "role", "kind", "activity", "place"))
    rows = tuple(log_row(speaker, line) for line in report.log)
    return _section(speaker, "log", _spell(speaker), SaidTable(columns=columns, rows=rows))


def _spell(speaker: Speaker) -> list[SaidLine]:
    """From when to when the log is shown, where it is not shown whole."""
    spell, zone = speaker.report.log_spell, speaker.report.head.timezone
    if spell.start is None or spell.end is None:
        return []
    start, end = (moment_alone(at, speaker.lang, zone) for at in (spell.start, spell.end))
    return [SaidLine(label="", value=word(speaker.lang, "phrase", "log-spell", start=start, end=end))]


def _heads(speaker: Speaker) -> SaidSection:
    columns = tuple(word(speaker.lang, "column", key) for key in ("words", "seq", "hash", "sign"))
    rows = tuple((head_words(head), str(head.seq), head.hash, "") for head in speaker.report.head.heads)
    return _section(speaker, "heads", table=SaidTable(columns=columns, rows=rows))


def _notes(speaker: Speaker) -> SaidSection | None:
    lines = [note_line(speaker, note) for note in speaker.report.notes]
    return _section(speaker, "notes", lines) if lines else None


_SECTIONS: tuple[Callable[[Speaker], SaidSection | None], ...] = (
    _summary,
    _changes,
    _part("details"),
    _timeline,
    _part("method"),
    _part("impact"),
    _part("clinical"),
    _part("indicators"),
    _part("response"),
    _advised("lessons", "lesson"),
    _advised("recommendations", "recommendation"),
    _notifications,
    _unknowns,
    _differing,
    _series,
    _log,
    _heads,
    _notes,
)
"""In the order they are printed."""
