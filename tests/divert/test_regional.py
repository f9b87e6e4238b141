from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.depend import compile, what_falls_if, what_is_off
from codedark.divert.planning import plan
from codedark.divert.regional import joint_region
from codedark.divert.regional_names import Member
from codedark.divert.spillover import spillover_of
from codedark.hospital.faults import BadHospital
from codedark.hospital.records import Unknown
from tests.divert.regions import a_member, free
from tests.hospitals.kept import AZ_MONICA, GRAUWBERG, example


def test_two_hospitals_are_one_with_all_patients_and_each_shared_bed_once() -> None:
    region = joint_region([a_member("north", "icu"), a_member("south", "icu", "lab")])
    hospital, outage = region.hospital, region.outage
    assert set(hospital.sites) == {"north", "south"} and set(hospital.patients) == {"north.p-1", "south.p-1"}
    assert free(hospital.free_beds)["shared", "icu"] == 4
    assert {lost.service for lost in outage.services} == {"north.icu", "south.icu", "south.lab"}
    assert all(lost.service in hospital.services for lost in outage.services)
    needed = {s for patient in hospital.patients.values() for s in patient.needs}
    assert needed <= set(hospital.services)
    assert (outage.critical_patients, outage.critical_patients_all) == (2, 2)
    assert region.folder_of == {"north": "north", "south": "south"}
    assert hospital.settings.hospital.name == "Test hospital, Test hospital"


def test_a_crew_stands_still_when_any_hospitals_service_it_needs_is_lost() -> None:
    needing = "crew, kind, owner, site, needs, transfers\namb-1, ambulance, 112, {site}, lab, yes\n"
    members = [a_member("north"), a_member("south", "lab", crews=needing)]
    assert joint_region(members).outage.crews_standing == ("amb-1",)
    members = [a_member("north"), a_member("south", "icu", crews=needing)]
    assert joint_region(members).outage.crews_standing == ()


def test_a_site_of_one_in_the_region_of_another_is_the_groups_own() -> None:
    around = "hospital, name, beds_recognised\nshared, Shared, 400\nnorth, North, 100\n"
    beds = "hospital, pool, free_staffed, confirmed_at\nnorth, icu, 5, 2026-01-13T08:00+01:00\n"
    south = a_member("south", "icu", region=around, region_beds=beds)
    region = joint_region([a_member("north"), south])
    assert set(region.hospital.region) == {"shared"}
    assert free(region.hospital.free_beds)["north", "icu"] == 5
    down = joint_region([a_member("north", "icu"), south])
    assert free(down.hospital.free_beds)["north", "icu"] == 0


@given(
    beds=st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(["", "2026-01-13T07:00+01:00", "2026-01-13T07:30+02:00"])),
        min_size=1, max_size=4,
    ),
    off=st.lists(st.sampled_from([(), ("icu",), ("icu", "lab")]), min_size=4, max_size=4),
)  # fmt: skip
def test_shared_beds_are_never_counted_twice_and_the_order_of_folders_changes_nothing(
    beds: list[tuple[int, str]], off: list[tuple[str, ...]]
) -> None:
    members = [
        a_member(
            f"h{i}", *off[i],
            region_beds=f"hospital, pool, free_staffed, confirmed_at\nshared, icu, {number}, {at}\n",
            travel_min=f"from, to, minutes\n{{site}}, shared, {20 + i}\nshared, {{site}}, 20\n",
        )
        for i, (number, at) in enumerate(beds)
    ]  # fmt: skip
    region = joint_region(members)
    told = free(region.hospital.free_beds)
    assert [row.hospital for row in region.hospital.free_beds].count("shared") == 1  # type: ignore[arg-type]
    assert told["shared", "icu"] in [number for number, _ in beds]
    for other in permutations(members):
        again = joint_region(other)
        assert (again.hospital.free_beds, again.outage, again.notes) == (
            region.hospital.free_beds, region.outage, region.notes,
        )  # fmt: skip
        for table in (
            "sites",
            "services",
            "patients",
            "crews",
            "region",
            "travel",
            "pools",
            "wards",
            "settings",
            "sha256",
        ):
            assert getattr(again.hospital, table) == getattr(region.hospital, table), table


