"""Numbers that come out can be told as a story: small hospitals, one thing changed at a time, the plain twin."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from codedark.drill.board import Board, compile_board
from codedark.drill.outcomes import Outcome
from codedark.drill.parameters import ranges_of, values_at
from codedark.drill.playing import play
from codedark.drill.scenario import Arm
from codedark.drill.scenario_file import read_scenario
from codedark.drill.tally import MOMENTS, Tally
from codedark.hospital.words import Policy
from tests.making import make_hospital

OFF_AT = "2024-03-05T06:30"
"""A Tuesday."""

SERVICES = """
    service,needs,paper_min,paper_capacity,tested,arrivals_per_h,restore_rank
    theatres,ehr,0,0,no,0,2
    recovery,ehr,0,0,no,0,3
    laboratory,lis,{paper},yes,0,1
    emergency,ehr,120,0.5,no,2,4
    """
OPERATIONS = """
    operation,site,days,start,duration_min,urgency,needs,recovery,recovery_min
    early,home,weekdays,06:00,90,elective,theatres,,
    plain,home,weekdays,08:00,60,elective,theatres,,
    tests,home,weekdays,09:00,60,elective,laboratory,,
    urgent,home,weekdays,10:00,60,urgent,laboratory,,
    evening,home,daily,20:00,60,emergency,theatres,,
    """


def tables(**changed: str) -> Mapping[str, str]:
    told = {
        "hospital_toml": """
            [hospital]
            name = "St Story"
            [response]
            policy = "full-shutdown"
            night_factor = 1
            decision_min = 10
            shutdown_min = 0
            hold_h = 10
            [restoration]
            crews = 1
            work_h_per_day = 24
            start_h = 24
            backup_lost_factor = 2
            workstations_per_h = 1
            cold_start_h = 5
            [transfer]
            decision_min = 60
            handling_min = 30
            """,
        "sites": "site,name,beds_recognised,ed\nhome,Home,100,yes\nother,Other,50,yes\n",
        "zones": "zone,kind,core\noffice,office,no\nservers,server,yes\n",
        "hosts": "host,zone,role\npc,office,workstation\nehr-1,servers,server\nlab-1,servers,server\n",
        "accounts": "account,held_on,administers\nadmin,host:pc,role:server\n",
        "applications": """
            application,kind,runs_on,needs,restore_h,check_h
            ehr,clinical,ehr-1,,20,2
            lis,clinical,lab-1,,30,3
            """,
        "conduits": "conduit,from,to,protocol,purpose\nall,office,servers,any,administration\n",
        "services": SERVICES.format(paper="0,0"),
        "operations": OPERATIONS,
        "patients": "patient,site,pool,acuity,needs,can_go_home\np1,home,icu,critical,laboratory,no\n",
        "crews": "crew,kind,owner,transfers,needs\namb,ambulance,112,yes,\nmug,mug,ours,no,emergency\n",
        "region": "hospital,name,beds_recognised,ed\nnext,Next,300,yes\nfar,Far,200,yes\n",
        "region_beds": """
            hospital,pool,free_staffed,confirmed_at
            next,icu,1,2024-03-04T12:00+01:00
            far,icu,? not asked,
            """,
        "travel_min": "from,to,minutes\nhome,next,20\nhome,far,50\nhome,other,10\n",
    }
    return {**told, **changed}


SCENARIO = """
[clock]
start = "2024-03-05T00:00"
day1 = "2024-03-05"
horizon_days = 14
[attack]
mode = "{mode}"
entry = ["{entry}"]
detonation_h = {detonation}
dwell_h = 48
account_taken = 1
vulnerable_share = 0
push_min = 0
encrypt_min = 1
encrypt_sigma = 0
backups_captured = 1
hop_min = 10
[detection]
alerts_before = 0
recognised_h = 1
[pinned]
alarm_at = "2024-03-05T06:20"
cut_at = "2024-03-05T06:30"
[[arms]]
name = "told"
"""


def board(
    mode: str = "human", detonation: float = 400.0, response: Policy | None = None, *, pinned: bool = True,
    beds: float | None = None, entry: str = "host:pc", **changed: str,
) -> tuple[Board, np.ndarray]:  # fmt: skip
    """By default the destruction lies behind the horizon: only our own action is felt."""
    hospital = make_hospital(**tables(**changed))
    scenario = read_scenario("told", SCENARIO.format(mode=mode, detonation=detonation, entry=entry).encode(), hospital)
    told = compile_board(hospital, scenario, Arm(name="told", response=response, pinned=pinned), beds)
    return told, values_at(ranges_of(hospital, scenario), np.full((1, len(ranges_of(hospital, scenario))), 0.5))


def tell(**changed: object) -> tuple[Board, Tally]:
    one, values = board(**changed)  # type: ignore[arg-type]
    return one, play(one, values, 1, 0, 1, 1, compiled=False)


def day1(tally: Tally) -> float:
    return float(tally.outcome(Outcome.OPERATIONS_CANCELLED_DAY1)[0])


def outcome(tally: Tally, name: str) -> float:
    return float(tally.outcome(name)[0])


def cancelled(told: tuple[Board, Tally]) -> dict[str, str]:
    """Operation of day one -> the service that decided."""
    one, tally = told
    return {one.operations[o]: one.services[s] for o, s in np.argwhere(tally.decided_day1 > 0)}


def test_one_tested_downtime_procedure_saves_one_operation_and_the_others_tell_their_service() -> None:
    without, tested = tell(), tell(services=SERVICES.format(paper="240,1"))
    assert cancelled(without) == {
        "plain": "theatres", "tests": "laboratory", "urgent": "laboratory", "evening": "theatres",
    }  # fmt: skip
    assert (day1(without[1]), day1(tested[1])) == (4, 3)
    assert cancelled(without).keys() - cancelled(tested).keys() == {"tests"}, (
        "its paper ends at 10:30: one is done by then"
    )


def test_on_paper_as_many_go_ahead_as_fit_and_the_urgent_come_first() -> None:
    for minutes, share, saved in (
        (300, 1, {"tests", "urgent"}),
        (300, 0.5, {"urgent"}),
        (240, 0.5, set()),
        (300, 0.4, set()),
    ):
        still = cancelled(tell(services=SERVICES.format(paper=f"{minutes},{share}"))).keys()
        assert {"plain", "tests", "urgent", "evening"} - still == saved


def test_an_operation_in_progress_finishes() -> None:
    assert "early" not in cancelled(tell())


def test_the_shutdown_cancels_what_nobody_acting_would_not() -> None:
    shut, idle = tell(), tell(response=Policy.NONE, pinned=False)
    assert (day1(shut[1]), day1(idle[1])) == (4, 0)
    assert outcome(shut[1], Outcome.SERVICE_HOURS_LOST_ATTACKER) == 0
    own = outcome(shut[1], Outcome.SERVICE_HOURS_LOST_OWN)
    assert own > 0
    assert outcome(shut[1], Outcome.SERVICE_HOURS_LOST_NET) == pytest.approx(own)


def test_later_days_come_out_of_restoration() -> None:
    one, tally = tell()
    # Off at 06:30, restoring from 06:30 the next day: laboratory after 3 h, record after 2 h more.
    back = {"laboratory": 24 + 3, "theatres": 24 + 3 + 2}
    assert tally.moments[0, MOMENTS.index("restoration_min")] == 6.5 * 60 + 24 * 60
    hours = dict(zip(one.services, tally.lost_hours[:, 1], strict=True))
    assert {name: hours[name] for name in back} == back
    # On Wednesday the laboratory is back at 09:30 and the record at 11:30: only what starts later takes place.
    assert tally.cancelled_per_day.tolist()[:3] == [4, 3, 0]


def test_the_order_of_restoring_is_the_rank_of_the_services() -> None:
    first = (
        SERVICES.format(paper="0,0")
        .replace("theatres,ehr,0,0,no,0,2", "theatres,ehr,0,0,no,0,1")
        .replace("yes,0,1", "yes,0,5")
    )
    one, tally = tell(services=first)
    hours = dict(zip(one.services, tally.lost_hours[:, 1], strict=True))
    assert (hours["theatres"], hours["laboratory"]) == (24 + 2, 24 + 2 + 3)


def test_a_recovery_bed_is_a_need_until_recovery_ends() -> None:
    rows = OPERATIONS + "    long,home,weekdays,08:30,30,elective,laboratory,recovery,120\n"
    paper = SERVICES.format(paper="600,1").replace("recovery,ehr,0,0", "recovery,ehr,{minutes},1")
    short = cancelled(tell(operations=rows, services=paper.format(minutes=269)))
    assert short["long"] == "recovery"
    assert "long" not in cancelled(tell(operations=rows, services=paper.format(minutes=270)))


def test_what_was_destroyed_is_rebuilt_and_takes_longer_than_what_was_merely_off() -> None:
    one, struck = tell(detonation=3.0, response=Policy.NONE, pinned=False)
    hours = dict(zip(one.services, struck.lost_hours[:, 0], strict=True))
    # Gone at 03:01; rebuilding begins a day later: laboratory 30 h, record 20 h after it.
    assert hours["laboratory"] == pytest.approx(24 + 30)
    assert hours["theatres"] == pytest.approx(24 + 30 + 20)
    assert outcome(struck, "hosts_lost") == 3
    assert outcome(struck, Outcome.SERVICE_HOURS_LOST_OWN) == 0


def test_backups_that_went_with_their_server_double_it_unless_a_copy_was_kept() -> None:
    hosts = "host,zone,role\npc,office,workstation\nehr-1,servers,server\nlab-1,servers,server\nbak,servers,backup\n"
    accounts = "account,held_on,administers\nadmin,host:pc,role:server role:backup\n"
    copies = """
        application,kind,runs_on,needs,restore_h,check_h,offline_copy
        ehr,clinical,ehr-1,,20,2,no
        lis,clinical,lab-1,,30,3,yes
        """
    one, tally = tell(
        detonation=3.0, response=Policy.NONE, pinned=False, hosts=hosts, accounts=accounts, applications=copies
    )
    hours = dict(zip(one.services, tally.lost_hours[:, 0], strict=True))
    assert hours["laboratory"] == pytest.approx(24 + 30)
    assert hours["theatres"] == pytest.approx(24 + 30 + 2 * 20)


def test_a_circle_that_is_all_down_costs_a_start_by_hand() -> None:
    circle = """
        application,kind,runs_on,needs,restore_h,check_h
        ehr,clinical,ehr-1,lis,20,2
        lis,clinical,lab-1,ehr,30,3
        """
    one, tally = tell(applications=circle)
    hours = dict(zip(one.services, tally.lost_hours[:, 1], strict=True))
    assert hours["laboratory"] == hours["theatres"] == 24 + 3 + 2 + 5


def test_patients_whose_need_is_gone_wait_until_they_are_moved() -> None:
    _, tally = tell()
    # Lost at 06:30, offered at 07:30, 30 min of handling and 20 of road: there at 08:20.
    assert outcome(tally, Outcome.PATIENT_HOURS_WITHOUT_NEED) == pytest.approx(110 / 60)
    assert outcome(tally, "critical_transfers") == 1
    assert outcome(tally, Outcome.PATIENTS_UNPLACED) == 0


def test_an_unconfirmed_bed_is_none_unless_one_says_so() -> None:
    beds = "hospital,pool,free_staffed\nnext,icu,? not asked\nfar,icu,? not asked\n"
    one, nobody = tell(region_beds=beds)
    assert outcome(nobody, Outcome.PATIENTS_UNPLACED) == 1
    assert outcome(nobody, Outcome.PATIENT_HOURS_WITHOUT_NEED) == 27
    assert any("unconfirmed" in note for note in one.notes)
    _, assumed = tell(region_beds=beds, beds=1.0)
    assert outcome(assumed, "critical_transfers") == 1


def test_arrivals_are_turned_away_by_the_share_that_paper_does_not_keep() -> None:
    _, tally = tell()
    hours = 2 * 0.5 + (29 - 2)
    assert outcome(tally, Outcome.ARRIVALS_TURNED_AWAY) == pytest.approx(2 * hours)


def test_ambulances_drive_to_our_other_department_while_it_is_open() -> None:
    services = """
        service,site,needs,paper_min,paper_capacity,arrivals_per_h,ambulances_per_h,restore_rank
        here,home,ehr,0,0,2,1,1
        there,other,lis,0,0,2,0,2
        """
    operations = "operation,days,start,duration_min,needs\n"
    patients, crews = "patient,site,pool,acuity,needs,can_go_home\n", "crew,kind,owner\n"
    rest = {"operations": operations, "patients": patients, "crews": crews}
    _, shut = tell(services=services, **rest)
    # Here is gone for 26 h. There, too, but it comes back 3 h later: so all of them go next door, 20 min.
    assert outcome(shut, Outcome.AMBULANCE_EXTRA_MINUTES) == pytest.approx(26 * 20)
    _, open_there = tell(services=services.replace("there,other,lis", "there,other,"), **rest)
    assert outcome(open_there, Outcome.AMBULANCE_EXTRA_MINUTES) == pytest.approx(26 * 10)


def test_crews_that_count_on_a_service_stand_still_while_it_is_gone() -> None:
    one, tally = tell()
    assert dict(zip(one.crews, tally.crews_still_h, strict=True)) == {"amb": 0, "mug": 29 - 2}


def test_what_our_own_action_took_is_charged_net_of_what_the_attacker_would_have() -> None:
    # The destruction comes at 08:00, the shutdown was at 06:30: servers are saved, at the price of a day.
    _, tally = tell(detonation=8.0)
    assert outcome(tally, "hosts_lost") == 1
    assert outcome(tally, Outcome.SERVICE_HOURS_LOST_ATTACKER) == 0
    lost, idle = (
        outcome(tally, Outcome.SERVICE_HOURS_LOST_OWN),
        tell(detonation=8.0, response=Policy.NONE, pinned=False),
    )
    alone = outcome(idle[1], Outcome.SERVICE_HOURS_LOST_ATTACKER)
    assert outcome(tally, Outcome.SERVICE_HOURS_LOST_NET) == pytest.approx(lost - alone)
    assert lost < alone


def test_a_false_alarm_costs_what_the_answer_costs_and_nobody_is_lost() -> None:
    toml = tables()["hospital_toml"] + "\n            [false_alarms]\n            clear_h = 2\n"
    one, tally = tell(mode="none", hospital_toml=toml)
    hours = dict(zip(one.services, tally.lost_hours[:, 1], strict=True))
    assert (hours["laboratory"], hours["theatres"]) == (2 + 3, 2 + 3 + 2)
    assert outcome(tally, "hosts_lost") == 0


def test_a_zone_isolated_by_hand_is_lost_to_those_who_work_across_its_border() -> None:
    services = "service,needs,worked_from,paper_min,paper_capacity\ntheatres,ehr,wards,0,0\n"
    zones = "zone,kind,core\noffice,office,no\nwards,clinical,yes\nservers,server,yes\n"
    conduits = """
        conduit,from,to,protocol,purpose
        all,office,servers,any,administration
        work,wards,servers,tcp,clinical
        """
    rest = {
        "services": services, "zones": zones, "conduits": conduits,
        "operations": "operation,days,start,duration_min,needs\nplain,weekdays,08:00,60,theatres\n",
        "patients": "patient,site,pool,acuity,needs,can_go_home\n", "crews": "crew,kind,owner\n",
    }  # fmt: skip
    _, office = tell(response=Policy.ZONE_ISOLATION, **rest)
    assert day1(office) == 0, "the office is cut off, and nobody works across its border"
    _, servers = tell(response=Policy.ZONE_ISOLATION, entry="host:ehr-1", **rest)
    assert day1(servers) == 1
    assert outcome(servers, Outcome.SERVICE_HOURS_LOST_OWN) == 10, "as long as the cut is held"
