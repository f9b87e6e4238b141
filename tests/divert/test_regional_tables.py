from __future__ import annotations

from codedark.divert.regional_names import Member, region_names
from codedark.divert.regional_tables import (
    joint_crews,
    joint_escorts,
    joint_operations,
    joint_patients,
    joint_pools,
    joint_receivers,
)
from tests.divert.regions import a_member


def test_what_a_patient_needs_is_the_service_of_its_own_hospital() -> None:
    wards = "ward, site, pool, needs, acuity\nICU, {site}, icu, icu lab, critical\n"
    patients = "patient, site, ward, pool, acuity, needs, can_go_home\np-1, {site}, ICU, icu, critical, icu lab, no\n"
    members = [a_member(f, wards=wards, patients=patients) for f in ("north", "south")]
    joint = joint_patients(members, region_names(members))
    assert set(joint) == {"north.p-1", "south.p-1"}
    south = joint["south.p-1"]  # type: ignore[index]
    assert (south.site, south.ward, south.needs) == ("south", "south.ICU", ("south.icu", "south.lab"))


def test_an_operation_keeps_its_recovery() -> None:
    table = "operation, days, start, duration_min, needs, recovery, recovery_min\nhip, mon, 08:00, 60, lab, icu, 30\n"
    members = [a_member("north", operations=table), a_member("south")]
    (hip,) = joint_operations(members, region_names(members)).values()
    assert (hip.operation, hip.needs, hip.recovery) == ("hip", ("north.lab",), "north.icu")


def crews(*members: Member) -> tuple[dict, list[str]]:
    notes: list[str] = []
    return joint_crews(members, region_names(members), notes), notes


def test_a_crew_of_others_is_there_once_and_what_is_told_otherwise_is_noted() -> None:
    needing = "crew, kind, owner, site, needs, transfers\namb-1, mug, 112, {site}, lab, yes\n"
    joint, notes = crews(a_member("north"), a_member("south", crews=needing))
    assert set(joint) == {"amb-1", "own-1"}
    assert joint["amb-1"].site == "north" and joint["amb-1"].needs == ("south.lab",)
    assert notes == [
        "Crew amb-1 (112), kind: ambulance, not mug as south says.",
        "Crew amb-1 (112), site: north, not south as south says.",
    ]


def test_only_a_stand_in_all_agree_on_will_do() -> None:
    north = a_member("north", pools="pool, may_use, penalty_min\nicu, medium burns, 20\n")
    south = a_member("south", pools="pool, may_use, penalty_min\nicu, medium, 40\nward, day, 5\n")
    notes: list[str] = []
    joint = joint_pools([north, south], notes)
    assert (joint["icu"].may_use, joint["icu"].penalty_min) == (("medium",), 40)
    assert joint["ward"].may_use == ("day",) and len(notes) == 1


def test_a_site_of_the_group_is_no_neighbour_and_a_partner_of_one_is_asked_first() -> None:
    region = "hospital, name, beds_recognised, partner\nshared, Shared, %s, %s\nnorth, North, 100, no\n"
    north = a_member("north")
    south = a_member("south", region=region % (500, "yes"))
    notes: list[str] = []
    joint = joint_receivers([north, south], {**north.hospital.sites, **south.hospital.sites}, notes)
    assert set(joint) == {"shared"}
    assert joint["shared"].partner and joint["shared"].beds_recognised == 400  # type: ignore[index]
    assert notes == ["shared, beds_recognised: 400, not 500 as south says."]


def test_a_crew_that_stands_nowhere_in_particular_stands_at_its_own_hospital() -> None:
    nowhere = "crew, kind, owner, site, transfers\nvalley, ambulance, 112, , yes\n"
    joint, _ = crews(a_member("north"), a_member("south", crews=nowhere))
    assert joint["valley"].site == "south"


def test_a_hospital_that_told_no_escorts_keeps_what_it_is_taken_to_have_when_alone() -> None:
    notes: list[str] = []
    told = a_member("north", escorts="escort, kind, site, count\nteam, nurse, {site}, 2\n")
    members = [told, a_member("south")]
    joint = joint_escorts(members, region_names(members), notes)
    assert {(team.escort, str(team.kind), team.site, team.count) for team in joint.values()} == {
        ("team", "nurse", "north", 2),
        ("assumed.south", "physician", "south", 2),
    }
    assert len(notes) == 1 and "south" in notes[0]
    assert joint_escorts(members[1:], region_names(members[1:]), notes) == {} and len(notes) == 1
