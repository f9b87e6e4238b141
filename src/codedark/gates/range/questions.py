"""What care must still be able to do, and an intruder not, asked of packets. Chosen from the tables. Pure.

A question names two machines and a port, and what the answer must be at which posture. Break-glass conduits give one
each: a source asks the name service for the application by its name, then opens its port. An application published on
RDP's port gives one for posture 2, and two workstations the contrary one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from codedark.gap.break_glass import BreakGlassFlow
from codedark.gap.posture import Posture
from codedark.gates.range.readiness import Ready
from codedark.hospital.ports import carries, port_set
from codedark.hospital.records import Application, Conduit, Port
from codedark.hospital.words import ApplicationKind, Protocol, Role
from codedark.reach import matches

REMOTE_DESKTOP, NAMES = 3389, 53
_PREFERRED = (Role.MODALITY, Role.CLINICAL_WORKSTATION, Role.WORKSTATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """May this machine open that one's port?"""

    what: str
    source: int
    target: int
    port: int
    posture: Posture
    """Asked while every conduit stands at this posture."""
    passes: bool
    """What the answer must be."""
    name: str = ""
    """Asked for by this name first; empty: by address."""
    names_at: tuple[int, ...] = ()
    """Machines that serve names, for whoever asks by name."""
    conduit: str = ""
    """The break-glass conduit it stands for; empty: none."""

    @property
    def break_glass(self) -> bool:
        """Whether it asks for a break-glass flow."""
        return bool(self.conduit)


def break_glass_questions(ready: Ready) -> tuple[Question, ...]:
    """One for each break-glass conduit that carries TCP to a machine."""
    flows = ready.tiers.break_glass.flows
    own = (f for f in flows if f.row.conduit == f.stands_for)
    found = (_break_glass(ready, f, flows) for f in own)
    return tuple(q for q in found if q is not None)


def _break_glass(ready: Ready, flow: BreakGlassFlow, flows: Iterable[BreakGlassFlow]) -> Question | None:
    sealed = ready.plans_seal(Posture.BREAK_GLASS)
    for source, application, target, port in (*_needed(ready, flow.row), *_possible(ready, flow.row)):
        if target != source and ready.model.opens(source, target, port, sealed):
            servers = tuple(_name_servers(ready, flow, flows))
            name = "" if application is None or not servers else str(application.application)
            machines = ready.furnished.machines
            called = "" if application is None else f" ({application.name})"
            how = f"finds {name} by name and opens" if name else "opens"
            return Question(
                what=f"{machines[source].name} {how} tcp/{port} of {machines[target].name}{called}",
                source=source,
                target=target,
                port=port,
                posture=Posture.BREAK_GLASS,
                passes=True,
                name=name,
                names_at=servers,
                conduit=str(flow.row.conduit),
            )
    return None


_Way = tuple[int, Application | None, int, int]


def _needed(ready: Ready, row: Conduit) -> list[_Way]:
    """Ways that a told need takes over a row, those from machines that give care first."""
    hosts, carried = ready.furnished.hospital.hosts, port_set(row.protocol, row.ports)
    rank = {source: k for k, source in enumerate(_sources(ready, row))}
    found: list[_Way] = []
    for path in ready.needed:
        if row.conduit not in path.conduits or path.source_host is None or path.target_host is None:
            continue
        source, application = hosts.index_of(path.source_host), ready.furnished.hospital.applications[path.application]
        for port in application.ports:
            if source in rank and port.protocol is Protocol.TCP and port.number and carries(carried, port):
                found.append((source, application, hosts.index_of(path.target_host), port.number))
    return sorted(found, key=lambda way: rank[way[0]])


def _possible(ready: Ready, row: Conduit) -> Iterator[_Way]:
    """Ways that a row leaves open, whether or not anybody is told to need them."""
    for source in _sources(ready, row):
        yield from ((source, *way) for way in _answering(ready, row))


def _sources(ready: Ready, row: Conduit) -> list[int]:
    """Machines a row may start from, those first that give care."""
    hosts = ready.furnished.hospital.hosts
    at = [i for i in np.flatnonzero(matches(row.from_, hosts)).tolist() if i not in ready.model.probers]
    rank = {hosts.roles.index(role): k for k, role in enumerate(_PREFERRED)}
    return sorted(at, key=lambda i: (rank.get(int(hosts.role_at[i]), len(rank)), i))


