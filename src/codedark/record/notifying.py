"""What is written down of deciding and telling, and what has changed since somebody was told.

A decision and a notification sent become entries like all others: signed, chained, by a role. Of what was sent the
entry holds the hash, the recipient's reference number, and the assertions it rested on; so that it can be asked later
whether what it said still stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from codedark.record.assertion import Assertion, AssertionId
from codedark.record.clocks import Clock
from codedark.record.deadlines import on_the_spot
from codedark.record.decided import DUE, NO, YES, Decided, Told
from codedark.record.edtf import instant
from codedark.record.entry import Body, Decision, Draft, EntryKind, Sent
from codedark.record.notification_draft import fields_of
from codedark.record.rule_pack import US, RulePack
from codedark.record.view import Account, Relation, Standing, View

PACK = "pack"
"""Key in the details of an entry: rule pack and version it was made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A fact that is no longer as it was told."""

    name: str
    """The stage that told it: `nis2-be:notification`."""
    told: Told
    said: Assertion | None
    """As it was told; None: it was not known then, and the stage asks for it."""
    now: Assertion | None
    """As it leads now; None: it was withdrawn, and nothing stands in its place."""
    relation: Relation | None
    """How what was said stands now; None: it was not said."""


def moved(clock: Clock, view: View) -> tuple[Moved, ...]:
    """What the newest notification of a stage said that has changed, and what it lacked that is known since.

    Args:
        clock: any of `clocks.clocks`; one never sent gives nothing.
        view: of now.
    Returns:
        What it said first, in the order of the view, then what is new. Nothing where it does not say what it rests on.
    """
    if clock.sent is None:
        return ()
    told = (clock.sent, *clock.again)[-1]
    before = frozenset(told.sent.rests_on)
    changed = [
        Moved(name=clock.name, told=told, said=said, now=now, relation=relation)
        for standing in view.standings
        for said, now, relation in _changed(standing, before, view)
    ]
    seen = {one.now.id for one in changed if one.now is not None}
    new = [
        Moved(name=clock.name, told=told, said=None, now=lead, relation=None)
        for lead in _untold(view, fields_of(clock), before)
        if lead.known_at > told.sent.sent_at and lead.id not in seen
    ]
    return (*changed, *new)


_Change = tuple[Assertion, Assertion | None, Relation]


def _changed(standing: Standing, before: frozenset[AssertionId], view: View) -> Iterator[_Change]:
    """Of one thing: what was told and no longer leads, or is contradicted by somebody who was not told of."""
    for account in standing.accounts:
        if account.assertion.id not in before:
            continue
        now = _now(account, standing, view)
        if account.relation is Relation.LEADS:
            for other in standing.accounts:
                if other.relation is Relation.DIFFERS and other.assertion.id not in before:
                    yield account.assertion, other.assertion, Relation.DIFFERS
        elif account.relation is Relation.WITHDRAWN or _another(account, now, before):
            yield account.assertion, now, account.relation


def _another(account: Account, now: Assertion | None, before: frozenset[AssertionId]) -> bool:
    """Whether something leads that says otherwise and was not told beside it."""
    return account.relation is not Relation.AGREES and (now is None or now.id not in before)


def _now(account: Account, standing: Standing, view: View) -> Assertion | None:
    """What leads in its place: in the same standing, or the assertion that replaced it under another period."""
    if standing.lead is not None:
        return standing.lead.assertion
    if account.relation is not Relation.REPLACED:
        return None
    everything = (other.assertion for another in view.standings for other in another.accounts)
    return next((one for one in everything if one.id == account.why), None)


def _untold(view: View, fields: Iterable[str], before: frozenset[AssertionId]) -> Iterator[Assertion]:
    """What leads where nothing was told of the same thing; nothing where nobody knows what was told."""
    for standing in (one for name in fields for one in view.of(name) if before):
        known = standing.lead is not None and standing.lead.assertion.status.tells
        if standing.lead is not None and known and not any(a.assertion.id in before for a in standing.accounts):
            yield standing.lead.assertion


def decision_entry(
    decision: Decision,
    *,
    role: str,
    decided_at: datetime,
    zone: str,
    before: Sequence[Decided],
    packs: Iterable[RulePack],
    due_at: datetime | None = None,
) -> Draft:
    """The entry of a decision.

    Args:
        decided_at: when it was made, aware.
        before: decisions on the same thing that nobody replaced yet, of laptops that were apart several: the new one
            links to them and takes their place.
        packs: whose clocks hang on it; their versions are kept.
        due_at: of a report asked of us: the day that was named.
    """
    versions = ", ".join(f"{pack.regime} {pack.version}" for pack in packs)
    details = {PACK: versions, **({} if due_at is None else {DUE: due_at.isoformat()})}
    return Draft(
        kind=EntryKind.DECISION,
        role=role,
        event_at=instant(decided_at),
        links=tuple(one.entry for one in before),
        body=Body(text=_decision_text(decision, bool(before), zone), decision=decision, details=details),
    )


def _decision_text(decision: Decision, again: bool, zone: str) -> str:
    answer = {YES: "", NO: "not "}.get(decision.value, f"{decision.value}: ")
    of = f" ({decision.regime})" if decision.regime else ""
    since = "" if decision.at is None else f", {on_the_spot(decision.at, zone)}"
    why = f": {decision.why}" if decision.why else ""
    place = " It takes the place of an earlier decision." if again else ""
    return f"Decided: {answer}{decision.what}{of}{since}{why}.{place}"


def sent_entry(sent: Sent, pack: RulePack, *, role: str, zone: str, replaces: Told | None = None) -> Draft:
    """The entry of a notification that was sent, or that came from whoever owed it.

    Args:
        replaces: what was written down of the same sending before and was wrong.
    """
    stage = pack.stage(sent.stage)
    theirs = stage is not None and stage.owed_by != US
    verb = f"Came from {stage.owed_by}" if theirs and stage is not None else f"Sent to {sent.recipient}"
    reference = f", reference {sent.reference}" if sent.reference else ", no reference number yet"
    return Draft(
        kind=EntryKind.MESSAGE if replaces is None else EntryKind.CORRECTION,
        role=role,
        event_at=instant(sent.sent_at),
        links=() if replaces is None else (replaces.entry,),
        body=Body(
            text=f"{verb}: {sent.regime} {sent.stage}, {on_the_spot(sent.sent_at, zone)}{reference}.",
            sent=sent,
            details={PACK: f"{pack.regime} {pack.version}"},
        ),
    )
