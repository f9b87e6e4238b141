"""Which of our own sites stand open, and how far a place is by road."""

from __future__ import annotations

from collections.abc import Iterable

from codedark.divert.service_status import ServiceStatus, Standing
from codedark.hospital.records import Hospital, ServiceId, SiteId


def own_sites_open(statuses: Iterable[ServiceStatus]) -> frozenset[SiteId]:
    """Own sites at which every service that stands there is full.

    No table says which service of one campus does the work of another's, so a campus that has lost anything of its own
    is not offered as the place to go instead: a person may still choose it.
    """
    told = tuple(statuses)
    stand = {one.site for one in told if one.site is not None}
    return frozenset(stand - {one.site for one in told if one.status is not Standing.FULL})


def doors_open(hospital: Hospital, statuses: Iterable[ServiceStatus]) -> dict[SiteId, ServiceId]:
    """Own sites with an emergency department that is full -> its service."""
    return {
        one.site: one.service
        for one in statuses
        if one.site is not None and one.status is Standing.FULL and hospital.services[one.service].arrivals_per_h > 0
    }


def road_min(hospital: Hospital, from_: Iterable[SiteId], to: SiteId) -> float | None:
    """Road minutes to a place from the nearest of some sites; 0 when it is one of them, None: no road is told."""
    sites = tuple(from_)
    if to in sites:
        return 0.0
    roads = [hospital.travel[site, to].minutes for site in sites if (site, to) in hospital.travel]
    return min(roads, default=None)


def name_of(hospital: Hospital, site: SiteId) -> str:
    """What people call a site, ours or of the region; its id where no name is told."""
    if site in hospital.sites:
        return hospital.sites[site].name or site
    return hospital.region[site].name if site in hospital.region else site
