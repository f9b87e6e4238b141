"""Worlds for the tests of the range: skipped, loudly, where the system gives none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from codedark.gates.range.building import Built, build
from codedark.gates.range.kernel import NamespacesRefused
from codedark.gates.range.readiness import Ready
from codedark.gates.range.record import Record
from codedark.gates.range.story import play
from codedark.gates.range.world import in_new_world
from tests.conftest import _missing
from tests.gates.range.small import small_ready

T = TypeVar("T")
InWorld = Callable[[Callable[[Built], Any]], Any]


@pytest.fixture(scope="session")
def worlds() -> None:
    """Whether the system gives us worlds at all."""
    try:
        in_new_world(lambda rootless: rootless)
    except NamespacesRefused as refused:
        _missing("a network namespace", str(refused))


@pytest.fixture(scope="session")
def ready() -> Ready:
    """The small hospital, ready to be built."""
    return small_ready()


@pytest.fixture
def in_small(worlds: None, ready: Ready) -> InWorld:
    """Run something in a world in which the small hospital has just been built."""

    def run(work: Callable[[Built], T]) -> T:
        return in_new_world(lambda rootless: work(build(ready.furnished, ready.topology)))

    return run


@pytest.fixture(scope="session")
def played(worlds: None, ready: Ready) -> Record:
    """The whole story of the small hospital, played once."""
    return in_new_world(lambda rootless: play(ready, rootless=rootless))
