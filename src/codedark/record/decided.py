"""What a log holds of decisions, notifications sent and detections: what clocks are started, stopped and proposed by.

A later decision on the same thing, or one that links to it, takes its place; the one before stays in the list, for the
deadline that hung on it stays visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from codedark.record.assertion import Assertion, Status
from codedark.record.edtf import When
from codedark.record.entry import Body, Decision, DeviceId, Entry, EntryHash, EntryKind, Sent
from codedark.record.rule_pack import Evidence, Regime
from codedark.record.view import Relation, View

NO = "no"
YES = "yes"
DUE = "due"
"""Key in the details of a decision: the day a requested report is due, as ISO 8601 with its offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision with the entry it stands in."""

    decision: Decision
    entry: EntryHash
    device: DeviceId
    role: str
    recorded_at: datetime
    due_at: datetime | None = None
    """Of a report asked of us: the day that was named."""

    @property
    def is_no(self) -> bool:
        """Whether it says that it is not so."""
        return self.decision.value == NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notification that was sent, with the entry it stands in."""

    sent: Sent
    entry: EntryHash
    role: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something in the record that makes a clock worth proposing."""

    at: datetime
    """The moment a clock would be counted from."""
    what: str
    entry: EntryHash
    device: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What of a log bears on its clocks, as of a moment."""

    now: datetime
    zone: str
    decided: tuple[Decided, ...]
    """In the order of the log, the replaced ones too."""
    told: tuple[Told, ...]
    """The same."""
    links: frozenset[EntryHash]
    """Entries whose place another decision, or another account of the same sending, takes."""
    entries: tuple[Entry, ...]
    view: View
    erased_count: int = 0
    """Decisions whose words were erased: what they decided counts as undecided, and nobody may call it that alone."""

    def history(self, word: str, regime: Regime) -> tuple[Decided, ...]:
        """Every decision on something that holds for a regime: the one that stands last.

        One for the regime itself goes before one for all, whichever came later.
        """
        about = [d for d in self.decided if d.decision.what == word and d.decision.regime in ("", regime)]
        about.sort(key=lambda d: d.decision.regime != "")
        return tuple(sorted(about, key=lambda d: d.entry not in self.links))

    def stands(self, word: str, regime: Regime) -> Decided | None:
        """The decision that stands; None: nobody decided."""
        return next(reversed(self.history(word, regime)), None)

    def apart(self, history: Sequence[Decided]) -> Decided | None:
        """The last decision of another device that nobody corrected: both were made, and neither knew of the other."""
        last = history[-1]
        others = (d for d in history[:-1] if d.device != last.device and d.entry not in self.links)
        return next((d for d in reversed(tuple(others)) if _unlike(d.decision, last.decision)), None)

    def sent(self, regime: Regime, stage: str) -> tuple[Told, ...]:
        """What was sent of a stage, the corrected ones left out, the first sent first."""
        about = [t for t in self.told if (t.sent.regime, t.sent.stage) == (regime, stage) and t.entry not in self.links]
        return tuple(sorted(about, key=lambda t: t.sent.sent_at))

    def mistold(self, regime: Regime, stage: str) -> tuple[Told, ...]:
        """What was said to be sent of a stage and corrected since."""
        return tuple(t for t in self.told if (t.sent.regime, t.sent.stage) == (regime, stage) and t.entry in self.links)

    def earliest_sign(self, evidence: Iterable[Evidence]) -> Sign | None:
        """The earliest thing in the record that one of these looks for; None: there is nothing."""
        found = [sign for one in evidence for sign in _signs(self, one)]
        return min(found, key=lambda sign: (sign.at, sign.seq), default=None)


