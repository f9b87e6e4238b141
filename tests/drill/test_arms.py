from datetime import date, datetime

import pytest

from codedark.drill.arms import arms_of
from codedark.drill.parameters import Mode
from codedark.drill.scenario import Arm, Attack, Clock, Combinations, Scenario
from codedark.hospital.faults import BadHospital

CLOCK = Clock(start=datetime(2024, 1, 1), day1=date(2024, 1, 1), horizon_days=7)  # noqa: DTZ001 - wall clock
AS_WAS = Arm(name="as-was", pinned=False)


def scenario(defences=("a", "b", "c"), arms=(AS_WAS,), base="today"):
    asked = Combinations(defences=defences, base_name=base, base_title="As things are") if defences else None
    return Scenario(
        name="s", title="", source="", clock=CLOCK, attack=Attack(mode=Mode.NONE), arms=arms, combinations=asked
    )


def test_every_combination_is_an_arm_once_small_ones_first():
    arms = arms_of(scenario())
    names = [arm.name for arm in arms.told]
    assert names == ["as-was", "today", "a", "b", "c", "a+b", "a+c", "b+c", "a+b+c"]
    assert [arm.defences for arm in arms.told[-2:]] == [("b", "c"), ("a", "b", "c")]
    assert arms.told[1].title == "As things are"
    assert arms.complete


def test_combinations_are_found_by_the_bits_of_their_defences():
    arms = arms_of(scenario())
    assert arms.combination[0b101] == "a+c"
    assert (arms.reference, arms.everything) == ("today", "a+b+c")
    assert [arms.alone(i) for i in range(3)] == ["a", "b", "c"]
    assert [arms.all_but(i) for i in range(3)] == ["b+c", "a+c", "a+b"]


def test_a_choice_of_arms_keeps_the_order_and_gives_up_the_credit():
    arms = arms_of(scenario(), ["b", "today"])
    assert [arm.name for arm in arms.told] == ["today", "b"]
    assert not arms.complete
    assert arms.alone(0) is None
    assert arms.everything is None
    assert arms.reference == "today"


def test_without_the_base_the_first_arm_asked_is_the_reference():
    assert arms_of(scenario(), ["a", "b"]).reference == "a"


def test_a_scenario_without_combinations_has_no_credit_to_share():
    arms = arms_of(scenario(defences=()))
    assert (arms.reference, arms.everything, arms.complete, arms.combination) == ("as-was", None, False, ())


def test_every_unknown_arm_is_named_with_the_nearest_one():
    with pytest.raises(BadHospital) as caught:
        arms_of(scenario(), ["as-wos", "nothing-like-it", "a"])
    assert len(caught.value.faults) == 2
    assert "did you mean 'as-was'" in str(caught.value)


def test_an_arm_called_like_a_combination_is_a_fault():
    with pytest.raises(BadHospital, match="two arms of one name"):
        arms_of(scenario(arms=(Arm(name="a+b"),)))


def test_too_many_defences_are_refused_and_the_limit_is_said():
    with pytest.raises(BadHospital, match="at most 6"):
        arms_of(scenario(defences=tuple("abcdefg")))


def test_a_scenario_without_arms_cannot_be_played():
    with pytest.raises(BadHospital, match="no arm to play"):
        arms_of(scenario(defences=(), arms=()))
