"""`codedark notify decide` and `sent`: options checked together, then one entry, signed by this laptop."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.notify_asked import case_in, clock, moment, opened, packs_of, past, regime_of, said, stage_of, word_of

if TYPE_CHECKING:
    from datetime import datetime

    from codedark.hospital.gathered import Gathered
    from codedark.record.assertion import AssertionId
    from codedark.record.decided import Case, Told
    from codedark.record.entry import Entry
    from codedark.record.rule_pack import Regime, RulePack, Stage
    from codedark.store.incident_log import IncidentLog

_ID = re.compile(rb"a-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """The options of `decide` as typed."""

    incident: Path
    what: str
    at: str
    role: str
    no: bool
    why: str
    regime: str
    due: str
    decided_at: str
    packs: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """The options of `sent` as typed."""

    incident: Path
    name: str
    at: str
    role: str
    reference: str
    file: Path | None
    to: str
    lang: str
    correct: bool
    packs: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What came of it."""

    entry: Entry
    before: Case
    """What bore on the clocks until then."""
    after: Case
    packs: tuple[RulePack, ...]
    notes: tuple[str, ...] = ()


def decide(told: Deciding) -> Entered:
    """Enter a decision; one on the same thing that stands is linked to and gives up its place.

    Raises:
        BadHospital: every fault of the options, the packs and the folder; nothing was written.
        OSError: it could not be kept; nothing of it was.
    """
    from codedark.hospital.gathered import Gathered
    from codedark.record.decided import NO, YES
    from codedark.record.entry import Decision
    from codedark.record.notifying import decision_entry

    faults, now = Gathered(), clock()
    packs = packs_of(faults, told.packs, told.incident)
    role = said(faults, "--role", told.role, "the role that decides, never a person's name")
    why = said(faults, "--why", told.why)
    with opened(faults, told.incident, write=True) as log:
        zone, case = log.about.timezone, case_in(log, now)
        what = word_of(faults, told.what, packs, case)
        if told.regime:
            regime_of(faults, "--regime", told.regime, packs)
        made = moment(faults, "--decided-at", told.decided_at, zone, now)
        past(faults, "--decided-at", told.decided_at, made, now, zone)
        at = moment(faults, "--at", told.at, zone, None)
        past(faults, "--at", told.at, at, made, zone)
        due = moment(faults, "--due", told.due, zone, None)
        _fits(faults, told, what, packs)
        faults.stop_if_any()
        assert made is not None
        value = NO if told.no else YES
        decision = Decision(what=what, value=value, at=at, regime=told.regime, why=why)
        before = [one for one in case.history(what, _regime(told)) if one.decision.regime == told.regime]
        draft = decision_entry(
            decision,
            role=role,
            decided_at=made,
            zone=zone,
            before=[one for one in before if one.entry not in case.links],
            packs=[pack for pack in packs if _hangs_on(pack, what) and told.regime in ("", pack.regime)],
            due_at=due,
        )
        return Entered(entry=log.append(draft), before=case, after=case_in(log, clock()), packs=packs)


def _regime(told: Deciding) -> Regime:
    from codedark.record.rule_pack import Regime

    return Regime(told.regime)


def _hangs_on(pack: RulePack, word: str) -> bool:
    from codedark.record.rule_pack import decision_words

    return word in decision_words((pack,))


def _fits(faults: Gathered, told: Deciding, what: str, packs: tuple[RulePack, ...]) -> None:
    """A clock needs a moment; a day to keep goes with a request alone."""
    from codedark.record.rule_pack import ENDED, REQUESTED, Open, Trigger

    counted = {
        stage.starts.word
        for pack in packs
        for stage in pack.stages
        if stage.starts.trigger is Trigger.DECISION and stage.within is not Open.NO_TERM
    }
    if what in counted | {ENDED} and not told.no and not told.at:
        faults.add("--at", f"left out: clocks are counted from the moment of `{what}`", "such as --at 06:30")
    if told.due and what != REQUESTED:
        faults.add("--due", f"goes with `{REQUESTED}`: the other deadlines are counted", "leave it out", value=told.due)
    if what == REQUESTED and not told.regime:
        faults.add("--regime", "left out: who asked for it?", "such as --regime nis2-be")


