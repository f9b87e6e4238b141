"""How an arm answers: what goes off, what is cut for an alarm from where, and what that takes from the services."""

from dataclasses import replace

import numpy as np
import pytest

from codedark import depend, reach
from codedark.drill.board_fall import compile_fall
from codedark.drill.board_response import NO_PLAN, POLICIES, compile_answer
from codedark.drill.scenario import Arm, Pinned
from codedark.gap.playbook import playbook
from codedark.hospital.words import Policy
from tests.drill.clinic import bad_day, clinic
from tests.making import make_hospital

SCENARIO = bad_day()
GATED = {
    "zones": """
        zone,kind,core,gate
        office,office,no,
        wards,clinical,no,
        servers,server,yes,
        """,
    "hosts": """
        host,zone,role
        pc-1,office,workstation
        ward-1,wards,clinical-workstation
        srv-1,servers,server
        """,
    "gates": """
        gate,kind,fire_min,native_undo,on_failure,cuts_sessions
        fast,nftables,1,yes,closed,yes
        slow,nftables,30,yes,closed,yes
        """,
    "applications": "application,kind,runs_on,ports,restore_h,check_h\nrecords,clinical,srv-1,tcp/443,8,1",
    "services": "service,needs,worked_from\ncare,records,wards",
    "conduits": """
        conduit,from,to,action,protocol,ports,purpose,gate
        admin,office,servers,allow,tcp,any,administration,slow
        mail,office,wards,allow,tcp,25,office,fast
        work,wards,servers,allow,tcp,443,clinical,fast
        """,
}


def answer(hospital, policy, scenario=SCENARIO, *, pinned=False):
    told, circuit = reach.compile(hospital), depend.compile(hospital)
    fall = compile_fall(hospital, circuit)
    arm = Arm(name="arm", pinned=pinned)
    return compile_answer(hospital, told, circuit, fall, policy, scenario, arm), fall


def closed(given, plan, hospital):
    return {str(c) for c, gone in zip(hospital.conduits, given.closed[plan], strict=True) if gone}


def leaves(given, plan):
    return given.leaf[given.leaf_start[plan] : given.leaf_start[plan + 1]].tolist()


def test_a_full_shutdown_switches_off_the_roles_the_hospital_names_and_nothing_else():
    given, _ = answer(clinic(), Policy.FULL_SHUTDOWN)
    ids = clinic().hosts.ids
    assert [ids[h] for h in np.flatnonzero(given.off)] == ["dc-1", "lab-1", "ehr-1", "bak-1"]
    assert (POLICIES[given.policy], len(given.fire_min)) == (Policy.FULL_SHUTDOWN, 0)
    few = make_hospital(
        hospital_toml='[hospital]\nname = "T"\n[response]\noff_roles = ["directory"]',
        hosts="host,zone,role\na,office,server\nb,office,directory",
    )
    assert answer(few, Policy.FULL_SHUTDOWN)[0].off.tolist() == [False, True]


@pytest.mark.parametrize("policy", [Policy.NONE, Policy.ZONE_ISOLATION, Policy.PLAYBOOK])
def test_no_other_policy_switches_anything_off(policy):
    assert not answer(clinic(), policy)[0].off.any()


def test_without_a_policy_there_is_no_plan():
    given, _ = answer(clinic(), Policy.NONE)
    assert given.plan_of_zone.tolist() == [NO_PLAN] * 3
    assert given.plan_unknown == NO_PLAN
    assert given.closed.shape == (0, 3)


def test_isolating_a_zone_closes_every_conduit_into_it_and_out_of_it_by_hand():
    hospital = make_hospital(**GATED)
    given, fall = answer(hospital, Policy.ZONE_ISOLATION)
    assert given.plan_of_zone.tolist() == given.isolated.tolist() == [0, 1, 2]
    assert given.plan_unknown == NO_PLAN
    assert [closed(given, z, hospital) for z in range(3)] == [{"admin", "mail"}, {"mail", "work"}, {"admin", "work"}]
    assert np.isnan(given.fire_min).all()
    assert not given.contained.any()
    work = int(fall.node_of_conduit[2])
    assert work >= 0
    assert [leaves(given, z) for z in range(3)] == [[], [work], [work]]


