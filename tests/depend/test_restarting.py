from __future__ import annotations

from hypothesis import given

from codedark.depend import compile, restart_order, starts
from codedark.hospital.records import Hospital
from tests.depend.test_power_off import APPLICATIONS, HOSTS, SERVICES, drawn, hospital
from tests.making import make_hospital


def order(told: Hospital) -> list[str]:
    return [str(step.application) for step in restart_order(told)]


def test_what_the_first_service_stands_on_starts_first() -> None:
    assert order(hospital())[:3] == ["db", "ehr", "lab"]


def test_the_hospital_s_own_ranks_decide() -> None:
    other = SERVICES.replace("0,1", "0,9")
    assert order(hospital(services=other))[:3] == ["db", "lab", "ehr"]


def test_each_step_says_for_which_service_and_how_long_it_takes() -> None:
    timed = "application,kind,runs_on,needs,check_h,restore_h\nehr,clinical,h-ehr,db,2,20\ndb,storage,h-db,,3,40\n"
    services = "service,needs\nemergency,ehr\n"
    first, second = restart_order(hospital(applications=timed, services=services))
    assert (first.application, first.for_service, first.check_h, first.restore_h) == ("db", "emergency", 3, 40)
    assert (second.application, second.hosts) == ("ehr", ("h-ehr",))


def test_what_no_service_asks_for_comes_last() -> None:
    steps = restart_order(hospital())
    assert [step.application for step in steps if step.for_service is None] == ["menu", "console", "copies", "hosted"]
    assert steps[-1].for_service is None


def test_in_a_circle_one_is_started_by_hand_with_what_it_has_to_do_without() -> None:
    circle = APPLICATIONS.replace("db,storage,h-db,", "db,storage,h-db,directory")
    steps = restart_order(hospital(applications=circle + "\n    directory,directory,h-menu,db"))
    by_hand = [(step.application, step.missing) for step in steps if step.by_hand]
    assert by_hand == [("directory", ("db",))]


def test_software_on_a_machine_that_stands_on_a_hypervisor_waits_for_it() -> None:
    hosts = HOSTS.replace("h-db,room,server,", "h-db,room,server,hyper\n    hv-1,room,hypervisor,")
    told = hospital(hosts=hosts, applications=APPLICATIONS + "\n    hyper,hypervisor,hv-1,")
    assert order(told)[:2] == ["hyper", "db"]
    assert not any(step.by_hand for step in restart_order(told))


def test_a_machine_that_others_stand_on_by_name_need_only_be_switched_on() -> None:
    hosts = HOSTS.replace("h-db,room,server,", "h-db,room,server,h-menu")
    told = hospital(hosts=hosts, applications=APPLICATIONS.replace("menu,office,h-menu,", "menu,office,h-menu,ehr"))
    assert order(told)[0] == "db"
    assert not any(step.by_hand for step in restart_order(told))


def test_a_machine_that_stands_on_itself_is_said_to_need_a_hand() -> None:
    hosts = HOSTS.replace("h-db,room,server,", "h-db,room,server,h-menu").replace(
        "h-menu,room,server,", "h-menu,room,server,h-db"
    )
    steps = {step.application: step for step in restart_order(hospital(hosts=hosts))}
    assert steps["db"].by_hand and set(steps["db"].missing) <= {"h-menu", "h-db"}  # type: ignore[index]


def test_one_whole_alternative_is_enough_to_start_without_a_hand() -> None:
    told = make_hospital(
        zones="zone,kind\nroom,server\n",
        hosts="host,zone\nh-1,room\n",
        applications="application,kind,runs_on,needs\n"
        "pacs,clinical,h-1,line or radio\nline,telephony,,\nradio,other,h-1,pacs\n",
        services="service,needs\nimaging,pacs\n",
    )
    steps = {step.application: step for step in restart_order(told)}
    assert not steps["pacs"].by_hand and not steps["radio"].by_hand  # type: ignore[index]


def test_services_that_need_each_other_end() -> None:
    told = make_hospital(
        zones="zone,kind\nroom,server\n",
        hosts="host,zone\nh-1,room\n",
        applications="application,kind,runs_on\npacs,clinical,h-1\n",
        services="service,needs\na,b and pacs\nb,a\n",
    )
    assert order(told) == ["pacs"]


@given(drawn())
def test_everything_of_ours_starts_once_and_by_hand_exactly_where_the_circuit_cannot(told: Hospital) -> None:
    steps = restart_order(told)
    assert sorted(step.application for step in steps) == sorted(told.applications)
    circuit = compile(told)
    up = starts(circuit)
    stuck = {name for name, node in zip(told.applications, circuit.application_at, strict=True) if not up[node]}
    assert {step.application for step in steps if step.by_hand} <= stuck
    assert bool(stuck) == any(step.by_hand for step in steps)
