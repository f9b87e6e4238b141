"""A real incident's folder with confirmed facts, and `codedark statement` typed as people type it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.record.assertion import Assertion, Withdrawal
from codedark.record.edtf import instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.store.incident_log import open_incident
from tests.cli.notify_incident import SEVENTY, add, incident, said

CLOSED = said("ed_status", "closed", 5)
PAPER = said("working_mode", "paper", 5)
CLAIM = Assertion(field="records_affected", value=4321, known_at=CLOSED.known_at, by="press")


def folder_of(tmp_path: Path, *more: Assertion, exercise: bool = False) -> Path:
    """A new incident: operations cancelled, the emergency department closed, on paper, a number nobody confirmed."""
    return incident(tmp_path, SEVENTY, CLOSED, PAPER, CLAIM, *more, exercise=exercise)


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Exit code, stdout, stderr."""
    code = answer(["statement", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> dict[str, Any]:
    """The object a command answers with."""
    left, out, err = asked(capsys, *words, "--json")
    assert left == code, err
    answered: dict[str, Any] = json.loads(out)
    return answered


def correct(folder: Path, value: int = 62) -> Assertion:
    """Count the operations again."""
    new = said("operations_cancelled", value, 0, period=SEVENTY.period, supersedes=(SEVENTY.id,))
    add(folder, new)
    return new


def withdraw(folder: Path, one: Assertion, why: str = "another hospital") -> None:
    """No longer stand by something."""
    now = datetime.now(UTC)
    gone = Withdrawal(of=one.id, why=why, by="us", known_at=now)
    with open_incident(folder) as log:
        body = Body(text="Not ours.", withdrawals=(gone,))
        log.append(Draft(kind=EntryKind.CORRECTION, role="ward", event_at=instant(now), body=body))


def entries_count(folder: Path) -> int:
    """How many entries lie there."""
    with open_incident(folder, write=False) as log:
        return len(log.entries())
