"""The code knows no hospital: an answer about an example comes from its folder, never from a line written for it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.house import source

INCIDENT = ("monica", "antwerp", "antwerpen", "deurne", "2026-01-13", "06:32", "6.32")
"""Words and constants of the incident everybody meets first: nowhere in the package, not even in a comment."""

ALLOWED: dict[tuple[str, str], str] = {
    ("divert/__init__.py", "transfer"): "the record Transfer in __all__; nothing is compared with it",
}
"""File (relative to the package) and word that may stand there, each with its reason."""

EXAMPLES = source.ROOT / "hospitals"
FILES = sorted(
    path for path in source.SRC.rglob("*") if path.is_file() and "__pycache__" not in path.parts and path.stat().st_size
)


def example_names() -> set[str]:
    """What the examples call themselves, their defences, scenarios and arms."""
    names: set[str] = set()
    for hospital in EXAMPLES.glob("*/"):
        names.add(hospital.name)
        names |= {path.stem for path in hospital.glob("defences/*") if not path.name.startswith(("_", ".", "README"))}
        for scenario in hospital.rglob("*.toml"):
            if "scenario" in scenario.relative_to(hospital).as_posix():
                names.add(scenario.stem)
                names |= set(_arm_names(tomllib.loads(scenario.read_text(encoding="utf-8"))))
    return {name.lower() for name in names}


def _arm_names(scenario: dict[str, Any]) -> Iterator[str]:
    """Arms as a table of tables (`[arms.NAME]`) or a list of tables with a name."""
    for key in ("arm", "arms"):
        arms = scenario.get(key, ())
        if isinstance(arms, dict):
            yield from arms
        elif isinstance(arms, list):
            yield from (arm["name"] if isinstance(arm, dict) else str(arm) for arm in arms)


def standing_alone(word: str) -> re.Pattern[str]:
    """The word not as part of a longer one; in `az_monica` and `az-monica` monica stands alone."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(word.lower())}(?![a-z0-9])")


def places(path: Path, word: str) -> list[int]:
    """Lines where a word stands, in code, comment or prose, whatever its case."""
    text = path.read_bytes().decode("utf-8", "replace").lower()
    return [text.count("\n", 0, found.start()) + 1 for found in standing_alone(word).finditer(text)]


def name_places(path: Path, name: str) -> list[int]:
    """Lines where the name of an example's part stands.

    A compound name (`two-words`) may stand nowhere. A single ordinary word (`redundancy`) may stand in prose and be a
    room's name; what it may not be is a string the program compares with.
    """
    if re.search(r"[^a-z]", name):
        return places(path, name)
    if path.suffix != ".py":
        return []
    return [line for line, text in source.strings(path) if text.lower() == name]


@pytest.mark.parametrize("path", FILES, ids=source.in_house)
def test_no_constant_of_the_incident_stands_in_the_package(path: Path) -> None:
    name = source.in_house(path)
    found = {word: lines for word in INCIDENT if (name, word) not in ALLOWED and (lines := places(path, word))}
    assert not found, f"src/codedark/{name}: {found}"


@pytest.mark.parametrize("path", FILES, ids=source.in_house)
def test_no_name_of_an_example_stands_in_the_package(path: Path) -> None:
    name = source.in_house(path)
    found = {
        word: lines for word in example_names() if (name, word) not in ALLOWED and (lines := name_places(path, word))
    }
    assert not found, f"src/codedark/{name}: {found}"


def test_a_planted_name_is_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        '"""About redundancy."""\n# as in Deurne\nif arm == "as-it-happened" or defence == "redundancy":\n    x = 1\n'
    )
    assert places(planted, "deurne") == [2]
    assert name_places(planted, "as-it-happened") == [3]
    assert name_places(planted, "redundancy") == [3]


def test_the_examples_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = tmp_path / "st-elsewhere" / "scenarios" / "worst-day.toml"
    scenario.parent.mkdir(parents=True)
    scenario.write_text('[[arms]]\nname = "as-planned"\n')
    (tmp_path / "st-elsewhere" / "defences" / "thick-walls").mkdir(parents=True)
    monkeypatch.setitem(globals(), "EXAMPLES", tmp_path)
    assert example_names() == {"st-elsewhere", "worst-day", "as-planned", "thick-walls"}
