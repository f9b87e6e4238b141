"""Beds and roads that several hospitals told: each bed once, by the latest word; nobody is sent where care is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codedark.divert.regional_names import Member, RegionNames
from codedark.hospital.records import FreeBeds, ServiceId, SiteId, Travel, Unknown
from codedark.hospital.words import Basis

DISAGREE_MIN = 0.05
"""Road minutes that differ by no more are one figure, rounded twice."""
_STRENGTH = (Basis.ASSUMED, Basis.INFERRED, Basis.STATED, Basis.OBSERVED)


def joint_beds(members: Sequence[Member], names: RegionNames, notes: list[str]) -> tuple[FreeBeds, ...]:
    """Every (hospital, pool) once.

    The latest `confirmed_at` wins; where nobody confirmed, a number before an unknown, and the smaller number. A pool
    of a site of ours of which a service is lost has no bed: 0, with the reason.

    Args:
        members: in the order of their folders.
        names: services as the region names them.
        notes: gets a sentence for each disagreement and for each pool that is closed.
    """
    told: dict[tuple[SiteId, str], list[tuple[FreeBeds, str]]] = {}
    for member in members:
        for row in member.hospital.free_beds:
            told.setdefault((row.hospital, row.pool), []).append((row, member.folder))
    beds = {key: _latest(rows, notes) for key, rows in told.items()}
    closed = closed_pools(members, names, {pool for _, pool in beds})
    for (site, pool), why in closed.items():
        there = beds.get((site, pool))
        if there is not None and there.free_staffed != 0:
            notes.append(f"{site}, {pool}: nobody is sent there: {why}.")
        beds[site, pool] = FreeBeds(
            hospital=site,
            pool=pool,
            free_staffed=0,
            confirmed_at=None,
            confirmed_by="",
            basis=Basis.INFERRED,
            source=why,
        )
    return tuple(beds[key] for key in sorted(beds))


def _latest(rows: Sequence[tuple[FreeBeds, str]], notes: list[str]) -> FreeBeds:
    """The row that counts."""
    best = max((row for row, _ in rows), key=_word_of)
    numbers = {str(row.free_staffed) if not isinstance(row.free_staffed, Unknown) else "?" for row, _ in rows}
    if len(numbers) > 1:
        said = ", ".join(f"{folder} says {_said(row)}" for row, folder in sorted(rows, key=lambda r: r[1]))
        notes.append(f"{best.hospital}, {best.pool}: {said}; {_said(best)} is counted.")
    return best


def _word_of(row: FreeBeds) -> tuple[float, bool, float, int, str, str]:
    """How much a row's word weighs; alike rows are told apart by their text: the order of folders plays no part."""
    known = not isinstance(row.free_staffed, Unknown)
    number = 0 if isinstance(row.free_staffed, Unknown) else row.free_staffed
    at = row.confirmed_at.timestamp() if row.confirmed_at is not None else float("-inf")
    return at, known, -number, _STRENGTH.index(row.basis), row.confirmed_by, row.source


def _said(row: FreeBeds) -> str:
    number = "not known" if isinstance(row.free_staffed, Unknown) else f"{row.free_staffed}"
    return f"{number} ({row.confirmed_at:%Y-%m-%d %H:%M %z})" if row.confirmed_at is not None else f"{number} (no date)"


def closed_pools(members: Sequence[Member], names: RegionNames, pools: Iterable[str]) -> dict[tuple[SiteId, str], str]:
    """Pools of our own sites that can take nobody -> why.

    A pool is open while some ward of it at that site has all its services; where no ward is told, while all services
    that its patients there need are up; where neither is told, while its hospital has lost nothing at that site. A
    service on paper counts as lost: it keeps those it has.
    """
    wanted = set(pools) | {w.pool for m in members for w in m.hospital.wards.values()}
    closed: dict[tuple[SiteId, str], str] = {}
    for member in members:
        lost = {one.service for one in member.outage.services}
        for site in member.hospital.sites if lost else ():
            for pool in sorted(wanted):
                gone = _gone(member, site, pool, lost)
                if gone:
                    said = ", ".join(names.services[member.folder, service] for service in sorted(gone)[:3])
                    closed[site, pool] = f"{said} lost at {site}"
    return closed


def _gone(member: Member, site: SiteId, pool: str, lost: set[ServiceId]) -> set[ServiceId]:
    """Lost services that close a pool; empty: it is open."""
    hospital = member.hospital
    wards = [set(w.needs) & lost for w in hospital.wards.values() if (w.site, w.pool) == (site, pool)]
    if wards:
        return min(wards, key=lambda gone: (len(gone), sorted(gone)))
    needs = [set(p.needs) for p in hospital.patients.values() if (p.site, p.pool) == (site, pool)]
    if needs:
        return set().union(*needs) & lost
    return {service for service in lost if hospital.services[service].site in (site, None)}


@dataclass(frozen=True, slots=True)
class _Told:
    travel: Travel
    folder: str


def joint_travel(members: Sequence[Member], notes: list[str]) -> Mapping[tuple[SiteId, SiteId], Travel]:
    """Every pair once: the first folder's word; how many pairs disagree, and the worst of them, is noted."""
    road: dict[tuple[SiteId, SiteId], _Told] = {}
    apart: list[tuple[float, str]] = []
    for member in members:
        for pair, travel in member.hospital.travel.items():
            first = road.setdefault(pair, _Told(travel, member.folder))
            minutes = abs(first.travel.minutes - travel.minutes)
            if minutes > DISAGREE_MIN:
                said = f"{pair[0]} to {pair[1]}, {first.travel.minutes:g} min says {first.folder}, "
                apart.append((minutes, f"{said}{travel.minutes:g} says {member.folder}"))
    notes.extend(_apart(apart))
    return {pair: road[pair].travel for pair in sorted(road)}


def _apart(apart: Sequence[tuple[float, str]]) -> Iterator[str]:
    if apart:
        worst = max(apart)[1]
        pairs = f"{len(apart)} pair{'s' * (len(apart) != 1)}"
        yield f"Road minutes disagree for {pairs}; the first folder's are taken; most: {worst}."
