"""A newcomer guesses the file from the question: signs on the doors, small files, names that say something."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import source

SAYS_NOTHING = {"util", "utils", "common", "helper", "helpers", "manager", "base", "misc"}
LINES_MAX = 500
ONE_FILE = {"drill/jit.py"}
"""Compiled functions are kept by file and do not notice a change in another file they call: the kernel is one."""


@pytest.mark.parametrize("package", source.packages(), ids=source.in_house)
def test_a_room_has_a_sign_on_its_door(package: Path) -> None:
    door = package / "__init__.py"
    assert door.is_file(), f"{source.in_house(package)} has no __init__.py"
    assert ast.get_docstring(source.tree(door)), f"{source.in_house(door)}: no docstring"
    assigned = {
        target.id
        for node in source.tree(door).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    assert "__all__" in assigned, f"{source.in_house(door)}: no __all__"


@pytest.mark.parametrize("module", source.modules(), ids=source.in_house)
def test_a_module_is_one_concept(module: Path) -> None:
    length = len(module.read_text(encoding="utf-8").splitlines())
    assert length <= LINES_MAX or source.in_house(module) in ONE_FILE, f"{source.in_house(module)} has {length} lines"


@pytest.mark.parametrize("module", source.modules(), ids=source.in_house)
def test_a_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(source.tree(module)), f"{source.in_house(module)}: no docstring"


@pytest.mark.parametrize("module", source.modules(), ids=source.in_house)
def test_a_name_says_something(module: Path) -> None:
    for part in Path(source.in_house(module)).with_suffix("").parts:
        assert not SAYS_NOTHING & set(part.split("_")), f"{source.in_house(module)}: {part} names no concept"
