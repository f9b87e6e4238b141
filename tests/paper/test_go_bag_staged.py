from __future__ import annotations

from codedark.gap.gate_book import joined_pairs
from codedark.gap.plan_id import plan_id
from codedark.gap.posture import Posture, seal_of_zones
from codedark.paper.go_bag_plans import plan_pages, priced_plans
from codedark.paper.go_bag_staged import EVERYTHING, staged_rows
from tests.gap.stories import TABLES
from tests.paper.bags import bag

TOLD = bag()


def test_everything_comes_first_and_then_each_zone_that_is_joined_to_another() -> None:
    assert [row["zone"] for row in staged_rows(TOLD)] == [EVERYTHING, "office", "ward", "records", "labs"]
    apart = bag(zones=TABLES["zones"] + "\n        shed,building,no,,,open")
    assert "shed" not in [row["zone"] for row in staged_rows(apart)]


def test_the_digits_are_those_the_gates_know_it_by() -> None:
    (row,) = [row for row in staged_rows(TOLD) if row["zone"] == "labs"]
    own = [plan_id(seal_of_zones(joined_pairs(TOLD.tiers), ["labs"], Posture(p))) for p in (2, 3, 4)]
    assert [cell["id"].replace(" ", "") for cell in row["cells"]] == own
    assert row["cells"][2]["care"] == "1.00"


def test_a_plan_s_page_has_digits_only_for_what_gates_hold_ready() -> None:
    staged = {plan.id for plan in TOLD.staged}
    for page in plan_pages(TOLD, priced_plans(TOLD)):
        for row in page["prices"]:
            digits = row["id"].replace(" ", "")
            assert digits in {"", "notstaged"} or digits in staged
        assert page["empty"] or page["id"] in staged
