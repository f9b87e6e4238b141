from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from codedark import depend, reach
from codedark.gap import playbook
from codedark.gap.plan import Playbook, Presumed
from codedark.gap.plan_book import StagedPlan, in_words, named, plan_book, staged_plan
from codedark.gap.plan_id import plan_id
from codedark.gap.posture import Posture, seal
from codedark.hospital.records import ConduitId, HostId, ZoneId
from tests.gap.seal_ward import shut, ward_hospital, ward_tiers


@cache
def _playbook() -> Playbook:
    hospital = ward_hospital()
    return playbook(hospital, reach.compile(hospital), depend.compile(hospital))


@cache
def _book() -> tuple[StagedPlan, ...]:
    return plan_book(ward_tiers(), _playbook())


def _from(*zones: str) -> Presumed:
    return Presumed(hosts=frozenset(), zones=frozenset(map(ZoneId, zones)), place_unknown=False, why=("told",))


def test_every_alarm_zone_and_place_unknown_has_a_plan_of_its_name() -> None:
    for zone in ward_hospital().zones:
        plan = named(_book(), zone)
        asked = _playbook().by_zone[zone]
        assert plan is not None or not (asked.cut or asked.contain or asked.quarantine)
    assert named(_book(), "unknown") is not None
    assert named(_book(), "nowhere") is None


@pytest.mark.parametrize("posture", [2, 3, 4])
def test_every_zone_and_everything_stand_ready_at_postures_2_3_and_4(posture: int) -> None:
    every = named(_book(), f"everything@{posture}")
    assert every is not None
    assert {p for _, p in every.seal.postures} == {posture}
    assert {c for c, _ in every.seal.postures} == set(ward_hospital().conduits)
    ward = named(_book(), f"zone:ward@{posture}")
    assert ward is not None
    assert "admin" not in dict(ward.seal.postures)


def test_ids_are_unique_and_those_of_paper() -> None:
    ids = [plan.id for plan in _book()]
    assert len(set(ids)) == len(ids)
    assert all(plan.id == plan_id(plan.seal) for plan in _book())
    assert all(named(_book(), plan.id) is plan for plan in _book())


def test_no_plan_asks_for_nothing() -> None:
    assert not any(plan.seal.empty for plan in _book())


def test_a_name_stands_for_one_plan() -> None:
    names = [name for plan in _book() for name in plan.names]
    assert len(set(names)) == len(names)


def test_a_plan_is_priced_and_says_how_far_it_goes() -> None:
    every = named(_book(), "everything@3")
    assert every is not None
    assert every.care_lost_per_h == ward_tiers().care_lost_per_h(every.seal) > 0
    assert every.posture_max is Posture.BREAK_GLASS
    assert every.hold_sealed == ("lookup",)


def test_keeping_hosts_apart_or_off_the_network_is_no_mild_posture() -> None:
    mild = shut(Posture.NO_ADMINISTRATION, "admin")
    assert staged_plan(ward_tiers(), mild, None).posture_max is Posture.NO_ADMINISTRATION
    for harder in (
        seal(dict(mild.postures), contain=[ZoneId("ward")]),
        seal(dict(mild.postures), (), [HostId("ws-1")]),
    ):
        assert staged_plan(ward_tiers(), harder, None).posture_max is Posture.BREAK_GLASS


def test_break_glass_flows_from_what_is_presumed_into_core_are_listed_once_each() -> None:
    cut = shut(Posture.BREAK_GLASS, *ward_hospital().conduits)
    plan = staged_plan(ward_tiers(), cut, _from("ward"))
    assert len(set(plan.flows)) == len(plan.flows)
    assert set(plan.flows) >= {"record: ward to records", "lookup: ward to host:dc-1"}
    assert staged_plan(ward_tiers(), cut, _from("office")).flows == ()
    open_ = staged_plan(ward_tiers(), shut(Posture.DARK, "admin"), _from("ward"))
    assert open_.flows.count("record: ward to records") == 1, "whole and in pieces it is one flow"
    assert staged_plan(ward_tiers(), cut, None).flows == ()


def test_what_is_reached_over_a_flow_opens_the_flows_behind_it() -> None:
    cut = shut(Posture.BREAK_GLASS, *ward_hospital().conduits)
    flows = staged_plan(ward_tiers(), cut, _from("ward")).flows
    assert any(f.startswith("lookups:") for f in flows), "the ward reaches the records, and these the directory"


def test_nothing_is_listed_when_everything_is_dark() -> None:
    dark = shut(Posture.DARK, *ward_hospital().conduits)
    assert staged_plan(ward_tiers(), dark, _from("ward")).flows == ()


def test_two_alarms_with_one_seal_share_a_plan_that_lists_the_flows_of_both() -> None:
    split = ward_tiers()
    cut = replace(_playbook().unknown, cut=tuple(ward_hospital().conduits), contain=(), quarantine=())
    alarms = {ZoneId(z): replace(cut, presumed=_from(z)) for z in ("ward", "domain", "records")}
    plans = plan_book(split, Playbook(unknown=replace(cut, presumed=_from("office")), by_zone=alarms))
    one = named(plans, "unknown")
    assert one is not None
    assert {"zone:ward", "zone:records"} < set(one.names)
    assert set(one.flows) >= {"record: ward to records", "lookups: host:ehr-1 to host:dc-1"}
    assert len(set(one.flows)) == len(one.flows)


def test_a_plan_in_words_counts_what_it_does() -> None:
    one = seal({ConduitId("admin"): Posture.DARK}, [ZoneId("ward")], [HostId("ws-1"), HostId("ehr-1")])
    assert in_words(staged_plan(ward_tiers(), one, None)) == "1 conduit dark, 1 zone contained, 2 hosts quarantined"
