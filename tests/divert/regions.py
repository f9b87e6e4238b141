"""Groups of hospitals for tests: two towns that share neighbours, each with its own outage."""

from __future__ import annotations

from collections.abc import Iterable

from codedark.depend import compile, what_falls_if, what_is_off
from codedark.divert.regional_names import Member
from tests.making import make_hospital

_USUAL = {
    "region_beds": """
        hospital, pool, free_staffed, confirmed_at
        shared, icu, 4, 2026-01-13T08:00+01:00
        """,
    "patients": "patient, site, pool, acuity, needs, can_go_home\np-1, {site}, icu, critical, icu, no\n",
    "services": "service, site, arrivals_per_h, ambulances_per_h\nicu, {site}, 0, 0\nlab, {site}, 0, 0\n",
    "crews": """
        crew, kind, owner, site, transfers
        amb-1, ambulance, 112, {site}, yes
        own-1, ambulance, ours, {site}, yes
        """,
    "region": "hospital, name, beds_recognised\nshared, Shared, 400\n",
    "travel_min": "from, to, minutes\n{site}, shared, 20\nshared, {site}, 20\n",
}


def a_member(folder: str, *off: str, site: str = "", **tables: str) -> Member:
    """One hospital of a group with one site, named as its folder unless told; `off` is what is off."""
    place = site or folder
    told = {**_USUAL, "sites": "site, name, beds_recognised\n{site}, Some, 100\n", **tables}
    hospital = make_hospital(**{name: text.replace("{site}", place) for name, text in told.items()})
    outage = what_falls_if(hospital, compile(hospital), what_is_off(hospital, off))
    return Member(folder=folder, hospital=hospital, outage=outage)


def free(beds: Iterable[object]) -> dict[tuple[str, str], object]:
    """(hospital, pool) -> free beds."""
    return {(row.hospital, row.pool): row.free_staffed for row in beds}  # type: ignore[attr-defined]
