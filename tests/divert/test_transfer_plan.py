from __future__ import annotations

from dataclasses import replace
from math import inf

from codedark.divert.transfer_plan import BoundKind, TransferPlan
from tests.divert.plans import a_transfer

PLAN = TransferPlan(
    now_min=0, transfers=(), stay=(), home=(), unplaced=(), objective=110, bound=100, bound_kind=BoundKind.PRICED,
    nearest_first=165, acuity_first=121, assumed_beds_pct=None, notes=(),
)  # fmt: skip


def test_the_gap_is_over_the_bound_and_the_usual_ways_are_over_the_plan() -> None:
    assert round(PLAN.gap_pct, 6) == 10
    assert round(PLAN.nearest_first_gap_pct, 6) == 50
    assert round(PLAN.acuity_first_gap_pct, 6) == 10


def test_nobody_moved_is_no_gap() -> None:
    nobody = replace(PLAN, objective=0, bound=0, nearest_first=0, acuity_first=0, bound_kind=BoundKind.NONE)
    assert (nobody.gap_pct, nobody.nearest_first_gap_pct) == (0, 0)


def test_late_is_what_comes_after_care_here_has_ended() -> None:
    assert a_transfer(arrive_min=50, must_arrive_min=40).late_min == 10
    assert a_transfer(arrive_min=50, must_arrive_min=inf).late_min == 0
