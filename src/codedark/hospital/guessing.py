"""What a machine probably is, by its open ports, its name and its system; each guess names its rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codedark.hospital.machines import Machine
from codedark.hospital.words import Protocol, Role, ZoneKind


@dataclass(frozen=True, slots=True)
class Guess:
    """A role and the rule it follows from; OTHER without a rule when none fits."""

    role: Role
    why: str


_R = Role
_ALL_OPEN: tuple[tuple[frozenset[int], Role], ...] = (
    (frozenset({88, 389}), _R.DIRECTORY),
    (frozenset({902, 443}), _R.HYPERVISOR),
    (frozenset({8006, 22}), _R.HYPERVISOR),
)
"""Every one of these ports open."""
_WORDS: tuple[tuple[Role, str], ...] = (
    (_R.DIRECTORY, "dc adds ldap domaincontroller"),
    (_R.HYPERVISOR, "esx esxi hv hyperv hypervisor vmhost proxmox xen"),
    (_R.BACKUP, "backup bak bck veeam commvault"),
    (_R.MANAGEMENT, "sccm wsus jump bastion mgmt mgt admin adm vcenter"),
    (_R.PRINTER, "printer prn prt mfp copier"),
    (_R.NETWORK, "sw switch rtr router fw firewall ap wap wlc core"),
    (_R.PHONE, "phone tel voip sip handset dect"),
    (_R.MODALITY, "ct mr mri xr xray cr dr us echo angio mammo modality linac"),
    (_R.ANALYSER, "ana analyser analyzer cobas"),
    (_R.MONITOR, "mon monitor telemetry ctg"),
    (_R.PUMP, "pump infusion"),
    (_R.BUILDING, "hvac bms badge access camera cam nvr door lift"),
    (_R.CLINICAL_WORKSTATION, "cow wow nurse ward bedside icu ed or"),
    (_R.SERVER, "srv server sql db app web mail exch file fs dns ntp vm host"),
    (_R.WORKSTATION, "ws pc wks desktop laptop lap nb notebook client"),
)
"""A word of the machine's name; letters only, so `srv-pacs01` has the words srv and pacs."""
_SYSTEMS: tuple[tuple[Role, str], ...] = (
    (_R.HYPERVISOR, r"esxi|hyper-v|proxmox|xenserver"),
    (_R.NETWORK, r"\b(nx-os|junos|fortios|pan-os|arubaos|routeros|openwrt)\b|cisco|router|switch|firewall"),
    (_R.PRINTER, r"printer|jetdirect|laserjet"),
    (_R.SERVER, r"windows (server|200[038]|2012|2016|2019|2022|2025)|server"),
    (_R.WORKSTATION, r"windows (xp|vista|7|8|10|11)|mac ?os|os x"),
    (_R.SERVER, r"linux|ubuntu|debian|red hat|rhel|centos|suse|unix|bsd|solaris|aix"),
)
_ANY_OPEN: tuple[tuple[frozenset[int], Role], ...] = (
    (frozenset({9100, 515, 631}), _R.PRINTER),
    (frozenset({104, 11112}), _R.MODALITY),
    (frozenset({9392, 10000}), _R.BACKUP),
    (frozenset({5060, 5061}), _R.PHONE),
    (frozenset({53, 1433, 1521, 3306, 5432, 2575, 25, 80, 443, 22}), _R.SERVER),
    (frozenset({3389, 135, 139, 445}), _R.WORKSTATION),
)
"""Any of these ports open; weaker than the name and the system, so asked last."""
_SYNONYMS = {
    "access point": _R.NETWORK, "desktop": _R.WORKSTATION, "firewall": _R.NETWORK, "laptop": _R.WORKSTATION,
    "medical device": _R.OTHER, "notebook": _R.WORKSTATION, "router": _R.NETWORK, "switch": _R.NETWORK,
    "virtual machine": _R.SERVER, "computer": _R.WORKSTATION, "networking": _R.NETWORK, "networkequipment": _R.NETWORK,
    "domain controller": _R.DIRECTORY, "pc": _R.WORKSTATION, "telephone": _R.PHONE, "camera": _R.BUILDING,
}  # fmt: skip
_ZONE_WORDS: tuple[tuple[ZoneKind, str], ...] = (
    (ZoneKind.GUEST, "guest guests visitor visitors patientwifi public"),
    (ZoneKind.DMZ, "dmz"),
    (ZoneKind.BACKUP, "backup vault"),
    (ZoneKind.MANAGEMENT, "mgmt management mgt oob admin hypervisor"),
    (ZoneKind.DIRECTORY, "directory ad dc identity"),
    (ZoneKind.SERVER, "server servers datacenter datacentre dc1 srv"),
    (ZoneKind.DEVICE, "device devices medical modality imaging radiology lab laboratory monitoring biomed icu"),
    (ZoneKind.BUILDING, "building bms hvac camera cctv access facility"),
    (ZoneKind.CLINICAL, "clinical ward wards emergency theatre theatres operating nurse"),
    (ZoneKind.OFFICE, "office administration user users client clients desktop data"),
    (ZoneKind.EXTERNAL, "internet outside external wan supplier"),
)
KIND_OF_ROLE: dict[Role, ZoneKind] = {
    _R.SERVER: ZoneKind.SERVER, _R.DIRECTORY: ZoneKind.DIRECTORY, _R.HYPERVISOR: ZoneKind.MANAGEMENT,
    _R.BACKUP: ZoneKind.BACKUP, _R.MANAGEMENT: ZoneKind.MANAGEMENT, _R.WORKSTATION: ZoneKind.OFFICE,
    _R.CLINICAL_WORKSTATION: ZoneKind.CLINICAL, _R.MODALITY: ZoneKind.DEVICE, _R.ANALYSER: ZoneKind.DEVICE,
    _R.MONITOR: ZoneKind.DEVICE, _R.PUMP: ZoneKind.DEVICE, _R.BUILDING: ZoneKind.BUILDING,
}  # fmt: skip
"""Kind of the zone in which most machines are of a role; roles that are not here decide nothing."""


