"""One hospital told as a story for the tests of plans: wards that read records, an office that administers."""

from __future__ import annotations

from codedark import depend, gap, reach
from codedark.gap.plan import CutPlan
from codedark.hospital import Hospital
from tests.making import make_hospital

TABLES = {
    "hospital_toml": '[hospital]\nname = "Story"\n[care]\nhorizon_h = 4\narrival = 0\nservice_hour = 1\n',
    "gates": "gate,kind,fire_min\nfw,fortigate,0.1\nlocks,nac,5",
    "zones": """
        zone,kind,core,gate,contain,inside
        office,office,no,fw,locks,open
        ward,clinical,no,fw,locks,open
        records,server,yes,fw,,open
        labs,device,yes,fw,,open""",
    "hosts": """
        host,zone,role,quarantine
        ws-1,office,workstation,locks
        ws-2,office,workstation,locks
        nurse-1,ward,clinical-workstation,locks
        nurse-2,ward,clinical-workstation,locks
        ehr-1,records,server,locks
        ehr-2,records,server,
        lis-1,labs,server,""",
    "applications": """
        application,kind,runs_on,ports,needs
        ehr,clinical,ehr-1 or ehr-2,tcp/443,
        lis,clinical,lis-1,tcp/443,ehr""",
    "services": """
        service,needs,worked_from,paper_min,paper_capacity
        wards,ehr,ward,120,0.5
        lab,lis,,0,0""",
    "conduits": """
        conduit,from,to,protocol,ports,purpose
        read,ward,records,tcp,443,clinical
        order,labs,records,tcp,443,clinical
        desk,office,ward,tcp,3389,administration
        adm,office,role:server,tcp,22,administration""",
}


def story(**more: str) -> Hospital:
    """The hospital, some of its tables told otherwise."""
    return make_hospital(**{**TABLES, **more})


def plan_for(hospital: Hospital, *words: str, elapsed_min: float = 0.0, keep: tuple[str, ...] = ()) -> CutPlan:
    """The least-harm cut, without hops unless minutes are given (29 min a hop)."""
    compiled = reach.compile(hospital)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, words), elapsed_min=elapsed_min)
    return gap.least_harm_cut(hospital, compiled, depend.compile(hospital), presumed, keep)  # type: ignore[arg-type]


def change(table: str, old: str, new: str) -> dict[str, str]:
    """One cell of one table told otherwise."""
    text = TABLES[table]
    if old not in text:
        raise ValueError(f"{old} does not stand in {table}")
    return {table: text.replace(old, new)}
