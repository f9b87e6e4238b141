"""A hospital of four zones for examples and tests: small enough to solve in the head."""

from __future__ import annotations

from functools import cache

from codedark import depend, reach
from codedark.gap.ground import Ground, survey
from codedark.gap.plan import Presumed
from codedark.gap.suspects import presume, read_suspects
from codedark.hospital import Hospital, read

_TABLES = {
    "hospital.toml": '[hospital]\nname = "Toy"\n',
    "sites.csv": "site,name,beds_recognised\nhome,Home,20\n",
    "gates.csv": "gate,kind,fire_min\ngate-clinic,nftables,0.001\ngate-core,nftables,0.001\nport-locks,nac,5\n",
    "zones.csv": (
        "zone,kind,core,gate,contain,inside\n"
        "office,office,no,,port-locks,open\n"
        "clinic,clinical,no,gate-clinic,,isolated\n"
        "records,server,yes,gate-core,,open\n"
        "vault,backup,yes,gate-core,,open\n"
    ),
    "hosts.csv": (
        "host,zone,role,quarantine\n"
        "ws-1,office,workstation,port-locks\nws-2,office,workstation,port-locks\n"
        "nurse-1,clinic,clinical-workstation,\nnurse-2,clinic,clinical-workstation,\n"
        "ehr-1,records,server,\nehr-2,records,server,\nstore-1,vault,backup,\n"
    ),
    "applications.csv": "application,kind,runs_on,ports\nehr,clinical,ehr-1 or ehr-2,tcp/443\n",
    "services.csv": "service,needs,worked_from,paper_min,arrivals_per_h\nward,ehr,clinic,60,2\n",
    "conduits.csv": (
        "conduit,from,to,protocol,ports,purpose,gate\n"
        "staff-to-records,clinic,records,tcp,443,clinical,\n"
        "office-to-records,office,records,tcp,3389,administration,\n"
        "office-to-clinic,office,clinic,tcp,3389,administration,\n"
        "records-to-vault,records,vault,tcp,22,infrastructure,\n"
    ),
}


@cache
def toy_hospital() -> Hospital:
    """Read the toy: an office that administers, a clinic that works with records, a vault behind them."""
    return read({name: text.encode() for name, text in _TABLES.items()}, ())


@cache
def toy_ground() -> Ground:
    """The toy, surveyed."""
    toy = toy_hospital()
    return survey(toy, reach.compile(toy), depend.compile(toy))


def toy_presumed(*words: str, elapsed_min: float = 0.0) -> Presumed:
    """Presume as `gap plan --suspect` would, by default without hops."""
    toy = toy_hospital()
    return presume(toy, reach.compile(toy), read_suspects(toy, words), elapsed_min=elapsed_min)
