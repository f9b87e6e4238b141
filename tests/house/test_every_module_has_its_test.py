"""Every promise has a test, and the tree of tests mirrors the tree of modules."""

from __future__ import annotations

import pytest

from tests.house import source

WITHOUT: dict[str, str] = {
    "__main__.py": "one line; tests/cli/test_main.py runs it",
}
"""Modules that need no test file of their own, each with its reason."""

NEEDING = [module for module in source.modules() if module.name != "__init__.py"]


@pytest.mark.parametrize("module", NEEDING, ids=source.in_house)
def test_a_module_has_its_test_file(module: source.Path) -> None:
    name = source.in_house(module)
    if name in WITHOUT:
        return
    test = source.ROOT / "tests" / module.relative_to(source.SRC).parent / f"test_{module.name}"
    assert test.is_file(), f"src/codedark/{name} has no {test.relative_to(source.ROOT)}"


def test_no_exception_outlives_its_module() -> None:
    assert set(WITHOUT) <= {source.in_house(module) for module in source.modules()}
