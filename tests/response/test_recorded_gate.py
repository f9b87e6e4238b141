"""A gate's journal as a record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from codedark.record.assertion import Attribution
from codedark.record.entry import EntryKind
from codedark.response.recorded_gate import NoJournalLine, recorded_gate
from codedark.response.recorded_origin import origin
from tests.record.checking import sound

AT = datetime(2026, 3, 3, 6, 32, tzinfo=UTC)


def line(what: str, **more: Any) -> dict[str, Any]:
    return {"at": AT.timestamp(), "what": what, **more}


def cut(**more: Any) -> dict[str, Any]:
    told = {
        "act": "cut", "plan": "0a1b2c3d4e5f", "already": False, "touches": True, "received_uptime_s": 1.5,
        "fired_uptime_s": 1.6, "until": AT.timestamp() + 1800, "remarks": ["a", "b"], "why": "may", "roles": ["x"],
    }  # fmt: skip
    return line("order", **{**told, **more})


def test_a_cut_is_an_action_of_the_gate_and_reported_by_it() -> None:
    draft = recorded_gate(cut(), "g1")
    assert (draft.kind, draft.role, draft.body.came_from) == (EntryKind.ACTION, "gate g1", "gate")
    assert draft.body.text == "Gate g1: cut of plan 0a1b2c3d4e5f done."
    (contained,) = draft.body.assertions
    assert contained.attribution is Attribution.REPORTED and contained.known_at == AT
    assert draft.body.details["until"] == "2026-03-03T07:02:00Z" and draft.body.details["remarks"] == "a; b"
    assert sound([draft])


@pytest.mark.parametrize("more", [{"touches": False}, {"already": True}, {"act": "hold"}])
def test_what_changed_nothing_at_the_gate_contains_nothing(more: dict[str, Any]) -> None:
    assert recorded_gate(cut(**more), "g1").body.assertions == ()


def test_a_release_is_said_to_be_one() -> None:
    (told,) = recorded_gate(cut(act="release"), "g1").body.assertions
    assert "let go" in str(told.value)


def test_every_line_a_gate_writes_has_its_sentence() -> None:
    lines = (
        line("refused", kind="replayed", why="taken before"),
        line("renewed", plan="p", until=AT.timestamp(), why="two persons"),
        line("mended", why="changed"),
        line("staged", plans=3, seals=2, by="k"),
        line("mandate", version=4),
        line("failed", why="kernel", plan="p"),
        line("damaged", why="ledger"),
    )
    assert all("?" not in recorded_gate(one, "g1").body.text for one in lines)
    assert recorded_gate(lines[0], "g1").kind is EntryKind.DECISION


def test_what_is_new_to_us_is_kept_all_the_same() -> None:
    draft = recorded_gate(line("something-else", why="x"), "g1")
    assert (draft.kind, draft.body.text) == (EntryKind.OBSERVATION, "Gate g1: something-else.")
    assert draft.body.details["why"] == "x"


def test_the_same_line_of_two_gates_is_two_lines() -> None:
    assert origin(recorded_gate(cut(), "g1").body) == origin(recorded_gate(cut(), "g1").body)
    assert origin(recorded_gate(cut(), "g1").body) != origin(recorded_gate(cut(), "g2").body)


@pytest.mark.parametrize(
    "wrong", [{}, {"at": "noon", "what": "order"}, {"at": True, "what": "x"}, {"at": 1e99, "what": "x"}]
)
def test_what_no_gate_writes_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(NoJournalLine):
        recorded_gate(wrong, "g1")


def test_a_line_that_says_nothing_is_refused() -> None:
    with pytest.raises(NoJournalLine, match="what"):
        recorded_gate({"at": 1.0}, "g1")
