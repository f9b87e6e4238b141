"""Where an operation that cannot wait may be done instead: our own other campus, or a partner by road.

A proposal: whether there is a theatre, a team and a bed is asked by telephone.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from codedark.divert.open_sites import road_min
from codedark.divert.theatre_lines import TheatreLine
from codedark.hospital.records import Hospital, Operation, ServiceId, SiteId


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlace:
    """One place that may take an operation."""

    site: SiteId
    own: bool
    road_min: float
    takes: int | None
    """Operations it said it takes; None: nobody asked."""


def other_places(
    hospital: Hospital,
    line: TheatreLine,
    lost: AbstractSet[ServiceId],
    partners: Mapping[SiteId, int | None],
    down: AbstractSet[SiteId] = frozenset(),
) -> tuple[OtherPlace, ...]:
    """Places for one operation, our own first, then partners, each by road; a place without a road told is none.

    Args:
        lost: services that are lost at any time that matters.
        partners: further places that offered, and how many operations they take (None: not told); rows of `region`
            with `partner` are partners beside them.
        down: sites of others known to take nobody.
    """
    from_ = (line.site,) if line.site is not None else tuple(hospital.sites)
    asked: dict[SiteId, int | None] = {s: None for s, receiver in hospital.region.items() if receiver.partner}
    asked |= dict(partners)
    found = []
    for site in hospital.sites:
        if site != line.site and _like_it_runs(hospital, line, site, lost):
            found.append((road_min(hospital, from_, site), site, True))
    found += [(road_min(hospital, from_, site), site, False) for site in asked if site not in down]
    places = [
        OtherPlace(site=site, own=own, road_min=road, takes=asked.get(site))
        for road, site, own in found
        if road is not None
    ]
    return tuple(sorted(places, key=lambda place: (not place.own, place.road_min, place.site)))


def _like_it_runs(hospital: Hospital, line: TheatreLine, site: SiteId, lost: AbstractSet[ServiceId]) -> bool:
    """Whether an operation of another campus's own list takes as much as this one, and loses nothing.

    What both campuses' lists need is one service for both; what only one of them needs is that campus's own.
    """
    there = [row for row in hospital.operations.values() if row.site == site]
    used = {service for row in there for service in _takes(row)}
    mine = set(line.counts_on())
    shared = mine & used
    return any(
        shared <= _takes(row)
        and len(_takes(row)) >= len(mine)
        and (line.recovery is None or row.recovery is not None)
        and not _takes(row) & lost
        and any(hospital.services[service].theatres for service in row.needs)
        for row in there
    )


def _takes(row: Operation) -> set[ServiceId]:
    return {*row.needs, *(() if row.recovery is None else (row.recovery,))}
