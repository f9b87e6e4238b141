"""An outage that changes while the day goes on: a service is back, another is lost, as somebody says.

Services are taken as told, one by one: whether a service that stands on another really works is for whoever says so.
What follows from the list of lost services (crews that stand still, patients, operations and care lost) is counted
anew; which applications and hosts fell stays as it was at the fall.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from codedark.depend import NEVER, Outage, ServiceLost, care_lines, care_lost_per_h
from codedark.depend.care import Needing
from codedark.hospital.records import Hospital, ServiceId, Unknown


def with_back(hospital: Hospital, outage: Outage, service: ServiceId) -> Outage:
    """The outage without this service.

    Raises:
        KeyError: it was not lost.
    """
    left = tuple(lost for lost in outage.services if lost.service != service)
    if len(left) == len(outage.services):
        raise KeyError(service)
    return _counted(hospital, outage, {lost.service: lost for lost in left})


def with_lost(
    hospital: Hospital, outage: Outage, service: ServiceId, at_min: float, paper_until_min: float | None = None
) -> Outage:
    """The outage with this service lost at a minute, on paper until another; None: by its own paper minutes.

    Raises:
        KeyError: there is no such service.
    """
    record, needing = hospital.services[service], Needing(hospital)
    until = at_min + record.paper_min_planned if paper_until_min is None else paper_until_min
    lost = ServiceLost(
        service=service,
        name=record.name,
        lost_at_min=at_min,
        paper_until_min=max(until, at_min),
        paper_capacity=record.paper_capacity,
        paper_unknown=paper_until_min is None and isinstance(record.paper_min, Unknown),
        paper_tested=record.tested,
        theatres=record.theatres,
        beds=record.beds,
        arrivals_per_h=record.arrivals_per_h,
        ambulances_per_h=record.ambulances_per_h,
        operations_per_week=needing.operations_per_week([service]),
        critical_patients=needing.critical_patients([service]),
        why=("told during the day",),
    )
    return _counted(hospital, outage, {**{one.service: one for one in outage.services}, service: lost})


def _counted(hospital: Hospital, outage: Outage, lost: Mapping[ServiceId, ServiceLost]) -> Outage:
    needing = Needing(hospital)
    at = np.array([lost[s].lost_at_min if s in lost else NEVER for s in hospital.services], np.float64)
    return replace(
        outage,
        services=tuple(sorted(lost.values(), key=lambda s: (s.paper_until_min, s.lost_at_min))),
        crews_standing=tuple(crew.crew for crew in hospital.crews.values() if lost.keys() & set(crew.needs)),
        operations_per_week=needing.operations_per_week(lost.keys()),
        critical_patients=needing.critical_patients(lost.keys()),
        care=care_lost_per_h(care_lines(hospital), at),
    )
