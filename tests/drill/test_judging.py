from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from codedark.drill.arms import Arms
from codedark.drill.judging import Played, bins_of, credit_of, draw_of, effects_of, pairs_of, told_of
from codedark.drill.outcomes import Outcome
from codedark.drill.scenario import Arm
from codedark.hospital.words import Policy
from tests.drill.tallies import tally_with
from tests.making import make_hospital

DAY1 = Outcome.OPERATIONS_CANCELLED_DAY1.value
DRAW = draw_of(4, 2, 2)
ALL = Arms(told=(), defences=("a", "b"), combination=("none", "a", "b", "a+b"), reference="none")


def tallies(**lost):
    return {name: tally_with(4, operations_cancelled_day1=values) for name, values in lost.items()}


FOUR = {"none": [10, 10, 8, 8], "a": [6, 6, 8, 9], "b": [8, 8, 6, 6], "a+b": [1, 1, 5, 5]}


def test_replications_beyond_the_last_draw_stay_with_it():
    assert draw_of(7, 2, 3).tolist() == [0, 0, 1, 1, 2, 2, 2]


def test_each_defence_is_compared_with_none_with_all_others_and_all_with_none():
    alone, last, together = pairs_of(ALL, tallies(**FOUR))
    assert [(name, float(x.outcome(DAY1).sum() - y.outcome(DAY1).sum())) for name, x, y in alone] == [
        ("a", -7.0),
        ("b", -8.0),
    ]
    assert [float(x.outcome(DAY1).sum() - y.outcome(DAY1).sum()) for _, x, y in last] == [-16.0, -17.0]
    assert [name for name, _, _ in together] == ["a+b"]


def test_a_comparison_whose_arm_was_not_played_is_left_out_and_no_credit_is_shared():
    some = replace(ALL, combination=("none", "a", None, None))
    played = tallies(none=FOUR["none"], a=FOUR["a"])
    alone, last, together = pairs_of(some, played)
    assert ([name for name, _, _ in alone], last, together) == (["a"], [], [])
    assert credit_of(some, played, DRAW) == ({}, {})


def test_one_defence_alone_is_not_also_all_together():
    one = Arms(told=(), defences=("a",), combination=("none", "a"), reference="none")
    alone, last, together = pairs_of(one, tallies(none=FOUR["none"], a=FOUR["a"]))
    assert (len(alone), len(last), together) == (1, 1, [])


def test_effects_are_paired_and_count_the_plays_that_got_worse():
    alone, _, _ = pairs_of(ALL, tallies(**FOUR))
    effect = next(e for e in effects_of(alone, DRAW) if (e.defence, e.outcome) == ("a", DAY1))
    assert effect.told.paired_mean == -7 / 4
    assert effect.told.share_worse == 0.25


def test_credits_add_up_to_the_whole_effect_in_every_outcome():
    credit, ends = credit_of(ALL, tallies(**FOUR), DRAW)
    assert sum(credit[DAY1].values()) == pytest.approx((12 - 36) / 4)
    assert credit[DAY1] == {"a": pytest.approx(-2.875), "b": pytest.approx(-3.125)}
    assert credit["recovery_days"] == {"a": 0.0, "b": 0.0}
    assert ends[DAY1]["a"][0] <= credit[DAY1]["a"] <= ends[DAY1]["a"][1]


def test_bins_hold_every_arm_and_a_constant_outcome_has_one():
    played = tallies(**FOUR)
    assert (bins_of(played.values(), DAY1)[0], bins_of(played.values(), DAY1)[-1]) == (1.0, 10.0)
    assert bins_of(tallies(none=[3, 3, 3, 3]).values(), DAY1) == (3.0, 4.0)


def hospital():
    return make_hospital(
        services="service,name\nlab,Laboratory\ntheatre,Theatres", crews="crew,kind,owner\nm1,mug,ours"
    )


def one_arm(tally, title=""):
    board = SimpleNamespace(
        policy=Policy.NONE, operations=("o1", "o2", "o3"), services=("lab", "theatre"), crews=("m1",), day1_at=1
    )
    arm = Arm(name="x", title=title)
    return Played(arm=arm, hospital=hospital(), board=board, tally=tally, false_alarms=None)


def test_an_arm_is_told_in_means_with_names_from_the_hospital():
    tally = tally_with(4, operations_cancelled_day1=[1, 2, 2, 3])
    tally.decided_day1[0, 1] = 4.0
    tally.decided_day1[1, 0] = 3.0
    tally.decided_day1[2, 1] = 1.0
    tally.cancelled_per_day[:] = [2, 8, 4, 0]
    tally.cancelled_by_urgency[:] = [4, 2, 2]
    tally.lost_hours[1] = [40.0, 8.0]
    tally.services_kept[:] = 4.0
    tally.crews_still_h[0] = 12.0
    told = told_of(one_arm(tally), DRAW, DAY1, (1.0, 2.0, 3.0))
    assert [(d.name, d.operations_mean, d.operations) for d in told.deciding] == [
        ("Theatres", 1.25, {"o1": 1.0, "o3": 0.25}),
        ("Laboratory", 0.75, {"o2": 0.75}),
    ]
    assert told.cancelled_per_day == (2.0, 1.0, 0.0)
    assert told.cancelled_before_day1 == 0.5
    assert told.cancelled_by_urgency == {"elective": 1.0, "urgent": 0.5, "emergency": 0.5}
    assert (told.services[1].hours_lost_attacker, told.services[1].hours_lost_own_action) == (10.0, 2.0)
    assert set(told.services[0].kept) == {1.0}
    assert told.crews_still_h == {"m1 (mug)": 3.0}
    assert told.distribution == (0.25, 0.75)
    assert (told.title, told.response, told.false_alarms) == ("x", "none", None)


def test_a_service_that_decided_nothing_is_not_named():
    assert told_of(one_arm(tally_with(4)), DRAW, DAY1, (0.0, 1.0)).deciding == ()


def test_every_outcome_has_a_summary_and_activity_stands_apart():
    told = told_of(one_arm(tally_with(4, hosts_lost=5)), DRAW, DAY1, (0.0, 1.0))
    assert set(told.outcomes) == {o.value for o in Outcome}
    assert told.activity["hosts_lost"].mean == 5.0
    assert np.isfinite([s.mean for s in told.outcomes.values()]).all()
