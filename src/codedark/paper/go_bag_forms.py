"""The blank forms of the go-bag: what is filled in by hand, with what is known beforehand printed on it."""

from __future__ import annotations

from typing import Any

from codedark.hospital.records import Hospital, Receiver, SiteId, Unknown
from codedark.hospital.words import Acuity
from codedark.paper.go_bag_contents import GoBag

GROUPS_ALONE, GROUPS_TWO = 36, 63
"""Groups of five characters of a cut order signed by one person, and by two: see `response.spoken`."""
BOXES = 72
"""Groups the sheet has room for: an order that lets single conduits go has some more."""
RECEIVERS_MOST = 22
"""Hospitals on the bed call sheet: the nearest; who needs more takes a second sheet."""


def forms(bag: GoBag) -> dict[str, Any]:
    """Event log, order read-out sheet, bed call sheet."""
    return {
        "groups_alone": GROUPS_ALONE,
        "groups": GROUPS_TWO,
        "boxes": BOXES,
        "log_rows": 20,
        "beds": bed_calls(bag.hospital),
    }


def bed_calls(hospital: Hospital) -> dict[str, Any]:
    """Receiving hospitals, nearest first, with the kinds of bed our critical in-patients need."""
    nearest = sorted(hospital.region.values(), key=lambda r: (_road_min(hospital, r.hospital), r.hospital))
    pools: dict[str, int] = {}
    for patient in hospital.patients.values():
        if patient.acuity is Acuity.CRITICAL:
            pools[patient.pool] = pools.get(patient.pool, 0) + 1
    return {
        "pools": [{"pool": pool, "ours": count} for pool, count in sorted(pools.items(), key=lambda p: -p[1])][:4],
        "rows": [_receiver(hospital, receiver) for receiver in nearest[:RECEIVERS_MOST]],
        "more": max(len(nearest) - RECEIVERS_MOST, 0),
    }


def _receiver(hospital: Hospital, receiver: Receiver) -> dict[str, str]:
    minutes = _road_min(hospital, receiver.hospital)
    beds = receiver.beds_recognised
    return {
        "name": receiver.name or str(receiver.hospital),
        "road": "?" if minutes == float("inf") else f"{minutes:.0f}",
        "beds": "?" if isinstance(beds, Unknown) else str(beds),
    }


def _road_min(hospital: Hospital, to: SiteId) -> float:
    """Road minutes from the nearest of our sites; infinite where nobody told."""
    roads = (hospital.travel[site, to].minutes for site in hospital.sites if (site, to) in hospital.travel)
    return min(roads, default=float("inf"))
