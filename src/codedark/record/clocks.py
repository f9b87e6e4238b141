"""Which notifications are owed, since when, by when: each stage of each rule pack judged, with the reason.

Detection proposes a clock and never starts one: a role decides since when we are *aware* and whether the incident is
*significant*, in an entry of its own. When such a decision is corrected the deadline is counted anew, and the old one
stays beside it, with whose decision it hung on. Nothing here is legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from codedark.hospital.values import Unknown
from codedark.record.clock_starting import Begun, State, begun, by_decision
from codedark.record.deadlines import due_after, on_the_spot
from codedark.record.decided import Case, Told
from codedark.record.entry import EntryHash
from codedark.record.rule_pack import ENDED, US, Ongoing, Open, Regime, RulePack, Span, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A deadline that was counted before and no longer holds."""

    due: datetime
    by_role: str
    """Whose decision it hung on."""
    recorded_at: datetime
    corrected_at: datetime
    why: str
    """The reason given with what took its place; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One stage of one pack, as of a moment."""

    pack: RulePack
    stage: Stage
    state: State
    started: datetime | Unknown
    """Of a proposed one: the moment it would be counted from."""
    started_by: str
    due: datetime | Unknown
    """Of a proposed one: when it would be due; of a closed one: when it would have been."""
    why: str
    """Why it stands as it stands; empty: it simply runs, or was sent."""
    start_entry: EntryHash | None = None
    sent: Told | None = None
    """The first that was sent; it is the one a deadline is kept by."""
    again: tuple[Told, ...] = ()
    """What was sent of the same stage after it."""
    earlier: tuple[Earlier, ...] = ()
    """Deadlines that hung on entries corrected since, oldest first."""
    remarks: tuple[str, ...] = ()

    @property
    def regime(self) -> Regime:
        """Name of its pack."""
        return self.pack.regime

    @property
    def name(self) -> str:
        """As people type it: `nis2-be:early-warning`."""
        return f"{self.pack.regime}:{self.stage.name}"

    @property
    def ours(self) -> bool:
        """Whether the hospital owes it."""
        return self.stage.owed_by == US

    @property
    def overdue(self) -> bool:
        """Whether the hospital owes it and has not sent it in time."""
        return self.ours and self.state is State.LATE

    def left_s(self, now: datetime) -> float | None:
        """Seconds until it is due, negative when over; None: no moment is named, or it was sent or closed."""
        if isinstance(self.due, Unknown) or self.state in (State.SENT, State.SENT_LATE, State.CLOSED):
            return None
        return (self.due - now).total_seconds()


def clocks(case: Case, packs: Iterable[RulePack]) -> tuple[Clock, ...]:
    """Every stage of every pack, the most pressing first.

    Args:
        case: from `decided.case_of`.
        packs: from `formats.rule_pack_shelf`.
    Returns:
        One clock a stage, in the order of `State`, and within it by what is due first.
    Cost: a few passes over the decisions a stage.
    """
    found = [_clock(case, pack, stage) for pack in packs for stage in pack.stages]
    return tuple(sorted(found, key=_pressing))


def due_moments(found: Iterable[Clock]) -> dict[tuple[str, str], datetime]:
    """(regime, stage) -> when it is or was due, of those that are owed: what a report puts beside what was sent."""
    owed = (one for one in found if one.state not in (State.PROPOSED, State.CLOSED))
    return {(one.regime, one.stage.name): one.due for one in owed if isinstance(one.due, datetime)}


_ORDER = tuple(State)


def _pressing(clock: Clock) -> tuple[int, bool, float]:
    unknown = isinstance(clock.due, Unknown)
    return (_ORDER.index(clock.state), unknown, 0.0 if isinstance(clock.due, Unknown) else clock.due.timestamp())


def _clock(case: Case, pack: RulePack, stage: Stage) -> Clock:
    start = begun(case, pack, stage)
    clock = Clock(
        pack=pack,
        stage=stage,
        state=start.state,
        started=start.at,
        started_by=start.by,
        due=_due(start, stage, case.zone),
        why=start.why,
        start_entry=start.entry,
        earlier=_earlier(start, stage, case.zone),
        remarks=(start.remark,) if start.remark else (),
    )
    return _judged(case, _while_ongoing(case, clock))


def _due(start: Begun, stage: Stage, zone: str) -> datetime | Unknown:
    if start.due is not None:
        return start.due
    if isinstance(start.at, Unknown):
        return start.at
    if isinstance(stage.within, Span):
        return due_after(start.at, stage.within, zone)
    return Unknown(_NO_NUMBER[stage.within])


_NO_NUMBER = {
    Open.UNDUE_DELAY: "without undue delay: no number of hours is given",
    Open.NO_TERM: "no term is known: advised, not owed",
    Open.TO_BE_TOLD: "nobody has told the hours: fill them in",
    Open.AS_REQUESTED: "no day was named with the request",
}


