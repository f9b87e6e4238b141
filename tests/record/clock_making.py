"""Logs with decisions and notifications, and the clocks they give; times as people at the hospital read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from codedark.formats.rule_pack_shelf import shipped
from codedark.hospital.values import Unknown
from codedark.record.assertion import Assertion, AssertionId, Withdrawal
from codedark.record.clocks import Clock, clocks
from codedark.record.deadlines import on_the_spot
from codedark.record.decided import Case, case_of
from codedark.record.edtf import instant
from codedark.record.entry import Body, Decision, Draft, Entry, EntryHash, EntryKind, Sent
from codedark.record.rule_pack import RulePack
from codedark.record.view import view
from tests.record.making import chain

ZONE = "Europe/Brussels"
PACKS = shipped()


def at(text: str) -> datetime:
    """A moment with its offset."""
    moment = datetime.fromisoformat(text)
    assert moment.tzinfo is not None, text
    return moment


def decided(
    what: str,
    moment: str | None,
    *,
    made: str,
    value: str = "yes",
    regime: str = "",
    why: str = "",
    role: str = "incident-commander",
    links: tuple[EntryHash, ...] = (),
    details: dict[str, str] | None = None,
) -> tuple[Draft, datetime]:
    """A decision, and when it was written down."""
    decision = Decision(what=what, value=value, at=None if moment is None else at(moment), regime=regime, why=why)
    body = Body(text=f"Decided: {what}.", decision=decision, details=details or {})
    draft = Draft(kind=EntryKind.DECISION, role=role, event_at=instant(at(made)), body=body, links=links)
    return draft, at(made)


def sent(
    name: str,
    moment: str,
    *,
    made: str | None = None,
    reference: str = "",
    links: tuple[EntryHash, ...] = (),
    rests_on: tuple[AssertionId, ...] = (),
) -> tuple[Draft, datetime]:
    """A notification sent, and when it was written down; `name` as `nis2-be:final`."""
    regime, stage = name.split(":")
    what = Sent(
        regime=regime,
        stage=stage,
        recipient="the authority",
        sent_at=at(moment),
        reference=reference,
        sha256="0" * 64,
        rests_on=rests_on,
    )
    body = Body(text=f"Sent: {name}.", sent=what)
    draft = Draft(kind=EntryKind.MESSAGE, role="privacy-officer", event_at=instant(at(moment)), body=body, links=links)
    return draft, at(made or moment)


def told(*assertions: Assertion, made: str, came_from: str = "", **more: Any) -> tuple[Draft, datetime]:
    """Something observed, and when it was written down."""
    body = Body(text="As told.", assertions=assertions, came_from=came_from, **more)
    return Draft(kind=EntryKind.OBSERVATION, role="ward", event_at=instant(at(made)), body=body), at(made)


def withdrawn(of: Assertion, *, made: str) -> tuple[Draft, datetime]:
    """An assertion no longer stood by."""
    body = Body(text="Not so.", withdrawals=(Withdrawal(of=of.id, why="mistaken", by="ward", known_at=at(made)),))
    return Draft(kind=EntryKind.CORRECTION, role="ward", event_at=instant(at(made)), body=body), at(made)


def case(entries: Sequence[Entry], now: str) -> Case:
    """What bears on the clocks, as of a moment."""
    return case_of(entries, view(entries, at(now)), ZONE)


def of_log(drafts: Iterable[tuple[Draft, datetime]], now: str, packs: Sequence[RulePack] = PACKS) -> dict[str, Clock]:
    """Name of each stage -> its clock."""
    return {clock.name: clock for clock in clocks(case(chain(drafts), now), packs)}


def due(clock: Clock) -> str:
    """When it is due, on the hospital's wall."""
    assert not isinstance(clock.due, Unknown), clock.due
    return on_the_spot(clock.due, ZONE)
