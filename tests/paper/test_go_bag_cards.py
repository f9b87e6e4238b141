from __future__ import annotations

from codedark.paper.go_bag_cards import card_rows, cards_of_plans
from codedark.paper.go_bag_plans import priced_plans
from tests.gap.stories import TABLES
from tests.paper.bags import bag

CABLES = """
    gate,zone,interface,room,panel_port,cable,note
    fw,office,eth1,cellar 10,A3,OFFICE-1,a pair
    fw,ward,eth2,cellar 9,A4,WARD-1,
    fw,records,eth3,cellar 9,A5,RECORDS-1,"""
PATHS = """
    path,kind,to,room,owner,how_to_close
    fax,modem,records,cellar 1,head of radiology,pull the plug"""


def cards(**tables: str):
    told = bag(**tables)
    plans = priced_plans(told)
    found, of_plan = cards_of_plans(told, plans)
    return card_rows(told, found, of_plan), of_plan


def test_each_cable_any_plan_may_need_has_one_card_numbered_as_one_walks() -> None:
    rows, _ = cards(cables=CABLES)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    rooms = [row["room"] for row in rows]
    assert rooms.index("cellar 9") < rooms.index("cellar 10")
    assert len({(row["gate"], row["zones"]) for row in rows}) == len(rows)


def test_a_plan_names_the_cards_it_needs() -> None:
    rows, of_plan = cards(cables=CABLES)
    by_number = {row["number"]: row for row in rows}
    for plan, numbers in of_plan.items():
        for number in numbers:
            assert plan in by_number[number]["plans"].replace(" ", "")


def test_a_card_says_where_to_pull_what() -> None:
    (office,) = [row for row in cards(cables=CABLES)[0] if row["zones"] == "office"]
    assert (office["room"], office["port"], office["cable"], office["note"]) == (
        "cellar 10",
        "A3",
        "OFFICE-1",
        "A pair",
    )
    assert office["told"] and office["ask"] == ""
    assert "OFFICE-1" in office["do"]


def test_a_card_nobody_told_of_says_whom_to_ask() -> None:
    rows, _ = cards()
    assert all(row["room"] == "not told" and row["ask"] and not row["told"] for row in rows)


def test_a_card_has_the_price_of_all_it_stops() -> None:
    rows = {row["zones"]: row for row in cards(cables=CABLES)[0]}
    assert rows["ward"]["care"] == "0.75"
    assert rows["office"]["care"] == "0.00"


def test_a_price_is_a_ceiling_where_a_conduit_joins_other_zones_as_well() -> None:
    shared = TABLES["conduits"].replace("read,ward,records", "read,role:clinical-workstation,records")
    shared = shared + "\n    wide,office,*,tcp,22,administration"
    rows = {row["zones"]: row for row in cards(cables=CABLES, conduits=shared)[0]}
    assert rows["office"]["care"] == "0.00"
    assert rows["ward"]["care"].startswith("at most ")


def test_paths_past_the_gates_come_last_and_their_price_is_not_known() -> None:
    rows, _ = cards(cables=CABLES, out_of_band=PATHS)
    assert rows[-1]["gate"] == "Path past the gates: fax"
    assert rows[-1]["care"] == "not known"
    assert "pull the plug" in rows[-1]["do"]


def test_a_hospital_without_gates_gets_a_card_for_every_way_between_its_zones() -> None:
    rows, of_plan = cards(
        gates="gate,kind,fire_min", zones=TABLES["zones"].replace(",fw,", ",,").replace("locks", ""),
        hosts=TABLES["hosts"].replace("locks", ""),
    )  # fmt: skip
    assert rows and all(row["gate"] == "No gate stands here" for row in rows)
    assert all(numbers for numbers in of_plan.values())
