from __future__ import annotations

from dataclasses import replace

import pytest

from codedark.paper.go_bag_plans import priced_plans
from codedark.paper.go_bag_unknown import what_is_unknown
from tests.gap.stories import TABLES, change
from tests.paper.bags import bag, mandate
from tests.paper.test_go_bag_cards import PATHS

TRIED = "service,needs,worked_from,paper_min,paper_capacity,tested\nwards,ehr,ward,120,0.5,yes\nlab,lis,,0,0,no\n"


def unknown(told, cards_untold: int = 0) -> str:
    return " ".join(what_is_unknown(told, priced_plans(told), cards_untold))


def test_names_and_numbers_are_never_in_the_tables() -> None:
    assert "telephone numbers" in unknown(bag())


def test_a_missing_mandate_an_unsigned_one_and_missing_keys_are_three_things() -> None:
    assert "the folder has no mandate" in unknown(bag())
    unsigned = unknown(bag(mandate()))
    assert "no signature beside it fits" in unsigned and "none is enrolled for 2 roles" in unsigned
    signed = unknown(replace(bag(mandate()), mandate_signed=True))
    assert "no signature" not in signed and "none is enrolled" in signed


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (
            change("services", "wards,ehr,ward,120,0.5", "wards,ehr,ward,? nobody asked,0.5"),
            "Minutes on paper of wards",
        ),
        ({"zones": TABLES["zones"].replace(",yes,", ",no,")}, "no zone is marked core"),
        ({"services": TRIED.replace("yes", "no")}, "nobody tried it for 1 service"),
    ],
)
def test_each_gap_of_the_tables_is_said(tables: dict[str, str], said: str) -> None:
    assert said in unknown(bag(**tables))


def test_what_was_tried_is_not_called_untried() -> None:
    assert "nobody tried" not in unknown(bag(services=TRIED))


def test_no_told_path_past_the_gates_is_not_no_path() -> None:
    assert "does not mean there is none" in unknown(bag())
    assert "does not mean there is none" not in unknown(bag(out_of_band=PATHS))


def test_cards_without_a_place_are_counted() -> None:
    assert "on 3 cable cards" in unknown(bag(), cards_untold=3)
    assert "cable card" not in unknown(bag())


def test_a_plan_that_is_not_proven_is_named() -> None:
    told = bag()
    loose = replace(told.playbook, unknown=replace(told.playbook.unknown, optimal=False))
    assert "cheaper cut exists for place unknown" in unknown(replace(told, playbook=loose))
    assert "cheaper cut" not in unknown(told)


def test_beds_nobody_confirmed_are_counted() -> None:
    region = {"region": "hospital,name,beds_recognised\nnear,Near,200\n"}
    beds = "hospital,pool,free_staffed\nnear,icu,? nobody confirmed\n"
    assert "1 number nobody confirmed" in unknown(bag(**region, region_beds=beds))