def test_a_row_that_serves_other_zones_too_goes_on_and_the_zones_workplaces_are_lost():
    shared = GATED | {
        "zones": "zone,kind,workable_share\noffice,office,0.5\nwards,clinical,0.5\nservers,server,0",
        "services": "service,needs,worked_from\ncare,records,wards\ndesk,records,office",
        "conduits": "conduit,from,to,action,protocol,ports,purpose\nall,*,servers,allow,tcp,443,clinical",
    }
    given, fall = answer(make_hospital(**shared), Policy.ZONE_ISOLATION)
    row = int(fall.node_of_conduit[0])
    assert given.closed[:, 0].tolist() == [False, False, True]
    assert leaves(given, 0) == [int(fall.node_of_workplace[0])]
    assert leaves(given, 1) == [int(fall.node_of_workplace[1])]
    assert leaves(given, 2) == [row]
    assert min(fall.node_of_workplace[:2]) >= 0


def test_the_playbook_is_the_one_gap_makes():
    hospital = make_hospital(**GATED)
    given, fall = answer(hospital, Policy.PLAYBOOK)
    book = playbook(hospital, reach.compile(hospital), depend.compile(hospital))
    told = {given.plan_unknown: book.unknown}
    for z, zone in enumerate(hospital.hosts.zone_ids):
        told[int(given.plan_of_zone[z])] = book.by_zone.get(zone, book.unknown)
    assert sorted(told) == list(range(len(given.fire_min)))
    for plan, made in told.items():
        assert closed(given, plan, hospital) == set(made.cut)
        assert given.fire_min[plan] == made.fire_min
        taken = [int(fall.node_of_conduit[list(hospital.conduits).index(c)]) for c in made.cut]
        assert leaves(given, plan) == sorted(node for node in taken if node >= 0)
        zones = [hospital.hosts.zone_ids[z] for z in np.flatnonzero(given.contained[plan])]
        assert set(zones) == set(made.contain)
        quarantined = given.quarantined[given.quarantined_start[plan] : given.quarantined_start[plan + 1]]
        assert {hospital.hosts.ids[h] for h in quarantined} == set(made.quarantine)
    office, wards, servers = given.plan_of_zone.tolist()
    # Over `admin` an intruder from the office may be anywhere, so both ways into the core go; the wards have one way.
    assert office == servers == given.plan_unknown != wards
    assert (closed(given, office, hospital), given.fire_min[office]) == ({"admin", "work"}, 30)
    assert (closed(given, wards, hospital), given.fire_min[wards]) == ({"work"}, 1)
    assert (given.isolated == -1).all()


def test_facts_of_the_morning_hold_in_the_pinned_arm_alone():
    given, _ = answer(clinic(), Policy.FULL_SHUTDOWN, pinned=True)
    assert (given.pinned_alarm_min, given.pinned_cut_min) == (360, 365)
    given, _ = answer(clinic(), Policy.FULL_SHUTDOWN)
    assert np.isnan([given.pinned_alarm_min, given.pinned_cut_min]).all()
    half = replace(SCENARIO, pinned=Pinned(cut_min=0.0))
    given, _ = answer(clinic(), Policy.FULL_SHUTDOWN, half, pinned=True)
    assert np.isnan(given.pinned_alarm_min)
    assert given.pinned_cut_min == 0.0


def test_nights_and_the_week_are_those_of_the_scenario():
    night = replace(SCENARIO.detection, night_from_min=1300, night_to_min=300, weekend=False, alarm_within_h=2.0)
    given, _ = answer(clinic(), Policy.NONE, replace(SCENARIO, detection=night))
    assert (given.night_from_min, given.night_to_min, given.weekend) == (1300, 300, False)
    assert given.alarm_within_min == 120
    assert (given.weekday, given.start_of_day_min) == (1, 0)
