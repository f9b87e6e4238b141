"""The values records are made of: ids, addresses, ports, selectors, and what nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import NewType

from codedark.hospital.words import Protocol, Role

SiteId = NewType("SiteId", str)
ZoneId = NewType("ZoneId", str)
HostId = NewType("HostId", str)
AccountId = NewType("AccountId", str)
ApplicationId = NewType("ApplicationId", str)
ServiceId = NewType("ServiceId", str)
ConduitId = NewType("ConduitId", str)
GateId = NewType("GateId", str)
OperationId = NewType("OperationId", str)
PatientId = NewType("PatientId", str)
CrewId = NewType("CrewId", str)
AgentId = NewType("AgentId", str)
OutOfBandId = NewType("OutOfBandId", str)

Address = IPv4Address | IPv6Address
Prefix = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value nobody knows, with the reason. It is never counted as nothing."""

    why: str = "not stated"

    def __str__(self) -> str:
        return f"? {self.why}"


@dataclass(frozen=True, slots=True)
class PortRange:
    """Ports `first`..`last`, both included; any protocol number of ports is 0..65535."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Port:
    """One thing an application listens on: `tcp/443`. `number` None is any port of the protocol."""

    protocol: Protocol
    number: int | None

    def __str__(self) -> str:
        return f"{self.protocol}/{'any' if self.number is None else self.number}"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where something of ours answers: an address or a name, and a TCP port.

    >>> str(Endpoint("fd00::9", 47115))
    '[fd00::9]:47115'
    """

    host: str
    """An address written its shortest way, or a name in lower case."""
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Some hosts: all, one, one zone's, one role's, one role's in one zone, or those in a prefix.

    Written `*`, `host:ct-1`, `zone:lab` (or just `lab` where zones are expected), `role:server`, `role:server@lab`,
    `10.1.0.0/16`. Exactly the fields that are not None restrict.
    """

    host: HostId | None = None
    zone: ZoneId | None = None
    role: Role | None = None
    prefix: Prefix | None = None

    @property
    def everything(self) -> bool:
        """Whether it chooses every host."""
        return self.host is None and self.zone is None and self.role is None and self.prefix is None

    def __str__(self) -> str:
        if self.host is not None:
            return f"host:{self.host}"
        if self.prefix is not None:
            return str(self.prefix)
        if self.role is not None:
            return f"role:{self.role}" + (f"@{self.zone}" if self.zone is not None else "")
        return "*" if self.zone is None else str(self.zone)
