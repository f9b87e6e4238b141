"""Which ports each machine answers on: those of its applications, and those its role is administered by.

And one rule more: where a conduit is aimed at a host on ports of which it has none, the host answers on one of them
(443 where the row carries it, else the lowest), or packets could not tell a row that carries from one that does not.
So packets and `reach` can be compared host by host.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from codedark.gates.range.furnishing import Furnished, Machine, is_prober
from codedark.hospital.ports import PortSet, carries
from codedark.hospital.records import HostId, Port
from codedark.hospital.words import Protocol, Role
from codedark.reach import Reach

_WINDOWS = (135, 445, 3389)
_SERVER = (22, 445, 3389, 5985)
ROLE_PORTS: Mapping[Role, tuple[int, ...]] = {
    Role.SERVER: _SERVER,
    Role.DIRECTORY: (88, 389, 445, 636, 3389, 5985),
    Role.HYPERVISOR: (22, 443, 902),
    Role.BACKUP: (22, 445, 3389, 9392),
    Role.MANAGEMENT: (22, 135, 445, 3389, 5985),
    Role.WORKSTATION: _WINDOWS,
    Role.CLINICAL_WORKSTATION: _WINDOWS,
    Role.MODALITY: (104, 445, 3389),
    Role.ANALYSER: (445, 4000),
    Role.MONITOR: (443, 24105),
    Role.PUMP: (443,),
    Role.PHONE: (443, 5060),
    Role.PRINTER: (443, 515, 9100),
    Role.BUILDING: (443, 502),
    Role.NETWORK: (22, 443),
    Role.OTHER: (443,),
}
"""TCP ports a machine of each role answers on, beside its applications: what such machines usually have open."""
OTHER_PORTS = (443,)
USUAL_PORT = 443


@dataclass(frozen=True, slots=True, eq=False)
class Doors:
    """What machines answer on, in the order of `Furnished.machines`."""

    tcp: tuple[tuple[int, ...], ...]
    """Ascending; no machine is without, but probers."""
    udp: tuple[tuple[int, ...], ...]
    """Ascending; () for most."""
    completed: int
    """Ports added because a conduit was aimed at a host on ports of which it had none."""


def doors(furnished: Furnished, reach: Reach) -> Doors:
    """Say which machine answers where.

    Args:
        reach: of the hospital's rows in every posture (`tiers.ground.reach`), so that what a seal keeps has a door too.
    Cost: one pass over distinct pairs of class and ports.
    """
    hosts = furnished.hospital.hosts
    tcp = [set(_of_role(m, furnished)) for m in furnished.machines]
    udp: list[set[int]] = [set() for _ in furnished.machines]
    for machine, port in _of_applications(furnished):
        if port.number:
            for kind, found in ((Protocol.TCP, tcp), (Protocol.UDP, udp)):
                if port.protocol in {kind, Protocol.ANY}:
                    found[machine].add(port.number)
    probing = probers_at(furnished)
    members = _members(furnished, reach)
    for machine in probing:
        tcp[machine].clear()
    completed = 0
    for class_, ports in _aimed(reach):
        wanted = usual_tcp(ports)
        for machine in members[class_] if wanted is not None else ():
            if machine not in probing and not any(carries(ports, Port(Protocol.TCP, own)) for own in tcp[machine]):
                assert wanted is not None
                tcp[machine].add(wanted)
                completed += machine < len(hosts)
    return Doors(tcp=tuple(map(_sorted, tcp)), udp=tuple(map(_sorted, udp)), completed=completed)


def probers_at(furnished: Furnished) -> frozenset[int]:
    """Machines that are probers of ours: they answer signed commands alone, and are no part of a walk."""
    hosts = furnished.hospital.hosts
    return frozenset(i for i in range(len(hosts)) if is_prober(hosts.roles[int(hosts.role_at[i])]))


def usual_tcp(ports: PortSet) -> int | None:
    """The port a machine answers on for a row: 443 if the row carries it, else its lowest; None: it carries no TCP.

    >>> from codedark.hospital.ports import port_set
    >>> usual_tcp(port_set(Protocol.ANY, ())), usual_tcp(port_set(Protocol.UDP, ()))
    (443, None)
    """
    if carries(ports, Port(Protocol.TCP, USUAL_PORT)):
        return USUAL_PORT
    for protocol, ranges in ports.parts:
        if protocol in {Protocol.TCP, Protocol.ANY}:
            lowest = [max(r.first, 1) for r in ranges if r.last >= 1]
            return min(lowest) if lowest else 1
    return None


def over_tcp(reach: Reach) -> Reach:
    """The same reach without edges that carry no TCP: what a walker over TCP could walk."""
    carried = np.array([usual_tcp(ports) is not None for ports in reach.port_sets] or [False], np.bool_)
    kept = carried[reach.edge_ports]
    return replace(
        reach,
        edge_from=reach.edge_from[kept],
        edge_to=reach.edge_to[kept],
        edge_conduit=reach.edge_conduit[kept],
        edge_ports=reach.edge_ports[kept],
    )


def class_of(furnished: Furnished, reach: Reach) -> NDArray[np.int32]:
    """Machine -> class; a stand-in is the class of its zone, which has no host."""
    zone_at = {z: i for i, z in enumerate(furnished.hospital.hosts.zone_ids)}
    empty = {int(reach.zone_of[c]): c for c in np.flatnonzero(reach.size == 0).tolist()}
    found = [int(reach.class_of[m.at]) if m.at >= 0 else empty[zone_at[m.zone]] for m in furnished.machines]
    return np.array(found, np.int32)


def _members(furnished: Furnished, reach: Reach) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in reach.size]
    for machine, class_ in enumerate(class_of(furnished, reach).tolist()):
        members[class_].append(machine)
    return members


def _aimed(reach: Reach) -> Iterator[tuple[int, PortSet]]:
    """Distinct (class, ports) that some row is aimed at."""
    if len(reach.edge_to):
        pairs = np.unique(np.stack([reach.edge_to, reach.edge_ports], axis=1), axis=0)
        yield from ((int(c), reach.port_sets[int(p)]) for c, p in pairs.tolist())


def _of_role(machine: Machine, furnished: Furnished) -> tuple[int, ...]:
    if machine.at < 0:
        return OTHER_PORTS
    hosts = furnished.hospital.hosts
    return ROLE_PORTS.get(hosts.roles[int(hosts.role_at[machine.at])], OTHER_PORTS)


def _of_applications(furnished: Furnished) -> Iterator[tuple[int, Port]]:
    """(machine, port) of every application, also of those met in a zone without hosts."""
    hosts = furnished.hospital.hosts
    stand_in = {m.zone: i for i, m in enumerate(furnished.machines) if m.at < 0}
    for application in furnished.hospital.applications.values():
        on = [hosts.index_of(HostId(name)) for name in dict.fromkeys(application.runs_on.names())]
        if not on and application.zone in stand_in:
            on = [stand_in[application.zone]]
        yield from ((machine, port) for machine in on for port in application.ports)


def _sorted(ports: set[int]) -> tuple[int, ...]:
    return tuple(sorted(ports))
