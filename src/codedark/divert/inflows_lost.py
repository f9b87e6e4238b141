"""Which patients who come to us by arrangement can no longer, and where each of them goes instead.

Codes (stroke, infarct, trauma, birth), courses (dialysis, radiotherapy), smaller hospitals that send patients on, and
the sectors of our own mobile teams. A table that nobody filled in is unknown: it never reads as "none".
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from codedark.depend import Outage
from codedark.divert.emergency_diverted import ArrivalsLost, arrivals_lost
from codedark.divert.open_sites import name_of, own_sites_open, road_min
from codedark.divert.service_status import ServiceStatus, Standing
from codedark.hospital.records import Crew, CrewId, Hospital, Inflow, ServiceId, SiteId, Unknown
from codedark.hospital.words import CrewKind, InflowKind

NOBODY = "nobody told where"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewStanding:
    """A crew that stands still, or will when paper ends."""

    crew: CrewId
    kind: CrewKind
    status: Standing
    """`none`: it stands still now; `partial`: what it needs is on paper, and it still goes out."""
    because: ServiceId
    since_min: float
    """Minutes after the fall."""
    until_min: float | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class InflowLost:
    """One arrangement that no longer holds in full. Minutes are counted from the fall."""

    inflow: str
    kind: InflowKind
    name: str
    status: Standing
    share_lost: float
    """Of its patients or calls, 0..1: what the service, or the teams, that keep least no longer carry."""
    per_day: float | Unknown
    per_day_lost: float | Unknown
    because: tuple[str, ...]
    """Services and crews of ours that it comes for and that are not full."""
    since_min: float
    until_min: float | Unknown
    to: SiteId | None
    """None: nobody told where, or no place that was told will do; `why` says which."""
    own: bool
    """Whether `to` is another site of ours."""
    road_min: float | None
    """From where it came to us, where a road is told."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InflowsLost:
    """All that no longer comes to us, at one moment."""

    now_min: float
    flows: tuple[InflowLost, ...]
    """In the order of the table."""
    arrivals: tuple[ArrivalsLost, ...]
    """Emergency departments that are not full."""
    crews: tuple[CrewStanding, ...]
    unknown: tuple[str, ...]
    """What nobody told, each a sentence: it is not known to be nothing."""


def inflows_lost(
    hospital: Hospital,
    outage: Outage,
    statuses: tuple[ServiceStatus, ...],
    now_min: float = 0.0,
    *,
    down: AbstractSet[SiteId] = frozenset(),
    need_road: bool = False,
) -> InflowsLost:
    """Find what no longer comes to us, and where it goes.

    Args:
        outage: from `depend.what_falls_if`: which crews stand.
        statuses: of every service at `now_min`, from `service_status`.
        down: sites of others known to take nobody; our own are judged by `statuses`.
        need_road: pass over places to which no road is told.
    Returns:
        The first of `elsewhere` that is not down itself, for each arrangement that is not full at `now_min`.
    Cost: a step for each arrangement and each place told for it.
    """
    of = {one.service: one for one in statuses}
    crews = tuple(_standing(hospital.crews[crew], of) for crew in outage.crews_standing)
    crews_now = tuple(one for one in crews if one is not None)
    shut = frozenset(down) | (frozenset(hospital.sites) - own_sites_open(statuses))
    flows = []
    for inflow in hospital.inflows.values():
        lost = _lost(hospital, inflow, of, {one.crew: one for one in crews_now})
        if lost is not None:
            flows.append(_redirected(hospital, inflow, lost, shut, need_road))
    return InflowsLost(
        now_min=now_min,
        flows=tuple(flows),
        arrivals=arrivals_lost(hospital, statuses, down=down),
        crews=crews_now,
        unknown=_unknown(hospital, crews_now),
    )


@dataclass(frozen=True, slots=True)
class _Loss:
    kept: float
    because: tuple[str, ...]
    since_min: float
    until_min: float | Unknown
    sites: tuple[SiteId, ...]
    """Where its patients came to."""


