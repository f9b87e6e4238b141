"""What the verb cannot show of `divert_json`; the rest is looked at in test_verb_divert.py."""

from __future__ import annotations

import json
from math import inf

from codedark.cli.divert_json import plan_json
from codedark.divert.transfer_plan import BoundKind, TransferPlan
from tests.divert.plans import a_transfer


def test_no_end_is_null_and_json_can_be_written() -> None:
    plan = TransferPlan(
        now_min=0, transfers=(a_transfer(must_arrive_min=inf),), stay=(), home=(), unplaced=(), objective=1, bound=1,
        bound_kind=BoundKind.EXACT, nearest_first=1, acuity_first=1, assumed_beds_pct=None, notes=(),
    )  # fmt: skip
    told = plan_json(plan)
    assert told["transfers"][0]["must_arrive_min"] is None
    json.dumps(told, allow_nan=False)
