"""Everything one diversion says at one moment: patients, beds and crews, operations, who else comes, who is told.

One call from what fell to all of it; the same one serves the verb, the papers and a day that is played.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from codedark.depend import Outage
from codedark.divert.census import Census
from codedark.divert.inflows_lost import InflowsLost, inflows_lost
from codedark.divert.operating import operating
from codedark.divert.operating_plan import OperatingPlan
from codedark.divert.planning import plan
from codedark.divert.service_status import ServiceStatus, service_status
from codedark.divert.spillover import Spillover, spillover_of
from codedark.divert.threshold_rules import PlanCounts, Thresholds, thresholds
from codedark.divert.transfer_plan import TransferPlan
from codedark.hospital.records import Hospital, ServiceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversion:
    """One answer. Minutes are after the fall."""

    fell_at: datetime
    """In the hospital's own time zone."""
    now: datetime
    now_min: float
    plan: TransferPlan
    services: tuple[ServiceStatus, ...]
    inflows: InflowsLost
    spillover: Spillover
    operations: OperatingPlan
    thresholds: Thresholds
    census_age_min: float | None
    """None: no snapshot was read; patients are those of the folder."""


def divert(
    hospital: Hospital,
    outage: Outage,
    *,
    fell_at: datetime,
    now: datetime | None = None,
    census: Census | None = None,
    back_at: Mapping[ServiceId, datetime] | datetime | None = None,
    days: int = 1,
    **how: object,
) -> Diversion:
    """Say everything at one moment of an outage.

    Args:
        hospital: with today's patients; see `todays`.
        outage: from `depend.what_falls_if`.
        fell_at: aware; the fall.
        now: aware, not before the fall; None: the fall itself.
        census: the snapshot `hospital` was made with: its theatre list counts, and its age is told.
        back_at: when services are expected back; None: nobody told, and nothing is re-booked.
        days: calendar days whose theatre lists are judged, from that of the fall on.
        how: options of `planning.plan`.
    Raises:
        ValueError: now lies before the fall, or a moment has no time zone.
    """
    zone = ZoneInfo(hospital.settings.hospital.timezone)
    if fell_at.tzinfo is None or (now is not None and now.tzinfo is None):
        raise ValueError(f"fell_at={fell_at}, now={now}: moments need their offset from UTC")
    fell_at = fell_at.astimezone(zone)
    now = fell_at if now is None else now.astimezone(zone)
    now_min = (now - fell_at).total_seconds() / 60.0
    if now_min < 0:
        raise ValueError(f"now={now} lies before the fall at {fell_at}")
    back_min = _back_min(outage, back_at, fell_at)
    statuses = service_status(hospital, outage, now_min, back_min)
    made = plan(hospital, outage, now_min=now_min, fell_at=fell_at, **how)  # type: ignore[arg-type]
    return Diversion(
        fell_at=fell_at,
        now=now,
        now_min=now_min,
        plan=made,
        services=statuses,
        inflows=inflows_lost(hospital, outage, statuses, now_min),
        spillover=spillover_of(hospital, outage, at_min=now_min),
        operations=operating(
            hospital,
            outage,
            fell_at,
            _days(fell_at.date(), now.date(), days),
            listed=census.theatre_list if census is not None else (),
            back_at=back_at,
        ),
        thresholds=thresholds(hospital, PlanCounts(to_evacuate=len(made.transfers) + len(made.unplaced))),
        census_age_min=None if census is None else census.age_min(now),
    )


def _days(fell: date, now: date, count: int) -> list[date]:
    """Lists that are judged: from the day of the fall, or of now when that is later."""
    return [max(fell, now) + timedelta(days=i) for i in range(count)]


def _back_min(
    outage: Outage, back_at: Mapping[ServiceId, datetime] | datetime | None, fell_at: datetime
) -> dict[ServiceId, float] | None:
    if back_at is None:
        return None
    told = {s.service: back_at for s in outage.services} if isinstance(back_at, datetime) else dict(back_at)
    return {service: (at - fell_at).total_seconds() / 60.0 for service, at in told.items()}
