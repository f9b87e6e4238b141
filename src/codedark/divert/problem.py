"""A transfer problem as arrays, all the optimiser sees: n patients, m lots of beds, c crews, s places.

A trip of a crew is: from where it stands to the patient, loading, the road, handing over, and back to where it stands.
So its length does not depend on what came before, and a bound can be computed. Times are minutes after the fall, on a
grid: every length is rounded up to it.

The objective is the sum over patients of weight x (arrival - start + `LATE_FACTOR` x minutes late + penalty), and
weight x `unplaced_min` for whoever gets no bed. The weight is by acuity alone; the penalty is in minutes of road (a bed
nobody confirmed, another kind of bed, a border) and never a patient's worth.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LATE_FACTOR = 5.0
"""What a minute after care here has ended weighs against a minute of waiting."""
GRID_MIN = 5
"""Minutes; nobody's ambulance is planned to the minute."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Problem:
    """Arrays of one problem, in a canonical order: rows of the input permuted give the same arrays."""

    start_min: float
    """Nothing sets off earlier."""
    patients: tuple[str, ...]
    """[n] references, sorted."""
    origin: Ints
    """[n] place of each patient."""
    weight: Floats
    """[n] by acuity."""
    ready_min: Floats
    """[n] minute from which a crew may be there."""
    must_min: Floats
    """[n] minute until which care here holds; infinite: no end."""
    level: Ints
    """[n] who must go along: 0 the crew is enough, 1 a nurse, 2 a physician."""
    want: Ints
    """[n] row of `penalty_min`."""
    penalty_min: Floats
    """[wants, m] minutes added where a lot will do, infinite where it will not."""
    lot_place: Ints
    """[m]"""
    free: Ints
    """[m] beds."""
    crew_place: Ints
    """[c] where each crew stands and comes back to."""
    crew_level: Ints
    """[c]"""
    crew_least: Ints
    """[c] the least level it is there for: a crew that must be requested is no extra ambulance for others."""
    crew_free_min: Floats
    """[c] minute from which it is free there."""
    road_min: Floats
    """[s, s] infinite where no road is told."""
    load_min: float
    hand_min: float
    unplaced_min: float
    """Minutes that no place at all weighs: more than any wait a plan would choose."""
    grid_min: int = GRID_MIN
    kinds: CrewKinds = field(init=False)
    cases: Cases = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", _kinds(self))
        object.__setattr__(self, "cases", _cases(self))

    def __len__(self) -> int:
        return len(self.patients)

    def up(self, minutes: Floats) -> Floats:
        """Lengths rounded up to the grid; infinite stays."""
        rounded: Floats = np.ceil(minutes / self.grid_min - 1e-9) * self.grid_min
        return rounded


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CrewKinds:
    """Crews that differ in nothing but their hour are one kind."""

    of_crew: Ints
    """[c]"""
    place: Ints
    """[k]"""
    level: Ints
    """[k]"""
    least: Ints
    """[k]"""
    reach_min: Floats
    """[k, s] from setting off to leaving place s with the patient: the way there, and loading."""
    there_min: Floats
    """[k, s, m] from setting off to arriving at a lot with a patient of place s."""
    trip_min: Floats
    """[k, s, m] from setting off to being back."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cases:
    """Patients the optimiser cannot tell apart are one case."""

    of_patient: Ints
    """[n]"""
    first: Ints
    """[q] a patient of each case."""
    count: Ints
    """[q]"""


def _kinds(problem: Problem) -> CrewKinds:
    crews = np.stack([problem.crew_place, problem.crew_level, problem.crew_least], axis=1).reshape(-1, 3)
    unique, of_crew = np.unique(crews, axis=0, return_inverse=True)
    place, level, least = unique.T
    way = problem.road_min[place]  # [k, s]
    road = problem.road_min[:, problem.lot_place]  # [s, m]
    back = problem.road_min[problem.lot_place][:, place].T  # [k, m]
    reach = way + problem.load_min
    there = reach[:, :, None] + road[None]
    trip = there + problem.hand_min + back[:, None, :]
    return CrewKinds(
        of_crew=of_crew.reshape(-1).astype(np.int64),
        place=place,
        level=level,
        least=least,
        reach_min=problem.up(reach),
        there_min=problem.up(there),
        trip_min=problem.up(trip),
    )


def _cases(problem: Problem) -> Cases:
    n = len(problem.patients)
    columns = (problem.origin, problem.weight, problem.ready_min, problem.must_min, problem.level, problem.want)
    rows = np.stack([c.astype(np.float64) for c in columns], axis=1).reshape(n, len(columns))
    _, first, of_patient, count = np.unique(rows, axis=0, return_index=True, return_inverse=True, return_counts=True)
    return Cases(of_patient=of_patient.reshape(-1).astype(np.int64), first=first, count=count.astype(np.int64))


def assignment_costs(problem: Problem) -> Floats:
    """[q, m] weight x (road minutes + penalty) of each case in each lot, to the tenth; infinite: it will not do."""
    first = problem.cases.first
    road = problem.road_min[problem.origin[first]][:, problem.lot_place]
    minutes = road + problem.penalty_min[problem.want[first]]
    costs: Floats = np.round(problem.weight[first, None] * minutes * 10.0) / 10.0
    return costs
