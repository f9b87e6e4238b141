"""Where the machines of a first folder stand: those an inventory names, and those that must be assumed beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network

from codedark.hospital import catalogue
from codedark.hospital.catalogue import APPLICATIONS, UsualApplication
from codedark.hospital.csvwriting import harmless
from codedark.hospital.guessing import Guess, guess, guess_zone, words_of
from codedark.hospital.machines import Machine, as_id
from codedark.hospital.usual_rows import Row
from codedark.hospital.words import Role, ZoneKind

_K = ZoneKind
_CORE = {_K.SERVER, _K.DIRECTORY, _K.DEVICE, _K.BACKUP}
_USUAL_ZONES = {
    _K.SERVER: "servers", _K.DIRECTORY: "domain", _K.MANAGEMENT: "management", _K.BACKUP: "backup",
    _K.DEVICE: "devices", _K.DMZ: "dmz", _K.OTHER: "voice", _K.CLINICAL: "clinical", _K.OFFICE: "office",
    _K.EXTERNAL: "outside",
}  # fmt: skip
_WORD_OF = {word: a.id for a in APPLICATIONS for word in a.words.split()}
_BY_ROLE = {
    Role.DIRECTORY: "directory", Role.HYPERVISOR: "hypervisor", Role.BACKUP: "backup-software",
    Role.MODALITY: "modalities", Role.ANALYSER: "lab-analysers",
}  # fmt: skip
"""Machines of these roles carry an application of the catalogue, whatever they are called."""
_SERVERS = {Role.SERVER, Role.MANAGEMENT, Role.OTHER, Role.DIRECTORY, Role.BACKUP, Role.MONITOR}
_VIRTUAL = {Role.SERVER, Role.DIRECTORY, Role.MANAGEMENT}
CARRIED_BY = "hypervisor and storage"
"""What assumed servers stand on: one shared cause, as in most houses."""
MOST_HOSTS = 40
"""Machines of one application that are written into its need."""
WORKED_FROM_MOST = 8
NOT_LOCATED = "not-located"
"""Zone of machines of which the inventory tells neither zone nor address."""


@dataclass(slots=True)
class Placed:
    """Zones and hosts as rows, and which application runs on which of them, by the catalogue's ids."""

    zones: list[Row] = field(default_factory=list)
    hosts: list[Row] = field(default_factory=list)
    runs_on: dict[str, list[str]] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)
    """Application -> the rule by which its machines were recognised."""

    def zone_of(self, kind: ZoneKind, site: str = "") -> str:
        """The zone in which machines of a kind are assumed; made when there is none."""
        name = _USUAL_ZONES[kind] + (f"-{site}" if site else "")
        if all(zone["zone"] != name for zone in self.zones):
            self.zones.append(_zone_row(name, kind, site, "", "assumed", "catalogue: assumed; no inventory names it"))
        return name

    def worked_from(self, site: str) -> str:
        """Need over the zones where staff of a site work: clinical ones if any are known, else offices."""
        for kind in (_K.CLINICAL, _K.OFFICE):
            zones = [z["zone"] for z in self.zones if z["kind"] == kind and z["site"] in ("", site)]
            if zones:
                return " or ".join(zones[:WORKED_FROM_MOST])
        return ""

    def source_of(self, usual: UsualApplication) -> tuple[str, str]:
        """Basis and source of an application's row."""
        rule = self.found.get(usual.on or usual.id)
        if rule is None:
            return "assumed", "catalogue: assumed"
        return "inferred", f"runs where {rule}; needs and hours are the catalogue's, assumed"


def _zone_row(name: str, kind: ZoneKind, site: str, prefix: str, basis: str, source: str) -> Row:
    return {
        "zone": name, "name": name, "site": site, "kind": kind, "core": "yes" if kind in _CORE else "no",
        "prefixes": prefix, "inside": "open", "workable_share": "0", "basis": basis, "source": source,
    }  # fmt: skip


def placed_zones(sites: Sequence[str]) -> Placed:
    """The usual zones where no inventory names any: one of each kind, workplaces for each site."""
    placed = Placed()
    for kind in _USUAL_ZONES:
        if kind not in (_K.CLINICAL, _K.OFFICE):
            placed.zone_of(kind)
    for site in sites:
        placed.zone_of(_K.CLINICAL, site)
        placed.zone_of(_K.OFFICE, site)
    return placed