def send(told: Sending) -> Entered:
    """Keep what was sent, and enter its hash, its reference and what it rests on.

    Raises:
        BadHospital: every fault of the options, the packs and the folder; nothing was written.
        OSError: it could not be kept; no entry names it then.
    """
    from codedark.hospital.faults import BadHospital
    from codedark.hospital.gathered import Gathered
    from codedark.store.folder import load_file
    from codedark.store.sent_files import keep_sent

    faults, now = Gathered(), clock()
    packs = packs_of(faults, told.packs, told.incident)
    role = said(faults, "--role", told.role, "the role that sent it, never a person's name")
    told = replace(
        told,
        reference=said(faults, "--reference", told.reference),
        to=said(faults, "--to", told.to),
        lang=said(faults, "--lang", told.lang),
    )
    found = stage_of(faults, "REGIME:STAGE", told.name, packs)
    raw = None
    if told.file is None and not told.correct:
        faults.add("--file", "left out", "the file that was sent: its hash is what is kept in the log")
    if told.file is not None:
        try:
            raw = load_file(told.file)
        except BadHospital as bad:
            faults.faults.extend(bad.faults)
    with opened(faults, told.incident, write=True) as log:
        zone, case = log.about.timezone, case_in(log, now)
        old = _before(faults, told, found, case)
        at = moment(faults, "--at", told.at, zone, now if old is None else old.sent.sent_at)
        past(faults, "--at", told.at, at, now, zone)
        faults.stop_if_any()
        assert found is not None and at is not None
        digest = old.sent.sha256 if raw is None and old is not None else keep_sent(log.folder, raw or b"")
        return _enter(log, told, found, at, role, digest, raw, old, packs)


def _before(faults: Gathered, told: Sending, found: tuple[RulePack, Stage] | None, case: Case) -> Told | None:
    """What a correction corrects: the newest account of sending that stage."""
    if not told.correct or found is None:
        return None
    sent = case.sent(found[0].regime, found[1].name)
    if not sent:
        fix = "leave --correct out: this is the first"
        faults.add("--correct", f"nothing is entered as sent of {told.name}", fix)
    return sent[-1] if sent else None


def _enter(
    log: IncidentLog,
    told: Sending,
    found: tuple[RulePack, Stage],
    at: datetime,
    role: str,
    digest: str,
    raw: bytes | None,
    old: Told | None,
    packs: tuple[RulePack, ...],
) -> Entered:
    from codedark.record.entry import Sent
    from codedark.record.notifying import sent_entry
    from codedark.record.rule_pack import in_words

    pack, stage = found
    case = case_in(log, max(at, clock()))
    rests_on, notes = _rests_on(log, told, found, at, raw, old, packs)
    sent = Sent(
        regime=pack.regime,
        stage=stage.name,
        recipient=told.to or (old.sent.recipient if old else in_words(pack.recipient_of(stage), "en")),
        sent_at=at,
        reference=told.reference or (old.sent.reference if old else ""),
        sha256=digest,
        rests_on=rests_on,
        lang=told.lang or (old.sent.lang if old else ""),
    )
    entry = log.append(sent_entry(sent, pack, role=role, zone=log.about.timezone, replaces=old))
    return Entered(entry=entry, before=case, after=case_in(log, clock()), packs=packs, notes=notes)


def _rests_on(
    log: IncidentLog,
    told: Sending,
    found: tuple[RulePack, Stage],
    at: datetime,
    raw: bytes | None,
    old: Told | None,
    packs: tuple[RulePack, ...],
) -> tuple[tuple[AssertionId, ...], tuple[str, ...]]:
    """(what it rests on, what to say of that): the ids that stand in the text, else those of a draft as of then."""
    from codedark.record.assertion import AssertionId
    from codedark.record.clocks import clocks
    from codedark.record.notification_draft import draft_notification, known_ids

    if raw is None and old is not None:
        return old.sent.rests_on, ()
    case = case_in(log, at)
    ids = [AssertionId(one.decode()) for one in _ID.findall(raw or b"")]
    named = known_ids(ids, case_in(log, clock()))
    if named:
        later = len(named) - len(known_ids(named, case))
        early = f"{later} of the assertions it names were known only after it was sent: is --at right?"
        return named, (early,) if later else ()
    name = f"{found[0].regime}:{found[1].name}"
    the_clock = next(one for one in clocks(case, packs) if one.name == name)
    drafted = draft_notification(the_clock, case, log.about, "en").rests_on
    if not drafted:
        return (), ("no assertion of the record is named in it, so later changes cannot be told from it",)
    return drafted, (
        f"{told.file} names no assertions; taken to rest on the {len(drafted)} a draft would have held then",
    )
