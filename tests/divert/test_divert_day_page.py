"""docs/reference/divert-day.md keeps up with the code."""

from __future__ import annotations

import re

import pytest

from codedark.divert.conversation import TalkState
from codedark.divert.conversation_rules import TALK_EVENTS
from codedark.divert.day_events import NAMED
from codedark.formats.day_event_forms import forms_of
from codedark.formats.day_events import read_day_events
from tests.divert.divert_day_reference import PAGE, drawn

TEXT = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""


def test_the_page_says_what_the_code_says() -> None:
    assert drawn(TEXT) == TEXT, "write it anew: python -m tests.divert.divert_day_reference"


@pytest.mark.parametrize("name", NAMED)
def test_every_event_and_field_is_on_the_page(name: str) -> None:
    told = re.search(rf"^### {name}\n(.*?)(?=^### |^<!-- end)", TEXT, re.DOTALL | re.MULTILINE)
    assert told is not None
    for key in forms_of(NAMED[name]):
        assert key == "at_min" or f"| `{key}`" in told[1]


def test_every_state_and_way_is_on_the_page() -> None:
    for state in TalkState:
        assert f"| `{state}` |" in TEXT
    for event in TALK_EVENTS:
        assert f"### From `{event}`\n" in TEXT


def test_the_example_on_the_page_can_be_read() -> None:
    example = re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert example is not None
    assert len(read_day_events("day.jsonl", example[1].encode())) == 5
