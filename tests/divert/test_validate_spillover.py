"""The script that compares the spill-over with what was published: its rule has two sides, and its shares are exact."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def script(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location("validate_spillover", root / "benchmarks" / "validate_spillover.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["validate_spillover"] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


def test_an_observation_outside_the_models_ends_is_a_miss_with_its_side(script: Any) -> None:
    def verdict(low: float, high: float) -> str:
        return script.Row("x", 10.0, low, high, "").verdict

    assert verdict(9, 11) == verdict(10.4, 12) == "hit"
    assert verdict(11, 12) == "**miss**: model higher"
    assert verdict(1, 9) == "**miss**: model lower"


def test_a_quarter_turned_away_is_a_third_more_and_both_ends_of_the_visits_hold(script: Any) -> None:
    ambulances, visits, _ = script.arrivals_table()
    assert ambulances.low == ambulances.high == pytest.approx(100 / 3)
    assert visits.low == pytest.approx(100 / 3 * 1741 / 6114) and visits.high == pytest.approx(100 / 3)
    alone = script.spilled(walk_ins=False)
    assert alone.walk_ins_per_h == 0 < alone.ambulances_per_h


@pytest.mark.shared_data("data/calibration/attack_parameters.csv")
def test_the_observed_rises_are_those_of_the_shared_table(script: Any, shared: Path) -> None:
    with (shared / "data/calibration/attack_parameters.csv").open(encoding="utf-8", newline="") as text:
        told = {row[0]: row[1] for row in csv.reader(text)}
    for name, row in (
        ("ambulances", "spill-over EMS arrivals at neighbours"),
        ("visits", "spill-over ED census at neighbours"),
        ("left", "spill-over left without being seen"),
        ("wait", "spill-over waiting time"),
    ):
        assert script.more(name) == pytest.approx(100 * float(told[row]), abs=0.06), name