def found_machines(machines: Sequence[Machine], sites: Sequence[str]) -> Placed:
    """Zones made from what the inventory calls them, else from networks of 256 addresses (IPv6: 2^64).

    A zone gets its network as prefix when every address in it stands in that zone.
    """
    placed = Placed()
    guesses = [guess(machine) for machine in machines]
    zone_of = [_zone_name(machine) for machine in machines]
    prefix_of = _own_prefixes(machines, zone_of)
    for name in dict.fromkeys(zone_of):
        own = [i for i, zone in enumerate(zone_of) if zone == name]
        roles = Counter(guesses[i].role for i in own)
        told = next((machines[i].zone for i in own if machines[i].zone), "")
        kind, why = guess_zone(told, dict(roles)) if name != NOT_LOCATED else (_K.OTHER, "nobody knows where they are")
        site = next((machines[i].site for i in own if machines[i].site in sites), "")
        where = "named by the inventory" if told else "one network of the inventory"
        where = "the inventory tells no address" if name == NOT_LOCATED else where
        prefix = " ".join(prefix_of.get(name, ()))
        placed.zones.append(_zone_row(name, kind, site, prefix, "inferred", f"{where}; kind: {harmless(why)}"))
    for machine, guessed, zone in zip(machines, guesses, zone_of, strict=True):
        placed.hosts.append(_host_row(machine, guessed, zone))
        _recognise(placed, machine, guessed)
    placed.zone_of(_K.EXTERNAL)
    return placed


def _zone_name(machine: Machine) -> str:
    if machine.zone:
        return as_id(machine.zone, "zone")
    if machine.address is None:
        return NOT_LOCATED
    return as_id(f"net-{_network(machine)}".replace("/", "-").replace(":", "-"), "zone")


def _network(machine: Machine) -> IPv4Network | IPv6Network:
    length = 24 if machine.address is not None and machine.address.version == 4 else 64
    return ip_network(f"{machine.address}/{length}", strict=False)


def _own_prefixes(machines: Sequence[Machine], zone_of: Sequence[str]) -> Mapping[str, list[str]]:
    zones_in: dict[IPv4Network | IPv6Network, set[str]] = {}
    for machine, zone in zip(machines, zone_of, strict=True):
        if machine.address is not None:
            zones_in.setdefault(_network(machine), set()).add(zone)
    own: dict[str, list[str]] = {}
    shared = {zone for zones in zones_in.values() if len(zones) > 1 for zone in zones}
    for network, zones in zones_in.items():
        if not zones & shared:
            own.setdefault(next(iter(zones)), []).append(str(network))
    return own


def _host_row(machine: Machine, guessed: Guess, zone: str) -> Row:
    inferred = bool(guessed.why) or not machine.zone
    rules = [f"role: {guessed.why}"] if guessed.why else []
    rules += [] if machine.zone or zone == NOT_LOCATED else ["zone: its network"]
    return {
        "host": machine.name,
        "zone": zone,
        "address": str(machine.address) if machine.address is not None else "",
        "role": guessed.role,
        "system": machine.system,
        "basis": "inferred" if inferred else machine.basis,
        "source": harmless("; ".join([machine.source, *rules])),
    }


def _recognise(placed: Placed, machine: Machine, guessed: Guess) -> None:
    """Which application of the catalogue a machine carries: by its role, else by a word in its name."""
    application, rule = _BY_ROLE.get(guessed.role), f"machines are of role {guessed.role}"
    if application is None and guessed.role in _SERVERS:
        word = next((word for word in words_of(machine.name) if word in _WORD_OF), None)
        if word is not None:
            application, rule = _WORD_OF[word], f"'{word}' is in a machine's name"
    if application is None or len(placed.runs_on.get(application, ())) >= MOST_HOSTS:
        return
    placed.runs_on.setdefault(application, []).append(machine.name)
    placed.found.setdefault(application, rule)


def assumed_machines(placed: Placed, sites: Sequence[str], beds: Mapping[str, int], workplaces: bool) -> Placed:
    """Machines for every application that has none yet and, where wanted, workplaces: all assumed."""
    taken = {row["host"].casefold() for row in placed.hosts}
    for usual in APPLICATIONS:
        if usual.hosts and usual.id not in placed.runs_on:
            zone = placed.zone_of(usual.zone)
            source = f"catalogue: assumed; stands for the machines of {usual.id}, which no inventory names"
            needs = CARRIED_BY if usual.role in _VIRTUAL and usual.id not in CARRIED_BY.split() else ""
            row = {"zone": zone, "role": usual.role, "needs": needs, "basis": "assumed", "source": source}
            placed.runs_on[usual.id] = _assume(placed, taken, usual.id, usual.hosts, row)
    if workplaces:
        for site in sites:
            for kind, role, per_bed in (
                (_K.CLINICAL, Role.CLINICAL_WORKSTATION, catalogue.WORKSTATIONS_PER_BED),
                (_K.OFFICE, Role.WORKSTATION, catalogue.OFFICE_PER_BED),
            ):
                zone, count = placed.zone_of(kind, site), max(1, round(beds[site] * per_bed))
                source = f"catalogue: assumed; {per_bed:g} a bed"
                row = {"zone": zone, "role": role, "basis": "assumed", "source": source}
                _assume(placed, taken, f"ws-{zone}", count, row)
    return placed


def _assume(placed: Placed, taken: set[str], stem: str, count: int, row: Row) -> list[str]:
    names: list[str] = []
    number = 1
    while len(names) < count:
        name = f"{stem}-{number}"
        number += 1
        if name.casefold() not in taken:
            taken.add(name.casefold())
            names.append(name)
            placed.hosts.append({"host": name, **row})
    return names