def words_of(name: str) -> list[str]:
    """The words in a machine's name: letters between digits and marks, without the domain behind the first dot.

    >>> words_of("SRV-PACS01.hospital.local")
    ['srv', 'pacs']
    """
    return re.findall(r"[a-z]+", name.split(".", 1)[0].lower())


def guess(machine: Machine) -> Guess:
    """What a machine is for, by the first rule that fits: told, ports all open, name, system, any port open.

    >>> guess(Machine(name="x", ports=((Protocol.TCP, 88), (Protocol.TCP, 389))))
    Guess(role=<Role.DIRECTORY: 'directory'>, why='ports 88, 389 open')
    """
    told = machine.role.strip().lower()
    if told in set(Role):
        return Guess(Role(told), "")
    if told in _SYNONYMS and _SYNONYMS[told] is not _R.OTHER and _SYNONYMS[told] is not _R.WORKSTATION:
        return Guess(_SYNONYMS[told], f"told to be '{told}'")
    open_ = {port for protocol, port in machine.ports if protocol is Protocol.TCP}
    for ports, role in _ALL_OPEN:
        if ports <= open_:
            return Guess(role, f"ports {_listed(ports)} open")
    words = [*words_of(machine.name), *re.findall(r"[a-z]+", told)]
    for role, known in _WORDS:
        if found := next((word for word in words if word in known.split()), None):
            return Guess(role, f"'{found}' in its name")
    for role, pattern in _SYSTEMS:
        if found := re.search(pattern, machine.system.lower()):
            return Guess(role, f"its system is '{found[0]}'")
    if told in _SYNONYMS:
        return Guess(_SYNONYMS[told], f"told to be '{told}'")
    for ports, role in _ANY_OPEN:
        if ports & open_:
            return Guess(role, f"port {_listed(ports & open_)} open")
    return Guess(_R.OTHER, "")


def _listed(ports: frozenset[int] | set[int]) -> str:
    return ", ".join(map(str, sorted(ports)))


def guess_zone(name: str, roles: dict[Role, int]) -> tuple[ZoneKind, str]:
    """What a zone is for: by a word in its name, else by the role most of its machines have.

    >>> guess_zone("VLAN 30 guest", {})
    (<ZoneKind.GUEST: 'guest'>, "'guest' in its name")
    """
    words = re.findall(r"[a-z]+[0-9]*", name.lower())
    for kind, known in _ZONE_WORDS:
        if found := next((word for word in words if word in known.split()), None):
            return kind, f"'{found}' in its name"
    telling = {role: n for role, n in roles.items() if role in KIND_OF_ROLE}
    if not telling:
        return ZoneKind.OTHER, "nothing tells what it is for"
    most = max(telling, key=lambda role: telling[role])
    return KIND_OF_ROLE[most], f"most machines of a known role are {most}"
