"""Staffed-free beds that may be counted on: confirmed, ageing, assumed only where it was asked for, unknown never."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from math import floor

from codedark.depend import Outage
from codedark.divert.preferences import EXPIRED_H, FRESH_H
from codedark.divert.transfer_plan import BedStanding
from codedark.hospital.records import FreeBeds, Hospital, SiteId, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Beds of one pool at one hospital."""

    hospital: SiteId
    pool: str
    free: int
    standing: BedStanding
    confirmed_at: datetime | None
    confirmed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lots:
    """What may be counted on, and what may not and why."""

    lots: tuple[Lot, ...]
    """In the order of hospital and pool."""
    unknown: tuple[tuple[SiteId, str, str], ...]
    """(hospital, pool, why) of beds nobody confirmed."""


def lots_of(hospital: Hospital, outage: Outage, now: datetime | None, assume_beds_pct: float | None) -> Lots:
    """Sort the numbers of free beds by how they are known.

    Args:
        hospital: `free_beds` as last confirmed.
        outage: beds of our own other campus count only while what its ward stands on is not lost.
        now: for the age of a confirmation; None: ages are not looked at.
        assume_beds_pct: share of the recognised beds taken as free in each pool listed for a hospital where nobody
            confirmed one; None: none.
    """
    lots, unknown = list[Lot](), list[tuple[SiteId, str, str]]()
    lost = {s.service for s in outage.services}
    for row in sorted(hospital.free_beds, key=lambda b: (b.hospital, b.pool)):
        why_not = _not_ours(hospital, row, lost) if row.hospital in hospital.sites else ""
        lot = None if why_not else _lot(hospital, row, now, assume_beds_pct)
        if lot is None:
            unknown.append((row.hospital, row.pool, why_not or _unconfirmed(row, now)))
        elif lot.free > 0:
            lots.append(lot)
    return Lots(lots=tuple(lots), unknown=tuple(unknown))


def _not_ours(hospital: Hospital, row: FreeBeds, lost: Collection[str]) -> str:
    """Why beds of our own campus do not count, or nothing."""
    wards = [w for w in hospital.wards.values() if w.site == row.hospital and w.pool == row.pool]
    if not wards:
        return "no ward of that kind is told in wards, so nobody knows what its beds stand on"
    if any(not set(lost) & set(w.needs) for w in wards):
        return ""
    return f"that campus has lost {', '.join(sorted({n for w in wards for n in w.needs if n in lost}))}"


def _lot(hospital: Hospital, row: FreeBeds, now: datetime | None, assume_pct: float | None) -> Lot | None:
    age_h = _age_h(row, now)
    if not isinstance(row.free_staffed, Unknown) and row.confirmed_at is not None and age_h < EXPIRED_H:
        standing = BedStanding.CONFIRMED if age_h <= FRESH_H else BedStanding.STALE
        return _as_lot(row, row.free_staffed, standing)
    if assume_pct is None:
        return None
    if not isinstance(row.free_staffed, Unknown):
        return _as_lot(row, row.free_staffed, BedStanding.ASSUMED)
    place = hospital.region.get(row.hospital) or hospital.sites[row.hospital]
    if isinstance(place.beds_recognised, Unknown):
        return None
    return _as_lot(row, floor(place.beds_recognised * assume_pct / 100.0 + 1e-9), BedStanding.ASSUMED)


def _as_lot(row: FreeBeds, free: int, standing: BedStanding) -> Lot:
    return Lot(
        hospital=row.hospital, pool=row.pool, free=free, standing=standing, confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
    )  # fmt: skip


def _age_h(row: FreeBeds, now: datetime | None) -> float:
    if now is None or row.confirmed_at is None:
        return 0.0
    return (now - row.confirmed_at).total_seconds() / 3600.0


def _unconfirmed(row: FreeBeds, now: datetime | None) -> str:
    if isinstance(row.free_staffed, Unknown):
        return row.free_staffed.why
    if row.confirmed_at is None:
        return "a number without a moment: nobody confirmed it"
    return f"confirmed {_age_h(row, now):.0f} h ago: too old"
