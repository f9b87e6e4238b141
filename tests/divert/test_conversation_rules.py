"""The table of a conversation: complete, without contradiction, and never in a person's way."""

from __future__ import annotations

from itertools import product

import pytest

from codedark.divert.conversation import HOLDS, TalkState
from codedark.divert.conversation_rules import AWAY, CELLS, HERE, RULES, TALK_EVENTS, When
from codedark.divert.day_events import NAMED
from codedark.divert.happening import OfPatient

S = TalkState


def test_every_state_by_every_event_is_decided_once() -> None:
    assert {(state, event) for state, event, _ in CELLS} == set(product(TalkState, TALK_EVENTS))
    assert len(CELLS) == len(RULES)


def test_whatever_is_not_taken_says_why_and_what_is_taken_does_not() -> None:
    for cell, rule in RULES.items():
        assert bool(rule.no) == (rule.after is None or rule.when is not When.ALWAYS), cell


def test_every_event_of_the_table_but_times_own_can_be_entered() -> None:
    assert set(TALK_EVENTS) - set(NAMED) == {"expired"}
    of_patients = {name for name, kind in NAMED.items() if issubclass(kind, OfPatient)}
    assert of_patients - set(TALK_EVENTS) == {
        "ask-again",
        "plan-again",
        "patient-changed",
        "can-go-home",
        "new-patient",
    }


@pytest.mark.parametrize("state", [s for s in HERE if s in HOLDS])
def test_a_person_may_withdraw_or_cancel_whatever_is_agreed(state: TalkState) -> None:
    assert RULES[state, "withdrawn"].after is S.WITHDRAWN
    assert RULES[state, "cancelled"].after is S.CANCELLED


@pytest.mark.parametrize("state", [s for s in AWAY if s is not S.TURNED_BACK])
def test_a_person_may_turn_back_or_divert_whatever_is_on_the_road(state: TalkState) -> None:
    assert RULES[state, "turned-back"].after is S.TURNED_BACK
    assert RULES[state, "diverted"].after is S.DIVERTED


@pytest.mark.parametrize("state", [s for s in TalkState if s in HOLDS and s is not S.OFFERED])
def test_nobody_is_offered_while_a_bed_is_held(state: TalkState) -> None:
    assert RULES[state, "offered"].after is None
    assert RULES[S.OFFERED, "offered"].when is When.SAME_PLACE


def test_handed_over_and_died_are_the_end() -> None:
    for event in TALK_EVENTS:
        for state in (S.HANDED_OVER, S.DIED):
            assert RULES[state, event].after in (None, state if event == "marked" else None)


def test_every_state_can_be_reached_by_an_event_or_a_plan_and_left() -> None:
    led_to = {rule.after for rule in RULES.values()} - {None}
    assert led_to == set(TalkState) - {S.NOTHING, S.PROPOSED}
    left = {state for (state, _), rule in RULES.items() if rule.after not in (None, state)}
    assert left == set(TalkState) - {S.HANDED_OVER, S.DIED}


def test_only_after_silence_does_a_late_yes_count() -> None:
    assert RULES[S.REFUSED, "accepted"] == RULES[S.REFUSED, "accepted"]._replace(after=S.ACCEPTED, when=When.WAS_SILENT)
    assert RULES[S.WITHDRAWN, "accepted"].after is None
