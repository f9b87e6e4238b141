"""That the machine keeps to the table and takes every way of it is shown in tests/laws/test_response_exhaustive.py."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from codedark.response.incident import CUT_STANDS, Stage
from codedark.response.transitions import TRANSITIONS, Transition


def test_time_alone_leads_from_what_is_cut_to_decayed_and_never_to_what_is_open() -> None:
    for way in TRANSITIONS:
        if way.event == "Tick" and way.before in CUT_STANDS:
            assert way.after in CUT_STANDS, way


def test_only_an_order_or_a_hand_opens() -> None:
    opening = {way.event for way in TRANSITIONS if way.after is Stage.PATH_OPEN}
    assert opening == {"GateAnswered", "DoneByHand"}


def test_every_stage_can_be_reached_and_left() -> None:
    assert {way.after for way in TRANSITIONS} == set(Stage) - {Stage.BEFORE}
    assert {way.before for way in TRANSITIONS} == set(Stage)


def test_no_way_stands_there_twice_for_one_reason() -> None:
    assert len({(way.before, way.event, way.when, way.after) for way in TRANSITIONS}) == len(TRANSITIONS)


def drawn() -> list[str]:
    """The table as docs/reference/incident-machine.md has it: one line for ways that differ in where they begin."""

    def same(way: Transition) -> tuple[str, ...]:
        return way.event, way.when, way.after, way.then

    lines = []
    for key, ways in groupby(TRANSITIONS, key=same):
        event, when, after, then = key
        befores = ", ".join(way.before.value for way in ways)
        lines.append(f"| {befores} | {event} | {when} | {after} | {then} |")
    return lines


def test_the_reference_page_has_the_table_as_it_is(root: Path) -> None:
    page = (root / "docs" / "reference" / "incident-machine.md").read_text(encoding="utf-8")
    table = page.split("| from | event | when | to | then |\n|---|---|---|---|---|\n")[1].split("\n\n")[0]
    assert table.splitlines() == drawn()


def test_the_reference_page_says_what_every_stage_and_event_is(root: Path) -> None:
    page = (root / "docs" / "reference" / "incident-machine.md").read_text(encoding="utf-8")
    for word in {*(stage.value for stage in Stage), *(way.event for way in TRANSITIONS)}:
        assert f"| `{word}` |" in page, word
