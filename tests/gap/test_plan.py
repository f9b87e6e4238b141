"""The records of a cut."""

import dataclasses

import pytest

from tests.gap.stories import plan_for, story


def test_a_plan_is_a_proposal_nobody_can_change_afterwards() -> None:
    plan = plan_for(story(), "zone:ward")
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.cut = ()  # type: ignore[misc]


def test_the_bound_bounds_care_and_exposure_together() -> None:
    for words in (["zone:ward"], ["zone:labs"], [], ["ws-1"]):
        plan = plan_for(story(), *words)
        assert plan.bound <= plan.care_lost_per_h + plan.exposed_care_per_h
        assert plan.bound == pytest.approx(plan.care_lost_per_h + plan.exposed_care_per_h)
