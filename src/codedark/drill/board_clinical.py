"""The clinical calendar of a board: lists, patients, crews, arrivals, and what care weighs.

S services, O operations, L lines of the lists of a week, P patients, C crews. Which bed a patient would get, the
`transfer_book` says.
"""

from __future__ import annotations

from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from codedark.drill.board_reach import Bools, Ints, flat, starts_of
from codedark.drill.scenario import DAY_MIN, Clock
from codedark.drill.transfer_book import Keys, TransferBook
from codedark.hospital.records import Hospital, Operation, Patient, ServiceId, Unknown
from codedark.hospital.words import Day, Urgency

Floats = NDArray[np.float64]

OTHERS = -1
"""In `Clinic.else_service`: an emergency department of the region, taken as always open."""
URGENT_FIRST = (Urgency.EMERGENCY, Urgency.URGENT, Urgency.ELECTIVE)


class Clinic(NamedTuple):
    """Minutes are of the scenario's clock, but in lists, where they are after midnight."""

    end_min: float
    """The horizon: nothing behind it is told."""
    start_of_day_min: float
    """Minutes between midnight and the clock's start."""
    weekday: int
    """Of day 0, Monday 0."""
    days: int
    day1_at: int
    list_start: Ints
    """[8] lines of each weekday."""
    line_operation: Ints
    """[L]"""
    line_start_min: Floats
    """[L] minutes after midnight."""
    line_urgency: Ints
    """[L] index into `Urgency`."""
    need_start: Ints
    """[L + 1]"""
    need_service: Ints
    """Needs of a line in the order of its row, the recovery bed's service last."""
    need_until_min: Floats
    """Minutes after midnight until which the need must hold: the operation's end, or that of recovery."""
    need_on_paper: Bools
    """Whether the line is among those that fit the service's paper capacity on that weekday."""
    patient_start: Ints
    """[P + 1]"""
    patient_service: Ints
    patient_home: Bools
    """[P] a clinician said: can go home."""
    patient_stay_min: Floats
    """[P] minutes from the first loss that concerns the patient until they have left anyway; infinite: not told."""
    patient_level: Ints
    """[P] who must go along: 0 the crew is enough, 1 a nurse, 2 a physician."""
    crew_start: Ints
    """[C + 1]"""
    crew_service: Ints
    crew_level: Ints
    """[C] who is aboard, counted alike; -1: it moves nobody between hospitals."""
    service_key: Keys
    """[S] what each service adds to the key of an outage (`transfer_book`); 0: no page looks at it."""
    arrivals_per_h: Floats
    """[S]"""
    ambulances_per_h: Floats
    """[S]"""
    else_start: Ints
    """[S + 1]"""
    else_service: Ints
    """Where ambulances go instead, nearest first: one of our services, or `OTHERS`."""
    else_min: Floats
    told_before: bool
    """Whether ambulances are told beforehand where to go."""
    weight_operation: Floats
    """[3] in the order of `Urgency`."""
    weight_patient_h: float
    weight_arrival: float
    weight_service_h: float

    def listed(self, day: int) -> int:
        """Operations on the list of a calendar day that start after the clock does; 0 is the day of its start."""
        weekday = (self.weekday + day) % 7
        lines = slice(self.list_start[weekday], self.list_start[weekday + 1])
        starts = self.line_start_min[lines] + day * DAY_MIN - self.start_of_day_min
        return int(((starts >= 0) & (starts < self.end_min)).sum())


def compile_clinic(hospital: Hospital, clock: Clock, book: TransferBook) -> tuple[Clinic, tuple[str, ...]]:
    """Lay out the calendar; and say what counts as nothing because nobody told."""
    notes: list[str] = []
    service_at = {service: i for i, service in enumerate(hospital.services)}
    lines = _Lines(hospital, service_at)
    patients, crews = tuple(hospital.patients.values()), tuple(hospital.crews.values())
    otherwise = [_otherwise(hospital, service, service_at, notes) for service in hospital.services]
    care = hospital.settings.care
    patient_needs = [[service_at[need] for need in p.needs] for p in patients]
    crew_needs = [[service_at[need] for need in c.needs] for c in crews]
    clinic = Clinic(
        end_min=float(clock.end_min),
        start_of_day_min=float(clock.start_of_day_min),
        weekday=clock.start.weekday(),
        days=clock.horizon_days,
        day1_at=clock.day1_at,
        list_start=np.array(lines.list_start, np.int32),
        line_operation=np.array(lines.operation, np.int32),
        line_start_min=np.array(lines.start_min, np.float64),
        line_urgency=np.array(lines.urgency, np.int32),
        need_start=starts_of(lines.needs),
        need_service=flat(lines.needs),
        need_until_min=np.array([until for one in lines.until for until in one], np.float64),
        need_on_paper=np.array([fits for one in lines.on_paper for fits in one], np.bool_),
        patient_start=starts_of(patient_needs),
        patient_service=flat(patient_needs),
        patient_home=np.array([p.can_go_home is True for p in patients], np.bool_),
        patient_stay_min=np.array([_stay_min(p) for p in patients], np.float64),
        patient_level=book.patient_level,
        crew_start=starts_of(crew_needs),
        crew_service=flat(crew_needs),
        crew_level=book.crew_level,
        service_key=book.keys_of_services(),
        arrivals_per_h=np.array([s.arrivals_per_h for s in hospital.services.values()], np.float64),
        ambulances_per_h=np.array([s.ambulances_per_h for s in hospital.services.values()], np.float64),
        else_start=starts_of([[s for _, s in one] for one in otherwise]),
        else_service=flat([[s for _, s in one] for one in otherwise]),
        else_min=np.array([minutes for one in otherwise for minutes, _ in one], np.float64),
        told_before=hospital.settings.transfer.diverted_known,
        weight_operation=np.array([_weight(care, urgency) for urgency in Urgency], np.float64),
        weight_patient_h=care.critical_patient_hour,
        weight_arrival=care.arrival,
        weight_service_h=care.service_hour,
    )
    return clinic, tuple(notes)


