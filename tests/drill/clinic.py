"""A clinic of nine machines and an attack on it: small enough that the pure twin plays it in milliseconds."""

from __future__ import annotations

from textwrap import dedent

from codedark.drill.arms import Arms, arms_of
from codedark.drill.scenario import Scenario
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital

FILES: dict[str, str] = {
    "hospital.toml": """
        [hospital]
        name = "The clinic"
        primary_outcome = "operations_cancelled_total"
        [response]
        policy = "full-shutdown"
        [restoration]
        crews = 1
        """,
    "sites.csv": """
        site,name,beds_recognised,ed
        home,Home,100,yes
        """,
    "zones.csv": """
        zone,kind,core,inside
        office,office,no,open
        wards,clinical,yes,open
        servers,server,yes,open
        """,
    "hosts.csv": """
        host,zone,role
        pc-1,office,workstation
        pc-2,office,workstation
        pc-3,office,workstation
        ward-1,wards,clinical-workstation
        ward-2,wards,clinical-workstation
        dc-1,servers,directory
        lab-1,servers,server
        ehr-1,servers,server
        bak-1,servers,backup
        """,
    "accounts.csv": """
        account,kind,held_on,administers
        admin,domain,role:workstation@office,*
        """,
    "applications.csv": """
        application,kind,runs_on,ports,needs,restore_h,check_h
        directory,directory,dc-1,tcp/389,,20,4
        lis,clinical,lab-1,tcp/443,directory,20,2
        ehr,clinical,ehr-1,tcp/443,directory,30,3
        """,
    "services.csv": """
        service,name,site,needs,worked_from,paper_min,paper_capacity,theatres,beds,arrivals_per_h,ambulances_per_h,restore_rank
        lab,Laboratory,home,lis,wards,60,0.5,0,0,0,0,1
        theatre,Theatres,home,ehr and lab,wards,0,0,2,0,0,0,2
        ed,Emergency department,home,ehr,wards,600,0.5,0,0,3,1,3
        """,
    "conduits.csv": """
        conduit,from,to,action,protocol,ports,purpose
        flat-1,office,servers,allow,tcp,any,administration
        flat-2,office,wards,allow,tcp,any,administration
        work,wards,servers,allow,tcp,389 443,clinical
        """,
    "operations.csv": """
        operation,site,days,start,duration_min,urgency,needs
        hip,home,weekdays,08:00,90,elective,theatre lab
        knee,home,weekdays,11:00,90,elective,theatre lab
        acute,home,daily,14:00,60,emergency,theatre
        """,
    "patients.csv": """
        patient,site,ward,pool,acuity,needs,can_go_home
        p1,home,ward,icu,critical,lab,no
        """,
    "crews.csv": """
        crew,kind,owner,site,needs,transfers
        m1,mug,ours,home,ed,no
        a1,ambulance,112,home,,yes
        """,
    "region.csv": """
        hospital,name,beds_recognised,ed
        next,Next door,200,yes
        """,
    "region_beds.csv": """
        hospital,pool,free_staffed,confirmed_at,confirmed_by
        next,icu,? nobody asked,,
        """,
    "travel_min.csv": """
        from,to,minutes
        home,next,20
        next,home,20
        """,
    "defences/fences/defence.toml": """
        title = "Fences"
        cost_eur = 1000
        basis = "assumed"
        """,
    "defences/fences/conduits.csv": """
        change,conduit
        remove,flat-1
        """,
    "defences/copies/defence.toml": """
        title = "Copies"
        cost_eur = 1000
        basis = "assumed"
        """,
    "defences/copies/applications.csv": """
        change,application,restore_h,offline_copy
        change,ehr,5,yes
        """,
    "scenarios/bad-day.toml": """
        title = "A bad day"
        source = "invented for a test"
        [clock]
        start = "2024-03-05T00:00"
        day1 = "2024-03-05"
        horizon_days = 21
        [attack]
        mode = "human"
        entry = ["role:workstation@office"]
        detonation_h = { low = 3, mid = 5, high = 7, source = "invented" }
        dwell_h = { low = 10, mid = 20, high = 40 }
        account_taken = { low = 0.3, mid = 0.6, high = 0.9 }
        vulnerable_share = 0.3
        push_min = 30
        encrypt_min = { low = 5, mid = 40, high = 200 }
        encrypt_sigma = 1.1
        backups_captured = 0.5
        [detection]
        alerts_before = 1
        recognised_h = { low = 0.5, mid = 2, high = 4 }
        [pinned]
        alarm_at = "2024-03-05T06:00"
        cut_at = "2024-03-05T06:05"
        [[arms]]
        name = "that-day"
        title = "That day"
        response = "full-shutdown"
        pinned = true
        [[arms]]
        name = "idle"
        title = "Nobody acts"
        response = "none"
        [combinations]
        defences = ["fences", "copies"]
        base_name = "today"
        base_title = "As things are"
        """,
}


def files() -> dict[str, bytes]:
    """The folder as bytes."""
    return {name: dedent(text).strip().encode() + b"\n" for name, text in FILES.items()}


def clinic(*defences: str) -> Hospital:
    """The clinic with defences."""
    return read(files(), defences)


def bad_day() -> Scenario:
    """Its scenario."""
    return read_scenario("scenarios/bad-day.toml", files()["scenarios/bad-day.toml"], clinic())


def everything() -> tuple[Scenario, Arms, dict[tuple[str, ...], Hospital]]:
    """Scenario, all arms, and the hospital of each set of defences."""
    scenario = bad_day()
    arms = arms_of(scenario)
    return scenario, arms, {arm.defences: clinic(*arm.defences) for arm in arms.told}
