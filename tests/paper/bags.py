"""Go-bags for tests: of the story hospital, with a mandate or without, and its tables told otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from codedark.paper.go_bag import go_bag
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_gathering import gathered
from codedark.paper.go_bag_plans import PLACE_UNKNOWN, Priced, priced_plans
from codedark.response.mandate import Mandate
from codedark.response.mandate_file import read_mandate
from tests.gap.stories import story

DAY = date(2026, 1, 13)
MANDATE = b"""
version = 3
valid_from = 2026-01-01
valid_until = 2026-12-31
[owner]
role = "director"
[[offices]]
role = "commander"
title = "Incident commander"
[[offices]]
role = "nurse"
title = "Chief nurse"
clinical = true
[[rights]]
role = "commander"
may = ["fire", "hold", "release"]
posture_max = 4
[[rights]]
role = "nurse"
may = ["fire", "hold"]
posture_max = 3
days = ["mon", "tue", "wed", "thu", "fri"]
from = "07:00"
to = "20:00"
[hold]
alone_min = 25
"""
CLINIC = {
    "operations": """
        operation,days,start,duration_min,urgency,needs
        knee,mon tue,08:00,90,elective,wards
        hip,mon,08:30,120,urgent,wards
        night,sun,23:30,60,emergency,wards""",
    "patients": """
        patient,site,ward,pool,acuity,needs,can_go_home
        p-1,home,intensive care,icu,critical,lab,no
        p-2,home,intensive care,icu,critical,lab,no
        p-3,home,maternity,neonatal,critical,wards,no
        p-4,home,ward 3,icu,stable,wards,no""",
    "crews": """
        crew,kind,owner,needs,transfers
        mug-1,mug,ours,lab,no
        amb-1,ambulance,112,,yes
        amb-2,ambulance,112,,yes
        amb-3,ambulance,112,,yes""",
    "region": """
        hospital,name,beds_recognised
        near,Near Hospital,200
        far,Far Hospital,? not told
        nowhere,Nowhere Hospital,10""",
    "travel_min": "from,to,minutes\nhome,far,40\nhome,near,12",
}


def mandate() -> Mandate:
    return read_mandate(MANDATE)


def bag(signed: Mandate | None = None, **tables: str) -> GoBag:
    """The story's bag; tables told otherwise."""
    return gathered(story(**tables), signed, DAY)


def data(signed: Mandate | None = None, **tables: str) -> dict[str, Any]:
    """The same, laid out."""
    return go_bag(bag(signed, **tables))


def plan_of(told: GoBag, zone: str = PLACE_UNKNOWN) -> Priced:
    """The plan for an alarm in a zone."""
    return next(priced for priced in priced_plans(told) if zone in priced.zones)
