"""How each service stands at a moment: full, on paper with a share, or none; since when, until when.

A hospital comes back service by service, so there is no status of a hospital: neighbours who hear "closed" send nobody
to the delivery room that works, and who hear "open" send a stroke to a scanner that does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from codedark.depend import Outage, ServiceLost
from codedark.hospital.records import Hospital, ServiceId, SiteId, Unknown


class Standing(StrEnum):
    """How much of a service there is."""

    FULL = "full"
    PARTIAL = "partial"
    """On paper: a share of it, for a time."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStatus:
    """One service at one moment. Minutes are counted from the fall."""

    service: ServiceId
    name: str
    site: SiteId | None
    """None: it serves every site."""
    status: Standing
    share: float
    """Of its capacity, 0..1: 1 full, 0 none, between them what its downtime procedure keeps."""
    since_min: float | None
    """When this began; None: it has not been lost."""
    until_min: float | Unknown
    """When this ends, as far as anybody told: paper used up, needs lost, needs back."""
    untried: bool
    """On paper by a procedure that nobody has tried."""
    paper_unknown: bool
    """Nobody told how long it goes on by paper: planned as not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStatus:
    """The services of one site side by side. It has no status of its own."""

    site: SiteId | None
    """None: the services that belong to no one site."""
    name: str
    services: tuple[ServiceStatus, ...]
    emergency: Standing | None
    """Of the emergency department with most left; None: none stands there."""

    def count(self, status: Standing) -> int:
        """Services that stand so."""
        return sum(one.status is status for one in self.services)


_NOT_LOST = Unknown("it has not been lost")
_NOBODY = Unknown("nobody told when its needs are back")


def service_status(
    hospital: Hospital, outage: Outage, now_min: float = 0.0, back_min: Mapping[ServiceId, float] | None = None
) -> tuple[ServiceStatus, ...]:
    """Say how every service stands at a minute after the fall.

    Args:
        hospital: that the outage was found in.
        outage: from `depend.what_falls_if`; nothing in it comes back by itself.
        now_min: minutes after the fall.
        back_min: minutes after the fall at which a service's needs are back, as somebody told; a service that is
            left out is not known to come back.
    Returns:
        A row for each service, in the order of the table.
    Cost: a step for each service.
    """
    back_min = {} if back_min is None else back_min
    lost = {row.service: row for row in outage.services}
    rows = []
    for service in hospital.services.values():
        row = lost.get(service.service)
        status, share, since, until = _at(row, now_min, back_min.get(service.service))
        rows.append(
            ServiceStatus(
                service=service.service,
                name=service.name or service.service,
                site=service.site,
                status=status,
                share=share,
                since_min=since,
                until_min=until,
                untried=status is Standing.PARTIAL and not service.tested,
                paper_unknown=row is not None and row.paper_unknown,
            )
        )
    return tuple(rows)


def _at(
    row: ServiceLost | None, now_min: float, back_min: float | None
) -> tuple[Standing, float, float | None, float | Unknown]:
    """(standing, share, since, until) of one service."""
    if row is None:
        return Standing.FULL, 1.0, None, _NOT_LOST
    if now_min < row.lost_at_min:
        return Standing.FULL, 1.0, None, row.lost_at_min
    if back_min is not None and now_min >= back_min:
        return Standing.FULL, 1.0, back_min, Unknown("its needs are back")
    on_paper = row.paper_capacity > 0 and row.paper_until_min > row.lost_at_min
    if on_paper and now_min < row.paper_until_min:
        end = row.paper_until_min if back_min is None else min(row.paper_until_min, back_min)
        return Standing.PARTIAL, row.paper_capacity, row.lost_at_min, end
    since = row.paper_until_min if on_paper else row.lost_at_min
    return Standing.NONE, 0.0, since, _NOBODY if back_min is None else back_min


def status_by_site(hospital: Hospital, statuses: tuple[ServiceStatus, ...]) -> tuple[SiteStatus, ...]:
    """The same site by site, in the order of the table; services of no one site last, sites without services left out.

    Args:
        statuses: from `service_status`.
    """
    sites: tuple[SiteId | None, ...] = (*hospital.sites, None)
    rows = []
    for site in sites:
        here = tuple(one for one in statuses if one.site == site)
        if here:
            name = "every site" if site is None else hospital.sites[site].name or site
            rows.append(SiteStatus(site=site, name=name, services=here, emergency=_emergency(hospital, here)))
    return tuple(rows)


def _emergency(hospital: Hospital, here: tuple[ServiceStatus, ...]) -> Standing | None:
    """How the emergency department stands: a service that patients arrive at on their own."""
    doors = [one for one in here if hospital.services[one.service].arrivals_per_h > 0]
    return max(doors, key=lambda one: one.share).status if doors else None
