"""The closed vocabularies of the hospital folder, each value with its meaning.

One table a vocabulary, so that the reader, the reference page and the messages of faults are drawn from one place.
"""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """How a fact is known. A fact without a basis is not a fact; the weakest basis on a chain is the chain's."""

    OBSERVED = "observed"
    """Seen by an instrument or a person of the hospital (a scan, a flow record, a walk round)."""
    STATED = "stated"
    """Said by a named source: a document, a page, a supplier."""
    INFERRED = "inferred"
    """Follows from other facts by a rule that is named."""
    ASSUMED = "assumed"
    """Nobody said so: a default, or a guess that waits for a better fact."""


class ZoneKind(StrEnum):
    """What a zone is for (zone: a group of assets with one security requirement, IEC 62443-3-2)."""

    CLINICAL = "clinical"
    """Workplaces where care is given: wards, emergency department, theatres."""
    DEVICE = "device"
    """Medical devices: modalities, analysers, monitors, pumps."""
    SERVER = "server"
    """Application servers."""
    DIRECTORY = "directory"
    """Directory, name service, time, certificate and licence servers."""
    MANAGEMENT = "management"
    """Administrators' workstations, hypervisor and network management, software distribution."""
    BACKUP = "backup"
    """Backup servers and their stores."""
    OFFICE = "office"
    """Administration, secretariats, consulting rooms."""
    GUEST = "guest"
    """Patients' and visitors' network."""
    BUILDING = "building"
    """Building technique: access control, cooling, power, lifts."""
    DMZ = "dmz"
    """Machines that the outside may speak to: mail and web gateways, remote access."""
    EXTERNAL = "external"
    """Not the hospital's: the internet, suppliers, partner hospitals, the state's exchanges."""
    OTHER = "other"


class Role(StrEnum):
    """What a host is for."""

    SERVER = "server"
    DIRECTORY = "directory"
    HYPERVISOR = "hypervisor"
    BACKUP = "backup"
    MANAGEMENT = "management"
    WORKSTATION = "workstation"
    CLINICAL_WORKSTATION = "clinical-workstation"
    MODALITY = "modality"
    ANALYSER = "analyser"
    MONITOR = "monitor"
    PUMP = "pump"
    PHONE = "phone"
    PRINTER = "printer"
    BUILDING = "building"
    NETWORK = "network"
    OTHER = "other"
    PROBER = "prober"
    """A small machine of ours that sends and receives tokens to prove a cut; never a clinical device."""


class ApplicationKind(StrEnum):
    """What an application is to the others; shared causes are applications like any other."""

    CLINICAL = "clinical"
    DIRECTORY = "directory"
    NAME_SERVICE = "name-service"
    TIME = "time"
    LICENCE = "licence"
    IDENTITY = "identity"
    HYPERVISOR = "hypervisor"
    STORAGE = "storage"
    BACKUP = "backup"
    TELEPHONY = "telephony"
    INTERNET = "internet"
    SUPPLIER = "supplier"
    NETWORK = "network"
    DEVICE = "device"
    """A device that is an application of its own: a scanner, an analyser, a monitoring centre."""
    OFFICE = "office"
    OTHER = "other"


class Inside(StrEnum):
    """Whether the hosts of one zone may speak to each other at rest."""

    OPEN = "open"
    ISOLATED = "isolated"


class Action(StrEnum):
    """What a conduit row does. A deny wins over every allow, in whatever order the rows stand."""

    ALLOW = "allow"
    DENY = "deny"


class Protocol(StrEnum):
    """Transport of a conduit or a port; `any` is every one."""

    TCP = "tcp"
    UDP = "udp"
    ICMP = "icmp"
    ANY = "any"


class Purpose(StrEnum):
    """Why a conduit is there. `administration` is the path an intruder takes."""

    CLINICAL = "clinical"
    INFRASTRUCTURE = "infrastructure"
    """Directory, name service, time, licence: what the others stand on."""
    ADMINISTRATION = "administration"
    """Remote desktop, shells, software distribution, hypervisor and backup consoles."""
    OFFICE = "office"
    SUPPLIER = "supplier"
    INTERNET = "internet"
    OTHER = "other"


