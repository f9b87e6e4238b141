"""The records of a hospital: frozen, checked once by the reader, names as in the folder's tables.

Every record carries `basis` (how the fact is known) and `source` (who or what says so). A figure nobody knows is
`Unknown(why)`, never 0, None or an empty set. Units stand in the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Address, IPv6Address, ip_address

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.gate_records import (
    Agent as Agent,
    Cable as Cable,
    Gate as Gate,
    OutOfBand as OutOfBand,
)
from codedark.hospital.needs import NOTHING, AtLeast
from codedark.hospital.settings import Settings
from codedark.hospital.transfer_records import (
    Crew as Crew,
    EscortTeam as EscortTeam,
    FreeBeds as FreeBeds,
    Inflow as Inflow,
    Patient as Patient,
    Pool as Pool,
    Receiver as Receiver,
    Telephone as Telephone,
    Travel as Travel,
    Ward as Ward,
)
from codedark.hospital.values import (
    AccountId as AccountId,
    Address as Address,
    AgentId as AgentId,
    ApplicationId as ApplicationId,
    ConduitId as ConduitId,
    CrewId as CrewId,
    Endpoint as Endpoint,
    GateId as GateId,
    HostId as HostId,
    OperationId as OperationId,
    OutOfBandId as OutOfBandId,
    PatientId as PatientId,
    Port as Port,
    PortRange as PortRange,
    Prefix as Prefix,
    Selector as Selector,
    ServiceId as ServiceId,
    SiteId as SiteId,
    Unknown as Unknown,
    ZoneId as ZoneId,
)
from codedark.hospital.words import (
    Action,
    ApplicationKind,
    Basis,
    Day,
    Inside,
    OnExpiry,
    Protocol,
    Purpose,
    Role,
    Urgency,
    ZoneKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place with a street address: a campus."""

    site: SiteId
    name: str
    lat: float | None
    lon: float | None
    beds_recognised: int | Unknown
    ed: bool
    """Whether it has an emergency department."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A group of hosts behind one boundary (IEC 62443-3-2)."""

    zone: ZoneId
    name: str
    site: SiteId | None
    kind: ZoneKind
    core: bool
    """Whether care cannot do without it: what the virtual air gap protects."""
    prefixes: tuple[Prefix, ...]
    gate: GateId | None
    """The gate between this zone and all others; None: no gate stands there."""
    contain: GateId | None
    """What can keep the zone's own hosts apart (port isolation, NAC); None: nothing can."""
    inside: Inside
    workable_share: float
    """Share of the zone's hosts that must run for people to work from it, 0..1."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One machine, as a row. In bulk they are columns: see `Hosts`."""

    host: HostId
    zone: ZoneId
    address: Address | None
    role: Role
    needs: AtLeast
    """What it stands on (hypervisor, storage, power), over applications and hosts; no network path is asked for."""
    quarantine: GateId | None
    """The gate that can take this one host off the network; None: nothing can."""
    system: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A credential with administration rights: a shared cause."""

    account: AccountId
    kind: str
    held_on: tuple[Selector, ...]
    """Where it is used or stored, so where an intruder can take it."""
    administers: tuple[Selector, ...]
    """Where it is administrator. Using it still takes a network path (see `reach`)."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Software, a device, or something others provide (internet, supplier, telephone line)."""

    application: ApplicationId
    name: str
    kind: ApplicationKind
    runs_on: AtLeast
    """Over hosts. NOTHING: it runs on none of ours (an outside provider, or not yet told)."""
    zone: ZoneId | None
    """Where it is met when it runs on no host of ours."""
    ports: tuple[Port, ...]
    """What it listens on; () means not told: any conduit towards it is taken to carry it."""
    needs: AtLeast
    """Over applications, each met over the network from every zone it runs in."""
    restore_h: float
    """Crew-hours to rebuild it from backup after its hosts were destroyed."""
    check_h: float
    """Crew-hours to examine and start it when its hosts were merely switched off."""
    offline_copy: bool
    """Whether a copy exists that no intruder can reach, so that rebuilding does not wait for lost backups."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A clinical service: what patients get, and what it takes."""

    service: ServiceId
    name: str
    site: SiteId | None
    needs: AtLeast
    """Over applications and services. A service named here counts as there while it runs on paper."""
    worked_from: AtLeast
    """Over zones: from where staff use the applications. NOTHING: no network path is asked for."""
    paper_min: float | Unknown
    """Minutes it goes on by its downtime procedure once its needs are lost; Unknown is planned as 0 and said so."""
    paper_capacity: float
    """Share of its capacity kept on paper, 0..1."""
    tested: bool
    """Whether that downtime procedure has been exercised."""
    theatres: int
    beds: int
    arrivals_per_h: float
    ambulances_per_h: float
    """Of the arrivals, those that come by ambulance."""
    restore_rank: int
    """1 is restored first."""
    basis: Basis
    source: str

    @property
    def paper_min_planned(self) -> float:
        """Minutes on paper to plan with: an unknown is planned as none."""
        return 0.0 if isinstance(self.paper_min, Unknown) else self.paper_min


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduit:
    """What may cross between two zones (IEC 62443-3-2): a rule as the firewalls have it. Direction: who opens it."""

    conduit: ConduitId
    from_: Selector
    to: Selector
    action: Action
    protocol: Protocol
    ports: tuple[PortRange, ...]
    """Destination ports; () is any."""
    purpose: Purpose
    gate: GateId | None
    """The gate that enforces it; None: the gate of its source zone or target zone, if one has one."""
    break_glass: bool
    clinical_owner: str
    on_expiry: OnExpiry
    evidence: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One line of the surgery list. It recurs on `days`: later weeks are planned as this one."""

    operation: OperationId
    site: SiteId | None
    days: tuple[Day, ...]
    start_min: int
    """Minutes after midnight, local time."""
    duration_min: int
    urgency: Urgency
    due: date | None
    needs: tuple[ServiceId, ...]
    """All of them, from its start to its end."""
    recovery: ServiceId | None
    """The service that keeps the recovery bed; None: no bed is needed."""
    recovery_min: int
    basis: Basis
    source: str


class Hosts(Sequence[Host]):
    """All hosts as columns, in file order; `hosts[i]` or `hosts.named(id)` makes one row.

    A hundred thousand rows as objects cost seconds; as columns, milliseconds.
    Arrays have length n and are read-only. `zone_at`, `role_at` index `zone_ids`, `roles`.
    """

    __slots__ = (
        "_at",
        "_quarantine",
        "_sources",
        "_systems",
        "address_family",
        "address_hi",
        "address_lo",
        "basis_at",
        "ids",
        "needs",
        "role_at",
        "zone_at",
        "zone_ids",
    )

    roles: tuple[Role, ...] = tuple(Role)
    bases: tuple[Basis, ...] = tuple(Basis)

    def __init__(
        self,
        *,
        ids: Sequence[HostId],
        zone_ids: Sequence[ZoneId],
        zone_at: NDArray[np.int32],
        role_at: NDArray[np.int8],
        address_family: NDArray[np.uint8],
        address_hi: NDArray[np.uint64],
        address_lo: NDArray[np.uint64],
        basis_at: NDArray[np.int8],
        needs: Mapping[int, AtLeast],
        quarantine: Sequence[GateId | None],
        systems: Sequence[str],
        sources: Sequence[str],
    ) -> None:
        self.ids = tuple(ids)
        self.zone_ids = tuple(zone_ids)
        """Zone ids in the order of the zones table: `zone_at` indexes it."""
        self.zone_at = zone_at
        self.role_at = role_at
        self.address_family = address_family
        """0 unknown, 4, 6."""
        self.address_hi = address_hi
        """Upper 64 bits of an IPv6 address; 0 for IPv4."""
        self.address_lo = address_lo
        self.basis_at = basis_at
        self.needs = dict(needs)
        """Host index -> what it stands on; hosts that stand on nothing told are absent."""
        self._quarantine = tuple(quarantine)
        self._systems = tuple(systems)
        self._sources = tuple(sources)
        self._at = {host: i for i, host in enumerate(self.ids)}
        for array in (zone_at, role_at, address_family, address_hi, address_lo, basis_at):
            if len(array) != len(self.ids):
                raise ValueError(f"a column of {len(array)} for {len(self.ids)} hosts: lengths must agree")
            array.setflags(write=False)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, host: object) -> bool:
        return host in self._at

    def index_of(self, host: str) -> int:
        """Column index of a host id; KeyError if there is none."""
        return self._at[HostId(host)]

    def named(self, host: str) -> Host:
        """The row of a host id; KeyError if there is none."""
        return self[self.index_of(host)]

    def quarantine_of(self, i: int) -> GateId | None:
        """The gate that can take host i alone off the network, or None."""
        return self._quarantine[i]

    def in_zone(self, zone: str) -> NDArray[np.intp]:
        """Indices of a zone's hosts, in file order."""
        return np.flatnonzero(self.zone_at == self.zone_ids.index(ZoneId(zone)))

    def address_of(self, i: int) -> Address | None:
        """The address of host i, or None when it is not told."""
        family = int(self.address_family[i])
        if family == 0:
            return None
        number = (int(self.address_hi[i]) << 64) | int(self.address_lo[i])
        return IPv4Address(number) if family == 4 else IPv6Address(number)

    def __getitem__(self, i: int) -> Host:  # type: ignore[override]
        if i < 0 or i >= len(self.ids):
            raise IndexError(i)
        return Host(
            host=self.ids[i],
            zone=self.zone_ids[int(self.zone_at[i])],
            address=self.address_of(i),
            role=self.roles[int(self.role_at[i])],
            needs=self.needs.get(i, NOTHING),
            quarantine=self._quarantine[i],
            system=self._systems[i],
            basis=self.bases[int(self.basis_at[i])],
            source=self._sources[i],
        )

    def __iter__(self) -> Iterator[Host]:
        return (self[i] for i in range(len(self.ids)))

    @classmethod
    def of(cls, rows: Iterable[Host], zone_ids: Sequence[ZoneId]) -> Hosts:
        """Columns from rows; for tests and small hospitals."""
        rows = list(rows)
        zone_index = {zone: i for i, zone in enumerate(zone_ids)}
        n = len(rows)
        family, hi, lo = np.zeros(n, np.uint8), np.zeros(n, np.uint64), np.zeros(n, np.uint64)
        for i, row in enumerate(rows):
            if row.address is not None:
                number = int(ip_address(row.address))
                family[i], hi[i], lo[i] = row.address.version, number >> 64, number & (2**64 - 1)
        return cls(
            ids=[row.host for row in rows],
            zone_ids=zone_ids,
            zone_at=np.array([zone_index[row.zone] for row in rows], np.int32),
            role_at=np.array([cls.roles.index(row.role) for row in rows], np.int8),
            address_family=family,
            address_hi=hi,
            address_lo=lo,
            basis_at=np.array([cls.bases.index(row.basis) for row in rows], np.int8),
            needs={i: row.needs for i, row in enumerate(rows) if row.needs.parts},
            quarantine=[row.quarantine for row in rows],
            systems=[row.system for row in rows],
            sources=[row.source for row in rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hospital:
    """Everything a hospital told us about itself, read and checked. Mappings keep the order of the files.

    Two hospitals with the same `sha256` were read from the same bytes (after defences were applied).
    """

    settings: Settings
    sites: Mapping[SiteId, Site]
    zones: Mapping[ZoneId, Zone]
    hosts: Hosts
    accounts: Mapping[AccountId, Account]
    applications: Mapping[ApplicationId, Application]
    services: Mapping[ServiceId, Service]
    conduits: Mapping[ConduitId, Conduit]
    gates: Mapping[GateId, Gate]
    agents: Mapping[AgentId, Agent]
    cables: Mapping[tuple[GateId, ZoneId], Cable]
    out_of_band: Mapping[OutOfBandId, OutOfBand]
    operations: Mapping[OperationId, Operation]
    patients: Mapping[PatientId, Patient]
    crews: Mapping[CrewId, Crew]
    region: Mapping[SiteId, Receiver]
    free_beds: tuple[FreeBeds, ...]
    travel: Mapping[tuple[SiteId, SiteId], Travel]
    wards: Mapping[str, Ward] = field(default_factory=dict)
    escorts: Mapping[str, EscortTeam] = field(default_factory=dict)
    pools: Mapping[str, Pool] = field(default_factory=dict)
    inflows: Mapping[str, Inflow] = field(default_factory=dict)
    telephones: Mapping[str, Telephone] = field(default_factory=dict)
    sha256: str = ""
    defences: tuple[str, ...] = field(default=())
    """Names of the defences applied, in order."""
