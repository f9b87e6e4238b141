from __future__ import annotations

from codedark.paper.go_bag_plans import FULL_SHUTDOWN
from codedark.paper.go_bag_steps import SAY, first_table, price, step, table
from tests.paper.bags import bag


def test_a_step_has_its_minute_its_kind_and_where_to_look() -> None:
    assert step(3, SAY, "Hello", "Told at", "index") == {
        "at": "3", "kind": "say", "text": "Hello", "blank": "Told at", "see": "index",
    }  # fmt: skip


def test_a_table_is_of_texts_in_lists() -> None:
    assert table("T", ("a", "b"), iter([("1", "2")]), wide=1) == {
        "title": "T", "head": ["a", "b"], "rows": [["1", "2"]], "wide": 1,
    }  # fmt: skip


def test_an_alternative_that_was_not_priced_is_a_question_mark() -> None:
    plan = bag().playbook.unknown
    assert price(plan, FULL_SHUTDOWN) == "1.75"
    assert price(plan, "prayer") == "?"


def test_what_stops_first_is_a_table_as_wide_as_its_head() -> None:
    found = first_table(bag())
    assert {len(row) for row in found["rows"]} == {len(found["head"])}
