"""The tables of several hospitals as one: rows under the names the region knows them by, those of several decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from codedark.divert.regional_names import Member, RegionNames
from codedark.hospital.needs import NOTHING
from codedark.hospital.records import (
    Crew,
    CrewId,
    EscortTeam,
    Inflow,
    Operation,
    OperationId,
    Patient,
    PatientId,
    Pool,
    Receiver,
    Service,
    ServiceId,
    Site,
    SiteId,
    Telephone,
    Ward,
)
from codedark.hospital.words import Basis, CrewKind, Escort

_NO_ESCORTS = "no escorts told by that hospital: taken to be there for each ambulance"


def joint_services(members: Sequence[Member], names: RegionNames) -> dict[ServiceId, Service]:
    """Every service, without what it needs: nothing falls anew in a region, and what it needed is not joined."""
    rows = ((m.folder, row) for m in members for row in m.hospital.services.values())
    return {
        (name := ServiceId(names.services[folder, row.service])): replace(
            row, service=name, needs=NOTHING, worked_from=NOTHING
        )
        for folder, row in rows
    }


def _named(names: RegionNames, folder: str, services: Iterable[ServiceId]) -> tuple[ServiceId, ...]:
    return tuple(ServiceId(names.services[folder, service]) for service in services)


def joint_operations(members: Sequence[Member], names: RegionNames) -> dict[OperationId, Operation]:
    """Every operation."""
    joint: dict[OperationId, Operation] = {}
    for m in members:
        for row in m.hospital.operations.values():
            name = OperationId(names.operations[m.folder, row.operation])
            recovery = None if row.recovery is None else _named(names, m.folder, [row.recovery])[0]
            needs = _named(names, m.folder, row.needs)
            joint[name] = replace(row, operation=name, needs=needs, recovery=recovery)
    return joint


def joint_patients(members: Sequence[Member], names: RegionNames) -> dict[PatientId, Patient]:
    """Every patient."""
    joint: dict[PatientId, Patient] = {}
    for m in members:
        for row in m.hospital.patients.values():
            name = PatientId(names.patients[m.folder, row.patient])
            ward = names.wards.get((m.folder, row.ward), row.ward)
            joint[name] = replace(row, patient=name, ward=ward, needs=_named(names, m.folder, row.needs))
    return joint


def joint_wards(members: Sequence[Member], names: RegionNames) -> dict[str, Ward]:
    """Every ward."""
    joint: dict[str, Ward] = {}
    for m in members:
        for row in m.hospital.wards.values():
            name = names.wards[m.folder, row.ward]
            joint[name] = replace(row, ward=name, needs=_named(names, m.folder, row.needs))
    return joint


def joint_escorts(members: Sequence[Member], names: RegionNames, notes: list[str]) -> dict[str, EscortTeam]:
    """Every team that can go along; a hospital that told none is taken to have one an ambulance, as it is alone."""
    joint: dict[str, EscortTeam] = {}
    for m in members:
        for row in m.hospital.escorts.values():
            joint[names.escorts[m.folder, row.escort]] = replace(row, escort=names.escorts[m.folder, row.escort])
    silent = [m for m in members if not m.hospital.escorts] if joint else []
    for m in silent:
        told = [c for c in m.hospital.crews.values() if c.transfers and c.kind is CrewKind.AMBULANCE]
        for site in m.hospital.sites:
            first = site == next(iter(m.hospital.sites))
            count = sum(c.site == site or (first and c.site is None) for c in told)
            name = f"assumed.{site}"
            if count:
                joint[name] = EscortTeam(
                    escort=name, kind=Escort.PHYSICIAN, site=site, count=count, basis=Basis.ASSUMED, source=_NO_ESCORTS
                )
    if silent:
        folders = ", ".join(m.folder for m in silent)
        notes.append(f"No escorts are told in {folders}: who must go along is taken to be there for each ambulance.")
    return joint


def joint_inflows(members: Sequence[Member], names: RegionNames) -> dict[str, Inflow]:
    """Every arrangement that brings patients to one of us."""
    joint: dict[str, Inflow] = {}
    for m in members:
        for row in m.hospital.inflows.values():
            name = names.inflows[m.folder, row.inflow]
            crews = tuple(CrewId(names.crews[m.folder, crew]) for crew in row.crews)
            joint[name] = replace(row, inflow=name, services=_named(names, m.folder, row.services), crews=crews)
    return joint


def joint_telephones(members: Sequence[Member], names: RegionNames) -> dict[str, Telephone]:
    """Every number, once."""
    joint: dict[str, Telephone] = {}
    for m in members:
        for row in m.hospital.telephones.values():
            name = names.telephones[m.folder, row.telephone]
            joint.setdefault(name, replace(row, telephone=name))
    return joint


def joint_crews(members: Sequence[Member], names: RegionNames, notes: list[str]) -> dict[CrewId, Crew]:
    """Crews of others once; one that any hospital says cannot go without a service of its own needs that service.

    A crew that stands nowhere in particular stands at the first site of its own hospital, not of the region.
    """
    joint: dict[CrewId, Crew] = {}
    for m in members:
        for row in m.hospital.crews.values():
            name = CrewId(names.crews[m.folder, row.crew])
            site = row.site if row.site is not None else next(iter(m.hospital.sites))
            mine = replace(row, crew=name, site=site, needs=_named(names, m.folder, row.needs))
            first = joint.setdefault(name, mine)
            if first is mine:
                continue
            for what in ("kind", "site", "transfers"):
                if getattr(first, what) != getattr(mine, what):
                    said = f"{getattr(first, what)}, not {getattr(mine, what)} as {m.folder} says"
                    notes.append(f"Crew {name} ({first.owner}), {what}: {said}.")
            joint[name] = replace(first, needs=tuple(dict.fromkeys((*first.needs, *mine.needs))))
    return joint


def joint_pools(members: Sequence[Member], notes: list[str]) -> dict[str, Pool]:
    """A kind of bed stands in for another where all who told agree."""
    joint: dict[str, Pool] = {}
    for m in members:
        for row in m.hospital.pools.values():
            first = joint.setdefault(row.pool, row)
            if set(first.may_use) != set(row.may_use) or first.penalty_min != row.penalty_min:
                both = tuple(pool for pool in first.may_use if pool in row.may_use)
                notes.append(f"Pool {row.pool}: {m.folder} says otherwise; only what all agree on will do as well.")
                penalty = max(first.penalty_min, row.penalty_min)
                joint[row.pool] = replace(first, may_use=both, penalty_min=penalty)
    return joint


def joint_receivers(
    members: Sequence[Member], sites: Mapping[SiteId, Site], notes: list[str]
) -> dict[SiteId, Receiver]:
    """Receiving hospitals that are none of the group's own sites; the first folder's word on each."""
    joint: dict[SiteId, Receiver] = {}
    for m in members:
        for row in m.hospital.region.values():
            if row.hospital in sites:
                continue
            first = joint.setdefault(row.hospital, row)
            for what in ("beds_recognised", "ed", "offers"):
                if getattr(first, what) != getattr(row, what):
                    said = f"{_told(getattr(first, what))}, not {_told(getattr(row, what))} as {m.folder} says"
                    notes.append(f"{row.hospital}, {what}: {said}.")
            joint[row.hospital] = replace(first, partner=first.partner or row.partner)
    return joint


def _told(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
