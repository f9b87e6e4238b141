from __future__ import annotations

import re

import pytest

from codedark.paper.go_bag_cards import cards_of_plans
from codedark.paper.go_bag_plans import priced_plans
from codedark.paper.go_bag_roles import role_pages
from tests.paper.bags import CLINIC, bag, mandate, plan_of

TOLD = bag(mandate(), **CLINIC)
PAGES = role_pages(TOLD, plan_of(TOLD), cards_of_plans(TOLD, priced_plans(TOLD))[0])
TEMPLATE_LABELS = {"index", "mandate", "form-a", "form-b", "form-c", "cards", "power", ""}


def test_six_roles_in_the_order_they_are_called() -> None:
    assert [page["role"].split()[0] for page in PAGES] == [
        "Incident", "Duty", "Head", "Ward", "Switchboard", "Technician",
    ]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["role"])
def test_steps_go_from_the_first_minute_to_the_fifteenth_without_going_back(page) -> None:
    minutes = [int(step["at"]) for step in page["steps"]]
    assert minutes[0] == 0 and minutes[-1] == 15 and minutes == sorted(minutes)
    assert {step["kind"] for step in page["steps"]} == {"do", "say", "ask"} or page["role"].startswith("Technician")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["role"])
def test_a_step_is_short_enough_to_be_read_by_torch_light(page) -> None:
    assert all(len(step["text"]) < 260 for step in page["steps"])
    assert all(step["see"] in TEMPLATE_LABELS for step in page["steps"])
    assert page["never"] and page["calls"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["role"])
def test_no_page_names_a_person_or_an_option(page) -> None:
    words = " ".join(step["text"] for step in page["steps"])
    assert not re.search(r"(?<!\w)--[a-z]", words)
    assert not re.search(r"\b(he|she|his|her)\b", words, re.IGNORECASE)