class OnExpiry(StrEnum):
    """What happens to a cut conduit when its deadline passes and nobody confirmed: the owner's signed choice."""

    RELEASE = "release"
    HOLD_SEALED = "hold-sealed"


class GateKind(StrEnum):
    """Make of an enforcement point, where its orders are written differently."""

    NFTABLES = "nftables"
    FORTIGATE = "fortigate"
    PAN_OS = "pan-os"
    IOS = "ios"
    ASA = "asa"
    JUNOS = "junos"
    WINDOWS = "windows"
    SWITCH = "switch"
    NAC = "nac"
    OTHER = "other"


class OnFailure(StrEnum):
    """What a gate does with traffic when it fails itself."""

    OPEN = "open"
    CLOSED = "closed"


class OutOfBandKind(StrEnum):
    """What sort of way past the gates a path is."""

    MODEM = "modem"
    """A telephone, mobile or supplier's line of its own."""
    WIRELESS = "wireless"
    """Radio that reaches a network without passing a gate."""
    MANAGEMENT = "management"
    """Consoles beside the network: out-of-band management of servers, serial consoles, KVM."""
    DUAL_HOMED = "dual-homed"
    """One machine with a foot in two networks."""
    VPN = "vpn"
    """A tunnel that ends behind the gates."""
    OTHER = "other"


class Urgency(StrEnum):
    """How long an operation can wait; entered by the surgeon, never computed."""

    ELECTIVE = "elective"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Acuity(StrEnum):
    """Entered by a clinician, never computed."""

    CRITICAL = "critical"
    HIGH = "high"
    STABLE = "stable"


class CrewKind(StrEnum):
    """What kind of vehicle and people a crew is."""

    MUG = "mug"
    """Mobile emergency group: a physician and a nurse in a vehicle (Belgium; SMUR in French)."""
    PIT = "pit"
    """Paramedic intervention team: a nurse with an ambulance (Belgium)."""
    AMBULANCE = "ambulance"
    OTHER = "other"


class Owner(StrEnum):
    """Whose a crew is: who can send it."""

    OURS = "ours"
    EMERGENCY_112 = "112"
    PRIVATE = "private"


class Escort(StrEnum):
    """Who must go along with a patient; entered by a clinician, never computed."""

    NONE = "none"
    """The crew of an ambulance is enough."""
    NURSE = "nurse"
    """A nurse trained for it: a PIT, or one of ours in an ambulance."""
    PHYSICIAN = "physician"
    """A physician: a MUG, or one of ours in an ambulance."""


class Demand(StrEnum):
    """What a patient needs of the place beside a bed of the right kind, and a place offers."""

    ISOLATION = "isolation"
    BARIATRIC = "bariatric"
    """A bed, a lift and a stretcher for great weight."""
    VENTILATOR = "ventilator"
    DIALYSIS = "dialysis"
    INCUBATOR = "incubator"
    ECMO = "ecmo"
    """Extracorporeal membrane oxygenation."""
    BURNS = "burns"
    PSYCHIATRY = "psychiatry"


class InflowKind(StrEnum):
    """What sort of patients come to us by arrangement."""

    CODE = "code"
    """An alarm that brings one kind of patient straight here: stroke, infarct, trauma, birth."""
    COURSE = "course"
    """Patients who come back by appointment and cannot wait long: dialysis, radiotherapy, chemotherapy."""
    SPOKE = "spoke"
    """Smaller hospitals that send their patients on to us."""
    SECTOR = "sector"
    """An area for which our mobile team (MUG, PIT) is called first."""


class Policy(StrEnum):
    """How the hospital answers an alarm. Which one it has is a fact of the hospital (`hospital.toml`, [response])."""

    NONE = "none"
    """Nobody cuts anything."""
    FULL_SHUTDOWN = "full-shutdown"
    """Every host whose role is in `off_roles` is switched off, by hand."""
    ZONE_ISOLATION = "zone-isolation"
    """The zones where the alarm was seen are cut off from all others."""
    PLAYBOOK = "playbook"
    """The least-harm cut prepared for the zone of the alarm, or for place unknown, is fired at the gates."""


class Day(StrEnum):
    """Days of the week, as `operations` names them."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"
