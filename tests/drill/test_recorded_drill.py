"""A drill in a record: an exercise, with its figures, and nothing that happened."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from codedark.drill.recorded_drill import recorded_drill
from codedark.drill.result import as_json
from codedark.record.entry import EntryKind
from codedark.response.recorded_origin import origin
from tests.paper.fake_drill import fake_drill

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


def raw(**changes: Any) -> bytes:
    return json.dumps({**as_json(fake_drill()), **changes}).encode()


def test_it_says_that_it_is_an_exercise_and_asserts_nothing() -> None:
    draft = recorded_drill(raw(), AT)
    assert (draft.kind, draft.role, draft.body.assertions) == (EntryKind.MESSAGE, "machine", ())
    assert draft.body.text.startswith("Exercise, nothing of it happened") and draft.body.details["exercise"] == "yes"


def test_every_arm_is_told_with_its_figures() -> None:
    told = as_json(fake_drill())
    details = recorded_drill(raw(), AT).body.details
    arms: Any = told["arms"]
    for arm in arms:
        assert "operations lost on day one" in details[f"arm {arm['name']}"]


def test_the_same_drill_entered_again_is_the_same_line_on_any_machine() -> None:
    first, again = recorded_drill(raw(workers=1), AT), recorded_drill(raw(workers=8), AT.replace(day=4))
    assert origin(first.body) == origin(again.body)
    assert origin(recorded_drill(raw(seed=99), AT).body) != origin(first.body)


def test_a_drill_that_was_stopped_says_so() -> None:
    assert "stopped" in recorded_drill(raw(complete=False), AT).body.text


@pytest.mark.parametrize("wrong", [b"", b"[]", b'{"hospital": "x"}', b"\xff"])
def test_what_is_no_drill_is_refused_with_its_place(wrong: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        recorded_drill(wrong, AT)
