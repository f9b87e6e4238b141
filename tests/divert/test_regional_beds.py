from __future__ import annotations

from codedark.divert.regional_beds import closed_pools, joint_beds, joint_travel
from codedark.divert.regional_names import Member, region_names
from codedark.hospital.records import Unknown
from tests.divert.regions import a_member, free

EARLIER = "hospital, pool, free_staffed, confirmed_at\nshared, icu, 9, 2026-01-13T07:00+01:00\n"
UNDATED = "hospital, pool, free_staffed\nshared, icu, 9\n"
NOBODY = "hospital, pool, free_staffed\nshared, icu, ? nobody asked\n"


def beds(*members: Member) -> tuple[dict[tuple[str, str], object], list[str]]:
    notes: list[str] = []
    return free(joint_beds(members, region_names(members), notes)), notes


def test_a_bed_told_twice_is_one_bed() -> None:
    told, notes = beds(a_member("north"), a_member("south"))
    assert (told, notes) == ({("shared", "icu"): 4}, [])


def test_the_latest_word_counts_and_the_disagreement_is_told() -> None:
    for pair in ((a_member("north", region_beds=EARLIER), a_member("south")),):
        told, notes = beds(*pair)
        assert told == {("shared", "icu"): 4}
        assert notes == [
            "shared, icu: north says 9 (2026-01-13 07:00 +0100), south says 4 (2026-01-13 08:00 +0100); "
            "4 (2026-01-13 08:00 +0100) is counted."
        ]


def test_a_dated_word_counts_before_an_undated_and_a_number_before_an_unknown() -> None:
    assert beds(a_member("north", region_beds=UNDATED), a_member("south"))[0] == {("shared", "icu"): 4}
    both = beds(a_member("north", region_beds=NOBODY), a_member("south", region_beds=UNDATED))[0]
    assert both == {("shared", "icu"): 9}
    alone = beds(a_member("north", region_beds=NOBODY), a_member("south", region_beds=NOBODY))[0]
    assert isinstance(alone["shared", "icu"], Unknown)
    fewer = UNDATED.replace("9", "2")
    assert beds(a_member("north", region_beds=UNDATED), a_member("south", region_beds=fewer))[0] == {
        ("shared", "icu"): 2
    }


HERE = "hospital, pool, free_staffed, confirmed_at\n{site}, icu, 3, 2026-01-13T08:00+01:00\n"
AROUND = "hospital, pool, free_staffed, confirmed_at\nnorth, ward, 8, 2026-01-13T08:00+01:00\n"
NORTH = "hospital, name, beds_recognised\nnorth, North, 100\n"
WARDS = "ward, site, pool, needs, acuity\nward 1, {site}, ward, lab, stable\n"


def test_a_pool_whose_service_is_lost_has_no_bed_and_one_whose_services_are_up_keeps_its_beds() -> None:
    north = a_member("north", "icu", region_beds=HERE, wards=WARDS)
    south = a_member("south", region=NORTH, region_beds=AROUND, travel_min="from, to, minutes\nsouth, north, 9\n")
    told, notes = beds(north, south)
    assert told == {("north", "icu"): 0, ("north", "ward"): 8}
    assert notes == ["north, icu: nobody is sent there: north.icu lost at north."]


def test_where_nobody_says_what_carries_a_pool_a_site_that_lost_anything_takes_nobody() -> None:
    north = a_member("north", "icu")
    south = a_member("south", region=NORTH, region_beds=AROUND, travel_min="from, to, minutes\nsouth, north, 9\n")
    assert beds(north, south)[0]["north", "ward"] == 0
    up = beds(a_member("north"), south)[0]
    assert up == {("north", "ward"): 8, ("shared", "icu"): 4}


def test_one_ward_that_runs_keeps_a_pool_open() -> None:
    wards = "ward, site, pool, needs, acuity\nA, {site}, ward, lab, stable\nB, {site}, ward, icu, stable\n"
    members = [a_member("north", "icu", wards=wards)]
    assert closed_pools(members, region_names(members), ["ward"]).keys() == set()
    members = [a_member("north", "icu", "lab", wards=wards)]
    assert closed_pools(members, region_names(members), ["ward"]).keys() == {
        ("north", "ward"),
    }


def test_a_road_told_twice_is_one_road_and_how_far_they_differ_is_told() -> None:
    pair = "from, to, minutes\n{site}, shared, 20\nshared, {site}, 20\nshared, other, %s\n"
    region = "hospital, name, beds_recognised\nshared, Shared, 400\nother, Other, 1\n"
    notes: list[str] = []
    travel = joint_travel(
        [
            a_member("north", region=region, travel_min=pair % 30),
            a_member("south", region=region, travel_min=pair % 33),
        ],
        notes,
    )
    assert len(travel) == 5 and travel["shared", "other"].minutes == 30  # type: ignore[index]
    assert notes == [
        "Road minutes disagree for 1 pair; the first folder's are taken; "
        "most: shared to other, 30 min says north, 33 says south."
    ]
