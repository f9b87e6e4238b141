"""Which network paths do told needs use: from where, to which application on which host, over which conduits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codedark.depend.ways import Ways
from codedark.hospital.records import Application, ApplicationId, ConduitId, Hospital, HostId, ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededPath:
    """One way that somebody's need takes over the network."""

    wanted_by: str
    """The application or service whose need it is."""
    source_zone: ZoneId
    source_host: HostId | None
    """None: from the zone as a workplace, whoever sits there."""
    application: ApplicationId
    """What is reached."""
    target_zone: ZoneId
    target_host: HostId | None
    """None: an application that runs on no host of ours, met in `target_zone`."""
    conduits: tuple[ConduitId, ...]
    """Those that would carry it, any one is enough; () inside one zone, or where no conduit is told."""


def needed_paths(hospital: Hospital) -> tuple[NeededPath, ...]:
    """List the network paths that needs of applications and services use, each once.

    An application needs from every host it runs on; a service from every zone it is worked from. Software on the same
    host needs no path. Paths that no conduit carries are listed with none: they are taken as open elsewhere too.

    Cost: needs written, times hosts they run on, times hosts of what they need.

    >>> from codedark.gap.toy import toy_hospital
    >>> [(p.wanted_by, p.source_zone, p.target_host, p.conduits) for p in needed_paths(toy_hospital())][:1]
    [('ward', 'clinic', 'ehr-1', ('staff-to-records',))]
    """
    return tuple(dict.fromkeys(_Paths(hospital).all()))


class _Paths:
    def __init__(self, hospital: Hospital) -> None:
        self.hospital, self.hosts = hospital, hospital.hosts
        self.ways = Ways(hospital)
        self.names = tuple(hospital.conduits)
        self.zone_index = {zone: i for i, zone in enumerate(hospital.hosts.zone_ids)}

    def all(self) -> Iterator[NeededPath]:
        for service in self.hospital.services.values():
            needed = [self.hospital.applications[n] for n in self._applications(service.needs.names())]
            for zone in dict.fromkeys(service.worked_from.names()):
                for application in needed:
                    yield from self._from_zone(service.service, ZoneId(zone), application)
        for application in self.hospital.applications.values():
            needed = [self.hospital.applications[n] for n in self._applications(application.needs.names())]
            for host in dict.fromkeys(application.runs_on.names()):
                for other in needed:
                    yield from self._from_host(application.application, HostId(host), other)
            if not application.runs_on.parts and application.zone is not None:
                for other in needed:
                    yield from self._from_zone(application.application, application.zone, other)

    def _applications(self, names: Iterable[str]) -> list[ApplicationId]:
        return [ApplicationId(name) for name in sorted(set(names)) if ApplicationId(name) in self.hospital.applications]

    def _from_zone(self, who: str, zone: ZoneId, application: Application) -> Iterator[NeededPath]:
        yield from self._to(who, zone, None, self.ways.from_workplace(self.zone_index[zone]), application)

    def _from_host(self, who: str, host: HostId, application: Application) -> Iterator[NeededPath]:
        i = self.hosts.index_of(host)
        zone = self.hosts.zone_ids[int(self.hosts.zone_at[i])]
        yield from self._to(who, zone, host, self.ways.from_host(i), application)

    def _to(
        self, who: str, zone: ZoneId, host: HostId | None, end: tuple[int, int], application: Application
    ) -> Iterator[NeededPath]:
        for name in sorted(set(application.runs_on.names())):
            if name == host:
                continue
            i = self.hosts.index_of(name)
            there = self.hosts.zone_ids[int(self.hosts.zone_at[i])]
            carrying = self.ways.carrying(end, self.ways.to_host(i), application)
            yield self._path(who, zone, host, application, there, HostId(name), carrying)
        if not application.runs_on.parts and application.zone not in {None, zone}:
            assert application.zone is not None
            carrying = self.ways.carrying(end, self.ways.to_zone(self.zone_index[application.zone]), application)
            yield self._path(who, zone, host, application, application.zone, None, carrying)

    def _path(
        self,
        who: str,
        zone: ZoneId,
        host: HostId | None,
        application: Application,
        there: ZoneId,
        target: HostId | None,
        carrying: tuple[int, ...],
    ) -> NeededPath:
        return NeededPath(
            wanted_by=who,
            source_zone=zone,
            source_host=host,
            application=application.application,
            target_zone=there,
            target_host=target,
            conduits=tuple(ConduitId(self.names[c]) for c in carrying),
        )
