"""A PostgreSQL server for the tests of this room; those that harm theirs start one of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.postgres_world import PostgresWorld, postgres_world


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresWorld]:
    """One server for all tests that leave it standing; skipped loudly where there is none."""
    with postgres_world() as world:
        yield world
