from __future__ import annotations

import pytest

from codedark.gap.cable_choice import Asked, cable_to_pull, closed_by, on_the_same, told_of
from codedark.hospital import Hospital
from codedark.hospital.records import GateId, ZoneId
from tests.making import make_hospital

ZONES = "zone,kind,core,gate\noffice,office,no,fw\nward,clinical,no,fw\nlab,device,yes,fw\nicu,device,yes,fw"


def wired(cables: str) -> Hospital:
    return make_hospital(zones=ZONES, gates="gate,kind\nfw,nftables\nhub,nftables", cables=cables)


def asked(gate: str, a: str, b: str) -> Asked:
    return GateId(gate), frozenset({ZoneId(a), ZoneId(b)})


@pytest.mark.parametrize(
    ("row", "told"),
    [("cellar,P1,", True), ("cellar,,A7", True), ("cellar,,", False), (",P1,A7", False), (",,", False)],
)
def test_a_cable_can_be_found_by_its_room_and_its_port_or_label(row: str, told: bool) -> None:
    (cable,) = wired(f"gate,zone,room,panel_port,cable\nfw,office,{row}").cables.values()
    assert told_of(cable) is told


def test_zones_hang_on_the_same_cable_when_room_port_and_label_agree_at_one_gate() -> None:
    hospital = wired("gate,zone,room,cable\nfw,office,r1,x\nfw,ward,r1,x\nfw,lab,r2,x\nhub,icu,r1,x\nfw,icu,,")
    assert on_the_same(hospital, hospital.cables["fw", "office"]) == ("office", "ward")
    assert on_the_same(hospital, hospital.cables["hub", "icu"]) == ("icu",)
    assert on_the_same(hospital, hospital.cables["fw", "icu"]) == ("icu",), "two cables nobody told of are two"


def test_a_cable_at_the_zones_own_gate_closes_all_its_pairs_and_at_another_what_passes_there() -> None:
    hospital = wired("gate,zone,room,cable\nfw,ward,r1,x\nhub,ward,r2,y")
    left = [asked("fw", "ward", "lab"), asked("hub", "ward", "icu"), asked("hub", "office", "icu")]
    assert closed_by(hospital, hospital.cables["fw", "ward"], left) == left[:2]
    assert closed_by(hospital, hospital.cables["hub", "ward"], left) == left[1:2]


def test_care_comes_before_what_can_be_found_and_that_before_the_shortest_walk() -> None:
    told_lab = wired("gate,zone,room,cable\nfw,lab,r1,x")
    assert cable_to_pull(told_lab, [asked("fw", "office", "lab")]).zone == "office", "a core zone keeps its cable"
    told_ward = wired("gate,zone,room,cable\nfw,ward,r1,x")
    left = [asked("fw", "office", "ward"), asked("fw", "office", "lab"), asked("fw", "office", "icu")]
    assert cable_to_pull(told_ward, left).zone == "ward"
    assert cable_to_pull(wired("gate,zone"), left).zone == "office", "it closes three"
