"""What starts the clock of a stage: a decision with its moment, another stage sent, or nothing yet.

Detection is evidence: it proposes a start and never is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from codedark.hospital.values import Unknown
from codedark.record.deadlines import on_the_spot
from codedark.record.decided import Case, Decided, Told
from codedark.record.entry import EntryHash
from codedark.record.rule_pack import ENDED, REQUESTED, RulePack, Stage, Trigger


class State(StrEnum):
    """How a stage stands."""

    LATE = "late"
    """Its time is over, and it was not sent."""
    RUNNING = "running"
    PROPOSED = "proposed"
    """Something speaks for it, and nobody has decided."""
    UNKNOWN = "unknown"
    """It runs, and nobody has told for how long."""
    WAITING = "waiting"
    """What would start it has not happened."""
    SENT = "sent"
    SENT_LATE = "sent late"
    CLOSED = "closed"
    """Decided that it is not owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A moment a clock was counted from until it was corrected."""

    at: datetime
    role: str
    """Whose entry it was."""
    recorded_at: datetime
    until: datetime
    """When what took its place was written down."""
    why: str = ""
    """The reason given with what took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What is known of a stage's start."""

    at: datetime | Unknown
    by: str
    """What started it, or would, as words for a table."""
    state: State = State.RUNNING
    """RUNNING where it started; else PROPOSED, WAITING, UNKNOWN or CLOSED."""
    why: str = ""
    entry: EntryHash | None = None
    before: tuple[Before, ...] = ()
    """Oldest first."""
    recorded_at: datetime | None = None
    """When the start that holds was written down; None: nobody wrote one."""
    due: datetime | None = None
    """Where whoever asked named the day."""
    remark: str = ""


def begun(case: Case, pack: RulePack, stage: Stage) -> Begun:
    """How a stage's clock started, or why it has not; what the pack asks before its clocks run is judged too."""
    if stage.starts.trigger is Trigger.SENT:
        return _gated(case, pack, _after_sending(case, pack, stage.starts.word))
    history = case.history(stage.starts.word, pack.regime)
    started = by_decision(case, history) if history else _undecided(case, pack, stage)
    return _gated(case, pack, started)


def by_decision(case: Case, history: Sequence[Decided]) -> Begun:
    """A start by the last of the decisions on one thing; those before it are kept.

    Args:
        history: at least one, from `Case.history`.
    """
    last = history[-1]
    word = last.decision.what
    told = Begun(
        at=Unknown("no moment was told with it"),
        by=f"{word}, decided by {last.role}",
        entry=last.entry,
        before=tuple(_before(history)),
        recorded_at=last.recorded_at,
        due=last.due_at,
        remark="; ".join(part for part in (_apart(case, history), _ahead(case, last)) if part),
    )
    other = case.apart(history)
    if last.is_no and other is not None and other.decision.at is not None and not other.is_no:
        why = f"decided: not {word}, by {last.role}; the other laptop's clock goes on until one decision stands"
        return replace(told, state=State.PROPOSED, why=why, at=other.decision.at, entry=other.entry)
    if last.is_no:
        why = f"decided: not {word}, by {last.role}{because(last)}"
        return replace(told, state=State.CLOSED, why=why, at=Unknown("decided that it is not so"))
    if last.decision.at is None:
        return replace(told, state=State.UNKNOWN, why=f"decided without a moment: decide {word} with one")
    return replace(told, at=last.decision.at)


def _before(history: Sequence[Decided]) -> Iterator[Before]:
    """Moments decided before the one that holds, each with what took its place, be that a `no`."""
    for one, after in pairwise(history):
        if one.decision.at is not None and not one.is_no:
            until, why = after.recorded_at, after.decision.why
            yield Before(at=one.decision.at, role=one.role, recorded_at=one.recorded_at, until=until, why=why)