def test_one_hospital_alone_is_itself() -> None:
    alone = a_member("north", "icu")
    region = joint_region([alone])
    for table in ("sites", "patients", "crews", "region", "travel", "pools", "wards", "telephones"):
        assert getattr(region.hospital, table) == getattr(alone.hospital, table)
    assert region.outage == alone.outage


def test_every_site_told_twice_is_a_fault_with_its_folder() -> None:
    two = "site, name, beds_recognised\n{site}, One, 1\nmore, Two, 1\n"
    members = [a_member(f, site="same", sites=two) for f in ("north", "south")]
    with pytest.raises(BadHospital) as bad:
        joint_region(members)
    assert [str(fault) for fault in bad.value.faults] == [
        f"south/sites.csv, column site: '{site}' is also a site of north. "
        "Fix: give one of them another id, there and wherever its folder names it."
        for site in ("same", "more")
    ]
    with pytest.raises(ValueError, match="at least one"):
        joint_region([])


def test_two_names_on_the_same_ground_are_noted() -> None:
    def placed(name: str) -> str:
        return f"hospital, name, lat, lon, beds_recognised\n{name}, Some, 51.0, 4.0, 100\n"

    def member(folder: str, name: str) -> Member:
        beds = f"hospital, pool, free_staffed\n{name}, icu, 1\n"
        road = f"from, to, minutes\n{{site}}, {name}, 5\n"
        return a_member(folder, region=placed(name), region_beds=beds, travel_min=road)

    notes = joint_region([member("north", "mercy"), member("south", "the-mercy")]).notes
    assert "mercy and the-mercy stand 0 m apart: if they are one, its beds are counted twice." in notes


def test_two_sites_that_one_hospital_tells_apart_are_two() -> None:
    region = "hospital, name, lat, lon, beds_recognised\na, A, 51.0, 4.0, 1\nb, B, 51.0, 4.0, 1\nshared, S, , , 9\n"
    assert not any("counted twice" in note for note in joint_region([a_member("north", region=region)]).notes)


def test_one_plan_serves_both_and_no_shared_bed_is_given_twice() -> None:
    beds = "hospital, pool, free_staffed, confirmed_at\nshared, icu, 1, 2026-01-13T08:00+01:00\n"
    members = [a_member(folder, "icu", region_beds=beds) for folder in ("north", "south")]
    alone = [plan(m.hospital, m.outage) for m in members]
    assert [len(one.transfers) for one in alone] == [1, 1]
    region = joint_region(members)
    both = plan(region.hospital, region.outage)
    assert len(both.transfers) == 1 and len(both.unplaced) == 1
    assert {both.transfers[0].patient, both.unplaced[0].patient} == {"north.p-1", "south.p-1"}


def test_weights_of_the_first_are_taken_and_it_is_said() -> None:
    heavy = '[hospital]\nname = "South"\n[care]\narrival = 9.0\n'
    region = joint_region([a_member("north"), a_member("south", hospital_toml=heavy)])
    assert region.hospital.settings.care.arrival == 0.2
    assert region.notes[0] == "[care] of north is taken for all; south has its own."


def test_both_examples_down_at_once() -> None:
    members = [
        Member(folder=name, hospital=h, outage=what_falls_if(h, compile(h), what_is_off(h, ["all"])))
        for name in (AZ_MONICA, GRAUWBERG)
        for h in [example(name)]
    ]
    region = joint_region(members)
    assert len(region.hospital.patients) == sum(len(m.hospital.patients) for m in members)
    assert len(region.outage.services) == sum(len(m.outage.services) for m in members)
    assert len(region.hospital.free_beds) == len({(b.hospital, b.pool) for b in region.hospital.free_beds})
    assert all(b.free_staffed == 0 for b in region.hospital.free_beds if b.hospital in region.hospital.sites)
    assert any(isinstance(b.free_staffed, Unknown) for b in region.hospital.free_beds)
    spill = spillover_of(region.hospital, region.outage)
    assert len(spill.shut) == 3
