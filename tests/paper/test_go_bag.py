from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from codedark.gap.out_of_reach import Beyond, out_of_reach
from codedark.paper.go_bag import OUT_OF_REACH_MOST, content_sha256, cuts_sha256, go_bag
from tests.gap.stories import TABLES, change
from tests.paper.bags import CLINIC, DAY, bag, data, mandate, plan_of


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


def test_the_cover_says_whose_it_is_from_when_and_until_when() -> None:
    told = data(mandate(), **CLINIC)
    assert (told["hospital"], told["made"]) == ("Story", "Tuesday 13 January 2026")
    assert told["stale"] == "Friday 13 February 2026"
    assert told["digest"].replace(" ", "") == bag(mandate(), **CLINIC).hospital.sha256[:12]


def test_the_same_bag_gives_the_same_data() -> None:
    assert go_bag(bag(mandate(), **CLINIC)) == go_bag(bag(mandate(), **CLINIC))


def test_the_day_is_no_part_of_the_content_and_everything_printed_is() -> None:
    told = bag(mandate(), **CLINIC)
    later = replace(told, made=DAY + timedelta(days=3))
    assert content_sha256(go_bag(later)) == content_sha256(go_bag(told))
    for other in (bag(None, **CLINIC), bag(mandate()), replace(told, mandate_signed=True)):
        assert content_sha256(go_bag(other)) != content_sha256(go_bag(told))


def test_a_mandate_that_ran_out_meanwhile_is_another_content() -> None:
    told = bag(mandate())
    assert content_sha256(go_bag(replace(told, made=date(2027, 2, 1)))) != content_sha256(go_bag(told))


def test_prices_and_patients_change_no_cut_and_a_conduit_does() -> None:
    usual = cuts_sha256(data())
    assert cuts_sha256(data(**CLINIC)) == usual
    assert cuts_sha256(data(**change("services", "wards,ehr,ward,120,0.5", "wards,ehr,ward,60,0.4"))) == usual
    more = TABLES["conduits"] + "\n    more,office,records,tcp,5985,administration"
    assert cuts_sha256(data(conduits=more)) != usual


def test_what_no_gate_sees_is_on_the_plan_s_page_and_the_rest_is_counted() -> None:
    told = bag()
    page = next(p for p in go_bag(told)["plans"] if p["unknown"])
    beyond = out_of_reach(told.hospital, plan_of(told).seals[1][1])
    others = [one for one in beyond if one.kind is not Beyond.SAME_NETWORK]
    assert [b["place"] for b in page["beyond"]] == [one.place for one in others[:OUT_OF_REACH_MOST]]
    assert page["beyond_more"] == max(len(others) - OUT_OF_REACH_MOST, 0)
    assert page["same_network"] == "records"


def test_a_plan_s_page_names_its_cards() -> None:
    told = data()
    page = next(p for p in told["plans"] if p["unknown"])
    assert page["cards"] == "1, 3"
    assert all(page["id"] in card["plans"].replace(" ", "") for card in told["cards"] if card["number"] in {1, 3})


def test_characters_nobody_can_print_are_named_and_not_hidden() -> None:
    told = data(hospital_toml="[hospital]\nname = 'St 漢 Hospital'\n")
    assert any("U+6F22" in line for line in told["unknown"])
    assert not any("U+" in line for line in data()["unknown"])


def test_a_bag_holds_no_name_of_a_patient() -> None:
    printed = " ".join(texts(data(mandate(), **CLINIC)))
    assert "p-1" not in printed and "p-3" not in printed
