"""What the clinical pages of the go-bag count: what stops first, who is on a table, who cannot wait, who can drive."""

from __future__ import annotations

from collections import Counter
from typing import Any

from codedark.hospital.records import Hospital, Service
from codedark.hospital.words import Acuity, Day, Owner
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_plans import services_on_paper
from codedark.paper.go_bag_words import counted, listed, spelled_minutes, weekday

FIRST_MOST = 10
"""Services on a page of the first 15 minutes."""
_HOUR_MIN = 60


def first_to_stop(bag: GoBag, most: int = FIRST_MOST) -> list[dict[str, str]]:
    """If everything goes off: services whose care stops first, with their minutes on paper."""
    lost = {s.service: s.lost_at_min for s in bag.shutdown.services}
    return services_on_paper(bag, lost)[:most]


def theatres_by_hour(hospital: Hospital) -> dict[str, Any]:
    """Operations running at each full hour of a usual week by the list, and the hours between which any does."""
    running: Counter[tuple[Day, int]] = Counter()
    week = tuple(Day)
    for row in hospital.operations.values():
        for day in row.days:
            for minute in range(-row.start_min % _HOUR_MIN, row.duration_min, _HOUR_MIN):
                at = row.start_min + minute
                running[week[(week.index(day) + at // 1440) % 7], at % 1440 // _HOUR_MIN] += 1
    hours = sorted({hour for _, hour in running})
    shown = list(range(hours[0], hours[-1] + 1)) if hours else []
    return {
        "hours": [f"{hour:02d}" for hour in shown],
        "days": [
            {"day": weekday(day), "running": [str(running[day, hour] or "") for hour in shown]}
            for day in week
            if any(running[day, hour] for hour in shown)
        ],
        "theatres": sum(service.theatres for service in hospital.services.values()),
    }


def critical_patients(bag: GoBag) -> list[dict[str, str]]:
    """Critical in-patients by ward: how many, what they cannot do without, and when the first of that runs out."""
    hospital = bag.hospital
    lost = {s.service: s for s in bag.shutdown.services}
    wards: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for patient in hospital.patients.values():
        if patient.acuity is Acuity.CRITICAL:
            key = (patient.ward, patient.pool, tuple(map(str, patient.needs)))
            wards[key] = wards.get(key, 0) + 1
    rows = []
    for (ward, pool, needs), count in sorted(wards.items()):
        ends = [lost[n].paper_until_min for n in hospital.services if n in needs and n in lost]
        rows.append(
            {
                "ward": ward or "ward not told",
                "pool": pool,
                "count": str(count),
                "needs": ", ".join(_named(hospital, need) for need in needs) or "nothing told",
                "first": spelled_minutes(min(ends)) if ends else "not lost",
            }
        )
    return rows


def _named(hospital: Hospital, service: str) -> str:
    found: Service | None = next((s for s in hospital.services.values() if s.service == service), None)
    return found.name or service if found is not None else service


def emergency_departments(hospital: Hospital) -> list[dict[str, str]]:
    """Services that people come to: how many an hour, and how many of them by ambulance."""
    return [
        {"name": s.name or str(s.service), "arrivals": f"{s.arrivals_per_h:g}", "ambulances": f"{s.ambulances_per_h:g}"}
        for s in hospital.services.values()
        if s.arrivals_per_h > 0
    ]


def crews_said(bag: GoBag) -> dict[str, str]:
    """Our own crews, those that stand still when everything is off, and those that move patients, by owner."""
    hospital = bag.hospital
    transfers = [c for c in hospital.crews.values() if c.transfers]
    by_owner = {
        Owner.OURS: "ours",
        Owner.EMERGENCY_112: "from the emergency number",
        Owner.PRIVATE: "private",
    }
    parts = [
        f"{by_owner[owner]}: {listed(str(c.crew) for c in transfers if c.owner is owner)}"
        for owner in Owner
        if any(c.owner is owner for c in transfers)
    ]
    return {
        "standing": listed(map(str, bag.shutdown.crews_standing)),
        "transfers": "; ".join(parts),
        "count": counted(len(transfers), "crew"),
    }


def ward_services(bag: GoBag) -> list[dict[str, str]]:
    """Services with beds, and those they need: how long paper carries them."""
    hospital = bag.hospital
    bedded = [s for s in hospital.services.values() if s.beds]
    wanted = {str(s.service) for s in bedded} | {need for s in bedded for need in s.needs.names()}
    lost = {s.service: s.lost_at_min for s in bag.shutdown.services if s.service in wanted}
    return services_on_paper(bag, lost)[:FIRST_MOST]