def _stay_min(patient: Patient) -> float:
    return np.inf if isinstance(patient.stay_h, Unknown) else patient.stay_h * 60


def _weight(care: object, urgency: Urgency) -> float:
    weight: float = getattr(care, f"operation_{urgency.value}")
    return weight


class _Lines:
    """The lists of a week, weekday by weekday, lines in the order of the table."""

    def __init__(self, hospital: Hospital, service_at: dict[ServiceId, int]) -> None:
        self.list_start = [0]
        self.operation: list[int] = []
        self.start_min: list[int] = []
        self.urgency: list[int] = []
        self.needs: list[list[int]] = []
        self.until: list[list[float]] = []
        self.on_paper: list[list[bool]] = []
        capacity = [s.paper_capacity for s in hospital.services.values()]
        for day in Day:
            listed = [(o, row) for o, row in enumerate(hospital.operations.values()) if day in row.days]
            needs = [_needs(row, service_at) for _, row in listed]
            fitting = _fitting([row for _, row in listed], needs, capacity)
            for (o, row), its_needs, fits in zip(listed, needs, fitting, strict=True):
                self.operation.append(o)
                self.start_min.append(row.start_min)
                self.urgency.append(tuple(Urgency).index(row.urgency))
                self.needs.append(list(its_needs))
                self.until.append(list(its_needs.values()))
                self.on_paper.append([s in fits for s in its_needs])
            self.list_start.append(len(self.operation))


def _needs(row: Operation, service_at: dict[ServiceId, int]) -> dict[int, float]:
    """Service -> minute after midnight until which the operation counts on it."""
    end = float(row.start_min + row.duration_min)
    needs = {service_at[need]: end for need in row.needs}
    if row.recovery is not None:
        needs[service_at[row.recovery]] = end + row.recovery_min
    return needs


def _fitting(rows: list[Operation], needs: list[dict[int, float]], capacity: list[float]) -> list[set[int]]:
    """For each line of a day the services whose paper capacity it still fits: emergencies first, then by start."""
    first = sorted(
        range(len(rows)), key=lambda i: (URGENT_FIRST.index(rows[i].urgency), rows[i].start_min, rows[i].operation)
    )
    fits: list[set[int]] = [set() for _ in rows]
    for s in {s for one in needs for s in one}:
        wanting = [i for i in first if s in needs[i]]
        for i in wanting[: floor(capacity[s] * len(wanting) + 1e-9)]:
            fits[i].add(s)
    return fits


def _otherwise(
    hospital: Hospital, service: ServiceId, service_at: dict[ServiceId, int], notes: list[str]
) -> list[tuple[float, int]]:
    """(road minutes, service or OTHERS) where this service's ambulances go instead, up to the first of the region."""
    row = hospital.services[service]
    if not row.ambulances_per_h:
        return []
    if row.site is None:
        notes.append(f"service {service} has ambulances but no site: their extra minutes count as none")
        return []
    roads = {to: road.minutes for (from_, to), road in hospital.travel.items() if from_ == row.site}
    ours = [
        (roads[other.site], service_at[other.service])
        for other in hospital.services.values()
        if other.arrivals_per_h and other.site not in {None, row.site} and other.site in roads
    ]
    theirs = [(roads[site], OTHERS) for site, receiver in hospital.region.items() if receiver.ed and site in roads]
    if not theirs:
        notes.append(f"no road from {row.site} to another emergency department is told: extra minutes count as none")
        return []
    limit = min(theirs)
    return [*sorted(one for one in ours if one[0] <= limit[0]), limit]
