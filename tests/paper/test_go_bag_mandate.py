from __future__ import annotations

from dataclasses import replace
from datetime import date

from codedark.paper.go_bag_mandate import mandate_page, who_may_fire
from codedark.response.mandate import Automatic
from tests.paper.bags import bag, mandate


def test_without_a_mandate_the_page_says_so() -> None:
    page = mandate_page(bag())
    assert not page["there"] and not page["signed"]
    assert who_may_fire(bag()) == ""


def test_each_role_has_what_it_may_and_when() -> None:
    rows = {row["role"]: row for row in mandate_page(bag(mandate()))["roles"]}
    assert rows["Incident commander"]["fire"] == "at any hour, any posture"
    assert rows["Chief nurse"]["fire"] == "07:00 to 20:00, Monday to Friday up to 3 (cut except break-glass)"
    assert rows["Chief nurse"]["release"] == "" and rows["Chief nurse"]["clinical"]


def test_who_may_cut_anything_stands_on_the_cards() -> None:
    assert who_may_fire(bag(mandate())) == "Incident commander"


def test_roles_without_a_key_are_named() -> None:
    page = mandate_page(bag(mandate()))
    assert page["missing"] == ["Incident commander", "Chief nurse"] and page["enrolled"] == "0 of 2"


def test_a_mandate_past_its_last_day_is_out_of_date_and_on_that_day_is_not() -> None:
    told = bag(mandate())
    last = date(2026, 12, 31)
    assert not mandate_page(replace(told, made=last))["expired"]
    assert mandate_page(replace(told, made=date(2027, 1, 1)))["expired"]


def test_the_rules_are_the_mandate_s_own_figures() -> None:
    rules = " ".join(mandate_page(bag(mandate()))["rules"])
    assert "stands 25 minutes" in rules and "2 persons, 1 of them clinical" in rules and "up to 24 h" in rules
    assert "The machine alone may fire nothing." in rules


def test_what_the_machine_may_fire_is_said_with_its_limit() -> None:
    alone = replace(mandate(), automatic=Automatic(key="ab" * 32, plans=("zone:office",), care_limit_24h=2.5))
    rules = " ".join(mandate_page(bag(alone))["rules"])
    assert "zone:office up to posture 3, within 2.5 care lost in 24 h, and never with theatres in use" in rules
