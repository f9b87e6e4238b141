"""From patients, lots and crews to the arrays of a `Problem`, and back by the same numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from codedark.divert.fleet import FleetCrew
from codedark.divert.lots import Lot
from codedark.divert.moving import MustMove
from codedark.divert.preferences import (
    ASSUMED_MIN,
    BORDER_MIN,
    LANGUAGE_MIN,
    LEVEL,
    OTHERS_MIN,
    OWN_CAMPUS_MIN,
    PARTNER_MIN,
    REQUESTED_MIN,
    STALE_MIN,
    UNPLACED_MIN,
    WEIGHT,
)
from codedark.divert.problem import Floats, Problem
from codedark.divert.transfer_plan import BedStanding
from codedark.hospital.records import Hospital, PatientId, SiteId, Unknown

STANDING_MIN = {
    BedStanding.CONFIRMED: 0.0,
    BedStanding.STALE: STALE_MIN,
    BedStanding.ASSUMED: ASSUMED_MIN,
    BedStanding.TYPED_IN: 0.0,
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Posed:
    """A problem and what its numbers stand for."""

    problem: Problem
    moves: tuple[MustMove, ...]
    """[n]"""
    lots: tuple[Lot, ...]
    """[m]"""
    crews: tuple[FleetCrew | None, ...]
    """[c] None: one that must be requested."""


def pose(
    hospital: Hospital,
    moves: Sequence[MustMove],
    lots: Sequence[Lot],
    crews: Sequence[FleetCrew],
    *,
    now_min: float = 0.0,
    excluded: Collection[tuple[PatientId, SiteId]] = frozenset(),
    agreed: Mapping[PatientId, Lot] | None = None,
) -> Posed:
    """Lay out a problem.

    Args:
        moves: who must leave; sorted here.
        lots: beds that may be counted on, those kept for somebody taken out.
        crews: of the plan. For each patient for whom none is enough, one that must be requested is put in.
        now_min: nothing sets off before.
        excluded: places that refused a patient.
        agreed: one bed each, kept for that patient alone.
    """
    moves = tuple(sorted(moves, key=lambda m: m.patient.patient))
    agreed = agreed or {}
    kept = [(p, agreed[p]) for p in sorted(agreed)]
    lots = (*sorted(lots, key=lambda b: (b.hospital, b.pool)), *(lot for _, lot in kept))
    owner_of = [None] * (len(lots) - len(kept)) + [p for p, _ in kept]
    places = _places(hospital, moves, lots, crews)
    wants = _Wants(hospital, lots, owner_of, excluded, set(agreed))
    want = [wants.of(m) for m in moves]
    fleet = _with_requested(moves, crews, now_min)
    problem = Problem(
        start_min=now_min,
        patients=tuple(str(m.patient.patient) for m in moves),
        origin=_ints([places[m.patient.site] for m in moves]),
        weight=np.array([WEIGHT[m.patient.acuity] for m in moves], np.float64),
        ready_min=np.full(len(moves), now_min, np.float64),
        must_min=np.array([max(m.until_min, 0.0) for m in moves], np.float64),
        level=_ints([LEVEL[m.escort] for m in moves]),
        want=_ints(want),
        penalty_min=wants.table(),
        lot_place=_ints([places[b.hospital] for b in lots]),
        free=_ints([b.free for b in lots]),
        crew_place=_ints([places[place] for _, place, _, _ in fleet]),
        crew_level=_ints([level for _, _, level, _ in fleet]),
        crew_least=_ints([0 if crew is not None else level for crew, _, level, _ in fleet]),
        crew_free_min=np.array([at for _, _, _, at in fleet], np.float64),
        road_min=_roads(hospital, places),
        load_min=hospital.settings.transfer.handling_min.mid / 2.0,
        hand_min=hospital.settings.transfer.handling_min.mid / 2.0,
        unplaced_min=UNPLACED_MIN,
    )
    return Posed(problem=problem, moves=moves, lots=lots, crews=tuple(crew for crew, _, _, _ in fleet))


def _ints(values: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, np.int64)


def _places(
    hospital: Hospital, moves: Sequence[MustMove], lots: Sequence[Lot], crews: Sequence[FleetCrew]
) -> dict[SiteId, int]:
    """Sites that occur, numbered by name."""
    named = {m.patient.site for m in moves} | {b.hospital for b in lots} | {c.place for c in crews}
    return {site: i for i, site in enumerate(sorted(named))}


def _roads(hospital: Hospital, places: Mapping[SiteId, int]) -> Floats:
    """[s, s] road minutes; the way back stands for the way there where only one is told."""
    road = np.full((len(places), len(places)), inf)
    np.fill_diagonal(road, 0.0)
    for (from_, to), told in hospital.travel.items():
        if from_ in places and to in places:
            road[places[from_], places[to]] = told.minutes
    return np.where(np.isfinite(road), road, road.T)


Crewed = tuple[FleetCrew | None, SiteId, int, float]


def _with_requested(moves: Sequence[MustMove], crews: Sequence[FleetCrew], now_min: float) -> list[Crewed]:
    """The crews told, and one to be requested for each patient for whom none of them is enough."""
    fleet: list[Crewed] = [(c, c.place, c.level, max(now_min, c.free_min)) for c in crews]
    highest = max((c.level for c in crews), default=-1)
    for move in moves:
        if LEVEL[move.escort] > highest:
            fleet.append((None, move.patient.site, LEVEL[move.escort], now_min + REQUESTED_MIN))
    return fleet


class _Wants:
    """Rows of minutes that speak against each lot, one for patients who want the same."""

    def __init__(
        self,
        hospital: Hospital,
        lots: Sequence[Lot],
        owner_of: Sequence[PatientId | None],
        excluded: Collection[tuple[PatientId, SiteId]],
        agreed: Collection[PatientId],
    ) -> None:
        self.hospital, self.lots, self.owner_of, self.agreed = hospital, lots, owner_of, agreed
        self.refused: dict[PatientId, frozenset[SiteId]] = {}
        for patient, site in excluded:
            self.refused[patient] = self.refused.get(patient, frozenset()) | {site}
        self.rows: dict[tuple[object, ...], int] = {}
        self.minutes: list[list[float]] = []

    def of(self, move: MustMove) -> int:
        """The row of one patient."""
        p = move.patient
        own = p.patient if p.patient in self.agreed else None
        key = (p.site, p.pool, frozenset(p.demands), p.language, self.refused.get(p.patient, frozenset()), own)
        if key not in self.rows:
            self.rows[key] = len(self.minutes)
            self.minutes.append([against(self.hospital, move, lot) for lot in self.lots])
            row = self.minutes[-1]
            for j, (lot, owner) in enumerate(zip(self.lots, self.owner_of, strict=True)):
                if owner != own:
                    row[j] = inf
                elif owner is not None:
                    row[j] = 0.0
                elif lot.hospital in self.refused.get(p.patient, ()):
                    row[j] = inf
        return self.rows[key]

    def table(self) -> Floats:
        return np.array(self.minutes, np.float64).reshape(len(self.minutes), len(self.lots))


def against(hospital: Hospital, move: MustMove, lot: Lot) -> float:
    """Minutes of road that speak against a lot for a patient; infinite: it will not do."""
    p = move.patient
    if lot.hospital == p.site:
        return inf
    minutes = STANDING_MIN[lot.standing]
    if lot.pool != p.pool:
        pool = hospital.pools.get(p.pool)
        if pool is None or lot.pool not in pool.may_use:
            return inf
        minutes += pool.penalty_min
    place = hospital.region.get(lot.hospital)
    if place is None:
        return minutes + OWN_CAMPUS_MIN
    if p.demands and (isinstance(place.offers, Unknown) or not set(p.demands) <= set(place.offers)):
        return inf
    if p.language and place.languages and p.language not in place.languages:
        minutes += LANGUAGE_MIN
    if place.country and place.country != hospital.settings.hospital.country:
        minutes += BORDER_MIN
    return minutes + (PARTNER_MIN if place.partner else OTHERS_MIN)
