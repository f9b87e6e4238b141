"""A small hospital with a plan of every kind of patient, for forms, sheets and messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import inf
from typing import Any

from codedark.depend import Off, Outage, compile, what_falls_if, what_is_off
from codedark.divert.form_rows import FormTransfer, form_rows
from codedark.divert.transfer_plan import (
    BedStanding,
    BoundKind,
    GoesHome,
    Stays,
    Transfer,
    TransferPlan,
    Unplaced,
)
from codedark.hospital.records import Hospital
from codedark.hospital.words import Acuity, Escort, Owner
from tests.divert.plans import a_transfer
from tests.making import make_hospital

FELL = datetime(2026, 3, 10, 21, 50, tzinfo=UTC)
"""22:50 in Brussels: minutes of the plan run over midnight."""
MADE = datetime(2026, 3, 10, 22, 5, tzinfo=UTC)
AGE = "42 min"
TABLES = {
    "hospital_toml": '[hospital]\nname = "Harbour & Sons <Hospital>"\ntimezone = "Europe/Brussels"\n',
    "sites": """
        site,name,lat,lon,beds_recognised,ed
        home,Harbour Quay,51.2,4.4,100,yes
        hill,Harbour Hill,51.21,4.41,50,no""",
    "zones": "zone,kind\nservers,server\nhalls,clinical\n",
    "hosts": "host,zone,role\nbox,servers,server\n",
    "applications": """
        application,name,kind,runs_on
        ehr,Record,clinical,box
        calls,Telephone exchange,telephony,box
        mobile,Mobile telephones,telephony,""",
    "services": """
        service,name,site,needs,paper_min,paper_capacity,tested,beds,arrivals_per_h,ambulances_per_h
        icu-quay,Intensive care,home,ehr,60,0.5,no,8,0,0
        door,Emergency department,home,ehr,0,0,yes,0,3,1
        wards-hill,Wards,hill,,,,,20,0,0
        pumps,Pumps,,ehr,? nobody told,0.5,no,0,0,0""",
    "patients": """
        patient,site,ward,pool,acuity,needs,can_go_home,entered_by,escort,demands,language
        p-1,home,intensive care,icu,critical,icu-quay,no,intensivist,physician,ventilator isolation,fr
        p-2,home,intensive care,icu,high,icu-quay,no,intensivist,nurse,,
        p-3,hill,ward 3,ward,stable,wards-hill,yes,internist,none,,
        p-4,home,intensive care,icu,critical,icu-quay,no,intensivist,,bariatric,
        p-5,hill,ward 3,ward,stable,wards-hill,no,internist,none,,""",
    "crews": """
        crew,kind,owner,transfers
        amb-1,ambulance,112,yes
        amb-2,ambulance,private,yes
        mug-1,mug,ours,yes""",
    "region": """
        hospital,name,lat,lon,beds_recognised,ed
        near,Near Hospital,51.3,4.5,200,yes
        far,Far Hospital,,,? not told,no""",
    "region_beds": """
        hospital,pool,free_staffed,confirmed_at,confirmed_by
        near,icu,2,2026-03-10T22:00:00Z,bed coordinator
        near,ward,0,2026-03-10T22:00:00Z,bed coordinator
        far,icu,? nobody confirmed,,
        home,icu,1,,""",
    "telephones": """
        telephone,hospital,whom,number,second
        near-beds,near,bed coordinator,+32 0 111,+32 0 222
        centre,,112 centre,+32 0 112,""",
}


def hospital(**tables: str) -> Hospital:
    """The hospital; tables told otherwise."""
    return make_hospital(**{**TABLES, **tables})


def plan(**told: Any) -> TransferPlan:
    """Two move, one goes home, one has no place, one stays; keywords are fields of the plan."""
    usual: dict[str, Any] = {
        "now_min": 15.0,
        "transfers": transfers(),
        "stay": (Stays(patient="p-5", site="hill", until_min=inf, service=None, why="nothing needed is lost"),),
        "home": (GoesHome(patient="p-3", site="hill", entered_by="internist", why="the internist marked it"),),
        "unplaced": (
            Unplaced(patient="p-4", site="home", why="no bed for great weight", clinician="head of icu", until_min=60),
        ),
        "objective": 110.0, "bound": 100.0, "bound_kind": BoundKind.PRICED, "nearest_first": 165.0,
        "acuity_first": 121.0, "assumed_beds_pct": 5.0, "notes": ("Road minutes: estimated.",),
    }  # fmt: skip
    return TransferPlan(**{**usual, **told})


def transfers() -> tuple[Transfer, ...]:
    """p-1 with a crew of 112 to a confirmed bed, p-2 with no crew to an assumed one, across midnight and late."""
    return (
        a_transfer(
            patient="p-1", to="near", escort=Escort.PHYSICIAN, escort_team="icu-team", depart_min=45.0,
            arrive_min=59.5, must_arrive_min=60.0, confirmed_at=datetime(2026, 3, 10, 22, tzinfo=UTC),
        ),
        a_transfer(
            patient="p-2", to="far", acuity=Acuity.HIGH, escort=Escort.NURSE, crew=None, owner=None, depart_min=75.0,
            arrive_min=100.0, must_arrive_min=60.0, bed=BedStanding.ASSUMED, confirmed_by="",
        ),
    )  # fmt: skip


def many(count: int) -> TransferPlan:
    """A plan that moves many; patients no table lists."""
    return plan(
        transfers=tuple(
            a_transfer(
                patient=f"q-{n:03}", to="near" if n % 2 else "far", depart_min=float(n), arrive_min=n + 20.0,
                owner=[Owner.EMERGENCY_112, Owner.PRIVATE, Owner.OURS][n % 3],
            )
            for n in range(count)
        )
    )  # fmt: skip


def nobody() -> TransferPlan:
    """A plan of no patient at all."""
    return plan(
        transfers=(), stay=(), home=(), unplaced=(), objective=0.0, bound=0.0, bound_kind=BoundKind.NONE,
        assumed_beds_pct=None, notes=(),
    )  # fmt: skip


def rows(**told: Any) -> tuple[FormTransfer, ...]:
    """The rows of the plan."""
    return form_rows(plan(**told), hospital(), FELL)


def row(patient: str = "p-1", **told: Any) -> FormTransfer:
    """One row of the plan; keywords are fields told otherwise."""
    return replace(next(one for one in rows() if one.patient == patient), **told)


def outage(told: Hospital | None = None, *off: str) -> Outage:
    """Everything off, or what is said to be."""
    told = told or hospital()
    return what_falls_if(told, compile(told), what_is_off(told, off or ["all"]))


def nothing_off(told: Hospital | None = None) -> Outage:
    """Everything up."""
    told = told or hospital()
    return what_falls_if(told, compile(told), Off())
