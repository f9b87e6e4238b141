"""A plan judged from the hospital's tables alone: every law it breaks, as a sentence. It shares no planner's code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor, inf
from typing import Any

from codedark.depend import Outage
from codedark.divert.transfer_plan import BedStanding, Fixed, Transfer, TransferPlan
from codedark.hospital.records import FreeBeds, Hospital, Patient, SiteId, Unknown
from codedark.hospital.words import Acuity, CrewKind, Escort

GRID_MIN = 5
WEIGHT = {Acuity.CRITICAL: 16, Acuity.HIGH: 4, Acuity.STABLE: 1}
LEVEL = {Escort.NONE: 0, Escort.NURSE: 1, Escort.PHYSICIAN: 2}
BY_ACUITY = {Acuity.CRITICAL: 2, Acuity.HIGH: 1, Acuity.STABLE: 0}
KIND = {CrewKind.MUG: 2, CrewKind.PIT: 1, CrewKind.AMBULANCE: 0, CrewKind.OTHER: 0}
NEAR = 1e-6


def broken_laws(hospital: Hospital, outage: Outage, told: TransferPlan, **asked: Any) -> list[str]:
    """What is wrong with a plan; empty when nothing is.

    Args:
        hospital: that was planned for.
        outage: the same.
        told: the plan.
        asked: keywords that `plan` was called with.
    """
    judge = _Judge(hospital, outage, told, **{k: v for k, v in asked.items() if k in _Judge.__dataclass_fields__})
    return [
        *judge.people(), *judge.beds(), *judge.places(), *judge.crews(), *judge.frozen(), *judge.figures(),
    ]  # fmt: skip


def _up(minutes: float) -> float:
    return ceil(minutes / GRID_MIN - 1e-9) * GRID_MIN


@dataclass(init=False)
class _Judge:
    hospital: Hospital
    outage: Outage
    told: TransferPlan
    now_min: float = 0.0
    fell_at: datetime | None = None
    assume_beds_pct: float | None = None
    stay_min: float = 1440.0
    fixed: Sequence[Fixed] = ()
    excluded: Collection[tuple[str, str]] = frozenset()
    crews_out: Collection[str] = frozenset()
    crew_free_min: Mapping[str, float] | None = None
    bounded: bool = True

    def __init__(self, hospital: Hospital, outage: Outage, told: TransferPlan, **asked: Any) -> None:
        self.hospital, self.outage, self.told = hospital, outage, told
        for name, value in asked.items():
            setattr(self, name, value)
        self.lost = {s.service: s for s in outage.services}
        self.fix = {f.patient: f for f in self.fixed if f.patient in hospital.patients}
        self.gone = {p: f for p, f in self.fix.items() if f.crew is not None and f.depart_min is not None}

    # -- who

    def people(self) -> list[str]:
        t = self.told
        where = Counter(x.patient for x in (*t.transfers, *t.unplaced, *t.stay, *t.home))
        wrong = [f"{p} stands in {n} lists" for p, n in where.items() if n != 1]
        wrong += [f"{p} is nowhere" for p in self.hospital.patients if p not in where]
        wrong += [f"{p} is no in-patient" for p in where if p not in self.hospital.patients]
        leave = {p for p, record in self.hospital.patients.items() if self._must_leave(record)} | set(self.fix)
        listed = {x.patient for x in (*t.transfers, *t.unplaced)}
        wrong += [f"{p} must leave and is in no list of those who do" for p in leave - listed]
        wrong += [f"{p} need not leave" for p in listed - leave]
        unplaced = {u.patient for u in t.unplaced}
        wrong += [f"{p} has a place that is agreed and is unplaced" for p in set(self.fix) & unplaced]
        wrong += [f"{u.patient}: nobody is named" for u in t.unplaced if not u.clinician]
        return wrong + [f"{u.patient}: no reason" for u in t.unplaced if not u.why]

    def _must_leave(self, patient: Patient) -> bool:
        leaves = inf if isinstance(patient.stay_h, Unknown) else patient.stay_h * 60
        until = self._until(patient)
        return until < inf and patient.can_go_home is not True and min(self.stay_min, leaves) > until

    def _until(self, patient: Patient) -> float:
        return min((self.lost[n].paper_until_min for n in patient.needs if n in self.lost), default=inf)

    # -- beds

    def _free(self, row: FreeBeds) -> tuple[int, BedStanding | None]:
        """Beds of a row that may be counted on, and how they are known; None: not at all."""
        if row.hospital in self.hospital.sites and not self._runs(row):
            return 0, None
        known = None if isinstance(row.free_staffed, Unknown) else row.free_staffed
        if known is not None and row.confirmed_at is not None and self._age_h(row.confirmed_at) < 24:
            fresh = self._age_h(row.confirmed_at) <= 4
            return known, BedStanding.CONFIRMED if fresh else BedStanding.STALE
        if self.assume_beds_pct is None:
            return 0, None
        if known is not None:
            return known, BedStanding.ASSUMED
        beds = (self.hospital.region.get(row.hospital) or self.hospital.sites[row.hospital]).beds_recognised
        return (
            (0, None) if isinstance(beds, Unknown) else (floor(beds * self.assume_beds_pct / 100), BedStanding.ASSUMED)
        )

    def _runs(self, row: FreeBeds) -> bool:
        wards = [w for w in self.hospital.wards.values() if (w.site, w.pool) == (row.hospital, row.pool)]
        return any(not set(w.needs) & set(self.lost) for w in wards)

    def _age_h(self, confirmed_at: datetime) -> float:
        if self.fell_at is None:
            return 0.0
        return (self.fell_at + timedelta(minutes=self.now_min) - confirmed_at).total_seconds() / 3600

    def beds(self) -> list[str]:
        wrong = []
        told = {(b.hospital, b.pool): self._free(b) for b in self.hospital.free_beds}
        kept = Counter((f.to, f.pool) for f in self.fixed if f.patient in self.hospital.patients or f.crew is not None)
        taken = Counter((t.to, t.pool) for t in self.told.transfers if t.patient not in self.fix)
        for lot, count in taken.items():
            free, standing = told.get(lot, (0, None))
            if count > max(0, free - kept[lot]):
                wrong.append(f"{count} planned for {free - kept[lot]} beds of {lot}")
            wrong += [
                f"{t.patient}: bed is {standing}, told as {t.bed}"
                for t in self.told.transfers
                if (t.to, t.pool) == lot and t.patient not in self.fix and t.bed is not standing
            ]
        return wrong

    def places(self) -> list[str]:
        wrong = []
        for t in self.told.transfers:
            p = self.hospital.patients[t.patient]
            if t.patient in self.fix:
                continue
            if self._against(p, t) == inf:
                wrong.append(f"{t.patient} cannot go to {t.pool} at {t.to}")
            if (t.patient, t.to) in self.excluded:
                wrong.append(f"{t.to} has refused {t.patient}")
        return wrong

    def _against(self, p: Patient, t: Transfer) -> float:
        """Minutes that speak against a place."""
        pool, place = self.hospital.pools.get(p.pool), self.hospital.region.get(t.to)
        if t.to == p.site or (t.pool != p.pool and (pool is None or t.pool not in pool.may_use)):
            return inf
        minutes = {BedStanding.STALE: 20.0, BedStanding.ASSUMED: 30.0}.get(t.bed, 0.0)
        minutes += 0.0 if t.pool == p.pool or pool is None else pool.penalty_min
        if place is None:
            return minutes
        if p.demands and (isinstance(place.offers, Unknown) or set(p.demands) - set(place.offers)):
            return inf
        minutes += 10.0 if p.language and place.languages and p.language not in place.languages else 0.0
        minutes += 15.0 if place.country and place.country != self.hospital.settings.hospital.country else 0.0
        return minutes + (5.0 if place.partner else 15.0)

    # -- crews

    def _road(self, a: SiteId, b: SiteId) -> float:
        told = self.hospital.travel.get((a, b)) or self.hospital.travel.get((b, a))
        return 0.0 if a == b else told.minutes if told is not None else inf

    def _stands(self, crew: str) -> SiteId:
        return self.hospital.crews[crew].site or next(iter(self.hospital.sites))  # type: ignore[index]

    def _hand(self) -> float:
        return self.hospital.settings.transfer.handling_min.mid / 2

    def _lengths(self, home: SiteId, t: Transfer) -> tuple[float, float, float]:
        """Setting off to leaving the patient's door, to arriving, to being back."""
        out = self._road(t.from_, t.to)
        out = 60.0 if out == inf and t.patient in self.fix else out
        back = self._road(t.to, home)
        back = 60.0 if back == inf and t.patient in self.fix else back
        reach = self._road(home, t.from_) + self._hand()
        return _up(reach), _up(reach + out), _up(reach + out + self._hand() + back)

    def crews(self) -> list[str]:
        mine = [t for t in self.told.transfers if t.patient not in self.gone]
        wrong = [f"{t.patient} departs before now" for t in mine if t.depart_min < self.now_min]
        for crew in {t.crew for t in mine if t.crew is not None}:
            record = self.hospital.crews[crew]
            if not record.transfers or crew in self.crews_out or crew in self.outage.crews_standing:
                wrong.append(f"{crew} moves nobody")
            wrong += self._drives(crew, sorted((t for t in mine if t.crew == crew), key=lambda t: t.depart_min))
        riding = {(t.escort_team, t.crew) for t in mine if t.escort_team}
        for team, count in Counter(team for team, _ in riding).items():
            if count > self.hospital.escorts[team].count:
                wrong.append(f"{team} rides in {count} ambulances")
        for t in mine:
            wrong += self._level(t)
            if t.crew is None and t.depart_min < self.now_min + 60 + self._hand() - NEAR:
                wrong.append(f"{t.patient}: a crew that must be asked for comes at once")
        return wrong

    def _free_again(self, crew: str) -> float:
        free = max(self.now_min, (self.crew_free_min or {}).get(crew, 0.0))
        for f in self.fixed:
            if f.crew == crew and f.arrive_min is not None:
                back = self._road(f.to, self._stands(crew))
                free = max(free, f.arrive_min + self._hand() + (60.0 if back == inf else back))
        return free

    def _drives(self, crew: str, trips: Sequence[Transfer]) -> list[str]:
        wrong, at = [], self._free_again(crew)
        for t in trips:
            reach, there, whole = self._lengths(self._stands(crew), t)
            off = t.depart_min - reach
            if off < at - NEAR:
                wrong.append(f"{crew} is in two places: sets off for {t.patient} at {off:g}, free at {at:g}")
            if abs(t.arrive_min - (off + there)) > NEAR:
                wrong.append(f"{t.patient} arrives at {t.arrive_min:g}, by road at {off + there:g}")
            at = off + whole
        return wrong

    def _level(self, t: Transfer) -> list[str]:
        escort = self.hospital.patients[t.patient].escort
        need = BY_ACUITY[t.acuity] if isinstance(escort, Unknown) else LEVEL[escort]
        if LEVEL[t.escort] != need:
            return [f"{t.patient}: escort told as {t.escort}"]
        if t.crew is None:
            return [
                f"{t.patient}: {c} would have done" for c in sorted(self.hospital.crews) if self._would_do(c, need, t)
            ]
        has = max(KIND[self.hospital.crews[t.crew].kind], self._riding(t.crew))
        team = self.hospital.escorts.get(t.escort_team)
        has = max(has, LEVEL[team.kind] if team is not None else 0)
        return [f"{t.patient}: {t.crew} is not enough"] if has < need else []

    def _riding(self, crew: str) -> int:
        ambulance = self.hospital.crews[crew].kind is CrewKind.AMBULANCE  # type: ignore[index]
        return 2 if ambulance and not self.hospital.escorts else 0

    def _would_do(self, crew: str, need: int, t: Transfer) -> bool:
        """Whether a crew of the list could have driven a trip for which one is to be requested, without our teams."""
        record = self.hospital.crews[crew]  # type: ignore[index]
        if not record.transfers or crew in self.crews_out or crew in self.outage.crews_standing:
            return False
        if self._free_again(crew) == inf:
            return False
        ways = self._road(self._stands(crew), t.from_), self._road(t.to, self._stands(crew))
        return max(KIND[record.kind], self._riding(crew)) >= need and max(ways) < inf

    # -- what is fixed, and figures

    def frozen(self) -> list[str]:
        by_patient, wrong = {t.patient: t for t in self.told.transfers}, []
        for patient, f in self.fix.items():
            t = by_patient.get(patient)
            if t is None:
                continue  # told by `people`
            if t.to != f.to or not t.frozen or (f.pool and t.pool != f.pool):
                wrong.append(f"{patient} was fixed for {f.pool} at {f.to}")
            if patient in self.gone and (t.crew, t.depart_min, t.arrive_min) != (f.crew, f.depart_min, f.arrive_min):
                wrong.append(f"{patient}: the trip that has departed was changed")
        return wrong + [
            f"{t.patient} is told as frozen" for t in self.told.transfers if t.frozen and t.patient not in self.fix
        ]

    def figures(self) -> list[str]:
        total = sum(WEIGHT[self.hospital.patients[u.patient].acuity] * 20_000.0 for u in self.told.unplaced)
        for t in self.told.transfers:
            if t.patient not in self.gone:
                p = self.hospital.patients[t.patient]
                against = 0.0 if t.patient in self.fix else self._against(p, t)
                waited = t.arrive_min - self.now_min + 5.0 * max(0.0, t.arrive_min - self._until(p)) + against
                total += WEIGHT[p.acuity] * waited
        t, wrong = self.told, []
        if abs(total - t.objective) > NEAR * max(1.0, total):
            wrong.append(f"the objective is {total:g}, told as {t.objective:g}")
        if self.bounded and not t.bound <= t.objective * (1 + NEAR):
            wrong.append(f"the plan ({t.objective:g}) beats its bound ({t.bound:g})")
        if not t.objective <= t.acuity_first * (1 + NEAR):
            wrong.append(f"acuity-first nearest ({t.acuity_first:g}) is better than the plan ({t.objective:g})")
        return wrong
