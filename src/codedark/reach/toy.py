"""A hospital of three zones for examples: small enough to walk in the head."""

from __future__ import annotations

from functools import cache

from codedark.hospital import Hospital, read

_TABLES = {
    "hospital.toml": '[hospital]\nname = "Toy"\n',
    "sites.csv": "site,name,beds_recognised\nhome,Home,20\n",
    "gates.csv": "gate,kind\nwall,nftables\n",
    "zones.csv": (
        "zone,kind,core,gate,contain,inside\n"
        "office,office,no,wall,,open\n"
        "servers,server,yes,wall,wall,isolated\n"
        "outside,external,no,,,open\n"
    ),
    "hosts.csv": (
        "host,zone,role\nws-1,office,workstation\nws-2,office,workstation\nehr-1,servers,server\ndc-1,servers,directory\n"
    ),
    "accounts.csv": "account,held_on,administers\nadmin,host:dc-1,role:workstation\n",
    "applications.csv": "application,kind,runs_on\nehr,clinical,ehr-1\n",
    "services.csv": "service,needs\nrecord,ehr\n",
    "conduits.csv": (
        "conduit,from,to,protocol,ports,purpose\n"
        "work,office,host:ehr-1,tcp,443,clinical\n"
        "names,servers,host:dc-1,udp,53,infrastructure\n"
    ),
}


@cache
def toy_hospital() -> Hospital:
    """Read the toy: an office that works with a record, a directory behind it, and the world outside.

    >>> list(toy_hospital().zones)
    ['office', 'servers', 'outside']
    """
    return read({name: text.encode() for name, text in _TABLES.items()}, ())
