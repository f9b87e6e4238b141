from __future__ import annotations

import pytest

from codedark.divert.threshold_rules import THRESHOLD_RULES, Counted, PlanCounts, ThresholdRule, thresholds
from codedark.hospital.records import Hospital, Unknown
from tests.divert.two_sites import two_sites


def of(country: str) -> Hospital:
    return two_sites(hospital_toml=f'[hospital]\nname = "X"\n{country}')


BELGIAN = of('country = "BE"')


@pytest.mark.parametrize(
    ("counted", "below"),
    [("to_evacuate", 20), ("endangered", 20), ("injured", 9), ("seriously_injured", 4)],
)
def test_a_threshold_is_reached_at_its_number_and_not_below(counted: str, below: int) -> None:
    def told(number: int) -> list[Counted]:
        counts = PlanCounts(**{"to_evacuate": 0, counted: number})
        return [one.rule.counted for one in thresholds(BELGIAN, counts).reached]

    assert told(below) == [] and told(below + 1) == [Counted(counted.replace("_", " "))]


def test_the_notice_names_the_plan_who_declares_it_and_the_source() -> None:
    (one,) = thresholds(BELGIAN, PlanCounts(to_evacuate=25)).reached
    for fact in ("25 to evacuate", "21 or more", "MIP", "112 centre", "3 MUG", "DGH/2017/D2"):
        assert fact in one.said, fact


def test_a_number_nobody_knows_is_said_and_not_judged() -> None:
    told = thresholds(
        BELGIAN, PlanCounts(to_evacuate=Unknown("no census"), endangered=0, injured=0, seriously_injured=0)
    )
    assert told.reached == () and told.unknown == (
        "not judged, because the number is not known: to evacuate (no census)",
    )


def test_a_country_without_a_rule_is_not_said_to_have_none() -> None:
    told = thresholds(of('country = "NL"'), PlanCounts(to_evacuate=500))
    assert told.reached == () and "no rule is told for NL" in told.unknown[0]
    assert "tells no country" in thresholds(of(""), PlanCounts(to_evacuate=500)).unknown[0]


def test_a_region_may_bring_its_own_rules() -> None:
    rule = ThresholdRule(
        country="NL", plan="plan", counted=Counted.TO_EVACUATE, at_least=3, sends="help", declared_by="them",
        source="a region", version="1",
    )  # fmt: skip
    assert thresholds(of('country = "nl"'), PlanCounts(to_evacuate=3), (rule,)).reached[0].rule == rule


def test_every_rule_has_a_source_and_a_version() -> None:
    assert all(rule.source and rule.version and len(rule.country) == 2 for rule in THRESHOLD_RULES)