def _earlier(start: Begun, stage: Stage, zone: str) -> tuple[Earlier, ...]:
    """Deadlines counted from moments that were corrected since; none where the same deadline came out."""
    if not isinstance(stage.within, Span) or start.recorded_at is None or not start.before:
        return ()
    found = [
        Earlier(
            due=due_after(one.at, stage.within, zone),
            by_role=one.role,
            recorded_at=one.recorded_at,
            corrected_at=one.until,
            why=one.why,
        )
        for one in start.before
    ]
    holds = _due(start, stage, zone)
    return tuple(one for one in found if one.due != holds)


def _while_ongoing(case: Case, clock: Clock) -> Clock:
    """What an incident that is not handled when a stage is due does to a progress and a final report."""
    stage = clock.stage
    if stage.ongoing is Ongoing.NOTHING or isinstance(clock.due, Unknown) or clock.state is not State.RUNNING:
        return clock
    ended, over = case.stands(ENDED, clock.regime), on_the_spot(clock.due, case.zone)
    handled = None if ended is None or ended.is_no else ended.decision.at
    in_time = handled is not None and handled <= min(clock.due, case.now)  # a moment ahead has not handled anything
    if stage.ongoing is Ongoing.ONLY_THEN:
        if handled is not None and in_time:
            return replace(clock, state=State.CLOSED, why=f"handled {on_the_spot(handled, case.zone)}, before {over}")
        if _final_by(case, clock.pack, clock.due):
            return replace(clock, state=State.CLOSED, why=f"the final report was sent before {over}")
        return clock if case.now >= clock.due else replace(clock, why="owed if the incident is still ongoing then")
    if in_time:
        return clock
    if case.now < clock.due:
        return replace(clock, remarks=(*clock.remarks, f"if still ongoing on {over}: a progress report then"))
    return _from_the_end(case, clock, over)


def _final_by(case: Case, pack: RulePack, at: datetime) -> bool:
    finals = [stage.name for stage in pack.stages if stage.ongoing is Ongoing.FROM_END]
    return any(told.sent.sent_at <= at for name in finals for told in case.sent(pack.regime, name))


def _from_the_end(case: Case, clock: Clock, over: str) -> Clock:
    """A final report of an incident that outlived its first deadline."""
    history = case.history(ENDED, clock.regime)
    start = by_decision(case, history) if history else None
    if start is None or isinstance(start.at, Unknown):
        why = f"still ongoing on {over}: counted from the moment it is handled, and nobody has decided when that was"
        return replace(clock, state=State.WAITING, why=why, due=Unknown(why), started_by=f"a decision: {ENDED}")
    return replace(
        clock,
        started=start.at,
        started_by=start.by,
        start_entry=start.entry,
        due=_due(start, clock.stage, case.zone),
        why=f"still ongoing on {over}: counted from the moment it was handled",
        remarks=(*clock.remarks, *([start.remark] if start.remark else [])),
        earlier=_earlier(start, clock.stage, case.zone),
    )


def _judged(case: Case, clock: Clock) -> Clock:
    """The state by what was sent and what the clock shows."""
    sent = case.sent(clock.regime, clock.stage.name)
    if sent:
        return _sent(case, clock, sent)
    runs = clock.state is State.RUNNING
    if clock.stage.within is Open.NO_TERM and (runs or clock.state is State.UNKNOWN):
        return replace(clock, state=State.PROPOSED, why=_NO_NUMBER[Open.NO_TERM])
    if runs and clock.stage.within is Open.TO_BE_TOLD:
        return replace(clock, state=State.UNKNOWN, why=_NO_NUMBER[Open.TO_BE_TOLD])
    if isinstance(clock.due, Unknown) or case.now <= clock.due:
        return clock
    if clock.state is State.PROPOSED:
        return replace(clock, remarks=(*clock.remarks, "it would be overdue"))
    return replace(clock, state=State.LATE) if runs else clock


def _sent(case: Case, clock: Clock, sent: Sequence[Told]) -> Clock:
    first, runs = sent[0], clock.state is State.RUNNING
    at, remarks = first.sent.sent_at, list(clock.remarks)
    if clock.state is State.CLOSED:
        remarks.append(f"sent, and not owed: {clock.why}")
    elif isinstance(clock.due, Unknown):
        remarks.append(f"whether in time cannot be said: {clock.why or clock.due.why}")
    elif not runs:
        remarks.append(f"whether in time cannot be said: {clock.why}")
    if runs and not isinstance(clock.started, Unknown) and at < clock.started:
        started = on_the_spot(clock.started, case.zone)
        remarks.append(f"sent before its clock started ({started}): one of the two moments may be wrong")
    late = runs and not isinstance(clock.due, Unknown) and at > clock.due
    return replace(
        clock,
        state=State.SENT_LATE if late else State.SENT,
        sent=first,
        again=tuple(sent[1:]),
        remarks=tuple(remarks),
    )
