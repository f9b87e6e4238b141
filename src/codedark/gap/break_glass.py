"""Break-glass flows, closed over what they stand on.

A modality reaches its archive only with name service, time, directory and licence: a conduit kept open alone keeps
nothing. For each break-glass conduit, the paths that the applications on both ends need to shared infrastructure are
break-glass as well; where one is carried by no conduit, the closure is *incomplete* and says so when a plan is signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from codedark.depend import NeededPath
from codedark.depend.ways import Ways
from codedark.gap.admin_paths import rows_for, within_path
from codedark.hospital.ports import common, listening, port_set
from codedark.hospital.records import Conduit, ConduitId, Hospital, ZoneId
from codedark.hospital.words import Action, ApplicationKind

INFRASTRUCTURE = frozenset(
    {
        ApplicationKind.NAME_SERVICE,
        ApplicationKind.TIME,
        ApplicationKind.DIRECTORY,
        ApplicationKind.LICENCE,
        ApplicationKind.IDENTITY,
    }
)
"""Kinds of applications that others cannot be used without, whatever they are for."""


NOBODY_NEEDS = "no need is told that it carries, so what it stands on is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassFlow:
    """Packets that stay while their conduit is cut at posture 3."""

    row: Conduit
    """Its `conduit` is the one that carries it; ends and ports are those of the flow."""
    stands_for: ConduitId
    """The break-glass conduit that needs it; itself where it is that one."""
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """Something a break-glass conduit stands on that nothing keeps open."""

    conduit: ConduitId
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlass:
    """All break-glass flows of a hospital, and what is missing from their closure."""

    flows: tuple[BreakGlassFlow, ...]
    incomplete: tuple[Incomplete, ...]

    def on(self, conduit: str) -> tuple[Conduit, ...]:
        """Rows that stay on one conduit at posture 3."""
        return tuple(dict.fromkeys(f.row for f in self.flows if f.row.conduit == conduit))


def break_glass(hospital: Hospital, paths: Iterable[NeededPath]) -> BreakGlass:
    """Close every break-glass conduit over what it stands on.

    Args:
        paths: from `depend.needed_paths(hospital)`.
    Returns:
        Flows in the order of the conduits; the closure goes on until nothing new is needed.
    Cost: linear in the paths for each application a break-glass conduit serves.

    >>> from codedark.depend import needed_paths
    >>> from codedark.gap.toy import toy_hospital
    >>> break_glass(toy_hospital(), needed_paths(toy_hospital())).flows
    ()
    """
    closing = _Closing(hospital, tuple(paths))
    for conduit in hospital.conduits.values():
        if conduit.break_glass and conduit.action is Action.ALLOW:
            closing.close(conduit)
    return BreakGlass(flows=tuple(closing.flows), incomplete=tuple(dict.fromkeys(closing.incomplete)))


class _Closing:
    def __init__(self, hospital: Hospital, paths: tuple[NeededPath, ...]) -> None:
        self.hospital, self.paths = hospital, paths
        self.ways, self.names = Ways(hospital), tuple(hospital.conduits)
        self.flows: dict[BreakGlassFlow, None] = {}
        self.incomplete: list[Incomplete] = []
        self.wanted_by: dict[str, list[NeededPath]] = {}
        for path in paths:
            self.wanted_by.setdefault(path.wanted_by, []).append(path)

    def close(self, conduit: Conduit) -> None:
        self._keep(conduit, conduit.conduit, "named break-glass by its owner")
        seen: set[NeededPath] = set()
        waiting = [p for p in self.paths if conduit.conduit in p.conduits]
        if not waiting:
            self.incomplete.append(Incomplete(conduit=conduit.conduit, missing=NOBODY_NEEDS))
        while waiting:
            path = waiting.pop()
            for needed in self._stands_on(path):
                if needed not in seen:
                    seen.add(needed)
                    waiting.append(needed)
                    self._keep_path(needed, conduit.conduit)

    def _keep(self, row: Conduit, stands_for: ConduitId, because: str) -> None:
        self.flows[BreakGlassFlow(row=row, stands_for=stands_for, because=because)] = None

    def _stands_on(self, path: NeededPath) -> Iterator[NeededPath]:
        """Infrastructure that both ends of a path need: the one who asks, and the application that answers."""
        answering = tuple(self._infrastructure(path.application))
        yield from answering
        yield from (p for p in self._infrastructure(path.wanted_by) if _same_start(p, path))
        if path.source_host is None:
            yield from self._from_workplace(path, answering)

    def _infrastructure(self, who: str) -> Iterator[NeededPath]:
        for path in self.wanted_by.get(who, ()):
            if self.hospital.applications[path.application].kind in INFRASTRUCTURE:
                yield path

    def _from_workplace(self, path: NeededPath, answering: Iterable[NeededPath]) -> Iterator[NeededPath]:
        """People resolve names and log on from where they sit: the same infrastructure, seen from their zone."""
        for needed in answering:
            if needed.target_zone != path.source_zone:
                carried = self._carrying(path.source_zone, needed)
                yield replace(
                    needed, wanted_by=path.wanted_by, source_zone=path.source_zone, source_host=None, conduits=carried
                )

    def _carrying(self, zone: ZoneId, needed: NeededPath) -> tuple[ConduitId, ...]:
        """Conduits that carry what is needed from a zone as a workplace to where it stands."""
        hosts, ways = self.hospital.hosts, self.ways
        one = ways.from_workplace(hosts.zone_ids.index(zone))
        if needed.target_host is not None:
            other = ways.to_host(hosts.index_of(needed.target_host))
        else:
            other = ways.to_zone(hosts.zone_ids.index(needed.target_zone))
        carried = ways.carrying(one, other, self.hospital.applications[needed.application])
        return tuple(self.names[c] for c in carried)

    def _keep_path(self, path: NeededPath, stands_for: ConduitId) -> None:
        application = self.hospital.applications[path.application]
        source = path.source_host or f"workplaces of {path.source_zone}"
        target = path.target_host or path.target_zone
        said = f"{stands_for} stands on {path.application} ({source} to {target})"
        if not path.conduits and path.source_zone == path.target_zone:
            return
        if not path.conduits:
            self.incomplete.append(Incomplete(conduit=stands_for, missing=f"{said}: no conduit is told for it"))
            return
        for name in path.conduits:
            conduit = self.hospital.conduits[name]
            used = common(port_set(conduit.protocol, conduit.ports), listening(application.ports))
            for row in rows_for(within_path(conduit, path), used):
                self._keep(row, stands_for, said)


def _same_start(one: NeededPath, other: NeededPath) -> bool:
    return (one.source_zone, one.source_host) == (other.source_zone, other.source_host)


def by_conduit(paths: Iterable[NeededPath]) -> Mapping[ConduitId, tuple[NeededPath, ...]]:
    """Conduit -> the needed paths it would carry."""
    found: dict[ConduitId, list[NeededPath]] = {}
    for path in paths:
        for conduit in path.conduits:
            found.setdefault(conduit, []).append(path)
    return {c: tuple(rows) for c, rows in found.items()}
