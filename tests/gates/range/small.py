"""A hospital that is built in a tenth of a second, with one of everything the range must know how to play."""

from __future__ import annotations

from functools import cache

from codedark.gates.range.readiness import Ready, get_ready
from codedark.hospital import Hospital, read

TABLES = {
    "hospital.toml": '[hospital]\nname = "Small"\ntimezone = "Europe/Brussels"\n',
    "sites.csv": "site,name,beds_recognised\nhome,Home,20\n",
    "gates.csv": (
        "gate,kind,fire_min\n"
        "wall,nftables,0.001\n"
        "inner,nftables,0.001\n"
        "between,fortigate,0.001\n"
        "ports,nac,0.01\n"
    ),
    "zones.csv": (
        "zone,kind,core,prefixes,gate,contain,inside\n"
        "office,office,no,10.1.0.0/24,wall,ports,open\n"
        "ward,clinical,no,10.2.0.0/24 2001:db8:2::/64,wall,,isolated\n"
        "imaging,device,yes,10.3.0.0/24,inner,,open\n"
        "servers,server,yes,10.4.0.0/24 2001:db8:4::/64,inner,,open\n"
        "domain,directory,yes,10.5.0.0/24,inner,,open\n"
        "yard,building,no,10.6.0.0/24,,,open\n"
        "outside,external,no,,wall,,open\n"
    ),
    "hosts.csv": (
        "host,zone,address,role,quarantine\n"
        "ws-1,office,10.1.0.10,workstation,ports\n"
        "ws-2,office,10.1.0.11,workstation,ports\n"
        "ws-3,office,,workstation,\n"
        "ws-4,office,10.1.0.13,workstation,\n"
        "ws-5,office,10.1.0.14,workstation,\n"
        "nurse-1,ward,10.2.0.10,clinical-workstation,\n"
        "nurse-2,ward,2001:db8:2::11,clinical-workstation,\n"
        "ct-1,imaging,10.3.0.10,modality,\n"
        "pacs-1,servers,10.4.0.10,server,\n"
        "desk-1,servers,10.4.0.11,server,\n"
        "pacs-2,servers,2001:db8:4::12,server,\n"
        "dc-1,domain,10.5.0.10,directory,\n"
        "lift-1,yard,10.6.0.10,building,\n"
    ),
    "applications.csv": (
        "application,name,kind,runs_on,zone,ports,needs\n"
        "dns,Names,name-service,dc-1,,udp/53 tcp/53,\n"
        "time,Time,time,dc-1,,udp/123,\n"
        "pacs,Image archive,clinical,pacs-1,,tcp/104,dns and time\n"
        "desktop,Clinical desktop,clinical,desk-1,,tcp/3389,dns\n"
        "scanner,Scanner,device,ct-1,,tcp/104,pacs and dns\n"
        "internet,Internet,internet,,outside,tcp/443,\n"
    ),
    "services.csv": (
        "service,needs,worked_from,paper_min,arrivals_per_h\n"
        "imaging,scanner and pacs,imaging,60,2\n"
        "care,desktop,ward,60,1\n"
    ),
    "conduits.csv": (
        "conduit,from,to,action,protocol,ports,purpose,gate,break_glass,clinical_owner\n"
        "images,imaging,servers,allow,tcp,104 443,clinical,,yes,head of imaging\n"
        "imaging-names,imaging,domain,allow,udp,53 123,infrastructure,,no,\n"
        "servers-names,servers,domain,allow,any,53 123,infrastructure,,no,\n"
        "ward-names,ward,domain,allow,udp,53 123,infrastructure,,no,\n"
        "desktop,ward,host:desk-1,allow,tcp,3389,clinical,,no,\n"
        "help,office,role:clinical-workstation,allow,tcp,3389 445,other,,no,\n"
        "admin,office,servers,allow,any,,other,between,no,\n"
        "no-shell,10.1.0.0/25,servers,deny,tcp,22,administration,,no,\n"
        "lift,yard,office,allow,tcp,445,other,,no,\n"
        "web,office,outside,allow,tcp,80 443,internet,,no,\n"
        "from-outside,outside,host:lift-1,allow,tcp,502,supplier,,no,\n"
        "ward-v6,2001:db8:2::/64,2001:db8:4::/64,allow,tcp,443,clinical,,no,\n"
    ),
}  # fmt: skip


@cache
def small_hospital() -> Hospital:
    """Read it."""
    return read({name: text.encode() for name, text in TABLES.items()}, ())


@cache
def small_ready() -> Ready:
    """Ready to be built, the intruder on ws-1."""
    return get_ready(small_hospital(), "ws-1")
