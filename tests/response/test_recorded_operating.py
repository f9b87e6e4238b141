"""What the plan proposes for a list of operations, as counts that say they are inferred."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from codedark.divert.operating_plan import Decision
from codedark.record.assertion import Qualifier, Status
from codedark.record.entry import EntryKind
from codedark.response.recorded_operating import recorded_operating
from codedark.response.recorded_origin import origin
from tests.divert.test_operating_plan import KNEE, one, plan
from tests.divert.two_sites import FELL_AT
from tests.record.checking import sound


def test_only_what_does_not_take_place_here_that_day_is_counted() -> None:
    rows = (one(Decision.CANCELLED), one(Decision.MOVED, KNEE), one(Decision.GOES_AHEAD))
    draft = recorded_operating(plan(*rows), FELL_AT)
    (count,) = draft.body.assertions
    assert (draft.kind, count.field, count.value) == (EntryKind.COUNT, "operations_cancelled", 2)
    assert count.period is not None and count.period.when == date(2024, 3, 5).isoformat()
    assert count.details["decision"] == "cancelled 1, moved to a partner 1"


def test_a_plan_proposes_so_that_its_count_is_inferred() -> None:
    (count,) = recorded_operating(plan(one(Decision.CANCELLED)), FELL_AT).body.assertions
    assert (count.status, count.qualifier) == (Status.INFERRED, Qualifier.EXACT) and count.rule


def test_with_operations_nobody_decided_it_is_at_least_so_many() -> None:
    (count,) = recorded_operating(plan(one(Decision.CANCELLED), one(Decision.UNDECIDED)), FELL_AT).body.assertions
    assert count.qualifier is Qualifier.AT_LEAST and count.reason


def test_a_day_on_which_everything_goes_ahead_has_no_count() -> None:
    draft = recorded_operating(plan(one(Decision.GOES_AHEAD)), FELL_AT)
    assert draft.body.assertions == () and "0 operations of 1" in draft.body.text


def test_the_same_plan_is_the_same_line_and_a_later_one_another() -> None:
    told = plan(one(Decision.CANCELLED))
    later = FELL_AT.replace(hour=FELL_AT.hour + 1)
    assert recorded_operating(told, FELL_AT) == recorded_operating(told, FELL_AT)
    assert origin(recorded_operating(told, FELL_AT).body) != origin(recorded_operating(told, later).body)
    assert sound([recorded_operating(told, FELL_AT)])


def test_a_moment_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        recorded_operating(plan(one(Decision.CANCELLED)), datetime(2024, 3, 5, 7))  # noqa: DTZ001
