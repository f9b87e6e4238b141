"""Administrative paths that no application needs: what posture 2 closes.

RDP is also the published clinical desktop, SMB also logon, printing and results: ports alone do not tell. A path
(source, target, port) is administrative when its port is one that machines are administered by, or its conduit is there
for administration, and no told need uses it. On conduits of other purposes it is spared as well where an application
that runs on the target listens on that port: somebody may use it whom no table names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from codedark.depend import NeededPath
from codedark.hospital.ports import NO_PORTS, PortSet, common, listening, minus, port_set
from codedark.hospital.records import Conduit, ConduitId, Hospital, HostId, PortRange, Selector, ZoneId
from codedark.hospital.words import Protocol, Purpose, Role

ADMINISTRATION_PORTS: Mapping[tuple[Protocol, int], str] = {
    (Protocol.TCP, 22): "secure shell",
    (Protocol.TCP, 23): "telnet",
    (Protocol.TCP, 135): "remote procedure calls, WMI",
    (Protocol.TCP, 139): "file sharing over NetBIOS",
    (Protocol.TCP, 445): "file sharing, remote service control",
    (Protocol.UDP, 161): "SNMP",
    (Protocol.TCP, 593): "remote procedure calls over HTTP",
    (Protocol.UDP, 623): "out-of-band management (IPMI)",
    (Protocol.TCP, 902): "hypervisor",
    (Protocol.TCP, 3389): "remote desktop",
    (Protocol.UDP, 3389): "remote desktop",
    (Protocol.TCP, 4899): "remote administrator",
    (Protocol.TCP, 5900): "remote screen (VNC)",
    (Protocol.TCP, 5985): "Windows remote management",
    (Protocol.TCP, 5986): "Windows remote management",
    (Protocol.TCP, 6160): "backup agent",
    (Protocol.TCP, 6162): "backup agent",
    (Protocol.TCP, 8530): "software distribution",
    (Protocol.TCP, 8531): "software distribution",
    (Protocol.TCP, 9392): "backup console",
}
"""Ports that machines are administered by, with what speaks there."""

_SHELLS = tuple(PortRange(number, number) for protocol, number in ADMINISTRATION_PORTS if protocol is Protocol.TCP)
_UDP = tuple(PortRange(number, number) for protocol, number in ADMINISTRATION_PORTS if protocol is Protocol.UDP)
ADMINISTRATION = PortSet(
    tuple(part for one in (port_set(Protocol.TCP, _SHELLS), port_set(Protocol.UDP, _UDP)) for part in one.parts)
)


class AdminTier(StrEnum):
    """Which administrative paths are closed first."""

    TO_WORKSTATIONS = "to workstations"
    """Workstation to workstation, server to workstation: the usual way of spreading."""
    HYPERVISOR = "hypervisor"
    BACKUP = "backup"
    DISTRIBUTION = "software distribution"
    DIRECTORY = "directory"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminPath:
    """What posture 2 takes from one conduit."""

    conduit: ConduitId
    tier: AdminTier
    ports: PortSet
    spared: tuple[Conduit, ...]
    """Rows within the conduit that stay although their ports are administrative: somebody needs them."""


def admin_path(hospital: Hospital, conduit: Conduit, needed: Mapping[ConduitId, tuple[NeededPath, ...]]) -> AdminPath:
    """Say what of a conduit is administrative, and which paths within it stay.

    Args:
        needed: conduit -> the paths of `depend.needed_paths` that it would carry.
    Returns:
        `ports` is `NO_PORTS` when nothing is administrative.
    Cost: linear in the conduit's needed paths, and in applications where it is not for administration.
    """
    ports = port_set(conduit.protocol, conduit.ports)
    administrative = ports if conduit.purpose is Purpose.ADMINISTRATION else common(ports, ADMINISTRATION)
    spared = () if administrative == NO_PORTS else tuple(_spared(hospital, conduit, administrative, needed))
    return AdminPath(conduit=conduit.conduit, tier=_tier(hospital, conduit), ports=administrative, spared=_once(spared))


def kept_without_administration(path: AdminPath, conduit: Conduit) -> tuple[Conduit, ...]:
    """Rows that pass at posture 2: the conduit less its administrative ports, and what is spared of those."""
    left = minus(port_set(conduit.protocol, conduit.ports), path.ports)
    return (*rows_for(conduit, left), *path.spared)


def rows_for(conduit: Conduit, ports: PortSet) -> tuple[Conduit, ...]:
    """A conduit's row once for each transport of `ports`, otherwise as it is."""
    return tuple(replace(conduit, protocol=protocol, ports=ranges) for protocol, ranges in ports.parts)


def _spared(
    hospital: Hospital, conduit: Conduit, administrative: PortSet, needed: Mapping[ConduitId, tuple[NeededPath, ...]]
) -> Iterator[Conduit]:
    for path in needed.get(conduit.conduit, ()):
        used = common(administrative, listening(hospital.applications[path.application].ports))
        if used != NO_PORTS:
            yield from rows_for(within_path(conduit, path), used)
    if conduit.purpose is not Purpose.ADMINISTRATION:
        yield from _offered(hospital, conduit, administrative)


def within_path(conduit: Conduit, path: NeededPath) -> Conduit:
    """A conduit's row between the two ends of a path that it carries, never wider than the row itself."""
    source = Selector(host=path.source_host) if path.source_host else _narrowed(conduit.from_, path.source_zone)
    target = Selector(host=path.target_host) if path.target_host else _narrowed(conduit.to, path.target_zone)
    return replace(conduit, from_=source, to=target)


def _narrowed(selector: Selector, zone: ZoneId) -> Selector:
    """What a selector means within one zone."""
    return selector if selector.host is not None else replace(selector, zone=zone)


def _offered(hospital: Hospital, conduit: Conduit, administrative: PortSet) -> Iterator[Conduit]:
    """Paths to ports on which an application that runs on the target listens."""
    from codedark.reach import matches

    chosen = matches(conduit.to, hospital.hosts)
    for application in hospital.applications.values():
        if not application.ports:
            continue
        used = common(administrative, listening(application.ports))
        if used == NO_PORTS:
            continue
        for host in dict.fromkeys(application.runs_on.names()):
            if chosen[hospital.hosts.index_of(host)]:
                yield from rows_for(replace(conduit, to=Selector(host=HostId(host))), used)


def _once(rows: tuple[Conduit, ...]) -> tuple[Conduit, ...]:
    return tuple(dict.fromkeys(rows))


_BY_ROLE = {
    Role.HYPERVISOR: AdminTier.HYPERVISOR,
    Role.BACKUP: AdminTier.BACKUP,
    Role.MANAGEMENT: AdminTier.DISTRIBUTION,
    Role.DIRECTORY: AdminTier.DIRECTORY,
    Role.WORKSTATION: AdminTier.TO_WORKSTATIONS,
    Role.CLINICAL_WORKSTATION: AdminTier.TO_WORKSTATIONS,
}


def _tier(hospital: Hospital, conduit: Conduit) -> AdminTier:
    """The tier by the role that most of the conduit's targets have."""
    import numpy as np

    from codedark.reach import matches

    hosts = hospital.hosts
    at = hosts.role_at[matches(conduit.to, hosts)]
    if not len(at):
        return AdminTier.OTHER
    return _BY_ROLE.get(hosts.roles[int(np.bincount(at).argmax())], AdminTier.OTHER)
