"""Rooms for the tests of gates: one world a module, a fresh agent where a test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gates.rooms import Rooms, rooms


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Rooms]:
    """Rooms with nothing of ours in them."""
    with rooms(tmp_path) as made:
        yield made


@pytest.fixture
def ready(world: Rooms) -> Rooms:
    """Rooms with an agent that is staged, and probers."""
    world.ready()
    return world
