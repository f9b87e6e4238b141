from __future__ import annotations

from datetime import timedelta

import pytest

from codedark.gap.finding import Confidence, Severity
from codedark.response.rule import WEIGHTS, Rule
from tests.response.findings import finding


def test_low_counts_for_nothing_and_each_step_up_counts_more() -> None:
    weights = [Rule().weight(finding("x", severity=severity)) for severity in Severity]
    assert weights == sorted(set(weights)) and weights[0] == 0


def test_a_detector_that_doubts_itself_counts_half_and_one_that_is_sure_counts_whole() -> None:
    rule = Rule()
    assert rule.weight(finding("x", confidence=Confidence.LOW)) == WEIGHTS[Severity.HIGH] / 2
    assert rule.weight(finding("x", confidence=Confidence.HIGH)) == rule.weight(finding("x")) == WEIGHTS[Severity.HIGH]


def test_the_window_is_told_in_minutes() -> None:
    assert Rule(window_min=1.5).window == timedelta(seconds=90)


@pytest.mark.parametrize(
    "wrong",
    [
        {"signals_least": 0},
        {"suspects_least": 0},
        {"channel_suspects_most": 0},
        {"channel_signals_most": 0},
        {"channels_most": 0},
        {"window_min": 0},
        {"stronger": 1},
    ],
)
def test_a_rule_that_makes_no_sense_cannot_exist(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"at least 1|above"):
        Rule(**wrong)  # type: ignore[arg-type]
