"""What the optimiser may not change: trips that have departed, and places that are agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from codedark.depend import Outage
from codedark.divert.fleet import Fleet, FleetCrew
from codedark.divert.lots import Lot, Lots
from codedark.divert.moving import Moving, MustMove, by_agreement
from codedark.divert.preferences import UNTOLD_ROAD_MIN
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
        return [_as_transfer(hospital, *one) for one in self.gone]


def kept_of(
    hospital: Hospital, moving: Moving, lots: Lots, fleet: Fleet, fixed: Sequence[Fixed], outage: Outage | None = None
) -> Kept:
    """Take out what is fixed: its bed, its crew's time, its patient.

    A fixed patient need not be among those who must move: what people have agreed stays agreed. A bed that the list
    does not have, or has no more, is theirs all the same. Who is on the road and no in-patient any more is no transfer
    of the plan, but takes bed and crew.
    """
    by_patient = {f.patient: f for f in sorted(fixed, key=lambda f: f.patient)}
    free = {(b.hospital, b.pool): b for b in lots.lots}
    agreed, gone, crews = dict[PatientId, Lot](), list[tuple[Fixed, MustMove, Lot, FleetCrew | None]](), {
        c.crew: c for c in fleet.crews
    }  # fmt: skip
    moves = {m.patient.patient: m for m in moving.move}
    for patient, one in by_patient.items():
        away = one.crew is not None and one.depart_min is not None and one.arrive_min is not None
        if patient not in hospital.patients and not away:
            continue  # gone without a trip: the agreement lapses, the bed is free again
        told = free.get((one.to, one.pool))
        if told is not None and told.free > 0:
            free[one.to, one.pool] = replace(told, free=told.free - 1)
        crew = crews.get(one.crew) if one.crew is not None else None
        if crew is not None and away:
            crews[crew.crew] = _busy(hospital, crew, one)
        if patient not in hospital.patients:
            continue  # on the road and on no list of ours any more: bed and crew are taken all the same
        lot = _of_one(told, one)
        move = moves.get(patient) or by_agreement(hospital.patients[patient], outage)
        if away:
            gone.append((one, move, lot, crew))
            moves.pop(patient, None)
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
    return UNTOLD_ROAD_MIN  # so that the crew is not counted on at once


def _as_transfer(hospital: Hospital, one: Fixed, move: MustMove, lot: Lot, crew: FleetCrew | None) -> Transfer:
    assert one.crew is not None and one.depart_min is not None and one.arrive_min is not None
    listed = hospital.crews.get(one.crew)  # also one that can be planned with no more
    return Transfer(
        patient=one.patient,
        from_=move.patient.site,
        to=one.to,
        pool=one.pool or move.patient.pool,
        acuity=move.patient.acuity,
        escort=move.escort,
        escort_team=crew.escort_team if crew is not None else "",
        crew=one.crew,
        owner=listed.owner if listed is not None else None,
        depart_min=one.depart_min,
        arrive_min=one.arrive_min,
        must_arrive_min=move.until_min,
        bed=lot.standing,
        confirmed_at=lot.confirmed_at,
        confirmed_by=lot.confirmed_by,
        frozen=True,
        why=move.why,
    )