def _standing(crew: Crew, of: dict[ServiceId, ServiceStatus]) -> CrewStanding | None:
    """How a crew stands by the need that leaves it least; None: all it needs is still full."""
    needs = [of[need] for need in crew.needs if of[need].status is not Standing.FULL]
    if not needs:
        return None
    worst = min(needs, key=lambda one: (one.share, one.since_min or 0.0))
    return CrewStanding(
        crew=crew.crew,
        kind=crew.kind,
        status=worst.status,
        because=worst.service,
        since_min=worst.since_min or 0.0,
        until_min=worst.until_min,
    )


def _lost(
    hospital: Hospital, inflow: Inflow, of: dict[ServiceId, ServiceStatus], crews: dict[CrewId, CrewStanding]
) -> _Loss | None:
    """What an arrangement has lost; None: it is full."""
    short = [of[service] for service in inflow.services if of[service].status is not Standing.FULL]
    still = [crews[crew] for crew in inflow.crews if crew in crews and crews[crew].status is Standing.NONE]
    if not short and not still:
        return None
    ends = [(one.share, one.since_min or 0.0, one.until_min) for one in short]
    ends += [(1.0 - len(still) / len(inflow.crews), one.since_min, one.until_min) for one in still]
    kept, since, until = min(ends, key=lambda end: end[:2])
    came = [hospital.services[one].site for one in inflow.services]
    came += [hospital.crews[crew].site for crew in inflow.crews]
    return _Loss(
        kept=kept,
        because=(*(one.service for one in short), *(one.crew for one in still)),
        since_min=since,
        until_min=until,
        sites=tuple(dict.fromkeys(site for site in came if site is not None)),
    )


def _redirected(
    hospital: Hospital, inflow: Inflow, lost: _Loss, shut: AbstractSet[SiteId], need_road: bool
) -> InflowLost:
    to, why = _where(hospital, inflow, lost, shut, need_road)
    share_lost = 1.0 - lost.kept
    per_day = inflow.per_day
    return InflowLost(
        inflow=inflow.inflow,
        kind=inflow.kind,
        name=inflow.name or inflow.inflow,
        status=Standing.NONE if lost.kept <= 0 else Standing.PARTIAL,
        share_lost=share_lost,
        per_day=per_day,
        per_day_lost=per_day if isinstance(per_day, Unknown) else per_day * share_lost,
        because=lost.because,
        since_min=lost.since_min,
        until_min=lost.until_min,
        to=to,
        own=to in hospital.sites,
        road_min=None if to is None else road_min(hospital, lost.sites, to),
        why=why,
    )


def _where(
    hospital: Hospital, inflow: Inflow, lost: _Loss, shut: AbstractSet[SiteId], need_road: bool
) -> tuple[SiteId | None, str]:
    """(the first place that will do, how it was chosen)."""
    passed: list[str] = []
    for site in inflow.elsewhere:
        if site in shut:
            passed.append(f"{name_of(hospital, site)} is down itself")
        elif need_road and road_min(hospital, lost.sites, site) is None:
            passed.append(f"no road to {name_of(hospital, site)} is told")
        else:
            return site, f"choice {len(passed) + 1}" + "".join(f"; {one}" for one in passed)
    return None, NOBODY + "".join(f"; {one}" for one in passed)


def _unknown(hospital: Hospital, crews: tuple[CrewStanding, ...]) -> tuple[str, ...]:
    """What the tables do not say."""
    said = []
    if not hospital.inflows:
        said.append("inflows.csv tells nothing: which codes, courses, spokes and sectors are lost is unknown, not none")
    covered = {crew for inflow in hospital.inflows.values() for crew in inflow.crews}
    bare = [one.crew for one in crews if one.kind in {CrewKind.MUG, CrewKind.PIT} and one.crew not in covered]
    if bare:
        said.append(f"whose sector is uncovered is not told for {', '.join(bare)}: add a row of kind sector")
    return tuple(said)
