"""A book of diversion notices as entries of the record: what others were told, what they heard, what is over.

A notice is both a message that left the house and what the hospital itself says of its doors, so that it makes
assertions: how each emergency department and service stands, which mobile teams do not go out. Who acknowledged it or
told it again is left in the book: there stand names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from codedark.divert.notice_content import DoorLine, NoticeContent
from codedark.divert.notices import Notice, NoticeBook, NoticeKind
from codedark.divert.service_status import Standing
from codedark.record.assertion import Assertion, AssertionId, Attribution, Period, PeriodKind, Qualifier, Status, Value
from codedark.record.edtf import When, instant
from codedark.record.entry import Body, Draft
from codedark.record.entry import EntryKind as Kind
from codedark.record.fields import PREHOSPITAL
from codedark.response.recorded_origin import Origins, marked

CAME_FROM = "divert"
TRIAGE = "triage"
"""Role of whoever enters what was told and heard."""


def recorded_notices(book: NoticeBook) -> tuple[Draft, ...]:
    """Everything in a book of notices as drafts, in the order of time.

    Returns:
        A draft for each notice (with what it says as assertions), each acknowledgement, each repetition and each
        ambulance sent on (with how many so far). The same book gives the same drafts; a longer one gives them again.
    Cost: a step for each line of the book.
    """
    origins = Origins(CAME_FROM)
    told = [
        *((one.issued_at, _notice(book, one, origins)) for one in book.notices),
        *((one.at, _heard(one.number, one.addressee, one.at, "acknowledged", origins)) for one in book.acknowledged),
        *((one.at, _heard(one.number, one.addressee, one.at, "told again", origins)) for one in book.repeated),
        *_ambulances(book, origins),
    ]
    return tuple(draft for _, draft in sorted(told, key=lambda pair: pair[0]))


def _notice(book: NoticeBook, notice: Notice, origins: Origins) -> Draft:
    told = _Told(notice)
    ended = "" if notice.replaces is None else f"; notice {notice.replaces} no longer holds"
    whom = ", ".join(notice.addressees)
    what = "withdrawal" if notice.kind is NoticeKind.WITHDRAWAL else "diversion notice"
    body = Body(
        text=f"{what.capitalize()} {notice.number} was told to {whom}{ended}.",
        assertions=tuple(told.withdrawn() if notice.kind is NoticeKind.WITHDRAWAL else told.issued(book)),
        came_from=CAME_FROM,
        details=_kept(
            {
                "notice": str(notice.number),
                "kind": str(notice.kind),
                "replaces": "" if notice.replaces is None else str(notice.replaces),
                "addressees": "; ".join(notice.addressees),
                "until": "" if notice.content.until is None else str(instant(notice.content.until)),
                "arrangements": "; ".join(f"{flow.name}: {flow.kept_pct} %" for flow in notice.content.flows),
                "unknown": "; ".join(notice.content.unknown),
            }
        ),
    )
    draft = Draft(kind=Kind.MESSAGE, role=notice.issued_by, event_at=instant(notice.issued_at), body=body)
    return marked(draft, origins.next({"notice": notice.number, "at": notice.issued_at.isoformat()}))


def _heard(number: int, addressee: str, at: datetime, what: str, origins: Origins) -> Draft:
    said = f"Notice {number} was {what} {'by' if what == 'acknowledged' else 'to'} {addressee}."
    body = Body(text=said, came_from=CAME_FROM, details={"notice": str(number), "addressee": addressee})
    draft = Draft(kind=Kind.MESSAGE, role=TRIAGE, event_at=instant(at), body=body)
    line = {"notice": number, "addressee": addressee, "at": at.isoformat(), "what": what}
    return marked(draft, origins.next(line))


def _ambulances(book: NoticeBook, origins: Origins) -> Iterable[tuple[datetime, Draft]]:
    """Each with how many so far: at least so many, for of those sent elsewhere earlier we hear nothing."""
    first = min((one.at for one in book.diverted), default=None)
    last: Assertion | None = None
    for count, one in enumerate(sorted(book.diverted, key=lambda one: one.at), 1):
        assert first is not None
        period = Period(when=When(f"{instant(first)}/{instant(one.at)}"), kind=PeriodKind.CUMULATIVE)
        replaced = () if last is None or last.period != period else (last.id,)
        last = _said("patients_diverted", count, one.at, period=period, qualifier=Qualifier.AT_LEAST, old=replaced)
        body = Body(
            text=f"An ambulance was sent on{f' to {one.to}' if one.to else ''}.",
            assertions=(last,),
            came_from=CAME_FROM,
            details=_kept({"service": one.service, "place": one.to}),
        )
        draft = Draft(kind=Kind.ACTION, role=TRIAGE, event_at=instant(one.at), body=body)
        yield one.at, marked(draft, origins.next({"ambulance": one.at.isoformat(), "service": one.service}))


@dataclass(frozen=True, slots=True)
class _Told:
    """What one notice says of the world, and of when."""

    notice: Notice

    def issued(self, book: NoticeBook) -> Iterable[Assertion]:
        """What it tells; what the notice before told and this one no longer does is full again."""
        content = self.notice.content
        yield from self._doors(content.doors)
        yield from (self._service(line.service, str(line.status), line.since, line.until) for line in content.services)
        if teams := _teams(content.crews_out):
            yield self._state("prehospital_unavailable", teams)
        if self.notice.replaces is not None:
            yield from self._over(book.named(self.notice.replaces).content, content)

    def withdrawn(self) -> Iterable[Assertion]:
        """All that it ends is full again."""
        nothing = NoticeContent(
            hospital="", since=self.notice.issued_at, until=None, services=(), doors=(), crews_out=(), flows=()
        )
        yield from self._over(self.notice.content, nothing)

    def _over(self, before: NoticeContent, now: NoticeContent) -> Iterable[Assertion]:
        left = {line.service for line in now.services}
        for line in before.services:
            if line.service not in left:
                yield self._service(line.service, str(Standing.FULL), self.notice.issued_at, None)
        doors = {door.service for door in now.doors}
        for door in before.doors:
            if door.service not in doors:
                yield self._state("ed_status", "open", about=door.service)
        if before.doors and not now.doors:
            yield self._overall("open")
            yield self._state("ambulance_diversion", False)
        if _teams(before.crews_out) and not _teams(now.crews_out):
            yield replace(self._state("prehospital_unavailable", None), status=Status.NONE_KNOWN)

    def _doors(self, doors: tuple[DoorLine, ...]) -> Iterable[Assertion]:
        for door in doors:
            yield self._state("ed_status", "limited" if door.share_pct else "closed", about=door.service)
        if doors:
            # Doors that are full stand in no notice: of a hospital with several nobody may say "closed" from this.
            yield self._overall("closed" if len(doors) == 1 and not doors[0].share_pct else "limited")
        if any(door.ambulances_per_h > 0 for door in doors):
            yield self._state("ambulance_diversion", True)

    def _overall(self, status: str) -> Assertion:
        rule = "from the doors that the notice names" if status != "open" else "the notice names no door any longer"
        return _said("ed_status", status, self.notice.issued_at, by=self.notice.issued_by, rule=rule)

    def _state(self, field: str, value: Value, about: str = "") -> Assertion:
        return _said(field, value, self.notice.issued_at, about=about, by=self.notice.issued_by)

    def _service(self, service: str, status: str, since: datetime, until: datetime | None) -> Assertion:
        valid = When(f"{instant(since)}/{'..' if until is None or until <= since else instant(until)}")
        return _said(
            "service_status", status, self.notice.issued_at, about=service, by=self.notice.issued_by, valid=valid
        )


def _said(
    field: str,
    value: Value,
    at: datetime,
    *,
    about: str = "",
    by: str = TRIAGE,
    rule: str = "",
    period: Period | None = None,
    qualifier: Qualifier | None = None,
    valid: When | None = None,
    old: tuple[AssertionId, ...] = (),
) -> Assertion:
    return Assertion(
        field=field,
        value=value,
        status=Status.INFERRED if rule else Status.STATED,
        qualifier=qualifier,
        about=about,
        period=period,
        valid=valid or (None if period is not None else instant(at)),
        known_at=at,
        by=by,
        attribution=Attribution.CONFIRMED,
        rule=rule,
        supersedes=old,
    )


def _teams(crews: Iterable[str]) -> tuple[str, ...]:
    """`MUG mug-1` -> MUG; kinds of team that are no word of the record's are left out."""
    known = {word.casefold(): word for word in PREHOSPITAL}
    return tuple(sorted({known[kind] for crew in crews if (kind := crew.partition(" ")[0].casefold()) in known}))


def _kept(details: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in details.items() if value}
