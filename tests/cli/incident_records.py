"""Incidents of tests on a disk, and a log that fails on demand."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from codedark.record.entry import Draft, Entry, Head
from codedark.record.opening import About
from codedark.store.incident_log import open_incident
from codedark.store.incident_making import create_incident
from tests.record.making import ABOUT, START, chain


def made(folder: Path) -> Path:
    """An incident in a folder, without ballast."""
    create_incident(
        folder, title="Trial", organisation="Sint-Lucia", timezone="Europe/Brussels", languages=("en",),
        role="incident-commander", device_name="laptop", ballast_bytes=0,
    ).close()  # fmt: skip
    return folder


def texts(folder: Path) -> list[str]:
    """What the record says, line by line."""
    with open_incident(folder, write=False) as log:
        return [entry.body.text for entry in log.entries() if entry.body is not None]


class FakeLog:
    """A log in memory. It can be held up, and fail at some appends."""

    about: About = ABOUT

    def __init__(self, failing: Sequence[int] = (), held_up: threading.Event | None = None) -> None:
        self.failing, self.held_up = set(failing), held_up
        self.drafts: list[Draft] = []
        self.tries_count = self.opened_count = self.closed_count = 0
        self.warnings: list[str] = []

    def open(self, place: str) -> FakeLog:
        """As an opener."""
        self.opened_count += 1
        return self

    def append(self, draft: Draft) -> Entry:
        """Keep a draft, or fail as a full disk does."""
        if self.held_up is not None:
            self.held_up.wait()
        self.tries_count += 1
        if self.tries_count in self.failing:
            raise OSError(28, "No space left on device")
        self.drafts.append(draft)
        return self.entries()[-1]

    def entries(self) -> list[Entry]:
        """All of them."""
        return chain([(draft, START) for draft in self.drafts])

    def saying(self, *words: str) -> list[Entry]:
        """All of them: a small log is compared whole."""
        return self.entries()

    def heads(self) -> tuple[Head, ...]:
        """Nobody asks."""
        return ()

    def close(self) -> None:
        """Count it."""
        self.closed_count += 1
