"""What transfers are planned with because nobody told: beds nobody confirmed, crews and people nobody named."""

from __future__ import annotations

from codedark.divert.lots import lots_of
from codedark.drill.transfer_book import TransferBook, level_of
from codedark.drill.transfer_outage import lost_together
from codedark.hospital.records import FreeBeds, Hospital, Unknown
from codedark.hospital.words import CrewKind


def transfer_notes(hospital: Hospital, book: TransferBook, assume_beds_pct: float | None) -> tuple[str, ...]:
    """Sentences for the report; none where nobody lies here."""
    if not hospital.patients:
        return ()
    return (*_beds(hospital, assume_beds_pct), *_own_beds(hospital, assume_beds_pct), *_crews(hospital, book))


def _beds(hospital: Hospital, assume_pct: float | None) -> list[str]:
    pools = _wanted(hospital)
    unconfirmed = sum(row.pool in pools and not _confirmed(row) for row in hospital.free_beds)
    taken = "none" if assume_pct is None else f"{assume_pct:g} % of the recognised beds, or the number told,"
    return (
        [f"{unconfirmed} numbers of free beds elsewhere are unconfirmed: {taken} counted as free"]
        if unconfirmed
        else []
    )


def _wanted(hospital: Hospital) -> set[str]:
    """Kinds of bed that would do for somebody."""
    own = {p.pool for p in hospital.patients.values()}
    return own | {other for pool in own if pool in hospital.pools for other in hospital.pools[pool].may_use}


def _confirmed(row: FreeBeds) -> bool:
    return not isinstance(row.free_staffed, Unknown) and row.confirmed_at is not None


def _own_beds(hospital: Hospital, assume_pct: float | None) -> list[str]:
    """Beds of another campus of our own that count for nothing whatever falls."""
    told = {(row.hospital, row.pool) for row in hospital.free_beds if _confirmed(row)}
    unknown = lots_of(hospital, lost_together(hospital, ()), None, assume_pct).unknown
    return [
        f"free {pool} beds at our own {site} count as none: {why}"
        for site, pool, why in unknown
        if site in hospital.sites and (site, pool) in told
    ]


def _crews(hospital: Hospital, book: TransferBook) -> list[str]:
    movers = [c for c in hospital.crews.values() if c.transfers]
    if not movers:
        return ["no crew of crews.csv moves patients between hospitals: nobody is moved"]
    alone = sum(level_of(p) > book.crew_level.max() and p.can_go_home is not True for p in hospital.patients.values())
    if alone:
        return [f"no crew has aboard who must go along with {alone} of the patients: they count as unplaced"]
    if not hospital.escorts and any(c.kind is CrewKind.AMBULANCE for c in movers) and book.patient_level.any():
        return ["no escorts are told: who must go along is taken to be there for each ambulance"]
    return []
