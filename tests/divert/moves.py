"""Hospitals from which patients must move, for tests: one written by hand, and random ones, their rows to shuffle."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from math import dist

from codedark.depend import Off, Outage, compile, what_falls_if
from codedark.hospital.records import ApplicationId, Hospital
from tests.making import make_hospital

FELL_AT = datetime(2024, 3, 5, 6, 30, tzinfo=UTC)
"""The moment of the fall where the age of a confirmation counts; beds below were confirmed half an hour before."""
EMPTY = {
    "patients": "patient,site,pool,acuity,needs,can_go_home\n",
    "crews": "crew,kind,owner,site,transfers\n",
    "region_beds": "hospital,pool,free_staffed,confirmed_at,confirmed_by\n",
    "travel_min": "from,to,minutes\n",
}
"""Heads of tables without a row."""
TABLES = {
    "sites": "site,name,beds_recognised\nhome,Home,100\nannex,Annex,50\n",
    "zones": "zone,kind\nroom,server\n",
    "hosts": "host,zone\nr-1,room\na-1,room\n",
    "applications": "application,kind,runs_on\nrecord,clinical,r-1\nannex-record,clinical,a-1\n",
    "services": """
        service,name,site,needs,paper_min,paper_capacity
        icu,Intensive care,home,record,60,0.5
        ward,Wards,home,record,240,0.25
        annex-icu,Intensive care annex,annex,annex-record,60,1
        """,
    "patients": """
        patient,site,ward,pool,acuity,needs,can_go_home,entered_by,escort
        p-1,home,intensive,icu,critical,icu,no,dr one,physician
        p-2,home,intensive,icu,high,icu ward,no,dr two,nurse
        p-3,home,medicine,ward,stable,ward,no,,none
        """,
    "crews": """
        crew,kind,owner,site,transfers
        amb-1,ambulance,112,home,yes
        amb-2,ambulance,private,home,yes
        mug-1,mug,ours,home,yes
        """,
    "region": """
        hospital,name,beds_recognised,ed,partner,offers,languages,country
        near,Near,200,yes,no,dialysis,nl,
        mid,Mid,100,yes,no,? not told,,
        far,Far,300,yes,yes,dialysis isolation,nl fr,NL
        """,
    "region_beds": """
        hospital,pool,free_staffed,confirmed_at,confirmed_by
        near,icu,1,2024-03-05T06:00Z,bed desk
        far,icu,2,2024-03-05T06:00Z,bed desk
        mid,ward,2,2024-03-05T06:00Z,bed desk
        """,
    "travel_min": """
        from,to,minutes
        home,near,10
        home,mid,12.5
        home,far,20
        home,annex,15
        annex,near,5
        annex,mid,8
        annex,far,30
        """,
}


def a_hospital(**changed: str) -> Hospital:
    """The hospital of `TABLES`, with tables replaced. Loading and handing over take 22.5 minutes each."""
    return make_hospital(**{**TABLES, **changed})


def lost(hospital: Hospital, *applications: str) -> Outage:
    """What falls when these applications go off and stay off; none named: `record`."""
    off = Off(applications=frozenset(ApplicationId(name) for name in applications or ("record",)))
    return what_falls_if(hospital, compile(hospital), off)


def as_csv(rows: Mapping[str, list[str]], luck: random.Random | None = None) -> dict[str, str]:
    """Tables as text, each its head and its rows; with luck, the rows shuffled."""
    tables = {}
    for name, (head, *body) in rows.items():
        if luck is not None:
            luck.shuffle(body)
        tables[name] = "\n".join([head, *body]) + "\n"
    return tables


def random_rows(seed: int, *, patients: int = 6, places: int = 3, crews: int = 3) -> dict[str, list[str]]:
    """Rows of the tables that a plan reads: what `as_csv` and `a_hospital` make a hospital of.

    Args:
        seed: of everything; the same seed, the same rows.
        patients: of two campuses, up to this many, some of whom stay or go home.
        places: of the region, up to this many; beds confirmed, stale, unconfirmed, unknown or none.
        crews: up to this many, of all kinds.
    """
    luck = random.Random(f"rows {seed}")
    names = [f"h-{n}" for n in range(luck.randint(1, places))]
    at = {name: (luck.uniform(0, 40), luck.uniform(0, 40)) for name in ("home", "annex", *names)}
    roads = [f"{a},{b},{dist(at[a], at[b]):.1f}" for a in ("home", "annex") for b in at if a != b]
    free = ("0", "1", "1", "2", "3", "? nobody answered")
    when = ("2024-03-05T06:00Z", "2024-03-05T06:00Z", "2024-03-04T20:00Z", "2024-03-01T06:00Z", "")
    return {
        "patients": [
            "patient,site,ward,pool,acuity,needs,can_go_home,entered_by,escort,demands,language",
            *(
                f"p-{n},{luck.choice(('home', 'annex'))},w,{luck.choice(('icu', 'ward'))},"
                f"{luck.choice(('critical', 'high', 'stable'))},{luck.choice(('icu', 'ward', 'icu ward'))},"
                f"{luck.choice(('no', 'no', 'no', 'yes', '? not entered'))},dr,"
                f"{luck.choice(('none', 'nurse', 'physician', '? not entered'))},{luck.choice(('', '', 'dialysis'))},"
                f"{luck.choice(('', 'fr'))}"
                for n in range(luck.randint(0, patients))
            ),
        ],
        "crews": [
            "crew,kind,owner,site,transfers",
            *(
                f"c-{n},{luck.choice(('mug', 'pit', 'ambulance', 'ambulance'))},{luck.choice(('ours', '112'))},"
                f"{luck.choice(('home', 'annex', ''))},{luck.choice(('yes', 'yes', 'yes', 'no'))}"
                for n in range(luck.randint(0, crews))
            ),
        ],
        "region": [
            "hospital,name,beds_recognised,ed,partner,offers,languages,country",
            *(
                f"{name},Hospital {name},{luck.choice(('40', '90', '? not told'))},yes,{luck.choice(('yes', 'no'))},"
                f"{luck.choice(('dialysis', '', '? not told'))},{luck.choice(('', 'nl', 'nl fr'))},"
                f"{luck.choice(('', 'NL'))}"
                for name in names
            ),
        ],
        "region_beds": [
            "hospital,pool,free_staffed,confirmed_at,confirmed_by",
            *(
                f"{name},{pool},{luck.choice(free)},{luck.choice(when)},desk"
                for name in names
                for pool in ("icu", "ward")
            ),
        ],
        "travel_min": ["from,to,minutes", *roads],
        "escorts": [
            "escort,kind,site,count",
            *(f"team-{kind},{kind},home,1" for kind in ("nurse", "physician") if luck.random() < 0.5),
        ],
        "pools": ["pool,may_use,penalty_min", *(["ward,icu,25"] if luck.random() < 0.5 else [])],
    }


def random_hospital(seed: int, *, patients: int = 6, places: int = 3, crews: int = 3) -> Hospital:
    """The hospital of `random_rows`."""
    return a_hospital(**as_csv(random_rows(seed, patients=patients, places=places, crews=crews)))
