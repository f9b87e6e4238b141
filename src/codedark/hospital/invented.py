"""A large hospital that does not exist: for trials and measurements, labelled so in every row.

A group of hospitals, about one for every twelve zones, each with the catalogue's applications and services; directory,
name service, time and the way out are shared. The same arguments and the same luck give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network

import numpy as np

from codedark.hospital.catalogue import APPLICATIONS, SERVICES, UsualApplication
from codedark.hospital.csvwriting import written_table
from codedark.hospital.invented_rest import defence_files, rest_of_tables
from codedark.hospital.usual_rows import (
    Campus,
    Row,
    application_rows,
    operation_rows,
    patient_rows,
    service_rows,
)
from codedark.hospital.words import Role, ZoneKind

MAX_HOSTS = 4_000_000
MAX_ZONES = 20_000
HOSTS_PER_BED = 3.6
"""Machines a bed in the group."""

_K, _R = ZoneKind, Role
_PATTERN = (
    _K.SERVER, _K.DIRECTORY, _K.DEVICE, _K.CLINICAL, _K.MANAGEMENT, _K.BACKUP, _K.OFFICE, _K.CLINICAL, _K.DMZ,
    _K.DEVICE, _K.OTHER, _K.OFFICE, _K.CLINICAL, _K.BUILDING, _K.GUEST, _K.CLINICAL, _K.OFFICE, _K.DEVICE,
    _K.SERVER, _K.CLINICAL,
)  # fmt: skip
"""Kinds of a hospital's zones, in the order they come as it grows."""
_WEIGHT = {
    _K.SERVER: 1.5, _K.DIRECTORY: 0.2, _K.DEVICE: 4, _K.CLINICAL: 6, _K.MANAGEMENT: 0.4, _K.BACKUP: 0.2, _K.OFFICE: 6,
    _K.DMZ: 0.3, _K.OTHER: 3, _K.BUILDING: 1, _K.GUEST: 0.5,
}  # fmt: skip
_ROLES: Mapping[ZoneKind, tuple[tuple[Role, float], ...]] = {
    _K.SERVER: ((_R.SERVER, 1.0),),
    _K.DIRECTORY: ((_R.DIRECTORY, 1.0),),
    _K.DEVICE: ((_R.MONITOR, 0.4), (_R.PUMP, 0.3), (_R.MODALITY, 0.15), (_R.ANALYSER, 0.15)),
    _K.CLINICAL: ((_R.CLINICAL_WORKSTATION, 0.8), (_R.PRINTER, 0.2)),
    _K.MANAGEMENT: ((_R.MANAGEMENT, 0.7), (_R.HYPERVISOR, 0.3)),
    _K.BACKUP: ((_R.BACKUP, 1.0),),
    _K.OFFICE: ((_R.WORKSTATION, 0.85), (_R.PRINTER, 0.15)),
    _K.DMZ: ((_R.SERVER, 1.0),),
    _K.OTHER: ((_R.PHONE, 0.9), (_R.NETWORK, 0.1)),
    _K.BUILDING: ((_R.BUILDING, 1.0),),
    _K.GUEST: ((_R.OTHER, 1.0),),
}
CORE = {_K.SERVER, _K.DIRECTORY, _K.DEVICE, _K.BACKUP}


@dataclass(slots=True)
class InventedZone:
    """One zone while it is made up."""

    id: str
    hospital: int
    kind: ZoneKind
    count: int
    prefix: IPv4Network | None = None
    hosts: list[str] = field(default_factory=list)


