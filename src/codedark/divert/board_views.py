"""What a planner is shown of a board: the hospital as it is now, what is fixed, what is not to be asked, which crews.

Counts shown hold the beds that fixed places take, since a planner takes them off again: a lot in which two are free and
one is promised to us is shown with three, and one of them fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from math import isfinite

from codedark.divert.board import Day, LotKey
from codedark.divert.conversation import ASTRAY, HOLDS, UNDER_WAY, Talk, TalkState
from codedark.divert.transfer_plan import Fixed
from codedark.hospital.records import CrewId, FreeBeds, Hospital, PatientId, SiteId, Travel, Unknown
from codedark.hospital.words import Basis

FIXED = HOLDS
"""Places no plan moves: agreed, departed and handed over, and open offers, which somebody there is thinking about.

Who was handed over stays among them, so that the bed counts as taken also where only an assumption says that it is
there."""


def hospital_of(day: Day) -> Hospital:
    """The hospital with today's changes: patients who are ours to plan, beds, roads, crews and places as known now.

    Left out are patients who died, went home, or stay by a person's decision, and those on the road with no place:
    nobody can plan a departure from our door for them. A place typed in is added without beds.
    """
    return replace(
        day.hospital,
        patients={p: record for p, record in day.patients.items() if _planned(day, p)},
        free_beds=_free_beds(day),
        travel=_travel(day),
        crews={**day.hospital.crews, **day.lent},
        region={**day.hospital.region, **day.typed_in},
    )


def _planned(day: Day, patient: PatientId) -> bool:
    if patient in day.gone or patient in day.kept:
        return False
    return day.state_of(patient) not in ASTRAY


def _fixed_talks(day: Day) -> tuple[Talk, ...]:
    return tuple(talk for talk in day.talks if talk.state in FIXED)


def _free_beds(day: Day) -> tuple[FreeBeds, ...]:
    held = Counter((talk.to, talk.pool) for talk in _fixed_talks(day) if talk.pool)
    rows = [_row(day, key, held.pop(key, 0)) for key in day.lots]
    return (*rows, *(_word_row(key, count) for key, count in held.items()))


def _row(day: Day, key: LotKey, held: int) -> FreeBeds:
    lot = day.lots[key]
    free = lot.free if isinstance(lot.free, Unknown) else lot.free + held
    return FreeBeds(
        hospital=key[0],
        pool=key[1],
        free_staffed=free,
        confirmed_at=lot.confirmed_at,
        confirmed_by=lot.by,
        basis=lot.basis,
        source=lot.source,
    )


def _word_row(key: LotKey, held: int) -> FreeBeds:
    """Beds that stand in no list and that a doctor there promised: as many as were promised, and no more."""
    return FreeBeds(
        hospital=key[0],
        pool=key[1],
        free_staffed=held,
        confirmed_at=None,
        confirmed_by="",
        basis=Basis.STATED,
        source="agreed by telephone, patient by patient",
    )


def _travel(day: Day) -> Mapping[tuple[SiteId, SiteId], Travel]:
    if not day.roads:
        return day.hospital.travel
    roads = dict(day.hospital.travel)
    for (from_, to), minutes in day.roads.items():
        roads.pop((from_, to), None)
        if isfinite(minutes):
            roads[from_, to] = Travel(
                from_=from_, to=to, minutes=minutes, basis=Basis.STATED, source="told during the day"
            )
    return roads


def fixed_of(day: Day) -> tuple[Fixed, ...]:
    """What the optimiser may not change, with the crews and minutes of trips as they are to be expected now."""
    times = trip_times(day)
    fixed = []
    for talk in _fixed_talks(day):
        when = times.get(talk.patient)
        fixed.append(
            Fixed(
                patient=talk.patient,
                to=talk.to,
                pool=talk.pool,
                crew=talk.crew if when else None,
                depart_min=when[0] if when else None,
                arrive_min=when[1] if when else None,
            )
        )
    return tuple(fixed)


def excluded_of(day: Day) -> frozenset[tuple[PatientId, SiteId]]:
    """(patient, hospital) that is not to be proposed: they refused, did not answer, or a person gave the place up."""
    return day.excluded


def crews_out_of(day: Day) -> frozenset[CrewId]:
    """Crews that cannot be counted on: failed, not lent, or with a patient for whom nobody has a place yet."""
    bound = (talk.crew for talk in day.open_talks if talk.state in ASTRAY and talk.crew is not None)
    return frozenset(day.crews_out) | frozenset(bound)


def crew_free_of(day: Day) -> Mapping[CrewId, float]:
    """Crews known to be free from a later minute on; trips in `fixed_of` are not in it."""
    return {crew: minute for crew, minute in day.crew_free_min.items() if minute > day.minute}


def trip_times(day: Day) -> dict[PatientId, tuple[float, float]]:
    """Departure and arrival to be expected of each trip that has a crew, minutes after the fall.

    What should have happened and has not is expected now; a crew's later trips follow its earlier ones, with the road
    back and the minutes it is bound beside the road ([transfer] handling_min) between them.
    """
    times: dict[PatientId, tuple[float, float]] = {
        talk.patient: (talk.depart_min or 0.0, talk.arrive_min or 0.0)
        for talk in day.talks
        if talk.state is TalkState.HANDED_OVER
    }
    for crew in dict.fromkeys(t.crew for t in _fixed_talks(day) if t.crew is not None):
        free = day.crew_free_min.get(crew, 0.0)
        for talk in day.with_crew(crew):
            if talk.state in FIXED and talk.state is not TalkState.CREW_FAILED:
                times[talk.patient] = when = _when(day, talk, free)
                free = max(free, free_again(day, talk, when[1]))
    return times


def _when(day: Day, talk: Talk, free: float) -> tuple[float, float]:
    depart, arrive = talk.depart_min or 0.0, talk.arrive_min or 0.0
    if talk.state is TalkState.ARRIVED:
        return depart, arrive
    if talk.state in UNDER_WAY:
        return depart, max(arrive, day.minute)
    later = max(depart, free, day.minute)
    return later, later + (arrive - depart)


def free_again(day: Day, talk: Talk, arrive_min: float) -> float:
    """When the crew of a trip can leave our door again, as far as anybody can say."""
    site = day.patients[talk.patient].site
    back = day.road_min(talk.to, site)
    if back is None:
        back = arrive_min - (talk.depart_min or arrive_min)
    return arrive_min + back + day.hospital.settings.transfer.handling_min.mid
