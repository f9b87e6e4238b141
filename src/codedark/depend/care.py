"""What care stands on which services, and what an hour without them costs.

A *line* is a group of patients with the same needs: operations of one urgency, critical in-patients, arrivals, and each
service on its own account. Lost services take from a line the share of the one that keeps least, averaged over the
planning horizon: nothing while a service runs, `paper_capacity` kept while on paper, all lost after that. Weights are
the hospital's own ([care] in `hospital.toml`), rates its own list, patients and arrivals: nothing is estimated here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from codedark.hospital.records import Hospital, Operation, ServiceId
from codedark.hospital.settings import Care
from codedark.hospital.words import Acuity, Urgency

HOURS_OF_WEEK = 168


class CareKind(IntEnum):
    """Kinds of care, in the order they are shown."""

    OPERATION_EMERGENCY = 0
    OPERATION_URGENT = 1
    OPERATION_ELECTIVE = 2
    CRITICAL_PATIENT = 3
    """Critical in-patients, each hour without a service they need."""
    ARRIVAL = 4
    """Patients who come to a service that cannot take them."""
    SERVICE_HOUR = 5
    """A service standing still, whatever it carries."""


_URGENCY = {
    Urgency.EMERGENCY: CareKind.OPERATION_EMERGENCY,
    Urgency.URGENT: CareKind.OPERATION_URGENT,
    Urgency.ELECTIVE: CareKind.OPERATION_ELECTIVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CareLines:
    """g lines over s services; arrays are read-only. Line i needs all of `services[indptr[i]:indptr[i + 1]]`.

    With `up[s]` in {0, 1} care lost an hour is the sum over lines of
    `weight_per_h * max over its services of lost_share * (1 - up)`: the same sum an optimiser may minimise.
    """

    kind: NDArray[np.int8]
    """`CareKind` of each line."""
    rate_per_h: NDArray[np.float64]
    """How many an hour: operations, arrivals; patients or services, whose hours count."""
    weight_per_h: NDArray[np.float64]
    """Rate times the hospital's weight for that kind: care lost an hour when nothing of the line is kept."""
    indptr: NDArray[np.int32]
    services: NDArray[np.int32]
    """Service indices (order of `Hospital.services`)."""
    paper_min: NDArray[np.float64]
    """float[s]: minutes on paper, an unknown planned as none."""
    paper_capacity: NDArray[np.float64]
    """float[s]: share kept on paper."""
    horizon_h: float
    """Hours ahead over which losses are averaged."""

    def __post_init__(self) -> None:
        if not self.horizon_h > 0:
            raise ValueError(f"horizon_h={self.horizon_h}: must be more than 0")

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def lost_share(self) -> NDArray[np.float64]:
        """float[s]: share of each service lost over the horizon when it is lost at once."""
        return self.lost_share_from(np.zeros(len(self.paper_min)))

    def lost_share_from(self, lost_at_min: NDArray[np.float64]) -> NDArray[np.float64]:
        """Share of each service lost over the horizon when it is lost at these minutes.

        Args:
            lost_at_min: float[s], counted from the beginning of the horizon; infinite: never.

        Returns:
            float[s] in 0..1. With paper for the first half of the horizon at half capacity, 0.75 are lost.
        """
        horizon_min = 60.0 * self.horizon_h
        before = np.minimum(np.maximum(lost_at_min, 0.0), horizon_min)
        on_paper = np.minimum(self.paper_min, horizon_min - before)
        share: NDArray[np.float64] = 1.0 - (before + self.paper_capacity * on_paper) / horizon_min
        return share


@dataclass(frozen=True, slots=True, kw_only=True)
class CareLost:
    """Care lost an hour, averaged over the horizon, in units of one elective operation unless weighed otherwise."""

    total_per_h: float
    by_kind_per_h: Mapping[CareKind, float]
    """The parts of the total, weighted; every kind is there."""
    count_per_h: Mapping[CareKind, float]
    """The same before weighing: operations, patients, arrivals, services."""


