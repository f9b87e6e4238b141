from __future__ import annotations

from dataclasses import replace

from codedark.paper.go_bag_plans import priced_plans
from codedark.paper.go_bag_power import evidence, power_off_rows, restart_rows, shutdown_said
from tests.gap.stories import TABLES
from tests.paper.bags import bag

HOSTS = (
    TABLES["hosts"]
    + """
        dc-1,records,directory,
        hv-1,records,hypervisor,
        hv-2,records,hypervisor,
        bak-1,records,backup,"""
)


def test_what_holds_traces_stays_on_most_fleeting_first() -> None:
    rows = evidence(bag(hosts=HOSTS))
    assert [(row["role"], row["count"]) for row in rows] == [("directory", 1), ("hypervisor", 2), ("backup", 1)]
    assert all(row["keeps"] for row in rows)
    assert evidence(bag()) == []


def test_each_step_says_what_goes_and_the_last_what_all_costs() -> None:
    told = power_off_rows(bag())
    assert [(s["number"], s["what"], s["hosts"], s["services"], s["care"]) for s in told["steps"]] == [
        (1, "lis", "lis-1", "lab", "1.00"),
        (2, "ehr", "ehr-1, ehr-2", "wards", "1.75"),
    ]
    assert told["total"] == told["steps"][-1]["care"] == "1.75"


def test_machines_nothing_runs_on_are_counted_and_named_apart() -> None:
    told = power_off_rows(bag(hosts=HOSTS))
    assert (told["idle_count"], told["idle"], told["idle_last"]) == (3, "dc-1, hv-1, hv-2", "bak-1")


def test_a_start_by_hand_says_without_what() -> None:
    circle = TABLES["applications"].replace("ehr,clinical,ehr-1 or ehr-2,tcp/443,", "ehr,clinical,ehr-1,tcp/443,lis")
    told = restart_rows(bag(applications=circle))
    assert told["by_hand"] == [{"application": "lis", "missing": "ehr"}]
    assert [step["by_hand"] for step in told["steps"]] == [True, False]


def test_without_a_circle_nothing_is_started_by_hand() -> None:
    told = restart_rows(bag())
    assert told["by_hand"] == []
    assert [(s["what"], s["service"]) for s in told["steps"]] == [("ehr", "wards"), ("lis", "lab")]


def test_the_shutdown_is_said_in_machines_services_and_care() -> None:
    told = bag()
    said = shutdown_said(told, priced_plans(told))
    assert said.startswith("It switches off 3 machines and takes 2 of 2 services: 1.75 care an hour.")
    assert said.endswith("4 of the 4 plans in this bag take less.")


def test_a_plan_that_takes_as_much_as_the_shutdown_is_not_said_to_take_less() -> None:
    told = bag()
    plans = priced_plans(told)
    dear = replace(plans[0], seals=tuple((p, s, told.shutdown.care.total_per_h) for p, s, _ in plans[0].seals))
    assert shutdown_said(told, (dear, *plans[1:])).endswith("3 of the 4 plans in this bag take less.")


def test_a_hospital_that_switches_nothing_off_has_no_steps() -> None:
    told = power_off_rows(bag(hospital_toml='[hospital]\nname = "S"\n[response]\noff_roles = []\n'))
    assert (told["steps"], told["total"]) == ([], "0.00")
