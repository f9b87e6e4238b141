from __future__ import annotations

from codedark.paper.go_bag_care import (
    FIRST_MOST,
    crews_said,
    critical_patients,
    emergency_departments,
    first_to_stop,
    theatres_by_hour,
    ward_services,
)
from tests.gap.stories import TABLES
from tests.paper.bags import CLINIC, bag

TOLD = bag(**CLINIC)


def test_what_has_no_paper_stops_first() -> None:
    assert [row["name"] for row in first_to_stop(TOLD)] == ["lab", "wards"]


def test_a_page_has_room_for_so_many_services_and_no_more() -> None:
    many = "service,needs,paper_min\n" + "".join(f"s{i},ehr,{i}\n" for i in range(FIRST_MOST + 5))
    rows = first_to_stop(bag(services=many))
    assert [row["name"] for row in rows] == [f"s{i}" for i in range(FIRST_MOST)]


def test_operations_are_counted_at_each_full_hour_they_run_into() -> None:
    grid = theatres_by_hour(TOLD.hospital)
    at = {row["day"]: dict(zip(grid["hours"], row["running"], strict=True)) for row in grid["days"]}
    assert at["Monday"]["08"] == "1" and at["Monday"]["09"] == "2" and at["Monday"]["10"] == "1"
    assert at["Tuesday"]["09"] == "1" and at["Tuesday"]["10"] == ""
    assert "Wednesday" not in at


def test_an_operation_over_midnight_runs_on_the_next_day() -> None:
    grid = theatres_by_hour(TOLD.hospital)
    at = {row["day"]: dict(zip(grid["hours"], row["running"], strict=True)) for row in grid["days"]}
    assert at["Monday"]["00"] == "1"
    assert "Sunday" not in at  # it begins at 23:30: no full hour of Sunday sees it


def test_a_hospital_without_operations_has_no_grid() -> None:
    assert theatres_by_hour(bag().hospital)["days"] == []


def test_critical_patients_are_counted_by_ward_with_the_first_need_that_runs_out() -> None:
    rows = {row["ward"]: row for row in critical_patients(TOLD)}
    assert set(rows) == {"intensive care", "maternity"}
    assert (rows["intensive care"]["count"], rows["intensive care"]["first"]) == ("2", "at once")
    assert (rows["maternity"]["count"], rows["maternity"]["first"]) == ("1", "2 h")


def test_a_need_that_is_not_lost_says_so() -> None:
    safe = CLINIC | {"services": TABLES["services"].replace("lab,lis,", "lab,,")}
    rows = {row["ward"]: row for row in critical_patients(bag(**safe))}
    assert rows["intensive care"]["first"] == "not lost"


def test_crews_that_move_patients_are_told_by_who_can_send_them() -> None:
    said = crews_said(TOLD)
    assert said["transfers"] == "from the emergency number: amb-1 to amb-3"
    assert said["standing"] == "mug-1"
    assert crews_said(bag())["transfers"] == ""


def test_departments_people_come_to_have_their_numbers() -> None:
    services = "service,name,needs,arrivals_per_h,ambulances_per_h\nwards,,ehr,0,0\ned,Emergency,ehr,3.4,0.7\n"
    assert emergency_departments(bag(services=services).hospital) == [
        {"name": "Emergency", "arrivals": "3.4", "ambulances": "0.7"}
    ]


def test_a_ward_looks_up_its_own_services_and_what_they_need() -> None:
    services = "service,needs,beds,paper_min\nwards,ehr and lab,30,600\nlab,lis,0,30\nshop,ehr,0,5\n"
    assert [row["name"] for row in ward_services(bag(services=services))] == ["lab", "wards"]
