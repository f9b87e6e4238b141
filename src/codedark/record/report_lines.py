"""One account of a report in words, with its mark and who says so; what changed; advice with what measures it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from codedark.record.agreeing import elsewhere
from codedark.record.assertion import Assertion, AssertionId, Status
from codedark.record.changes import Change, ChangeKind
from codedark.record.date_words import known_alone
from codedark.record.fields import FIELD
from codedark.record.number_words import number_said
from codedark.record.other_sites import of_other_sites
from codedark.record.pillars import COMMAND, FIGURE_OF, Figure, Measured
from codedark.record.report import Advice, Report, Row
from codedark.record.report_said import SaidLine
from codedark.record.report_texts import TEXTS, field_label, known_word, label_apart, word
from codedark.record.value_words import details_said, is_bare, mark_said, reason_said, time_said, value_said
from codedark.record.view import Account, Relation, Standing

APART = "–"
"""Between how an account stands and what it says: in Markdown a colon would have to be held by a backslash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Of which report, and in which language."""

    report: Report
    lang: str
    numbers: Mapping[tuple[str, int, int], int] = field(init=False, repr=False, compare=False)
    """Place in a document -> number of its footnote."""

    def __post_init__(self) -> None:
        places = {(note.document, note.start, note.end): note.number for note in self.report.notes}
        object.__setattr__(self, "numbers", places)

    def number_of(self, assertion: Assertion) -> int:
        """The number of an account's footnote; 0: none."""
        source = assertion.source
        return 0 if source is None else self.numbers.get((source.document, source.start, source.end), 0)

    def word(self, group: str, key: str, **parts: object) -> str:
        """A word of this language."""
        return word(self.lang, group, key, **parts)

    @property
    def zone(self) -> str:
        """In which moments are said."""
        return self.report.head.timezone


def row_line(speaker: Speaker, row: Row) -> SaidLine:
    """A line of a section: what leads, marked, with who says so and who says otherwise below."""
    label = field_label(speaker.lang, row.field, row.about)
    if row.standing is None:
        nothing = speaker.word("phrase", "not-recorded")
        return SaidLine(label=label, value=nothing, status=Status.NOT_MENTIONED, bare=True, reason=nothing)
    lead = row.standing.lead
    if lead is None:
        beside = tuple(_other(speaker, account, row.standing) for account in row.standing.accounts)
        return SaidLine(
            label=label,
            value=speaker.word("status", Status.UNKNOWN),
            status=Status.UNKNOWN,
            bare=True,
            beside=beside,
            notes=_notes(speaker, row.standing),
            accounts=_ids(row.standing),
        )
    status = row.standing.status
    others = [account for account in row.standing.accounts if account.relation in _SHOWN_BELOW]
    return SaidLine(
        label=label,
        value=full_value(speaker, lead.assertion),
        status=status,
        bare=is_bare(lead.assertion),
        own=lead.assertion.status,
        reason=_reason(speaker, lead.assertion, status),
        mark=mark_said(lead.assertion, status, speaker.lang),
        beside=(*_below(speaker, lead), *(_other(speaker, account, row.standing) for account in others)),
        notes=_notes(speaker, row.standing),
        rests_on=(lead.assertion.id, *lead.assertion.inputs),
        accounts=_ids(row.standing),
    )


def _ids(standing: Standing) -> tuple[AssertionId, ...]:
    return tuple(account.assertion.id for account in standing.accounts)


_SHOWN_BELOW = (Relation.DIFFERS, Relation.LESS_EXACT, Relation.EARLIER)


def full_value(speaker: Speaker, assertion: Assertion) -> str:
    """The value with its time, sites and details in brackets."""
    sites = speaker.word("phrase", "sites", sites=", ".join(assertion.scope)) if assertion.scope else ""
    details = details_said(assertion.details, speaker.lang)
    beside = "; ".join(part for part in (time_said(assertion, speaker.lang, speaker.zone), sites, details) if part)
    value = value_said(assertion, speaker.lang, speaker.zone)
    return f"{value} ({beside})" if beside else value


def _reason(speaker: Speaker, assertion: Assertion, status: Status) -> str:
    """Why the value has the status it is printed with."""
    own = reason_said(assertion, speaker.lang)
    if status is Status.DISPUTED and assertion.status.marked and assertion.status is not Status.DISPUTED:
        return ", ".join(part for part in (speaker.word("status", assertion.status), own) if part)
    return own


def _below(speaker: Speaker, account: Account) -> Iterator[str]:
    """Who says so, since when it could be known, what it was inferred from, and in which words it stood."""
    assertion = account.assertion
    yield who_said(speaker, assertion)
    if assertion.inputs:
        yield speaker.word("phrase", "from", ids=", ".join(assertion.inputs))
    wording = " ".join(assertion.wording.split())
    if wording and wording not in (value_said(assertion, speaker.lang, speaker.zone), str(assertion.value)):
        yield speaker.word("phrase", "wording", wording=wording)


def who_said(speaker: Speaker, assertion: Assertion) -> str:
    """Who says so and how far they stand by it, when it could be known, and the footnote."""
    own = assertion.source is None
    by = assertion.by or ("us" if own else "")
    parts = (
        known_word(speaker.lang, "by", by),
        "" if own else speaker.word("attribution", assertion.attribution),
        speaker.word("phrase", "known", at=known_alone(assertion.known_at, speaker.lang, speaker.zone)),
    )
    note = speaker.number_of(assertion)
    return ", ".join(part for part in parts if part) + (f" [{note}]" if note else "")


