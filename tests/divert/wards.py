"""A hospital with wards, for counting patients in."""

from __future__ import annotations

from codedark.hospital.records import Hospital
from tests.making import make_files, make_hospital

TABLES = {
    "sites": "site,name,beds_recognised\nnorth,North,100\nsouth,South,? not told",
    "services": "service,name\nicu,Intensive care\nlab,Laboratory",
    "wards": """
        ward,site,pool,needs,acuity,clinician
        C3,north,icu,icu lab,critical,intensivist
        D4,north,ward,lab,stable,
        SOUTH^D4,south,ward,lab,high,""",
    "patients": """
        patient,site,ward,pool,acuity,needs,can_go_home,entered_by,escort
        aaaaa-aaaaa,north,D4,ward,high,lab,yes,surgeon,nurse""",
    "operations": """
        operation,site,days,start,duration_min,needs
        hip-1,south,fri,08:00,90,lab""",
    "telephones": "telephone,whom,number\ncentre,112 centre,112",
}


def hospital(**more: str) -> Hospital:
    """The hospital, with other tables where given."""
    return make_hospital(**{**TABLES, **more})


def files(**more: str) -> dict[str, bytes]:
    """Its folder."""
    return make_files(**{**TABLES, **more})
