"""The clinic with a second campus, neighbours, crews of three levels and beds that stand in for others."""

from __future__ import annotations

from textwrap import dedent

from codedark.drill.scenario import Scenario
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital
from tests.drill import clinic

SERVICES = ("lab", "theatre", "ed", "icu", "south-icu", "mobile")
TABLES = {
    "sites": """
        site,name,beds_recognised,ed
        home,Home,100,yes
        south,South,60,no
        """,
    "applications": """
        application,kind,runs_on,ports,needs,restore_h,check_h
        directory,directory,dc-1,tcp/389,,20,4
        lis,clinical,lab-1,tcp/443,directory,20,2
        ehr,clinical,ehr-1,tcp/443,directory,30,3
        pumps,clinical,ward-1,tcp/443,,5,2
        monitors,clinical,ward-2,tcp/443,,9,2
        """,
    "services": """
        service,site,needs,worked_from,paper_min,paper_capacity,theatres,beds,arrivals_per_h,ambulances_per_h,restore_rank
        lab,home,lis,wards,60,0.5,0,0,0,0,1
        theatre,home,ehr and lab,wards,0,0,2,0,0,0,2
        ed,home,ehr,wards,600,0.5,0,0,3,1,3
        icu,home,pumps,,120,0.5,0,4,0,0,4
        south-icu,south,monitors,,60,0.5,0,4,0,0,5
        mobile,home,ehr,,0,0,0,0,0,0,6
        """,
    "patients": """
        patient,site,ward,pool,acuity,needs,can_go_home,stay_h,escort
        p1,home,a,icu,critical,icu lab,no,,physician
        p2,home,a,icu,high,icu,no,30,nurse
        p3,home,a,icu,high,lab,no,,
        p4,home,a,ward,stable,ed,no,20,none
        p5,home,a,ward,stable,lab,yes,,
        p6,south,b,icu,critical,south-icu,no,,physician
        p7,south,b,icu,stable,south-icu lab,no,50,none
        p8,home,a,burns,high,icu,no,,nurse
        """,
    "crews": """
        crew,kind,owner,site,needs,transfers
        m1,mug,ours,home,mobile,yes
        a1,ambulance,112,home,,yes
        a2,ambulance,112,south,,yes
        a3,other,private,south,,no
        """,
    "escorts": """
        escort,kind,site,count
        nurses,nurse,south,1
        """,
    "wards": """
        ward,site,pool,needs,acuity,clinician
        b,south,icu,south-icu,high,intensivist
        """,
    "pools": """
        pool,may_use,penalty_min
        icu,hdu,20
        """,
    "region": """
        hospital,name,beds_recognised,ed
        next,Next door,200,yes
        far,Far away,200,yes
        """,
    "region_beds": """
        hospital,pool,free_staffed,confirmed_at,confirmed_by
        next,icu,1,2024-03-05T05:00+01:00,coordinator
        next,hdu,1,2024-03-05T05:00+01:00,coordinator
        next,ward,1,2024-03-05T05:00+01:00,coordinator
        far,icu,1,2024-03-05T05:00+01:00,coordinator
        south,icu,1,2024-03-05T05:00+01:00,coordinator
        """,
    "travel_min": """
        from,to,minutes
        home,south,10
        home,next,20
        home,far,45
        south,next,25
        far,south,40
        """,
}


def files(**changed: str) -> dict[str, bytes]:
    """The folder as bytes, tables replaced."""
    told = TABLES | changed
    return clinic.files() | {f"{name}.csv": dedent(text).strip().encode() + b"\n" for name, text in told.items()}


def campuses(**changed: str) -> Hospital:
    """The hospital, tables replaced."""
    return read(files(**changed))


def bad_day() -> Scenario:
    """The clinic's bad day."""
    return clinic.bad_day()