def _notes(speaker: Speaker, standing: Standing) -> tuple[int, ...]:
    numbers = (speaker.number_of(account.assertion) for account in standing.accounts)
    return tuple(sorted({number for number in numbers if number}))


def _other(speaker: Speaker, account: Account, standing: Standing) -> str:
    """Another account, with its mark, how it stands, and who gives it."""
    relation = _relation(speaker, account, standing)
    return f"{relation} {APART} {account_said(speaker, account)}; {who_said(speaker, account.assertion)}"


def _relation(speaker: Speaker, account: Account, standing: Standing) -> str:
    lead = standing.lead
    if lead is not None and account.relation.alive and elsewhere(account.assertion, lead.assertion):
        before = account not in of_other_sites(standing)
        earlier = f", {speaker.word('relation', Relation.EARLIER)}" if before else ""
        return f"{speaker.word('phrase', 'elsewhere')}{earlier}"
    plain = speaker.word("relation", account.relation)
    return speaker.word("phrase", "withdrawn-why", relation=plain, why=account.why) if account.why else plain


def account_said(speaker: Speaker, account: Account) -> str:
    """What one account says, with its own mark."""
    assertion = account.assertion
    mark = mark_said(assertion, assertion.status, speaker.lang)
    return " ".join(part for part in (full_value(speaker, assertion), mark) if part)


def differing_rows(speaker: Speaker, standing: Standing) -> Iterator[tuple[str, ...]]:
    """Accounts of one thing side by side: what, what is said, who says so, how it stands to the one that leads."""
    label = label_apart(speaker.lang, standing.key.field, standing.key.about)
    for place, account in enumerate(standing.accounts):
        stands = _relation(speaker, account, standing)
        yield (
            "" if place else label,
            account_said(speaker, account),
            who_said(speaker, account.assertion),
            stands,
        )


def change_line(speaker: Speaker, change: Change) -> SaidLine:
    """What is said otherwise than in the report before; a mark that ends the line is the line's own."""
    label = label_apart(speaker.lang, change.key.field, change.key.about)
    before = _changed(speaker, change.before, change.before_status or Status.UNKNOWN)
    after, lead, status = _changed(speaker, change.after, change.after_status), change.after, change.after_status
    if lead is None and _stands_for_itself(change.key.field):
        return SaidLine(label=label, value=speaker.word("phrase", "gone", before=before), rests_on=change.came)
    if lead is None or not status.marked or not _ends_with_after(speaker.lang, change.kind):
        value = speaker.word("change", change.kind, after=after, before=before)
        return SaidLine(label=label, value=value, rests_on=change.came)
    return SaidLine(
        label=label,
        value=speaker.word("change", change.kind, after=full_value(speaker, lead), before=before),
        status=status,
        reason=_reason(speaker, lead, status),
        mark=mark_said(lead, status, speaker.lang),
        rests_on=change.came,
    )


def _stands_for_itself(name: str) -> bool:
    """Whether each value is a thing of its own: one that was withdrawn leaves nothing that is unknown."""
    field = FIELD.get(name)
    return field is not None and field.many


def _ends_with_after(lang: str, kind: ChangeKind) -> bool:
    return TEXTS[lang]["change"][kind].endswith("{after}")


def _changed(speaker: Speaker, assertion: Assertion | None, status: Status) -> str:
    if assertion is None:
        return speaker.word("status", Status.UNKNOWN)
    mark = mark_said(assertion, status, speaker.lang)
    return " ".join(part for part in (full_value(speaker, assertion), mark) if part)


def advice_line(speaker: Speaker, advice: Advice) -> SaidLine:
    """A lesson or recommendation with its pillar, what measures it, and what was measured."""
    plain = row_line(speaker, advice.row)
    below = list(plain.beside)
    if advice.pillar is not None:
        below.append(speaker.word("phrase", "pillar", pillar=speaker.word("pillar", advice.pillar)))
    below += [_measured(speaker, one) for one in advice.measured]
    done = {FIGURE_OF[one.figure] for one in advice.measured}
    for check in advice.checks:
        if check not in done:
            said = speaker.word("check", check)
            below.append(speaker.word("phrase", "measured-by", check=said, command=COMMAND[check]))
    return SaidLine(
        label="",
        value=plain.value,
        status=plain.status,
        reason=plain.reason,
        mark=plain.mark,
        beside=tuple(below),
        notes=plain.notes,
        rests_on=plain.rests_on,
        accounts=plain.accounts,
    )


def _measured(speaker: Speaker, one: Measured) -> str:
    lang = speaker.lang
    if one.figure is Figure.SINGLE_POINTS:
        return speaker.word("phrase", "single-points", n=number_said(one.value, lang), source=one.source)
    if one.figure is Figure.REACHED:
        n, of = (number_said(number, lang) for number in (one.value, one.total or 0.0))
        return speaker.word("phrase", "reached", name=one.name, n=n, of=of, source=one.source)
    told = one.low is not None and one.high is not None
    ends = {"low": _rounded(one.low or 0.0, lang), "high": _rounded(one.high or 0.0, lang)} if told else {}
    outcome = known_word(lang, "outcome", one.outcome)
    what = {"defence": one.name, "n": _rounded(one.value, lang), "outcome": outcome, "source": one.source}
    return speaker.word("phrase", "credit" if ends else "credit-bare", **what, **ends)


def _rounded(value: float, lang: str) -> str:
    """No more digits than a mean over plays deserves: one decimal below ten."""
    return number_said(round(value, 1 if abs(value) < 10 else 0), lang)
