"""What was known at a moment: per field the account that leads, the others beside it, and how each stands to it.

Nothing is lost on the way: an account that was replaced, withdrawn or contradicted is still there, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from codedark.record.agreeing import Stance, moment_bounds, stance
from codedark.record.assertion import (
    Assertion,
    AssertionId,
    Attribution,
    Document,
    DocumentId,
    Qualifier,
    Question,
    Status,
    Withdrawal,
)
from codedark.record.edtf import When
from codedark.record.entry import Body, DeviceId, Entry, EntryHash
from codedark.record.fields import FIELD, FIELDS, Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An assertion with the entry it stands in."""

    assertion: Assertion
    id: AssertionId
    """The assertion's name, made once: it is a hash over all it says."""
    entry: EntryHash
    device: DeviceId
    seq: int
    recorded_at: datetime
    role: str


class Relation(StrEnum):
    """How an account stands to the one that leads."""

    LEADS = "leads"
    AGREES = "agrees"
    LESS_EXACT = "less-exact"
    """It does not contradict, and says less: "at least 70" beside 72, "all" beside a number."""
    DIFFERS = "differs"
    EARLIER = "earlier"
    """Of a state: how it was before it changed."""
    ANSWERED = "answered"
    """It said "unknown", and somebody has told since."""
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def alive(self) -> bool:
        """Whether it still speaks."""
        return self in (Relation.LEADS, Relation.AGREES, Relation.LESS_EXACT, Relation.DIFFERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One assertion in a view."""

    recorded: Recorded
    relation: Relation
    why: str = ""
    """Of a withdrawn one: why; of a replaced one: by which assertion."""

    @property
    def assertion(self) -> Assertion:
        """What it says."""
        return self.recorded.assertion


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What accounts must share to be about the same thing."""

    field: str
    about: str = ""
    period: str = ""
    """Period of a count, with its kind; empty: none named."""
    value: str = ""
    """Of fields that may have several values: the value, so that each stands for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that is said about one thing, the leading account first, the others as they became known."""

    key: Key
    accounts: tuple[Account, ...]

    @property
    def lead(self) -> Account | None:
        """The account that leads; None: all were withdrawn or replaced."""
        first = self.accounts[0]
        return first if first.relation is Relation.LEADS else None

    @property
    def status(self) -> Status:
        """Status of the leading account; `disputed` while another that is alive differs; `unknown` where none leads."""
        if self.lead is None:
            return Status.UNKNOWN
        differs = any(account.relation is Relation.DIFFERS for account in self.accounts)
        return Status.DISPUTED if differs else self.lead.assertion.status


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What was known at a moment."""

    as_of: datetime
    standings: tuple[Standing, ...]
    """In the order of the report's fields, then by what they are about."""
    questions: tuple[tuple[Question, datetime | None], ...]
    """Asked by then, each with the moment it was answered; None: still open."""
    documents: Mapping[DocumentId, Document]
    entered_later_count: int
    """Accounts of this view that were entered after `as_of`: known then, written down later."""

    def of(self, field: str, about: str | None = None) -> tuple[Standing, ...]:
        """Everything about a field; with `about`, of that one alone."""
        return tuple(s for s in self.standings if s.key.field == field and about in (None, s.key.about))

    def lead(self, field: str, about: str = "") -> Assertion | None:
        """The leading account of a field; of several periods the latest known. None: nothing is said."""
        leads = [s.lead.assertion for s in self.of(field, about) if s.lead is not None]
        return max(leads, key=lambda a: a.known_at, default=None)


def view(entries: Sequence[Entry], as_of: datetime) -> View:
    """What was known at a moment.

    An assertion counts from its `known_at`: for what a document says, its publication, even where it was entered weeks
    later; `View.entered_later_count` says how many those are.

    Args:
        entries: of the log, in any order; erased ones tell nothing.
        as_of: aware.
    Returns:
        The view. No entry: a view without standings.
    Raises:
        ValueError: `as_of` has no offset.
    """
    if as_of.tzinfo is None:
        raise ValueError(f"as_of={as_of}: write it with its offset")
    told = [entry for entry in entries if entry.body is not None]
    known = _known(told, as_of)
    withdrawn = {w.of: w for entry in told for w in _body(entry).withdrawals if w.known_at <= as_of}
    groups: dict[Key, list[Recorded]] = {}
    for recorded in known:
        groups.setdefault(key_of(recorded.assertion), []).append(recorded)
    replaced = {old: own for own, old in _replacing(known) if own not in withdrawn}
    standings = [_standing(key, group, replaced, withdrawn) for key, group in groups.items()]
    return View(
        as_of=as_of,
        standings=tuple(sorted(standings, key=lambda s: (_ORDER.get(s.key.field, len(_ORDER)), s.key))),
        questions=_questions(told, known, as_of),
        documents={d.id: d for entry in told for d in _body(entry).documents},
        entered_later_count=sum(recorded.recorded_at > as_of for recorded in known),
    )


_ORDER = {field.name: place for place, field in enumerate(FIELDS)}


def key_of(assertion: Assertion) -> Key:
    """What an assertion is about."""
    field = FIELD.get(assertion.field)
    period = "" if assertion.period is None else f"{assertion.period.when} {assertion.period.kind}"
    value = str(assertion.value) if field is not None and field.many else ""
    return Key(assertion.field, assertion.about, period, value)


def _replacing(known: Iterable[Recorded]) -> Iterable[tuple[AssertionId, AssertionId]]:
    """What replaces what. A replacement that was withdrawn replaces nothing: what it replaced speaks again."""
    return ((r.id, old) for r in known for old in r.assertion.supersedes)


def _known(entries: Iterable[Entry], as_of: datetime) -> list[Recorded]:
    """Known by then, each once (the first time it was written down), in the order they became known."""
    first: dict[AssertionId, Recorded] = {}
    for entry in sorted(entries, key=lambda e: (e.header.recorded_at, e.header.device, e.header.seq)):
        for assertion in _body(entry).assertions:
            if assertion.known_at <= as_of:
                recorded = recorded_in(entry, assertion)
                first.setdefault(recorded.id, recorded)
    return sorted(first.values(), key=lambda r: (r.assertion.known_at, r.recorded_at, r.device, r.seq))


def recorded_in(entry: Entry, assertion: Assertion) -> Recorded:
    """An assertion with where it stands."""
    header = entry.header
    return Recorded(
        assertion=assertion,
        id=assertion.id,
        entry=entry.hash,
        device=header.device,
        seq=header.seq,
        recorded_at=header.recorded_at,
        role=header.role,
    )


def _standing(
    key: Key,
    group: Sequence[Recorded],
    replaced: Mapping[AssertionId, AssertionId],
    withdrawn: Mapping[AssertionId, Withdrawal],
) -> Standing:
    alive = [r for r in group if r.id not in replaced and r.id not in withdrawn]
    lead = max(alive, key=_weight, default=None)
    accounts = [_account(r, lead, replaced, withdrawn) for r in group]
    return Standing(key=key, accounts=tuple(sorted(accounts, key=lambda a: a.relation is not Relation.LEADS)))


_BEST = {status: -place for place, status in enumerate(Status)}
_ATTRIBUTION = {attribution: -place for place, attribution in enumerate(Attribution)}
_EXACT = {
    qualifier: -place
    for place, qualifier in enumerate(
        (
            None,
            Qualifier.EXACT,
            Qualifier.AT_LEAST,
            Qualifier.AT_MOST,
            Qualifier.ABOUT,
            Qualifier.RANGE,
            Qualifier.FRACTION,
            Qualifier.ALL,
            Qualifier.UNCOUNTED,
        )
    )
}


def _weight(recorded: Recorded) -> tuple[bool, bool, datetime, int, int, int, float, datetime, datetime, int]:
    """Which account leads: one that tells, and no mere claim; of a state the latest; then status, voice, time.

    A claim (an attacker's, an anonymous voice's) leads only where nobody else tells anything.
    """
    a = recorded.assertion
    field = FIELD.get(a.field)
    changes = a.known_at if field is not None and field.state else _NO_TIME
    ranks = (_ATTRIBUTION[a.attribution], _EXACT[a.qualifier], _narrow(a))
    best = _BEST[Status.STATED] if a.status is Status.NONE_KNOWN else _BEST[a.status]
    return (
        a.status.tells,
        a.attribution is not Attribution.CLAIMED,
        changes,
        best,
        *ranks,
        a.known_at,
        recorded.recorded_at,
        recorded.seq,
    )


def _narrow(assertion: Assertion) -> float:
    """How narrow a moment is told, negative seconds; 0: no moment."""
    field = FIELD.get(assertion.field)
    if field is None or field.form is not Form.MOMENT:
        return 0.0
    first, last = moment_bounds(assertion)
    return first - last if first <= last else float("-inf")


_NO_TIME = datetime.min.replace(tzinfo=UTC)


def _account(
    recorded: Recorded,
    lead: Recorded | None,
    replaced: Mapping[AssertionId, AssertionId],
    withdrawn: Mapping[AssertionId, Withdrawal],
) -> Account:
    own = recorded.id
    if own in withdrawn:
        return Account(recorded=recorded, relation=Relation.WITHDRAWN, why=withdrawn[own].why)
    if own in replaced:
        return Account(recorded=recorded, relation=Relation.REPLACED, why=replaced[own])
    if lead is None or recorded is lead:
        return Account(recorded=recorded, relation=Relation.LEADS)
    return Account(recorded=recorded, relation=_RELATION[stance(recorded.assertion, lead.assertion)])


_RELATION = {
    Stance.SAME: Relation.AGREES,
    Stance.LESS: Relation.LESS_EXACT,
    Stance.OTHER: Relation.DIFFERS,
    Stance.BEFORE: Relation.EARLIER,
    Stance.SILENT: Relation.ANSWERED,
}


def _questions(
    entries: Iterable[Entry], known: Sequence[Recorded], as_of: datetime
) -> tuple[tuple[Question, datetime | None], ...]:
    asked = [q for entry in entries for q in _body(entry).questions if q.asked_at <= as_of]
    return tuple((question, _answered(question, known)) for question in sorted(asked, key=lambda q: q.asked_at))


def _answered(question: Question, known: Sequence[Recorded]) -> datetime | None:
    times = (
        r.assertion.known_at
        for r in known
        if r.assertion.field == question.field
        and r.assertion.about == question.about
        and r.assertion.status.tells
        and r.assertion.known_at >= question.asked_at
    )
    return min(times, default=None)


def _body(entry: Entry) -> Body:
    if entry.body is None:
        raise AssertionError("erased entries are left out above")
    return entry.body


def when_of(assertion: Assertion) -> When | None:
    """When what an assertion says holds: its own time, else its period; None: not told."""
    return assertion.valid or (None if assertion.period is None else assertion.period.when)