def _ahead(case: Case, last: Decided) -> str:
    """A moment that has not come cannot have been lived through: most often the day or the year is mistyped."""
    at = last.decision.at
    if at is None or at <= case.now or last.is_no:
        return ""
    return (
        f"{last.decision.what} names a moment that has not come, {on_the_spot(at, case.zone)}: correct it if mistyped"
    )


def _apart(case: Case, history: Sequence[Decided]) -> str:
    other = case.apart(history)
    if other is None:
        return ""
    at = "" if other.decision.at is None else f", {on_the_spot(other.decision.at, case.zone)}"
    said = f"{'not ' if other.is_no else ''}{other.decision.what}{at}, by {other.role}"
    return f"another laptop decided apart from this one: {said}; decide anew, so that one of them stands"


def _undecided(case: Case, pack: RulePack, stage: Stage) -> Begun:
    """Nobody decided: something in the record may propose it."""
    word = stage.starts.word
    if word == REQUESTED:
        return Begun(at=Unknown("nobody asked for it"), by="a request", state=State.WAITING, why="on request")
    why = _nobody(case, word)
    sign = case.earliest_sign(pack.evidence)
    if sign is None:
        return Begun(at=Unknown(why), by=f"a decision: {word}", state=State.WAITING, why=why)
    by = f"entry {sign.seq} of {sign.device[:8]} ({sign.what})"
    return Begun(at=sign.at, by=by, state=State.PROPOSED, why=why, entry=sign.entry)


def _nobody(case: Case, word: str) -> str:
    erased = f", or it is one of {case.erased_count} whose words were erased: decide anew" if case.erased_count else ""
    return f"nobody has decided {asked(word)}{erased}"


def _after_sending(case: Case, pack: RulePack, stage: str) -> Begun:
    sent = case.sent(pack.regime, stage)
    if not sent:
        why = f"{stage} was not sent: this has no start"
        return Begun(at=Unknown(why), by=f"sending {stage}", state=State.WAITING, why=why)
    first = sent[0]
    return Begun(
        at=first.sent.sent_at,
        by=f"{stage} sent by {first.role}",
        entry=first.entry,
        before=tuple(_mistold([*case.mistold(pack.regime, stage), first])),
        recorded_at=first.recorded_at,
    )


def _mistold(told: Sequence[Told]) -> Iterator[Before]:
    for one, after in pairwise(told):
        yield Before(at=one.sent.sent_at, role=one.role, recorded_at=one.recorded_at, until=after.recorded_at)


def _gated(case: Case, pack: RulePack, start: Begun) -> Begun:
    """What the pack asks before its clocks run: undecided keeps them proposed, `no` closes them."""
    for word in (*pack.needs, *pack.presumed):
        history = case.history(word, pack.regime)
        stands = history[-1] if history else None
        differ = _apart(case, history) if history else ""
        start = replace(start, remark="; ".join(part for part in (start.remark, differ) if part))
        other = case.apart(history) if history else None
        if stands is not None and stands.is_no and (other is None or other.is_no):
            return replace(start, state=State.CLOSED, why=f"decided: not {word}, by {stands.role}{because(stands)}")
        if stands is None and word in pack.needs and start.state is State.RUNNING:
            start = replace(start, state=State.PROPOSED, why=_nobody(case, word))
    return start


def because(decided: Decided) -> str:
    """The reason given with a decision, to stand behind it; empty: none was given."""
    return f": {decided.decision.why}" if decided.decision.why else ""


def asked(word: str) -> str:
    """A decision as words in a sentence.

    >>> f"nobody has decided {asked('aware')}"
    'nobody has decided since when we are aware'
    """
    return _ASKED.get(word, f"`{word}`")


_ASKED = {
    "aware": "since when we are aware",
    "significant": "whether it is significant",
    "personal-data-breach": "whether, and since when, it is a breach of personal data",
    "high-risk": "whether it puts people at high risk",
    ENDED: "when it was handled",
}
