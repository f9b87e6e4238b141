"""Every test of a verb prints at the width of a pipe, whoever runs it: workers of a test run set COLUMNS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.live_rooms import LiveRooms, live_rooms


@pytest.fixture(autouse=True)
def _width_of_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("LINES", raising=False)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveRooms]:
    """A gate with probers, people with keys, a folder: nothing is staged yet."""
    with live_rooms(tmp_path) as made:
        yield made
