"""The kernel without its compiler: every compiled function replaced by the Python it was made of.

What is tested here is what the functions say; that the compiler keeps it, `test_replications` and `tests/laws` say.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("numba")

from codedark.drill import kernel as package

MODULES = [importlib.import_module(f"{package.__name__}.{m.name}") for m in pkgutil.iter_modules(package.__path__)]


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """All functions and row names of the kernel by name, as plain Python."""
    names: dict[str, object] = {}
    for module in MODULES:
        for name, value in vars(module).copy().items():
            told = getattr(value, "py_func", value)
            if told is not value:
                monkeypatch.setattr(module, name, told)
            names[name] = told
    with np.errstate(all="ignore"):
        yield SimpleNamespace(**names)
