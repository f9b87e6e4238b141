"""A ward, its records, the world outside: the hospital that tests of postures, books and seals are about."""

from __future__ import annotations

from functools import cache

from codedark.gap.gate_book import GateBook, Prober, gate_books
from codedark.gap.posture import Posture, Seal, seal
from codedark.gap.tiers import Tiers, tiers
from codedark.hospital.records import ConduitId, GateId, Hospital, HostId, ZoneId
from tests.making import make_hospital

G1 = GateId("g1")
ZONES = """
    zone,    kind,      core,prefixes,                gate,contain,inside
    ward,    clinical,  no,  10.1.0.0/24 fd00:1::/64, g1,  nac,    open
    office,  office,    no,  10.3.0.0/24,             g1,  ,       open
    records, server,    yes, 10.2.0.0/24 fd00:2::/64, g1,  nac,    isolated
    domain,  directory, yes, 10.4.0.0/24,             g1,  ,       open
    outside, external,  no,  ,                        g1,  ,       open
    """
HOSTS = """
    host,   zone,    address,  role,        quarantine
    ws-1,   ward,    10.1.0.2, workstation, g1
    ws-2,   ward,    ,         workstation, g1
    desk-1, office,  10.3.0.2, workstation,
    ehr-1,  records, 10.2.0.2, server,      g1
    ehr-2,  records, 10.2.0.3, server,
    dc-1,   domain,  10.4.0.2, directory,
    """
APPLICATIONS = """
    application, kind,        runs_on,        zone,    ports,          needs
    ehr,         clinical,    ehr-1 or ehr-2, ,        tcp/443,        names
    desktop,     clinical,    ehr-2,          ,        tcp/3389,
    names,       name-service,dc-1,           ,        udp/53,
    portal,      supplier,    ,               outside, tcp/443,
    """
SERVICES = """
    service, needs,           worked_from, arrivals_per_h
    care,    ehr and desktop, ward,        2
    letters, portal,          office,      1
    """
CONDUITS = """
    conduit,   from,            to,             protocol,ports,    purpose,       break_glass,clinical_owner,on_expiry
    record,    ward,            records,        tcp,     443 3389, clinical,      yes,        head of care,  release
    admin,     office,          records,        tcp,     22 3389,  administration,no,         ,              release
    lookup,    ward,            domain,         udp,     53,       infrastructure,no,         ,              hold-sealed
    lookups,   records,         host:dc-1,      udp,     53,       infrastructure,no,         ,              release
    web,       office,          203.0.113.0/28, tcp,     443 445,  internet,      no,         ,              release
    anything,  role:workstation,records,        any,     ,         other,         no,         ,              release
    """


def ward_hospital(**tables: str) -> Hospital:
    """As told above; tables given here replace theirs."""
    told = {
        "gates": "gate,kind,fire_min\ng1,nftables,0.001\nnac,nac,1\n",
        "zones": ZONES,
        "hosts": HOSTS + "    edge,   outside, 203.0.113.9, other,\n",
        "applications": APPLICATIONS,
        "services": SERVICES,
        "conduits": CONDUITS,
    }
    return make_hospital(**{**told, **tables})


@cache
def ward_tiers() -> Tiers:
    return tiers(ward_hospital())


def prober(zone: str, address: str) -> Prober:
    return Prober(zone=ZoneId(zone), host=HostId(f"p-{zone}"), address=address)


PROBERS = (prober("ward", "10.1.0.9"), prober("office", "10.3.0.9"), prober("records", "10.2.0.9"))


def ward_book(*probers: Prober, of: Hospital | None = None, gate: str = "g1", **interfaces: str) -> GateBook:
    """The book of one gate; interfaces by zone."""
    split = ward_tiers() if of is None else tiers(of)
    told = {(GateId(gate), ZoneId(zone)): name for zone, name in interfaces.items()}
    return gate_books(split, told, probers)[GateId(gate)]


def shut(posture: Posture, *conduits: str) -> Seal:
    """These conduits at one posture."""
    return seal({ConduitId(c): posture for c in conduits})
