"""docs/reference/drill.md names every option, outcome, key and parameter there is."""

import re
from dataclasses import replace

import pytest

from codedark.drill.comparing import Compared, PlayedHere
from codedark.drill.effect_rows import KEYS
from codedark.drill.outcomes import COLUMNS
from codedark.drill.parameters import PARAMETERS
from codedark.drill.recorded_effect import Measure, RecordedEffect
from codedark.drill.result import as_json
from codedark.drill.scenario_file import _KEYS
from codedark.drill.service_kinds import ServiceKind
from tests.paper.fake_drill import fake_drill

EFFECT = RecordedEffect(what="ed_status", kind=ServiceKind.EMERGENCY, services=(), said="limited")


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "reference" / "drill.md").read_text(encoding="utf-8")


def keys(value, depth=0):
    """Every key of the object, except those that are names of arms, defences, operations and services."""
    named = {"outcomes", "activity", "shapley", "shapley_ci95", "operations", "tables", "crews_still_h"}
    if isinstance(value, list):
        for item in value[:1]:
            yield from keys(item, depth)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            if key in {"outcomes", "activity"}:
                yield from keys(next(iter(item.values())))
            elif key not in named:
                yield from keys(item, depth + 1)


def test_every_key_of_the_object_is_documented(page):
    told = set(keys(as_json(fake_drill())))
    assert {"paired_mean", "care_lost_each", "beds_assumed_pct", "median_ci95"} <= told
    assert not {key for key in told if f"`{key}`" not in page and f".{key}`" not in page}


def test_every_outcome_and_activity_is_documented(page):
    assert not {name for name in COLUMNS if f"`{name}`" not in page}


def test_every_parameter_of_a_scenario_is_documented_with_its_unit(page):
    for parameter in (p for p in PARAMETERS if p.in_scenario):
        assert re.search(rf"\| `{re.escape(parameter.name)}` \| {re.escape(parameter.unit)} \|", page), parameter.name


def test_every_key_of_a_scenario_is_documented(page):
    example = page[page.index("## Scenarios") :]
    assert not {
        key for section, names in _KEYS.items() for key in (section, *names) if not re.search(rf"\b{key}\b", example)
    }


def test_every_key_and_word_of_an_effect_is_documented(page):
    words = {*KEYS, *(kind.value for kind in ServiceKind), *(measure.value for measure in Measure)}
    assert not {word for word in words if f"`{word}`" not in page}
    told = as_json(
        replace(fake_drill(), recorded=(Compared(effect=EFFECT, unit="", played={"a": PlayedHere(mean=1)}),))
    )
    assert not {key for key in keys(told["recorded"]) if key != "a" and f"`{key}`" not in page}


def test_every_option_is_documented(page):
    import typer

    from codedark.cli import main as door

    command = typer.main.get_command(door.build("drill")).commands["drill"]
    options = {max(param.opts, key=len) for param in command.params if param.param_type_name == "option"} - {"--help"}
    assert len(options) == 9
    assert not {option for option in options if f"`{option}" not in page}
