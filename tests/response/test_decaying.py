from __future__ import annotations

from datetime import timedelta

from codedark.response.decaying import at_deadline
from codedark.response.mandate import Hold
from codedark.response.memory import Held
from tests.response.people import NOON, PLAN

CUT = Held(plan=PLAN, fired_at=NOON, deadline=NOON + timedelta(minutes=30))
RULE = Hold(alone_min=30, owner_max_h=2)
SECOND = timedelta(seconds=1)


def test_before_its_deadline_nothing_changes() -> None:
    assert at_deadline(CUT, RULE, CUT.deadline - SECOND, 0).until == CUT.deadline


def test_nobody_confirmed_and_nothing_comes_any_more() -> None:
    assert at_deadline(CUT, RULE, CUT.deadline, 0).until is None


def test_what_is_not_known_keeps_nothing_sealed() -> None:
    left = at_deadline(CUT, RULE, CUT.deadline, None)
    assert left.until is None
    assert "not known" in left.why


def test_while_forbidden_traffic_is_counted_it_stands_on() -> None:
    assert at_deadline(CUT, RULE, CUT.deadline, 1).until == CUT.deadline + timedelta(minutes=30)


def test_it_stands_on_up_to_the_owners_maximum_and_then_a_person_is_called() -> None:
    most = NOON + timedelta(hours=2)
    assert at_deadline(CUT, RULE, most - timedelta(minutes=10), 9).until == most
    last = at_deadline(CUT, RULE, most, 9)
    assert last.until is None
    assert last.page


def test_it_can_be_asked_over_and_over_and_ends() -> None:
    at, asked = CUT.deadline, 0
    while (until := at_deadline(CUT, RULE, at, 5).until) is not None:
        assert until > at
        at, asked = until, asked + 1
    assert at == NOON + timedelta(hours=2)
    assert asked == 3
