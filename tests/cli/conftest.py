"""Every test of a verb prints at the width of a pipe, whoever runs it: workers of a test run set COLUMNS."""

import pytest


@pytest.fixture(autouse=True)
def _width_of_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("LINES", raising=False)
