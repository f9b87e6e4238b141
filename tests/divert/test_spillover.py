from __future__ import annotations

import csv
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from codedark.depend import Outage, compile, what_falls_if, what_is_off
from codedark.divert.pull import PROPORTIONAL, Pull, shared_out
from codedark.divert.spillover import Arrivals, Spilling, moments, spillover_of
from codedark.hospital.distance import metres_between
from codedark.hospital.records import Hospital, SiteId, Unknown
from tests.hospitals.kept import AZ_MONICA, example
from tests.making import make_hospital

BY_SIZE = Spilling(walk_ins=PROPORTIONAL, ambulances=PROPORTIONAL)


def town(**tables: str) -> tuple[Hospital, Outage]:
    """One hospital of 250 beds among 750, with an emergency department that has an hour of paper."""
    usual = {
        "sites": "site, name, beds_recognised, ed\nhome, Home, 250, yes\n",
        "services": """
            service, site, paper_min, paper_capacity, arrivals_per_h, ambulances_per_h
            emergency, home, 60, 0.5, 10, 3
            """,
        "region": """
            hospital, name, beds_recognised, ed
            near, Near, 450, yes
            far, Far, 300, yes
            no-ed, Clinic, 900, no
            """,
        "travel_min": "from, to, minutes\nhome, near, 10\nhome, far, 20\n",
    }
    hospital = make_hospital(**{**usual, **tables})
    return hospital, what_falls_if(hospital, compile(hospital), what_is_off(hospital, ["emergency"]))


def test_by_size_alone_each_neighbour_gets_a_third_more_of_a_quarter() -> None:
    spill = spillover_of(*town(), at_min=inf, spilling=BY_SIZE)
    assert spill.share == pytest.approx(0.25)
    assert [n.site for n in spill.neighbours] == ["near", "far"]
    for neighbour in spill.neighbours:
        rises = (neighbour.rise, neighbour.rise_ambulances, neighbour.rise_walk_ins)
        assert rises == pytest.approx((0.25 / 0.75,) * 3, rel=1e-12)
    near = spill.neighbours[0]
    assert near.before.per_h == pytest.approx(450 * 10 / 250)
    assert near.after.ambulances_per_h == pytest.approx(450 * 3 / 250 * 4 / 3)
    assert "450 recognised beds" in near.size_said


def test_on_paper_it_shuts_to_ambulances_first() -> None:
    hospital, outage = town()
    (shut,) = spillover_of(hospital, outage, at_min=0.0).shut
    assert shut.kept == Arrivals(ambulances_per_h=0.0, walk_ins_per_h=5.0)
    assert shut.turned_away == Arrivals(ambulances_per_h=3.0, walk_ins_per_h=2.0)
    assert moments(outage) == (0.0, 60.0)
    assert spillover_of(hospital, outage, at_min=59.9).shut[0].kept.per_h == 5.0
    assert spillover_of(hospital, outage, at_min=60.0).shut[0].kept.per_h == 0.0


def test_people_who_walk_in_choose_by_road_and_ambulances_go_to_the_nearest_with_room() -> None:
    spill = spillover_of(*town(), at_min=inf)
    near, far = spill.neighbours
    assert near.extra.walk_ins_per_h / far.extra.walk_ins_per_h == pytest.approx(450 / 300 * 4)
    assert near.extra.ambulances_per_h == pytest.approx(3.0)
    assert far.extra.ambulances_per_h == 0
    tight = replace(Spilling(), ambulances=Pull(exponent=inf, ceiling=0.4))
    near, far = spillover_of(*town(), at_min=inf, spilling=tight).neighbours
    assert near.extra.ambulances_per_h == pytest.approx(0.4 * 450 * 3 / 250)
    assert far.extra.ambulances_per_h == pytest.approx(3.0 - 0.4 * 450 * 3 / 250)


def test_what_finds_no_room_is_handed_to_somebody() -> None:
    tight = replace(Spilling(), ambulances=Pull(exponent=inf, ceiling=0.1))
    spill = spillover_of(*town(), at_min=inf, spilling=tight)
    assert spill.nowhere.ambulances_per_h == pytest.approx(3.0 - 0.1 * 750 * 3 / 250)
    assert any("ambulances an hour find no department" in note for note in spill.notes)


def test_some_may_go_to_no_department_and_nobody_is_lost() -> None:
    spill = spillover_of(*town(), at_min=inf, spilling=Spilling(elsewhere_share=0.3))
    assert spill.elsewhere_per_h == pytest.approx(0.3 * 7)
    extra = sum(n.extra.per_h for n in spill.neighbours)
    assert extra + spill.elsewhere_per_h + spill.nowhere.per_h == pytest.approx(10.0)


