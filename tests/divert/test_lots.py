from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from codedark.divert.lots import Lots, lots_of
from codedark.divert.transfer_plan import BedStanding
from tests.divert.moves import FELL_AT, a_hospital, lost

HEAD = "hospital,pool,free_staffed,confirmed_at,confirmed_by\n"
WARDS = "ward,site,pool,needs,acuity\nw-1,annex,icu,annex-icu,critical\n"


def lots(
    row: str,
    now: datetime | None = FELL_AT,
    assume: float | None = None,
    off: tuple[str, ...] = ("record",),
    **tables: str,
) -> Lots:
    """What one row, or more, of free beds comes to."""
    hospital = a_hospital(region_beds=HEAD + row, **tables)
    return lots_of(hospital, lost(hospital, *off), now, assume)


@pytest.mark.parametrize(
    ("age_h", "standing"),
    [
        (0.0, BedStanding.CONFIRMED),
        (4.0, BedStanding.CONFIRMED),
        (4.01, BedStanding.STALE),
        (23.99, BedStanding.STALE),
        (24.0, None),
        (-1.0, BedStanding.CONFIRMED),
    ],
)
def test_a_confirmed_number_ages(age_h: float, standing: BedStanding | None) -> None:
    at = (FELL_AT - timedelta(hours=age_h)).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = lots(f"near,icu,2,{at},bed desk")
    assert [lot.standing for lot in found.lots] == ([standing] if standing else [])
    assert [why for _, _, why in found.unknown] == ([] if standing else ["confirmed 24 h ago: too old"])


def test_without_a_clock_ages_are_not_looked_at() -> None:
    (lot,) = lots("near,icu,2,2020-01-01T00:00Z,bed desk", now=None).lots
    assert (lot.standing, lot.free, lot.confirmed_by) == (BedStanding.CONFIRMED, 2, "bed desk")


def test_a_number_without_a_moment_was_confirmed_by_nobody() -> None:
    found = lots("near,icu,2,,")
    assert (found.lots, [why for _, _, why in found.unknown]) == (
        (), ["a number without a moment: nobody confirmed it"],
    )  # fmt: skip


def test_unknown_is_not_zero_and_is_not_used() -> None:
    found = lots("near,icu,? engaged all morning,,")
    assert found.lots == ()
    assert found.unknown == (("near", "icu", "engaged all morning"),)


def test_a_known_zero_is_neither_a_lot_nor_unknown() -> None:
    found = lots("near,icu,0,2024-03-05T06:00Z,bed desk")
    assert (found.lots, found.unknown) == ((), ())


@pytest.mark.parametrize(("pct", "free"), [(5.0, 10), (0.5, 1), (0.49, 0), (0.0, 0), (100.0, 200)])
def test_beds_are_assumed_only_where_asked_and_rounded_down(pct: float, free: int) -> None:
    found = lots("near,icu,? no answer,,", assume=pct)
    assert [(lot.free, lot.standing) for lot in found.lots] == [(free, BedStanding.ASSUMED)] * (free > 0)


def test_a_share_that_is_whole_is_not_lost_to_a_rounding_error() -> None:
    region = "hospital,name,beds_recognised\nnear,Near,100\n"
    travel = "from,to,minutes\nhome,near,10\n"
    (lot,) = lots("near,icu,? no answer,,", assume=1.4 * 45, region=region, travel_min=travel).lots
    assert lot.free == 63


def test_a_number_nobody_confirmed_is_better_than_a_share_where_assuming_is_asked_for() -> None:
    (lot,) = lots("near,icu,3,2024-03-01T06:00Z,bed desk", assume=5.0).lots
    assert (lot.free, lot.standing) == (3, BedStanding.ASSUMED)


def test_a_confirmed_number_is_not_overruled_by_assuming() -> None:
    assert lots("near,icu,0,2024-03-05T06:00Z,bed desk", assume=5.0).lots == ()
    (lot,) = lots("near,icu,1,2024-03-05T06:00Z,bed desk", assume=5.0).lots
    assert (lot.free, lot.standing) == (1, BedStanding.CONFIRMED)


def test_without_a_number_of_recognised_beds_nothing_can_be_assumed() -> None:
    region = "hospital,name,beds_recognised\nnear,Near,? not told\n"
    travel = "from,to,minutes\nhome,near,10\n"
    found = lots("near,icu,? no answer,,", assume=5.0, region=region, travel_min=travel)
    assert (found.lots, len(found.unknown)) == ((), 1)


@pytest.mark.parametrize(
    ("wards", "off", "why"),
    [
        (WARDS, ("record",), ""),
        (WARDS, ("annex-record",), "that campus has lost annex-icu"),
        (WARDS + "w-2,annex,icu,ward,high\n", ("annex-record",), ""),
        (WARDS + "w-2,annex,icu,ward,high\n", ("annex-record", "record"), "that campus has lost annex-icu, ward"),
        ("ward,site,pool,needs,acuity\n", ("record",),
         "no ward of that kind is told in wards, so nobody knows what its beds stand on"),
    ],
)  # fmt: skip
def test_beds_of_our_other_campus_count_while_a_ward_there_runs(wards: str, off: tuple[str, ...], why: str) -> None:
    found = lots("annex,icu,2,2024-03-05T06:00Z,bed desk", off=off, wards=wards)
    assert len(found.lots) == (not why)
    assert found.unknown == ((("annex", "icu", why),) if why else ())


def test_lots_stand_in_the_order_of_hospital_and_pool_whatever_the_rows() -> None:
    rows = [f"{place},{pool},1,2024-03-05T06:00Z,desk" for place in ("near", "far") for pool in ("ward", "icu")]
    for some in (rows, rows[::-1]):
        found = lots("\n".join(some))
        assert [(b.hospital, b.pool) for b in found.lots] == [
            ("far", "icu"), ("far", "ward"), ("near", "icu"), ("near", "ward"),
        ]  # fmt: skip
