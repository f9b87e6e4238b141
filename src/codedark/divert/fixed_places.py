"""What the optimiser may not change: trips that have departed, and places that are agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from codedark.divert.fleet import Fleet, FleetCrew
from codedark.divert.lots import Lot, Lots
from codedark.divert.moving import Moving, MustMove
from codedark.divert.transfer_plan import BedStanding, Fixed, Transfer
from codedark.hospital.records import Hospital, PatientId, SiteId


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is left to plan once the fixed is taken out."""

    moves: tuple[MustMove, ...]
    lots: tuple[Lot, ...]
    crews: tuple[FleetCrew, ...]
    agreed: Mapping[PatientId, Lot]
    gone: tuple[tuple[Fixed, MustMove, Lot, FleetCrew | None], ...]
    """Fixed with a crew: trips as they are."""

    def transfers(self, hospital: Hospital) -> list[Transfer]:
        """The fixed trips as the plan shows them."""
        return [_as_transfer(*one) for one in self.gone]


def kept_of(hospital: Hospital, moving: Moving, lots: Lots, fleet: Fleet, fixed: Sequence[Fixed]) -> Kept:
    """Take out what is fixed: its bed, its crew's time, its patient.

    A fixed patient need not be among those who must move: what people have agreed stays agreed. A bed that the list
    does not have, or has no more, is theirs all the same.
    """
    by_patient = {f.patient: f for f in sorted(fixed, key=lambda f: f.patient)}
    free = {(b.hospital, b.pool): b for b in lots.lots}
    agreed, gone, crews = dict[PatientId, Lot](), list[tuple[Fixed, MustMove, Lot, FleetCrew | None]](), {
        c.crew: c for c in fleet.crews
    }  # fmt: skip
    moves = {m.patient.patient: m for m in moving.move}
    for patient, one in by_patient.items():
        if patient not in hospital.patients:
            continue
        told = free.get((one.to, one.pool))
        if told is not None and told.free > 0:
            free[one.to, one.pool] = replace(told, free=told.free - 1)
        lot = _of_one(told, one)
        move = moves.get(patient) or _told(hospital, patient)
        if one.crew is not None and one.depart_min is not None and one.arrive_min is not None:
            crew = crews.get(one.crew)
            gone.append((one, move, lot, crew))
            moves.pop(patient, None)
            if crew is not None:
                crews[one.crew] = _busy(hospital, crew, one)
        else:
            agreed[patient] = lot
            moves[patient] = move
    return Kept(
        moves=tuple(moves.values()), lots=tuple(free.values()), crews=tuple(crews.values()), agreed=agreed,
        gone=tuple(gone),
    )  # fmt: skip


def _of_one(told: Lot | None, one: Fixed) -> Lot:
    if told is not None:
        return replace(told, free=1)
    return Lot(
        hospital=one.to, pool=one.pool, free=1, standing=BedStanding.TYPED_IN, confirmed_at=None, confirmed_by=""
    )


def _told(hospital: Hospital, patient: PatientId) -> MustMove:
    """Somebody whom nothing forces to leave, and who leaves by agreement."""
    from codedark.divert.moving import by_agreement

    return by_agreement(hospital.patients[patient])


def _busy(hospital: Hospital, crew: FleetCrew, one: Fixed) -> FleetCrew:
    """The crew, free again once it has handed over and is back."""
    road = _road(hospital, one.to, crew.place)
    assert one.arrive_min is not None
    back = one.arrive_min + hospital.settings.transfer.handling_min.mid / 2.0 + road
    return replace(crew, free_min=max(crew.free_min, back))


def _road(hospital: Hospital, from_: SiteId, to: SiteId) -> float:
    if from_ == to:
        return 0.0
    for pair in ((from_, to), (to, from_)):
        if pair in hospital.travel:
            return hospital.travel[pair].minutes
    return 60.0  # outside the list: nobody told a road; an hour, so that the crew is not counted on at once


def _as_transfer(one: Fixed, move: MustMove, lot: Lot, crew: FleetCrew | None) -> Transfer:
    assert one.depart_min is not None and one.arrive_min is not None
    return Transfer(
        patient=one.patient,
        from_=move.patient.site,
        to=one.to,
        pool=one.pool or move.patient.pool,
        acuity=move.patient.acuity,
        escort=move.escort,
        escort_team=crew.escort_team if crew is not None else "",
        crew=one.crew,
        owner=crew.owner if crew is not None else None,
        depart_min=one.depart_min,
        arrive_min=one.arrive_min,
        must_arrive_min=move.until_min if move.until_min < inf else inf,
        bed=lot.standing,
        confirmed_at=lot.confirmed_at,
        confirmed_by=lot.confirmed_by,
        frozen=True,
        why=move.why,
    )
