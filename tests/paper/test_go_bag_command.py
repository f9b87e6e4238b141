from __future__ import annotations

from dataclasses import replace

from codedark.paper.go_bag_command import LAPTOP, commander, engineer
from codedark.paper.go_bag_words import in_threes
from tests.gap.stories import TABLES
from tests.paper.bags import bag, mandate, plan_of


def words(page) -> str:
    return " ".join(step["text"] for step in page["steps"])


def test_the_commander_compares_the_plan_with_full_shutdown_and_with_nothing() -> None:
    told = bag()
    unknown = plan_of(told)
    said = words(commander(told, unknown))
    assert in_threes(unknown.id) in said
    assert "place unknown 0.75; full shutdown 1.75; nothing 0.00, with 2 of 2 core zones" in said


def test_how_long_one_person_s_cut_stands_comes_from_the_mandate() -> None:
    told = bag(mandate())
    assert "after 25 minutes" in words(commander(told, plan_of(told)))
    assert "after 30 minutes" in words(commander(bag(), plan_of(bag())))


def test_the_commander_is_told_what_a_shutdown_takes() -> None:
    told = bag()
    assert "2 of 2 services" in commander(told, plan_of(told))["never"]


def test_the_engineer_has_a_line_for_every_gate_and_sees_which_take_a_walk() -> None:
    slow = TABLES["gates"].replace("fw,fortigate,0.1", "fw,fortigate,45")
    told = bag(gates=slow)
    table, _ = engineer(told)["tables"]
    assert [(row[0], row[2]) for row in table["rows"]] == [("fw", "by hand"), ("locks", "by hand")]
    prepared = engineer(bag())["tables"][0]["rows"]
    assert [(row[0], row[2]) for row in prepared] == [("fw", "prepared"), ("locks", "by hand")]


def test_what_is_typed_on_the_laptop_names_the_defences_the_bag_was_made_with() -> None:
    _, laptop = engineer(bag())["tables"]
    assert len(laptop["rows"]) == len(LAPTOP)
    assert not any("--defence" in command for _, command in laptop["rows"])
    wall = replace(bag(), hospital=replace(bag().hospital, defences=("wall",)))
    commands = [command for _, command in engineer(wall)["tables"][1]["rows"]]
    assert all(("--defence wall" in command) == (" HOSPITAL" in command) for command in commands)
