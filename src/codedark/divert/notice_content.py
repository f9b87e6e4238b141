"""What a diversion notice says: facts of one moment, in records, without a word of prose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from codedark.divert.inflows_lost import InflowLost, InflowsLost
from codedark.divert.open_sites import name_of
from codedark.divert.service_status import ServiceStatus, Standing
from codedark.hospital.records import Hospital, ServiceId, SiteId
from codedark.hospital.words import InflowKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """One service that is not full. Moments are aware."""

    service: ServiceId
    name: str
    site: str
    """Its name; empty: it serves every site."""
    status: Standing
    share_pct: int
    """Of its capacity; 0: none."""
    since: datetime
    until: datetime | None
    """None: nobody told."""
    of_concern: bool
    """Whether somebody outside sends patients to it: it is said by telephone first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorLine:
    """One emergency department that is not full, and where its ambulances go."""

    service: ServiceId
    name: str
    share_pct: int
    since: datetime
    until: datetime | None
    to: str
    """Empty: none is known."""
    ambulances_per_h: float
    """That go elsewhere, at the usual rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowLine:
    """One arrangement that does not hold: a code, a course, a spoke, a sector."""

    kind: InflowKind
    name: str
    kept_pct: int
    """Of a code always 0: nobody who sends one ambulance can send a fifth of it, so the code goes whole."""
    since: datetime
    until: datetime | None
    to: str
    """Empty: nobody told where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """All facts of one notice. What is full is not in it."""

    hospital: str
    since: datetime
    """The fall."""
    until: datetime | None
    """None: until further notice."""
    services: tuple[ServiceLine, ...]
    """Not full at the moment of the notice, emergency departments among them; none before some."""
    doors: tuple[DoorLine, ...]
    crews_out: tuple[str, ...]
    """Mobile teams that do not go out, as they are called."""
    flows: tuple[FlowLine, ...]
    unknown: tuple[str, ...] = ()
    """What nobody told; printed, not said by telephone."""

    @property
    def empty(self) -> bool:
        """Whether everything is full: there is nothing to tell anybody."""
        return not (self.services or self.doors or self.crews_out or self.flows)


def notice_content(
    hospital: Hospital,
    statuses: tuple[ServiceStatus, ...],
    lost: InflowsLost,
    fell_at: datetime,
    *,
    until: datetime | None = None,
) -> NoticeContent:
    """Gather the facts of one moment.

    Args:
        statuses: from `service_status`.
        lost: from `inflows_lost`, at the same minute.
        fell_at: minute 0, with its time zone.
        until: when it ends as somebody decided; None: until further notice.
    Raises:
        ValueError: a moment without a time zone.
    """
    for at in (fell_at, until):
        if at is not None and at.tzinfo is None:
            raise ValueError(f"{at}: a moment of a notice needs its time zone")
    come_for = _come_for(hospital)
    short = [one for one in statuses if one.status is not Standing.FULL]
    lines = [_service(hospital, one, one.service in come_for, fell_at) for one in short]
    return NoticeContent(
        hospital=hospital.settings.hospital.name,
        since=fell_at,
        until=until,
        services=tuple(sorted(lines, key=lambda line: (line.share_pct > 0, not line.of_concern))),
        doors=tuple(
            DoorLine(
                service=one.service,
                name=one.name,
                share_pct=_pct(1.0 - one.share_lost),
                since=_moment(fell_at, one.since_min),
                until=_told(fell_at, one.until_min),
                to=_place(hospital, one.to),
                ambulances_per_h=round(one.ambulances_per_h, 3),
            )
            for one in lost.arrivals
        ),
        crews_out=tuple(f"{one.kind.upper()} {one.crew}" for one in lost.crews if one.status is Standing.NONE),
        flows=tuple(_flow(hospital, one, fell_at) for one in lost.flows),
        unknown=lost.unknown,
    )


def _come_for(hospital: Hospital) -> set[ServiceId]:
    """Services that somebody outside sends patients to: by arrangement, to a door, to a bed or a theatre."""
    found = {service for inflow in hospital.inflows.values() for service in inflow.services}
    return found | {
        s.service for s in hospital.services.values() if s.arrivals_per_h or s.ambulances_per_h or s.beds or s.theatres
    }


def _service(hospital: Hospital, one: ServiceStatus, of_concern: bool, fell_at: datetime) -> ServiceLine:
    return ServiceLine(
        service=one.service,
        name=one.name,
        site="" if one.site is None else name_of(hospital, one.site),
        status=one.status,
        share_pct=_pct(one.share),
        since=_moment(fell_at, one.since_min or 0.0),
        until=_told(fell_at, one.until_min),
        of_concern=of_concern,
    )


def _flow(hospital: Hospital, one: InflowLost, fell_at: datetime) -> FlowLine:
    return FlowLine(
        kind=one.kind,
        name=one.name,
        kept_pct=0 if one.kind is InflowKind.CODE else _pct(1.0 - one.share_lost),
        since=_moment(fell_at, one.since_min),
        until=_told(fell_at, one.until_min),
        to=_place(hospital, one.to),
    )


def _pct(share: float) -> int:
    return round(100 * share)


def _moment(fell_at: datetime, minutes: float) -> datetime:
    return fell_at + timedelta(minutes=minutes)


def _told(fell_at: datetime, minutes: object) -> datetime | None:
    return _moment(fell_at, minutes) if isinstance(minutes, int | float) else None


def _place(hospital: Hospital, site: SiteId | None) -> str:
    return "" if site is None else name_of(hospital, site)