def test_a_neighbours_own_word_counts_before_its_beds_and_a_neighbour_down_gets_nobody() -> None:
    told = {SiteId("far"): Arrivals(ambulances_per_h=9.0, walk_ins_per_h=21.0)}
    near, far = sorted(
        spillover_of(*town(), at_min=inf, spilling=replace(BY_SIZE, told=told)).neighbours,
        key=lambda n: n.site != "near",
    )
    assert (far.before.per_h, far.size_said) == (30.0, "told by it")
    assert far.rise == near.rise == pytest.approx(10 / (18 + 30))
    (alone,) = spillover_of(*town(), at_min=inf, spilling=replace(BY_SIZE, down=["near"])).neighbours
    assert (alone.site, alone.extra.per_h) == ("far", pytest.approx(10.0))


def test_a_size_nobody_knows_gets_nobody_and_it_is_said() -> None:
    region = "hospital, name, beds_recognised, ed\nnear, Near, ? being merged, yes\nfar, Far, 300, yes\n"
    spill = spillover_of(*town(region=region), at_min=inf)
    assert [n.site for n in spill.neighbours] == ["far"]
    assert any(note.startswith("Near gets nobody") for note in spill.notes)
    sites = "site, name, beds_recognised, ed\nhome, Home, ? never counted, yes\n"
    spill = spillover_of(*town(sites=sites), at_min=inf)
    assert spill.neighbours == () and spill.nowhere.per_h == pytest.approx(10.0)
    assert isinstance(spill.share, Unknown)


def test_our_own_open_campus_takes_its_part() -> None:
    hospital, outage = town(
        sites="site, name, beds_recognised, ed\nhome, Home, 250, yes\nother, Other, 250, yes\n",
        services="""
            service, site, paper_min, paper_capacity, arrivals_per_h, ambulances_per_h
            emergency, home, 0, 0, 10, 3
            emergency-2, other, 0, 0, 10, 3
            """,
        travel_min="from, to, minutes\nhome, near, 10\nhome, far, 20\nhome, other, 10\n",
    )
    spill = spillover_of(hospital, outage, spilling=BY_SIZE)
    other = next(n for n in spill.neighbours if n.ours)
    assert (other.site, other.size_said, other.travel_min) == ("other", "told in services", 10.0)
    assert other.rise == pytest.approx(10 / (10 + 750 * 20 / 500))


def test_nothing_lost_nothing_spills() -> None:
    hospital, _ = town()
    outage = what_falls_if(hospital, compile(hospital), what_is_off(hospital, []))
    spill = spillover_of(hospital, outage)
    assert (spill.shut, spill.neighbours, spill.share) == ((), (), 0.0)


def test_the_example_spills_onto_all_within_reach() -> None:
    hospital = example(AZ_MONICA)
    outage = what_falls_if(hospital, compile(hospital), what_is_off(hospital, ["all"]))
    for at in moments(outage):
        spill = spillover_of(hospital, outage, at_min=at)
        away = sum(s.turned_away.per_h for s in spill.shut)
        assert sum(n.extra.per_h for n in spill.neighbours) + spill.nowhere.per_h == pytest.approx(away)
        assert len(spill.neighbours) == 53
        assert all(n.rise_ambulances <= 0.64 + 1e-9 for n in spill.neighbours)


@pytest.mark.shared_data("data/region/be_ed_sites.csv")
def test_of_the_beds_within_fifteen_km_a_tenth_down_is_a_tenth_more_at_the_others(shared: Path) -> None:
    with (shared / "data/region/be_ed_sites.csv").open(encoding="utf-8", newline="") as text:
        sites = {row["id"]: row for row in csv.DictReader(text)}
    centre = sites["1210"]
    at = {key: (float(row["lat"]), float(row["lon"])) for key, row in sites.items()}
    near = {
        key: float(sites[key]["cap_beds"])
        for key in sites
        if metres_between(at[key], (float(centre["lat"]), float(centre["lon"]))) <= 15_000
    }
    down = {key: near.pop(key) for key in ("1210", "1220")}
    assert (sum(down.values()), sum(down.values()) + sum(near.values()), len(near)) == (466, 4807, 11)
    there, nowhere = shared_out(down, near, {}, PROPORTIONAL)
    s = 466 / 4807
    assert nowhere == 0
    assert all(there[key] / near[key] == pytest.approx(s / (1 - s), rel=1e-12) for key in near)
    assert round(100 * there["1180"] / near["1180"], 1) == 10.7
