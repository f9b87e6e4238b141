"""docs/validation.md is made by its script, names misses as well as hits, and its rule has two sides."""

import importlib.util
import re
import sys

import pytest


@pytest.fixture(scope="module")
def script(root):
    spec = importlib.util.spec_from_file_location("validate_drill", root / "benchmarks" / "validate_drill.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["validate_drill"] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "validation.md").read_text(encoding="utf-8")


def test_an_observation_outside_the_models_range_is_a_miss_with_its_side(script):
    assert script.verdict(7, 7, 6, 8) == script.verdict(7, 7, 7, 7) == script.verdict(5, 9, 8, 20) == "hit"
    assert script.verdict(7, 7, 8, 9) == "**miss**: model higher"
    assert script.verdict(7, 7, 1, 6) == "**miss**: model lower"


def test_the_head_counts_every_row(page):
    hits, misses, rows = map(int, re.search(r"\*\*(\d+) hits, (\d+) misses of (\d+)\.\*\*", page).groups())
    assert hits + misses == rows
    assert len(re.findall(r"\| hit \|", page)) == hits
    assert len(re.findall(r"\| \*\*miss\*\*: model (?:lower|higher) \|", page)) == misses
    assert misses > 0


def test_every_row_has_its_source(page):
    compared = page[: page.index("## Inputs beside")]
    rows = [line for line in compared.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    assert len(rows) > 20
    assert all(re.search(r"\[[^\]]+\]", row) for row in rows)


@pytest.mark.shared_data
def test_a_row_that_is_gone_stops_the_script(script):
    assert script.fact("patients_transferred", 7)
    assert script.row_of("resilience/actual_recovery.csv", "UVM", "EHR (Epic) back")
    with pytest.raises(SystemExit, match="look again"):
        script.fact("patients_transferred", 8)
    with pytest.raises(SystemExit, match="look again"):
        script.row_of("resilience/actual_recovery.csv", "no such hospital")
