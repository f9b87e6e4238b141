"""What was recorded elsewhere beside what was played here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from codedark.drill.comparing import ArmFigures, Kept, PlayedHere, compared
from codedark.drill.outcomes import COLUMNS
from codedark.drill.recorded_effect import Measure, RecordedEffect
from codedark.drill.service_kinds import ServiceKind
from codedark.drill.statistics import summary

DRAW = np.array([0, 0, 1, 1])
OUTCOMES = {name: summary(np.array([1.0, 2.0, 3.0, 4.0]) * (i + 1), DRAW) for i, name in enumerate(COLUMNS)}
ARM = ArmFigures(
    name="today",
    outcomes=OUTCOMES,
    cancelled_per_day=[7.0, 5.0, 3.0],
    services=[
        Kept(service="ed-a", arrivals_per_h=3.0, shares=[1.0, 1.0, 0.2, 0.5]),
        Kept(service="ed-b", arrivals_per_h=1.0, shares=[1.0, 1.0, 0.6, 0.5]),
        Kept(service="ward", arrivals_per_h=0.0, shares=[1.0, 1.0, 0.0, 0.5]),
    ],
)


def effect(measure: Measure | None, **more: Any) -> RecordedEffect:
    return RecordedEffect(
        **{
            "what": "operations_cancelled",
            "kind": ServiceKind.ALL,
            "services": (),
            "said": "20",
            "measure": measure,
            **more,
        }
    )


def here(one: RecordedEffect, day1_h: float = 0.0) -> PlayedHere | None:
    (told,) = compared([one], [ARM], day1_h, 6.0)
    assert bool(told.played) != bool(told.why_not)
    return told.played.get("today")


def test_operations_of_day_one_have_the_spread_of_the_plays() -> None:
    told = here(effect(Measure.OPERATIONS, from_h=0, to_h=24))
    assert told == PlayedHere(mean=2.5, p05=OUTCOMES[COLUMNS[0]].p05, p95=OUTCOMES[COLUMNS[0]].p95)


def test_operations_of_several_days_are_summed() -> None:
    assert here(effect(Measure.OPERATIONS, from_h=24, to_h=72)) == PlayedHere(mean=8.0)


@pytest.mark.parametrize("span", [(0, 25), (-24, 24), (48, 96), (None, 24), (0, None)])
def test_a_span_that_was_not_played_is_compared_with_nothing(span: tuple[float | None, float | None]) -> None:
    assert here(effect(Measure.OPERATIONS, from_h=span[0], to_h=span[1])) is None


def test_departments_are_weighed_by_their_arrivals() -> None:
    told = here(effect(Measure.KEPT_PCT, services=("ed-a", "ed-b", "ward"), from_h=12.5))
    assert told is not None and told.mean == pytest.approx(100 * (3 * 0.2 + 0.6) / 4)


def test_other_services_weigh_alike() -> None:
    told = here(effect(Measure.KEPT_PCT, services=("ward",), from_h=12.0))
    assert told is not None and told.mean == 0.0


def test_hours_count_from_day_one_and_bins_from_the_clock() -> None:
    told = here(effect(Measure.KEPT_PCT, services=("ward",), from_h=0.0), day1_h=18.0)
    assert told is not None and told.mean == 50.0
    assert here(effect(Measure.KEPT_PCT, services=("ward",), from_h=6.0), day1_h=18.0) is None
    assert here(effect(Measure.KEPT_PCT, services=("ward",), from_h=-19.0), day1_h=18.0) is None


@pytest.mark.parametrize(
    ("measure", "column"),
    [
        (Measure.TRANSFERS, "critical_transfers"),
        (Measure.ARRIVALS, "arrivals_turned_away"),
        (Measure.DAYS_BACK, "recovery_days"),
    ],
)
def test_each_measure_is_its_own_column(measure: Measure, column: str) -> None:
    told = here(effect(measure))
    assert told is not None and told.mean == OUTCOMES[column].mean


def test_what_the_drill_has_no_figure_for_says_so() -> None:
    (told,) = compared([effect(None)], [ARM], 0.0, 6.0)
    assert told.played == {} and "no such figure" in told.why_not
    (told,) = compared([effect(Measure.KEPT_PCT, from_h=1.0)], [ARM], 0.0, 6.0)
    assert told.played == {} and "no service of ours" in told.why_not
