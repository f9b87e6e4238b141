"""From patients, lots and crews to the arrays of a `Problem`, and back by the same numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

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
    UNTOLD_ROAD_MIN,
    WEIGHT,
)
from codedark.divert.problem import Floats, Ints, Problem
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
    agreed: frozenset[PatientId] = frozenset()
    """Whose place is agreed: the last lots, one each."""


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
        crews: of the plan. For each patient for whom none is enough (by who is aboard, or with no road there and back),
            one that must be requested is put in, unless no bed at all could be reached.
        now_min: nothing sets off before.
        excluded: places that refused a patient.
        agreed: one bed each, kept for that patient alone. Where no road to it is told, `UNTOLD_ROAD_MIN` is taken.
    """
    moves = tuple(sorted(moves, key=lambda m: m.patient.patient))
    agreed = agreed or {}
    kept = [(p, agreed[p]) for p in sorted(agreed)]
    lots = (*sorted(lots, key=lambda b: (b.hospital, b.pool)), *(lot for _, lot in kept))
    owner_of = [None] * (len(lots) - len(kept)) + [p for p, _ in kept]
    places = _places(hospital, moves, lots, crews)
    wants = _Wants(hospital, lots, owner_of, excluded, set(agreed))
    want, origin = _ints([wants.of(m) for m in moves]), _ints([places[m.patient.site] for m in moves])
    lot_place, free = _ints([places[b.hospital] for b in lots]), _ints([b.free for b in lots])
    going_to = dict(zip((p for p, _ in kept), range(len(lots) - len(kept), len(lots)), strict=True))
    from_to = [(origin[i], going_to[p]) for i, m in enumerate(moves) if (p := m.patient.patient) in going_to]
    road, lot_place = _agreed_roads(_roads(hospital, places), lot_place, from_to)
    penalty = wants.table()
    reached = np.isfinite(road[origin][:, lot_place] + penalty[want]) & (free > 0)
    fleet = _with_requested(moves, crews, now_min, _enough(crews, places, road, origin, lot_place, reached))
    problem = Problem(
        start_min=now_min,
        patients=tuple(str(m.patient.patient) for m in moves),
        origin=origin,
        weight=np.array([WEIGHT[m.patient.acuity] for m in moves], np.float64),
        ready_min=np.full(len(moves), now_min, np.float64),
        must_min=np.array([max(m.until_min, 0.0) for m in moves], np.float64),
        level=_ints([LEVEL[m.escort] for m in moves]),
        want=want,
        penalty_min=penalty,
        lot_place=lot_place,
        free=free,
        crew_place=_ints([places[place] for _, place, _, _ in fleet]),
        crew_level=_ints([level for _, _, level, _ in fleet]),
        crew_least=_ints([0 if crew is not None else level for crew, _, level, _ in fleet]),
        crew_free_min=np.array([at for _, _, _, at in fleet], np.float64),
        road_min=road,
        load_min=hospital.settings.transfer.handling_min.mid / 2.0,
        hand_min=hospital.settings.transfer.handling_min.mid / 2.0,
        unplaced_min=UNPLACED_MIN,
    )
    crewed = tuple(crew for crew, _, _, _ in fleet)
    return Posed(problem=problem, moves=moves, lots=lots, crews=crewed, agreed=frozenset(agreed))


def _ints(values: Sequence[int]) -> Ints:
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


def _agreed_roads(road: Floats, lot_place: Ints, from_to: Sequence[tuple[int, int]]) -> tuple[Floats, Ints]:
    """Places that people agreed on and that no road leads to, as places of their own with the road that is assumed."""
    lot_place = lot_place.copy()
    for origin, lot in from_to:
        there = lot_place[lot]
        if road[origin, there] == inf:
            ways = np.where(np.isfinite(road[there]), road[there], UNTOLD_ROAD_MIN)
            road = np.block([[road, ways[:, None]], [ways[None], np.zeros((1, 1))]])
            lot_place[lot] = len(road) - 1
    return road, lot_place


def _enough(
    crews: Sequence[FleetCrew], places: Mapping[SiteId, int], road: Floats, origin: Ints, lot_place: Ints,
    reached: NDArray[np.bool_],
) -> NDArray[np.bool_]:  # fmt: skip
    """[level, n] whether a crew of the list is enough for a patient, or none could be.

    `reached` [n, m]: which lots each patient could be driven to at all.
    """
    enough = np.tile(~reached.any(axis=1), (max(LEVEL.values()) + 1, 1))
    for place, level in {(places[c.place], c.level) for c in crews if c.free_min < inf}:
        back = (reached & np.isfinite(road[lot_place, place])[None]).any(axis=1)
        enough[: level + 1] |= np.isfinite(road[place, origin]) & back
    return enough


Crewed = tuple[FleetCrew | None, SiteId, int, float]


def _with_requested(
    moves: Sequence[MustMove], crews: Sequence[FleetCrew], now_min: float, enough: NDArray[np.bool_]
) -> list[Crewed]:
    """The crews told, and one to be requested for each patient for whom none of them is enough."""
    fleet: list[Crewed] = [(c, c.place, c.level, max(now_min, c.free_min)) for c in crews]
    for i, move in enumerate(moves):
        if not enough[LEVEL[move.escort], i]:
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
        self.of_pool: dict[str, list[int]] = {}
        for j, (lot, owner) in enumerate(zip(lots, owner_of, strict=True)):
            if owner is None:
                self.of_pool.setdefault(lot.pool, []).append(j)
        self.rows: dict[tuple[object, ...], int] = {}
        self.minutes: list[list[float]] = []

    def of(self, move: MustMove) -> int:
        """The row of one patient."""
        p = move.patient
        own = p.patient if p.patient in self.agreed else None
        key = (p.site, p.pool, frozenset(p.demands), p.language, self.refused.get(p.patient, frozenset()), own)
        if key not in self.rows:
            self.rows[key] = len(self.minutes)
            self.minutes.append(self._row(move, own))
        return self.rows[key]

    def _row(self, move: MustMove, own: PatientId | None) -> list[float]:
        row = [inf] * len(self.lots)
        if own is not None:
            row[self.owner_of.index(own)] = 0.0
            return row
        p = move.patient
        refused, pool = self.refused.get(p.patient, frozenset()), self.hospital.pools.get(p.pool)
        for kind in dict.fromkeys((p.pool, *(pool.may_use if pool is not None else ()))):
            for j in self.of_pool.get(kind, ()):
                if self.lots[j].hospital not in refused:
                    row[j] = against(self.hospital, move, self.lots[j])
        return row

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
