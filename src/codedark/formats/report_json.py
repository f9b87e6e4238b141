"""A report as one JSON object: every account whole, in no language, and beside each line what a person reads.

`docs/reference/report.md` names every key. What is empty is left out of assertions alone; every other key is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from codedark.record.assertion import Assertion
from codedark.record.changes import Change
from codedark.record.pillars import COMMAND
from codedark.record.plain import plain
from codedark.record.report import Advice, Note, Report, Row
from codedark.record.report_lines import Speaker, row_line
from codedark.record.report_summary import SummarySentence, sentence_said
from codedark.record.report_texts import LANGUAGES
from codedark.record.view import Account, Standing


def report_json(report: Report, lang: str) -> dict[str, Any]:
    """A report as dicts, lists, texts and numbers.

    Args:
        report: from `record.reporting.report`.
        lang: of the lines people read; the summary comes in every language.
    """
    speaker = Speaker(report=report, lang=lang)
    return {
        **_head(report),
        "lang": lang,
        "summary": [_sentence(one, report.head.timezone) for one in report.summary],
        "sections": {part.key: [_row(speaker, row) for row in part.rows] for part in report.parts},
        "advice": [_advice(one) for one in report.advice],
        "changes_since": _at(report.changes_since),
        "changes": [_change(one) for one in report.changes],
        "notifications": [_told(one) for one in report.notified],
        "unknowns": [_told(one) for one in report.opens],
        "differing": [_standing(speaker, one) for one in report.beside],
        "series": [_told(one) for one in report.series],
        "log": [_told(one) for one in report.log],
        "log_spell": _told(report.log_spell),
        "notes": [_note(one) for one in report.notes],
    }


def _head(report: Report) -> dict[str, Any]:
    return _told(report.head)


def _told(record: object) -> dict[str, Any]:
    """A record of plain parts, with every key, also the empty ones."""
    import msgspec

    told: dict[str, Any] = msgspec.to_builtins(record, enc_hook=str)
    return told


def _at(at: datetime | None) -> str | None:
    return None if at is None else _stamp(at)


def _stamp(at: datetime) -> str:
    import msgspec

    told: str = msgspec.to_builtins(at)
    return told


def _sentence(sentence: SummarySentence, zone: str) -> dict[str, Any]:
    said = {lang: sentence_said(sentence, lang, zone) for lang in LANGUAGES}
    return {"said": said, "rests_on": list(sentence.rests_on)}


def _row(speaker: Speaker, row: Row) -> dict[str, Any]:
    line = row_line(speaker, row)
    told = {"field": row.field, "about": row.about, "label": line.label, "said": line.text}
    standing: dict[str, Any] = {"status": None, "period": "", "accounts": []}
    return {**told, **(standing if row.standing is None else _standing(speaker, row.standing))}


def _standing(speaker: Speaker, standing: Standing) -> dict[str, Any]:
    return {
        "field": standing.key.field,
        "about": standing.key.about,
        "status": standing.status.value,
        "period": standing.key.period,
        "accounts": [_account(speaker, account) for account in standing.accounts],
    }


def _account(speaker: Speaker, account: Account) -> dict[str, Any]:
    recorded = account.recorded
    return {
        "id": account.assertion.id,
        "relation": account.relation.value,
        "why": account.why,
        "note": speaker.number_of(account.assertion),
        "entry": recorded.entry,
        "device": recorded.device,
        "seq": recorded.seq,
        "recorded_at": _stamp(recorded.recorded_at),
        "role": recorded.role,
        "assertion": plain(account.assertion),
    }


def _advice(advice: Advice) -> dict[str, Any]:
    standing = advice.row.standing
    lead = None if standing is None or standing.lead is None else standing.lead.assertion
    return {
        "field": advice.row.field,
        "text": "" if lead is None else lead.value,
        "status": None if standing is None else standing.status.value,
        "rests_on": [] if lead is None else [lead.id, *lead.inputs],
        "pillar": None if advice.pillar is None else advice.pillar.value,
        "checks": {check.value: COMMAND[check] for check in advice.checks},
        "measured": [_told(one) for one in advice.measured],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "field": change.key.field,
        "about": change.key.about,
        "period": change.key.period,
        "before": _named(change.before),
        "after": _named(change.after),
        "before_status": None if change.before_status is None else change.before_status.value,
        "after_status": change.after_status.value,
        "came": list(change.came),
    }


def _named(assertion: Assertion | None) -> Mapping[str, Any] | None:
    return None if assertion is None else {"id": assertion.id, "value": plain(assertion).get("value")}


def _note(note: Note) -> dict[str, Any]:
    told = note.told
    return {
        "number": note.number,
        "document": note.document,
        "start": note.start,
        "end": note.end,
        "title": "" if told is None else told.title,
        "publisher": "" if told is None else told.publisher,
        "published": "" if told is None else str(told.published),
        "url": "" if told is None else told.url,
        "tlp": "" if told is None else told.tlp,
    }
