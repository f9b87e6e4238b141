"""A plan of transfers in a record: counts, and no patient."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from codedark.record.entry import EntryKind
from codedark.record.plain import as_bytes
from codedark.response.recorded_origin import origin
from codedark.response.recorded_plan import recorded_plan
from tests.divert.days import FALL, fresh_day, planned
from tests.record.checking import sound

PLAN = planned(fresh_day()).plan
assert PLAN is not None


def test_it_says_how_many_have_a_place_and_how_many_have_none() -> None:
    assert PLAN is not None
    draft = recorded_plan(PLAN, FALL, FALL)
    placed, lacking = len(PLAN.transfers), len(PLAN.unplaced)
    assert (draft.kind, draft.role, draft.body.assertions) == (EntryKind.MESSAGE, "machine", ())
    assert (
        f"of {placed + lacking} patients who must leave {placed} have a place; {lacking} have none" in draft.body.text
    )
    assert sound([draft]) and placed > 0


def test_it_names_no_patient_and_no_place_of_one() -> None:
    assert PLAN is not None
    raw = as_bytes(recorded_plan(PLAN, FALL, FALL))
    assert not any(one.patient.encode() in raw for one in PLAN.transfers)


def test_the_same_plan_is_the_same_line_and_a_later_one_another() -> None:
    assert PLAN is not None
    first, later = (recorded_plan(PLAN, FALL, FALL + timedelta(minutes=m)) for m in (0, 5))
    assert first == recorded_plan(PLAN, FALL, FALL) and origin(first.body) != origin(later.body)


def test_a_moment_without_its_offset_is_refused() -> None:
    assert PLAN is not None
    with pytest.raises(ValueError, match="offset"):
        recorded_plan(PLAN, FALL, datetime(2024, 3, 5, 7))  # noqa: DTZ001
