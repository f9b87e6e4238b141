"""What a plan of transfers is asked about: the hospital without its network, and services out of paper together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from typing import Any

import numpy as np

from codedark.depend import CareLost, Outage, ServiceLost
from codedark.hospital.records import Hospital, Hosts, Service, ServiceId, Unknown

LOOKED_AT = frozenset({"sites", "services", "patients", "crews", "region", "travel", "wards", "escorts", "pools"})
"""Tables that a plan looks at, beside `free_beds`."""


def without_network(hospital: Hospital) -> Hospital:
    """The hospital as a plan of transfers sees it; the rest would travel with every board for nothing."""
    left_out: dict[str, Any] = {
        f.name: {} for f in fields(Hospital) if isinstance(getattr(hospital, f.name), dict) and f.name not in LOOKED_AT
    }
    return replace(hospital, hosts=_no_hosts(), **left_out)


def _no_hosts() -> Hosts:
    def none(kind: type) -> Any:
        return np.zeros(0, kind)

    return Hosts(
        ids=(), zone_ids=(), zone_at=none(np.int32), role_at=none(np.int8), address_family=none(np.uint8),
        address_hi=none(np.uint64), address_lo=none(np.uint64), basis_at=none(np.int8), needs={}, quarantine=(),
        systems=(), sources=(),
    )  # fmt: skip


def lost_together(hospital: Hospital, out: Collection[ServiceId]) -> Outage:
    """An outage in which these services are lost at minute 0 and stay lost, each carried for its own paper minutes.

    Crews that need one of them stand still. What is counted for people to read (operations, care lost) is left at 0: a
    plan does not look at it. A service whose paper minutes nobody told is carried for none.

    Raises:
        KeyError: there is no such service.
    """
    return Outage(
        services=tuple(_lost(hospital.services[s]) for s in sorted(out)),
        applications=(),
        hosts_fallen=(),
        crews_standing=tuple(c.crew for c in hospital.crews.values() if set(c.needs) & set(out)),
        operations_per_week=0,
        operations_per_week_all=0,
        critical_patients=0,
        critical_patients_all=0,
        care=CareLost(total_per_h=0.0, by_kind_per_h={}, count_per_h={}),
        horizon_h=0.0,
        taken_as_open=(),
    )


def _lost(service: Service) -> ServiceLost:
    return ServiceLost(
        service=service.service,
        name=service.name,
        lost_at_min=0.0,
        paper_until_min=float(service.paper_min_planned),
        paper_capacity=service.paper_capacity,
        paper_unknown=isinstance(service.paper_min, Unknown),
        paper_tested=service.tested,
        theatres=service.theatres,
        beds=service.beds,
        arrivals_per_h=service.arrivals_per_h,
        ambulances_per_h=service.ambulances_per_h,
        operations_per_week=0,
        critical_patients=0,
        why=(),
    )
