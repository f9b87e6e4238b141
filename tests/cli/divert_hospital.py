"""A small hospital to divert from, written as a folder: two campuses, three neighbours, two crews."""

from __future__ import annotations

from pathlib import Path

from tests.making import make_files

TOLD = {
    "hospital_toml": '[hospital]\nname = "North"\ntimezone = "Europe/Brussels"\ncountry = "BE"\n'
    "[transfer]\nhandling_min = { low = 20, mid = 20, high = 20 }\n",
    "sites": "site,name,beds_recognised\na,Campus A,100\nb,Campus B,50",
    "zones": "zone,kind\nroom,server",
    "hosts": "host,zone\nbox,room\nlab,room",
    "applications": "application,kind,runs_on\nrecord,clinical,box\nlis,clinical,lab",
    "services": """service,name,site,needs,paper_min,paper_capacity,arrivals_per_h,ambulances_per_h
        icu,Intensive care,a,record,120,0.5,0,0
        ed,Emergency,a,record,0,0,2,0.5
        theatre,Theatres,a,record,60,0.2,0,0
        wards,Wards,a,record,2880,0.8,0,0
        laboratory,Laboratory,,lis,240,0.3,0,0""",
    "operations": "operation,site,days,start,duration_min,needs\nhip,a,daily,09:00,60,theatre",
    "patients": """patient,site,ward,pool,acuity,needs,can_go_home,entered_by,escort
        p-1,a,icu,icu,critical,icu,no,intensivist,physician
        p-2,a,icu,icu,high,icu,no,intensivist,nurse
        p-3,a,med,ward,stable,wards,no,internist,none
        p-4,a,med,ward,stable,ed,yes,internist,none""",
    "wards": "ward,site,pool,needs,acuity,clinician\nicu,a,icu,icu,high,head of intensive care",
    "escorts": "escort,kind,site,count\nteam-1,physician,a,1",
    "crews": "crew,kind,owner,site,transfers\namb-1,ambulance,112,a,yes\npit-1,pit,ours,a,yes",
    "region": """hospital,name,lat,lon,beds_recognised,ed
        near,Near Hospital,51.1,4.1,200,yes
        far,Far Hospital,51.2,4.2,400,yes""",
    "region_beds": """hospital,pool,free_staffed,confirmed_at,confirmed_by
        near,icu,1,2024-05-17T05:00+02:00,bed manager
        far,icu,3,2024-05-17T05:00+02:00,bed manager""",
    "travel_min": "from,to,minutes\na,near,10\na,far,30\na,b,12",
    "inflows": "inflow,kind,name,services,per_day,elsewhere\nstroke,code,stroke,ed,2,far",
}
WHEN = ("--fell", "2024-05-17T06:00+02:00", "--now", "2024-05-17T06:00+02:00")


def written(folder: Path, **other: str) -> str:
    """The folder on disk; keywords replace tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in make_files(**{**TOLD, **other}).items():
        (folder / name).write_bytes(content)
    return str(folder)
