"""A report out of a log: a view as of a moment set in sections, with what changed, what is open, and the log itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from codedark.record.assertion import AssertionId, DocumentId, Question, Source, Status
from codedark.record.changes import changes
from codedark.record.edtf import When
from codedark.record.entry import Entry, EntryKind, Head
from codedark.record.fields import FIELD
from codedark.record.opening import about
from codedark.record.pillars import CHECKS, Measured, pillar_of
from codedark.record.report import (
    Advice,
    LogLine,
    Note,
    Notified,
    Open,
    Part,
    Report,
    ReportHead,
    ReportKind,
    Row,
    Spell,
)
from codedark.record.report_issue import issued, last_before, next_number
from codedark.record.report_parts import parts
from codedark.record.report_summary import summary
from codedark.record.sealing import head_of
from codedark.record.series import SeriesFinding, SeriesKind, reconcile
from codedark.record.view import Relation, Standing, View, view


class LogShown(StrEnum):
    """How much of the log a report prints."""

    ALL = "all"
    DECISIONS = "decisions"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants reported."""

    as_of: datetime
    generated_at: datetime
    kind: ReportKind = ReportKind.SITUATION
    issue: bool = False
    """Whether it leaves the house: then it carries a number that no other has."""
    since: datetime | None = None
    """What changed is counted from here; None: from the last report that left."""
    tlp: str = ""
    """Empty: as strict as its strictest source."""
    log: LogShown = LogShown.ALL
    spell: Spell = field(default_factory=Spell)
    due: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    """(regime, stage) -> deadline, from the clocks."""
    measured: tuple[Measured, ...] = ()
    """Figures of the model or a drill, to stand beside recommendations."""


def report(entries: Sequence[Entry], asked: Asked) -> Report:
    """Make a report of what was known at a moment.

    Args:
        entries: of the log, all of them, in any order: also what was entered after `as_of` about the time before.
    Returns:
        The report, in no language yet.
    Raises:
        ValueError: no entry opens an incident, a moment has no offset, or `since` is after `as_of`.
    Cost: one view, two where changes are asked for; linear in the entries, about half a second CPU a view of 5,000.
    """
    before = issued(entries)
    seen = view(entries, asked.as_of)
    since = asked.since or last_before(before, asked.as_of)
    sections = parts(seen.standings)
    spell = Spell(start=asked.spell.start, end=asked.spell.end or asked.as_of)
    head = _head(entries, asked, seen, next_number(before))
    series = tuple(one for one in reconcile(seen, head.timezone) if one.kind is not SeriesKind.RECONCILES)
    return Report(
        head=head,
        summary=summary(seen, head.organisation, _doubted(series)),
        parts=sections,
        advice=tuple(_advice(sections, asked.measured)),
        changes=() if since is None else changes(view(entries, since), seen),
        changes_since=since,
        notified=tuple(_notified(entries, asked)),
        opens=_opens(seen),
        beside=tuple(standing for standing in seen.standings if _not_the_same(standing)),
        series=series,
        log=_log(entries, asked, spell, head.timezone),
        log_spell=spell,
        notes=_notes(sections, seen),
    )


def _doubted(series: Iterable[SeriesFinding]) -> frozenset[AssertionId]:
    """Counts that something speaks against; a period nobody told of speaks against none."""
    silent = (SeriesKind.GAP, SeriesKind.UNREPORTED)
    return frozenset(name for one in series if one.kind not in silent for name in one.rests_on)


def _head(entries: Sequence[Entry], asked: Asked, seen: View, number: int) -> ReportHead:
    told = about(entries)
    return ReportHead(
        incident=told.incident,
        title=told.title,
        organisation=told.organisation,
        kind=asked.kind,
        number=number if asked.kind is ReportKind.SITUATION else 0,
        issued=asked.issue,
        as_of=asked.as_of,
        generated_at=asked.generated_at,
        timezone=told.timezone,
        languages=told.languages,
        tlp=asked.tlp or strictest(seen),
        exercise=told.exercise,
        entered_later_count=seen.entered_later_count,
        heads=heads_of(entries),
    )


TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""Traffic Light Protocol 2.0, least strict first. Source: FIRST, TLP 2.0, August 2022."""
OWN_TLP = "AMBER"
"""Of what this house observed itself: to the organisation and those it works for, on a need-to-know basis. Assumed."""


def strictest(seen: View) -> str:
    """The marking a report of a view needs: no looser than any source an account rests on, nor than our own log."""
    used = {account.assertion.source for standing in seen.standings for account in standing.accounts}
    told = [OWN_TLP if source is None else _tlp(seen, source.document) for source in used]
    return max(told, key=TLP.index, default=OWN_TLP)


def _tlp(seen: View, document: DocumentId) -> str:
    told = seen.documents.get(document)
    return told.tlp if told is not None and told.tlp in TLP else OWN_TLP


def heads_of(entries: Iterable[Entry]) -> tuple[Head, ...]:
    """The last entry of each device's chain, by device."""
    last: dict[str, Entry] = {}
    for entry in entries:
        held = last.get(entry.header.device)
        if held is None or entry.header.seq > held.header.seq:
            last[entry.header.device] = entry
    return tuple(head_of(last[device]) for device in sorted(last))


