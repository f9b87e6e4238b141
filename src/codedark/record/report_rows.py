"""Lines of a report that are no accounts: notifications, open questions, the log, footnotes."""

from __future__ import annotations

from datetime import datetime

from codedark.record.assertion import Status
from codedark.record.date_words import moment_alone, when_alone
from codedark.record.report import LogLine, Note, Notified, Open
from codedark.record.report_lines import Speaker
from codedark.record.report_said import SaidLine
from codedark.record.report_texts import known_word, label_apart
from codedark.record.series import SeriesFinding


def notified_line(speaker: Speaker, one: Notified) -> SaidLine:
    """A notification: to whom, when due, when sent, under which number, and the hash of what was sent."""
    stage, sent_at = known_word(speaker.lang, "stage", one.stage), _at(speaker, one.sent_at)
    sent = speaker.word("phrase", "sent", regime=one.regime, stage=stage, recipient=one.recipient, sent=sent_at)
    no_clock = speaker.word("phrase", "no-clock")
    due = no_clock if one.due_at is None else speaker.word("phrase", "notice-due", at=_at(speaker, one.due_at))
    key = "reference" if one.reference else "no-reference"
    reference = speaker.word("phrase", key, reference=one.reference)
    return SaidLine(label="", value=sent, beside=(due, reference, f"sha256 {one.sha256}"), rests_on=one.rests_on)


def open_line(speaker: Speaker, one: Open) -> SaidLine:
    """Something open: how it is not known, who was asked and when, and whether an answer came."""
    label = label_apart(speaker.lang, one.field, one.about)
    if one.asked_at is None:
        status = one.status or Status.UNKNOWN
        nobody = speaker.word("phrase", "not-asked")
        return SaidLine(
            label=label,
            value=f"{speaker.word('status', status)}; {nobody}",
            status=one.status,
            bare=True,
            reason=nobody,
        )
    asked = speaker.word("phrase", "asked", whom=one.whom, at=_at(speaker, one.asked_at))
    due = "" if one.due_at is None else speaker.word("phrase", "due", at=_at(speaker, one.due_at))
    key = "open" if one.answered_at is None else "answered"
    answered = speaker.word("phrase", key, at="" if one.answered_at is None else _at(speaker, one.answered_at))
    stands = "" if one.status is None else speaker.word("status", one.status)
    value = "; ".join(part for part in (stands, asked, due, answered) if part)
    why = "; ".join(part for part in (asked, due, answered) if part)
    return SaidLine(label=label, value=value, status=one.status, bare=one.status is not None, reason=why)


def _at(speaker: Speaker, at: datetime) -> str:
    return moment_alone(at, speaker.lang, speaker.zone)


def series_line(speaker: Speaker, finding: SeriesFinding) -> SaidLine:
    """Where a count does not add up: the kind in this language, and in brackets in English how it was worked out."""
    label = label_apart(speaker.lang, finding.field, finding.about)
    kind, worked_out = speaker.word("series", finding.kind), " ".join(finding.says.split())
    return SaidLine(label=label, value=f"{kind} [{worked_out}]", rests_on=finding.rests_on)


def log_row(speaker: Speaker, line: LogLine) -> tuple[str, ...]:
    """An entry as a line of the form people know: time, position, kind, activity, and where it stands in the log."""
    text = " ".join(line.text.split()) or speaker.word("phrase", "erased")
    late = speaker.word("phrase", "late", at=_at(speaker, line.recorded_at))
    return (
        when_alone(line.event_at, speaker.lang, speaker.zone),
        line.role,
        speaker.word("kind", line.kind),
        f"{text} ({late})" if line.late else text,
        f"{line.device[:8]} #{line.seq}",
    )


def note_line(speaker: Speaker, note: Note) -> SaidLine:
    """A footnote: publisher, title, date, and between which characters."""
    told, source = note.told, str(note.document)
    if told is not None:
        published = when_alone(told.published, speaker.lang, speaker.zone)
        source = speaker.word("phrase", "footnote", publisher=told.publisher, title=told.title, date=published)
    place = "" if note.start == note.end else speaker.word("phrase", "characters", start=note.start, end=note.end)
    url = "" if told is None else told.url
    return SaidLine(label=f"[{note.number}]", value=", ".join(part for part in (source, place, url) if part))