def care_lines(hospital: Hospital) -> CareLines:
    """Sort all care of a hospital into lines.

    Operations count by their average over the week (times on the list a week, divided by 168 h), each with its needs
    and the service that keeps its recovery bed; in-patients count where a clinician entered *critical*.

    Returns:
        The lines; operations first, then patients, arrivals, services. Lines with the same kind and needs are one.

    Cost: one pass over operations and patients; 70 operations and 100 patients take 1 ms.
    """
    at = {service: i for i, service in enumerate(hospital.services)}
    rates: dict[tuple[CareKind, tuple[int, ...]], float] = {}
    for kind, needs, rate_per_h in _told(hospital):
        key = (kind, tuple(sorted({at[s] for s in needs})))
        rates[key] = rates.get(key, 0.0) + rate_per_h
    told = sorted((key, rate) for key, rate in rates.items() if rate > 0 and key[1])
    weights = _weights(hospital.settings.care)
    return CareLines(
        kind=_kept([kind for (kind, _), _ in told], np.int8),
        rate_per_h=_kept([rate for _, rate in told], np.float64),
        weight_per_h=_kept([rate * weights[kind] for (kind, _), rate in told], np.float64),
        indptr=_kept(np.cumsum([0, *(len(needs) for (_, needs), _ in told)]), np.int32),
        services=_kept([s for (_, needs), _ in told for s in needs], np.int32),
        paper_min=_kept([s.paper_min_planned for s in hospital.services.values()], np.float64),
        paper_capacity=_kept([s.paper_capacity for s in hospital.services.values()], np.float64),
        horizon_h=hospital.settings.care.horizon_h,
    )


def care_lost_per_h(lines: CareLines, lost_at_min: NDArray[np.float64]) -> CareLost:
    """What it costs an hour, on average over the horizon, that services are lost at these minutes.

    Args:
        lines: of g groups over s services.
        lost_at_min: float[s], minutes from the beginning of the horizon; infinite: never lost; 0: lost at once.

    Returns:
        The total and its parts.

    Raises:
        ValueError: `lost_at_min` is not of length s.

    Cost: one pass over the lines' needs.
    """
    if len(lost_at_min) != len(lines.paper_min):
        raise ValueError(f"lost_at_min of {len(lost_at_min)} for {len(lines.paper_min)} services: one a service")
    lost_share = lines.lost_share_from(lost_at_min)
    worst = np.maximum.reduceat(lost_share[lines.services], lines.indptr[:-1]) if len(lines) else np.zeros(0)
    weighted = np.bincount(lines.kind, lines.weight_per_h * worst, minlength=len(CareKind))
    counted = np.bincount(lines.kind, lines.rate_per_h * worst, minlength=len(CareKind))
    return CareLost(
        total_per_h=float(weighted.sum()),
        by_kind_per_h={kind: float(weighted[kind]) for kind in CareKind},
        count_per_h={kind: float(counted[kind]) for kind in CareKind},
    )


class Needing:
    """Who needs some of these services: operations of a usual week and critical in-patients, each counted once."""

    def __init__(self, hospital: Hospital) -> None:
        self.operations: Counter[frozenset[ServiceId]] = Counter()
        """Services an operation needs, its recovery bed included -> how often such a one stands on the list."""
        self.critical: Counter[frozenset[ServiceId]] = Counter()
        """Services a patient entered as critical needs -> how many such patients."""
        for operation in hospital.operations.values():
            self.operations[_needs(operation)] += len(operation.days)
        for patient in hospital.patients.values():
            if patient.acuity is Acuity.CRITICAL:
                self.critical[frozenset(patient.needs)] += 1

    def operations_per_week(self, services: Iterable[ServiceId]) -> int:
        """How often an operation that needs one of these stands on the list of a usual week."""
        lost = set(services)
        return sum(count for needs, count in self.operations.items() if not needs.isdisjoint(lost))

    def critical_patients(self, services: Iterable[ServiceId]) -> int:
        """How many critical in-patients need one of these."""
        lost = set(services)
        return sum(count for needs, count in self.critical.items() if not needs.isdisjoint(lost))


def _needs(operation: Operation) -> frozenset[ServiceId]:
    return frozenset(operation.needs) | ({operation.recovery} if operation.recovery is not None else set())


def _kept(values: ArrayLike, dtype: type[np.generic]) -> NDArray[Any]:
    array = np.array(values, dtype)
    array.setflags(write=False)
    return array


def _told(hospital: Hospital) -> Iterator[tuple[CareKind, Iterable[ServiceId], float]]:
    """(kind, needs, how many an hour) of everything that asks for services."""
    for operation in hospital.operations.values():
        yield _URGENCY[operation.urgency], _needs(operation), len(operation.days) / HOURS_OF_WEEK
    for patient in hospital.patients.values():
        if patient.acuity is Acuity.CRITICAL:
            yield CareKind.CRITICAL_PATIENT, patient.needs, 1.0
    for service in hospital.services.values():
        yield CareKind.ARRIVAL, (service.service,), service.arrivals_per_h
        yield CareKind.SERVICE_HOUR, (service.service,), 1.0


def _weights(care: Care) -> dict[CareKind, float]:
    return {
        CareKind.OPERATION_EMERGENCY: care.operation_emergency,
        CareKind.OPERATION_URGENT: care.operation_urgent,
        CareKind.OPERATION_ELECTIVE: care.operation_elective,
        CareKind.CRITICAL_PATIENT: care.critical_patient_hour,
        CareKind.ARRIVAL: care.arrival,
        CareKind.SERVICE_HOUR: care.service_hour,
    }