def _advice(sections: Sequence[Part], measured: Sequence[Measured]) -> Iterator[Advice]:
    for part in sections:
        if part.key not in ("lessons", "recommendations"):
            continue
        for row in part.rows:
            lead = None if row.standing is None or row.standing.lead is None else row.standing.lead.assertion
            pillar = None if lead is None else pillar_of(str(lead.value or ""), lead.details)
            beside = tuple(one for one in measured if one.pillar is pillar)
            yield Advice(row=row, pillar=pillar, checks=() if pillar is None else CHECKS[pillar], measured=beside)


def _notified(entries: Iterable[Entry], asked: Asked) -> list[Notified]:
    sent = [entry.body.sent for entry in entries if entry.body is not None and entry.body.sent is not None]
    return [
        Notified(
            regime=one.regime,
            stage=one.stage,
            recipient=one.recipient,
            due_at=asked.due.get((one.regime, one.stage)),
            sent_at=one.sent_at,
            reference=one.reference,
            sha256=one.sha256,
            rests_on=one.rests_on,
        )
        for one in sorted(sent, key=lambda s: (s.sent_at, s.regime, s.stage))
        if one.sent_at <= asked.as_of
    ]


def _opens(seen: View) -> tuple[Open, ...]:
    """What is not known, each with who was asked; then what was asked and is known."""
    waiting = list(seen.questions)
    found: list[Open] = []
    for standing in seen.standings:
        if standing.lead is not None and standing.lead.assertion.status.tells:
            continue
        key = standing.key
        if standing.lead is None and key.field in FIELD and FIELD[key.field].many:
            continue  # one of many that was withdrawn: nothing is left to be asked
        asked = [pair for pair in waiting if (pair[0].field, pair[0].about) == (key.field, key.about)]
        waiting = [pair for pair in waiting if pair not in asked]
        status = Status.UNKNOWN if standing.lead is None else standing.lead.assertion.status
        plain = Open(field=key.field, about=key.about, status=status)
        found += [_asked(pair, status) for pair in asked] or [plain]
    return (*found, *(_asked(pair, None) for pair in waiting))


def _asked(pair: tuple[Question, datetime | None], status: Status | None) -> Open:
    question, answered_at = pair
    return Open(
        field=question.field,
        about=question.about,
        status=status,
        whom=question.whom,
        asked_at=question.asked_at,
        due_at=question.due_at,
        answered_at=answered_at,
    )


_NOT_ALIKE = (Relation.DIFFERS, Relation.LESS_EXACT, Relation.REPLACED, Relation.WITHDRAWN)


def _not_the_same(standing: Standing) -> bool:
    return any(account.relation in _NOT_ALIKE for account in standing.accounts)


def _log(entries: Iterable[Entry], asked: Asked, spell: Spell, zone: str) -> tuple[LogLine, ...]:
    """Entries of the spell, by when it happened; one that names no beginning stands where it is said to have ended."""
    if asked.log is LogShown.NONE:
        return ()
    shown = [entry for entry in entries if asked.log is LogShown.ALL or entry.header.kind is EntryKind.DECISION]
    timed = [(_moment(entry.header.event_at, zone), entry) for entry in shown]
    within = [(at, entry) for at, entry in timed if _within(at, spell)]
    ordered = sorted(within, key=lambda pair: (pair[0], pair[1].header.device, pair[1].header.seq))
    return tuple(_line(entry, asked.as_of) for _, entry in ordered)


def _moment(when: When, zone: str) -> datetime:
    return when.earliest(zone) or when.latest(zone) or datetime.max.replace(tzinfo=UTC)


def _within(at: datetime, spell: Spell) -> bool:
    assert spell.end is not None
    return (spell.start is None or at >= spell.start) and at <= spell.end


def _line(entry: Entry, as_of: datetime) -> LogLine:
    header = entry.header
    return LogLine(
        event_at=header.event_at,
        recorded_at=header.recorded_at,
        late=header.recorded_at > as_of,
        kind=header.kind,
        role=header.role,
        text="" if entry.body is None else entry.body.text,
        device=header.device,
        seq=header.seq,
        hash=entry.hash,
    )


def _notes(sections: Sequence[Part], seen: View) -> tuple[Note, ...]:
    """Places in documents, numbered as they come up."""
    places: dict[tuple[DocumentId, int, int], None] = {}
    for source in _sources(row for part in sections for row in part.rows):
        places.setdefault((source.document, source.start, source.end))
    return tuple(
        Note(number=number, document=document, start=start, end=end, told=seen.documents.get(document))
        for number, (document, start, end) in enumerate(places, 1)
    )


def _sources(rows: Iterable[Row]) -> Iterator[Source]:
    for row in rows:
        for account in () if row.standing is None else row.standing.accounts:
            if account.assertion.source is not None:
                yield account.assertion.source
