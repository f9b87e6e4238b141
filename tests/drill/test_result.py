import json

import pytest

from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.result import as_json
from tests.paper.fake_drill import fake_drill


def test_the_object_holds_what_the_page_promises():
    told = as_json(fake_drill())
    assert {"arms", "effects", "shapley", "seed", "runs", "workers", "hospital_sha256", "kernel", "complete"} <= set(
        told
    )
    arm = told["arms"][0]
    assert set(arm["outcomes"]) == {o.value for o in Outcome}
    assert set(arm["activity"]) == {a.value for a in Activity}
    assert {"mean", "median", "mc_ci95", "param_p05", "param_p95"} <= set(arm["outcomes"]["recovery_days"])
    assert isinstance(arm["care_lost_to_false_alarms_per_year"], float)
    effect = told["effects"][0]
    assert {"defence", "outcome", "paired_mean", "ci95", "share_worse"} <= set(effect)
    assert set(told["shapley"]["recovery_days"]) == {"walls", "quick cut", "spare copies", "transfer plan"}


def test_it_is_json_without_a_number_that_is_none():
    text = json.dumps(as_json(fake_drill()), allow_nan=False)
    assert json.loads(text)["runs"] == 200
    assert len(text) < 500_000


def test_what_was_not_played_is_null_not_zero():
    from dataclasses import replace

    result = fake_drill()
    stopped = replace(result, arms=tuple(replace(arm, false_alarms=None) for arm in result.arms), complete=False)
    told = as_json(stopped)
    assert told["arms"][0]["care_lost_to_false_alarms_per_year"] is None
    assert told["complete"] is False


def test_an_arm_that_was_not_played_is_a_key_error():
    with pytest.raises(KeyError, match="nobody"):
        fake_drill().arm("nobody")
