"""Arrivals and ambulances that an emergency department no longer takes, an hour, and the nearest that is open."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from codedark.divert.open_sites import doors_open, name_of
from codedark.divert.service_status import ServiceStatus, Standing
from codedark.hospital.records import Hospital, ServiceId, SiteId, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalsLost:
    """One emergency department that is not full."""

    service: ServiceId
    name: str
    site: SiteId | None
    status: Standing
    share_lost: float
    """0..1."""
    arrivals_per_h: float
    """That it no longer takes, ambulances among them."""
    ambulances_per_h: float
    since_min: float
    """Minutes after the fall."""
    until_min: float | Unknown
    to: SiteId | None
    """Another emergency department of ours that is full, else the nearest of the region; None: none is known."""
    own: bool
    road_min: float | None
    """From its own door to that one."""
    why: str


def arrivals_lost(
    hospital: Hospital, statuses: tuple[ServiceStatus, ...], *, down: AbstractSet[SiteId] = frozenset()
) -> tuple[ArrivalsLost, ...]:
    """What each emergency department that is not full no longer takes, and where it goes.

    Args:
        statuses: of every service at one moment.
        down: sites of others known to take nobody.
    Returns:
        A row for each service with arrivals that is not full, in the order of the table.
    """
    rows = []
    for one in statuses:
        service = hospital.services[one.service]
        if one.status is Standing.FULL or not (service.arrivals_per_h or service.ambulances_per_h):
            continue
        to, road, why = _nearest_open(hospital, one.site, doors_open(hospital, statuses), down)
        rows.append(
            ArrivalsLost(
                service=one.service,
                name=one.name,
                site=one.site,
                status=one.status,
                share_lost=1.0 - one.share,
                arrivals_per_h=service.arrivals_per_h * (1.0 - one.share),
                ambulances_per_h=service.ambulances_per_h * (1.0 - one.share),
                since_min=one.since_min or 0.0,
                until_min=one.until_min,
                to=to,
                own=to in hospital.sites,
                road_min=road,
                why=why,
            )
        )
    return tuple(rows)


def _nearest_open(
    hospital: Hospital, site: SiteId | None, doors: dict[SiteId, ServiceId], down: AbstractSet[SiteId]
) -> tuple[SiteId | None, float | None, str]:
    """(place, road minutes, how it was chosen): our own other campus first, then the nearest of the region."""
    if site is None:
        return None, None, "the service has no site in services.csv: no road can be told"
    own = sorted((_road(hospital, site, other), other) for other in doors if other != site)
    if own:
        minutes, other = own[0]
        return other, _told(minutes), f"our own: {hospital.services[doors[other]].name or doors[other]} is full"
    theirs = [s for s, receiver in hospital.region.items() if receiver.ed and s not in down]
    by_road = sorted((_road(hospital, site, other), other) for other in theirs)
    if not by_road:
        return None, None, "no emergency department around is told, or all of them are down"
    minutes, other = by_road[0]
    if _told(minutes) is None:
        return None, None, f"no road from {name_of(hospital, site)} to an open emergency department is told"
    passed = sum(receiver.ed and s in down for s, receiver in hospital.region.items())
    return other, minutes, "the nearest by road" + (f" of those not down ({passed} are)" if passed else "")


def _road(hospital: Hospital, from_: SiteId, to: SiteId) -> float:
    """Road minutes; infinite where none is told, so that it comes last."""
    road = hospital.travel.get((from_, to))
    return float("inf") if road is None else road.minutes


def _told(minutes: float) -> float | None:
    return None if minutes == float("inf") else minutes
