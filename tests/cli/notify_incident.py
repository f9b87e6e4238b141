"""A real incident's folder with a few facts in it, and `codedark notify` typed as people type it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.record.assertion import Assertion, Attribution, Period, Qualifier
from codedark.record.edtf import When, instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.store.incident_log import open_incident
from codedark.store.incident_making import create_incident

NOW = datetime.now(UTC).replace(microsecond=0)


def ago(hours: float) -> str:
    """A moment some hours ago, as somebody types it."""
    return (NOW - timedelta(hours=hours)).isoformat()


def said(field: str, value: Any, hours: float, **more: Any) -> Assertion:
    """A fact that became known some hours ago."""
    known = NOW - timedelta(hours=hours)
    return Assertion(field=field, value=value, known_at=known, by="hospital", attribution=Attribution.CONFIRMED, **more)


SEVENTY = said(
    "operations_cancelled", 70, 26, qualifier=Qualifier.AT_LEAST, period=Period(when=When(f"{NOW:%Y-%m-%d}"))
)


def incident(tmp_path: Path, *assertions: Assertion, exercise: bool = False) -> Path:
    """A new folder; with no assertion named, one of operations cancelled and one of servers switched off."""
    folder = tmp_path / "incident"
    with create_incident(
        folder,
        title="Disruption at Sint-Lucia",
        organisation="Sint-Lucia",
        timezone="Europe/Brussels",
        languages=("nl", "fr", "de", "en"),
        role="incident-commander",
        device_name="laptop 1",
        ballast_bytes=0,
        exercise=exercise,
    ):
        pass
    known = assertions or (SEVENTY, said("servers_shutdown", True, 28))
    add(folder, *known)
    return folder


def add(folder: Path, *assertions: Assertion) -> None:
    """One more entry."""
    with open_incident(folder) as log:
        body = Body(text="As told.", assertions=assertions)
        at = instant(assertions[0].known_at)
        log.append(Draft(kind=EntryKind.OBSERVATION, role="ward", event_at=at, body=body))


def entries_count(folder: Path) -> int:
    """How many entries lie there."""
    with open_incident(folder, write=False) as log:
        return len(log.entries())


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Exit code, stdout, stderr."""
    code = answer(["notify", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> dict[str, Any]:
    """The object a command answers with."""
    left, out, err = asked(capsys, *words, "--json")
    assert left == code, err
    answered: dict[str, Any] = json.loads(out)
    return answered


def decide(capsys: pytest.CaptureFixture[str], folder: Path, aware: float = 10) -> None:
    """Decide that we are aware since some hours ago, and that it is significant."""
    told(capsys, folder, "decide", "aware", "--at", ago(aware), "--role", "incident-commander")
    told(capsys, folder, "decide", "significant", "--role", "director")


def clock_of(answered: dict[str, Any], name: str) -> dict[str, Any]:
    """One clock of an answer."""
    found: dict[str, Any] = next(one for one in answered["clocks"] if f"{one['regime']}:{one['stage']}" == name)
    return found
