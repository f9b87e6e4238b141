from __future__ import annotations

from codedark.paper.go_bag_clinical import clinical, ward
from tests.paper.bags import CLINIC, bag


def words(page) -> str:
    return " ".join(step["text"] for step in page["steps"])


def test_the_coordinator_knows_who_can_drive_and_who_stands_still() -> None:
    said = words(clinical(bag(**CLINIC)))
    assert "amb-1 to amb-3" in said
    assert "these stand still: mug-1" in said
    assert "No crew is told that moves patients." in words(clinical(bag()))


def test_the_coordinator_tells_the_dispatch_centre_what_usually_comes() -> None:
    services = "service,name,needs,arrivals_per_h,ambulances_per_h\ned,Emergency,ehr,3.4,0.7\n"
    assert "Emergency: 3.4 an hour, 0.7 of them by ambulance" in words(clinical(bag(services=services)))
    assert "Usual:" not in words(clinical(bag()))


def test_the_coordinator_s_tables_are_the_hospital_s_own() -> None:
    page = clinical(bag(**CLINIC))
    assert [row[0] for row in page["tables"][0]["rows"]] == ["intensive care", "maternity"]
    assert page["theatres"]["days"]


def test_nobody_is_ranked() -> None:
    assert "Nobody is ranked" in clinical(bag())["never"]


def test_the_ward_page_has_how_long_paper_lasts() -> None:
    services = "service,needs,beds,paper_min,paper_capacity\nwards,ehr,30,600,0.6\n"
    (table,) = ward(bag(services=services))["tables"]
    assert table["rows"] == [["wards", "10 h", "60%", "never tried"]]
