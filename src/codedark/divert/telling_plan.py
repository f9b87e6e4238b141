"""From numbers back to transfers and to those nobody could place, each with its reason."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from codedark.divert.lots import Lots
from codedark.divert.moving import MustMove
from codedark.divert.posing import Posed, against
from codedark.divert.preferences import LEVEL
from codedark.divert.routes import NOBODY, Roads, Routes
from codedark.divert.transfer_plan import Transfer, Unplaced
from codedark.hospital.records import Hospital, PatientId, SiteId
from codedark.hospital.words import Escort


def told_transfers(hospital: Hospital, posed: Posed, roads: Roads, routes: Routes) -> list[Transfer]:
    """Every trip of the routes as a proposal."""
    found = []
    for i, trip in roads.trips(routes).items():
        move, lot, crew = posed.moves[i], posed.lots[routes.lot[i]], posed.crews[routes.crew[i]]
        found.append(
            Transfer(
                patient=move.patient.patient,
                from_=move.patient.site,
                to=lot.hospital,
                pool=lot.pool,
                acuity=move.patient.acuity,
                escort=move.escort,
                escort_team=crew.escort_team if crew is not None and LEVEL[move.escort] else "",
                crew=crew.crew if crew is not None else None,
                owner=crew.owner if crew is not None else None,
                depart_min=trip.depart,
                arrive_min=trip.arrive,
                must_arrive_min=move.until_min,
                bed=lot.standing,
                confirmed_at=lot.confirmed_at,
                confirmed_by=lot.confirmed_by,
                frozen=move.patient.patient in posed.agreed,
                why=move.why + _missing(move),
            )
        )
    return found


def _missing(move: MustMove) -> str:
    if "escort" not in move.missing:
        return ""
    return f"; escort not entered, planned as {move.escort} by acuity"


def told_unplaced(
    hospital: Hospital,
    posed: Posed,
    routes: Routes,
    lots: Lots,
    excluded: Collection[tuple[PatientId, SiteId]],
    assume_beds_pct: float | None,
) -> tuple[Unplaced, ...]:
    """Whom nobody could place, the most acute first, each handed to a named clinician."""
    refused: dict[PatientId, int] = {}
    for patient, _ in excluded:
        refused[patient] = refused.get(patient, 0) + 1
    left = [i for i, crew in enumerate(routes.crew) if crew == NOBODY]
    left.sort(key=lambda i: (-posed.problem.weight[i], posed.moves[i].until_min, posed.moves[i].patient.patient))
    return tuple(
        Unplaced(
            patient=(move := posed.moves[i]).patient.patient,
            site=move.patient.site,
            why=_why(hospital, posed, i, lots, refused.get(move.patient.patient, 0), assume_beds_pct),
            clinician=clinician_of(hospital, move),
            until_min=move.until_min,
        )
        for i in left
    )


def clinician_of(hospital: Hospital, move: MustMove) -> str:
    """Who decides about a patient without a place: the ward's clinician, who entered the marks, or the ward's head."""
    ward = hospital.wards.get(move.patient.ward)
    if ward is not None and ward.clinician:
        return ward.clinician
    return move.patient.entered_by or f"head of {move.patient.ward or move.patient.site}"


def _why(
    hospital: Hospital, posed: Posed, i: int, lots: Lots, refused_count: int, assume_beds_pct: float | None
) -> str:
    """The first rule that leaves nothing, in the order people would look."""
    move, problem = posed.moves[i], posed.problem
    p = move.patient
    pool = hospital.pools.get(p.pool)
    kinds = {p.pool, *(pool.may_use if pool is not None else ())}
    said = " or ".join(sorted(kinds))
    alike = [b for b in posed.lots if b.pool in kinds and b.hospital != p.site]
    if not alike:
        return _nobody_confirmed(hospital, p.site, lots, kinds, said, assume_beds_pct)
    if not any(np.isfinite(against(hospital, move, b)) for b in alike):
        wanted = " and ".join(p.demands)
        return f"no place with a free {said} bed is told to offer {wanted}"
    row = problem.penalty_min[problem.want[i]]
    open_to = [j for j in np.flatnonzero(np.isfinite(row)).tolist() if problem.free[j] > 0]
    if not open_to:
        return f"all places with a free {said} bed have refused ({refused_count})" if refused_count else (
            f"every free {said} bed is taken by what is agreed already")  # fmt: skip
    roads = problem.road_min[problem.origin[i], problem.lot_place[open_to]]
    if not np.isfinite(roads).any():
        return f"no road to a free {said} bed is told in travel_min"
    if not ((problem.crew_least <= problem.level[i]) & (problem.level[i] <= problem.crew_level)).any():
        return f"no crew with a {move.escort if move.escort is not Escort.NONE else 'driver'} is told"
    beds = int(problem.free[open_to].sum())
    return f"{beds} free {said} bed{'s' * (beds != 1)} and more patients for them; those went to others"


def _nobody_confirmed(
    hospital: Hospital, site: SiteId, lots: Lots, kinds: Collection[str], said: str, assume_beds_pct: float | None
) -> str:
    asked = {place for place, pool, _ in lots.unknown if pool in kinds and place != site}
    told = {b.hospital for b in hospital.free_beds if b.pool in kinds and b.hospital != site}
    if not told:
        return f"no hospital is told to have {said} beds"
    if not asked:
        return f"no {said} bed is free at any of {_places(len(told))}"
    way = "" if assume_beds_pct is not None else "; or plan with --assume-beds PCT"
    return f"no free {said} bed is confirmed by any of {_places(len(asked))}: telephone them{way}"


def _places(count: int) -> str:
    return f"{count} place{'s' * (count != 1)}"