def case_of(entries: Sequence[Entry], seen: View, zone: str) -> Case:
    """What of a log bears on its clocks.

    Args:
        entries: of the log, in any order; erased ones tell nothing.
        seen: the view of it; its `as_of` is now. A decision counts from the moment it was made, what was sent from the
            moment it was sent, even where it was entered later.
        zone: name of the hospital's time zone.
    """
    told = sorted(entries, key=lambda e: (e.header.recorded_at, e.header.device, e.header.seq))
    known = [entry for entry in told if entry.body is not None and happened(entry, zone) <= seen.as_of]
    sent = [_told(entry) for entry in known if _body(entry).sent is not None]
    return Case(
        now=seen.as_of,
        zone=zone,
        decided=tuple(_decided(entry) for entry in known if _body(entry).decision is not None),
        told=tuple(one for one in sent if one.sent.sent_at <= seen.as_of),
        links=frozenset(old for entry in known if _replaces(entry) for old in entry.header.links),
        entries=tuple(known),
        view=seen,
        erased_count=sum(
            entry.body is None and entry.header.kind is EntryKind.DECISION and happened(entry, zone) <= seen.as_of
            for entry in told
        ),
    )


def happened(entry: Entry, zone: str) -> datetime:
    """When an entry's event happened, at the earliest; where nobody knows, when it was written down."""
    return entry.header.event_at.earliest(zone) or entry.header.recorded_at


def _replaces(entry: Entry) -> bool:
    """Whether what its links name is replaced by it: by another decision, by another account of what was sent.

    A correction in words alone moves no clock: nobody could count from it.
    """
    return _body(entry).decision is not None or _body(entry).sent is not None


def _body(entry: Entry) -> Body:
    if entry.body is None:
        raise AssertionError("erased entries are left out above")
    return entry.body


def _decided(entry: Entry) -> Decided:
    body = _body(entry)
    assert body.decision is not None
    due = body.details.get(DUE)
    return Decided(
        decision=body.decision,
        entry=entry.hash,
        device=entry.header.device,
        role=entry.header.role,
        recorded_at=entry.header.recorded_at,
        due_at=None if due is None else datetime.fromisoformat(due).astimezone(UTC),
    )


def _told(entry: Entry) -> Told:
    sent = _body(entry).sent
    assert sent is not None
    return Told(sent=sent, entry=entry.hash, role=entry.header.role, recorded_at=entry.header.recorded_at)


def _unlike(one: Decision, other: Decision) -> bool:
    return (one.value, one.at) != (other.value, other.at)


_GONE = frozenset({Relation.REPLACED, Relation.WITHDRAWN, Relation.ANSWERED})


def _signs(case: Case, evidence: Evidence) -> Iterable[Sign]:
    if evidence.came_from:
        yield from _from_machines(case, evidence.came_from)
        return
    for standing in case.view.of(evidence.field):
        for account in standing.accounts:
            said = account.assertion
            if account.relation not in _GONE and _suits(said, evidence):
                yield Sign(
                    at=_moment(said, case.zone) if evidence.moment else said.known_at,
                    what=evidence.field,
                    entry=account.recorded.entry,
                    device=account.recorded.device,
                    seq=account.recorded.seq,
                )


def _from_machines(case: Case, part: str) -> Iterable[Sign]:
    for entry in case.entries:
        if _body(entry).came_from == part:
            at = happened(entry, case.zone)
            header = entry.header
            yield Sign(at=at, what=f"an entry of `{part}`", entry=entry.hash, device=header.device, seq=header.seq)


def _suits(said: Assertion, evidence: Evidence) -> bool:
    if not said.status.tells or said.status is Status.NONE_KNOWN or said.value in (False, "no", "none", 0):
        return False
    told = said.value if isinstance(said.value, tuple) else (said.value,)
    return not evidence.values or any(value in evidence.values for value in told)


def _moment(said: Assertion, zone: str) -> datetime:
    """The moment a field names, at its earliest; the moment it could be known where it names none."""
    try:
        return When(str(said.value)).earliest(zone) or said.known_at
    except ValueError:
        return said.known_at