def invented(hosts_count: int, zones_count: int, rng: np.random.Generator, source: str) -> dict[str, bytes]:
    r"""The files of an invented hospital folder, all tables filled in proportion, with two defences.

    Args:
        hosts_count: machines, 1 to 4,000,000.
        zones_count: zones, 1 to 20,000; the last one is the outside, when there are two or more.
        rng: the only luck there is.
        source: what stands in the source column of every row.
    Returns:
        Path -> bytes; `read` takes it without a fault.
    Raises:
        ValueError: counts out of range.
    Cost: 100,000 hosts in 500 zones: about 2 s CPU.

    >>> files = invented(40, 6, np.random.Generator(np.random.PCG64(1)), "generated, seed 1")
    >>> files["hosts.csv"].count(b"\n")
    41
    """
    if not 1 <= hosts_count <= MAX_HOSTS:
        raise ValueError(f"hosts_count={hosts_count}: from 1 to {MAX_HOSTS}")
    if not 1 <= zones_count <= MAX_ZONES:
        raise ValueError(f"zones_count={zones_count}: from 1 to {MAX_ZONES}")
    group = max(1, min(zones_count // 12, hosts_count // 400))
    zones = _zones(hosts_count, zones_count, group, rng)
    rows: dict[str, list[Row]] = {"zones": list(_zone_rows(zones, rng)), "hosts": list(_host_rows(zones, group, rng))}
    taken = _Taken(zones, {row["host"]: row for row in rows["hosts"]})
    beds = max(10, round(hosts_count / HOSTS_PER_BED / group))
    campuses = [_campus(h, beds, zones) for h in range(group)]
    rows["applications"] = [row for h in range(group) for row in _applications(h, taken, zones)]
    rows["services"] = [row for campus in campuses for row in service_rows(campus, SERVICES, beds)]
    rows["operations"] = [row for campus in campuses for row in operation_rows(campus)]
    rows["patients"] = [row for campus in campuses for row in patient_rows(campus)]
    rows |= rest_of_tables(zones, campuses, rng)
    for row in (row for table in rows.values() for row in table):
        row["basis"], row["source"] = "assumed", source
    files = {f"{table}.csv": written_table(table, told) for table, told in rows.items()}
    files["hospital.toml"] = _settings(source)
    return files | defence_files(rows["conduits"], rows["gates"], source)


def _settings(source: str) -> bytes:
    return (
        "# Invented: no such hospital exists.\n"
        f'[hospital]\nname = "Invented hospital"\nbasis = "assumed"\nsource = "{source}"\n'
    ).encode()


def _zones(hosts_count: int, zones_count: int, group: int, rng: np.random.Generator) -> list[InventedZone]:
    inside = max(1, zones_count - 1)
    kinds = [_PATTERN[(i // group) % len(_PATTERN)] for i in range(inside)]
    weights = np.array([_WEIGHT[kind] for kind in kinds]) * rng.uniform(0.5, 1.5, inside)
    counts = _apportioned(hosts_count, weights)
    seen: dict[tuple[int, ZoneKind], int] = {}
    zones: list[InventedZone] = []
    for i, kind in enumerate(kinds):
        seen[i % group, kind] = number = seen.get((i % group, kind), 0) + 1
        zones.append(InventedZone(f"{_hospital_id(i % group)}-{kind}-{number}", i % group, kind, int(counts[i])))
    _give_prefixes(zones)
    if zones_count > 1:
        zones.append(InventedZone("outside", 0, _K.EXTERNAL, 0))
    return zones


def _apportioned(total: int, weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total (largest remainders first)."""
    exact = weights / weights.sum() * total
    counts = np.floor(exact).astype(int)
    for i in np.argsort(counts - exact, kind="stable")[: total - int(counts.sum())]:
        counts[i] += 1
    return [int(n) for n in counts]


def _give_prefixes(zones: list[InventedZone]) -> None:
    """Each zone the smallest network of 10.0.0.0/8 with room for its hosts; largest first, so that all align."""
    at = int(IPv4Address("10.0.0.0"))
    for zone in sorted(zones, key=lambda z: -z.count):
        bits = max(4, (zone.count + 2).bit_length())
        zone.prefix = IPv4Network((at, 32 - bits))
        at += 1 << bits


def _hospital_id(h: int) -> str:
    return f"h{h + 1:02d}"


def _zone_rows(zones: list[InventedZone], rng: np.random.Generator) -> Iterator[Row]:
    for zone, gated, contained in zip(zones, rng.random(len(zones)), rng.random(len(zones)), strict=True):
        outside = zone.kind is _K.EXTERNAL
        hospital = _hospital_id(zone.hospital)
        yield {
            "zone": zone.id,
            "name": f"{zone.kind} of {hospital}" if not outside else "The outside",
            "site": hospital if not outside else "",
            "kind": zone.kind,
            "core": "yes" if zone.kind in CORE else "no",
            "prefixes": str(zone.prefix or ""),
            "gate": f"fw-{hospital}" if outside or gated < 0.7 else "",
            "contain": f"nac-{hospital}" if zone.kind in (_K.CLINICAL, _K.OFFICE) and contained < 0.5 else "",
            "inside": "isolated" if zone.kind in (_K.GUEST, _K.DMZ) else "open",
            "workable_share": "0.3" if zone.kind is _K.CLINICAL else "0",
        }


def _host_rows(zones: list[InventedZone], group: int, rng: np.random.Generator) -> Iterator[Row]:
    for zone in zones:
        roles = _ROLES.get(zone.kind, ())
        drawn = rng.choice(len(roles), size=zone.count, p=[share for _, share in roles]) if roles else ()
        quarantined = rng.random(zone.count) < 0.6
        first = int(zone.prefix.network_address) + 1 if zone.prefix is not None else 0
        gate = f"nac-{_hospital_id(zone.hospital)}"
        for i, at in enumerate(drawn):
            role = roles[int(at)][0]
            zone.hosts.append(f"{zone.id}-{i + 1:04d}")
            yield {
                "host": zone.hosts[-1],
                "zone": zone.id,
                "address": str(IPv4Address(first + i)),
                "role": role,
                "quarantine": gate if quarantined[i] and zone.kind in (_K.CLINICAL, _K.OFFICE) else "",
                "system": _SYSTEMS.get(role, ""),
            }


_SYSTEMS = {
    _R.SERVER: "Windows Server", _R.DIRECTORY: "Windows Server", _R.HYPERVISOR: "Hypervisor",
    _R.WORKSTATION: "Windows 11", _R.CLINICAL_WORKSTATION: "Windows 11", _R.MANAGEMENT: "Windows 11",
    _R.BACKUP: "Linux",
}  # fmt: skip


class _Taken:
    """Hands out each hospital's machines to its applications, those of the fitting zone first, in their order."""

    def __init__(self, zones: list[InventedZone], rows: Mapping[str, Row]) -> None:
        self.rows = rows
        self.by_kind: dict[tuple[int, ZoneKind], list[str]] = {}
        self.by_hospital: dict[int, list[str]] = {}
        for zone in zones:
            self.by_kind.setdefault((zone.hospital, zone.kind), []).extend(zone.hosts)
            self.by_hospital.setdefault(zone.hospital, []).extend(zone.hosts)
        self.all = [host for zone in zones for host in zone.hosts]
        self.next: dict[tuple[int, ZoneKind], int] = {}

    def take(self, hospital: int, usual: UsualApplication) -> list[str]:
        fitting = self.by_kind.get((hospital, usual.zone)) or self.by_hospital.get(hospital) or self.all
        at = self.next.get((hospital, usual.zone), 0)
        self.next[hospital, usual.zone] = at + usual.hosts
        hosts = list(dict.fromkeys(fitting[(at + i) % len(fitting)] for i in range(usual.hosts)))
        for host in hosts:
            self.rows[host]["role"] = usual.role
        return hosts


def _names(h: int) -> dict[str, str]:
    """What each thing of the catalogue is called in one hospital of the group."""
    shared = {a.id: a.id for a in APPLICATIONS if a.shared}
    return {a.id: f"{a.id}.{_hospital_id(h)}" for a in APPLICATIONS} | {
        s.id: f"{s.id}.{_hospital_id(h)}" for s in SERVICES
    } | shared  # fmt: skip


def _applications(h: int, taken: _Taken, zones: list[InventedZone]) -> Iterator[Row]:
    usual = [a for a in APPLICATIONS if h == 0 or not a.shared]
    hosts_of = {a.id: taken.take(h, a) for a in usual if a.hosts}
    names = _names(h)
    outside = "outside" if zones[-1].kind is _K.EXTERNAL else ""
    yield from application_rows(usual, hosts_of, outside, names.__getitem__, lambda a: ("", ""))
    stands = f"{names['hypervisor']} and {names['storage']}"
    carried = {host for a in usual if a.role is _R.SERVER and a.id != "storage" for host in hosts_of.get(a.id, ())}
    carrying = {host for name in ("hypervisor", "storage") for host in hosts_of.get(name, ())}
    for host in sorted(carried - carrying):
        taken.rows[host]["needs"] = stands


def _campus(h: int, beds: int, zones: list[InventedZone]) -> Campus:
    worked = [z.id for z in zones if z.hospital == h and z.kind is _K.CLINICAL and z.hosts][:4]
    return Campus(
        site=_hospital_id(h),
        beds=beds,
        theatres=max(1, beds // 36),
        worked_from=" or ".join(worked),
        rename=_names(h).__getitem__,
    )
