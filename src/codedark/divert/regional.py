"""Several hospitals down at once, as one: every shared bed, crew and road once, so that one plan serves all of them.

A receiving hospital is the same where its id is the same; a site of one of the group may stand in the region of
another, and is then the group's own. What only one tells is taken over; what several tell differently is decided by a
rule and noted. The result is an ordinary hospital and an ordinary outage: what plans for one hospital plans for
all. What no plan of transfers asks for (zones, hosts, applications, conduits, gates) stays the first hospital's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from codedark.depend.care import CareKind, CareLost
from codedark.depend.falling import Outage
from codedark.divert.regional_beds import joint_beds, joint_travel
from codedark.divert.regional_names import Member, RegionNames, region_names
from codedark.divert.regional_tables import (
    joint_crews,
    joint_escorts,
    joint_inflows,
    joint_operations,
    joint_patients,
    joint_pools,
    joint_receivers,
    joint_services,
    joint_telephones,
    joint_wards,
)
from codedark.hospital.distance import metres_between
from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.reading import fingerprint
from codedark.hospital.records import ApplicationId, Hospital, HostId, ServiceId, SiteId
from codedark.hospital.settings import Settings

SAME_PLACE_M = 300.0
"""Two sites of different name that stand closer are probably one: its beds would be counted twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The group as one hospital, what it has lost, and what was decided where its members disagree."""

    hospital: Hospital
    outage: Outage
    folder_of: Mapping[SiteId, str]
    """Own site -> whose it is."""
    notes: tuple[str, ...]


def joint_region(members: Iterable[Member]) -> Region:
    """Join hospitals that are down at the same time; the order they are given in changes nothing.

    Args:
        members: at least one. A hospital that has lost nothing may be among them: its beds are its own word.

    Returns:
        The region; ids that mean different things to different hospitals have the folder's name before them.

    Raises:
        BadHospital: two folders have a site of the same id, every one named; two members of one folder name.
        ValueError: no member.

    Cost: one pass over the tables; ten hospitals of 50 neighbours take milliseconds.
    """
    told = sorted(members, key=lambda m: m.folder)
    if not told:
        raise ValueError("members is empty: at least one hospital")
    _check(told)
    names = region_names(told)
    notes: list[str] = []
    sites = {site: row for m in told for site, row in m.hospital.sites.items()}
    hospital = replace(
        told[0].hospital,
        settings=_settings(told, notes),
        sites=sites,
        services=joint_services(told, names),
        operations=joint_operations(told, names),
        patients=joint_patients(told, names),
        crews=joint_crews(told, names, notes),
        wards=joint_wards(told, names),
        escorts=joint_escorts(told, names, notes),
        pools=joint_pools(told, notes),
        inflows=joint_inflows(told, names),
        telephones=joint_telephones(told, names),
        region=joint_receivers(told, sites, notes),
        free_beds=joint_beds(told, names, notes),
        travel=joint_travel(told, notes),
        sha256=fingerprint({m.folder: m.hospital.sha256.encode() for m in told}),
        defences=(),
    )
    notes.extend(_perhaps_twice(told, hospital))
    return Region(
        hospital=hospital,
        outage=_outage(told, names, hospital),
        folder_of={site: m.folder for m in told for site in m.hospital.sites},
        notes=tuple(notes),
    )


def _check(members: Sequence[Member]) -> None:
    faults: list[Fault] = []
    whose: dict[SiteId, str] = {}
    for member in members:
        for site in member.hospital.sites:
            if site in whose:
                fix = "give one of them another id, there and wherever its folder names it"
                message = f"'{site}' is also a site of {whose[site]}"
                faults.append(
                    Fault(file=f"{member.folder}/sites.csv", column="site", value=site, message=message, fix=fix)
                )
            whose.setdefault(site, member.folder)
    folders = [m.folder for m in members]
    faults += [
        Fault(file=folder, message="told twice", fix="name each folder once")
        for folder in sorted(set(folders))
        if folders.count(folder) > 1
    ]
    if faults:
        raise BadHospital(faults)


def _settings(members: Sequence[Member], notes: list[str]) -> Settings:
    first = members[0].hospital.settings
    sections: dict[str, Callable[[Settings], object]] = {"[transfer]": lambda s: s.transfer, "[care]": lambda s: s.care}
    for section, of in sections.items():
        others = [m.folder for m in members if of(m.hospital.settings) != of(first)]
        if others:
            own = "has its own" if len(others) == 1 else "have their own"
            notes.append(f"{section} of {members[0].folder} is taken for all; {', '.join(others)} {own}.")
    name = ", ".join(m.hospital.settings.hospital.name for m in members)
    return replace(first, hospital=replace(first.hospital, name=name))


def _perhaps_twice(members: Sequence[Member], hospital: Hospital) -> Iterator[str]:
    """Sites under two names that stand on the same ground, where no one hospital knows both: it would know better."""
    known = [{*m.hospital.sites, *m.hospital.region} for m in members]
    around = [(row.hospital, row.lat, row.lon) for row in hospital.region.values()]
    ours = [(row.site, row.lat, row.lon) for row in hospital.sites.values()]
    placed = [
        (name, (lat, lon))
        for name, lat, lon in sorted([*around, *ours], key=lambda one: one[0])
        if lat is not None and lon is not None
    ]
    for at, (one, here) in enumerate(placed):
        for other, there in placed[at + 1 :]:
            metres = metres_between(here, there)
            if metres <= SAME_PLACE_M and not any(one in names and other in names for names in known):
                yield f"{one} and {other} stand {metres:.0f} m apart: if they are one, its beds are counted twice."


def _outage(members: Sequence[Member], names: RegionNames, hospital: Hospital) -> Outage:
    """What all have lost together; counts add up, for no operation and no patient is of two hospitals."""
    services = [
        replace(lost, service=ServiceId(names.services[m.folder, lost.service]))
        for m in members
        for lost in m.outage.services
    ]
    gone = {lost.service for lost in services}
    outages = [m.outage for m in members]
    return Outage(
        services=tuple(sorted(services, key=lambda s: (s.paper_until_min, s.lost_at_min, s.service))),
        applications=tuple(
            replace(lost, application=ApplicationId(names.applications[m.folder, lost.application]))
            for m in members
            for lost in m.outage.applications
        ),
        hosts_fallen=tuple(HostId(names.hosts[m.folder, host]) for m in members for host in m.outage.hosts_fallen),
        crews_standing=tuple(crew.crew for crew in hospital.crews.values() if gone & set(crew.needs)),
        operations_per_week=sum(o.operations_per_week for o in outages),
        operations_per_week_all=sum(o.operations_per_week_all for o in outages),
        critical_patients=sum(o.critical_patients for o in outages),
        critical_patients_all=sum(o.critical_patients_all for o in outages),
        care=_care([o.care for o in outages]),
        horizon_h=max(o.horizon_h for o in outages),
        taken_as_open=tuple(pair for o in outages for pair in o.taken_as_open),
    )


def _care(told: Sequence[CareLost]) -> CareLost:
    """Care lost by all, each by its own weights and over its own horizon."""
    return CareLost(
        total_per_h=sum(c.total_per_h for c in told),
        by_kind_per_h={kind: sum(c.by_kind_per_h[kind] for c in told) for kind in CareKind},
        count_per_h={kind: sum(c.count_per_h[kind] for c in told) for kind in CareKind},
    )