def _answering(ready: Ready, row: Conduit) -> Iterator[tuple[Application | None, int, int]]:
    """(application, machine, port) that a row leads to over TCP: applications first."""
    hosts, carried = ready.furnished.hospital.hosts, port_set(row.protocol, row.ports)
    chosen = matches(row.to, hosts)
    for application in ready.furnished.hospital.applications.values():
        for host in dict.fromkeys(application.runs_on.names()):
            for port in application.ports:
                told = port.protocol is Protocol.TCP and port.number and carries(carried, port)
                if told and chosen[hosts.index_of(host)] and application.kind is not ApplicationKind.DEVICE:
                    yield application, hosts.index_of(host), int(port.number or 0)
    for machine in np.flatnonzero(chosen).tolist():
        for number in ready.doors.tcp[machine]:
            if carries(carried, Port(Protocol.TCP, number)):
                yield None, machine, number


def _name_servers(ready: Ready, flow: BreakGlassFlow, flows: Iterable[BreakGlassFlow]) -> Iterator[int]:
    """Machines that serve names and stay open for a break-glass conduit."""
    hosts = ready.furnished.hospital.hosts
    serving = {
        host
        for a in ready.furnished.hospital.applications.values()
        if a.kind is ApplicationKind.NAME_SERVICE
        for host in a.runs_on.names()
    }
    found = dict.fromkeys(f.row.to.host for f in flows if f.stands_for == flow.stands_for)
    yield from (hosts.index_of(host) for host in found if host is not None and host in serving)


def desktop_questions(ready: Ready) -> tuple[Question, ...]:
    """At posture 2: a published desktop on RDP's port is used, one workstation does not open another's."""
    return (*_published(ready), *_from_workstation(ready))


def _published(ready: Ready) -> Iterator[Question]:
    hosts = ready.furnished.hospital.hosts
    rdp = Port(Protocol.TCP, REMOTE_DESKTOP)
    for path in ready.needed:
        application = ready.furnished.hospital.applications[path.application]
        if rdp not in application.ports or path.target_host is None or path.source_zone == path.target_zone:
            continue
        sources = [hosts.index_of(path.source_host)] if path.source_host else _workplaces(ready, path.source_zone)
        target = hosts.index_of(path.target_host)
        seal = ready.plans_seal(Posture.NO_ADMINISTRATION)
        for source in sources:
            if ready.model.opens(source, target, REMOTE_DESKTOP, seal):
                names = (hosts.ids[source], application.name, hosts.ids[target])
                what = "{} works on {} (tcp/3389 of {})".format(*names)
                yield _desktop(what, source, target, passes=True)
                return


def _workplaces(ready: Ready, zone: str) -> list[int]:
    hosts = ready.furnished.hospital.hosts
    roles = {hosts.roles.index(r) for r in (Role.CLINICAL_WORKSTATION, Role.WORKSTATION)}
    return [i for i in hosts.in_zone(zone).tolist() if int(hosts.role_at[i]) in roles]


def _from_workstation(ready: Ready) -> Iterator[Question]:
    """Two workstations of different zones of which the first may open the second's desktop at rest."""
    zones = [z for z in ready.furnished.hospital.zones if _workplaces(ready, z)]
    rest = ready.plans_seal(Posture.NORMAL)
    for one in zones:
        for other in zones:
            pairs = ((s, t) for s in _workplaces(ready, one)[:3] for t in _workplaces(ready, other)[:3])
            found = next((p for p in pairs if one != other and ready.model.opens(*p, REMOTE_DESKTOP, rest)), None)
            if found is not None:
                names = [ready.furnished.machines[m].name for m in found]
                yield _desktop(f"{names[0]} does not open the desktop of {names[1]} (tcp/3389)", *found, passes=False)
                return


def _desktop(what: str, source: int, target: int, *, passes: bool) -> Question:
    return Question(
        what=what,
        source=source,
        target=target,
        port=REMOTE_DESKTOP,
        posture=Posture.NO_ADMINISTRATION,
        passes=passes,
    )
