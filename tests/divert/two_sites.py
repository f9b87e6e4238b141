"""A hospital of two sites for tests: a north that can be lost alone, a south, three neighbours, arrangements."""

from __future__ import annotations

from datetime import UTC, datetime

from codedark.depend import Off, Outage, compile, what_falls_if
from codedark.hospital.records import ApplicationId, Hospital
from tests.making import make_hospital

TABLES = {
    "hospital_toml": '[hospital]\nname = "Two Rivers"\ncountry = "BE"\ntimezone = "Europe/Brussels"\n',
    "sites": "site,name,beds_recognised,ed\nnorth,North,100,yes\nsouth,South,100,yes\n",
    "zones": "zone,kind\nroom,server\n",
    "hosts": "host,zone\nn-1,room\ns-1,room\nl-1,room\nd-1,room\n",
    "applications": """
        application,kind,runs_on
        north-ehr,clinical,n-1
        south-ehr,clinical,s-1
        lis,clinical,l-1
        dispatch,clinical,d-1
        """,
    "services": """
        service,name,site,needs,paper_min,paper_capacity,tested,theatres,beds,arrivals_per_h,ambulances_per_h
        ed-n,Emergency north,north,north-ehr,120,0.25,no,0,0,4,2
        ed-s,Emergency south,south,south-ehr,120,0.25,no,0,0,3,1
        or-n,Theatres north,north,north-ehr,60,0.5,yes,2,0,0,0
        or-s,Theatres south,south,south-ehr,60,0.5,yes,1,0,0,0
        lab,Laboratory,,lis,? never tried,0.5,no,0,0,0,0
        wake-n,Recovery north,north,north-ehr,600,1,yes,0,4,0,0
        wake-s,Recovery south,south,south-ehr,600,1,yes,0,4,0,0
        mobile,Mobile teams,north,dispatch,0,0,no,0,0,0,0
        """,
    "crews": """
        crew,kind,owner,site,needs
        mug-1,mug,ours,north,mobile
        pit-1,pit,ours,north,
        """,
    "region": """
        hospital,name,beds_recognised,ed,partner
        near,Near hospital,300,yes,no
        far,Far hospital,300,yes,yes
        clinic,Clinic without a door,50,no,no
        """,
    "travel_min": """
        from,to,minutes
        north,south,30
        south,north,30
        north,near,10
        north,far,20
        south,far,12
        """,
    "inflows": """
        inflow,kind,name,services,crews,per_day,elsewhere
        stroke,code,Stroke,ed-n lab,,4,near far
        kidney,course,Dialysis,wake-n,,20,
        hill,spoke,Hill hospital,or-n,,? not counted,clinic far
        area,sector,Upper valley,,mug-1 pit-1,10,far
        """,
    "operations": """
        operation,site,days,start,duration_min,urgency,due,needs,recovery,recovery_min
        hip,north,weekdays,08:00,120,elective,2024-03-07,or-n lab,wake-n,60
        knee,north,weekdays,10:30,90,elective,,or-n,wake-n,60
        hand,north,weekdays,08:00,60,urgent,,or-n,,
        acute,north,daily,14:00,60,emergency,,or-n,wake-n,120
        nose,south,weekdays,08:00,60,elective,,or-s,wake-s,60
        throat,south,weekdays,11:00,60,elective,,or-s,wake-s,60
        """,
}
FELL_AT = datetime(2024, 3, 5, 6, 30, tzinfo=UTC)
"""A Tuesday."""


def two_sites(**changed: str) -> Hospital:
    """The hospital, with tables replaced."""
    return make_hospital(**{**TABLES, **changed})


def outage_of(hospital: Hospital, *applications: str) -> Outage:
    """What falls when these applications go off and stay off."""
    off = Off(applications=frozenset(ApplicationId(name) for name in applications))
    return what_falls_if(hospital, compile(hospital), off)
